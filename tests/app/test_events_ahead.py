"""A file of events whose times are still to come: refused as commands to a day of order, taken down as late facts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.adapters.clock import SystemClock
from safeconduct.adapters.sqlite_daylog import SqliteDayLog
from safeconduct.app.day import enter_events
from safeconduct.app.day_desk import DayDesk
from safeconduct.model.control import Suspended
from safeconduct.model.errors import RefusedError
from safeconduct.model.event import Event
from safeconduct.model.movement import PassedPoint
from tests.run.days import OPENED, UNDER_WAY, Desk


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A day of order with a convoy on its way."""
    path = tmp_path / "case.safeconduct"
    log = SqliteDayLog(path, SystemClock())
    desk, board = DayDesk(log, "day"), Desk()
    for event in board.events(replace(OPENED, mode="order"), *UNDER_WAY[1:]):
        desk.enter(event)
    log.close()
    return path


def told(folder: Path, events: Sequence[Event]) -> Path:
    """The events as a file."""
    file = folder / "events.jsonl"
    lines = [json.dumps(codec.to_plain(event)) for event in events]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_a_command_that_is_still_to_come_is_refused(store: Path, tmp_path: Path) -> None:
    now, passed = datetime.now(UTC), Desk("radio").event(PassedPoint(convoy="1", point="gate"))
    far, near = (replace(passed, at=now + timedelta(days=days)) for days in (8, 6))
    with pytest.raises(RefusedError, match="lies beyond") as refused:
        enter_events(str(store), told(tmp_path, [far]), late=False)
    assert refused.value.next_step == "correct the date and send it again"
    assert enter_events(str(store), told(tmp_path, [near]), late=False)[0].fresh
    fact = replace(far, id=replace(far.id, device="phone"))
    assert enter_events(str(store), told(tmp_path, [fact]), late=True)[0].fresh
    stop = replace(far, id=replace(far.id, device="anybody"), body=Suspended())
    assert enter_events(str(store), told(tmp_path, [stop]), late=False)[0].fresh
