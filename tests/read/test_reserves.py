from datetime import date

import pytest

from safeconduct.read.reserves import reserves

FRIDAY = date(2027, 1, 22)


@pytest.mark.parametrize(
    ("text", "what", "present", "days"),
    [
        ("there are reserves inside", "reserves", True, None),
        ("there is food for 3 days", "food", True, 3),
        ("there is no water", "water", False, 0),
        ("medicine is running out", "medicine", None, None),
    ],
)
def test_reserves(text: str, what: str, present: bool | None, days: int | None) -> None:
    (value,) = reserves(text, FRIDAY)
    assert (value.what, value.present, value.days) == (what, present, days)
