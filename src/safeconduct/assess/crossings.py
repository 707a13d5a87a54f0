"""Which roads of the network a statement speaks of: by name, by the water crossed, by the places joined.

An unnamed river ("crossing the river", "the only bridge between the two cities") is taken to be each water that lies
between a site and a reception of the case: the one whose bridges, all removed, would part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from safeconduct.model.claim import RoadValue
from safeconduct.network.roadfile import RoadFile, RoadShape

_KINDS: dict[str, tuple[str, ...]] = {
    "bridge": ("bridge",),
    "crossing": ("bridge", "foot"),
    "road": ("road",),
    "ferry": (),
    "rail": (),
}
_NUMBERED = re.compile(r"[^\W\d_]+-?\d+[^\W\d_]?")
_KIND_WORDS = tuple(
    f" {word}{plural}"
    for word in ("bridge", "road", "street", "motorway", "highway", "lane", "avenue", "way", "ferry", "crossing")
    for plural in ("s", "")
)


class Crossings:
    """Looks up the roads a RoadValue means; built once from a road file and the pairs of places that matter."""

    def __init__(self, roads: RoadFile, between: Iterable[tuple[str, str]]) -> None:
        """``between`` are (site, reception) pairs of node ids."""
        self._roads = roads
        self._places = {_plain(name): node for node, names in roads.gazetteer.items() for name in (node, *names)}
        self._waters = {_plain(name): water for water, names in roads.water_names.items() for name in names}
        bridge_over = {frozenset(s.ends): s.over for s in roads.shapes if s.kind == "bridge"}
        self._over = {
            s.id: s.over if s.kind == "bridge" else bridge_over.get(frozenset(s.ends)) if s.kind == "foot" else None
            for s in roads.shapes
        }
        self._unnamed = frozenset(water for a, b in between for water in self._parting(a, b))
        self._sites = tuple(dict.fromkeys(a for a, _ in between))
        self.named = lru_cache(maxsize=None)(self._named)
        self.meant = lru_cache(maxsize=None)(self._meant)

    def _meant(self, value: RoadValue) -> tuple[str, ...]:
        """Ids of the roads a value speaks of, in file order; empty when the words point at nothing in the file."""
        named = self.named(value)
        if named or value.names:
            return named
        kinds = _KINDS[value.element]
        if "bridge" not in kinds:
            return ()
        waters = self._waters_of(value)
        return tuple(s.id for s in self._roads.shapes if s.kind in kinds and self._over[s.id] in waters)

    def _named(self, value: RoadValue) -> tuple[str, ...]:
        """Ids of the roads a value names, by name or alias, or by an alias of several words in its text, in file order.

        Of roads that share a short name ("Moor" for Moor Road and Moor Street), those named in full in the text are
        meant; when none is, words that open a road mean none of them, and any other words mean all. A road of another
        kind is meant when its name stands there in full: a ferry is drawn as a road.
        """
        text, kinds = _plain(value.as_written), _KINDS[value.element]
        if not value.names:
            return tuple(s.id for s in self._roads.shapes if s.kind in kinds and _inside(s, text))
        found: set[str] = set()
        for name in value.names:
            called = [s for s in self._roads.shapes if _short(name) in _called(s)]
            alike = [s for s in called if s.kind in kinds]
            if not alike and value.element != "rail":
                alike = [s for s in called if _inside(s, text)]
            full = [s for s in alike if _inside(s, text) or _plain(name) in _names(s)]
            if len({_plain(s.name) for s in alike}) > 1:
                alike = full or ([] if value.state == "open" else alike)
            found |= {s.id for s in alike}
        return tuple(s.id for s in self._roads.shapes if s.id in found)

    def _waters_of(self, value: RoadValue) -> frozenset[str]:
        if value.over is not None:
            water = self._waters.get(_plain(value.over))
            return frozenset() if water is None else frozenset({water})
        places = [place for name in value.links if (place := self._places.get(_plain(name)))]
        if len(places) == 1:
            places = [*self._sites, *places]
        parting = {w for a in places for b in places if a < b for w in self._parting(a, b)}
        return frozenset(parting) or self._unnamed

    def _parting(self, a: str, b: str) -> tuple[str, ...]:
        """Waters whose crossings, all removed, would part two nodes that are joined otherwise."""
        if not self._joined(a, b, None):
            return ()
        return tuple(water for water in self._roads.water_names if not self._joined(a, b, water))

    def _joined(self, a: str, b: str, without: str | None) -> bool:
        seen, rest = {a}, [a]
        while rest:
            here = rest.pop()
            for shape in self._roads.shapes:
                if here in shape.ends and (without is None or self._over[shape.id] != without):
                    there = shape.ends[1] if shape.ends[0] == here else shape.ends[0]
                    if there not in seen:
                        seen.add(there)
                        rest.append(there)
        return b in seen


def _names(shape: RoadShape) -> frozenset[str]:
    return frozenset(_plain(name) for name in (shape.name, *shape.aliases))


def _called(shape: RoadShape) -> frozenset[str]:
    return frozenset(_short(name) for name in (shape.name, *shape.aliases))


def _inside(shape: RoadShape, text: str) -> bool:
    """Whether a name of several words, or a road's number ("A12"), stands in a text; other single words are too easily
    something else."""
    names = (" ".join(name.casefold().split()).removeprefix("the ") for name in (shape.name, *shape.aliases))
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        for name in names
        if " " in name or _NUMBERED.fullmatch(name)
    )


def _plain(name: str) -> str:
    """A name without case, article, extra space; "the Pavlohrad bridge" and "Pavlohrad bridge" are one."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def _short(name: str) -> str:
    """A plain name without the word for what it is at its end: "Pavlohrad" and "the Pavlohrad bridge" are one, as are
    "Moor" and "Moor Road", because a reader may keep the word or cut it off."""
    plain = _plain(name)
    return next((short for word in _KIND_WORDS if (short := plain.removesuffix(word)) != plain and short), plain)
