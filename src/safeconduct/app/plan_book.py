"""The plans of a served case changed by hand: pin a part, take a plan into the case, take the last step back."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct import codec
from safeconduct.app.answers import checked
from safeconduct.app.operation import Operation
from safeconduct.app.plan_steps import PlanStep, What, as_before, pins_carried, plans_by_sha, with_answer
from safeconduct.model.certificate import Certificate
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.errors import NotFound, RefusedError
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Plan, Scenario
from safeconduct.publish import figures


class PlanBook:
    """Steps on the plans of one operation, each in a role, each to be taken back."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation

    def steps(self) -> tuple[PlanStep, ...]:
        """Every step, oldest first."""
        return self._operation.steps.all()

    def pins(self) -> tuple[Pin, ...]:
        """The pins that hold on the plans of the case."""
        return self._operation.steps.pins(self._operation.case().dossier)

    def undo(self) -> PlanStep | None:
        """The step that would be taken back; None when there is none."""
        found = self._operation.steps.to_take_back()
        return None if found is None else found[0]

    def kept(self, scenario: Scenario) -> tuple[Plan, tuple[Pin, ...]] | None:
        """The plan of the case for the same corridor and people that has pins, and these; None when there is none."""
        dossier, pins = self._operation.case().dossier, self.pins()
        for sha, answer in plans_by_sha(dossier).items():
            plan = answer.plan
            mine = tuple(pin for pin in pins if pin.plan == sha)
            asked = (scenario.corridor, scenario.people)
            if plan is not None and mine and (plan.scenario.corridor, plan.scenario.people) == asked:
                return plan, mine
        return None

    def pin(self, plan: str, pin: Pin, *, by: str, held: bool) -> PlanStep:
        """Pin a part of a plan of the case, or (``held`` false) take the pin off; NotFound when there is no such plan
        or part, RefusedError when it is as asked already."""
        seen, dossier, pins = len(self.steps()), self._operation.case().dossier, self.pins()
        answer = plans_by_sha(dossier).get(plan)
        if answer is None or answer.plan is None:
            raise NotFound("this plan is no answer of the case", next_step="accept it first, or choose one that is")
        _require_part(answer.plan, pin)
        if (pin in pins) == held:
            raise RefusedError(
                f"{pin.words} is {'pinned already' if held else 'not pinned'}", next_step="look at the page again"
            )
        rest = tuple(one for one in pins if one != pin)
        words = f"{pin.words}, {name_of(answer.plan)}"
        what: What = "pinned" if held else "unpinned"
        return self._operation.step(dossier, what, words, by=by, pins=(*rest, pin) if held else rest, seen=seen)

    def accept(self, plan: str, *, by: str) -> PlanStep:
        """Make a plan that was made apart the case's answer to its question, checked here and now. RefusedError when it
        leaves a pin of the plan it takes the place of."""
        seen, dossier = len(self.steps()), self._operation.case().dossier
        found = next((one for sha, one in self._operation.plans() if sha == plan and isinstance(one, Plan)), None)
        if found is None or dossier.situation is None:
            raise NotFound("there is no such plan of one corridor", next_step="choose one of the Plan page")
        if plan in plans_by_sha(dossier):
            raise RefusedError("this plan is the case's already", next_step="look at the page again")
        certificate = self._certificate(plan)
        stress = self._operation.stress_reports().get(plan)
        made = Answer(
            plan=found,
            certificate=certificate,
            checks=checked(dossier.situation, found, certificate),
            remedies=(),
            stress=stress,
        )
        after, pins = with_answer(dossier, made), self.pins()
        kept = _kept_or_refused(dossier, after, pins)
        return self._operation.step(after, "accepted", f"{name_of(found)} {plan[:12]}", by=by, pins=kept, seen=seen)

    def take_back(self, number: int, *, by: str) -> PlanStep:
        """Go back to how it was before the last step, which has this number. RefusedError when there is none, when
        somebody did something else since, and when the case was assessed since."""
        seen, found = len(self.steps()), self._operation.steps.to_take_back()
        if found is None:
            raise RefusedError("there is nothing to take back", next_step="look at the page again")
        step, pins = found
        if step.number != number:
            raise RefusedError(
                f"something else was done since: {step.what} {step.words}", next_step="look at the page again"
            )
        now = self._operation.case().dossier
        after = as_before(now, self._operation.dossier(step.before))
        return self._operation.step(after, "taken back", f"{step.what} {step.words}", by=by, pins=pins, seen=seen)

    def _certificate(self, plan: str) -> Certificate:
        for data in self._operation.kept("certificate"):
            found = codec.stored(Certificate, data)
            if found.plan == plan:
                return found
        raise NotFound("no certificate of this plan is kept here", next_step="plan again, then accept that plan")


def name_of(plan: Plan) -> str:
    """A plan in a list: svatove, 568 people, most."""
    scenario = plan.scenario
    return f"{scenario.corridor}, {figures.count(scenario.people)} people, {scenario.objective}"


def _require_part(plan: Plan, pin: Pin) -> None:
    def meant() -> bool:
        if pin.profile:
            who = (pin.group, pin.profile)
            return any((entry.group, entry.profile) == who for trip in plan.trips for entry in trip.boarded)
        return any(trip.convoy == pin.convoy and pin.vehicle in ("", trip.vehicle) for trip in plan.trips)

    if not meant():
        raise NotFound(f"the plan has no {pin.words}", next_step="choose a line of its timetable")


def _kept_or_refused(before: Dossier, after: Dossier, pins: Sequence[Pin]) -> tuple[Pin, ...]:
    kept = pins_carried(before, after.answers, pins)
    if len(kept) == len(pins):
        return kept
    lost = [pin for pin in pins if not pins_carried(before, after.answers, (pin,))]
    raise RefusedError(
        f"this plan does not keep {figures.listed([pin.words for pin in lost])}",
        next_step="take the pin off first, or plan again: the next plan keeps it",
    )
