"""What somebody must look at now: a pure function of the state and the clock.

A loaded convoy that stands longer than allowed, one that was not heard of for too long, one that will not be in before
the last allowed arrival, and anybody detained or missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeconduct.model.control import AlarmCleared, AlarmKind, AlarmRaised
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A danger: its kind, the convoy it concerns, and since when what it warns of has lasted."""

    kind: AlarmKind
    subject: str
    since: datetime


def alarms(state: State, now: datetime) -> tuple[Alarm, ...]:
    """All alarms at an instant, by convoy."""
    return tuple(alarm for name, convoy in state.convoys.items() for alarm in _of(state, name, convoy, now))


def _of(state: State, name: str, convoy: ConvoyState, now: datetime) -> Iterator[Alarm]:
    seen = convoy.seen_at
    if convoy.aboard != ZERO and seen is not None:
        standing = convoy.standing_since
        if standing is not None and now - standing > timedelta(minutes=state.standing_max):
            yield Alarm(kind="standing", subject=name, since=standing)
        if convoy.departed_at is not None:
            if abs(now - seen) > timedelta(minutes=state.silence_max):  # ahead of the clock is not heard of either
                yield Alarm(kind="overdue", subject=name, since=min(seen, now))
            if _too_late(state, convoy, now):
                yield Alarm(kind="window closing", subject=name, since=convoy.departed_at)
    if convoy.detained != ZERO and seen is not None:
        yield Alarm(kind="detained", subject=name, since=seen)
    if convoy.missing != ZERO and seen is not None:
        yield Alarm(kind="missing", subject=name, since=seen)


def _too_late(state: State, convoy: ConvoyState, now: datetime) -> bool:
    """Whether a convoy on its way cannot arrive by the last allowed arrival, at the pace of its plan."""
    due = convoy.due
    if due is None or convoy.turned_back:
        return False
    latest = state.corridors[convoy.orders.corridor].latest
    return max(due, now) > latest


def changes(state: State, now: datetime) -> tuple[AlarmRaised | AlarmCleared, ...]:
    """What the log must be told: alarms that are new, and those that are past."""
    current = {(alarm.kind, alarm.subject): alarm for alarm in alarms(state, now)}
    raised = [
        AlarmRaised(alarm=alarm.kind, subject=alarm.subject, since=alarm.since)
        for key, alarm in current.items()
        if key not in state.alarms
    ]
    cleared = [AlarmCleared(alarm=key[0], subject=key[1]) for key in state.alarms if key not in current]
    return (*raised, *cleared)
