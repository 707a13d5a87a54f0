"""Vehicles that take their days anew together: from nothing, from what is best, within a limit, on days by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import pytest

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Work
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet import convoys, regrouped, timetable
from safeconduct.plan.fleet import finished as finished_module
from safeconduct.plan.fleet.convoys import in_convoys
from safeconduct.plan.fleet.day import TAKEN
from safeconduct.plan.fleet.formed import Former
from safeconduct.plan.fleet.halted import Halt
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.levels import most
from safeconduct.plan.fleet.limit import Limit
from safeconduct.plan.fleet.regrouped import regroup
from safeconduct.plan.fleet.situated import EACH, Legend, instance_of, legend_of
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.plan.fleet.transfer import brought_out
from safeconduct.plan.fleet.written import written
from safeconduct.verify.fleet import check_fleet_plan
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet_convoys import convoyed

SPENT = Work(engine="test", version="1", units=0)
NOBODY = timetable.FleetPlan(days=())


def day_of(situation: Situation) -> tuple[Legend, FleetInstance]:
    """The situation as the search has it."""
    legend = legend_of(situation, SCENARIO)
    return legend, instance_of(legend, EACH)


def former_of(situation: Situation, units: int | None, plan: timetable.FleetPlan = NOBODY) -> Former:
    """A timetable whose convoys are mended, and nothing more."""
    legend, instance = day_of(situation)
    former = Former(legend, instance, plan, Limit(units))
    former.mend()
    return former


def sizes(former: Former) -> list[int]:
    """Of the convoys on the board, counted from its trips and not from what the former keeps."""
    board, out = former.board, former.tables.outbound
    trips = [board.trips[v, i] for v in range(board.made.size) for i in range(int(board.made[v]))]
    return sorted(Counter((int(out[t[0], t[4], t[5], 0]), int(t[6])) for t in trips).values())


def persons(former: Former) -> int:
    """On board of all trips."""
    made = former.board.made
    return sum(int(former.board.loads[v, : made[v]].sum()) for v in range(made.size))


@pytest.mark.parametrize(("least", "most"), [(1, 1), (1, 2), (1, 3), (2, 3)])
def test_from_nothing_everyone_is_out(least: int, most: int) -> None:
    """Sixty at alpha and forty at charlie, four vans of 20 with hours to go: all hundred, in convoys large enough."""
    former = former_of(convoyed(least=least, most=most), None)
    assert persons(former) == 0
    regroup(former, None)
    assert persons(former) == 100
    assert set(sizes(former)) <= set(range(least, most + 1))


def test_nobody_leaves_where_no_convoy_can_be() -> None:
    """Four vans make no convoy of five; the search ends by itself."""
    former = former_of(convoyed(least=5, most=6), None)
    regroup(former, None)
    assert (persons(former), sizes(former)) == (0, [])


def test_a_limit_is_kept_and_the_same_work_is_the_same_timetable() -> None:
    """No unit, no change; so many units, the same trips; more units, never fewer people."""
    out = []
    for units in (0, 5, 40, 400):
        first, second = former_of(convoyed(vans=5), units), former_of(convoyed(vans=5), units)
        regroup(first, None)
        regroup(second, None)
        assert first.plan() == second.plan()
        assert first.limit.spent <= units + 1
        assert all(2 <= size <= 3 for size in sizes(first))
        out.append(persons(first))
    assert out[0] == 0
    assert out == sorted(out)


def test_the_best_timetable_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much worse a round may be, what is left in the end is the best that was met."""
    monkeypatch.setattr(regrouped, "HEAT", 10.0)
    situation = convoyed(vans=3, least=2)
    _, instance = day_of(situation)
    found = most(instance, work=200, threads=1).plan
    former = former_of(situation, None, found)
    former.limit = Limit(600)
    before = float(former.board.worth.sum())
    seen = [before]
    inner = regrouped._Search.round

    def watched(search: regrouped._Search) -> bool:
        better = inner(search)
        seen.append(float(former.board.worth.sum()))
        return better

    monkeypatch.setattr(regrouped._Search, "round", watched)
    regroup(former, None)
    assert min(seen) < max(seen)
    assert float(former.board.worth.sum()) == max(seen)
    assert former.members.keys() == {former._of(v, i) for v in range(3) for i in range(int(former.board.made[v]))}


@pytest.mark.parametrize(("price", "trips"), [(19.0, 1), (21.0, 0)])
def test_who_departs_alone_pays(price: float, trips: int) -> None:
    """A van of 20 sets out alone at a price of 19 persons, not at 21. Another one joins it then, at no price."""
    former = former_of(convoyed(vans=2, headway=60), None)
    shut = former.tables.open[former.gates] != 1
    former.open(np.where(shut, TAKEN, price))
    former.responds(0, *former.free)
    former.drop(0, 1)
    assert former.board.made.tolist() == [trips, 0]
    former.open(former.none)
    former.responds(1, *former.free)
    assert former.board.made.tolist() == [trips, trips]
    assert sizes(former) == [2] * trips


def test_prices_keep_a_van_from_what_is_worth_more_to_others() -> None:
    """At a price of two for everybody nobody boards while prices are asked; free of charge all do in the end."""
    situation = convoyed(least=1)
    _, instance = day_of(situation)
    tables = tables_of(instance)
    prices = Prices.of(tables, np.full(Lagrangian(tables).amounts.size, 2.0))
    former = former_of(situation, None)
    former.open(former.none)
    former.responds(0, prices.people, prices.room)
    assert persons(former) == 0
    regroup(former, prices)
    assert persons(former) == 100
    assert not former.board.guide.any()


@pytest.mark.parametrize(("vans", "escorts"), [(3, None), (5, 1), (7, None), (7, 0)])
def test_a_plan_is_never_worse_for_it(vans: int, escorts: int | None) -> None:
    """On days of few and many vans, with escorts and without: no person less, and every convoy as the rules want it."""
    escort = {} if escorts is None else {"escorts": escorts, "escort_return_minutes": 60}
    situation = convoyed(vans=vans, led_above=2, **escort)
    legend, instance = day_of(situation)
    found = most(instance, work=100, threads=1).plan
    write = partial(written, legend, instance, situation_sha=codec.sha(situation), work=SPENT)
    plain, *better = in_convoys(legend, instance, found, write, Limit(2_000))
    assert all(brought_out(legend, plan) > brought_out(legend, plain) for plan in better)
    for plan in (plain, *better):
        checks = check_fleet_plan(situation, plan, situation_sha=codec.sha(situation))
        assert [check.found for check in checks if not check.ok] == []


@pytest.mark.parametrize("vans_left", [0, 7])
def test_the_better_of_both_plans_stands(monkeypatch: pytest.MonkeyPatch, vans_left: int) -> None:
    """Where the search leaves fewer trips than were formed, those formed; where it adds the trips back, its own."""
    situation = convoyed(vans=7, least=2)
    legend, instance = day_of(situation)
    found = most(instance, work=100, threads=1).plan
    write = partial(written, legend, instance, situation_sha=codec.sha(situation), work=SPENT)
    formed = next(in_convoys(legend, instance, found, write, Limit(0)))
    assert brought_out(legend, formed)[1] > 0

    def left(former: Former, prices: Prices | None) -> None:
        given.append(prices)
        for v in range(vans_left, 7):
            former.drop(v, 0)

    def empty(former: Former, *, fill: bool) -> timetable.FleetPlan:
        former.mend()
        return NOBODY if fill and vans_left else former.plan()

    lagrangian = Lagrangian(tables_of(instance))
    given: list[Prices | None] = []
    asked = Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size))
    monkeypatch.setattr(convoys, "regroup", left)
    monkeypatch.setattr(Former, "formed", empty)
    plans = list(in_convoys(legend, instance, found, write, Limit(0), asked))
    assert given == [asked]
    best = brought_out(legend, formed)
    assert [brought_out(legend, plan) for plan in plans] == ([(0, 0), best] if vans_left else [best])


@pytest.mark.parametrize(("fast", "asked"), [(False, 2), (True, 1)])
def test_a_fast_plan_takes_the_first(monkeypatch: pytest.MonkeyPatch, fast: bool, asked: int) -> None:
    """Without a search of its own; else the last of those that come, or that came before a step broke off."""
    situation = convoyed(vans=3, least=2)
    legend, instance = day_of(situation)
    found = most(instance, work=100, threads=1).plan
    came: list[FleetPlan] = []

    def watched(*given: Any) -> Iterator[FleetPlan]:
        for plan in [*islice(in_convoys(*given), 1)] * 2:
            came.append(plan)
            yield plan
        raise MemoryError

    monkeypatch.setattr(finished_module, "in_convoys", watched)
    halt = Halt()
    plan = finished_module.finished(situation, legend, instance, found, SPENT, halt, fast=fast)
    assert plan is not None
    assert len(came) == asked
    assert brought_out(legend, plan) == brought_out(legend, came[-1])
    assert bool(halt.words) is not fast
