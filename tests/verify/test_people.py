"""Rule 1: the split by hand, and whole households only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.plan import Households
from safeconduct.verify.facts import facts_of
from safeconduct.verify.people import check_people, needing_help, split
from safeconduct.verify.rules import Unusable
from tests.tiny import profile, tiny
from tests.verify.timetables import FAMILIES, busy, timetable


def test_split_by_hand() -> None:
    """230 people: 23 families of 3, 4 with a chair (2 persons), 2 with a bed (2 persons): 230 - 69 - 8 - 4 = 149."""
    assert split(busy(), 230) == {"single": 149, "family": 23, "chair": 4, "bed": 2}
    assert needing_help(busy(), 230) == 6


def test_a_remainder_needs_one_walking_person() -> None:
    with pytest.raises(Unusable, match="one walking person"):
        split(tiny(profiles=(profile("pair", 500, walking=2),)), 10)


def test_profiles_may_not_hold_more_people_than_there_are() -> None:
    with pytest.raises(Unusable, match="of 10 people hold 15"):
        split(tiny(profiles=(profile("single", 0, walking=1), profile("trio", 500, walking=3))), 10)


def test_one_household_is_counted_and_none_is_not() -> None:
    """At 50 and 40 a thousand one chair and no bed among 20 people, two chairs and one bed among 40."""
    profiles = (FAMILIES[0], profile("chair", 50, walking=1, wheelchair=1), profile("bed", 40, walking=1, stretcher=1))
    assert [needing_help(busy(profiles=profiles), people) for people in (19, 20, 40)] == [0, 1, 3]


def test_a_profile_of_fewer_than_nobody_is_no_split() -> None:
    with pytest.raises(Unusable):
        split(tiny(profiles=(profile("single", 0, walking=1), profile("pair", -100, walking=2))), 10)


def test_the_first_single_profile_takes_the_remainder() -> None:
    profiles = (*FAMILIES[1:], profile("adult", 0, walking=1), profile("other", 0, walking=1))
    assert split(busy(profiles=profiles), 7)["adult"] == 7


def test_a_split_that_cannot_be_made_breaks_the_rule() -> None:
    situation = busy()
    plan = timetable(situation)
    pairs = replace(situation, profiles=tuple(p for p in FAMILIES if p.id != "single"))
    assert "one walking person" in check_people(pairs, facts_of(pairs, "bravo"), plan).found


def test_a_profile_of_nobody_is_named() -> None:
    situation = busy()
    plan = timetable(situation)
    ghost = Households(group="alpha-any", profile="ghost", count=1)
    check = check_people(situation, facts_of(situation, "bravo"), replace(plan, left_behind=(ghost,)))
    assert check.found == "profile ghost is not in the situation"


def test_found_counts_and_names_the_profile() -> None:
    situation = busy()
    plan = timetable(situation)
    facts = facts_of(situation, "bravo")
    assert check_people(situation, facts, plan).found.startswith("230 of 230 people board")
    short = replace(plan, trips=plan.trips[:-1])
    assert check_people(situation, facts, short).found == (
        "137 households of profile single board or stay, the split has 149"
    )
