"""Crews: driving adds up until a halt that is long enough; minutes by hand."""

from __future__ import annotations

import math

from safeconduct.stress.crews import Crews
from safeconduct.stress.programme import Crew

LIMITS = {"van": Crew(ends=500.0, drives=120.0, rests=30.0)}


def test_who_has_no_limits_is_always_ready() -> None:
    crews = Crews({})
    crews.drove("van", 10_000.0, 0.0)
    assert (crews.ready("van", 5.0, 60.0), crews.ends("van")) == (5.0, math.inf)


def test_the_drive_that_would_be_too_long_waits_for_the_halt() -> None:
    crews = Crews(LIMITS)
    crews.drove("van", 60.0, 70.0)
    assert crews.ready("van", 75.0, 60.0) == 75.0, "60 and 60 are 120"
    crews.drove("van", 60.0, 135.0)
    assert crews.ready("van", 140.0, 60.0) == 165.0, "30 minutes from 135"
    assert crews.ready("van", 165.0, 60.0) == 165.0
    crews.drove("van", 60.0, 240.0)
    assert crews.ready("van", 240.0, 60.0) == 240.0, "the halt began the count anew"


def test_a_long_stand_is_a_halt_whatever_it_was_for() -> None:
    crews = Crews(LIMITS)
    crews.drove("van", 120.0, 100.0)
    assert crews.ready("van", 130.0, 120.0) == 130.0


def test_a_relieved_crew_starts_fresh() -> None:
    crews = Crews(LIMITS)
    crews.drove("van", 120.0, 100.0)
    crews.relieved("van")
    assert crews.ready("van", 101.0, 120.0) == 101.0
    assert crews.ends("van") == 500.0
