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
