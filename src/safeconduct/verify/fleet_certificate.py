"""A fleet's certificate against its situation and plan: levels re-derived, every bound recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from safeconduct.model.dossier import Check
from safeconduct.model.fleet import FleetBound, FleetCertificate, FleetPlan
from safeconduct.model.situation import Needs, Situation
from safeconduct.verify.fleet_bound import wrong_bound
from safeconduct.verify.fleet_days import persons_by_need
from safeconduct.verify.fleet_facts import FleetFacts, fleet_facts, trips_of
from safeconduct.verify.rules import Unusable, judge

LINKS: Final = "links"
COUNTS: Final = "persons"
LEVELS: Final = "levels"
BOUNDS: Final = "bounds"

HELPED = Needs(wheelchair=1, stretcher=1)
EACH = Needs(walking=1, wheelchair=1, stretcher=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One level of "most": its name, what a person counts in it, and what the plan reaches."""

    name: str
    worth: Needs
    value: int


def due_levels(facts: FleetFacts, plan: FleetPlan | None) -> tuple[Due, ...]:
    """The levels of docs/rules-fleet.md, counted from the timetable alone; without a plan nobody is out."""
    aboard = [facts.aboard(trip) for _, trip in trips_of(plan)] if plan is not None else []
    helped = sum(needs.wheelchair + needs.stretcher for needs in aboard)
    return (
        Due(name="stretcher and wheelchair persons out", worth=HELPED, value=helped),
        Due(name="persons out", worth=EACH, value=sum(needs.total for needs in aboard)),
    )


def check_fleet_certificate(
    situation: Situation,
    certificate: FleetCertificate,
    plan: FleetPlan | None,
    *,
    situation_sha: str,
    plan_sha: str | None,
) -> tuple[Check, ...]:
    """Four Checks; ``situation_sha`` and ``plan_sha`` are names recomputed from the documents given."""
    try:
        facts = fleet_facts(situation, certificate.scenario)
    except Unusable as problem:
        return (judge(LINKS, (str(problem),), ""),)
    due = due_levels(facts, plan)
    people = sum(persons_by_need(facts).values())
    return (
        judge(
            LINKS, _links(certificate, plan, situation_sha, plan_sha), "certificate, plan and situation name each other"
        ),
        judge(COUNTS, _counts(certificate, people, due[-1].value), f"{due[-1].value} of {people} people out"),
        judge(LEVELS, _levels(certificate, due), "; ".join(f"{d.name}: {d.value}" for d in due)),
        judge(
            BOUNDS,
            (problem for bound in certificate.bounds for problem in wrong_bound(facts, bound)),
            "; ".join(_at_most(bound, due[0].value) for bound in certificate.bounds),
        ),
    )


def _at_most(bound: FleetBound, helped: int) -> str:
    """A bound with what it counts: weighed, it is no number of persons until those who need help are taken out."""
    if bound.worth == HELPED:
        return f"at most {bound.value} stretcher and wheelchair persons"
    if bound.worth == EACH:
        return f"at most {bound.value} persons"
    each = bound.worth.wheelchair
    if each > 1 and bound.worth == Needs(walking=1, wheelchair=each, stretcher=each):
        left = bound.value - (each - 1) * helped
        return (
            f"at most {left} persons with {helped} who need help among them (these weigh {each}: {bound.value} in all)"
        )
    worth = bound.worth
    return f"at most {bound.value} by weights {worth.walking}, {worth.wheelchair} and {worth.stretcher}"


def _links(
    certificate: FleetCertificate, plan: FleetPlan | None, situation_sha: str, plan_sha: str | None
) -> Iterator[str]:
    if certificate.situation != situation_sha:
        yield f"the certificate is for situation {certificate.situation[:12]}, this is {situation_sha[:12]}"
    if certificate.plan != plan_sha:
        yield f"the certificate is for plan {str(certificate.plan)[:12]}, this is {str(plan_sha)[:12]}"
    if plan is not None and plan.scenario != certificate.scenario:
        yield "plan and certificate answer different scenarios"


def _counts(certificate: FleetCertificate, people: int, out: int) -> Iterator[str]:
    if certificate.people != people:
        yield f"{people} people wish to go, {certificate.people} are stated"
    if certificate.persons_out != out:
        yield f"{out} persons are out in the plan, {certificate.persons_out} are stated"


def _least(certificate: FleetCertificate, level: Due, helped: int) -> int | None:
    """The least bound the certificate proves for a level; None when it proves none.

    Where a person who needs help counts ``1 + extra``, ``bound - extra x helped`` bounds the persons out of every plan
    that takes as many of them, which is what the second level asks for once the first is kept.
    """
    found = []
    for bound in certificate.bounds:
        extra = bound.worth.wheelchair - 1
        if bound.worth == level.worth:
            found.append(bound.value)
        elif (
            level.worth == EACH
            and extra >= 0
            and bound.worth == Needs(walking=1, wheelchair=1 + extra, stretcher=1 + extra)
        ):
            found.append(bound.value - extra * helped)
    return min(found, default=None)


def _levels(certificate: FleetCertificate, due: tuple[Due, ...]) -> Iterator[str]:
    """Each level as due, its bound the least that is proved for it, and no value above it."""
    if [level.name for level in certificate.levels] != [d.name for d in due]:
        yield f"levels are {', '.join(level.name for level in certificate.levels) or 'missing'}"
        return
    for level, expected in zip(certificate.levels, due, strict=True):
        least = _least(certificate, expected, due[0].value)
        if (level.value, level.sense, level.proof) != (expected.value, "max", "arithmetic"):
            yield f"level '{level.name}' reaches {expected.value}, {level.value} is stated"
        if least is None:
            yield f"no bound is given for level '{level.name}'"
        elif level.bound != least:
            yield f"level '{level.name}' is bounded by {least}, {level.bound} is stated"
        elif expected.value > level.bound:
            yield f"level '{level.name}' reaches {expected.value}, above its bound {level.bound}"
