"""Days by the chunk: the same days for any chunks and any number of processes; what removing a disturbance gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.adapters.process_pool import ProcessPool
from safeconduct.model.stress import SimulatedDay
from safeconduct.stress.batch import TOGETHER, Chunk, as_if_agreed, chunks, removed, report_of, run_chunk
from safeconduct.stress.priors import NAMES, standard
from tests.stress.programmes import shuttle
from tests.stress.test_summary import day
from tests.tiny_fleet import fleet_plan, tiny_fleet

PROGRAMME = shuttle(trips=3, buses=2, people=280)


def days_of(chunked: list[Chunk], workers: int) -> list[SimulatedDay]:
    return [day for chunk in ProcessPool(workers=workers).in_order(run_chunk, chunked) for day in chunk]


def test_one_process_two_processes_and_other_chunks_give_the_same_days() -> None:
    priors = standard()
    whole = days_of(list(chunks(PROGRAMME, priors, 4, 130)), 1)
    assert whole == days_of(list(chunks(PROGRAMME, priors, 4, 130)), 2)
    alone = [Chunk(programme=PROGRAMME, priors=priors, seed=4, since=n, until=n + 1) for n in range(130)]
    assert whole == days_of(alone, 1)
    assert [one.index for one in whole] == list(range(130))


def test_every_prior_can_be_taken_out_by_some_name() -> None:
    leads_to = {"window.cut.at", "window.extended", "window.extended.by", "pause.minutes", "detention.share"}
    assert {name for names in TOGETHER.values() for name in names} == set(NAMES) - leads_to - {"breakdown.recovery"}


@pytest.mark.parametrize("name", TOGETHER)
def test_a_disturbance_that_is_taken_out_is_not_met(name: str) -> None:
    (still,) = days_of(list(chunks(PROGRAMME, standard(), 4, 1, name)), 1)
    (real,) = days_of(list(chunks(PROGRAMME, standard(), 4, 1)), 1)
    assert [met.what for met in still.met] == [met.what for met in real.met]


def test_the_gain_is_the_mean_of_paired_days() -> None:
    before, after = [day(0, 40), day(1, 60)], [day(0, 60), day(1, 100)]
    found = removed("slow screening", standard(), before, after)
    assert (found.gain, found.before, found.after, found.of) == (30.0, 0, 1, 2)
    assert found.half_width == pytest.approx(1.96 * (200 / 2) ** 0.5, abs=0.1)  # differences 20 and 40


def test_days_on_which_somebody_is_late_are_not_in_time() -> None:
    situation = tiny_fleet()
    days = [day(0, 100), replace(day(1, 100), late=7), day(2, 50), replace(day(3, 50), late=7)]
    found = report_of(
        situation, fleet_plan(situation), PROGRAMME, standard(), seed=0, days=days, gains=(), assumed=False,
        policy="fixed orders",
    )  # fmt: skip
    assert (found.everyone.days, found.in_time, found.late.p95) == (2, 1, 7)


def test_as_if_agreed_changes_consent_and_nothing_else() -> None:
    programme = shuttle(agreed=False)
    assert as_if_agreed(programme) == shuttle(agreed=True)
