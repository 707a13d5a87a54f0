"""Boats and parties on foot: who lands when, who is taken on, who never crosses, by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.model.place import Passable, RoadFact, RoadState
from safeconduct.model.situation import Needs, Situation, Transfer
from safeconduct.plan.fleet.ferry import Ferry, Stock, fitting, persons_in, states_met
from safeconduct.plan.fleet.situated import legend_of
from tests.quay import BOATS, PATH, SCENARIO, quay
from tests.tiny import CLAIMED, OPENS, known

MEMBERS = {"single": Needs(walking=1), "pair": Needs(walking=2), "helped": Needs(walking=1, wheelchair=1)}
SINGLE = ("alpha-any", "single")


def ferry(situation: Situation | None = None, people: int = 40, *, strict: bool = False) -> Ferry:
    """The transfers of the day, everyone on the near side."""
    situation = quay() if situation is None else situation
    return Ferry(
        legend=legend_of(situation, SCENARIO),
        landing="quay",
        transfers=situation.transfers,
        welcome=frozenset({"alpha-any"}),
        near={"alpha": Counter({SINGLE: people})},
        strict=strict,
    )


def sent(found: Ferry, by: int = 600) -> list[tuple[int, int, int, int]]:
    """Send everybody: boat, departure, landing, persons."""
    while found.send(by):
        pass
    return [
        (c.boat, c.depart, c.arrive, sum(entry.count for entry in c.aboard))
        for c in (one.crossing for one in found.landed)
    ]


def test_boats_go_full_and_as_soon_as_they_are_back() -> None:
    """Two boats of 8, ten minutes over and ten back."""
    due = [(0, 0, 10, 8), (1, 0, 10, 8), (0, 20, 30, 8), (1, 20, 30, 8), (0, 40, 50, 8)]
    assert sent(ferry()) == due
    assert sent(ferry(), by=49) == due[:-1]
    assert sent(ferry(people=19)) == [*due[:2], (0, 20, 30, 3)]


def test_parties_on_foot_follow_one_another() -> None:
    """Eight at a time, three a minute: three minutes each, across twelve later."""
    path = quay(transfers=(PATH,), bridge=RoadState.FOOT_ONLY)
    assert sent(ferry(path, 19)) == [(0, 0, 15, 8), (0, 3, 18, 8), (0, 6, 19, 3)]


def test_who_lands_first_is_taken_on_first() -> None:
    """Twelve of the sixteen that land at 10 board; four of them and sixteen of 30 are there then."""
    found = ferry()
    sent(found)
    assert found.times() == [10, 30, 50]
    found.take(10, Counter({SINGLE: 12}))
    assert found.waiting(10, frozenset({"alpha-any"})) == {SINGLE: 4}
    assert found.waiting(30, frozenset({"alpha-any"})) == {SINGLE: 20}
    assert found.waiting(30, frozenset()) == {}


def test_who_is_not_taken_on_never_crosses() -> None:
    """Of forty 21 board: the last boats to land stay where they are, and one takes five."""
    found = ferry()
    sent(found)
    found.take(50, Counter({SINGLE: 21}))
    assert [(c.depart, sum(e.count for e in c.aboard)) for c in found.crossings()] == [(0, 8), (0, 8), (20, 5)]


@pytest.mark.parametrize(("holds", "lands"), [(16, [10, 10, 41]), (8, [10, 41])])
def test_nobody_lands_where_there_is_no_room(holds: int, lands: list[int]) -> None:
    """A vehicle takes eight on at 41; until then no more than the landing holds come across."""
    found = ferry(quay(transfers=(replace(BOATS, holds=known(holds)),)))
    while len(found.landed) < len(lands) - 1:
        assert found.send(600)
    assert not found.send(600)
    found.take(41, Counter({SINGLE: 8}))
    assert found.send(600)
    assert [one.crossing.arrive for one in found.landed] == lands


@pytest.mark.parametrize(
    ("transfer", "state", "passes"),
    [
        (BOATS, RoadState.BOAT, Passable.YES),
        (BOATS, RoadState.CLOSED, Passable.NO),
        (BOATS, RoadState.UNKNOWN, Passable.UNKNOWN),
        (PATH, RoadState.BOAT, Passable.NO),
        (PATH, RoadState.FOOT_ONLY, Passable.YES),
    ],
)
def test_states_of_the_road(transfer: Transfer, state: RoadState, passes: Passable) -> None:
    """By boat where nothing is closed, on foot where people may walk; strict refuses the unknown."""
    situation = quay(transfers=(transfer,), bridge=state)
    legend = legend_of(situation, SCENARIO)
    assert list(states_met(legend, transfer, 0, 10)) == [("bridge", passes)]
    assert ferry(situation).send(600) == (passes is not Passable.NO)
    assert ferry(situation, strict=True).send(600) == (passes is Passable.YES)


def test_a_crossing_waits_until_the_road_is_open() -> None:
    """Closed from 5 to 25: the first boat that is over before would have to leave before; so all leave at 25."""
    situation = quay()
    bridge = situation.roads[1]
    history = (
        bridge.now,
        RoadFact(state=RoadState.CLOSED, since=OPENS + timedelta(minutes=5), basis=CLAIMED),
        RoadFact(state=RoadState.BOAT, since=OPENS + timedelta(minutes=25), basis=CLAIMED),
    )
    shut = replace(situation, roads=(situation.roads[0], replace(bridge, history=history)))
    assert [depart for _, depart, _, _ in sent(ferry(shut, 16))] == [25, 25]


def test_households_fit_whole() -> None:
    """Five places: the one with a wheelchair first, then pairs, then one alone; at most so many persons."""
    stock: Stock = Counter({("g", "single"): 3, ("g", "pair"): 2, ("g", "helped"): 2})
    places = Needs(walking=5, wheelchair=1)
    assert fitting(stock, MEMBERS, places, 100) == {("g", "helped"): 1, ("g", "pair"): 2}
    assert fitting(stock, MEMBERS, places, 5) == {("g", "helped"): 1, ("g", "pair"): 1, ("g", "single"): 1}
    assert fitting(stock, MEMBERS, places, 1) == {("g", "single"): 1}
    assert persons_in(stock, MEMBERS) == 11


def test_a_full_landing_is_asked_again_when_somebody_boards() -> None:
    """It holds eight; those of the first boat board at 11, so the second one lands in that very minute."""
    small = replace(BOATS, holds=known(8))
    found = ferry(quay(transfers=(small,)), people=16)
    assert found.send(600)
    found.take(11, Counter({SINGLE: 8}))
    assert found.send(600)
    assert [(c.boat, c.depart, c.arrive) for c in (one.crossing for one in found.landed)] == [(0, 0, 10), (1, 1, 11)]
    assert found.across == 16
