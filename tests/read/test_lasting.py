"""Hours told by their beginning and their length, and lengths that settle no end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.clock import Clock
from safeconduct.read.lasting import closing
from safeconduct.read.times import windows

DAY = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("a pause for four hours from noon on Friday, Moscow time", (18, 9), (18, 13)),
        ("a pause of six hours from 08:00 UTC on Friday", (18, 8), (18, 14)),
        ("the gate will open on Friday at 20:00 UTC for six hours", (18, 20), (19, 2)),
        ("a two-hour pause starting at 08:00 UTC on Friday", (18, 8), (18, 10)),
        ("the gate will open on Friday from 08:00 UTC, six hours after the last shell", (18, 8), None),
        ("the gate will open on Friday from 08:00 UTC for six hours or more", (18, 8), None),
        ("a pause of at least six hours from 08:00 UTC on Friday", (18, 8), None),
        ("a pause of up to six hours from 08:00 UTC on Friday", (18, 8), None),
    ],
)
def test_the_end_is_counted(text: str, opens: tuple[int, int], closes: tuple[int, int] | None) -> None:
    (found,) = windows(text, DAY, stance=Stance.OFFERS)

    def at(when: tuple[int, int] | None) -> datetime | None:
        return datetime(2026, 9, when[0], when[1], tzinfo=UTC) if when else None

    assert (found.value.opens, found.value.closes) == (at(opens), at(closes))


def test_an_hour_whose_half_of_the_day_is_open_settles_no_end() -> None:
    text = "for four hours from 9:00"
    clock = Clock(540, True, False, 20, 24)
    assert closing(text, clock) == replace(clock, minutes=780)
    assert closing(text, replace(clock, sure=False)) is None
    assert closing("for ninety hours from 9:00", replace(clock, start=22, end=26)) is None
