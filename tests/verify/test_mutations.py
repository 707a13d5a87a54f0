"""Any way of breaking a rule is caught, and caught by that rule: the checker forgets none of the twelve."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.check import check_plan
from safeconduct.verify.rules import PLAN_RULES
from tests.verify.draws import situations
from tests.verify.mutations import ALL, Mutation
from tests.verify.timetables import SHA, busy, timetable


def failing(situation: Situation, plan: Plan) -> set[str]:
    """Rules that do not hold."""
    return {check.rule for check in check_plan(situation, plan, situation_sha=SHA) if not check.ok}


def short() -> Situation:
    """A day too short for everyone, so that some stay behind."""
    return busy(hours=5)


def test_every_rule_has_a_mutation_that_it_alone_catches() -> None:
    assert {m.rule for m in ALL if m.only} >= set(PLAN_RULES)


@pytest.mark.parametrize("mutation", ALL, ids=lambda m: m.name)
def test_a_mutation_is_caught_by_its_rule(mutation: Mutation) -> None:
    applied = 0
    for situation in (busy(), short(), busy(headway=0, seconds=60, lanes=1), busy(lanes=None)):
        plan = timetable(situation)
        assert failing(situation, plan) == set()
        changed = mutation.change(situation, plan)
        if changed is None:
            continue
        applied += 1
        caught = failing(*changed)
        assert mutation.rule in caught
        if mutation.only:
            assert caught == {mutation.rule}, mutation.name
    assert applied, f"{mutation.name} had nothing to act on"


@settings(max_examples=150, deadline=None)
@given(situation=situations)
def test_a_plan_made_by_the_rules_passes(situation: Situation) -> None:
    assert failing(situation, timetable(situation)) == set()


@settings(max_examples=600, deadline=None)
@given(situation=situations, mutation=st.sampled_from(ALL))
def test_no_broken_plan_passes(situation: Situation, mutation: Mutation) -> None:
    plan = timetable(situation)
    assume(plan.trips)
    changed = mutation.change(situation, plan)
    assume(changed is not None)
    assert changed is not None
    assume(changed != (situation, plan))
    assert failing(*changed) != set(), mutation.name
