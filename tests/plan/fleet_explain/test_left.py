"""One sentence a group: who is counted, in which order, and several reasons in one sentence."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet_explain.left import left_out
from tests.plan.fleet_explain.days import lasting, tiny_fleet
from tests.tiny import profile
from tests.tiny_fleet import SCENARIO, VAN, fleet_plan


def test_nobody_left_nothing_said() -> None:
    """The plan by hand leaves 20 of alpha: one sentence, none of charlie."""
    situation = tiny_fleet()
    found = left_out(situation, SCENARIO, fleet_plan(situation))
    assert [(left.group, left.persons, left.people) for left in found] == [("alpha-any", 20, 60)]
    assert found[0].sentence.startswith("alpha-any: 20 of 60 stay: bus-1 has time for them")


def test_without_a_plan_everyone_stays() -> None:
    """The largest group first; at most as many as asked for."""
    situation = lasting(tiny_fleet(), 60)
    found = left_out(situation, SCENARIO, None)
    assert [left.sentence.split(":")[1] for left in found] == [" all 60 stay", " all 40 stay"]
    assert len(left_out(situation, SCENARIO, None, most=1)) == 1


def test_two_reasons_in_one_group() -> None:
    """6 of alpha's 60 need a wheelchair space no vehicle has; of the others the only van leaves 34."""
    profiles = (profile("single", 0, walking=1), profile("chair", 100, wheelchair=1))
    situation = replace(lasting(tiny_fleet(vehicles=(VAN,)), 90), profiles=profiles)
    plan, _ = answer(situation, SCENARIO, work=200, threads=1)
    found = left_out(situation, SCENARIO, plan)[0]
    assert (found.group, found.persons) == ("alpha-any", 40)
    assert set(found.kinds) == {"fleet", "places"}
    assert "6 because no vehicle has 1 wheelchair space" in found.why
    assert "34 because every vehicle that could hold them is in use" in found.why


def test_who_wishes_to_stay_is_not_left() -> None:
    """Staying is a wish, not a failure of the plan."""
    situation = tiny_fleet(wish="stay")
    assert all(left.group == "alpha-any" for left in left_out(situation, SCENARIO, None))
