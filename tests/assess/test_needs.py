"""The range of people: what was said of civilians, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from safeconduct.assess.confirm import Ledger, apply_decisions
from safeconduct.assess.needs import endurance, people_at
from safeconduct.model.claim import Hedge, Kind, PeopleValue, Population, ReserveValue
from safeconduct.model.errors import UnconfirmedError
from safeconduct.model.known import Estimate
from tests.assess.village import PARTIES, claim, decide, people, report

WORDS = ("first", "second", "third", "fourth")


def ledger(*values: PeopleValue | ReserveValue, days: tuple[int, ...] = (1, 2, 3, 4)) -> Ledger:
    """One report a value, published on ascending days, all confirmed."""
    reports = [report(word, ident=word, published=date(2022, 6, day)) for word, day in zip(WORDS, days, strict=True)]
    said = [claim(one, one.text, value) for one, value in zip(reports, values, strict=False)]
    chosen = [decide(one, one.text, Kind(c.values[0].slot)) for one, c in zip(reports, said, strict=False)]
    return apply_decisions(reports, said, chosen, PARTIES)


def estimate(*values: PeopleValue, **more: object) -> Estimate:
    return people_at("mill", ledger(*values, **more), only_site=True)  # type: ignore[arg-type]


def test_low_is_the_least_high_the_greatest_likely_the_latest_firm_count() -> None:
    found = estimate(
        people(800, 800, hedge=Hedge.ABOUT),
        people(501, None, hedge=Hedge.AT_LEAST),
        people(568, 568),
        people(1000, 1000, hedge=Hedge.ABOUT),
    )
    assert (found.low, found.likely, found.high) == (501, 568, 1000)
    assert len(found.basis.claims) == 4


def test_the_latest_is_by_publication_not_by_order() -> None:
    assert estimate(people(568, 568), people(500, 500), days=(9, 2, 3, 4)).likely == 568


def test_a_lower_bound_alone_is_open_above() -> None:
    found = estimate(people(301, None, hedge=Hedge.AT_LEAST))
    assert (found.low, found.likely, found.high) == (301, 301, 301)
    assert found.pick("low") == 301


def test_an_upper_bound_alone_has_no_low() -> None:
    found = estimate(people(None, 90, hedge=Hedge.AT_MOST))
    assert (found.low, found.likely, found.high) == (None, None, 90)


def test_children_are_never_added() -> None:
    found = estimate(people(500, 500), people(40, 40, population=Population.CHILDREN))
    assert (found.low, found.high) == (500, 500)


def test_people_of_no_stated_kind_count_once_a_person_confirmed_them() -> None:
    """ "568 people": whoever confirms it says that civilians are meant."""
    found = estimate(people(500, 500), people(568, 568, population=Population.UNSTATED))
    assert (found.low, found.high) == (500, 568)


def test_another_place_is_not_counted_and_no_place_only_when_there_is_one_site() -> None:
    elsewhere, unplaced = people(9, 9, place="elsewhere"), people(7, 7, place=None)
    kept = ledger(people(500, 500), elsewhere, unplaced)
    assert people_at("mill", kept, only_site=True).low == 7
    assert people_at("mill", kept, only_site=False).low == 500


def test_nobody_counted_is_exit_4() -> None:
    with pytest.raises(UnconfirmedError) as caught:
        estimate(people(40, 40, population=Population.CHILDREN))
    assert (caught.value.field, caught.value.exit_code) == ("people", 4)


def stock(what: str, days: int | None) -> ReserveValue:
    return ReserveValue(what=what, present=True, days=days, as_written="so much")


def test_days_are_unknown_unless_counted_and_then_the_least_said() -> None:
    said = endurance(ledger(stock("food", None), stock("food", 9), stock("supplies", 7), stock("drinking water", 3)))
    assert (said.food_days.value, said.water_days.value) == (7, 3)  # type: ignore[union-attr]
    assert len(said.said) == 4
    unknown = endurance(ledger(stock("food", None)))
    assert (unknown.food_days, unknown.water_days) == (None, None)


def test_of_several_sites_only_claims_that_name_one_count_for_it() -> None:
    one = report("first", ident="first")
    said = replace(claim(one, one.text, stock("food", 5)), places=("mill",))
    held = apply_decisions([one], [said], [decide(one, one.text, Kind.RESERVE)], PARTIES)
    assert endurance(held, "mill").food_days is not None
    assert endurance(held, "inn").food_days is None
    assert endurance(held).food_days is not None
