"""Places in memory: the double of the gazetteer port, by the plainest means."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.model.place import NamedPlace, Point
from safeconduct.network.graph import great_circle_km
from safeconduct.network.places import name_key


class MemoryPlaces:
    """Looks at every place for every question."""

    def __init__(self, places: Sequence[NamedPlace]) -> None:
        self._places = sorted(places, key=lambda place: place.id)

    def called(self, key: str) -> tuple[NamedPlace, ...]:
        return tuple(p for p in self._places if any(name_key(name) == key for name in p.names))

    def near(self, point: Point, km: float) -> tuple[NamedPlace, ...]:
        return tuple(p for p in self._places if great_circle_km(p.point, point) <= km)


def place(ident: int, names: str, lon: float, lat: float) -> NamedPlace:
    """A place of an invented country; ``names`` separated by slashes, the main one first."""
    spelt = tuple(names.split("/"))
    return NamedPlace(
        id=str(ident), name=spelt[0], names=spelt, point=Point(lon=lon, lat=lat), country="XX", region="01", people=0
    )
