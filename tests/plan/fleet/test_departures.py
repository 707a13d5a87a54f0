"""The gates of convoys: before every leg of the planned corridors, as wide as a convoy, open at the headway."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.plan.fleet.departures import GATE, departing
from safeconduct.plan.fleet.situated import EACH, instance_of, legend_of
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet_convoys import convoyed


def test_only_where_the_rules_ask_for_convoys() -> None:
    """Else the situation is what it was."""
    situation = convoyed()
    alone = replace(situation, rules=replace(situation.rules, fleet_convoys=None))
    assert departing(alone, alone.corridors) is alone


@pytest.mark.parametrize(("headway", "slot"), [(20, 20), (0, 1)])
def test_a_gate_stands_before_every_leg_of_a_planned_corridor(headway: int, slot: int) -> None:
    """Charlie's leg is not planned: it has none. Empty ways pass no gate."""
    situation = convoyed(headway=headway)
    gated = departing(situation, situation.corridors[:1])
    gate = gated.resources[-1]
    assert (gate.id, gate.slot_minutes.value, gate.lanes.value) == (f"{GATE}bravo", slot, 3)
    assert [[use.resource for use in leg.uses] for leg in gated.legs] == [[gate.id, "old-bridge"], ["old-bridge"]]
    assert all(gate.id not in {use.resource for use in leg.uses_empty} for leg in gated.legs)


def test_spare_vehicles_stay_out_of_the_day() -> None:
    """A quarter of eight, of four, of three."""
    for vans, moving in ((8, 6), (4, 3), (3, 3)):
        legend = legend_of(convoyed(vans=vans, spare=25), SCENARIO)
        assert instance_of(legend, EACH).vehicles == moving


def test_in_an_instance_the_gate_is_the_first_narrow_place() -> None:
    """Nothing before it; the bridge is a post 30 minutes behind it, and 30 from bravo."""
    instance = instance_of(legend_of(convoyed(), SCENARIO), EACH)
    ways, posts = instance.outbound, instance.posts
    assert (ways.before.ravel().tolist(), ways.after.ravel().tolist()) == ([0, 0], [30, 30])
    assert (posts.crossing.tolist(), posts.lag.tolist()) == ([0], [30])
    assert instance.crossing_slot[ways.crossing.ravel()].tolist() == [20, 20]
