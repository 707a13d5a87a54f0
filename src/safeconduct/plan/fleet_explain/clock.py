"""Minutes of a fleet's day as the clock of its first corridor shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from safeconduct.model.fleet import FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.situated import planned_corridors


class DayClock:
    """The clock of a scenario: ``of`` a minute, ``minute`` of an instant. A zone nobody knows is shown as UTC."""

    def __init__(self, situation: Situation, scenario: FleetScenario) -> None:
        windows = [c.window for c in planned_corridors(situation, scenario) if c.window is not None]
        self.zero: datetime = min(window.opens for window in windows)
        try:
            self.zone, self.name = ZoneInfo(windows[0].zone), windows[0].zone
        except (ZoneInfoNotFoundError, ValueError):
            self.zone, self.name = ZoneInfo("UTC"), "UTC"

    def of(self, minute: int) -> str:
        """HH:MM, with days counted on after midnight of the first day ("01:20 (+1 day)")."""
        first = self.zero.astimezone(self.zone)
        then = (self.zero + timedelta(minutes=minute)).astimezone(self.zone)
        days = (then.date() - first.date()).days
        return f"{then:%H:%M}" + ("" if days == 0 else f" ({days:+d} day{'' if abs(days) == 1 else 's'})")

    def at(self, minute: int) -> datetime:
        """The instant of a minute of the day, UTC."""
        return self.zero + timedelta(minutes=minute)

    def minute(self, at: datetime) -> int:
        """The minute an instant lies in; below 0 before the first window opens."""
        return int((at - self.zero).total_seconds() // 60)
