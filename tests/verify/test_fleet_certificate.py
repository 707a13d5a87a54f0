"""A fleet's certificate: the true one holds, and whatever is altered in it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeconduct import codec
from safeconduct.model.certificate import Level
from safeconduct.model.fleet import FleetBound, FleetCertificate, FleetPlan
from safeconduct.model.situation import Needs
from safeconduct.verify.fleet_certificate import EACH, HELPED, Due, _at_most, _least, check_fleet_certificate
from safeconduct.verify.fleet_facts import fleet_facts
from tests.tiny_fleet import SCENARIO, fleet_plan, tiny_fleet
from tests.verify.test_fleet_bound import bound_of, price

SITUATION = tiny_fleet()
PLAN = fleet_plan(SITUATION)
FACTS = fleet_facts(SITUATION, SCENARIO)
PEOPLE = (price("people", "alpha-any", "walking"), price("people", "charlie-all", "walking"))


def level(name: str, value: int, bound: int) -> Level:
    """One level of "most"."""
    return Level(name=name, sense="max", value=value, bound=bound, proof="arithmetic")


def true_certificate() -> FleetCertificate:
    """Nobody needs help, 80 of 100 are out, at most 100 can be."""
    nobody: FleetBound = replace(bound_of(FACTS, PEOPLE), worth=HELPED, prices=(), days=(), parts=0, value=0)
    return FleetCertificate(
        situation=codec.sha(SITUATION),
        scenario=SCENARIO,
        plan=codec.sha(PLAN),
        people=100,
        persons_out=80,
        levels=(level("stretcher and wheelchair persons out", 0, 0), level("persons out", 80, 100)),
        bounds=(nobody, bound_of(FACTS, PEOPLE)),
    )


def failing(certificate: FleetCertificate, plan: FleetPlan | None = PLAN) -> set[str]:
    """The checks that do not hold."""
    checks = check_fleet_certificate(
        SITUATION,
        certificate,
        plan,
        situation_sha=codec.sha(SITUATION),
        plan_sha=None if plan is None else codec.sha(plan),
    )
    return {check.rule for check in checks if not check.ok}


def test_the_true_certificate_holds() -> None:
    """With its plan; and one without a plan that says nobody is out."""
    assert failing(true_certificate()) == set()
    true = true_certificate()
    empty = replace(true, plan=None, persons_out=0, levels=(true.levels[0], level("persons out", 0, 100)))
    assert failing(empty, None) == set()


ALTERED: dict[str, tuple[Callable[[FleetCertificate], FleetCertificate], set[str]]] = {
    "another situation": (lambda c: replace(c, situation="0" * 64), {"links"}),
    "another plan": (lambda c: replace(c, plan="0" * 64), {"links"}),
    "another scenario": (lambda c: replace(c, scenario=replace(c.scenario, people="high")), {"links"}),
    "fewer people": (lambda c: replace(c, people=99), {"persons"}),
    "more out": (lambda c: replace(c, persons_out=81), {"persons"}),
    "a level missing": (lambda c: replace(c, levels=c.levels[1:]), {"levels"}),
    "a better level": (lambda c: replace(c, levels=(c.levels[0], level("persons out", 81, 100))), {"levels"}),
    "a tighter bound": (lambda c: replace(c, levels=(c.levels[0], level("persons out", 80, 99))), {"levels"}),
    "a bound missing": (lambda c: replace(c, bounds=c.bounds[:1]), {"levels"}),
    "a bound of other worth": (
        lambda c: replace(c, bounds=(c.bounds[0], replace(c.bounds[1], worth=HELPED))),
        {"levels"},
    ),
    "a sum that is off": (lambda c: replace(c, bounds=(c.bounds[0], replace(c.bounds[1], parts=1))), {"bounds"}),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_is_altered_is_found(name: str) -> None:
    """By the check it belongs to."""
    alter, checks = ALTERED[name]
    assert failing(alter(true_certificate())) == checks


def test_the_second_level_may_be_bounded_for_as_many_helped() -> None:
    """Five helped persons are out and count three each: a bound of 110 leaves at most 100 persons in all."""
    others = replace(true_certificate().bounds[0], worth=Needs(walking=1, wheelchair=3, stretcher=3), value=110)
    stated = replace(true_certificate(), bounds=(others,))
    due = Due(name="persons out", worth=EACH, value=80)
    assert _least(stated, due, 5) == 100
    assert _least(stated, replace(due, worth=HELPED), 5) is None
    uneven = replace(others, worth=Needs(walking=1, wheelchair=3, stretcher=2))
    assert _least(replace(stated, bounds=(uneven,)), due, 5) is None
    assert _least(replace(stated, bounds=(replace(others, worth=EACH), others)), due, 0) == 110


def test_a_bound_below_the_plan_is_no_bound() -> None:
    """The weights of the levels are those of the objective."""
    assert (HELPED.walking, EACH.total) == (0, 3)
    low = replace(true_certificate().bounds[1], value=79)
    true = true_certificate()
    stated = replace(true, bounds=(true.bounds[0], low), levels=(true.levels[0], level("persons out", 80, 79)))
    assert failing(stated) == {"levels", "bounds"}


@pytest.mark.parametrize(
    ("worth", "value", "words"),
    [
        (HELPED, 5, "at most 5 stretcher and wheelchair persons"),
        (EACH, 100, "at most 100 persons"),
        (
            Needs(walking=1, wheelchair=3, stretcher=3),
            110,
            "at most 110 persons with 0 who need help among them (these weigh 3: 110 in all)",
        ),
        (Needs(walking=1, wheelchair=3, stretcher=2), 110, "at most 110 by weights 1, 3 and 2"),
    ],
)
def test_every_bound_says_what_it_counts(worth: Needs, value: int, words: str) -> None:
    """A weighed bound is no number of persons, and is not left to look like one."""
    stated = replace(true_certificate().bounds[0], worth=worth, value=value)
    assert _at_most(stated, 0) == words
    found = check_fleet_certificate(
        SITUATION, true_certificate(), PLAN, situation_sha=codec.sha(SITUATION), plan_sha=codec.sha(PLAN)
    )
    assert found[-1].found == "at most 0 stretcher and wheelchair persons; at most 100 persons"


def test_what_a_weighed_bound_leaves() -> None:
    """Five who weigh three each take ten more than they are."""
    weighed = replace(true_certificate().bounds[0], worth=Needs(walking=1, wheelchair=3, stretcher=3), value=110)
    assert _at_most(weighed, 5).startswith("at most 100 persons with 5 who need help among them")
