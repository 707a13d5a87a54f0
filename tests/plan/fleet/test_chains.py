"""Ends of trips with several pick-ups: the planner's bound is the one the checker recomputes."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.chains import RELAXED_STOPS, least_between, priced_tables, relaxed_stops
from safeconduct.plan.fleet.coarse import coarsened
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.priced import rows_of
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from safeconduct.plan.fleet.tables import tables_of
from safeconduct.verify.fleet_bound import best_days, horizon_of, tariff_of
from safeconduct.verify.fleet_chains import chains_of
from safeconduct.verify.fleet_facts import fleet_facts
from tests.plan.fleet.villages import NAMES, all_of, bus, random_day, villages
from tests.verify.test_fleet_bound import EACH as ONE


def test_without_roads_between_sites_nothing_is_added() -> None:
    """The same tables, nothing relaxed."""
    situation = villages((4, 4), close=50, out=(20, 20), between={}, vehicles=(bus(1, 12),))
    legend = legend_of(situation, all_of(situation))
    instance = instance_of(legend, EACH)
    assert relaxed_stops(legend) == ()
    mine, plain = priced_tables(legend, instance), tables_of(instance)
    assert all(np.array_equal(getattr(mine, name), getattr(plain, name)) for name in plain._fields)


def test_the_shortest_way_between_pick_ups() -> None:
    """From alpha to gamma 5 + 5 minutes by beta, 12 directly; nothing leads back. Both sides find the same."""
    situation = villages(
        (4, 4, 4),
        close=50,
        out=(20, 20, 20),
        between={(0, 1): 5, (1, 2): 5, (0, 2): 12},
        vehicles=(bus(1, 12),),
    )
    legend = legend_of(situation, all_of(situation))
    assert least_between(legend) == {(0, 1): 5, (1, 2): 5, (0, 2): 10}
    chains = chains_of(fleet_facts(situation, all_of(situation)))
    assert chains.minutes == {("alpha", "beta"): 5, ("beta", "gamma"): 5, ("alpha", "gamma"): 10}
    assert chains.leading == {"beta": ("alpha", "beta"), "gamma": ("alpha", "beta", "gamma")}
    assert relaxed_stops(legend) == RELAXED_STOPS


def test_ends_on_a_coarser_clock() -> None:
    """Counted in units of 5 minutes: from alpha to beta it is two, so that the end is come to two units later."""
    situation = villages((4, 4), close=60, out=(20, 20), between={(0, 1): 10}, vehicles=(bus(1, 12),))
    legend = legend_of(situation, all_of(situation))
    instance = instance_of(legend, EACH)
    for grid, day in ((1, instance), (5, coarsened(instance, 5))):
        ways, end = priced_tables(legend, day, grid).inbound, instance.sites
        later = ways[:, end, :, 2].max() - ways[:, 0, :, 2].max()
        assert later == 10 // grid


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_checker_finds_the_same_best_days(seed: int) -> None:
    """At random prices on people, places, slots and bays, in whole parts."""
    situation = random_day(seed).situation
    legend = legend_of(situation, all_of(situation))
    instance = instance_of(legend, EACH)
    lagrangian = Lagrangian(priced_tables(legend, instance))
    prices = random_prices(np.random.default_rng(seed), lagrangian, len(legend.sites))
    found = lagrangian.at(prices.flat()).values
    facts = fleet_facts(situation, all_of(situation))
    horizon = horizon_of(facts)
    tariff = tariff_of(facts, tuple(rows_of(legend, instance, prices)), horizon)
    due = best_days(facts, tariff, ONE.times(GRAINS), horizon)
    assert {kind.id: round(float(value) * GRAINS) for kind, value in zip(legend.classes, found, strict=True)} == due


def random_prices(rng: np.random.Generator, lagrangian: Lagrangian, sites: int) -> Prices:
    """Prices in whole parts, many of them 0, none on the narrow place of free ways nor on bays of ends."""
    flat = rng.integers(0, 3 * GRAINS, lagrangian.amounts.size) * (rng.random(lagrangian.amounts.size) < 0.2)
    prices = Prices.of(lagrangian.tables, flat / GRAINS)
    prices.slot[-1] = 0.0
    prices.slot[lagrangian.tables.open == 0] = 0.0
    prices.bay[sites:] = 0.0
    return prices


def test_names_of_the_villages_are_those_of_the_sites() -> None:
    """The test's own days are in the order of their names."""
    situation = random_day(3).situation
    assert tuple(site.id for site in situation.sites) == NAMES[: len(situation.sites)]
