"""What helps, on days where one thing is short: the price says so, and solving again agrees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct import codec
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet_explain import remedies
from safeconduct.plan.fleet_explain.remedies import Change, FleetRemedy, fleet_remedies
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet_explain.days import VAN, closed_bridge, lasting, many, tiny_fleet
from tests.tiny_fleet import SCENARIO


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
