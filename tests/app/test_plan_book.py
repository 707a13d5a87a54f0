"""Steps on the plans of a case: pinned, accepted, taken back; nothing is overwritten, and the last step says what is
current, also after a new start."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.answers import checked
from safeconduct.app.operation import Operation
from safeconduct.app.plan_book import PlanBook
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import NotFound, RefusedError
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan
from safeconduct.plan.pinned import plan_kept
from safeconduct.plan.solve import solve
from tests.web import served


@pytest.fixture
def book(tmp_path: Path) -> Iterator[PlanBook]:
    operation = Operation(served.workspace(tmp_path))
    yield PlanBook(operation)
    operation.close()


def of(book: PlanBook) -> Operation:
    return book._operation


def answered(book: PlanBook) -> tuple[str, Plan]:
    """The plan of the case's answer."""
    plan = next(one.plan for one in of(book).case().dossier.answers if one.plan is not None)
    return codec.sha(plan), plan


def another(book: PlanBook, *, keep_first: bool = False) -> str:
    """A checked plan for the same question, made apart and kept with its certificate; the sha."""
    situation = of(book).case().dossier.situation
    assert situation is not None
    answer = next(one for one in of(book).case().dossier.answers if one.plan is not None)
    plan, scenario = answer.plan, answer.certificate.scenario
    assert plan is not None
    found, certificate = solve(situation, scenario, work=0)
    assert found is not None
    if keep_first:
        same = replace(plan, scenario=scenario, work=replace(plan.work, units=plan.work.units + 1))
        pin = Pin(plan=codec.sha(same), convoy=same.convoys[0].number)
        found, certificate = plan_kept(situation, scenario, same, [pin], seconds=0.0)
    checked(situation, found, certificate)
    of(book).put("certificate", codec.dump(certificate))
    return of(book).put("plan", codec.dump(found))


def current(book: PlanBook) -> tuple[str, Dossier]:
    return of(book).case().sha, of(book).case().dossier


def test_a_pin_is_set_taken_off_and_taken_back(book: PlanBook) -> None:
    sha, plan = answered(book)
    pin = Pin(plan=sha, convoy=plan.convoys[0].number)
    before = current(book)
    book.pin(sha, pin, by="planner", held=True)
    assert book.pins() == (pin,)
    assert book.kept(plan.scenario) == (plan, (pin,))
    assert book.kept(replace(plan.scenario, people=plan.scenario.people + 1)) is None
    with pytest.raises(RefusedError, match="pinned already"):
        book.pin(sha, pin, by="planner", held=True)
    off = book.pin(sha, pin, by="planner", held=False)
    assert book.pins() == ()
    book.take_back(off.number, by="dispatcher")
    assert book.pins() == (pin,)
    first = book.undo()
    assert first is not None
    book.take_back(first.number, by="dispatcher")
    assert book.pins() == ()
    assert book.undo() is None
    assert current(book) == before
    assert [(step.number, step.what) for step in book.steps()] == [
        (1, "pinned"), (2, "unpinned"), (3, "taken back"), (4, "taken back"),
    ]  # fmt: skip


def test_an_accepted_plan_is_the_cases_until_it_is_taken_back_and_both_stay(book: PlanBook) -> None:
    old, _ = answered(book)
    before, shas = current(book), of(book)._store.shas("dossier")
    new = another(book)
    step = book.accept(new, by="planner")
    assert answered(book)[0] == new
    assert of(book).plans()[0][0] == new
    book.take_back(step.number, by="planner")
    assert current(book) == before
    assert answered(book)[0] == old
    assert set(shas) < set(of(book)._store.shas("dossier"))  # added to, and nothing is gone
    assert {codec.sha(one.plan) for one in of(book).dossier(step.dossier).answers if one.plan} == {new}
    again = Operation(of(book).path)
    assert again.case().sha == before[0]
    assert [one.what for one in again.steps.all()] == ["accepted", "taken back"]
    again.close()


def test_a_pin_goes_over_to_the_plan_that_keeps_it_and_forbids_one_that_does_not(book: PlanBook) -> None:
    sha, plan = answered(book)
    book.pin(sha, Pin(plan=sha, convoy=plan.convoys[0].number), by="planner", held=True)
    other, same = another(book), another(book, keep_first=True)
    with pytest.raises(RefusedError, match="does not keep convoy 1"):
        book.accept(other, by="planner")
    assert answered(book)[0] == sha
    book.accept(same, by="planner")
    assert book.pins() == (Pin(plan=same, convoy=plan.convoys[0].number),)


def test_something_done_since_is_not_taken_back_unseen(book: PlanBook) -> None:
    sha, plan = answered(book)
    first = book.pin(sha, Pin(plan=sha, convoy=1), by="planner", held=True)
    book.pin(sha, Pin(plan=sha, convoy=1, vehicle=plan.trips[0].vehicle), by="dispatcher", held=True)
    with pytest.raises(RefusedError, match="something else was done since: pinned"):
        book.take_back(first.number, by="planner")
    assert len(book.pins()) == 2


def test_of_two_who_do_something_at_once_one_is_refused(book: PlanBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has looked before the other has written: a second taking back, or a pin that knows nothing of the first."""
    sha, plan = answered(book)
    one, other = Pin(plan=sha, convoy=1), Pin(plan=sha, convoy=1, vehicle=plan.trips[0].vehicle)
    operation, write = of(book), of(book).step

    def first(act: Callable[[], object]) -> None:
        def meanwhile(*given: object, **named: object) -> object:
            monkeypatch.setattr(operation, "step", write)
            act()
            return write(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(operation, "step", meanwhile)

    first(lambda: PlanBook(operation).pin(sha, one, by="planner", held=True))
    with pytest.raises(RefusedError, match="at the same moment: pinned convoy 1"):
        book.pin(sha, other, by="dispatcher", held=True)
    assert book.pins() == (one,)
    number = book.steps()[-1].number
    first(lambda: PlanBook(operation).take_back(number, by="planner"))
    with pytest.raises(RefusedError, match="at the same moment: taken back"):
        book.take_back(number, by="dispatcher")
    assert [step.what for step in book.steps()] == ["pinned", "taken back"]
    assert book.undo() is None


def test_a_step_that_was_taken_back_twice_leaves_the_pages_whole(book: PlanBook) -> None:
    """As two at once could write it in an earlier version."""
    sha, _ = answered(book)
    book.pin(sha, Pin(plan=sha, convoy=1), by="planner", held=True)
    for number in (2, 3):
        of(book).step(of(book).case().dossier, "taken back", "pinned", by="planner", pins=(), seen=number - 1)
    assert book.undo() is None
    book.pin(sha, Pin(plan=sha, convoy=1), by="planner", held=True)
    undo = book.undo()
    assert undo is not None
    assert undo.number == 4


def test_a_later_dossier_is_current_and_its_reports_survive_going_back(book: PlanBook) -> None:
    """A report is pasted between a step and its end: going back changes plans, not what was reported."""
    new = another(book)
    step = book.accept(new, by="planner")
    report = of(book).case().dossier.reports[0]
    text = report.text + "\n\nLater."
    pasted = replace(report, id="pasted", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
    of(book).add_report(pasted, ())
    assert answered(book)[0] == new
    book.take_back(step.number, by="planner")
    assert answered(book)[0] != new
    assert "pasted" in {one.id for one in of(book).case().dossier.reports}


def test_plans_of_another_situation_are_not_taken_back(book: PlanBook) -> None:
    step = book.accept(another(book), by="planner")
    dossier = of(book).case().dossier
    assert dossier.situation is not None
    of(book).take_over(replace(dossier.situation, title="Another"), dossier.decisions)
    with pytest.raises(RefusedError, match="assessed anew"):
        book.take_back(step.number, by="planner")


def test_answers_that_are_planned_anew_are_a_step_too(book: PlanBook) -> None:
    before = current(book)
    study = replace(before[1], answers=before[1].answers[:1], reports=(), decisions=())
    assert of(book).take_answers(study, "planner")
    last = book.undo()
    assert last is not None
    assert last.what == "planned"
    book.take_back(last.number, by="planner")
    assert current(book) == before


def test_what_is_not_there_is_not_pinned_or_accepted(book: PlanBook) -> None:
    sha, plan = answered(book)
    for pin in (Pin(plan=sha, convoy=77), Pin(plan=sha, group="none", profile="none")):
        with pytest.raises(NotFound, match="the plan has no"):
            book.pin(sha, pin, by="planner", held=True)
    with pytest.raises(NotFound, match="no answer of the case"):
        book.pin("0" * 64, Pin(plan="0" * 64, convoy=1), by="planner", held=True)
    with pytest.raises(NotFound, match="no such plan"):
        book.accept("0" * 64, by="planner")
    with pytest.raises(RefusedError, match="already"):
        book.accept(sha, by="planner")
    bare = of(book).put("plan", codec.dump(replace(plan, work=replace(plan.work, units=99))))
    with pytest.raises(NotFound, match="no certificate"):
        book.accept(bare, by="planner")
    with pytest.raises(RefusedError, match="nothing to take back"):
        book.take_back(1, by="planner")
    assert book.steps() == ()
