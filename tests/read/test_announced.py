"""What is put forward with its hours by a noun is announced; what is deplored, counted or told is not."""

import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.announced import announced
from safeconduct.read.stance import stance_of


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("has set", "the evacuation of Mill Lane for Wednesday, 08:30 to 13:00 GMT"),
        ("tabled", "a pause for six hours from 08:00 on Saturday"),
        ("has fixed", "Monday, seven in the morning till noon, for moving people to Kelm"),
        (":", "one landing craft to Kelm, 1900 on 12 Feb to 0100 on 13 Feb"),
        ("stands by", "Wednesday's walk down, 0700 to 0830, the same lane"),
    ],
)
def test_put_forward(cue: str, content: str) -> None:
    assert announced(cue, content)
    assert stance_of("say", content, cue) is Stance.OFFERS


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("deplored", "the convoy from 10:00 to 12:00"),
        ("counted", "two buses between 09:00 and 10:00"),
        ("tabled", "a pause for the wounded"),
        ("proposed", "a letter from 10:00 to 12:00"),
        (":", "the buses were at the gate from 10:00 to 12:00"),
        (":", "that buses from 10:00 to 12:00"),
    ],
)
def test_not_put_forward(cue: str, content: str) -> None:
    assert not announced(cue, content)
