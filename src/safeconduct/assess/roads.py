"""What is known of each road: a history from confirmed claims, and printed assumptions where nobody reported.

How words become states: destroyed and closed are CLOSED; "on foot only" is FOOT_ONLY; open is OPEN; damaged,
difficult and unknown are UNKNOWN, because nobody said what may pass (a plan may lean on it and says so, a proof
counts it as passable). Who brought a state about is never asked. "Some" and "n of m" say nothing of one particular
road unless n is all of them. A denial sets no state, and so does a road that is told to open only later. The state
holds since the day the statement speaks of, UTC.

A later statement with the same state joins the entry: ``since`` stays the earliest day, the claims add up.
``disputed_by`` are claims on the same road that nobody decided, no older than the entry, and that say otherwise; an
"only bridge" disputes every state given to several bridges there. Confirmed claims of one day that say otherwise of a
road dispute each other, in whatever order they were read: nobody knows then whether vehicles may pass (UNKNOWN), unless
each of them stops vehicles (CLOSED). A confirmed denial disputes too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from safeconduct.assess.assumptions import Assumptions
from safeconduct.assess.confirm import Ledger
from safeconduct.assess.crossings import Crossings
from safeconduct.assess.dates import said_of
from safeconduct.model.claim import Claim, Kind, RoadValue, Stance
from safeconduct.model.errors import InputError, UnconfirmedError
from safeconduct.model.known import Basis
from safeconduct.model.place import Road, RoadFact, RoadState
from safeconduct.network.roadfile import RoadFile, RoadShape

STATES: dict[str, RoadState] = {
    "destroyed": RoadState.CLOSED,
    "closed": RoadState.CLOSED,
    "foot only": RoadState.FOOT_ONLY,
    "open": RoadState.OPEN,
    "damaged": RoadState.UNKNOWN,
    "difficult": RoadState.UNKNOWN,
    "unknown": RoadState.UNKNOWN,
}
_PASSABLE = ("open", "foot only", "difficult")
_LATER = "road: open only later"
"""How the flag of a claim begins that tells of a road which opens only later: it says nothing of today."""
#: Words that contradict a state. Damaged contradicts only open; unknown contradicts nothing.
_OTHERWISE: dict[RoadState, frozenset[str]] = {
    RoadState.CLOSED: frozenset({"open", "foot only", "difficult"}),
    RoadState.FOOT_ONLY: frozenset({"open", "destroyed", "closed"}),
    RoadState.OPEN: frozenset({"destroyed", "closed", "foot only", "damaged", "difficult"}),
    RoadState.UNKNOWN: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value of one claim with the roads it means, whether it names them, and the day it speaks of."""

    claim: Claim
    value: RoadValue
    roads: tuple[str, ...]
    named: bool
    day: datetime

    @property
    def settles(self) -> bool:
        """Whether it gives each of its roads a state."""
        if self.claim.stance is Stance.DENIES or self._later:
            return False
        whole = self.value.scope == "n of m" and self.value.n == self.value.m == len(self.roads)
        return whole or self.value.scope in ("all", "only") or (self.value.scope != "n of m" and self.named)

    @property
    def _later(self) -> bool:
        """Whether the road is told to be open only later."""
        return self.value.state in _PASSABLE and any(flag.startswith(_LATER) for flag in self.claim.flags)

    def disputes(self, state: RoadState) -> bool:
        """Whether it says otherwise than ``state`` of its roads."""
        if self.claim.stance is Stance.DENIES:
            return STATES[self.value.state] is state
        if self._later:
            return False
        if self.value.scope == "only" and len(self.roads) > 1 and state is RoadState.CLOSED:
            return True
        return self.value.scope != "n of m" and self.value.state in _OTHERWISE.get(state, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStates:
    """Roads with their histories, and the ids of those reported on by nobody's decision."""

    roads: tuple[Road, ...]
    undecided: tuple[str, ...]


def road_states(
    roads: RoadFile, ledger: Ledger, assumptions: Assumptions, between: Iterable[tuple[str, str]]
) -> RoadStates:
    """The roads of a file with what is known of each; ``between`` are the (site, reception) pairs of the case.

    UnconfirmedError (exit 4) when a crossing is reported on, nobody decided, and no assumption leaves it unknown;
    DocumentInvalid when a road nobody reports on has no default; InputError when an assumption names no road.
    """
    _refuse_strangers(roads, assumptions)
    crossings = Crossings(roads, tuple(between))
    confirmed = statements(ledger.confirmed, ledger, crossings, only_confirmed=True)
    proposed = statements(ledger.proposed, ledger, crossings)
    found, undecided = [], []
    for shape in roads.shapes:
        said = [s for s in confirmed if shape.id in s.roads and s.settles]
        open_question = [s for s in proposed if shape.id in s.roads]
        if not said and any(s.settles for s in open_question):
            undecided.append(shape.id)
        denials = [s for s in confirmed if shape.id in s.roads and s.claim.stance is Stance.DENIES]
        found.append(shape.with_history(_history(shape, said, open_question, denials, assumptions)))
    return RoadStates(roads=tuple(found), undecided=tuple(undecided))


def statements(
    claims: Sequence[Claim], ledger: Ledger, crossings: Crossings, *, only_confirmed: bool = False
) -> tuple[Statement, ...]:
    """Road statements of claims, oldest day first, then report and text order."""
    found = [
        Statement(
            claim=claim,
            value=value,
            roads=crossings.meant(value),
            named=bool(crossings.named(value)),
            day=said_of(claim, ledger.reports[claim.report]),
        )
        for claim in claims
        if not only_confirmed or Kind.ROAD in ledger.slots[claim.id]
        for value in claim.values
        if isinstance(value, RoadValue)
    ]
    return tuple(sorted((s for s in found if s.roads), key=lambda s: s.day))


def _refuse_strangers(roads: RoadFile, assumptions: Assumptions) -> None:
    known = {shape.id for shape in roads.shapes}
    for slot, road in assumptions.matching(r"road\.([^.]+)\.state"):
        if road not in known:
            raise InputError(
                f"the slot {slot} names no road of the network",
                file=assumptions.file,
                field="assumptions",
                next_step="use the id of a line in roads.geojson",
            )


def _history(
    shape: RoadShape,
    said: Sequence[Statement],
    proposed: Sequence[Statement],
    denials: Sequence[Statement],
    assumptions: Assumptions,
) -> tuple[RoadFact, ...]:
    own = f"road.{shape.id}.state"
    entries: list[RoadFact] = []
    if assumptions.has(own):
        entries.append(_assumed(own, assumptions))
    for day, group in groupby(said, key=lambda statement: statement.day):
        entry = _of_day(day, tuple(group))
        last = entries[-1] if entries else None
        if last is not None and last.state is entry.state and last.since is not None:
            claims = tuple(dict.fromkeys((*last.basis.claims, *entry.basis.claims)))
            disputes = tuple(dict.fromkeys((*last.disputed_by, *entry.disputed_by)))
            entry = RoadFact(state=entry.state, since=last.since, basis=Basis(claims=claims), disputed_by=disputes)
            entries.pop()
        entries.append(entry)
    if not entries:
        entries.append(_unreported(shape, proposed, assumptions))
    ends = [*(entry.since for entry in entries[1:]), None]
    return tuple(_with_disputes(entry, until, proposed, denials) for entry, until in zip(entries, ends, strict=True))


def _of_day(day: datetime, said: Sequence[Statement]) -> RoadFact:
    """What statements of one day make of a road, whatever their order; those that exclude each other dispute it."""
    claims = tuple(dict.fromkeys(statement.claim.id for statement in said))
    states = {STATES[statement.value.state] for statement in said}
    apart = any(one.value.state in _OTHERWISE[STATES[other.value.state]] for one in said for other in said)
    if len(states) == 1:
        (state,) = states
    elif RoadState.OPEN in states:
        state = RoadState.UNKNOWN
    else:
        state = RoadState.CLOSED if RoadState.CLOSED in states else RoadState.FOOT_ONLY
    return RoadFact(state=state, since=day, basis=Basis(claims=claims), disputed_by=claims if apart else ())


def _with_disputes(
    entry: RoadFact, until: datetime | None, proposed: Sequence[Statement], denials: Sequence[Statement]
) -> RoadFact:
    """The entry with the undecided claims and confirmed denials that say otherwise of a day within it. A road said to
    be open, which a confirmed denial says it is not, is unknown."""

    def within(said: Sequence[Statement]) -> tuple[str, ...]:
        return tuple(
            s.claim.id
            for s in said
            if s.disputes(entry.state)
            and (entry.since is None or s.day >= entry.since)
            and (until is None or s.day < until)
        )

    denied = within(denials)
    disputes = tuple(dict.fromkeys((*entry.disputed_by, *within(proposed), *denied)))
    unsure = bool(denied) and entry.state is RoadState.OPEN
    return replace(entry, state=RoadState.UNKNOWN if unsure else entry.state, disputed_by=disputes)


def _unreported(shape: RoadShape, proposed: Sequence[Statement], assumptions: Assumptions) -> RoadFact:
    """The state of a road no confirmed claim speaks of."""
    if shape.kind == "foot":
        return _assumed("roads.foot", assumptions)
    settling = [s for s in proposed if s.settles]
    if not settling:
        return _assumed("roads.default", assumptions)
    needed = shape.kind == "bridge" and any(s.named for s in settling)
    if assumptions.has("roads.undecided") and not needed:
        return _assumed("roads.undecided", assumptions)
    first = next((s for s in settling if s.named), settling[0])
    raise UnconfirmedError(
        f"{shape.name} is reported on ({first.value.as_written!r}), and nobody decided whether that holds",
        file=first.claim.report,
        field=Kind.ROAD.value,
        next_step=f"confirm a claim on it with `safeconduct confirm` (slot road), "
        f"or record road.{shape.id}.state: unknown as an assumption",
    )


def _assumed(slot: str, assumptions: Assumptions) -> RoadFact:
    state = assumptions.known(slot, str)
    return RoadFact(state=RoadState(state.value), since=None, basis=state.basis)
