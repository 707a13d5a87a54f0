"""Random days of a fleet, family ``full``: situations with every rule a fleet's plan may have to keep.

The land is that of family ``core`` (``benchmarks.fleet_instances``): a river, sites before it, receptions and depots
behind it, people to fill the fleet a given number of times. Beyond that: the last of the crossings is a ferry, a bridge
shuts for a while, checkpoints stand before the receptions, every corridor has hours of its own and the sun sets; people
travel in households, some to one reception only, some stay; villages are too small for a vehicle of their own and lie
on roads to others; the people of an isle come over by boat; crews have duty hours and halts. A day ``in_convoys``
departs in convoys with escorts and spare vehicles. All values rest on one assumption: nobody reported them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from benchmarks.fleet_drawn_land import DRAWN, OPENS, Land, instant, known, land_of, point
from benchmarks.fleet_drawn_people import PROFILES, sites_of
from benchmarks.fleet_drawn_roads import resources_of, roads_of
from benchmarks.fleet_instances import MARGIN, PLACES, WINDOW, Size
from safeconduct.model.corridor import Corridor
from safeconduct.model.known import Assumption
from safeconduct.model.place import Mode
from safeconduct.model.report import Party
from safeconduct.model.resource import FleetConvoys
from safeconduct.model.situation import Depot, Needs, Reception, Rules, Situation, Sunset, VehicleClass
from safeconduct.model.times import Window
from safeconduct.verify.sunset import solar_day, sunset

NAMES = ("coach", "minibus", "accessible", "ambulance")
#: Minutes to unload by type. A coach's crew works at most 600 minutes and rests 45 after 270 of driving (Regulation
#: (EC) 561/2006, art. 7), that of an accessible bus works at most 540.
UNLOAD = (15, 8, 15, 12)
CREWS: tuple[dict[str, Any], ...] = (
    {"duty_minutes": known(600), "drive_minutes": known(270), "rest_minutes": known(45)},
    {},
    {"duty_minutes": known(540)},
    {},
)
#: Seconds to board a person: a coach takes 25 minutes, as in family core.
BOARDING = Needs(walking=30, wheelchair=150, stretcher=300)
SUNSET_MARGIN, HEADWAY, CALL = 30, 10, 25
#: Convoys: least and most vehicles, from which size on one is led, vehicles for each escort, its minutes to come back,
#: spare vehicles in percent.
LEAST, MOST, LED_ABOVE, PER_ESCORT, RETURN, SPARE = 2, 6, 5, 8, 60, 10


def full_situation(size: Size, seed: int, tightness: float | None = None, *, in_convoys: bool = False) -> Situation:
    """One day of the family: same size, seed, tightness (the size's own by default) and way to depart, same day."""
    rng = np.random.default_rng([seed, size.vehicles, size.sites, 1])
    land = land_of(rng, size)
    room = int((PLACES[land.vehicles[:, 0]].sum(axis=1) * land.trips).sum())
    people = round(room * (size.tight if tightness is None else tightness))
    roads = roads_of(rng, land)
    legs = tuple(roads.legs())
    approaches = (*roads.approaches(), *roads.between())
    return Situation(
        name=f"full-{size.vehicles}-{seed}",
        title="A drawn day with every rule",
        as_of=OPENS - timedelta(hours=12),
        parties=(Party(id="county", label="County", aliases=("County",), zone="UTC", controls=()),),
        nodes=tuple(roads.nodes.values()),
        roads=tuple(roads.roads.values()),
        waters=(),
        sites=sites_of(rng, land, people),
        receptions=_receptions(rng, land, people),
        corridors=_corridors(rng, land),
        legs=legs,
        foot_crossings=(),
        vehicles=_vehicles(land),
        profiles=PROFILES,
        rules=_rules(land, in_convoys=in_convoys),
        sunsets=tuple(_sunset(name, place) for name, place in zip(land.receptions, land.reception, strict=True)),
        assumptions=(
            Assumption(id="drawn", slot="all", value="drawn", unit="", why="a day of a benchmark", source="judgement"),
        ),
        gaps=(),
        guards=(),
        wishes_recorded=False,
        withheld_claims=0,
        depots=tuple(
            Depot(id=name, name=name, point=point(place)) for name, place in zip(land.depots, land.depot, strict=True)
        ),
        approaches=approaches,
        resources=resources_of(land),
        transfers=(roads.boats(12),),
    )


def _receptions(rng: np.random.Generator, land: Land, people: int) -> tuple[Reception, ...]:
    """Room for everybody and a third more, unevenly spread; of the last one of several nobody knows how much."""
    count = len(land.reception)
    held = np.rint(people * 1.3 / count * rng.uniform(0.7, 1.3, count)).astype(int)
    return tuple(
        Reception(
            id=name,
            name=name,
            point=point(place),
            capacity=known(int(held[r])) if r + 1 < count else None,
            controlled_by=None,
        )
        for r, (name, place) in enumerate(zip(land.receptions, land.reception, strict=True))
    )


def _corridors(rng: np.random.Generator, land: Land) -> tuple[Corridor, ...]:
    """From every site to every reception; hours by site and reception, the first of each open from the start, the
    last reception until after dusk."""
    late = rng.choice([0, 0, 60], len(land.site)), rng.choice([0, 30], len(land.reception))
    late[0][0] = late[1][0] = 0
    closes = rng.choice([WINDOW - 60, WINDOW - 30, WINDOW], len(land.reception))
    closes[-1] = WINDOW
    return tuple(
        Corridor(
            id=f"{site}-to-{reception}",
            site=site,
            reception=reception,
            mode=Mode.BUS,
            window=_window(instant(late[0][s] + late[1][r]), instant(closes[r])),
            window_basis=DRAWN,
            positions=(),
            touching=(),
            controlled_by=None,
        )
        for s, site in enumerate(land.sites)
        for r, reception in enumerate(land.receptions)
    )


def _window(opens: datetime, closes: datetime) -> Window:
    return Window(opens=opens, closes=closes, zone="UTC", as_written=f"{opens:%H:%M} to {closes:%H:%M} UTC")


def _vehicles(land: Land) -> tuple[VehicleClass, ...]:
    """A class for each type, depot and first minute; a type's boarding minutes come from its places. One minibus stands
    in the first town."""
    classes, counts = np.unique(land.vehicles, axis=0, return_counts=True)
    found = []
    for n, ((kind, depot, since), count) in enumerate(zip(classes.tolist(), counts.tolist(), strict=True)):
        walking, wheelchair, stretcher = (int(places) for places in PLACES[kind])
        here = NAMES[kind] == "minibus" and NAMES[classes[n - 1][0]] != "minibus"
        found.append(
            VehicleClass(
                id=f"{NAMES[kind]}-{n + 1}",
                name=NAMES[kind],
                count=known(count),
                places=known(Needs(walking=walking, wheelchair=wheelchair, stretcher=stretcher)),
                start=known(land.sites[0] if here else land.depots[depot]),
                available_from=known(since),
                unload_minutes=known(UNLOAD[kind]),
                **CREWS[kind],
            )
        )
    return tuple(found)


def _rules(land: Land, *, in_convoys: bool) -> Rules:
    escorts = max(2, land.size.vehicles // PER_ESCORT)
    convoys = FleetConvoys(led_above=known(LED_ABOVE), escorts=known(escorts), escort_return_minutes=known(RETURN))
    return Rules(
        loading_seconds=known(BOARDING),
        unload_minutes=known(10),
        convoy_min=known(LEAST),
        convoy_max=known(MOST),
        headway_minutes=known(HEADWAY),
        standing_max_minutes=known(WINDOW),
        window_margin_minutes=known(MARGIN),
        sunset_margin_minutes=known(SUNSET_MARGIN),
        spare_percent=known(SPARE if in_convoys else 0),
        call_minutes=known(CALL),
        fleet_convoys=convoys if in_convoys else None,
    )


def _sunset(reception: str, place: np.ndarray) -> Sunset:
    here = point(place)
    at = sunset(here, solar_day(here, OPENS))
    assert isinstance(at, datetime)
    return Sunset(reception=reception, at=known(at.replace(second=0, microsecond=0)))
