"""The levels of an objective: each value re-derived from the plan, none beyond its bound, each proof what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from safeconduct.model.certificate import Certificate, Level
from safeconduct.model.dossier import Check
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.bound import earliest, fewest_vehicles, persons_bound
from safeconduct.verify.facts import Facts, trips_of
from safeconduct.verify.people import needing_help
from safeconduct.verify.rules import judge

VALUES = "level values"
BOUNDS = "level bounds"
PROOFS = "proofs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a plan achieves: persons out, those in a wheelchair or on a stretcher, minutes, vehicles used."""

    persons: int
    helped: int
    last_arrival: int
    sum_of_arrivals: int
    vehicles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One level as the objective defines it: its name, sense, value in the plan and our own arithmetic bound."""

    name: str
    sense: Literal["max", "min"]
    value: int
    bound: int


def outcome(facts: Facts, plan: Plan) -> Outcome:
    """Counted from the timetable alone."""
    aboard = [facts.members(trip) for trip in plan.trips]
    weighted = sum(
        convoy.arrive * facts.members(trip).total for convoy in plan.convoys for trip in trips_of(plan, convoy)
    )
    return Outcome(
        persons=sum(needs.total for needs in aboard),
        helped=sum(needs.wheelchair + needs.stretcher for needs in aboard),
        last_arrival=max((convoy.arrive for convoy in plan.convoys), default=0),
        sum_of_arrivals=weighted,
        vehicles=len({trip.vehicle for trip in plan.trips}),
    )


def due_levels(situation: Situation, facts: Facts, plan: Plan) -> tuple[Due, ...]:
    """The levels ``docs/rules.md`` lists for the plan's objective, in order."""
    people = plan.scenario.people
    got = outcome(facts, plan)
    most = persons_bound(facts, people)
    arrivals = earliest(facts, min(got.persons, people))
    total = Due(name="sum of arrivals", sense="min", value=got.sum_of_arrivals, bound=sum(arrivals))
    used = Due(name="vehicles", sense="min", value=got.vehicles, bound=fewest_vehicles(facts, got.persons))
    if plan.scenario.objective == "all":
        last = max(arrivals, default=0)
        return (Due(name="last arrival", sense="min", value=got.last_arrival, bound=last), total, used)
    helped = min(most, needing_help(situation, people))
    return (
        Due(name="stretcher and wheelchair persons out", sense="max", value=got.helped, bound=helped),
        Due(name="persons out", sense="max", value=got.persons, bound=most),
        total,
        used,
    )


def _wrong_values(due: tuple[Due, ...], stated: tuple[Level, ...]) -> Iterator[str]:
    if len(due) != len(stated):
        yield f"{len(stated)} levels are stated, the objective has {len(due)}"
    for number, (ours, theirs) in enumerate(zip(due, stated, strict=False), start=1):
        if theirs.sense != ours.sense:
            yield f'level {number} ({ours.name}) is a "{ours.sense}", "{theirs.sense}" is stated'
        if theirs.value != ours.value:
            yield f"level {number} ({ours.name}) is {ours.value} in the plan, {theirs.value} is stated"


def check_values(due: tuple[Due, ...], stated: tuple[Level, ...]) -> Check:
    """Every level of the objective is stated with the value the plan has."""
    fine = ", ".join(f"{level.name} {level.value}" for level in due)
    return judge(VALUES, _wrong_values(due, stated), fine or "no plan, no levels")


def _beyond(due: tuple[Due, ...], stated: tuple[Level, ...]) -> Iterator[str]:
    for level in stated:
        if level.sense == "max" and level.value > level.bound:
            yield f"{level.name} is {level.value}, above its bound {level.bound}"
        if level.sense == "min" and level.value < level.bound:
            yield f"{level.name} is {level.value}, below its bound {level.bound}"
    for ours in due:
        if ours.sense == "max" and ours.value > ours.bound:
            yield f"{ours.name} is {ours.value}, arithmetic allows {ours.bound}"
        if ours.sense == "min" and ours.value < ours.bound:
            yield f"{ours.name} is {ours.value}, arithmetic allows no less than {ours.bound}"


def check_bounds(due: tuple[Due, ...], stated: tuple[Level, ...]) -> Check:
    """No value lies beyond its bound, stated or recomputed."""
    gaps = ", ".join(str(level.gap) for level in stated)
    return judge(BOUNDS, _beyond(due, stated), f"gaps {gaps}" if gaps else "no levels")


def _unproved(due: tuple[Due, ...], certificate: Certificate) -> Iterator[str]:
    for ours, level in zip(due, certificate.levels, strict=False):
        if level.proof == "arithmetic":
            if ours.sense == "max" and level.bound != ours.bound:
                yield f"{ours.name}: arithmetic gives the bound {ours.bound}, {level.bound} is stated"
            if ours.sense == "min" and level.bound > ours.bound:
                yield f"{ours.name}: arithmetic reaches only the bound {ours.bound}, {level.bound} is stated"
        if level.proof == "search":
            if certificate.exhaustive is None:
                yield f"{ours.name}: proved by search, but no engine, version and model hash are given"
            if level.value != level.bound:
                yield f"{ours.name}: proved by search, yet {level.value} and the bound {level.bound} differ"
    if certificate.exhaustive is not None:
        told = certificate.exhaustive
        if not (told.engine and told.version and len(told.model_sha) == 64):
            yield "the search names no engine, no version, or no SHA-256 of its model, so nobody can repeat it"


def check_proofs(due: tuple[Due, ...], certificate: Certificate) -> Check:
    """An arithmetic proof is ours; a proof by search can be repeated; an open level claims nothing."""
    kinds = ", ".join(level.proof for level in certificate.levels) or "none needed"
    return judge(PROOFS, _unproved(due, certificate), kinds)
