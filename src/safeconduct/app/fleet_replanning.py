"""The REPLAN verb: a plan that is being driven, changed on the day; checked, and written beside the old one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct import codec
from safeconduct.app.day_times import minute_of
from safeconduct.app.find import document
from safeconduct.app.fleet_day import Report, Told, as_told, in_words, late_in, lost_in, reports_of
from safeconduct.app.fleet_past import against_the_past
from safeconduct.app.fleet_planning import checked_fleet
from safeconduct.app.ledger import file_bytes
from safeconduct.app.settings import settings
from safeconduct.app.situating import write_folder
from safeconduct.model.dossier import Check
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.verify.check import require
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_left import check_left

if TYPE_CHECKING:
    from safeconduct.plan.fleet.changes import PlanChanges
    from safeconduct.plan.fleet.replan import Rest
    from safeconduct.plan.fleet_explain.clock import DayClock

    Tell = Callable[[FleetPlan | None, PlanChanges, DayClock], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanning:
    """A plan changed on the day: the situation as it is known now, the new plan if any, its certificate (whose bounds
    are of the whole day), what changed, the checks, and the clock to read minutes by; and the rest of the day with what
    is proved of it, None when there is nobody, or no vehicle, left. ``reports`` are what was told, as it was
    understood."""

    situation: Situation
    plan: FleetPlan | None
    certificate: FleetCertificate
    changes: PlanChanges
    checks: tuple[Check, ...]
    clock: DayClock
    rest: Rest | None
    reports: tuple[Report, ...]

    @property
    def at_most(self) -> int:
        """Persons that any plan can still bring out, those who have left included."""
        whole = self.certificate.levels[-1].bound
        if self.rest is None:
            return min(whole, self.certificate.persons_out)
        return min(whole, self.rest.begun[1] + self.rest.certificate.levels[-1].bound)


def replan_day(
    named: str,
    *,
    situation: str | None,
    workspace: Path | None,
    now: str,
    told: Told,
    pins: Sequence[str],
    price: int,
    work: int | None,
    seconds: float,
    out: Path | None,
    tell: Tell,
    hear: Callable[[tuple[str, ...]], None] = lambda words: None,
) -> Replanning:
    """Repair, tell, search, prove, check, and write to the new folder ``out`` when given.

    ``hear`` gets how the reports were understood, sentence by sentence, before anything is done; ``tell`` hears of the
    repaired plan, which has been checked, before search begins. InputError when something is said to have been closed
    while the plan had a vehicle there, or when ``out`` is there already: a plan that was given out is never
    overwritten.
    """
    from safeconduct.plan.fleet.replan import replan
    from safeconduct.plan.fleet_explain.clock import DayClock

    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(
            "is there already, and orders that were given out are never overwritten",
            file=str(out),
            field="--out",
            next_step="name a folder that is not there yet; the old plan stays valid until the new one is given out",
        )
    plan = document(FleetPlan, "fleet plan", named, workspace or settings().workspace)
    before = _situation_of(plan, Path(named), situation, workspace)
    clock = DayClock(before, plan.scenario)
    minute = minute_of(clock, now, "--now")
    _require_under_way(plan, now, minute)
    held = _pins(pins, plan)
    reports = reports_of(before, clock, minute, told)
    hear(in_words(before, clock, minute, reports))
    after = as_told(before, clock, minute, told)
    against_the_past(after, plan, clock, minute, reports)

    def told_first(repaired: FleetPlan | None, changes: PlanChanges) -> None:
        if repaired is not None:
            require(check_fleet_plan(after, repaired, situation_sha=codec.sha(after)))
        tell(repaired, changes, clock)

    found = replan(
        plan, before, after, minute, pins=held, lost=lost_in(after), late=late_in(after, minute), price=price,
        work=work or 0, seconds=None if work is not None else seconds, tell=told_first,
    )  # fmt: skip
    checks = checked_fleet(after, found.plan, found.certificate)
    rest = found.rest
    if rest is not None and found.plan is not None:
        sha = codec.sha(rest.situation)
        of_rest = check_left(after, found.plan, minute, rest.situation, rest.certificate, rest_sha=sha)
        require(of_rest)
        checks = (*checks, *of_rest)
    if out is not None:
        files = {"situation.json": after, "fleet-certificate.json": found.certificate, "fleet-plan.json": found.plan}
        if rest is not None:
            files |= {"left-situation.json": rest.situation, "left-certificate.json": rest.certificate}
        write_folder(out, {name: codec.dump(given) for name, given in files.items() if given is not None})
    return Replanning(
        situation=after,
        plan=found.plan,
        certificate=found.certificate,
        changes=found.changes,
        checks=checks,
        clock=clock,
        rest=rest,
        reports=reports,
    )


def _require_under_way(plan: FleetPlan, now: str, minute: int) -> None:
    """InputError when the last vehicle is unloaded before ``minute``, HH:MM before the opening being the next day's;
    and for an instant before the opening."""
    if minute < 0:
        raise InputError(
            f"{now!r} is {-minute} minutes before the opening",
            field="--now",
            next_step="give a time of the plan; before the opening, nothing is under way: plan the day anew",
        )
    last = max((trip.unloaded for day in plan.days for trip in day.trips), default=None)
    if last is not None and minute > last:
        raise InputError(
            f"{now!r} is minute {minute} after the opening, and the last vehicle is unloaded at minute {last}",
            field="--now",
            next_step="give a time of the plan; before the opening, nothing is under way: plan the day anew",
        )


def _situation_of(plan: FleetPlan, path: Path, named: str | None, workspace: Path | None) -> Situation:
    """The situation a plan was made for: the one named, the file beside the plan, or the one in the workspace."""
    beside = path.parent / "situation.json"
    if named is not None:
        given = document(Situation, "situation", named, workspace or settings().workspace)
    elif path.is_file() and beside.is_file():
        given = codec.load(Situation, file_bytes(beside), file=str(beside))
    else:
        given = document(Situation, "situation", plan.situation, workspace or settings().workspace)
    if codec.sha(given) != plan.situation:
        raise NotFound(
            f"the plan is for situation {plan.situation[:12]}, this is {codec.sha(given)[:12]}",
            field="--situation",
            next_step="give the situation.json that was written with the plan",
        )
    return given


def _pins(written: Sequence[str], plan: FleetPlan) -> Mapping[str, int | None]:
    """VEHICLE, whose whole day may not change, or VEHICLE:TRIPS, its first trips; InputError for more than it has."""
    found: dict[str, int | None] = {}
    trips_of = {day.vehicle: len(day.trips) for day in plan.days}
    for entry in written:
        name, _, trips = entry.partition(":")
        if trips and not (trips.isdecimal() and int(trips)):
            raise InputError(f"{entry!r} pins no number of trips", field="--pin", next_step="give VEHICLE or VEHICLE:2")
        if trips and int(trips) > trips_of.get(name, 0):
            raise InputError(
                f"{entry!r} pins {trips} trips, {name} has {trips_of.get(name, 0)}",
                field="--pin",
                next_step="give no more trips than the plan has, or VEHICLE for its whole day",
            )
        found[name] = int(trips) if trips else None
    return found
