"""The day a report names as its own against the day of publication a person gave."""

from datetime import date

import pytest

from safeconduct.read.own_date import own_date

GIVEN = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("SITUATION REPORT\nIssued 3 March 2026, 08:00\n\nThe road is open.", "3 March 2026"),
        ("Harbour log, 05 Nov 2026\n\n0800: open.", "05 Nov 2026"),
        ("Published: 2026-03-01\n\nThe road is open.", "2026-03-01"),
        ("Posted on Thursday, March 12th, 2026\n\nThe road is open.", "March 12th, 2026"),
    ],
)
def test_another_day_is_told(text: str, written: str) -> None:
    assert own_date(text, GIVEN) == written


@pytest.mark.parametrize(
    "text",
    [
        "SITUATION REPORT\nIssued 14 September 2026\n\nThe road is open.",
        "Issued 12 September 2026. Revised 3 March 2026.",
        "The flood of 3 March 2026 cut the road.",
        "After 3 March 2026\n\nThe road was shut for a year from then on.",
        "Issued 31 February 2026",
        "The bridge was built in 1931 and the road reopened on 3 March 2026, the mayor said in the town hall to all.",
    ],
)
def test_nothing_is_told(text: str) -> None:
    assert own_date(text, GIVEN) is None
