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


def one_claim(text: str, *values: PeopleValue) -> Estimate:
    of = report(text)
    said = claim(of, text, *values)
    kept = apply_decisions([of], [said], [decide(of, text, Kind.PEOPLE)], PARTIES)
    return people_at("mill", kept, only_site=True)


@pytest.mark.parametrize(
    ("text", "counts", "found"),
    [
        ("41 residents and 9 staff are there", ("41 residents", "9 staff"), (50, 50, 50)),
        ("9 staff, 41 residents, and 3 guests", ("9 staff", "41 residents", "3 guests"), (53, 53, 53)),
        ("50 people, including 9 staff", ("50 people", "9 staff"), (50, 50, 50)),
        ("50 people, 9 of whom work there", ("50 people", "9"), (50, 50, 50)),
        ("50 people, and 9 of them work there", ("50 people", "9"), (50, 50, 50)),
        ("50 people are there while 9 staff look on", ("50 people", "9 staff"), (50, None, 59)),
        ("50 people; the 50 civilians wait", ("50 people", "50 civilians"), (50, 50, 50)),
    ],
)
def test_the_counts_of_one_claim_are_added_where_it_adds_them(
    text: str, counts: tuple[str, ...], found: tuple[int | None, ...]
) -> None:
    """Never the last of them alone: 41 residents and 9 staff are 50 people, not 9."""
    values = [people(int(c.split()[0]), int(c.split()[0]), as_written=c) for c in counts]
    estimate_ = one_claim(text, *values)
    assert (estimate_.low, estimate_.likely, estimate_.high) == found
    assert estimate_.pick("likely") >= 50


def test_added_counts_are_as_firm_as_the_least_firm_of_them() -> None:
    text = "About 41 residents and 9 staff"
    found = one_claim(
        text, people(41, 41, hedge=Hedge.ABOUT, as_written="About 41 residents"), people(9, 9, as_written="9 staff")
    )
    assert (found.low, found.likely, found.high) == (50, None, 50)


def test_a_range_reaches_down_to_a_confirmed_upper_bound() -> None:
    """340, then "no more than 300", then 312: somebody says that there are 300 at most."""
    found = estimate(people(340, 340), people(None, 300, hedge=Hedge.AT_MOST), people(312, 312))
    assert (found.low, found.likely, found.high) == (300, 312, 340)
    above = estimate(people(100, 100), people(None, 300, hedge=Hedge.AT_MOST))
    assert (above.low, above.likely, above.high) == (100, 100, 300)
