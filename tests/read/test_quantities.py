import pytest

from safeconduct.model.claim import Hedge, Population
from safeconduct.read.numbers import number_of
from safeconduct.read.persons import population
from safeconduct.read.quantities import counts, doubts


@pytest.mark.parametrize(
    ("text", "low", "high", "hedge"),
    [
        ("more than 500 citizens", 501, None, Hedge.AT_LEAST),
        ("at least 60 people", 60, None, Hedge.AT_LEAST),
        ("up to 15,000 people", None, 15000, Hedge.AT_MOST),
        ("fewer than 40 residents", None, 39, Hedge.AT_MOST),
        ("about 800 people", 800, 800, Hedge.ABOUT),
        ("568 people", 568, 568, Hedge.EXACT),
        ("between 300 and 400 people", 300, 400, Hedge.EXACT),
        ("500-600 civilians", 500, 600, Hedge.EXACT),
        ("some 1.5 thousand people", 1500, 1500, Hedge.ABOUT),
        ("two hundred and fifty residents", 250, 250, Hedge.EXACT),
        ("half a million people", 500000, 500000, Hedge.EXACT),
        ("hundreds of residents", 200, 999, Hedge.ABOUT),
        ("tens of thousands of civilians", 20000, 99999, Hedge.ABOUT),
        ("500\u00a0civilians", 500, 500, Hedge.EXACT),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None, hedge: Hedge) -> None:
    (count,) = counts(text)
    assert (count.value.low, count.value.high, count.value.hedge) == (low, high, hedge)
    assert count.value.as_written == text
    assert text[count.start : count.end] == text


def test_a_modal_after_the_count_hedges_it() -> None:
    (count,) = counts("over 2,500 foreign fighters may be there")
    assert (count.value.low, count.value.population, count.value.hedge) == (2501, Population.COMBATANTS, Hedge.MAY)


def test_civilians_and_the_children_among_them_are_two_counts() -> None:
    for text in ("500 civilians, including 40 children", "500 civilians in the cellar, 40 of them children"):
        first, second = (c.value for c in counts(text))
        assert (first.low, first.population) == (500, Population.CIVILIANS)
        assert (second.low, second.population) == (40, Population.CHILDREN)


@pytest.mark.parametrize(
    "text",
    [
        "the two cities",
        "a bus for 60 passengers",
        "forty families",
        "a team of 12 doctors",
        "Causeways 1 and 3",
        "on 21 May 2022 people left",
        "12 buses",
        "At least 60 people were killed",
        "2 days",
    ],
)
def test_what_counts_nobody_to_be_moved(text: str) -> None:
    assert counts(text) == ()


def test_populations() -> None:
    assert population("residents and soldiers") is Population.MIXED
    assert population("soldiers") is Population.COMBATANTS
    assert population("children") is Population.CHILDREN
    assert population("women and children") is Population.CIVILIANS


@pytest.mark.parametrize(
    ("written", "number"), [("2,500", 2500), ("two dozen", 24), ("1.5 thousand", 1500), ("several", None)]
)
def test_number_of(written: str, number: int | None) -> None:
    assert number_of(written) == number


def test_only_children_are_kept_of_a_part() -> None:
    found = counts("327 people: 112 children, 40 persons who cannot walk")
    assert [(c.value.low, c.value.population) for c in found] == [
        (327, Population.CIVILIANS),
        (112, Population.CHILDREN),
    ]


def test_a_place_that_takes_people_in_offers_room_for_at_most_so_many() -> None:
    assert counts("the school can take 150 people tonight") == ()
    (count,) = counts("the school can take 150 people tonight", offered=True)
    assert (count.value.low, count.value.high) == (None, 150)


@pytest.mark.parametrize(
    ("text", "unrest", "doubted"),
    [
        ("more than -500 people are there", False, True),
        ("the ministry's figure of 5,000 is old", False, True),
        ("2,300 people remain, or 2,400", False, False),
        ("closer to 250", False, False),
        ("300 people remain", False, False),
        ("300 people remain", True, False),
        ("300 residents remain", True, False),
    ],
)
def test_what_is_not_to_be_taken_unseen(text: str, unrest: bool, doubted: bool) -> None:
    assert bool(doubts(text, before="How many people? ", unrest=unrest)) is doubted
