"""What the page of a fleet shows beside what every page shows: answer, what binds, timetable, proof, drawings."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from safeconduct.model.situation import Situation
from safeconduct.publish import fan, lexicon, tornado
from safeconduct.publish.fleet import pictures
from safeconduct.publish.fleet.answer import FleetAnswer, named_shares, view_of
from safeconduct.publish.fleet.day import Day
from safeconduct.publish.fleet.proof import plain_bound, share_rows
from safeconduct.publish.fleet.sheets import reception_sheets, site_sheets, vehicle_sheets
from safeconduct.publish.ledger import Ledger
from safeconduct.publish.sheet import Sheet
from safeconduct.redact.levels import Level, shows

WIDE, NARROW = 880, 400
Pair = tuple[Markup, Markup]

#: What the template finds when there is no fleet.
NO_FLEET: dict[str, object] = {"f": None, "sites": (), "receptions": (), "vehicles": (), "pictures": {}}


def fleet_sheet(sheet: Sheet, answer: FleetAnswer) -> Sheet:
    """The sheet with the status of the fleet's plan and the rules that were recomputed on it."""
    status = sheet.status
    if answer.plan is not None and answer.plan.status == "order":
        status = status.removesuffix(f" · {lexicon.CAPACITY_STUDY}")
    return replace(sheet, status=status, checked=sum(check.ok for check in answer.checks))


def fleet_context(situation: Situation, answer: FleetAnswer, ledger: Ledger, level: Level) -> dict[str, object]:
    """Everything the template of a fleet prints, at a level."""
    day = answer.day(situation)
    timed = shows(level, "timetable") and shows(level, "movement details")
    return {
        "f": view_of(situation, answer, ledger, level),
        "sites": site_sheets(day) if timed else (),
        "receptions": reception_sheets(day) if timed else (),
        "vehicles": vehicle_sheets(day) if timed else (),
        "pictures": _pictures(day, answer, level, timed=timed),
    }


def _pictures(day: Day, answer: FleetAnswer, level: Level, *, timed: bool) -> dict[str, object]:
    certificate, stated = answer.certificate, plain_bound(answer.certificate)
    persons = certificate.levels[-1]
    found: dict[str, object] = {"out": None, "gantt": None, "narrow": (), "shares": None, "fan": None, "causes": None}
    if answer.stress is not None and shows(level, "proof"):
        found["fan"] = _pair(fan.fan_svg(answer.stress, "fan"), fan.fan_svg(answer.stress, "fan-n", 360))
        found["causes"] = tornado.causes_of(answer.stress, "causes")
    if shows(level, "timetable"):
        found["out"] = _pair(
            pictures.out_svg(day, certificate.people, persons.bound, "out"),
            pictures.out_svg(day, certificate.people, persons.bound, "out-n", NARROW),
        )
    if timed:
        found["gantt"] = _pair(pictures.gantt_svg(day, "gantt"), pictures.gantt_svg(day, "gantt-n", NARROW))
        found["narrow"] = tuple(
            _pair(
                pictures.occupancy_svg(day, one, stated, f"slots-{one.id}", WIDE),
                pictures.occupancy_svg(day, one, stated, f"slots-n-{one.id}", NARROW),
            )
            for one in day.situation.resources
        )
    if stated is not None and shows(level, "proof"):
        rows = named_shares(answer, share_rows(day.situation, certificate, stated))
        found["shares"] = _pair(
            pictures.shares_svg(rows, stated.value, certificate.persons_out, "shares"),
            pictures.shares_svg(rows, stated.value, certificate.persons_out, "shares-n", NARROW),
        )
    return found


def _pair(wide: str, narrow: str) -> Pair:
    """Two drawings as trusted markup: our own writer escaped every word in them."""
    return Markup(wide), Markup(narrow)
