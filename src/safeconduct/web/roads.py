"""Roads and crossings with their state, the sentence it rests on, and its age at the time of the situation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.app.operation import Operation
from safeconduct.model.errors import SafeconductError
from safeconduct.model.place import Road, RoadFact
from safeconduct.model.situation import Situation
from safeconduct.publish import figures
from safeconduct.publish.ledger import Ledger, Ref
from safeconduct.run.records import State

#: Names of roads by the hash of their situation: every phone of a day asks for them.
_NAMES: dict[str, dict[str, str]] = {}
_NAMES_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One state of a road: key of ``tokens.STATES``, what it rests on, which claims say something else of it, and what
    (``others``): not that it is in another state, but perhaps how many there are. Since when, how old."""

    state: str
    refs: tuple[Ref, ...]
    disputed: tuple[Ref, ...]
    others: tuple[tuple[Ref, str], ...]
    since: str
    age: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRow:
    """One road or crossing: its state now, and the states before it, latest first."""

    id: str
    name: str
    kind: str
    now: FactRow
    before: tuple[FactRow, ...]


def road_names(operation: Operation, state: State) -> dict[str, str]:
    """The names of the roads of a day by id; none when nothing is reported on any, or when the workspace has not what
    the day runs on."""
    if not state.roads:
        return {}
    if state.situation not in _NAMES:
        try:
            situation, _ = operation.run_on(state)
        except SafeconductError:
            return {}
        while len(_NAMES) >= _NAMES_MOST:
            _NAMES.pop(next(iter(_NAMES)), None)
        _NAMES[state.situation] = {road.id: figures.line(road.name) for road in situation.roads}
    return _NAMES[state.situation]


def road_rows(situation: Situation, ledger: Ledger) -> tuple[RoadRow, ...]:
    """Crossings first, then what is not simply open, then the rest, each in the situation's order."""
    rows = sorted(situation.roads, key=lambda road: (road.kind != "bridge", road.now.state == "open"))
    return tuple(_row(road, situation.as_of, ledger) for road in rows)


def _row(road: Road, as_of: datetime, ledger: Ledger) -> RoadRow:
    kind = road.kind if road.over is None else f"{road.kind} over {figures.line(road.over)}"
    facts = [_fact(fact, as_of, ledger) for fact in reversed(road.history)]
    return RoadRow(id=road.id, name=figures.line(road.name), kind=kind, now=facts[0], before=tuple(facts[1:]))


def _fact(fact: RoadFact, as_of: datetime, ledger: Ledger) -> FactRow:
    return FactRow(
        state=fact.state.value,
        refs=ledger.basis(fact.basis),
        disputed=ledger.refs(fact.disputed_by),
        others=_others(fact, ledger),
        since=figures.day(fact.since) if fact.since else "not stated",
        age=age(fact.since, as_of) if fact.since else "",
    )


def _others(fact: RoadFact, ledger: Ledger) -> tuple[tuple[Ref, str], ...]:
    """The claims that do not fit the state, each with what it says: its values, or its words."""
    said = {view.label: view for name in fact.disputed_by if (view := ledger.by_id.get(name)) is not None}
    found = []
    for ref in ledger.refs(fact.disputed_by):
        view = said.get(ref.label)
        words = "" if view is None or view.masked else "; ".join(view.values) or f"“{view.quote}”"
        found.append((ref, words))
    return tuple(found)


def age(since: datetime, as_of: datetime) -> str:
    """How old a fact is at an instant: 40 min, 3 h, 2 days."""
    minutes = max(0, int((as_of - since).total_seconds() // 60))
    if minutes < 2 * 24 * 60:
        return figures.duration(minutes if minutes < 60 else minutes // 60 * 60)
    return figures.plural(minutes // (24 * 60), "day")
