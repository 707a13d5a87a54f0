"""The gap of a plan with all rules: its parts add up, are named after what is relaxed, and know what they count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks import fleet_full
from benchmarks.fleet_drawn import full_situation
from benchmarks.fleet_full import First, full_rows, split
from benchmarks.registry import Instance
from safeconduct.app.fleet_planning import scenario_of
from safeconduct.model.dossier import Check
from safeconduct.model.errors import CheckFailed
from safeconduct.model.fleet import FleetCertificate
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet import halts
from safeconduct.plan.fleet.answer import best_plan, certified, reached
from safeconduct.plan.fleet.relaxed import HALTS, counted_in, halts_among
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from tests.benchmarks.test_fleet_drawn import TINY
from tests.tiny_fleet import tiny_fleet

DRAWN = Instance(name="full: tiny", size=4, severity=4)


def solved(situation: Situation) -> tuple[dict[str, int], FleetCertificate]:
    """The parts of a day's gap, found with little work, and its certificate."""
    scenario = scenario_of(situation, None, "likely")
    legend = legend_of(situation, scenario)
    day = instance_of(legend, EACH)
    plan, found = best_plan(situation, legend, work=200, threads=1)
    certificate = certified(situation, scenario, plan, steps=60)
    assert reached(situation, plan)[1] == certificate.persons_out
    return split(legend, day, found.plan, plan, certificate, 0.2, 0), certificate


@pytest.mark.parametrize("in_convoys", [False, True])
def test_parts_add_up_and_bear_the_names_of_the_certificate(in_convoys: bool) -> None:
    """Every relaxed rule has a part, none has two, and together they are the gap to the person."""
    parts, certificate = solved(full_situation(TINY, 0, in_convoys=in_convoys))
    assert sum(parts.values()) == certificate.levels[1].gap
    assert {name for part in parts for name in part.split("; ")} == set(certificate.bounds[-1].relaxed)
    assert HALTS not in parts


def test_what_a_day_has_not_has_no_part() -> None:
    """On a day without crews, pick-ups, transfers and convoys two rules are relaxed; nothing else is told."""
    parts, certificate = solved(tiny_fleet(slot=4))
    assert (
        set(parts)
        == set(certificate.bounds[-1].relaxed)
        == {"vehicles are priced one by one", "households travel whole"}
    )
    assert sum(parts.values()) == certificate.levels[1].gap


def rested(drive: int, rest: int) -> Situation:
    """The tiny bus alone, 50 minutes from charlie and 60 on."""
    day = tiny_fleet(slot=4)
    bus = day.vehicles[0]
    limits = {"drive_minutes": replace(bus.count, value=drive), "rest_minutes": replace(bus.count, value=rest)}
    return replace(day, vehicles=(replace(bus, **limits),))


def test_halts_that_no_crew_has_time_for_leave_no_gap() -> None:
    """With at most 60 minutes of driving and a rest longer than the day it can take nobody, and the bound knows."""
    parts, certificate = solved(rested(60, 599))
    assert certificate.levels[1].bound == certificate.persons_out == 0
    assert set(parts) == {"vehicles are priced one by one", "households travel whole"}
    assert not any(parts.values())


@pytest.mark.parametrize("known", [1, 2])
def test_driving_in_parts_has_its_part_of_the_gap(monkeypatch: pytest.MonkeyPatch, known: int) -> None:
    """The same crew with 109 minutes takes nobody either. In halves of the limit the drives of 50 and 60 are none and
    one, which seem to fit; without halts they do."""
    monkeypatch.setattr(halts, "PARTS", (known,))
    parts, certificate = solved(rested(109, 599))
    name = counted_in(known)[0]
    assert halts_among(certificate.bounds[-1].relaxed) == name
    assert sum(parts.values()) == certificate.levels[1].gap
    assert parts[name] > 0
    monkeypatch.undo()
    assert solved(rested(109, 599))[1].levels[1].gap == 0


def test_rows_of_a_tiny_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first plan is checked once and before the last; targets only on a whole run; the parts are off by nothing."""
    checked = []
    told = First.told

    def counted(self: First, progress: object) -> None:
        was = self.seconds
        told(self, progress)  # type: ignore[arg-type]
        checked.append(was is None and self.seconds is not None)

    monkeypatch.setattr(fleet_full.First, "told", counted)
    situation = full_situation(TINY, 1)
    situated = situation, scenario_of(situation, None, "likely")
    rows = {row.metric: row for row in full_rows(DRAWN, 1, *situated, 0.3, whole=False)}
    assert sum(checked) == 1
    assert 0 < rows["full: first plan, checked"].value <= rows["full: plan written in"].value
    assert rows["full: parts of the gap, off by"].ok
    assert [row.metric for row in rows.values() if row.target is not None] == ["full: parts of the gap, off by"]
    out, bound = rows["full: most L2: out"].value, rows["full: most L2: bound"].value
    assert rows["full: most L2: gap"].value == pytest.approx(100 * (bound - out) / bound, abs=1e-3)
    parts = sum(row.value for metric, row in rows.items() if metric.startswith("full: of it"))
    assert parts == pytest.approx(rows["full: most L2: gap"].value, abs=0.01)


def test_a_first_plan_that_breaks_a_rule_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops the benchmark, as any other plan that does not hold."""
    monkeypatch.setattr(
        "safeconduct.verify.fleet.check_fleet_plan", lambda *_, **__: (Check(rule="F1", ok=False, found="made up"),)
    )
    situation = tiny_fleet(slot=4)
    with pytest.raises(CheckFailed, match="made up"):
        list(full_rows(DRAWN, 0, situation, scenario_of(situation, None, "likely"), 0.2, whole=False))


def test_targets_by_size() -> None:
    """Those of the next larger size, on whole runs alone."""
    target = fleet_full._by_size(fleet_full.GAPS, replace(DRAWN, size=41), whole=True)
    assert target is not None
    assert (target.reached(8.0), target.reached(8.1)) == (True, False)
    assert fleet_full._by_size(fleet_full.GAPS, replace(DRAWN, size=41), whole=False) is None
    assert fleet_full._by_size(fleet_full.GAPS, replace(DRAWN, size=5000), whole=True) is None
