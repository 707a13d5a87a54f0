"""A window's words against its instants: what can be read is compared, what cannot is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.model.times import Window
from safeconduct.verify.window_words import unlike


def said(words: str, *, opens: str = "08-08 12:00", hours: float = 4, zone: str = "Europe/Lisbon") -> list[str]:
    """What is found in a window that opens at 13:00 in Lisbon, a Saturday, unless told otherwise; all times UTC."""
    begins = datetime.strptime(f"2026-{opens}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    return list(unlike(Window(opens=begins, closes=begins + timedelta(hours=hours), zone=zone, as_written=words)))


@pytest.mark.parametrize(
    "words",
    [
        "8 August 2026 from 13:00 to 17:00 Lisbon time",
        "13:00 to 17:00 Lisbon time",
        "Saturday, 8 August, 1 p.m. to 5 p.m.",
        "August 8th, 1:00 pm - 5:00 pm local time",
        "2026-08-08 13:00-17:00",
        "from 13:00 to 17:00 on 8 Aug. 2026",
        "13:00 to 17:00, 6-12 August",
        "from 15:00 to 19:00 Moscow time",
        "between 6 and 12 August 2026, 13:00 to 17:00",
        "13h00 to 17h00",
    ],
)
def test_words_that_agree(words: str) -> None:
    """Whatever way they are written; by Moscow's clock only where the zone kept is Moscow's."""
    assert said(words, zone="Europe/Moscow" if "Moscow" in words else "Europe/Lisbon") == []


@pytest.mark.parametrize(
    "words",
    [
        "for four hours",
        "from 13:00",
        "at 8",
        "30 February, all day",
        "at 13:00, 14:00 and 15:00",
        "",
        "daily, 7 August",
    ],
)
def test_words_that_do_not_say_it_all_are_left_alone(words: str) -> None:
    """No guess is made from one number, or from three."""
    assert said(words) == []


def test_another_zone() -> None:
    """Lisbon's clock in the words, Tokyo's kept beside them: though the instants are right."""
    (found,) = said("13:00 to 17:00 Lisbon time", zone="Asia/Tokyo")
    assert found == "'13:00 to 17:00 Lisbon time' is by the clock of Lisbon, the zone is Asia/Tokyo"
    assert said("12:00 to 16:00 UTC", zone="Africa/Abidjan") == []
    assert said("12:00 to 16:00 UTC on 8 Aug. 2026", zone="Asia/Tokyo") == [
        "'12:00 to 16:00 UTC on 8 Aug. 2026' is by the clock of UTC, the zone is Asia/Tokyo"
    ]


@pytest.mark.parametrize(
    ("opens", "hours", "what"),
    [
        ("08-09 12:00", 4.0, "opens on 2026-08-09"),
        ("08-07 12:00", 4.0, "opens on 2026-08-07"),
        ("08-08 12:00", 28.0, "closes on 2026-08-09"),
        ("08-08 12:01", 4 - 1 / 60, "opens at 13:01"),
        ("08-08 11:00", 5.0, "opens at 12:00"),
        ("08-08 12:00", 4.5, "closes at 17:30"),
    ],
)
def test_other_hours_or_another_day(opens: str, hours: float, what: str) -> None:
    """Moved by a day, by an hour, by a minute, or made longer."""
    (found,) = said("8 August 2026 from 13:00 to 17:00 Lisbon time", opens=opens, hours=hours)
    assert found.endswith(what + ("" if "on" in what.split() else " by that clock"))


def test_a_day_is_that_of_the_clock_the_words_are_by() -> None:
    """Half past midnight in Kyiv is still the day before in UTC; and a night ends on the day after."""
    assert said("9 August, 00:30 to 04:30 Kyiv time", opens="08-08 21:30", zone="Europe/Kyiv") == []
    assert said("8 August, from 20:00 to 02:00", opens="08-08 19:00", hours=6) == []
    assert said("8 August, 12 p.m. to 5 p.m.", opens="08-08 11:00", hours=5) == []
    assert said("12:30 a.m. to 4:30 a.m.", opens="08-07 23:30") == []
    assert said("8 August, from 20:00 to 24:00", opens="08-08 19:00", hours=4) == []


def test_another_weekday() -> None:
    """8 August 2026 is a Saturday."""
    assert said("Sunday from 13:00 to 17:00") == ["'Sunday from 13:00 to 17:00', but the window opens on a Saturday"]


def test_days_between_two() -> None:
    """Any of them will do; the day before the first does not."""
    assert said("6 to 8 August") == []
    assert len(said("9 August to 12 August 2026")) == 1


def test_a_zone_nobody_knows_is_not_compared() -> None:
    """The plan is refused for it elsewhere."""
    assert said("1:00 to 2:00", zone="Nowhere/There") == []
    assert said("13:00 to 17:00 Atlantis time") == []
