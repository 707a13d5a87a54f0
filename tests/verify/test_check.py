"""The one door: what a true plan and a true certificate look like, and that every falsification is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.certificate import Certificate, Verdict
from safeconduct.model.dossier import Check
from safeconduct.model.errors import CheckFailed
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.verify.check import check_certificate, check_plan, check_situation, require
from safeconduct.verify.rules import PLAN_RULES
from tests.tiny import tiny
from tests.verify.certificates import OF_A_CUT, OF_A_PLAN, PLAN_SHA, SEARCH, Falsify, certificate, cut_certificate, shut
from tests.verify.timetables import SHA, busy, timetable


def wrong(checks: tuple[Check, ...]) -> list[str]:
    return [check.rule for check in checks if not check.ok]


def judged(situation: Situation, given: Certificate, plan: Plan | None) -> list[str]:
    return wrong(check_certificate(situation, given, plan, situation_sha=SHA, plan_sha=PLAN_SHA))


def test_every_rule_speaks_once_and_in_order() -> None:
    situation = busy()
    checks = check_plan(situation, timetable(situation), situation_sha=SHA)
    assert [check.rule for check in checks] == ["subject", *PLAN_RULES]
    assert all(check.ok and check.found for check in checks)


def test_a_plan_on_no_corridor_fails_every_rule() -> None:
    situation = busy()
    plan = timetable(situation)
    lost = replace(plan, scenario=replace(plan.scenario, corridor="nowhere"))
    assert wrong(check_plan(situation, lost)) == list(PLAN_RULES)


def test_a_situation_without_window_carries_no_plan() -> None:
    situation = busy()
    corridor = replace(situation.corridors[0], window=None, window_basis=None)
    checks = check_plan(replace(situation, corridors=(corridor,)), timetable(situation))
    assert "no window" in checks[1].found


@pytest.mark.parametrize("hours", [12, 5])
def test_a_true_certificate_passes(hours: int) -> None:
    situation = busy(hours=hours)
    plan = timetable(situation)
    assert judged(situation, certificate(situation, plan), plan) == []


def test_a_true_certificate_for_all_passes() -> None:
    situation = busy()
    plan = timetable(situation, objective="all")
    true = certificate(situation, plan)
    assert [level.name for level in true.levels] == ["last arrival", "sum of arrivals", "vehicles"]
    assert judged(situation, true, plan) == []


@pytest.mark.parametrize(("name", "rule", "falsify"), OF_A_PLAN, ids=[f[0] for f in OF_A_PLAN])
def test_a_false_certificate_is_caught(name: str, rule: str, falsify: Falsify) -> None:
    situation = busy(hours=5)
    plan = timetable(situation)
    assert rule in judged(situation, falsify(certificate(situation, plan)), plan)


def test_a_true_cut_passes() -> None:
    for objective in ("all", "most"):
        assert judged(shut(), cut_certificate(objective), None) == []


@pytest.mark.parametrize(("name", "rule", "falsify"), OF_A_CUT, ids=[f[0] for f in OF_A_CUT])
def test_a_false_cut_is_caught(name: str, rule: str, falsify: Falsify) -> None:
    assert rule in judged(shut(), falsify(cut_certificate()), None)


def test_a_cut_on_an_open_road_is_caught() -> None:
    assert "cut: near side" in judged(tiny(), cut_certificate(), None)


def without_plan(situation: Situation, people: int, verdict: Verdict, *, search: bool = False) -> Certificate:
    """A certificate that says no plan exists for objective "all"."""
    true = certificate(situation, timetable(situation, people))
    scenario = Scenario(corridor="bravo", people=people, objective="all")
    return replace(
        true,
        scenario=scenario,
        plan=None,
        levels=(),
        persons_out=0,
        verdict=verdict,
        exhaustive=SEARCH if search else None,
    )


def test_impossible_needs_a_proof() -> None:
    """100 people fit a day of two buses; saying "not everyone" takes a search, 10,000 take only arithmetic."""
    assert judged(tiny(), without_plan(tiny(), 100, Verdict.SOME_LEFT), None) == ["verdict"]
    assert judged(tiny(), without_plan(tiny(), 100, Verdict.SOME_LEFT, search=True), None) == []
    assert judged(tiny(), without_plan(tiny(), 10_000, Verdict.SOME_LEFT), None) == []
    assert judged(tiny(), without_plan(tiny(), 10_000, Verdict.NOBODY), None) == ["verdict"]
    assert judged(tiny(), without_plan(tiny(), 100, Verdict.ALL_OUT, search=True), None) == ["verdict"]


def test_the_plan_and_its_certificate_are_of_one_situation() -> None:
    """Also where no hash is given to compare with."""
    situation = busy()
    plan = timetable(situation)
    other = replace(certificate(situation, plan), situation="6" * 64)
    assert wrong(check_certificate(situation, other, plan)) == ["subject"]


def test_a_plan_beyond_arithmetic_is_seen_from_its_certificate_too() -> None:
    """A certificate of an impossible plan, made to fit it: more people than the day allows, sooner than it allows."""
    plan = timetable(tiny(people=300), objective="all")
    rushed = tiny(people=300, hours=2)
    assert "verdict" in judged(rushed, certificate(rushed, plan), plan)
    early = replace(plan, convoys=tuple(replace(c, arrive=1) for c in plan.convoys))
    assert judged(tiny(people=300), certificate(tiny(people=300), early), early) == ["level bounds"]
    most = timetable(tiny(people=300))
    assert "level bounds" in judged(rushed, certificate(rushed, most), most)


def test_a_bound_drawn_at_the_value_hides_nothing() -> None:
    """Each level says "open" and "my bound is my value"; arithmetic still knows better."""

    def shy(given: Certificate) -> Certificate:
        levels = tuple(replace(level, bound=level.value, proof="open") for level in given.levels)
        return replace(given, levels=levels)

    plan = timetable(tiny(people=300), objective="all")
    early = replace(plan, convoys=tuple(replace(c, arrive=1) for c in plan.convoys))
    assert judged(tiny(people=300), shy(certificate(tiny(people=300), early)), early) == ["level bounds"]
    most, rushed = timetable(tiny(people=300)), tiny(people=300, hours=2)
    assert "level bounds" in judged(rushed, shy(certificate(rushed, most)), most)


def test_neither_cut_nor_leg_is_no_certificate() -> None:
    situation = shut()
    nothing = replace(cut_certificate(), cut=None)
    assert judged(situation, nothing, None) == ["verdict"]


def test_require_names_the_rule_and_the_next_step() -> None:
    require((Check(rule="1 people", ok=True, found="fine"),))
    with pytest.raises(CheckFailed, match="rule 5 screening: too fast") as failed:
        require((Check(rule="1 people", ok=True, found="fine"), Check(rule="5 screening", ok=False, found="too fast")))
    assert failed.value.exit_code == 5
    assert "5 screening" in failed.value.next_step


def test_the_situation_is_checked_by_its_sunset() -> None:
    assert [check.rule for check in check_situation(tiny(), "bravo")] == ["sunset"]
    assert not check_situation(tiny(), "nowhere")[0].ok


def test_not_decided_claims_nothing_and_needs_no_proof() -> None:
    """Without a plan an open answer may be said to be open; a claim without proof may not be made."""
    situation = busy()
    plan = timetable(situation, objective="all")
    bare = replace(certificate(situation, plan), plan=None, persons_out=0, levels=(), exhaustive=None)
    assert judged(situation, replace(bare, verdict=Verdict.UNDECIDED), None) == []
    assert judged(situation, replace(bare, verdict=Verdict.SOME_LEFT), None) == ["verdict"]
