"""What decides: ranked by what changes, bracketed at once, and the head solved again."""

from __future__ import annotations

from dataclasses import replace

from safeconduct import codec
from safeconduct.model.known import Estimate
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet_explain.decisive import FleetDeciding, fleet_decisive
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet_explain.days import VAN, lasting, tiny_fleet
from tests.tiny import CLAIMED
from tests.tiny_fleet import SCENARIO


def decided(situation: Situation, *, seconds: float = 60.0, head: int = 4) -> FleetDeciding:
    """The list, every plan behind it accepted by the checker and below its bound."""
    plan, certificate = answer(situation, SCENARIO, work=300, threads=1)
    before = certificate.persons_out, certificate.levels[-1].bound, certificate.people
    bound = persons_bound(certificate.bounds)
    found = fleet_decisive(situation, SCENARIO, plan, bound, before, seconds=seconds, head=head)
    for flip, after in zip(found.flips, found.found, strict=True):
        assert after.persons <= after.bound <= after.people
        if after.plan is not None:
            sha = codec.sha(flip.changed)
            assert [c for c in check_fleet_plan(flip.changed, after.plan, situation_sha=sha) if not c.ok] == []
    assert [r.decisive.score for r in found.ranked] == sorted((r.decisive.score for r in found.ranked), reverse=True)
    return found


def test_the_unknown_bridge_everything_hangs_on_comes_first() -> None:
    """Apart from South's silence, which decides whether it is an order at all."""
    found = decided(tiny_fleet(bridge=RoadState.UNKNOWN))
    assert found.ranked[0].decisive.subject == "bravo.south"
    others = [r.decisive for r in found.ranked if not r.decisive.subject.endswith(".south")]
    assert others[0].what == "the state of Old Bridge is unknown"
    assert (others[0].before.split(";")[0], others[0].after.split(";")[0]) == ("100 of 100 out", "0 of 100 out")
    assert others[0].question == "Can a bus cross Old Bridge now?"


def test_a_closed_bridge_read_as_open() -> None:
    """Nobody goes; if it carried vehicles everyone would."""
    found = decided(tiny_fleet(bridge=RoadState.CLOSED))
    first = next(r for r in found.ranked if r.decisive.what == "Old Bridge is closed to vehicles")
    assert first.again
    assert first.decisive.after.startswith("100 of 100 out")


def test_ends_of_estimates_vehicles_and_hours() -> None:
    """One van, hours for one trip of 20: without it nobody goes, an hour later nobody either, and an hour less is too
    short. More people do not change who goes, but more stay: 30."""
    situation = lasting(tiny_fleet(vehicles=(VAN,)), 90)
    group = situation.sites[0].groups[0]
    wide = replace(group, people=Estimate(low=10, likely=60, high=90, basis=CLAIMED))
    alpha = replace(situation.sites[0], groups=(wide,))
    found = decided(replace(situation, sites=(alpha, situation.sites[1])))
    told = {
        (r.decisive.subject, r.decisive.flipped): r.decisive for r in found.ranked if "charlie" not in r.decisive.what
    }
    assert told["fleet.van", "0"].after.startswith("0 of 100 out")
    assert told["fleet.van.available_from", "60 minutes later"].after.startswith("0 of 100 out")
    assert told["claim-window", "they end 60 minutes earlier"].after.startswith("0 of 100 out")
    assert told["people.alpha-any", "90, the most anybody says"].after.startswith("20 of 130 out")
    assert told["people.alpha-any", "10, the least anybody says"].after.startswith("10 of 50 out")
    assert told["people.alpha-any", "90, the most anybody says"].score == 30


def test_without_time_every_flip_is_still_judged() -> None:
    """Nothing is solved again, and the sentence says so."""
    found = decided(tiny_fleet(), seconds=0.0)
    assert not any(r.again for r in found.ranked)
    assert len(found.ranked) == len(found.flips) >= 8
    assert f"{len(found.flips)} claims and unknowns" in found.how
    assert "0 of them were solved again" in found.how


def test_the_head_of_the_list_is_solved_again() -> None:
    """The first four, whatever took their place."""
    found = decided(tiny_fleet(bridge=RoadState.UNKNOWN))
    assert all(r.again for r in found.ranked[:4])
    assert sum(r.again for r in found.ranked) == 4
