"""The arithmetic bound against arithmetic by hand."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.plan.bound import arithmetic_bound, earliest_last_arrival
from safeconduct.plan.instance import instance_of
from tests.plan.cases import asked, worked


def test_terms_of_the_worked_case() -> None:
    """690 - 102 - 15 - 1 = 572 min of screening; 5 x 90 in two trips and 66 in three of the accessible vehicle."""
    bound = arithmetic_bound(instance_of(worked(1000), asked(1000)))
    assert {term.resource: term.persons for term in bound.terms} == {
        "people": 1000,
        "screening": 572,
        "fleet": 516,
        "bays": 1719,
        "headway": 58 * 5 * 45,
    }
    assert (bound.persons, bound.binding) == (516, "fleet")


def test_two_lanes_name_the_fleet() -> None:
    bound = arithmetic_bound(instance_of(worked(1000, lanes=2), asked(1000)))
    assert (bound.persons, bound.binding) == (553, "fleet")


def test_earliest_last_arrival_is_where_the_bound_reaches_everyone() -> None:
    instance = instance_of(worked(200), asked(200))
    minute = earliest_last_arrival(instance, 200)
    assert minute is not None
    assert arithmetic_bound(replace(instance, latest=minute)).persons >= 200
    assert arithmetic_bound(replace(instance, latest=minute - 1)).persons < 200
