"""What can be read the other way: everything that is there, and nothing that is not."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.known import Estimate, Known
from safeconduct.model.place import RoadState
from safeconduct.model.situation import ProfileCount
from safeconduct.plan.fleet_explain.flips import flips_of
from tests.plan.fleet_explain.days import closed_bridge, tiny_fleet
from tests.tiny import ASSUMED, CLAIMED
from tests.tiny_fleet import SCENARIO


def test_the_tiny_fleet() -> None:
    """A place, two classes twice, two corridors' hours, and South on both; no estimate is open, no road in doubt."""
    found = [flip.subject for flip in flips_of(tiny_fleet(), SCENARIO)]
    assert found == [
        "old-bridge.slot_minutes",
        "fleet.bus",
        "fleet.bus.available_from",
        "fleet.van",
        "fleet.van.available_from",
        "claim-window",
        "claim-window",
        "bravo.south",
        "from-charlie.south",
    ]


def test_roads_and_closures() -> None:
    """An unknown road is closed, a closed one open, a closed place served; the claim behind a state is named."""
    slower = flips_of(tiny_fleet(slot=3), SCENARIO)[0]
    assert (slower.flipped, slower.changed.resources[0].slot_minutes.value) == ("1 every 6 min", 6)
    unknown = flips_of(tiny_fleet(bridge=RoadState.UNKNOWN), SCENARIO)[0]
    assert (unknown.flipped, unknown.changed.roads[1].now.state) == ("it is closed", RoadState.CLOSED)
    closed = flips_of(tiny_fleet(bridge=RoadState.CLOSED), SCENARIO)[0]
    assert (closed.flipped, closed.changed.roads[1].now.state) == ("it carries vehicles", RoadState.OPEN)
    assert closed.subject == CLAIMED.claims[0]
    served = flips_of(closed_bridge(tiny_fleet(), 100), SCENARIO)[0]
    assert (served.flipped, served.changed.resources[0].closures) == ("it never closes", ())


def test_only_estimates_that_are_open_are_flipped() -> None:
    """Both ends of alpha's, the wider first; counted households and those who wish to stay are no estimates."""
    situation = tiny_fleet()
    group = replace(situation.sites[0].groups[0], people=Estimate(low=50, likely=60, high=90, basis=CLAIMED))
    alpha = replace(situation.sites[0], groups=(group,))
    open_ends = replace(situation, sites=(alpha, situation.sites[1]))
    people = [flip for flip in flips_of(open_ends, SCENARIO) if flip.subject.startswith("people.")]
    assert [flip.flipped for flip in people] == ["90, the most anybody says", "50, the least anybody says"]
    assert not any(flip.carries for flip in people)
    assert {flip.what for flip in people} == {"60 people of alpha-any"}
    wishing = replace(group, wished=replace(group.wished, value="bravo"))
    directed = replace(situation, sites=(replace(alpha, groups=(wishing,)), situation.sites[1]))
    told = [flip.what for flip in flips_of(directed, SCENARIO) if flip.subject.startswith("people.")]
    assert set(told) == {"60 people of alpha-any for bravo"}
    counted = replace(group, households=Known(value=(ProfileCount(profile="single", count=60),), basis=ASSUMED))
    known = replace(situation, sites=(replace(alpha, groups=(counted,)), situation.sites[1]))
    assert not any(flip.subject.startswith("people.") for flip in flips_of(known, SCENARIO))
