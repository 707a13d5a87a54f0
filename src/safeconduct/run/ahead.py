"""How far ahead of its plan an exercise believes a time that it is told.

An exercise has no clock but the latest time that was entered. One slip in a date, or one phone that is years ahead,
must not make every convoy overdue for good: what is beyond is taken down, moves no clock and stands open until it is
withdrawn. An order goes by the clock of the wall, and nothing has happened that is still to come.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from safeconduct.model.control import Aborted, Suspended
from safeconduct.model.event import Event
from safeconduct.run.records import State, later
from safeconduct.run.refusal import Refusal

#: Beyond the last allowed arrival of an exercise, or ahead of the wall's clock, a date is taken for a slip.
AHEAD = timedelta(days=7)


def believed_until(state: State) -> datetime | None:
    """The latest time that an exercise believes: its last allowed arrival and a week; None of an order, or where there
    is no corridor."""
    if state.mode != "exercise" or not state.corridors:
        return None
    return later(max(corridor.latest for corridor in state.corridors.values()), AHEAD)


def too_far_ahead(at: datetime, limit: datetime) -> Refusal:
    """What is said of a command whose time is beyond the latest one that is believed."""
    return Refusal(
        reason=f"{at:%Y-%m-%d %H:%M} UTC lies beyond {limit:%Y-%m-%d %H:%M} UTC, the latest time this day believes",
        next_step="correct the date and send it again",
    )


def not_yet(mode: str | None, wanted: Event, now: datetime) -> Refusal | None:
    """Why a command of a day of order is refused whose time is more than a week ahead of the wall's clock ``now``. A
    stop never is: it is honoured at once."""
    if mode != "order" or isinstance(wanted.body, Suspended | Aborted) or wanted.at - now <= AHEAD:
        return None
    return too_far_ahead(wanted.at, now + AHEAD)
