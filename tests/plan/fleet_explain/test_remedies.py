"""What helps, on days where one thing is short: the price says so, and solving again agrees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet.situated import legend_of
from safeconduct.plan.fleet_explain import remedies, what_if
from safeconduct.plan.fleet_explain.remedies import Change, FleetRemedy, fleet_remedies
from safeconduct.plan.fleet_explain.resolved import Resolved, resolved
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet_explain.days import VAN, closed_bridge, lasting, many, tiny_fleet
from tests.tiny_fleet import SCENARIO, fleet_plan


def tried(situation: Situation) -> dict[str, FleetRemedy]:
    """The remedies by id; every plan behind one is accepted by the checker, and none makes it worse."""
    plan, certificate = answer(situation, SCENARIO, work=300, threads=1)
    out = certificate.persons_out
    found = fleet_remedies(situation, SCENARIO, plan, persons_bound(certificate.bounds), out)
    for remedy in found:
        assert out == remedy.remedy.before <= remedy.remedy.after <= remedy.remedy.after_bound
        if remedy.plan is not None:
            sha = codec.sha(remedy.changed)
            assert all(c.ok for c in check_fleet_plan(remedy.changed, remedy.plan, situation_sha=sha))
    assert [r.remedy.after for r in found] == sorted((r.remedy.after for r in found), reverse=True)
    return {remedy.remedy.id: remedy for remedy in found}


def test_a_van_where_the_fleet_is_short() -> None:
    """One van makes one trip of 20; a second one is priced at 20 and brings 20; more hours alone bring nobody."""
    found = tried(lasting(tiny_fleet(vehicles=(VAN,)), 90))
    assert set(found) == {"vehicle-van", "longer"}
    assert (found["vehicle-van"].priced, found["vehicle-van"].remedy.after) == (20.0, 40)
    assert (found["longer"].priced, found["longer"].remedy.after) == (None, 20)


def test_a_lane_where_the_bridge_is_short() -> None:
    """One slot carries one van of four; with two lanes two go. A slot every half hour is one at 30, too early for the
    second: the price of it is not what it brings, and only what it brings is shown."""
    found = tried(lasting(tiny_fleet(vehicles=(many(VAN, 4),), slot=60), 110))
    assert found["lane-old-bridge"].remedy.after == 40
    assert found["slots-old-bridge"].remedy.after == 20
    assert "vehicle-van" not in found


def test_places_where_the_reception_is_full() -> None:
    """A tenth of 70 places more."""
    found = tried(tiny_fleet(capacity=70))
    assert found["room-bravo"].remedy.change == "7 more places at Bravo"
    assert found["room-bravo"].remedy.after == 77


def test_what_is_closed_is_opened() -> None:
    """A closed road and a closed crossing have no price, and are tried."""
    opened = tried(tiny_fleet(bridge=RoadState.CLOSED))["open-bridge"]
    assert (opened.remedy.before, opened.remedy.after, opened.remedy.all_out) == (0, 100, True)
    served = tried(closed_bridge(tiny_fleet(), 100))["served-old-bridge"]
    assert (served.remedy.before, served.remedy.after) == (20, 100)


def test_half_an_hour_where_it_decides() -> None:
    """The second trip of the van arrives at 210: hours until 200 are not enough, with 30 more it goes."""
    found = tried(lasting(tiny_fleet(vehicles=(VAN,)), 200))
    assert (found["longer"].remedy.before, found["longer"].remedy.after) == (20, 40)


def test_another_direction_is_no_remedy() -> None:
    """Charlie's people wish to go elsewhere: nothing that is offered opens bravo to them."""
    found = tried(tiny_fleet(wish="elsewhere"))
    assert {r.remedy.after for r in found.values()} == {60}
    wished = {g.wished.value for r in found.values() for s in r.changed.sites for g in s.groups}
    assert wished == {"any", "elsewhere"}


def test_everything_changed_rests_on_an_assumption() -> None:
    """Nothing hypothetical can pass for a fact."""
    for remedy in tried(replace(tiny_fleet(capacity=70), assumptions=())).values():
        assert [a.id for a in remedy.changed.assumptions] == ["what-if"]


def test_a_price_above_the_people_left_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """20 of 100 are out, so nothing adds more than 80; what it brings is shown all the same."""
    situation = lasting(tiny_fleet(vehicles=(VAN,)), 90)
    priced = [Change(id=f"at-{n}", words="", changed=situation, priced=float(n)) for n in (80, 81)]
    monkeypatch.setattr(remedies, "_worth_trying", lambda *_: iter(priced))
    assert {name: found.priced for name, found in tried(situation).items()} == {"at-80": 80.0, "at-81": None}


def test_what_search_alone_brings_is_no_ones_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that leaves 20 whom the same vehicles can fetch: nothing changed, and all are out. So a change that is
    none brings nobody more than the search with nothing changed, and that is told."""
    situation = tiny_fleet()
    plan = fleet_plan(situation)
    bound = persons_bound(answer(situation, SCENARIO, work=300, threads=1)[1].bounds)
    none = [Change(id="none", words="", changed=situation, priced=None)]
    monkeypatch.setattr(remedies, "_worth_trying", lambda *_: iter(none))
    (found,) = fleet_remedies(situation, SCENARIO, plan, bound, 80)
    assert (found.remedy.before, found.today, found.remedy.after) == (80, 100, 100)


def test_no_change_has_a_lower_bound_than_the_day_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more of something no fewer can be out, whatever the search for prices reached; and nobody is out twice."""
    situation = lasting(tiny_fleet(vehicles=(VAN,)), 90)
    plan, certificate = answer(situation, SCENARIO, work=300, threads=1)
    loose = replace(persons_bound(certificate.bounds), value=77)
    none = [Change(id="none", words="", changed=situation, priced=None)]
    monkeypatch.setattr(remedies, "_worth_trying", lambda *_: iter(none))
    (found,) = fleet_remedies(situation, SCENARIO, plan, loose, certificate.persons_out)
    assert found.remedy.after_bound == 77
    monkeypatch.setattr(remedies, "_worth_trying", lambda *_: iter(none))
    (found,) = fleet_remedies(situation, SCENARIO, plan, replace(loose, value=1000), certificate.persons_out)
    assert found.remedy.after_bound == 100


def test_twice_the_lanes_carry_no_fewer_than_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever order they were tried in, and whatever the search found for the larger one."""
    situation = lasting(tiny_fleet(vehicles=(many(VAN, 4),), slot=60), 110)
    wider = what_if.with_slots(situation, "old-bridge", lanes=2)
    changes = [
        Change(
            id="slots", words="", changed=what_if.with_slots(situation, "old-bridge", lanes=4), priced=9.0, holds="lane"
        ),
        Change(id="lane", words="", changed=wider, priced=5.0),
    ]
    monkeypatch.setattr(remedies, "_worth_trying", lambda *_: iter(changes))

    def poor(changed: Situation, *args: Any, **more: Any) -> Resolved:
        """The search finds nobody more where there are four lanes."""
        got = resolved(changed, *args, **more)
        return replace(got, persons=20, plan=None) if changed.resources[0].lanes.value == 4 else got

    monkeypatch.setattr(remedies, "resolved", poor)
    found = tried(situation)
    assert found["lane"].remedy.after == found["slots"].remedy.after == 40
    assert found["slots"].plan is not None


def test_two_lanes_are_doubled_and_that_holds_what_one_more_does() -> None:
    """The larger change names the smaller one; halved slots do not hold what another lane does."""
    base = lasting(tiny_fleet(vehicles=(many(VAN, 9),), slot=61), 110)
    two = what_if.with_slots(base, "old-bridge", lanes=2)
    _, certificate = answer(two, SCENARIO, work=300, threads=1)
    changes = list(remedies._worth_trying(two, SCENARIO, persons_bound(certificate.bounds)))
    assert {c.id: c.holds for c in changes if c.id.endswith("old-bridge")} == {
        "lane-old-bridge": "",
        "slots-old-bridge": "lane-old-bridge",
    }


@pytest.mark.parametrize("lanes", [2, 3])
def test_twice_the_lanes_are_twice_as_many(lanes: int) -> None:
    """A slot of an odd number of minutes cannot be halved, so the lanes are doubled."""
    base = lasting(tiny_fleet(vehicles=(many(VAN, 9),), slot=61), 110)
    situation = what_if.with_slots(base, "old-bridge", lanes=lanes)
    _, certificate = answer(situation, SCENARIO, work=50, threads=1)
    changes = remedies._priced(situation, legend_of(situation, SCENARIO), persons_bound(certificate.bounds))
    found = {change.id: change.changed.resources[0].lanes.value for change in changes if "old-bridge" in change.id}
    assert found == {"lane-old-bridge": lanes + 1, "slots-old-bridge": 2 * lanes}
