from datetime import date

import pytest

from safeconduct.read.days import day_of, days, doubt_of, reference_day, stamped

FRIDAY = date(2027, 3, 12)


@pytest.mark.parametrize(
    ("text", "ahead", "expected"),
    [
        ("on Saturday", False, date(2027, 3, 13)),
        ("on Tuesday", False, date(2027, 3, 9)),
        ("on Tuesday", True, date(2027, 3, 16)),
        ("last Tuesday", True, date(2027, 3, 9)),
        ("tomorrow", False, date(2027, 3, 13)),
        ("tonight", False, FRIDAY),
        ("14 March", False, date(2027, 3, 14)),
        ("3 Jan", False, date(2027, 1, 3)),
        ("March 14th, 2026", False, date(2026, 3, 14)),
        ("2027-03-20", False, date(2027, 3, 20)),
    ],
)
def test_days(text: str, ahead: bool, expected: date) -> None:
    (match,) = days(text)
    assert day_of(match, FRIDAY, ahead=ahead) == expected


def test_no_day_in_march_2024_or_the_month_of_may() -> None:
    assert list(days("they may go; 31 people")) == []


@pytest.mark.parametrize(
    ("text", "doubted"),
    [("next Sunday", True), ("Monday 14 March", True), ("Sunday 14 March", False), ("Sunday", False)],
)
def test_doubts(text: str, doubted: bool) -> None:
    (match,) = days(text)
    found = day_of(match, FRIDAY, ahead=True)
    assert found is not None
    assert (doubt_of(match, FRIDAY, found) is not None) is doubted


def test_an_entry_of_a_log_says_what_today_is() -> None:
    log = "8 March, 07:10. Quiet.\n\n9 March, 06:00. The council says that "
    assert reference_day(log, FRIDAY) == date(2027, 3, 9)
    assert stamped(log)
    assert reference_day("On 9 March a valve failed. ", FRIDAY) == FRIDAY
    assert reference_day("Transcript of 11 March 2027, times in UTC\n", FRIDAY) == date(2027, 3, 11)


def test_a_day_without_a_figure_or_a_name_of_a_day_is_found() -> None:
    assert [match.group() for match in days("it opened this morning")] == ["this morning"]
