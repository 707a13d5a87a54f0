"""What was reported of roads since the map was drawn: a ledger of states, added to and never changed.

An entry gives some roads a state, with its source, the claims it rests on, from when and until when it is said to
hold. Only a confirmed entry closes a road: one that was only reported makes the road's state unknown, which a plan
may lean on and a proof counts as passable. Of several confirmed entries that hold at an instant the last one recorded
stands. Undoing an entry is an entry too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import RoadState
from safeconduct.model.times import require_utc
from safeconduct.network.arcs import SHUT
from safeconduct.network.profiles import ArcTimes
from safeconduct.network.roadnet import RoadNet


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the ledger. ``number`` counts from 1; ``roads`` are road ids (``way/ID``, ``way/ID/PIECE``,
    ``node/ID``); ``chosen`` says how they were chosen; ``at`` is when it was recorded, ``since`` and ``until``
    (exclusive) when it is said to hold, None where nobody said; ``undoes`` is the entry it takes back, if any."""

    number: int
    at: datetime
    by: str
    roads: tuple[str, ...]
    chosen: str
    state: RoadState
    since: datetime | None
    until: datetime | None
    source: str
    claims: tuple[str, ...]
    confirmed: bool
    undoes: int | None = None

    def __post_init__(self) -> None:
        for what, instant in (("at", self.at), ("since", self.since), ("until", self.until)):
            if instant is not None:
                require_utc(instant, what)
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise InputError(
                f"a state that ends ({self.until:%F %T}Z) before it begins ({self.since:%F %T}Z)",
                field="until",
                next_step="give an end after the beginning",
            )
        if self.undoes is None and not self.roads:
            raise InputError("a state of no road", field="roads", next_step="choose at least one road")
        if not self.by.strip() or not self.source.strip():
            raise InputError("a state needs a source and a role", field="source", next_step="say who says so")

    def holds(self, at: datetime) -> bool:
        """Whether it is said to hold at an instant: from when it is said to, else from when it was recorded."""
        return (self.since or self.at) <= at and (self.until is None or at < self.until)

    def age(self, at: datetime) -> float:
        """Days since it is said to hold, or since it was recorded where nobody said; negative before that."""
        return (at - (self.since or self.at)).total_seconds() / 86_400


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries in the order they were recorded, numbered from 1 without a gap."""

    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        for number, entry in enumerate(self.entries, 1):
            if entry.number != number:
                raise InputError(
                    f"entry {entry.number} stands where {number} should",
                    field=f"entries[{number - 1}].number",
                    next_step="restore the file: entries are added, never changed",
                )
            if entry.undoes is not None:
                _require_undoable(self.entries[: number - 1], entry.undoes)

    def add(self, **values: object) -> Ledger:
        """The ledger with one more entry, numbered next."""
        entry = Entry(number=len(self.entries) + 1, **values)  # type: ignore[arg-type]
        return Ledger((*self.entries, entry))

    def undo(self, number: int | None, *, at: datetime, by: str, why: str) -> Ledger:
        """The ledger with an entry taken back: of a number, or the last that still stands. NotFound when there is
        none to take back."""
        standing = [entry.number for entry in self.standing()]
        if number is None and not standing:
            raise NotFound("there is no state to undo", next_step="see the history with `roads states`")
        wanted = standing[-1] if number is None else number
        _require_undoable(self.entries, wanted)
        taken = self.entries[wanted - 1]
        return self.add(
            at=at,
            by=by,
            roads=(),
            chosen=f"undo of {wanted}",
            state=taken.state,
            since=None,
            until=None,
            source=why,
            claims=(),
            confirmed=taken.confirmed,
            undoes=wanted,
        )

    def known_by(self, at: datetime) -> Ledger:
        """The ledger as it was at an instant."""
        return Ledger(tuple(entry for entry in self.entries if entry.at <= at))

    def standing(self) -> tuple[Entry, ...]:
        """Entries that nobody took back, oldest first."""
        undone = {entry.undoes for entry in self.entries}
        return tuple(entry for entry in self.entries if entry.undoes is None and entry.number not in undone)


def _require_undoable(entries: Sequence[Entry], number: int) -> None:
    if not 1 <= number <= len(entries) or entries[number - 1].undoes is not None:
        raise NotFound(f"there is no state {number} to undo", next_step="see the numbers with `roads states`")
    if any(entry.undoes == number for entry in entries):
        raise NotFound(f"state {number} was undone before", next_step="see the history with `roads states`")


@dataclass(slots=True)
class Standing:
    """What the ledger says of a network at an instant. ``states`` by edge, for ``profiles.arc_times``; ``rests_on``
    the confirmed entry behind an edge's state; ``reports`` the unconfirmed entries since; ``strangers`` the road ids
    that this network does not have."""

    states: dict[int, RoadState] = field(default_factory=dict)
    rests_on: dict[int, Entry] = field(default_factory=dict)
    reports: dict[int, tuple[Entry, ...]] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()

    def closed(self, mapped: ArcTimes, times: ArcTimes) -> tuple[int, ...]:
        """Edges that a confirmed state shuts for a class: usable by the map (``mapped``), not in these states."""

        def usable(of: ArcTimes, edge: int) -> bool:
            return bool((of.deciseconds[2 * edge : 2 * edge + 2] != SHUT).any())

        return tuple(edge for edge in sorted(self.rests_on) if usable(mapped, edge) and not usable(times, edge))


def standing(net: RoadNet, ledger: Ledger, at: datetime) -> Standing:
    """The states of a network's edges at an instant.

    A confirmed entry replaces what was there. Reports after it, or without one, only cast doubt: where they say
    anything but "open" of a road that is open or of no known state, its state is unknown.
    """
    entries = [entry for entry in ledger.standing() if entry.holds(at)]
    edges_of = net.edges_by_road({road for entry in entries for road in entry.roads})
    found = Standing(strangers=tuple(sorted(road for road, edges in edges_of.items() if not edges)))
    for entry in entries:
        for edge in sorted({edge for road in entry.roads for edge in edges_of[road]}):
            if entry.confirmed:
                found.rests_on[edge] = entry
                found.reports.pop(edge, None)
            else:
                found.reports[edge] = (*found.reports.get(edge, ()), entry)
    for edge in sorted({*found.rests_on, *found.reports}):
        confirmed = found.rests_on.get(edge)
        doubted = any(entry.state is not RoadState.OPEN for entry in found.reports.get(edge, ()))
        if confirmed is not None and not (confirmed.state is RoadState.OPEN and doubted):
            found.states[edge] = confirmed.state
        elif doubted:
            found.states[edge] = RoadState.UNKNOWN
    return found


def road_ids(net: RoadNet, edges: Iterable[int]) -> tuple[str, ...]:
    """The fewest road ids that name these edges: a whole way by its own id, else its pieces."""
    wanted: dict[str, list[int]] = {}
    for edge in sorted(set(edges)):
        wanted.setdefault(net.way_id(edge), []).append(edge)
    whole = net.edges_by_road(wanted)
    return tuple(
        name
        for road, members in wanted.items()
        for name in ([road] if len(whole[road]) == len(members) else [net.road_id(edge) for edge in members])
    )
