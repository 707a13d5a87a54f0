"""What simulated days say, in sentences: the numbers of the report, the interval beside the share, no forecast."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.stress import StressReport, Tally
from safeconduct.publish import stressed
from safeconduct.stress.batch import report_of
from safeconduct.stress.priors import standard
from tests.stress.programmes import shuttle
from tests.stress.test_summary import day
from tests.tiny_fleet import fleet_plan, tiny_fleet


def report() -> StressReport:
    """Ten days, everyone out on four of them; two runs a day, one lost on the other six."""
    situation = tiny_fleet()
    days = [day(n, 100 if n < 4 else 60) for n in range(10)]
    return report_of(
        situation,
        fleet_plan(situation),
        shuttle(),
        standard(),
        seed=0,
        days=days,
        gains=(),
        assumed=False,
        policy="fixed orders",
    )


def test_the_share_stands_with_its_interval_and_the_consent_it_was_drawn_for() -> None:
    words = stressed.sentences(report())
    assert words.startswith(
        "Everyone who came forward is out in 4 of 10 simulated days (17 to 69 %); half of the days at most 100 came "
        "forward, drawn for the consent there is; half of the days at least 60 are out, of 100 planned"
    )
    assert "drawn as if every party had accepted" in stressed.sentences(replace(report(), as_if_agreed=True))


def test_lost_runs_are_named_with_their_share_of_all() -> None:
    assert stressed.reasons(report()) == (
        "Runs that did not arrive: no time left before the last allowed arrival (30 %)."
    )
    assert stressed.reasons(replace(report(), lost_runs=())) == "Every planned run arrived."
    assert "other (5 %)" in stressed.reasons(replace(report(), lost_runs=(Tally(why="other", runs=1),)))
