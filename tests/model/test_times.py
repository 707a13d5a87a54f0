"""Windows, and the clocks they are named in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from safeconduct.model.times import Window, require_utc

KYIV, MOSCOW = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Moscow")
OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)


def window(opens: datetime, closes: datetime, zone: str = "Europe/Moscow") -> Window:
    """A window between two instants."""
    return Window(opens=opens, closes=closes, zone=zone, as_written="from 8 to 20")


def test_twelve_hours() -> None:
    """05:00Z to 17:00Z is 720 minutes."""
    assert window(OPENS, OPENS + timedelta(hours=12)).minutes == 720


def test_whole_minutes_only_count_when_whole() -> None:
    """59 minutes and 59 seconds are 59 minutes."""
    assert window(OPENS, OPENS + timedelta(minutes=59, seconds=59)).minutes == 59


@pytest.mark.parametrize("seconds", [0, -1, -86_400])
def test_a_window_closes_after_it_opens(seconds: int) -> None:
    """Not at the same instant and not before."""
    with pytest.raises(ValueError, match="before it opens"):
        window(OPENS, OPENS + timedelta(seconds=seconds))


def test_a_window_names_its_zone() -> None:
    """No zone, no window."""
    with pytest.raises(ValueError, match="time zone"):
        window(OPENS, OPENS + timedelta(hours=1), zone="")


@pytest.mark.parametrize(
    "at",
    [
        datetime(2022, 6, 15, 5),  # noqa: DTZ001 - the naive time is what is refused
        datetime(2022, 6, 15, 8, tzinfo=MOSCOW),
        datetime(2022, 6, 15, 8, tzinfo=timezone(timedelta(hours=3))),
    ],
)
def test_only_utc_is_stored(at: datetime) -> None:
    """Naive times and other zones are refused with the field named."""
    with pytest.raises(ValueError, match=r"window\.opens needs an aware UTC time"):
        window(at, OPENS + timedelta(hours=30))
    with pytest.raises(ValueError, match="the hour needs"):
        require_utc(at, "the hour")


@pytest.mark.parametrize(
    ("day", "zone", "opens", "closes", "shown_in_kyiv"),
    [
        ((2022, 6, 15), MOSCOW, 5, 17, "08:00-20:00"),
        ((2022, 12, 14), MOSCOW, 5, 17, "07:00-19:00"),
        ((2022, 6, 15), KYIV, 5, 17, "08:00-20:00"),
        ((2022, 12, 14), KYIV, 6, 18, "08:00-20:00"),
    ],
)
def test_summer_and_its_winter_twin(
    day: tuple[int, int, int], zone: ZoneInfo, opens: int, closes: int, shown_in_kyiv: str
) -> None:
    """Eight to twenty: Moscow is UTC+3 all year, Kyiv is UTC+3 in summer and UTC+2 in winter."""
    year, month, date = day
    stored = window(
        datetime(year, month, date, 8, tzinfo=zone).astimezone(UTC),
        datetime(year, month, date, 20, tzinfo=zone).astimezone(UTC),
        zone=str(zone),
    )
    assert (stored.opens.hour, stored.closes.hour, stored.minutes) == (opens, closes, 720)
    shown = "-".join(at.astimezone(KYIV).strftime("%H:%M") for at in (stored.opens, stored.closes))
    assert shown == shown_in_kyiv
