"""Answers in other words than accepting and refusing, and words that only look like them."""

import pytest

from safeconduct.read.answer_frames import takes_up, turns_down, was_told


@pytest.mark.parametrize(
    "text",
    [
        "The assembly voted 41 to 6 against.",
        "They would go nowhere without their flocks.",
        "We're sitting tight.",
        "The route was considered and rejected.",
        "yes to the bodies, no to the searches",
        "The union withdrew its offer of two boats.",
        "the deal's off",
        "The village moves as one or not at all.",
        "three brothers who are staying to defend",
    ],
)
def test_turned_down(text: str) -> None:
    assert turns_down(text)


@pytest.mark.parametrize(
    "text",
    [
        "He said no more.",
        "The staff are staying at the Grand Hotel.",
        "The rain is off the coast.",
        "The road is out of repair.",
        "They stayed for tea.",
    ],
)
def test_not_turned_down(text: str) -> None:
    assert not turns_down(text)


@pytest.mark.parametrize(
    "text",
    [
        "The committee has come round to the plan.",
        "The minister gave the go-ahead for the trucks.",
        "The pilots have given their blessing.",
        "Velia answered that the observers were acceptable.",
        "The council backs the evacuation.",
        "It would check fire.",
    ],
)
def test_taken_up(text: str) -> None:
    assert takes_up(text)


@pytest.mark.parametrize("text", ["He came round at noon.", "The light turned green.", "The back of the hall is open."])
def test_not_taken_up(text: str) -> None:
    assert not takes_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "It never got word of them.",
        "The quarter chiefs were summoned and shown the order.",
        "The order was read aloud in the square.",
        "The nurse was not asked.",
        "The operator was notified of the measure.",
        "He had received no instructions.",
    ],
)
def test_told(text: str) -> None:
    assert was_told(text)


@pytest.mark.parametrize(
    "text", ["He told reporters of his youth.", "This notice was posted at noon.", "They asked for water."]
)
def test_not_told(text: str) -> None:
    assert not was_told(text)
