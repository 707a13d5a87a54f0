"""The PLAN verb for several corridors at once: one fleet and all it shares; checked before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from safeconduct import codec
from safeconduct.app.fleet_apart import Asked, Heard, answer_apart, answer_here
from safeconduct.app.situating import require_same_day, write_whole
from safeconduct.model.dossier import Check
from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.place import Mode
from safeconduct.model.situation import Situation
from safeconduct.verify.check import require
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate

if TYPE_CHECKING:
    from safeconduct.app.fleet_explaining import FleetExplanation
    from safeconduct.model.stress import StressReport
    from safeconduct.plan.fleet.portfolio import Progress

ENDS: tuple[Literal["low", "likely", "high"], ...] = ("low", "likely", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetAnswer:
    """The answer to one fleet scenario: plan if any, certificate, the checks that were recomputed, and what ended the
    search before its time, in words. Planned ``apart``, what stands behind the answer is there too, None where that
    broke off."""

    plan: FleetPlan | None
    certificate: FleetCertificate
    checks: tuple[Check, ...]
    stopped: str = ""
    explained: FleetExplanation | None = None
    stress: StressReport | None = None


def scenario_of(situation: Situation, corridor: str | None, people: str) -> FleetScenario:
    """The corridors for vehicles (or the one named) and which end of the estimates; InputError when there are none, or
    when the situation makes no sense for a fleet."""
    from safeconduct.plan.fleet.sound import require_sound

    which = next((end for end in ENDS if end == people), None)
    if which is None:
        raise InputError(
            f"a fleet is planned for the people of every group, {people!r} says not which",
            field="--people",
            next_step="use low, likely or high",
        )
    named = tuple(
        c.id
        for c in situation.corridors
        if (c.id == corridor) or (corridor is None and c.mode is Mode.BUS and c.window is not None)
    )
    if not named:
        raise InputError(
            "no corridor for vehicles has a confirmed window" if corridor is None else f"there is no {corridor!r}",
            field="--corridor",
            next_step="name one of: " + ", ".join(c.id for c in situation.corridors),
        )
    scenario = FleetScenario(corridors=named, people=which)
    require_sound(situation, scenario)
    return scenario


def plan_together(
    situation: Situation,
    scenario: FleetScenario,
    *,
    work: int | None,
    seconds: float | None,
    strict: bool,
    out: Path | None,
    tell: Callable[[Progress], None] | None = None,
    say: Callable[[str], None] | None = None,
    force: bool = False,
    apart: bool = False,
) -> FleetAnswer:
    """Plan, check, and write to ``out`` when given. ``tell`` hears what is known after every round, ``say`` in words
    what is done after the last. ``apart``: in a process of its own, so that a fault or a limit that ends it leaves the
    best plan it had found; the answer is checked and written while that process works out what stands behind it, so
    that nothing but a plan that breaks a rule keeps it from being written. InputError when ``out`` holds the plan of
    another situation, unless ``force``; ToolMissing when that process found nothing."""
    require_same_day(out, situation, force=force)
    asked = Asked(situation=situation, scenario=scenario, work=work, seconds=seconds, strict=strict)
    checks: tuple[Check, ...] | None = None

    def answered(found: Heard) -> None:
        nonlocal checks
        if say is not None:
            say("checking every rule and every number")
        assert found.certificate is not None
        checks = checked_fleet(situation, found.plan, found.certificate, strict=strict)
        if out is not None:
            _write(out, situation, found.plan, found.certificate)

    heard = answer_apart(asked, tell, say=say, answered=answered) if apart else answer_here(asked, tell)
    if checks is None:  # planned here, or the process ended before its answer
        answered(heard)
    assert heard.certificate is not None
    assert checks is not None
    return FleetAnswer(
        plan=heard.plan,
        certificate=heard.certificate,
        checks=checks,
        stopped=heard.words,
        explained=heard.explained,
        stress=heard.stress,
    )


def _write(out: Path, situation: Situation, plan: FleetPlan | None, certificate: FleetCertificate) -> None:
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / "situation.json", codec.dump(situation))
    write_whole(out / "fleet-certificate.json", codec.dump(certificate))
    if plan is not None:
        write_whole(out / "fleet-plan.json", codec.dump(plan))


def checked_fleet(
    situation: Situation, plan: FleetPlan | None, certificate: FleetCertificate, *, strict: bool = False
) -> tuple[Check, ...]:
    """Every rule and number recomputed; CheckFailed when one does not hold."""
    sha = codec.sha(situation)
    plan_sha = None if plan is None else codec.sha(plan)
    checks = check_fleet_certificate(situation, certificate, plan, situation_sha=sha, plan_sha=plan_sha)
    if plan is not None:
        checks = (*check_fleet_plan(situation, plan, situation_sha=sha, strict=strict), *checks)
    require(checks)
    return checks
