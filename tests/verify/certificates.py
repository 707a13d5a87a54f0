"""Certificates for tests: one for a timetable, one for a cut, and ways to falsify either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from safeconduct.model.certificate import (
    Bound,
    BoundTerm,
    Certificate,
    Cut,
    CutEdge,
    Exhaustive,
    Level,
    Verdict,
)
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.verify.bound import terms
from safeconduct.verify.facts import facts_of
from safeconduct.verify.levels import due_levels
from tests.tiny import tiny
from tests.verify.timetables import SHA

PLAN_SHA = "7" * 64
SEARCH = Exhaustive(engine="CP-SAT", version="9.15", model_sha="8" * 64)


def certificate(situation: Situation, plan: Plan) -> Certificate:
    """A true certificate: people by arithmetic, minutes and vehicles open at their arithmetic bound."""
    facts = facts_of(situation, plan.scenario.corridor)
    ours = terms(facts, plan.scenario.people)
    least = min(ours.values())
    due = due_levels(situation, facts, plan)
    out = sum(facts.members(trip).total for trip in plan.trips)
    levels = tuple(
        Level(
            name=level.name,
            sense=level.sense,
            value=level.value,
            bound=level.bound,
            proof="arithmetic" if level.sense == "max" else "open",
        )
        for level in due
    )
    everyone = out == plan.scenario.people
    return Certificate(
        situation=SHA,
        scenario=plan.scenario,
        plan=PLAN_SHA,
        verdict=Verdict.ALL_OUT if everyone else Verdict.SOME_LEFT if out else Verdict.NOBODY,
        persons_out=out,
        levels=levels,
        bound=Bound(
            persons=least,
            binding=next(name for name, persons in ours.items() if persons == least),
            terms=tuple(
                BoundTerm(resource=name, persons=persons, inputs=(("h", facts.latest),), formula="")
                for name, persons in ours.items()
            ),
        ),
        cut=None,
        exhaustive=None,
    )


def shut(state: RoadState = RoadState.CLOSED) -> Situation:
    """The tiny situation with its bridge shut by a claim."""
    return tiny(bridge=state)


def cut_certificate(objective: Literal["all", "most"] = "all") -> Certificate:
    """The true certificate of ``shut()``."""
    edge = CutEdge(
        road="bridge",
        name="Old Bridge",
        state="closed",
        since="2022-06-15",
        claims=("claim-bridge",),
        disputed_by=(),
    )
    statement = "No vehicle route to Bravo given these confirmed states: Old Bridge closed since 15 June (1 claim)."
    return Certificate(
        situation=SHA,
        scenario=Scenario(corridor="bravo", people=100, objective=objective),
        plan=None,
        verdict=Verdict.NOBODY,
        persons_out=0,
        levels=(),
        bound=None,
        cut=Cut(mode="bus", site="alpha", reception="bravo", near=("alpha", "mid"), edges=(edge,), statement=statement),
        exhaustive=None,
    )


Falsify = Callable[[Certificate], Certificate]


def _bound(c: Certificate, **changes: Any) -> Certificate:
    assert c.bound is not None
    return replace(c, bound=replace(c.bound, **changes))


def _term(c: Certificate, **changes: Any) -> Certificate:
    assert c.bound is not None
    last = c.bound.terms[-1]
    return _bound(c, terms=(*c.bound.terms[:-1], replace(last, **changes)))


def _level(c: Certificate, index: int, **changes: Any) -> Certificate:
    levels = list(c.levels)
    levels[index] = replace(levels[index], **changes)
    return replace(c, levels=tuple(levels))


def _cut(c: Certificate, **changes: Any) -> Certificate:
    assert c.cut is not None
    return replace(c, cut=replace(c.cut, **changes))


def _edge(c: Certificate, **changes: Any) -> Certificate:
    assert c.cut is not None
    return _cut(c, edges=(replace(c.cut.edges[0], **changes),))


def _other_verdict(c: Certificate) -> Verdict:
    return Verdict.SOME_LEFT if c.verdict is Verdict.ALL_OUT else Verdict.ALL_OUT


#: Falsifications of a certificate on a plan: name, the check that must notice, the change.
OF_A_PLAN: tuple[tuple[str, str, Falsify], ...] = (
    ("another situation", "subject", lambda c: replace(c, situation="6" * 64)),
    ("another plan", "subject", lambda c: replace(c, plan="6" * 64)),
    ("no plan", "subject", lambda c: replace(c, plan=None)),
    ("more people asked", "subject", lambda c: replace(c, scenario=replace(c.scenario, people=c.scenario.people + 1))),
    ("a term too high", "bound terms", lambda c: _term(c, persons=c.bound.terms[-1].persons + 1)),  # type: ignore[union-attr]
    ("a term too low", "bound terms", lambda c: _term(c, persons=c.bound.terms[-1].persons - 1)),  # type: ignore[union-attr]
    ("a term dropped", "bound terms", lambda c: _bound(c, terms=c.bound.terms[:-1])),  # type: ignore[union-attr]
    ("a term twice", "bound terms", lambda c: _bound(c, terms=(*c.bound.terms, c.bound.terms[0]))),  # type: ignore[union-attr]
    ("a term invented", "bound terms", lambda c: _term(c, resource="luck")),
    (
        "a term beside the point",
        "bound terms",
        lambda c: _bound(c, terms=(*c.bound.terms, BoundTerm(resource="luck", persons=0, inputs=(), formula=""))),  # type: ignore[union-attr]
    ),
    ("a wrong input", "bound terms", lambda c: _term(c, inputs=(("h", 1),))),
    ("the bound lowered", "binding term", lambda c: _bound(c, persons=c.bound.persons - 1)),  # type: ignore[union-attr]
    ("the wrong term binds", "binding term", lambda c: _bound(c, binding="luck")),
    ("no bound", "bound terms", lambda c: replace(c, bound=None)),
    ("a level too high", "level values", lambda c: _level(c, 1, value=c.levels[1].value + 1)),
    ("an arrival too early", "level values", lambda c: _level(c, 2, value=c.levels[2].value - 1)),
    ("a vehicle fewer", "level values", lambda c: _level(c, 3, value=c.levels[3].value - 1)),
    ("a level dropped", "level values", lambda c: replace(c, levels=c.levels[:-1])),
    ("a sense turned", "level values", lambda c: _level(c, 2, sense="max")),
    ("a value beyond its bound", "level bounds", lambda c: _level(c, 2, bound=c.levels[2].value + 1)),
    ("more persons than their bound", "level bounds", lambda c: _level(c, 1, bound=c.levels[1].value - 1)),
    (
        "a search that did not end",
        "proofs",
        lambda c: replace(_level(c, 1, proof="search", bound=c.levels[1].value + 1), exhaustive=SEARCH),
    ),
    ("an arithmetic bound that is not", "proofs", lambda c: _level(c, 1, bound=c.levels[1].bound + 1)),
    ("a search nobody can repeat", "proofs", lambda c: _level(c, 0, proof="search")),
    ("a minute proved by arithmetic that is not", "proofs", lambda c: _level(c, 2, proof="arithmetic", bound=10**6)),
    ("a search without a model", "proofs", lambda c: replace(c, exhaustive=replace(SEARCH, model_sha=""))),
    ("persons out rounded up", "verdict", lambda c: replace(c, persons_out=c.persons_out + 1)),
    ("another verdict", "verdict", lambda c: replace(c, verdict=_other_verdict(c))),
    ("an unknown corridor", "verdict", lambda c: replace(c, scenario=replace(c.scenario, corridor="nowhere"))),
)

#: Falsifications of a certificate of a cut.
OF_A_CUT: tuple[tuple[str, str, Falsify], ...] = (
    ("another mode", "cut: near side", lambda c: _cut(c, mode="foot")),
    ("another reception", "cut: near side", lambda c: _cut(c, reception="mid")),
    ("near side too small", "cut: near side", lambda c: _cut(c, near=("alpha",))),
    ("near side too large", "cut: near side", lambda c: _cut(c, near=("alpha", "mid", "bravo"))),
    ("near side listed twice", "cut: near side", lambda c: _cut(c, near=("alpha", "mid", "mid"))),
    ("another name", "cut: crossings", lambda c: _edge(c, name="New Bridge")),
    ("a crossing twice", "cut: crossings", lambda c: _cut(c, edges=(c.cut.edges[0], c.cut.edges[0]))),  # type: ignore[union-attr]
    ("no crossing", "cut: crossings", lambda c: _cut(c, edges=())),
    ("an open road as crossing", "cut: crossings", lambda c: _edge(c, road="road", name="Road", state="open")),
    ("a crossing nobody knows", "cut: crossings", lambda c: _edge(c, road="ghost")),
    ("another state", "cut: crossings", lambda c: _edge(c, state="destroyed")),
    ("another day", "cut: crossings", lambda c: _edge(c, since="2022-06-14")),
    ("no day", "cut: crossings", lambda c: _edge(c, since=None)),
    ("another claim", "cut: crossings", lambda c: _edge(c, claims=("claim-window",))),
    ("no claim", "cut: crossings", lambda c: _edge(c, claims=())),
    ("a dispute invented", "cut: crossings", lambda c: _edge(c, disputed_by=("claim-window",))),
    ("words without a mode", "cut: statement", lambda c: _cut(c, statement="Bravo is on the far bank.")),
    ("no words", "cut: statement", lambda c: _cut(c, statement=" ")),
    ("no route at all", "cut: statement", lambda c: _cut(c, statement="There is no route to Bravo.")),
    (
        "the mode in another sentence",
        "cut: statement",
        lambda c: _cut(c, statement="There is no route to Bravo. Vehicles stand ready."),
    ),
    ("a plan through a cut", "verdict", lambda c: replace(c, plan=PLAN_SHA)),
    ("persons through a cut", "verdict", lambda c: replace(c, persons_out=1)),
    ("a kinder verdict", "verdict", lambda c: replace(c, verdict=Verdict.SOME_LEFT)),
)
