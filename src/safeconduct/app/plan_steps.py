"""What was done to the plans of a case, step by step: pinned, accepted, planned anew, taken back. Steps are added and
never changed; the last one says which dossier is current, so going back loses nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from safeconduct import codec
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.errors import RefusedError
from safeconduct.model.pins import Pin
from safeconduct.ports import Documents
from safeconduct.verify.pins import carried

#: The kind of document a step is in the store.
KIND = "plan step"
What = Literal["pinned", "unpinned", "accepted", "planned", "taken back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One step. ``dossier`` is current since, ``before`` was until then; ``dossiers`` is how many the store had: once
    it has more, a later one is current. ``pins`` are those that hold since."""

    number: int
    what: What
    words: str
    by: str
    at: datetime
    dossier: str
    before: str
    dossiers: int
    pins: tuple[Pin, ...]


class PlanSteps:
    """The steps of a store, each read once."""

    def __init__(self, store: Documents) -> None:
        self._store = store
        self._read: dict[str, PlanStep] = {}

    def all(self) -> tuple[PlanStep, ...]:
        """Every step, oldest first."""
        for sha in self._store.shas(KIND):
            if sha not in self._read:
                self._read[sha] = _step(json.loads(self._store.get(KIND, sha)))
        return tuple(sorted(self._read.values(), key=lambda step: step.number))

    def current(self, dossiers: Sequence[str]) -> str:
        """The sha of the current dossier among these, oldest first: the latest, unless a step says otherwise."""
        last = next(iter(self.all()[::-1]), None)
        return last.dossier if last is not None and last.dossiers == len(dossiers) else dossiers[-1]

    def add(self, step: PlanStep) -> None:
        """Write a step down."""
        plain = asdict(step) | {"at": step.at.isoformat()}
        self._store.put(KIND, json.dumps(plain, sort_keys=True, ensure_ascii=False).encode())

    def pins(self, dossier: Dossier) -> tuple[Pin, ...]:
        """The pins that hold: those of the last step on plans that are still answers of the case."""
        steps = self.all()
        held = plans_by_sha(dossier)
        return tuple(pin for pin in (steps[-1].pins if steps else ()) if pin.plan in held)

    def to_take_back(self) -> tuple[PlanStep, tuple[Pin, ...]] | None:
        """The last step that was not taken back, and the pins that held before it; None when there is none."""
        stack: list[tuple[PlanStep, tuple[Pin, ...]]] = []
        held: tuple[Pin, ...] = ()
        for step in self.all():
            if step.what == "taken back":
                del stack[-1:]  # none is left where two took the same step back, as an earlier version let them
            else:
                stack.append((step, held))
            held = step.pins
        return stack[-1] if stack else None


def _step(plain: dict[str, Any]) -> PlanStep:
    pins = tuple(Pin(**pin) for pin in plain["pins"])
    return PlanStep(**(plain | {"at": datetime.fromisoformat(plain["at"]), "pins": pins}))


def plans_by_sha(dossier: Dossier) -> dict[str, Answer]:
    """The answers of a dossier that have a plan, by the plan's sha."""
    return {codec.sha(one.plan): one for one in dossier.answers if one.plan is not None}


def pins_carried(before: Dossier, after: Sequence[Answer], pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """The pins as they read on the answers that took the place of those they were set on; what is not kept is left."""
    old = plans_by_sha(before)
    new = {one.certificate.scenario: one.plan for one in after if one.plan is not None}
    found = []
    for pin in pins:
        was = old.get(pin.plan)
        now = None if was is None else new.get(was.certificate.scenario)
        if was is not None and was.plan is not None and now is not None:
            found.append(carried(was.plan, pin, now, codec.sha(now)))
    return tuple(pin for pin in found if pin is not None)


def with_answer(dossier: Dossier, answer: Answer) -> Dossier:
    """The dossier with an answer in the place of the one to the same question, or behind the others."""
    scenario = answer.certificate.scenario
    old = next((one for one in dossier.answers if one.certificate.scenario == scenario), None)
    if old is None:
        return replace(dossier, answers=(*dossier.answers, answer))
    answer = replace(answer, remedies=old.remedies if not answer.remedies else answer.remedies)
    return replace(dossier, answers=tuple(answer if one is old else one for one in dossier.answers))


def as_before(now: Dossier, earlier: Dossier) -> Dossier:
    """The dossier with the answers of an earlier one; RefusedError when that was for another situation."""
    if earlier.situation is None or now.situation is None or codec.sha(earlier.situation) != codec.sha(now.situation):
        raise RefusedError(
            "the case was assessed anew since: the plans of before are for another situation",
            next_step="plan again on the situation as it is",
        )
    return replace(now, answers=earlier.answers, audits=earlier.audits, decisives=earlier.decisives)
