"""Times of the day as a dispatcher writes them, read as minutes of a fleet's day, and how they were understood."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from safeconduct.model.errors import InputError

if TYPE_CHECKING:
    from safeconduct.plan.fleet_explain.clock import DayClock

#: A clock time outside the hours that lies further off than so many minutes may as well be another day's.
FAR_OFF = 360
#: Minutes from the opening beyond which a date is taken for a slip: a week.
FAR = 7 * 1440


def minute_of(clock: DayClock, written: str, field: str) -> int:
    """A minute of the day: a number of minutes, HH:MM by the clock of the corridors (its first one on or after the
    opening), or an instant with its zone. InputError for anything else."""
    short = _clock_time(written)
    if short is None:
        return _stated(clock, written, field)
    return min(minute for minute in _days(clock, short, 0) if minute >= 0)


def moment_of(clock: DayClock, written: str, field: str, *, now: int, end: int, opens: bool = False) -> int:
    """The minute a report speaks of, below 0 before the opening. HH:MM is the one within the hours of the plan, which
    end at minute ``end``, and of several, or of none, the one nearest to ``now``.

    InputError for what is no time, for one more than a week from the opening, and for HH:MM that is not to be guessed:
    outside the hours and more than ``FAR_OFF`` from now, and where something ``opens`` so long ago. Read as another
    day's it would change nothing, and nobody would look.
    """
    short = _clock_time(written)
    if short is None:
        minute = _stated(clock, written, field, up=opens)
    else:
        found = _days(clock, short, now)
        inside = [minute for minute in found if 0 <= minute <= end]
        minute = min(inside or found, key=lambda one: abs(one - now))
        if (not inside and abs(minute - now) > FAR_OFF) or (opens and minute < now - FAR_OFF):
            before, after = max(one for one in found if one < now), min(one for one in found if one > now)
            raise InputError(
                f"{written!r} may be of one day or of the next",
                field=field,
                next_step=f"give the date, such as {_iso(clock, before)} or {_iso(clock, after)}",
            )
    if abs(minute) > FAR:
        raise InputError(
            f"{written!r} is {abs(minute) // 1440} days from the opening, {_iso(clock, 0)}",
            field=field,
            next_step="correct the date; a plan is changed for what happens within a week of it",
        )
    return minute


def understood(clock: DayClock, minute: int, now: int) -> str:
    """A minute with its date, by the clock of the corridors and in UTC, and how far it is from ``now``."""
    at = clock.at(minute)
    local, utc = at.astimezone(clock.zone), at.astimezone(UTC)
    other = f"{utc:%H:%M} UTC" if utc.date() == local.date() else f"{utc:%H:%M} UTC on {utc:%Y-%m-%d}"
    words = f"{local:%H:%M} on {local:%Y-%m-%d} ({clock.name}; {other})"
    if minute != now:
        words += f", {_long(abs(minute - now))} {'before' if minute < now else 'after'} --now"
    return words


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d} min" if hours else f"{rest} min"


def _clock_time(written: str) -> time | None:
    short = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", written, re.ASCII)
    return time(int(short[1]), int(short[2])) if short else None


def _days(clock: DayClock, short: time, around: int) -> list[int]:
    """The minutes at which the clock shows a time on the day of minute ``around`` and on those beside it."""
    today = clock.at(around).astimezone(clock.zone).date()
    days = (today + timedelta(days=days) for days in (-1, 0, 1))
    return [clock.minute(datetime.combine(day, short, tzinfo=clock.zone).astimezone(UTC)) for day in days]


def _stated(clock: DayClock, written: str, field: str, *, up: bool = False) -> int:
    """A number of minutes, or an instant: the minute it lies in, or with ``up`` the first that has it behind it."""
    if re.fullmatch(r"\d{1,5}", written, re.ASCII):
        return int(written)
    try:
        found = datetime.fromisoformat(written)
        instant = found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        instant = None
    if instant is None:
        raise InputError(
            f"{written!r} is no time of the day",
            field=field,
            next_step=f"give minutes since the opening, HH:MM ({clock.name}), or an instant such as {_iso(clock, 0)}",
        )
    return clock.minute(instant + timedelta(seconds=59, microseconds=999_999) if up else instant)


def _iso(clock: DayClock, minute: int) -> str:
    return clock.at(minute).astimezone(clock.zone).isoformat(timespec="minutes")
