"""A fleet's plan when something goes wrong on the way: the best checked plan is returned, and what happened is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app import fleet_planning
from safeconduct.app.fleet_explaining import explain_fleet
from safeconduct.app.fleet_planning import FleetAnswer, plan_together, scenario_of
from safeconduct.model.errors import CheckFailed, InputError
from safeconduct.model.fleet import FleetCertificate
from safeconduct.plan.fleet import portfolio
from tests.plan.fleet_explain.days import lasting, many, without_bays
from tests.tiny_fleet import SCENARIO, VAN, tiny_fleet


def planned(tell: object = None, **how: object) -> FleetAnswer:
    """A day with slots of half an hour, which no price can prove closed; what is returned has been checked."""
    situation = lasting(tiny_fleet(slot=30), 240)
    options = {"work": 600, "seconds": None, "strict": False, "out": None, **how}
    return plan_together(situation, SCENARIO, tell=tell, **options)  # type: ignore[arg-type]


def test_nothing_happened_nothing_is_said() -> None:
    """Two trips of the van, or one of it and one of the bus."""
    found = planned()
    assert (found.stopped, found.certificate.persons_out) == ("", 60)


def test_ctrl_c_returns_the_best_so_far() -> None:
    """After the first round there is a whole timetable; bounds are stated without more search."""
    rounds: list[int] = []

    def interrupt(progress: object) -> None:
        rounds.append(1)
        raise KeyboardInterrupt

    found = planned(interrupt, work=None, seconds=60.0)
    assert len(rounds) == 1
    assert found.stopped == "stopped by Ctrl-C; the best plan so far, checked"
    assert found.plan is not None
    assert 0 < found.certificate.persons_out <= found.certificate.levels[-1].bound
    assert len(found.certificate.bounds) == 2  # nobody needs help: the prices of the search are those of level 2
    assert found.certificate.levels[-1].bound < found.certificate.people


@pytest.mark.parametrize("fault", [MemoryError(), RuntimeError("a fault of the engine"), ValueError("another")])
def test_a_search_that_breaks_off_returns_the_best_so_far(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of memory, or a fault in the middle of the search: what was built before stands."""

    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr(portfolio, "improve", broken)
    found = planned(work=5_000)
    what = "out of memory" if isinstance(fault, MemoryError) else type(fault).__name__
    assert found.stopped == f"the search broke off ({what}); the best plan so far, checked"
    assert found.plan is not None
    assert found.certificate.persons_out > 0


def test_documents_are_written_for_a_stopped_search_too(tmp_path: Path) -> None:
    """Plan and certificate, naming each other."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    found = planned(interrupt, out=tmp_path / "out")
    written = codec.load(FleetCertificate, (tmp_path / "out" / "fleet-certificate.json").read_bytes(), file="")
    assert written == found.certificate
    assert found.plan is not None
    assert written.plan == codec.sha(found.plan)


def test_a_situation_without_sense_is_refused_before_anything_is_planned() -> None:
    """The field is named."""
    with pytest.raises(InputError) as refused:
        scenario_of(without_bays(tiny_fleet(vehicles=(many(VAN, -1),)), "alpha"), None, "likely")
    assert refused.value.field == "vehicles.van.count"


def test_the_explanation_of_an_answer() -> None:
    """Two vans, hours for one trip each: 40 of 100. The rest is explained group by group, and proved."""
    situation = lasting(tiny_fleet(vehicles=(many(VAN, 2),)), 90)
    found = plan_together(situation, SCENARIO, work=300, seconds=None, strict=False, out=None)
    explained = explain_fleet(situation, found.plan, found.certificate)
    assert explained.bound == 40
    assert explained.proved
    assert [left.group for left in explained.left] == ["charlie-all", "alpha-any"]
    assert explained.network is not None
    assert explained.cuts == ()
    plain = explained.plain()
    assert plain["left"][0]["why"]
    everyone = plan_together(tiny_fleet(), SCENARIO, work=600, seconds=None, strict=False, out=None)
    nothing = explain_fleet(tiny_fleet(), everyone.plan, everyone.certificate)
    assert (nothing.left, nothing.network, nothing.cuts) == ((), None, ())


def test_planned_apart_it_is_checked_and_written_before_it_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said in words tells the order; a plan that breaks a rule is not written."""
    said: list[str] = []

    def say(words: str) -> None:
        said.append(f"{words}, written: {(tmp_path / 'fleet-plan.json').exists()}")

    found = planned(None, out=tmp_path, apart=True, say=say)
    assert found.explained is not None
    assert len(found.checks) == len(planned().checks)
    assert said[0] == "checking every rule and every number, written: False"
    assert any(words.startswith("explaining: ") for words in said)
    assert all(words.endswith("written: True") for words in said[1:])
    (tmp_path / "fleet-plan.json").unlink()

    def refused(*_: object, **__: object) -> None:
        raise CheckFailed("a rule does not hold", next_step="report it")

    monkeypatch.setattr(fleet_planning, "checked_fleet", refused)
    with pytest.raises(CheckFailed):
        planned(None, out=tmp_path, apart=True)
    assert not (tmp_path / "fleet-plan.json").exists()
