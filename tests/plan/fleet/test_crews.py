"""Crews' hours in a plan: by hand on the tiny fleet; random days are in every other test of the engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.relaxed import HALTS
from tests.plan.fleet.test_answer import solved
from tests.tiny import OPENS, known
from tests.tiny_fleet import VAN, tiny_fleet


def van(closes: int = 600, **limits: int) -> Situation:
    """The van alone at alpha, in so many minutes."""
    own: dict[str, Any] = {name: known(value) for name, value in limits.items()}
    situation = tiny_fleet(vehicles=(replace(VAN, **own),))
    window = situation.corridors[0].window
    assert window is not None
    short = replace(window, closes=OPENS + timedelta(minutes=closes))
    return replace(situation, corridors=tuple(replace(c, window=short) for c in situation.corridors))


def test_the_duty_ends_the_day_and_the_proof_knows_it() -> None:
    """The second trip is unloaded at 215."""
    for duty, out in ((215, 40), (214, 20), (76, 0)):
        plan, certificate = solved(van(duty_minutes=duty))
        assert (plan is None) == (out == 0)
        assert (certificate.levels[-1].value, certificate.levels[-1].bound) == (out, out)
        assert HALTS not in certificate.bounds[-1].relaxed


def test_a_halt_comes_before_the_drive_that_would_be_too_long() -> None:
    """Two drives of an hour, then 30 minutes at alpha, from 138 to 168: at the bridge at 210, at bravo at 240. The
    proof knows the halt."""
    for closes, out in ((240, 40), (239, 20)):
        plan, certificate = solved(van(closes, drive_minutes=120, rest_minutes=30))
        assert plan is not None
        assert certificate.persons_out == out
        assert certificate.levels[-1].bound == out
        assert HALTS not in certificate.bounds[-1].relaxed


def test_who_may_drive_an_hour_only_rests_after_every_drive() -> None:
    """Out by 72, 30 minutes at bravo from 77, back at 168, 30 at alpha: away at 208, at the bridge at 240."""
    plan, _ = solved(van(drive_minutes=60, rest_minutes=30))
    assert plan is not None
    trips = plan.days[0].trips
    assert [trip.arrive for trip in trips[:2]] == [72, 270]
    assert plan.days[0].moves[0].depart >= 107


def test_a_way_too_long_for_every_crew_is_no_way() -> None:
    """59 minutes: nobody can drive the hour to bravo."""
    plan, certificate = solved(van(drive_minutes=59, rest_minutes=10))
    assert plan is None
    assert certificate.levels[-1].bound == 0
