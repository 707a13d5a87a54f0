"""Looser plans of a fleet: every rule of the real situation holds, and no plan comes twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct import codec
from safeconduct.plan.fleet import looser
from safeconduct.plan.fleet.looser import looser_fleet_plans
from safeconduct.plan.looser import with_slack
from safeconduct.verify.fleet import check_fleet_plan
from tests.tiny_fleet import fleet_plan, tiny_fleet


def test_every_candidate_of_a_fleet_keeps_the_rules() -> None:
    situation = tiny_fleet()
    plan, sha = fleet_plan(situation), codec.sha(situation)
    found = list(looser_fleet_plans(situation, plan, work=40))
    assert found
    days = [other.days for _, other in found]
    assert len(set(days)) == len(days)
    for words, other in found:
        assert all(check.ok for check in check_fleet_plan(situation, other, situation_sha=sha)), words


def test_minutes_in_hand_are_kept_free_before_the_last_arrival() -> None:
    situation = with_slack(tiny_fleet(), 420)  # three hours are left of ten
    found = dict(looser_fleet_plans(situation, replace(fleet_plan(situation), days=()), work=40))
    assert max(trip.arrive for day in found["30 minutes in hand"].days for trip in day.trips) <= 180 - 30


def test_a_search_that_was_stopped_gives_no_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan cut short would be another one the next time, and the report with it."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)

    class Stopped:
        """What a search says that Ctrl-C ended."""

        stopped = "stopped by Ctrl-C"

    monkeypatch.setattr(looser, "best_plan", lambda *_, **__: (plan, Stopped()))
    with pytest.raises(KeyboardInterrupt):
        list(looser_fleet_plans(situation, plan, work=40))
