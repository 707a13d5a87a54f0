"""The staged search: minute by minute always what is proved, and nearer with fewer steps than without stages."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_drawn import full_situation
from benchmarks.fleet_instances import SIZES, core_instance
from safeconduct.app.fleet_planning import scenario_of
from safeconduct.plan.fleet import staged
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.certificate import proven
from safeconduct.plan.fleet.exact import prove
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.fleet.staged import StagedSearch
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.plan.fleet.timetable import FleetPlan
from tests.plan.fleet.days import random_day


@pytest.fixture
def everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages on days of any size."""
    monkeypatch.setattr(staged, "MANY_SITES", 0)


def test_small_days_have_no_stages() -> None:
    """The same steps as without."""
    day = core_instance(SIZES[40], 1)
    one, two = StagedSearch(day), BoundSearch(Lagrangian(tables_of(day)))
    one.run(30, 0.0)
    two.run(30, 0.0)
    assert one.proved.bound == two.proved.bound


@pytest.mark.usefixtures("everywhere")
def test_every_stage_proves_minute_by_minute() -> None:
    """Through all stages the bound falls, is recomputed by arithmetic, and lies below the plain search's."""
    day = core_instance(SIZES[40], 1)
    search, plain = StagedSearch(day), BoundSearch(Lagrangian(tables_of(day)))
    bounds = []
    for _ in range(6):
        search.run(20, 2900.0)
        plain.run(20, 2900.0)
        bounds.append(search.proved.bound)
        assert proven(day, search.proved.prices) == search.proved.whole
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] < plain.proved.bound


@pytest.mark.usefixtures("everywhere")
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_never_below_the_optimum(seed: int) -> None:
    day = random_day(seed)
    search = StagedSearch(day)
    search.run(sum(steps for _, _, steps in staged.STAGES) + 5, 0.0)
    proof = prove(day, FleetPlan(days=()), 10**6)
    assert search.proved.whole == proven(day, search.proved.prices)
    assert proof is None or proof[1] <= search.proved.whole


def test_days_with_halts_are_stepped_through_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """From sixteen sites on where crews rest; where a halt takes no time they do not."""
    day = core_instance(SIZES[150], 1)
    resting = with_rest(day, 45)
    assert staged.MANY_WITH_HALTS <= day.sites < staged.MANY_SITES
    assert StagedSearch(day)._fine is not None
    assert StagedSearch(with_rest(day, 0))._fine is not None
    assert StagedSearch(resting)._fine is None
    monkeypatch.setattr(staged, "MANY_WITH_HALTS", day.sites + 1)
    assert StagedSearch(resting)._fine is not None


def with_rest(day: FleetInstance, minutes: int) -> FleetInstance:
    """Crews who drive four and a half hours at most between two halts."""
    return day.with_(type_drive=np.full(day.types, 270), type_rest=np.full(day.types, minutes))


def test_stages_lead_out_of_a_kink() -> None:
    """All rules, 150 vehicles: where nothing has a price 10,751 persons could go, and the
    method minute by minute finds no step down from there; in as much work as 50 of its steps less is proved."""
    situation = full_situation(SIZES[150], 1)
    day = instance_of(legend_of(situation, scenario_of(situation, None, "likely")), EACH)
    search = StagedSearch(day, priced=lambda one: GivenHelped(one, 352))
    nothing = search.lagrangian.at(np.zeros(search.lagrangian.amounts.size)).bound
    search.run(50, 7139.0)
    assert search.proved.bound < 0.97 * nothing
    extra = search.proved.extra
    weighted = day.with_(weights=np.array([1, 1 + extra, 1 + extra]))
    asked = Lagrangian(tables_of(weighted)).at(search.proved.prices.flat())
    assert asked.bound - 352 * extra == search.proved.bound


def test_a_demand_on_a_larger_day_is_priced_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steep prices are no start, where no linear program is there to leave them."""
    day = core_instance(SIZES[40], 0)
    monkeypatch.setattr(staged, "FEW_ROWS", 0)
    steep = BoundSearch(Lagrangian(tables_of(day.with_(weights=np.array([1, 101, 101])))))
    steep.run(30, 14_094.0)
    search = StagedSearch(day, start=steep.proved.prices, priced=lambda one: GivenHelped(one, 113), extra=100)
    assert search.proved.extra == 0
    search.run(800, 2794.0)
    extra = search.proved.extra
    assert 0 < extra < 60
    weighted = day.with_(weights=np.array([1, 1 + extra, 1 + extra]))
    assert proven(weighted, search.proved.prices) - extra * 113 == search.proved.whole
    assert 2794 <= search.proved.whole < 3050
