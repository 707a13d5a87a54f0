"""A count of fighters is no count of people, and one that holds some is not civilian."""

import pytest

from safeconduct.model.claim import Population
from safeconduct.read.fighters_beside import fighters_follow
from safeconduct.read.headcounts import headcounts
from safeconduct.read.outcomes import outcomes


def first(text: str, before: str = "") -> Population:
    return headcounts(text, before=before)[0].population


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52 stretcher cases, 7 of them fighters", Population.MIXED),
        ("52 stretcher cases, 7 of them children", Population.CIVILIANS),
        ("120 residents, of whom 30 are soldiers, are waiting", Population.MIXED),
        ("120 residents, of whom 30 are women, are waiting", Population.CIVILIANS),
        ("85 of the 200 were combatants", Population.COMBATANTS),
        ("85 of the 200 people were not combatants", Population.UNSTATED),
        ("85 villagers are soldiers' relatives", Population.CIVILIANS),
    ],
)
def test_said_of_the_same_persons(text: str, expected: Population) -> None:
    assert first(text) is expected


def test_men_of_an_army_are_fighters_and_men_of_a_mine_are_left_open() -> None:
    assert first("there are 44 of its men in the hall", "The brigade says that ") is Population.COMBATANTS
    assert first("there are 44 of its men in the shaft", "The mine says that ") is Population.UNSTATED


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (". Among them are 25 conscripts.", True),
        (". The figure includes some fighters.", True),
        (". Twelve of them are soldiers.", True),
        (". Among them are no soldiers.", False),
        (". Among them are 25 children.", False),
        (". The soldiers left last week.", False),
    ],
)
def test_said_in_the_sentence_after(after: str, expected: bool) -> None:
    assert fighters_follow(after) is expected


def test_fighters_that_left_are_no_outcome() -> None:
    assert outcomes("The 70 reservists left the harbour") == ()
    assert [value.people for value in outcomes("The 70 residents left the harbour")] == [70]
