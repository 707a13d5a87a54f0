"""Roads and crossings with their state, the sentence it rests on, and its age at the time of the situation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safeconduct.model.place import Road, RoadFact
from safeconduct.model.situation import Situation
from safeconduct.publish import figures
from safeconduct.publish.ledger import Ledger, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One state of a road: key of ``tokens.STATES``, what it rests on, who disputes it, since when, how old."""

    state: str
    refs: tuple[Ref, ...]
    disputed: tuple[Ref, ...]
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
        since=figures.day(fact.since) if fact.since else "not stated",
        age=age(fact.since, as_of) if fact.since else "",
    )


def age(since: datetime, as_of: datetime) -> str:
    """How old a fact is at an instant: 40 min, 3 h, 2 days."""
    minutes = max(0, int((as_of - since).total_seconds() // 60))
    if minutes < 2 * 24 * 60:
        return figures.duration(minutes if minutes < 60 else minutes // 60 * 60)
    return figures.plural(minutes // (24 * 60), "day")
