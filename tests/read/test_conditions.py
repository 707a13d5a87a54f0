import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.conditions import condition


@pytest.mark.parametrize(
    ("text", "stance", "military"),
    [
        ("the corridor will open on the condition that a white flag is raised", Stance.OFFERS, True),
        ("people can leave only if there is a complete ceasefire", Stance.ASSERTS, True),
        ("civilians may leave provided that they register", Stance.ASSERTS, False),
        ("that they lay down their arms", Stance.DEMANDS, True),
    ],
)
def test_conditions(text: str, stance: Stance, military: bool) -> None:
    value = condition(text, stance)
    assert value is not None
    assert value.military is military
    assert value.as_written in text


def test_a_political_sentence_is_no_condition() -> None:
    assert condition("the war could not finish unless only they remained on its soil", Stance.ASSERTS) is None
    assert condition("heavy weapons from the West", Stance.REQUESTS) is None


@pytest.mark.parametrize(
    ("text", "stance", "military"),
    [
        ("a list of passengers before the gate is opened", Stance.DEMANDS, False),
        ("that no weapons be carried on the buses", Stance.DEMANDS, True),
        ("six barges, if the other side holds its fire", Stance.OFFERS, True),
        ("to the transfer, subject to a medical check", Stance.ACCEPTS, False),
        ("passage in exchange for the release of prisoners", Stance.OFFERS, True),
    ],
)
def test_conditions_in_many_words(text: str, stance: Stance, military: bool) -> None:
    value = condition(text, stance)
    assert value is not None
    assert value.military is military


@pytest.mark.parametrize("text", ["that the village be evacuated by noon", "that people be brought to the hall"])
def test_the_movement_demanded_is_no_condition_of_it(text: str) -> None:
    assert condition(text, Stance.DEMANDS, armed=False) is None
