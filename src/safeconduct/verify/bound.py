"""The arithmetic bound on persons out, recomputed from the situation alone, and what follows from it for minutes.

Every term is an upper bound for any plan whose last arrival is at or before ``latest``; so a plan that has moved
k persons by minute T obeys ``persons_bound(T) >= k``, which turns the same terms into lower bounds on arrivals.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from safeconduct.model.certificate import Bound, BoundTerm
from safeconduct.model.dossier import Check
from safeconduct.verify.facts import Facts
from safeconduct.verify.rules import judge, up

TERMS = "bound terms"
BINDING = "binding term"


def _screening(facts: Facts, latest: int) -> int | None:
    """Persons the lanes can screen between the first possible arrival there and the last possible departure."""
    if not facts.checkpoint or facts.seconds == 0:
        return None
    minutes = max(0, latest - facts.far - facts.near - up(facts.quickest, 60))
    return minutes * 60 * facts.lanes // facts.seconds


def vehicle_bound(facts: Facts, places: int, latest: int) -> int | None:
    """Persons one vehicle can carry in any number of trips; None when nothing limits its trips."""
    each = facts.quickest * facts.lanes + facts.seconds  # lanes times the seconds a person takes
    best = 0
    for n in count(1):
        minutes = latest - n * facts.out - (n - 1) * (facts.unload + facts.back)
        if minutes < 0:
            return best
        by_time = None if each == 0 else minutes * 60 * facts.lanes // each
        best = max(best, n * places if by_time is None else min(n * places, by_time))
        if places == 0 or (by_time is not None and n * places >= by_time):
            return best  # more trips only take more driving
        if by_time is None and facts.out + facts.unload + facts.back == 0:
            return None
    return best


def fleet_by_vehicle(facts: Facts, latest: int) -> list[int] | None:
    """Persons per vehicle, largest first; None when nothing limits them."""
    by_places = {c.places.value.total for c in facts.vehicles.values()}
    bounds = {places: vehicle_bound(facts, places, latest) for places in by_places}
    each: list[int] = []
    for vehicle in facts.vehicles.values():
        bound = bounds[vehicle.places.value.total]
        if bound is None:
            return None
        each.append(bound)
    return sorted(each, reverse=True)


def _fleet(facts: Facts, latest: int) -> int | None:
    each = fleet_by_vehicle(facts, latest)
    return None if each is None else sum(each)


def _bays(facts: Facts, latest: int) -> int | None:
    """Persons the bays can board before the last departure that still arrives in time."""
    if facts.quickest == 0:
        return None
    return max(0, facts.bays * (latest - facts.out)) * 60 // facts.quickest


def _headway(facts: Facts, latest: int) -> int | None:
    """Full convoys of the largest vehicle, one a headway from the first departure to the last."""
    if facts.headway == 0:
        return None
    spare = latest - facts.out - up(facts.quickest, 60)
    if spare < 0:
        return 0
    largest = max((c.places.value.total for c in facts.vehicles.values()), default=0)
    return (spare // facts.headway + 1) * facts.convoy_max * largest


def time_terms(facts: Facts, latest: int) -> dict[str, int]:
    """The terms that depend on the latest arrival, by resource; a resource that sets no bound is absent."""
    computed = {
        "screening": _screening(facts, latest),
        "fleet": _fleet(facts, latest),
        "bays": _bays(facts, latest),
        "headway": _headway(facts, latest),
    }
    return {resource: persons for resource, persons in computed.items() if persons is not None}


def terms(facts: Facts, people: int) -> dict[str, int]:
    """Every term of the bound for so many people, by resource."""
    found = {"people": people}
    if facts.reception.capacity is not None:
        found["reception"] = facts.reception.capacity.value
    return found | time_terms(facts, facts.latest)


def persons_bound(facts: Facts, people: int) -> int:
    """The least term: no plan moves more."""
    return min(terms(facts, people).values())


def earliest(facts: Facts, persons: int) -> list[int]:
    """For k = 1..persons the first minute by which k people can have arrived; ``latest`` when later than that."""
    found: list[int] = []
    minute = 0
    for k in range(1, persons + 1):
        while minute < facts.latest and min(time_terms(facts, minute).values(), default=k) < k:
            minute += 1
        found.append(minute)
    return found


def fewest_vehicles(facts: Facts, persons: int) -> int:
    """The fewest vehicles whose own bounds add up to so many persons."""
    each = fleet_by_vehicle(facts, facts.latest)
    if each is None:
        return min(1, persons)
    total = used = 0
    for bound in each:
        if total >= persons:
            break
        total += bound
        used += 1
    return used


def named_numbers(facts: Facts, people: int) -> dict[str, int]:
    """The integers of the formulas under the names ``docs/rules.md`` gives them."""
    largest = max((c.places.value.total for c in facts.vehicles.values()), default=0)
    return {
        "h": facts.latest,
        "latest": facts.latest,
        "w": facts.quickest,
        "first": up(facts.quickest, 60),
        "s": facts.seconds,
        "lanes": facts.lanes,
        "near": facts.near,
        "far": facts.far,
        "out": facts.out,
        "back": facts.back,
        "unload": facts.unload,
        "bays": facts.bays,
        "headway": facts.headway,
        "convoy_max": facts.convoy_max,
        "vehicles": len(facts.vehicles),
        "largest": largest,
        "people": people,
    }


def _wrong_terms(ours: dict[str, int], numbers: dict[str, int], stated: tuple[BoundTerm, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for term in stated:
        if term.resource in seen:
            yield f"{term.resource} is stated twice"
        seen.add(term.resource)
        if term.resource not in ours:
            yield f"{term.resource} sets no bound here, yet {term.persons} is stated"
        elif term.persons != ours[term.resource]:
            yield f"{term.resource} allows {ours[term.resource]} persons, {term.persons} is stated"
        for name, value in term.inputs:
            if name in numbers and numbers[name] != value:
                yield f"{term.resource} is computed from {name} = {value}, the situation has {numbers[name]}"
    for resource, persons in ours.items():
        if resource not in seen:
            yield f"{resource} allows {persons} persons and is not stated"


def check_terms(facts: Facts, people: int, bound: Bound) -> Check:
    """Every term stated, each equal to ours, none invented."""
    ours = terms(facts, people)
    fine = ", ".join(f"{resource} {persons}" for resource, persons in ours.items())
    return judge(TERMS, _wrong_terms(ours, named_numbers(facts, people), bound.terms), fine)


def check_binding(facts: Facts, people: int, bound: Bound) -> Check:
    """The bound is the least term and names it."""
    ours = terms(facts, people)
    least = min(ours.values())
    problems: list[str] = []
    if bound.persons != least:
        problems.append(f"the bound is {least} persons, {bound.persons} is stated")
    if ours.get(bound.binding) != least:
        problems.append(f"{bound.binding} is named as binding, it allows {ours.get(bound.binding, 'no number of')}")
    return judge(BINDING, problems, f"{bound.binding} binds at {least} persons")
