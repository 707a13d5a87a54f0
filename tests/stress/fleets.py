"""Checked plans of every kind a fleet's rules allow, small and random: pick-ups, crews, convoys, spares, transfers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from safeconduct.model.fleet import FleetPlan, FleetScenario
from safeconduct.model.resource import FleetConvoys
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.verify.check import require
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet.test_stops import with_crews_and_convoys
from tests.plan.fleet.test_transfer import village
from tests.plan.fleet.villages import all_of, random_day
from tests.quay import BOATS, BUSES, PATH, quay
from tests.tiny import known, profile
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet_convoys import convoyed


def strung(seed: int) -> tuple[Situation, FleetScenario]:
    """Villages on roads that lead from one to the next, with crews' hours and convoys."""
    situation = with_crews_and_convoys(random_day(seed, buses=3).situation, seed)
    return situation, all_of(situation)


def across(seed: int) -> tuple[Situation, FleetScenario]:
    """Boats, often a path too, a landing that may hold few, a village beside it."""
    rng = np.random.default_rng(seed)
    places = known(Needs(walking=int(rng.integers(2, 9)), wheelchair=int(rng.integers(0, 2))))
    holds = known(int(rng.integers(2, 30))) if rng.random() < 0.5 else None
    boats = replace(BOATS, places=places, holds=holds, boats=known(int(rng.integers(1, 3))))
    path = replace(PATH, edges=(), places=known(Needs(walking=int(rng.integers(2, 20)))), holds=holds)
    bus = replace(BUSES, places=known(Needs(walking=12, wheelchair=1)), count=known(int(rng.integers(1, 4))))
    day = quay(
        close=int(rng.integers(60, 240)),
        people=int(rng.integers(1, 60)),
        transfers=(boats, path) if rng.random() < 0.5 else (boats,),
        vehicles=(bus,),
    )
    pair, helped = profile("pair", 300, walking=2), profile("helped", 100, walking=1, wheelchair=1)
    return village(replace(day, profiles=(*day.profiles, pair, helped)), int(rng.integers(1, 30)))


def together(seed: int) -> tuple[Situation, FleetScenario]:
    """Convoys of several sizes, escorts that run short, spare vehicles."""
    rng = np.random.default_rng(seed)
    escort = {"escorts": int(rng.integers(1, 3)), "escort_return_minutes": 45} if rng.random() < 0.6 else {}
    situation = convoyed(
        least=int(rng.integers(1, 3)),
        most=4,
        headway=int(rng.choice([7, 30])),
        spare=int(rng.choice([0, 25])),
        led_above=1,
        vans=int(rng.integers(2, 6)),
        **escort,
    )
    assert isinstance(situation.rules.fleet_convoys, FleetConvoys)
    return situation, SCENARIO


KINDS = (strung, across, together)


def planned(seed: int) -> tuple[Situation, FleetPlan] | None:
    """The checked plan of a seed, its kind by turns; None where nobody can go."""
    situation, scenario = KINDS[seed % len(KINDS)](seed)
    plan, _ = answer(situation, scenario, work=200, threads=1)
    if plan is None:
        return None
    require(check_fleet_plan(situation, plan, situation_sha=plan.situation))
    return situation, plan


def plans(seeds: range) -> Iterator[tuple[Situation, FleetPlan]]:
    """Those of some seeds that move anybody."""
    for seed in seeds:
        found = planned(seed)
        if found is not None:
            yield found
