"""Whatever breaks wherever it breaks, the best timetable so far is checked and comes back, and the words say so."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from benchmarks.fleet_instances import Size, core_instance
from safeconduct import codec
from safeconduct.model.errors import CheckFailed
from safeconduct.model.fleet import FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet import answer as answering
from safeconduct.plan.fleet import finished, levels, solve
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.check import faults
from safeconduct.plan.fleet.halted import Halt
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.levels import most
from safeconduct.plan.fleet.portfolio import Portfolio, Progress
from safeconduct.plan.fleet.staged import StagedSearch
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from tests.plan.fleet.villages import all_of, bus, villages
from tests.quay import SCENARIO as QUAY
from tests.quay import quay
from tests.tiny_fleet import SCENARIO, tiny_fleet

PROBLEMS = (MemoryError, RuntimeError, KeyboardInterrupt)


class Breaks:
    """A function that raises from the ``after``-th call on."""

    def __init__(self, function: Callable[..., Any], problem: type[BaseException], after: int = 0) -> None:
        self.function, self.problem, self.after, self.calls = function, problem, after, 0

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls > self.after:
            raise self.problem
        return self.function(*given, **named)

    @property
    def raised(self) -> bool:
        """Whether it came to that."""
        return self.calls > self.after


def broken(
    monkeypatch: pytest.MonkeyPatch, holder: Any, name: str, problem: type[BaseException], after: int = 0
) -> Breaks:
    """Let a function of a module, or a method of a class, break from a call on."""
    found = Breaks(getattr(holder, name), problem, after)
    if isinstance(holder, type):  # a method needs its object
        monkeypatch.setattr(holder, name, lambda *given, **named: found(*given, **named))
    else:
        monkeypatch.setattr(holder, name, found)
    return found


def checked(
    situation: Situation, scenario: FleetScenario, **given: Any
) -> tuple[FleetPlan | None, FleetCertificate, str]:
    """The answer and what ended it; every rule and number is recomputed."""
    words: list[str] = []
    plan, certificate = answer(situation, scenario, note=words.append, **({"work": 900} | given))
    sha, plan_sha = codec.sha(situation), None if plan is None else codec.sha(plan)
    checks = list(check_fleet_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha))
    if plan is not None:
        checks += check_fleet_plan(situation, plan, situation_sha=sha)
    assert [check for check in checks if not check.ok] == []
    return plan, certificate, "; ".join(words)


#: Best responses of a search, and rounds before a day is searched through, both less than usual.
WORK, SOON = 2_600, 2
WORDS = {
    KeyboardInterrupt: "stopped by Ctrl-C",
    MemoryError: "the search broke off (out of memory)",
    RuntimeError: "the search broke off (RuntimeError)",
}
#: Where the search breaks, and from which call on, so that there is something in hand.
IN_SEARCH = (
    (solve, "prove", 0),
    (Portfolio, "_round", 2),
    (StagedSearch, "run", 3),
    (levels, "_Pairs", 0),
    (levels, "GivenHelped", 0),
    (levels, "board_of", 0),
    (levels._Second, "found", 0),
)


@cache
def unbroken() -> tuple[int, int]:
    """Helped persons, and all, that a search nothing happens to brings out of the day below."""
    one, two = most(tight(), work=2 * WORK, threads=1).levels
    return one.value, two.value


def tight() -> FleetInstance:
    """Twelve vehicles, and twice the people they can carry."""
    return core_instance(Size(5, 3, 12, 2, 2, 2.4), 0)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize(("holder", "name", "after"), IN_SEARCH, ids=lambda x: getattr(x, "__name__", str(x)))
def test_a_search_that_breaks_leaves_its_best(
    monkeypatch: pytest.MonkeyPatch, holder: Any, name: str, after: int, problem: type[BaseException]
) -> None:
    """In the first search, between the two, in the second and at its end: the timetable keeps every rule, and its
    bounds are above what a whole search finds."""
    for module in (solve, levels):
        monkeypatch.setattr(module, "BEFORE_PROOF", SOON)
        monkeypatch.setattr(module, "prove", lambda *_, **__: None)
    whole = unbroken()
    found = broken(monkeypatch, holder, name, problem, after)
    answered = most(tight(), work=WORK, threads=1)
    assert found.raised
    assert faults(tight(), answered.plan) == []
    assert answered.stopped == WORDS[problem]
    one, two = answered.levels
    people = answered.plan.by_need(tight())
    assert (one.value, two.value) == (sum(people[1:]), sum(people))
    assert two.value > 0
    assert one.bound >= max(whole[0], one.value)
    assert two.bound >= (max(whole[1], two.value) if one.value == whole[0] else two.value)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("name", ["with_stops", "with_transfers", "with_calls", "in_convoys"])
def test_a_step_of_writing_that_breaks_is_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str, problem: type[BaseException]
) -> None:
    """Pick-ups, crossings, calls: the plan is whole without them. Where not even the households of the timetable could
    be put on board, the steps after that begin with a plan in which nobody moves."""
    joined = villages((3, 3), close=60, out=(9, 9), between={(0, 1): 3}, vehicles=(bus(1, 8),))
    for day, scenario in ((quay(), QUAY), (joined, all_of(joined))):
        with monkeypatch.context() as patch:
            found = broken(patch, finished, name, problem)
            plan, _, words = checked(day, scenario)
        assert found.raised
        assert (plan is None) == (scenario is QUAY and name == "with_transfers")  # nobody gets out but across
        assert plan is None or bool(plan.calls) == (name != "with_calls")
        assert words


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("name", ["bound_of", "stated_at", "_stated"])
def test_where_nothing_can_be_proved_counting_is_left(
    monkeypatch: pytest.MonkeyPatch, name: str, problem: type[BaseException]
) -> None:
    """The plan stands; no more than everyone can be out."""
    found = broken(monkeypatch, answering, name, problem)
    plan, certificate, words = checked(tiny_fleet(slot=45), SCENARIO)
    assert found.raised
    assert plan is not None
    assert certificate.levels[-1].bound == certificate.people == 100
    assert words


def test_what_the_checker_finds_is_not_hushed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the planner is no end of a search."""

    def wrong(*_: object) -> None:
        raise CheckFailed("a rule is broken", next_step="report it")

    monkeypatch.setattr(levels, "checked", wrong)
    with pytest.raises(CheckFailed):
        answer(tiny_fleet(), SCENARIO, work=300)


def test_a_search_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exhaustive search is given what is left of the time, never more; without a time, its own measure alone."""
    given: list[float | None] = []

    def nothing_found(*_: object, seconds: float | None = None, **__: object) -> None:
        given.append(seconds)

    monkeypatch.setattr(solve, "prove", nothing_found)
    monkeypatch.setattr(levels, "prove", nothing_found)
    for module in (solve, levels):
        monkeypatch.setattr(module, "BEFORE_PROOF", SOON)
    most(tight(), seconds=6.0, threads=1)
    timed, given[:] = list(given), []
    most(tight(), work=WORK, threads=1)
    assert timed
    assert all(left is not None and left < 6.0 for left in timed)
    assert given
    assert set(given) == {None}


def test_better_plans_are_handed_on_as_they_come() -> None:
    """Each with a certificate that holds; the last one is as good as the answer."""
    situation, kept = tiny_fleet(slot=4), []
    sha = codec.sha(situation)
    heard: list[Progress] = []
    plan, certificate = answer(
        situation,
        SCENARIO,
        work=900,
        keep=lambda plan, certificate: kept.append((plan, certificate)),
        tell=heard.append,
    )
    assert plan is not None
    assert len(kept) > 1
    assert heard
    for one, proof in kept:
        assert one is not None
        checks = check_fleet_certificate(situation, proof, one, situation_sha=sha, plan_sha=codec.sha(one))
        assert all(check.ok for check in (*checks, *check_fleet_plan(situation, one, situation_sha=sha)))
    out = [proof.persons_out for _, proof in kept]
    assert out == sorted(out)
    assert out[-1] == certificate.persons_out
    assert (plan, certificate) == answer(situation, SCENARIO, work=900)


def test_the_first_reason_is_kept() -> None:
    """Of several."""
    halt = Halt()
    for problem in (MemoryError, ValueError):
        with halt:
            raise problem
    assert halt.words == "the search broke off (out of memory)"
    with pytest.raises(SystemExit), Halt():
        raise SystemExit
