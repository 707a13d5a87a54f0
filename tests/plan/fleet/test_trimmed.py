"""Prices of slots cut at one height: what that proves is known by hand, it never loses, and it is tried ever less."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fleet_instances import SIZES, Size, core_instance
from safeconduct.plan.fleet import trimmed as module
from safeconduct.plan.fleet.bound import PACE, BoundSearch
from safeconduct.plan.fleet.given import GivenHelped
from safeconduct.plan.fleet.lagrangian import Answer, Lagrangian, Prices
from safeconduct.plan.fleet.tables import Floats, tables_of
from safeconduct.plan.fleet.trimmed import MANY_SITES, Trimmer, trimmed
from tests.plan.fleet.days import ints, one_pair, random_day
from tests.plan.fleet.test_bound import some_prices

SEEDS = st.integers(0, 10**6)
LARGE = Size(MANY_SITES, 2, 64, 2, 1, 2.0)


class Counting(Lagrangian):
    """Counts how often it is asked."""

    asked = 0

    def at(self, flat: Floats) -> Answer:
        """As ever."""
        self.asked += 1
        return super().at(flat)


def three_slots(prices: list[float], vehicles: int = 5) -> tuple[Counting, Floats]:
    """Buses of ten seats, time for one trip each, one lane with three slots: an idle one, one in, one out.

    At c for each slot the bound is 3 c + vehicles x max(0, 10 - 2 c).
    """
    lagrangian = Counting(tables_of(one_pair(vehicles=vehicles, close=40, slot=20, lanes=1, bays=5)))
    flat = np.zeros(lagrangian.amounts.size)
    for slot, price in enumerate(prices):
        flat[2 + 20 * slot] = price
    return lagrangian, flat


@pytest.mark.parametrize("spike", [0, 1, 2])
def test_a_spike_is_cut_to_what_the_other_slots_cost(spike: int) -> None:
    """At 30 + 5 + 5 nobody drives and the bound is 40; at 5 each it is 15, and at no other height is it less."""
    lagrangian, flat = three_slots([30.0 if slot == spike else 5.0 for slot in range(3)])
    before = lagrangian.at(flat)
    found, answer = trimmed(lagrangian, flat, before)
    assert (before.bound, answer.bound) == (40.0, 15.0)
    assert found.sum() == 15.0
    assert found.max() == 5.0


def test_a_height_between_is_found_too() -> None:
    """All at 8: 24 + 0. At half of it 12 + 5 x 2."""
    lagrangian, flat = three_slots([8.0, 8.0, 8.0])
    found, answer = trimmed(lagrangian, flat, lagrangian.at(flat))
    assert (answer.bound, found.max()) == (22.0, 4.0)
    assert lagrangian.asked == 2


def test_what_proves_a_little_less_is_not_taken() -> None:
    """4.75 + 5 + 5, and two buses stay: 14.75. Cut at 4.8 it is 4.75 + 9.6 + 2 x 0.4, 0.4 more."""
    lagrangian, flat = three_slots([4.75, 5.0, 5.0], vehicles=2)
    best = lagrangian.at(flat)
    assert best.bound == 14.75
    assert trimmed(lagrangian, flat, best)[1] is best


@settings(max_examples=80, deadline=None)
@given(day=SEEDS, price=SEEDS, helped=st.booleans())
def test_never_worse_and_nothing_but_slots_is_touched(day: int, price: int, *, helped: bool) -> None:
    """The answer is that of the prices returned, on any day and with a demand as well."""
    instance = random_day(day)
    lagrangian = GivenHelped(instance, 3) if helped else Lagrangian(tables_of(instance))
    flat = some_prices(price, lagrangian.amounts.size)
    kept, before = flat.copy(), lagrangian.at(flat)
    found, answer = trimmed(lagrangian, flat, before)
    assert answer.bound <= before.bound
    assert lagrangian.at(found).bound == answer.bound
    old, new = Prices.of(lagrangian.tables, kept), Prices.of(lagrangian.tables, found)
    assert (old.slot if answer is before else np.minimum(old.slot, new.slot.max())).tolist() == new.slot.tolist()
    slots = slice(old.people.size + old.room.size, old.people.size + old.room.size + old.slot.size)
    assert np.delete(found, slots).tolist() == np.delete(kept, slots).tolist()
    assert flat.tolist() == kept.tolist()


def test_where_it_brings_nothing_it_is_tried_ever_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the best prices there are: tried at the 1st, 3rd, 7th and 15th time; after a gain at once again."""
    monkeypatch.setattr(module, "MANY_SITES", 1)
    lagrangian, flat = three_slots([0.0, 5.0, 5.0])
    best, trimmer, tried = lagrangian.at(flat), Trimmer(), []
    assert best.bound == 10.0
    for time in range(1, 17):
        before = lagrangian.asked
        assert trimmer.trim(lagrangian, flat, best)[1] is best
        tried += [time] if lagrangian.asked > before else []
    assert tried == [1, 3, 7, 15]
    dear, spiked = three_slots([5.0, 5.0, 30.0])
    trimmer = Trimmer()
    for _ in range(3):
        assert trimmer.trim(dear, spiked, dear.at(spiked))[1].bound == 15.0


def test_few_sites_are_left_as_they_are() -> None:
    """Nothing is asked there, spike or no spike."""
    lagrangian, flat = three_slots([30.0, 5.0, 5.0])
    best = lagrangian.at(flat)
    assert Trimmer().trim(lagrangian, flat, best) == (flat, best)
    assert lagrangian.asked == 1


def test_a_search_on_many_sites_cuts_its_spikes() -> None:
    """From prices of slots of which every tenth is dear, one review leaves none of them much above the others."""
    assert SIZES[500].sites >= MANY_SITES
    instance = core_instance(LARGE, 0).with_(weights=ints([1, 1, 1]))
    tables = tables_of(instance)
    slot = np.where(tables.open == 1, 10.0, 0.0)
    slot[:, ::40] *= 100.0
    start = Prices.of(tables, np.zeros(Lagrangian(tables).amounts.size))
    start.slot[:] = slot
    search = BoundSearch(Lagrangian(tables), start)
    search.run(PACE - 1, 0.0)
    assert search.proved.prices.slot.max() > 500.0
    search.run(1, 0.0)
    assert search.proved.prices.slot.max() < 100.0
    assert search.best.bound == search.lagrangian.at(search.centre).bound
