"""Minutes as the corridors' clock shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from safeconduct.plan.fleet_explain.clock import DayClock
from tests.tiny import OPENS
from tests.tiny_fleet import SCENARIO, tiny_fleet


def test_moscow_time_from_the_opening() -> None:
    """05:00 UTC is 08:00 there; after midnight days are counted."""
    clock = DayClock(tiny_fleet(), SCENARIO)
    assert [clock.of(minute) for minute in (0, 138, 960, 1020, 2400)] == [
        "08:00", "10:18", "00:00 (+1 day)", "01:00 (+1 day)", "00:00 (+2 days)",
    ]  # fmt: skip
    assert clock.of(-481) == "23:59 (-1 day)"
    assert clock.at(30) == OPENS + timedelta(minutes=30)
    assert clock.minute(OPENS + timedelta(minutes=30, seconds=59)) == 30
    assert clock.minute(OPENS - timedelta(minutes=1)) == -1


def test_a_zone_nobody_knows_is_shown_as_utc() -> None:
    """And named so."""
    situation = tiny_fleet()
    window = situation.corridors[0].window
    assert window is not None
    odd = replace(window, zone="Mars/Olympus")
    situation = replace(situation, corridors=tuple(replace(c, window=odd) for c in situation.corridors))
    clock = DayClock(situation, SCENARIO)
    assert (clock.of(0), clock.name) == ("05:00", "UTC")
