"""Plans on the same days: paired differences by hand, the worst tenth, and the robust choice."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.adapters.process_pool import ProcessPool
from safeconduct.model.stress import Compared, SimulatedDay, StressReport
from safeconduct.stress.batch import Chunk, report_of, run_chunk
from safeconduct.stress.compare import compared, paired, robust, worst_tenth
from safeconduct.stress.priors import standard
from tests.stress.programmes import shuttle
from tests.stress.test_summary import day
from tests.tiny_fleet import fleet_plan, tiny_fleet


def test_paired_differences_have_the_mean_and_the_interval_of_the_textbook() -> None:
    mean, half_width = paired([1, 2, 3, 4, 5])  # variance 2.5, five of them
    assert (mean, half_width) == (3.0, round(1.96 * (2.5 / 5) ** 0.5, 1))


def test_the_worst_tenth_is_the_mean_of_the_days_with_fewest_out() -> None:
    assert worst_tenth([day(n, n) for n in range(20)]) == 0.5
    assert worst_tenth([day(0, 7)]) == 7.0


def with_rows(worst: float, mean: int, against: tuple[Compared, ...]) -> StressReport:
    """A report whose plan has this worst tenth and this mean."""
    situation = tiny_fleet()
    plan, days = fleet_plan(situation), [day(n, mean) for n in range(10)]
    made = report_of(
        situation, plan, shuttle(), standard(), seed=0, days=days, gains=(), assumed=False, policy="fixed orders"
    )
    return replace(made, worst_tenth=worst, against=against)


def other(label: str, worst: float, mean: int) -> Compared:
    """Another plan by its worst tenth and mean."""
    days = [day(n, mean) for n in range(10)]
    return replace(compared(label, label, 10, days, days), worst_tenth=worst)


def test_the_robust_choice_is_the_best_worst_tenth_then_the_best_mean() -> None:
    bold, careful = other("bold", 5.0, 90), other("careful", 20.0, 60)
    assert robust(with_rows(10.0, 70, (bold, careful))) == "careful"
    assert robust(with_rows(30.0, 50, (bold, careful))) == with_rows(30.0, 50, ()).plan
    assert robust(with_rows(5.0, 80, (bold,))) == "bold"
    assert robust(with_rows(5.0, 90, (bold,))) == with_rows(5.0, 90, ()).plan, "equal: the first named"


def simulated(buses: int, days: int) -> list[SimulatedDay]:
    chunk = Chunk(programme=shuttle(trips=2, buses=buses, people=400), priors=standard(), seed=2, since=0, until=days)
    return [one for found in ProcessPool(workers=1).in_order(run_chunk, [chunk]) for one in found]


def test_pairs_are_told_apart_where_means_are_not() -> None:
    """A second bus on the same luck: the interval of the difference is much narrower than that of either mean."""
    one, two = simulated(1, 300), simulated(2, 300)
    found = compared("a second bus", "two", 200, one, two)
    assert found.gain > 0
    alone = paired([day.arrived for day in two])[1]
    assert found.half_width < alone
