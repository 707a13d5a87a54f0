"""Counts that may not be of those who are there now, and plain ones."""

import pytest

from safeconduct.read.quantities import counts, doubts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The number of villagers has grown from 150 to 230.", "a number that changed"),
        ("Normally 3,000 residents live there.", "a number of another time"),
        ("Each of the cellars holds 30 residents.", "a number for each of several"),
        ("Of the 900 residents, 640 are still in the town.", "is a whole of which a part is told"),
        ("There are 40 residents and there are 60 residents.", "two numbers for the same persons"),
        ("Residents: 320 (men 110, women 120).", "a table of numbers"),
        ("Nobody knows whether 500 residents are in the mine.", "is supposed, not counted"),
        ("By noon 500 residents will be in the hall.", "are told of for later"),
        ("500 residents signed the letter.", "are counted for what they did"),
        ("The 8,000-resident town lies on a hill.", "may be the size of a place"),
        ("75 soldiers and 30 villagers are cutting a firebreak.", "are at work there"),
        ("Another 45 residents are in the school.", "may come on top of others"),
    ],
)
def test_doubtful(text: str, why: str) -> None:
    assert any(why in doubt for doubt in doubts(text)), doubts(text)


@pytest.mark.parametrize(
    "text",
    [
        "640 residents are still in the town.",
        "Between 1,100 and 1,300 villagers are cut off.",
        "More than 500 citizens are in the plant.",
        "The hospital has 96 patients and 30 nurses.",
    ],
)
def test_plain_counts_are_not_doubted(text: str) -> None:
    assert counts(text)
    assert doubts(text) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("400 residents, up from 260 on Sunday, are in the stadium.", [400]),
        ("A woman of 84 and 12 other residents are on the roof.", [12]),
        ("The number of residents fell by 40.", []),
    ],
)
def test_what_counts_nobody_there(text: str, numbers: list[int]) -> None:
    assert [count.value.low for count in counts(text)] == numbers
