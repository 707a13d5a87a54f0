"""Prices of one search as a start for the bounds of both levels: what they prove is known by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from benchmarks.fleet_instances import Size, core_instance
from safeconduct.plan.fleet import levels
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.handed_on import handed_on, helped_alone
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.levels import most, steep
from safeconduct.plan.fleet.staged import MANY_SITES, StagedSearch
from safeconduct.plan.fleet.tables import tables_of
from tests.plan.fleet.test_levels import coach_or_ambulance


def priced(slot: float) -> tuple[GivenHelped, Prices]:
    """One trip through a lane for a coach of 50 or an ambulance of two; two helped persons must be out.

    With both slots at c and a helped person counting e besides, the bound is
    2 c (and c for an idle slot) + max(0, 50 - 2 c) + max(0, 2 (1 + e) - 2 c) - 2 e.
    """
    lagrangian = GivenHelped(coach_or_ambulance(), 2)
    prices = Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size - 1))
    prices.slot[0, 20] = prices.slot[0, 40] = slot
    return lagrangian, prices


def test_the_best_price_of_the_demand_is_taken() -> None:
    """Slots at 25, so 50 for both: 50 + 0 + max(0, 2 + 2 e - 50) - 2 e is 2 from e = 24 on, and 50 at e = 0."""
    lagrangian, prices = priced(25.0)
    found, extra = handed_on(lagrangian, prices, 100)
    assert extra == 25
    assert lagrangian.at(np.append(found.flat(), float(extra))).bound == 2.0


def test_slots_too_dear_are_cut() -> None:
    """At 60 each: 120 - 2 e while the ambulance stays, 20 at e = 50, and 2 from e = 70 on, where slots may stay."""
    lagrangian, prices = priced(60.0)
    found, extra = handed_on(lagrangian, prices, 50)
    at = lagrangian.at(np.append(found.flat(), float(extra))).bound
    assert at < lagrangian.at(np.append(prices.flat(), 50.0)).bound == 20.0
    assert found.slot.max() < 60.0


def test_a_helped_person_s_price_goes_down_with_its_weight() -> None:
    """At 101 of 101 nobody carries it, at whatever it counts: 2 c + 50 + 9 (1 + e) - 2 e + max(0, 25 - 2 c).

    Others keep their price; the slots are cut from 25 to 12.5.
    """
    lagrangian, prices = priced(25.0)
    prices.people[:] = [0.5, 101.0]
    found, extra = handed_on(lagrangian, prices, 100)
    assert (extra, found.people.tolist()) == (0, [0.5, 1.0])
    assert lagrangian.at(np.append(found.flat(), 0.0)).bound == 84.0


def test_spikes_are_cut_before_the_price_of_the_demand_is_chosen() -> None:
    """Slots at 25 and 60: as they are they prove 2 from e = 50 on; cut they do from e = 35 on."""
    lagrangian, prices = priced(25.0)
    prices.slot[0, 40] = 60.0
    found, extra = handed_on(lagrangian, prices, 100)
    assert lagrangian.at(np.append(found.flat(), float(extra))).bound == 2.0
    assert extra == 35


def test_level_2_never_begins_at_the_steep_weight() -> None:
    """Nine out is more than a trip can do: what is proved falls with every weight, half of 100 is the most tried."""
    _, prices = priced(25.0)
    lagrangian = GivenHelped(coach_or_ambulance(), 9)
    at_50, at_100 = (lagrangian.at(np.append(prices.flat(), extra)).bound for extra in (50.0, 100.0))
    assert at_100 < at_50
    assert handed_on(lagrangian, prices, 100)[1] == 50


def test_for_helped_persons_alone_others_pay_nothing() -> None:
    """Nobody carries the nine at their whole weight: 9 and what the slots cost, least at no price for them."""
    _, prices = priced(25.0)
    prices.people[:] = [0.5, 101.0]
    lagrangian = Lagrangian(tables_of(coach_or_ambulance().with_(weights=np.array([0, 1, 1], dtype=np.int64))))
    found = helped_alone(lagrangian, prices, 100)
    assert (found.people.tolist(), found.slot.max()) == ([0.0, 1.0], 0.0)
    assert lagrangian.at(found.flat()).bound == 9.0


def test_slots_keep_what_helped_persons_pay() -> None:
    """Two ambulances for one slot in and out: with both slots free each counts 2, so 4; at 1 or more for both, 2."""
    day = coach_or_ambulance().with_(
        weights=np.array([0, 1, 1], dtype=np.int64), class_count=np.array([0, 2], dtype=np.int64)
    )
    lagrangian, (_, prices) = Lagrangian(tables_of(day)), priced(101.0)
    found = helped_alone(lagrangian, prices, 100)
    assert lagrangian.at(np.zeros(lagrangian.amounts.size)).bound == 4.0
    assert lagrangian.at(found.flat()).bound == 2.0


def test_level_2_of_many_sites_starts_from_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a day of 64 sites, and on none of fewer."""
    handed: list[tuple[Prices, int]] = []
    started: list[tuple[Prices | None, int]] = []

    def watched(lagrangian: GivenHelped, prices: Prices, extra: int) -> tuple[Prices, int]:
        handed.append(handed_on(lagrangian, prices, extra))
        return handed[-1]

    class Started(StagedSearch):
        def __init__(self, instance: FleetInstance, **kwargs: Any) -> None:
            started.append((kwargs.get("start"), kwargs.get("extra", 0)))
            super().__init__(instance, **kwargs)

    monkeypatch.setattr(levels, "handed_on", watched)
    monkeypatch.setattr(levels, "StagedSearch", Started)
    large = core_instance(Size(MANY_SITES, 2, 64, 2, 1, 2.0), 0)
    assert steep(large) == 100
    most(large, work=600, threads=1)
    assert len(handed) == 1
    assert started == handed
    most(core_instance(Size(5, 2, 12, 2, 1, 2.0), 0), work=100, threads=1)
    assert len(handed) == 1
    assert len(started) == 2
