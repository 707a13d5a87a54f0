from datetime import date

import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.unsettled import unsettled

DAY = date(2027, 6, 16)


@pytest.mark.parametrize(
    ("text", "stance", "written"),
    [
        ("boats until further notice", Stance.OFFERS, "until further notice"),
        ("a pause of six hours", Stance.OFFERS, "pause of six hours"),
        ("to leave within two hours", Stance.DEMANDS, "within two hours"),
        ("a corridor on Friday", Stance.OFFERS, "Friday"),
        ("to open a passage for civilians", Stance.OFFERS, "open a passage"),
        ("to open a passage for civilians", Stance.REQUESTS, None),
        ("the town was quiet until dusk", Stance.ASSERTS, None),
    ],
)
def test_at_most_one_window_without_hours(text: str, stance: Stance, written: str | None) -> None:
    found = list(unsettled(text, text, stance, lambda: DAY))
    assert [value.as_written for value, _, _ in found] == ([] if written is None else [written])
    assert all((value.opens, value.closes, value.zone) == (None, None, None) for value, _, _ in found)
