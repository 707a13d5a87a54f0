"""Two plans beside one another: the figures that differ, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.publish import figures
from safeconduct.publish.chart import persons_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of both plans; ``apart`` says the difference in words, empty where there is none."""

    what: str
    one: str
    other: str
    apart: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """A plan in whole numbers; times in minutes since the window opens, -1 where nothing moves."""

    asked: int
    out: int
    convoys: int
    vehicles: int
    first: int
    last: int
    empty: int


def rows_beside(one: Plan, other: Plan, situation: Situation) -> tuple[Row, ...]:
    """The figures of two plans, in the order an officer asks for them."""
    a, b = _figures(one, situation), _figures(other, situation)
    counted = (
        ("people asked for", a.asked, b.asked),
        ("people out", a.out, b.out),
        ("people left behind", a.asked - a.out, b.asked - b.out),
        ("convoys", a.convoys, b.convoys),
        ("vehicles used", a.vehicles, b.vehicles),
        ("empty runs", a.empty, b.empty),
    )
    rows = [
        Row(what=what, one=figures.count(x), other=figures.count(y), apart=f"{y - x:+,}" if x != y else "")
        for what, x, y in counted
    ]
    rows += [
        _time("first departure", (one, a.first), (other, b.first), situation),
        _time("last arrival", (one, a.last), (other, b.last), situation),
        Row(
            what="corridor",
            one=one.scenario.corridor,
            other=other.scenario.corridor,
            apart="another" if one.scenario.corridor != other.scenario.corridor else "",
        ),
    ]
    return tuple(rows)


def _figures(plan: Plan, situation: Situation) -> _Figures:
    return _Figures(
        asked=plan.scenario.people,
        out=sum(persons_in(plan, situation, convoy.number) for convoy in plan.convoys),
        convoys=len(plan.convoys),
        vehicles=len({trip.vehicle for trip in plan.trips}),
        first=min((convoy.depart for convoy in plan.convoys), default=-1),
        last=max((convoy.arrive for convoy in plan.convoys), default=-1),
        empty=len(plan.returns),
    )


def _time(what: str, one: tuple[Plan, int], other: tuple[Plan, int], situation: Situation) -> Row:
    words = []
    for plan, minute in (one, other):
        window = situation.corridor(plan.scenario.corridor).window
        words.append("–" if window is None or minute < 0 else figures.clock(window.opens, minute))
    apart = other[1] - one[1]
    known = min(one[1], other[1]) >= 0 and one[0].scenario.corridor == other[0].scenario.corridor
    said = f"{figures.duration(abs(apart))} {'later' if apart > 0 else 'sooner'}" if known and apart else ""
    return Row(what=what, one=words[0], other=words[1], apart=said)
