"""A fleet's day as arrays: sites, receptions, crossings and vehicles, in whole minutes and whole persons.

Letters in the shapes: S sites, R receptions, D depots, O = R + D origins of an empty drive (row o < R is reception o,
row R + d is depot d), G groups, N = 3 needs, Y vehicle types, C vehicle classes, B crossings, K ways per pair.

Rules of the day (every engine and the checker follow these, and no others):

1.  A vehicle of class c stands at its origin from minute ``class_from[c]``. Its day is a sequence of trips.
2.  A trip: drive empty to a site by an inbound way, load in a bay, drive to a reception by an outbound way, unload. A
    way is *before* minutes, one crossing, *after* minutes. The vehicle may wait before the crossing, at the site (it
    holds a bay while it loads and at no other time) and at the reception. A way may have a window of its own.
    A way with several crossings leads after the first to a *post*, where a vehicle may wait before the next crossing;
    ``after`` is then the drive to that post. Ways that end alike share their posts.
3.  A crossing b admits ``crossing_lanes[b]`` vehicles in each slot, both directions together. Slots start at the
    multiples of ``crossing_slot[b]`` minutes; a vehicle enters exactly at the start of a slot. A slot that overlaps a
    closure admits nobody. A way without a bottleneck names a crossing of one-minute slots with lanes enough for the
    whole fleet; a checkpoint is a crossing whose slot is its service time.
4.  Loading takes ``type_load`` minutes and unloading ``type_unload``, however many persons are on board. At most
    ``bays[s]`` vehicles load at site s in any minute.
5.  Loading ends, and every crossing starts, no later than ``close``: nobody is inside afterwards.
6.  A vehicle is done, unloading included, by ``type_until``. Minutes driven (``drive`` of the ways) since the last halt
    never exceed ``type_drive``; a halt is ``type_rest`` minutes or more between unloading and the next departure, or
    between arriving at a site and loading there.
7.  A trip carries at most ``type_places`` persons of each need, all from groups of its site that may go to its
    reception. No group gives more persons than it has; no reception takes more than its capacity, all needs together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: The needs, in the order of every axis N.
NEEDS = ("walking", "wheelchair", "stretcher")

#: No minute, count or person figure may exceed this: sums stay far inside 64 bits.
LARGEST = 10_000_000

#: No day may be longer, in minutes (a week): the calendars are arrays of minutes.
LONGEST = 10_080

#: Minutes nobody reaches: the limit of who has none.
UNLIMITED = 1_000_000

#: What a way has where nothing is given: it may be driven at any time, and has one crossing.
UNLESS_GIVEN = {"first": 0, "last": LONGEST, "post": -1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Ways from each start to each goal, shape (starts, goals, K); an unused place holds crossing -1.

    ``before`` are minutes from the start to the crossing, ``after`` from the crossing's slot start to the goal, or to
    ``post`` where that is not -1 (a row of ``FleetInstance.posts``). The crossing may be entered from minute ``first``
    to ``last`` (a corridor's own window and margin); without them always. ``drive`` are minutes of driving alone, to
    the goal, without delays; unless given, before + after.
    """

    crossing: Ints
    before: Ints
    after: Ints
    first: Ints = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.int64))
    last: Ints = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.int64))
    post: Ints = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.int64))
    drive: Ints = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.int64))

    def __post_init__(self) -> None:
        shape = np.shape(self.crossing)
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in UNLESS_GIVEN and value.size == 0:
                value = np.full(shape, UNLESS_GIVEN[one.name], dtype=np.int64)
            elif one.name == "drive" and value.size == 0:
                value = np.asarray(self.before) + np.asarray(self.after)
            object.__setattr__(self, one.name, _integers(value, f"ways.{one.name}", 3))
            if getattr(self, one.name).shape != shape:
                raise _bad("ways", "crossing, before, after, first, last, post and drive differ in shape")
        open_ = self.crossing >= 0
        if np.any(self.before[open_] < 0) or np.any(self.after[open_] < 0):
            raise _bad("ways", "minutes are negative")


def _no_rows() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posts:
    """Places before a crossing that is not the first of its way, each field (P,).

    From the slot start it takes ``lag`` minutes to the post ``onward``, a row before its own, or (-1) to the goal.
    ``goal`` is a site for ``inbound`` (1) posts, else (0) a reception. The crossing may be entered from ``first`` to
    ``last``. A vehicle waits at a post as long as it likes.
    """

    crossing: Ints = field(default_factory=_no_rows)
    lag: Ints = field(default_factory=_no_rows)
    first: Ints = field(default_factory=_no_rows)
    last: Ints = field(default_factory=_no_rows)
    onward: Ints = field(default_factory=_no_rows)
    goal: Ints = field(default_factory=_no_rows)
    inbound: Ints = field(default_factory=_no_rows)

    def __post_init__(self) -> None:
        for one in fields(self):
            object.__setattr__(self, one.name, _integers(getattr(self, one.name), f"posts.{one.name}", 1))
            if getattr(self, one.name).shape != self.crossing.shape:
                raise _bad("posts", "fields differ in length")
        _within(self.lag, "posts.lag", 0, LONGEST)
        if np.any(self.onward >= np.arange(self.crossing.size)) or np.any(self.onward < -1):
            raise _bad("posts.onward", "leads to a post of an earlier row")

    def rest(self, post: int) -> int:
        """Minutes from a post's crossing to the goal, without a wait; 0 for none (-1)."""
        return 0 if post < 0 else int(self.lag[post]) + self.rest(int(self.onward[post]))

    def along(self, post: int) -> tuple[int, ...]:
        """The posts from one on, in order of travel."""
        return () if post < 0 else (post, *self.along(int(self.onward[post])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A crossing admits nobody whose slot overlaps minutes [start, end)."""

    crossing: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FleetInstance:
    """One day of one fleet; the module says what each rule means. Arrays are made int64, C-contiguous and read-only.

    ``close`` minute (window close less the margin); ``bays`` (S,); ``group_site``, ``group_need``, ``group_people``
    (G,); ``group_allowed`` (G, R) truth: which receptions the group wishes to go to; ``reception_capacity`` (R,)
    persons; ``type_places`` (Y, N) persons; ``type_load``, ``type_unload`` (Y,) minutes, loading at least 1;
    ``type_until``, ``type_drive``, ``type_rest`` (Y,) of crews, unless given no limit (UNLIMITED, no rest);
    ``class_type``, ``class_origin`` (row of O), ``class_from`` (minute), ``class_count`` (C,); ``crossing_slot`` (B,)
    minutes >= 1; ``crossing_lanes`` (B,); ``inbound`` (O, S, K) empty; ``outbound`` (S, R, K) loaded; ``weights`` (N,)
    value of one person out; ``posts`` of ways with several crossings. InputError names the field that breaks a shape or
    a range.
    """

    close: int
    bays: Ints
    group_site: Ints
    group_need: Ints
    group_people: Ints
    group_allowed: Bools
    reception_capacity: Ints
    type_places: Ints
    type_load: Ints
    type_unload: Ints
    class_type: Ints
    class_origin: Ints
    class_from: Ints
    class_count: Ints
    crossing_slot: Ints
    crossing_lanes: Ints
    inbound: Ways
    outbound: Ways
    weights: Ints
    closures: tuple[Closure, ...] = ()
    posts: Posts = field(default_factory=Posts)
    type_until: Ints = field(default_factory=_no_rows)
    type_drive: Ints = field(default_factory=_no_rows)
    type_rest: Ints = field(default_factory=_no_rows)

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in ("type_until", "type_drive", "type_rest") and np.size(value) == 0:
                value = np.full(self.types, 0 if one.name == "type_rest" else UNLIMITED, dtype=np.int64)
            if one.name not in ("close", "inbound", "outbound", "closures", "group_allowed", "posts"):
                value = _integers(value, one.name, 2 if one.name == "type_places" else 1)
                _within(value, one.name, 0)
                object.__setattr__(self, one.name, value)
        allowed = np.ascontiguousarray(self.group_allowed, dtype=np.bool_)
        allowed.setflags(write=False)
        object.__setattr__(self, "group_allowed", allowed)
        if not -1 <= self.close <= LONGEST:
            raise _bad("close", f"must lie between -1 and {LONGEST} minutes")
        self._check_shapes()
        self._check_ranges()

    def _check_shapes(self) -> None:
        groups, classes = self.group_site.size, self.class_type.size
        shapes: Sequence[tuple[str, tuple[int, ...]]] = (
            ("group_need", (groups,)),
            ("group_people", (groups,)),
            ("group_allowed", (groups, self.receptions)),
            ("type_places", (self.types, len(NEEDS))),
            ("type_unload", (self.types,)),
            ("type_until", (self.types,)),
            ("type_drive", (self.types,)),
            ("type_rest", (self.types,)),
            ("class_origin", (classes,)),
            ("class_from", (classes,)),
            ("class_count", (classes,)),
            ("crossing_lanes", (self.crossings,)),
            ("weights", (len(NEEDS),)),
        )
        for name, shape in shapes:
            if getattr(self, name).shape != shape:
                raise _bad(name, f"has shape {getattr(self, name).shape}, not {shape}")
        if self.outbound.crossing.shape[:2] != (self.sites, self.receptions):
            raise _bad("outbound", f"must hold ways from {self.sites} sites to {self.receptions} receptions")
        if self.inbound.crossing.shape[1] != self.sites or self.origins < self.receptions:
            raise _bad("inbound", f"must hold ways from every reception and depot to {self.sites} sites")

    def _check_ranges(self) -> None:
        _within(self.group_site, "group_site", 0, self.sites - 1)
        _within(self.group_need, "group_need", 0, len(NEEDS) - 1)
        _within(self.type_load, "type_load", 1, LONGEST)
        _within(self.type_unload, "type_unload", 0, LONGEST)
        _within(self.class_type, "class_type", 0, self.types - 1)
        _within(self.class_origin, "class_origin", 0, self.origins - 1)
        _within(self.crossing_slot, "crossing_slot", 1, LONGEST)
        for name, ways in (("inbound", self.inbound), ("outbound", self.outbound)):
            _within(ways.crossing, f"{name}.crossing", -1, self.crossings - 1)
            _within(np.where(ways.crossing >= 0, ways.before, 0), f"{name}.before", 0, LONGEST)
            _within(np.where(ways.crossing >= 0, ways.after, 0), f"{name}.after", 0, LONGEST)
            _within(ways.post, f"{name}.post", -1, self.posts.crossing.size - 1)
        _within(self.posts.crossing, "posts.crossing", 0, self.crossings - 1)
        for closure in self.closures:
            if not 0 <= closure.crossing < self.crossings or closure.start > closure.end:
                raise _bad("closures", f"{closure} names no crossing, or ends before it starts")

    @property
    def sites(self) -> int:
        """S."""
        return int(self.bays.size)

    @property
    def receptions(self) -> int:
        """R."""
        return int(self.reception_capacity.size)

    @property
    def origins(self) -> int:
        """O: receptions, then depots."""
        return int(self.inbound.crossing.shape[0])

    @property
    def groups(self) -> int:
        """G."""
        return int(self.group_site.size)

    @property
    def types(self) -> int:
        """Y."""
        return int(np.size(self.type_load))

    @property
    def classes(self) -> int:
        """C."""
        return int(self.class_type.size)

    @property
    def crossings(self) -> int:
        """B."""
        return int(self.crossing_slot.size)

    @property
    def vehicles(self) -> int:
        """How many vehicles there are; vehicle v is of class ``vehicle_class[v]``."""
        return int(self.class_count.sum())

    @property
    def vehicle_class(self) -> Ints:
        """(V,) class of each vehicle: the first ``class_count[0]`` vehicles are of class 0, and so on."""
        return np.repeat(np.arange(self.classes, dtype=np.int64), self.class_count)

    def with_(self, **changes: Any) -> Self:
        """The same day with some fields changed."""
        return replace(self, **changes)


def _integers(value: object, name: str, axes: int) -> Ints:
    array = np.asarray(value)
    if array.ndim != axes:
        raise _bad(name, f"has {array.ndim} axes, not {axes}")
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise _bad(name, "must hold whole numbers")
    array = np.array(array, dtype=np.int64, order="C")
    array.setflags(write=False)
    return array


def _within(array: Ints, name: str, low: int, high: int = LARGEST) -> None:
    if array.size and (int(array.min()) < low or int(array.max()) > high):
        raise _bad(name, f"must lie between {low} and {high}")


def _bad(name: str, message: str) -> InputError:
    return InputError(f"{name} {message}", field=f"fleet.{name}", next_step="correct the field and solve again")
