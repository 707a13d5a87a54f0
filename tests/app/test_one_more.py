"""One more of each: never fewer on paper, every plan checked; to know that a road is open is worth nothing there."""

from __future__ import annotations

import pytest

from safeconduct import codec
from safeconduct.app import one_more
from safeconduct.app.one_more import one_more_each, persons_in
from safeconduct.app.plans import checks_of
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Scenario
from safeconduct.plan.solve import solve
from tests.tiny import tiny
from tests.tiny_fleet import fleet_plan, tiny_fleet

HUNDRED = Scenario(corridor="bravo", people=100, objective="most")


def test_one_corridor_with_more_carries_no_fewer_and_a_known_bridge_the_same() -> None:
    situation = tiny(seconds=30, hours=3, bridge=RoadState.UNKNOWN)
    plan, _ = solve(situation, HUNDRED, work=100)
    assert plan is not None
    before = persons_in(situation, plan)
    found = {more.words: more for more in one_more_each(situation, plan)}
    assert {"one more bus", "one more hour before the window closes", "one more screening lane"} <= set(found)
    assert all(persons_in(more.situation, more.plan) >= before for more in found.values())
    (known,) = [more for words, more in found.items() if words.endswith("known to be open")]
    assert persons_in(known.situation, known.plan) == before
    assert (plan.leans_on, known.plan.leans_on) == (("bridge",), ())


def test_planning_anew_that_finds_less_gives_way_to_the_plan_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = tiny(seconds=30, hours=3)
    plan, _ = solve(situation, HUNDRED, work=100)
    assert plan is not None
    monkeypatch.setattr("safeconduct.plan.solve.solve", lambda *_, **__: (None, None))
    found = {more.words: more for more in one_more_each(situation, plan)}
    bus = found["one more bus"]
    assert isinstance(bus.plan, type(plan))
    assert (bus.plan.trips, bus.plan.situation) == (plan.trips, codec.sha(bus.situation))
    assert all(all(check.ok for check in checks_of(more.situation, more.plan)) for more in found.values())


def test_a_fleet_with_more_is_planned_again_and_checked() -> None:
    situation = tiny_fleet(bridge=RoadState.UNKNOWN)
    plan = fleet_plan(situation)
    found = list(one_more_each(situation, plan))
    before = persons_in(situation, plan)
    assert any("more minutes" in more.words for more in found)
    assert all(persons_in(more.situation, more.plan) >= before for more in found)
    (known,) = [more for more in found if more.words.endswith("known to be open")]
    assert known.plan.leans_on == ()


def test_a_list_that_ctrl_c_cut_short_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = tiny_fleet()

    def stopped(*_: object, tell: object, **__: object) -> tuple[()]:
        assert callable(tell)
        tell(0, 3)
        return ()

    monkeypatch.setattr("safeconduct.plan.fleet_explain.remedies.fleet_remedies", stopped)
    with pytest.raises(KeyboardInterrupt):
        list(one_more.one_more_each(situation, fleet_plan(situation)))
