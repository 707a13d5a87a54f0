import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.answers import turned_down
from safeconduct.read.lacking import open_still, unoffered, unrefused, untaken, without_unrefused
from safeconduct.read.speech_acts import act_of


@pytest.mark.parametrize(
    ("words", "lacks"),
    [
        ("nobody had been refused passage", True),
        ("the prefect has not refused the transfer", True),
        ("it is not true that the abbot refused the boats", True),
        ("they never turned the buses down", True),
        ("the prefect has refused the transfer", False),
        ("not only refused the boats but burnt them", False),
        ("they did not come and refused the boats", False),
        ("they did not say why it was refused", False),
    ],
)
def test_refusals_said_not_to_have_been(words: str, lacks: bool) -> None:
    assert unrefused(words) is lacks
    assert turned_down(words) is not lacks


def test_another_refusal_beside_it_stays() -> None:
    words = "the prefect has not refused the buses but refused the boats"
    assert "refused the boats" in without_unrefused(words)
    assert turned_down(words)


@pytest.mark.parametrize(
    ("words", "nobody"),
    [
        ("neither side has accepted the proposal", True),
        ("none of the parties has agreed to the pause", True),
        ("no delegation signed", True),
        ("the general failed to agree to the corridor", True),
        ("the governor stopped short of accepting the corridor", True),
        ("both sides have accepted the proposal", False),
        ("nobody refused and they accepted", False),
        ("no one left until they agreed", False),
    ],
)
def test_nobody_who_accepts(words: str, nobody: bool) -> None:
    assert untaken(words) is nobody
    assert not nobody or turned_down(words)


def test_an_answer_still_to_come_is_none() -> None:
    assert open_still("the council has yet to agree to the route")
    assert open_still("the envoy dissuaded the council from accepting the route")
    assert not open_still("the council has agreed to the route")


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("he guaranteed nothing", Stance.DENIES),
        ("he never guaranteed safe passage", Stance.DENIES),
        ("he guaranteed safe passage", Stance.OFFERS),
        ("we promised them no safe passage", Stance.DENIES),
        ("nobody had been refused passage", Stance.DENIES),
        ("we refused passage", Stance.REFUSES),
    ],
)
def test_what_the_words_do(words: str, act: Stance) -> None:
    assert unoffered(words) is (act is Stance.DENIES and "refused" not in words)
    if words != "we refused passage":
        assert act_of(words) is act
