"""What simulated days say, in sentences: the numbers of the report, the interval beside the share, no forecast."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.stress import ByNeed, StressReport, Tally
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
        "Everyone who came forward, however few, is out in 4 of 10 simulated days (17 to 69 %); "
        "on the mean 76 of 100 planned are out; "
        "half of the days at most 100 came forward, drawn for the consent there is; "
        "half of the days at least 60 are out; on nine days in ten between 60 and 100. Of all planned runs"
    )
    assert "drawn as if every party had accepted" in stressed.sentences(replace(report(), as_if_agreed=True))


def test_lost_runs_are_named_with_their_share_of_all() -> None:
    assert stressed.reasons(report()) == (
        "Of all planned runs 30 % did not arrive: no time left before the last allowed arrival (30 %)."
    )
    assert stressed.reasons(replace(report(), lost_runs=())) == "Every planned run arrived."
    assert "other (5 %)" in stressed.reasons(replace(report(), lost_runs=(Tally(why="other", runs=1),)))


def test_who_comes_too_late_is_out_and_is_said_to_be_late() -> None:
    """Four days with everyone out, three of them in time; of those out every day, ten on the mean are late."""
    late = replace(report(), in_time=3, late=replace(report().late, mean=10.0))
    assert "(17 to 69 %), in time on 3 of them; on the mean 76" in stressed.headline(late)
    assert stressed.persons(late).endswith("; of those out, 10 on the mean come after the last allowed arrival")
    assert "late" not in stressed.persons(report()), "nobody is"
    assert report().in_time == 4


def test_days_on_which_nobody_at_all_is_out_are_said_first() -> None:
    none = replace(report(), nobody=3)
    assert "; nobody at all is out in 3; on the mean 76 of 100 planned are out; half" in stressed.headline(none)
    assert report().nobody == 0


def test_where_half_of_the_days_bring_out_nobody_that_is_said() -> None:
    """No "at least 0"."""
    none = replace(report(), out=replace(report().out, p5=0, p50=0, mean=31.6))
    assert stressed.persons(none).startswith(
        "on half of the days or more nobody is out; on nine days in ten between 0 "
    )
    assert "on the mean 32 of 100 planned are out" in stressed.headline(none)


def test_who_fares_worse_than_those_walking_is_named() -> None:
    """Wheelchairs by more than chance, stretchers not."""
    found = (
        ByNeed(need="walking", came=1000, out=400),
        ByNeed(need="wheelchair", came=50, out=9, half_width=0.1),
        ByNeed(need="stretcher", came=10, out=3, half_width=0.2),
    )
    said = "Of all who came forward 40 % of those walking are out, but only 18 % of those in wheelchairs."
    assert stressed.needs(replace(report(), by_need=found)) == said
    assert said in stressed.sentences(replace(report(), by_need=found))
    both = (*found[:2], replace(found[2], half_width=0.05))
    assert "18 % of those in wheelchairs and 30 % of those on stretchers" in stressed.needs(
        replace(report(), by_need=both)
    )
    assert stressed.needs(report()) == "", "all walk"


def test_the_orders_of_the_days_and_how_often_they_changed() -> None:
    assert stressed.orders(report()) == "fixed orders"
    rolling = replace(report(), policy="rolling orders", again=1.25)
    assert stressed.orders(rolling) == "rolling orders: on the mean of the days vehicles were sent again 1.25 times"
    repaired = replace(rolling, policy="repaired orders", repairs=0.5)
    assert stressed.orders(repaired).endswith("1.25 times, the rest planned anew 0.50 times")
