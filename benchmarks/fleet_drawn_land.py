"""Where a drawn day of family ``full`` takes place: the land of family ``core``, with villages, an isle and a quay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import numpy as np

from benchmarks.fleet_instances import MARGIN, WINDOW, Size, fleet_of, minutes_between, reach
from safeconduct.model.known import Basis, Known
from safeconduct.model.place import Point

T = TypeVar("T")
DRAWN = Basis(assumptions=("drawn",))
#: Minute 0 of every drawn day, near an equinox: the sun sets before the latest corridors close.
OPENS = datetime(2031, 3, 18, 6, tzinfo=UTC)
#: South-west corner of the land, and degrees a kilometre.
WEST, SOUTH, LON_KM, LAT_KM = 9.0, 44.7, 0.0127, 0.009
#: Kilometres along the reach.
REACH = 60.0


def known(value: T) -> Known[T]:
    """A value on the one assumption of the family."""
    return Known(value=value, basis=DRAWN)


def instant(minute: int) -> datetime:
    """A minute of the day."""
    return OPENS + timedelta(minutes=int(minute))


def point(kilometres: np.ndarray) -> Point:
    """A place of the land, (km east, km north), on the globe."""
    east, north = (float(x) for x in kilometres)
    return Point(lon=round(WEST + LON_KM * east, 5), lat=round(SOUTH + LAT_KM * north, 5))


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Places in kilometres (n, 2), the fleet (V, 3: type, depot, first minute) and the trips a vehicle may make.

    Sites with roads are those of family core (towns), then villages, last the quay where boats from the isle land. The
    last crossing is a ferry, the others are bridges.
    """

    size: Size
    site: np.ndarray
    reception: np.ndarray
    depot: np.ndarray
    crossing: np.ndarray
    vehicles: np.ndarray
    trips: np.ndarray

    @property
    def towns(self) -> int:
        """How many sites are towns."""
        return self.size.sites

    @property
    def quay(self) -> int:
        """Row of the quay."""
        return len(self.site) - 1

    @property
    def sites(self) -> tuple[str, ...]:
        """Ids of the sites with roads."""
        return (*ids("town", self.towns), *ids("village", self.quay - self.towns), "quay")

    @property
    def crossings(self) -> tuple[str, ...]:
        """Ids of the crossings."""
        return (*ids("bridge", len(self.crossing) - 1), "ferry")

    @property
    def receptions(self) -> tuple[str, ...]:
        """Ids of the receptions."""
        return ids("reception", len(self.reception))

    @property
    def depots(self) -> tuple[str, ...]:
        """Ids of the depots."""
        return ids("depot", len(self.depot))


def ids(name: str, count: int) -> tuple[str, ...]:
    """Numbered from 1."""
    return tuple(f"{name}-{n + 1}" for n in range(count))


def land_of(rng: np.random.Generator, size: Size) -> Land:
    """Drawn places and vehicles: villages within 3 km of a town, the quay on the river."""
    towns = reach(rng, size.sites, 0, 20)
    reception, depot = reach(rng, size.receptions, 40, 75), reach(rng, size.depots, 35, 60)
    villages = max(2, size.sites // 5)
    near = towns[rng.integers(0, size.sites, villages)] + rng.uniform(-3, 3, (villages, 2))
    near = np.clip(near, (0.0, 0.0), (20.0, REACH))
    quay = np.array([[22.0, rng.uniform(10, 50)]])
    crossings = max(2, size.bridges)
    crossing = np.column_stack([np.full(crossings, 25.0), np.linspace(5, 55, crossings)])
    vehicles = fleet_of(rng, size)
    way = minutes_between(towns, crossing)[:, None, :] + minutes_between(reception, crossing)[None, :, :]
    cycle = 2 * way.min(axis=2).mean() * 0.9 + 40
    trips = np.maximum(1, (WINDOW - MARGIN - vehicles[:, 2] - 60) // cycle)
    return Land(
        size=size,
        site=np.vstack([towns, near, quay]),
        reception=reception,
        depot=depot,
        crossing=crossing,
        vehicles=vehicles,
        trips=trips,
    )
