"""Which claims and unknowns decide a fleet's answer: each flipped, its consequence bracketed at once, the worst solved
again while there is time.

At once means: the plan is repaired for the flipped day, which is what can surely still be done, and the prices of the
old bound are read against it, which is at most what any plan could do. Where the two leave most open, or differ most
from what was, more work is spent first, until the head of the list is all solved again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from safeconduct.model.certificate import Decisive
from safeconduct.model.fleet import FleetBound, FleetPlan, FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.plan.decisive import EVERYONE, STATUS
from safeconduct.plan.fleet_explain.flips import ALL, Flip, flips_of
from safeconduct.plan.fleet_explain.remedies import STEPS, WORK
from safeconduct.plan.fleet_explain.resolved import Resolved, resolved

#: How much of the head of the list is solved again.
HEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetDecisive:
    """One flip and what the answer becomes; ``again`` whether it was solved again with more work."""

    decisive: Decisive
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetDeciding:
    """The flips, the most decisive first, and in ``how`` one sentence on how they were computed. ``flips`` and
    ``found`` hold every changed situation with its answer, for checking."""

    ranked: tuple[FleetDecisive, ...]
    how: str
    flips: tuple[Flip, ...]
    found: tuple[Resolved, ...]


def fleet_decisive(
    situation: Situation,
    scenario: FleetScenario,
    plan: FleetPlan | None,
    bound: FleetBound,
    before: tuple[int, int, int],
    *,
    seconds: float,
    head: int = HEAD,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> FleetDeciding:
    """Flip everything there is. ``before`` are persons out in ``plan``, at most, and persons who wish to go; ``bound``
    counts persons. Every flip is judged; then up to ``head`` are solved again, until ``seconds`` are over or Ctrl-C."""
    flips = flips_of(situation, scenario)
    vehicles = sum(kind.count.value for kind in situation.vehicles)

    def solve(flip: Flip, *, again: bool) -> Resolved:
        work = (WORK if again else 0) + (2 * vehicles if again or not flip.carries else 0)
        carried = plan if flip.carries else None
        return resolved(flip.changed, scenario, plan=carried, bound=bound, work=work, steps=STEPS if again else 0)

    found: list[Resolved] = []
    for number, flip in enumerate(flips):
        tell(number, len(flips) + head)
        found.append(solve(flip, again=False))
    again: set[int] = set()
    started = time.perf_counter()

    def rank(number: int) -> tuple[int, int]:
        return (-_score(situation, scenario, flips[number], before, found[number]), number)

    with suppress(KeyboardInterrupt):
        while len(again) < head and time.perf_counter() - started < seconds:
            due = [number for number in sorted(range(len(flips)), key=rank)[:head] if number not in again]
            if not due:
                break
            tell(len(flips) + len(again), len(flips) + head)
            more, known = solve(flips[due[0]], again=True), found[due[0]]
            better = more if more.persons >= known.persons else known
            found[due[0]] = replace(better, bound=min(known.bound, more.bound))
            again.add(due[0])
    ranked = tuple(
        FleetDecisive(decisive=_told(situation, scenario, flips[number], before, found[number]), again=number in again)
        for number in sorted(range(len(flips)), key=rank)
    )
    return FleetDeciding(ranked=ranked, how=_how(len(flips), len(again)), flips=flips, found=tuple(found))


def _how(flips: int, again: int) -> str:
    return (
        f"{flips} claims and unknowns were read the other way, one at a time: the plan was repaired for each, and the "
        f"prices of its bound say at most; {again} of them were solved again with more work, the most decisive first."
    )


def _score(
    situation: Situation, scenario: FleetScenario, flip: Flip, before: tuple[int, int, int], after: Resolved
) -> int:
    """What changes: a status, whether everyone is out, and by how many persons more or fewer stay."""
    persons, _, people = before
    steps = STATUS * (_status(situation, scenario, flip) != _status(flip.changed, scenario, flip))
    steps += EVERYONE * ((persons == people) != (after.persons == after.people))
    return steps + min(EVERYONE - 1, abs((people - persons) - (after.people - after.persons)))


def _status(situation: Situation, scenario: FleetScenario, flip: Flip) -> str:
    named = scenario.corridors if flip.corridor == ALL else (flip.corridor,)
    return ", ".join(dict.fromkeys(c.status.value for c in situation.corridors if c.id in named))


def _told(
    situation: Situation, scenario: FleetScenario, flip: Flip, before: tuple[int, int, int], after: Resolved
) -> Decisive:
    persons, most, people = before
    return Decisive(
        subject=flip.subject,
        what=flip.what,
        flipped=flip.flipped,
        corridor=flip.corridor,
        before=f"{_words(persons, most, people)}; {_status(situation, scenario, flip)}",
        after=f"{_words(after.persons, after.bound, after.people)}; {_status(flip.changed, scenario, flip)}",
        score=_score(situation, scenario, flip, before, after),
        question=flip.question,
        ask=flip.ask,
    )


def _words(persons: int, most: int, people: int) -> str:
    out = f"{persons:,}" if persons == most else f"{persons:,} to {most:,}"
    return f"{out} of {people:,} out"
