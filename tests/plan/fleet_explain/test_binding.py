"""Shares of a bound: they add up, they are the checker's, and the hours are priced by taking some away."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet_explain.binding import shares_of, without_the_last
from safeconduct.verify.fleet_bound import shares
from safeconduct.verify.fleet_facts import fleet_facts
from tests.plan.fleet_explain.days import VAN, lasting, many, tiny_fleet
from tests.tiny_fleet import SCENARIO

DAYS = {
    "everyone": tiny_fleet(),
    "receptions": tiny_fleet(capacity=70),
    "fleet": lasting(tiny_fleet(vehicles=(VAN,)), 90),
    "crossing": lasting(tiny_fleet(vehicles=(many(VAN, 4),), slot=60), 110),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_shares_are_those_of_the_checker(name: str) -> None:
    """Kind by kind, to the last part."""
    situation: Situation = DAYS[name]
    _, certificate = answer(situation, SCENARIO, work=300, threads=1)
    bound = persons_bound(certificate.bounds)
    found = shares_of(situation, SCENARIO, bound)
    by_kind: Counter[str] = Counter()
    for share in found:
        by_kind[share.kind] += share.parts
    assert dict(by_kind) == shares(fleet_facts(situation, SCENARIO), bound)
    assert sum(by_kind.values()) == bound.parts
    assert [s.parts for s in found] == sorted((s.parts for s in found), reverse=True)


def test_what_binds_has_its_name() -> None:
    """People where all go, the reception where it is full, the bridge where it has one slot."""
    tops = {}
    for name in ("everyone", "receptions", "crossing"):
        _, certificate = answer(DAYS[name], SCENARIO, work=300, threads=1)
        tops[name] = shares_of(DAYS[name], SCENARIO, persons_bound(certificate.bounds))[0].name
    assert tops == {"everyone": "people of alpha-any", "receptions": "places at Bravo", "crossing": "Old Bridge"}


def test_the_last_half_hour() -> None:
    """The van's only trip arrives at 72: with hours until 90 it is everything; until 110 it is nothing, so there is
    nothing to say."""
    for hours, left in ((90, 0), (110, None)):
        situation = lasting(tiny_fleet(vehicles=(VAN,)), hours)
        _, certificate = answer(situation, SCENARIO, work=300, threads=1)
        assert certificate.persons_out == 20
        assert without_the_last(situation, SCENARIO, persons_bound(certificate.bounds)) == left
    one = replace(situation.corridors[0], window=lasting(situation, 30).corridors[0].window)
    uneven = replace(situation, corridors=(one, *situation.corridors[1:]))  # half an hour on one of two
    assert without_the_last(uneven, SCENARIO, persons_bound(certificate.bounds)) is None
    brief = lasting(tiny_fleet(), 30)
    _, certificate = answer(brief, SCENARIO, work=50, threads=1)
    assert without_the_last(brief, SCENARIO, persons_bound(certificate.bounds)) is None
