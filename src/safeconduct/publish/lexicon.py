"""Neutral words, in one place: labels, fixed sentences, and how each typed value of a claim is put.

No sentence here takes a side. Words that judge a party appear only inside quotation spans of reports.
"""

from __future__ import annotations

from safeconduct.model.claim import (
    AnswerValue,
    ConditionValue,
    ConflictKind,
    DestinationValue,
    Kind,
    OutcomeValue,
    PeopleValue,
    ReserveValue,
    RoadValue,
    Stance,
    TransportValue,
    Value,
    WindowValue,
)
from safeconduct.model.place import Mode
from safeconduct.publish import figures

PROOF_LIMIT = "Proved for the model and the stated assumptions; not a forecast, not a clearance, not permission."
DRAFT_LIMIT = "Nothing here is proved; not a forecast, not a clearance, not permission."
NOT_STRESSED = (
    "Not yet stress-tested: no day with delays, breakdowns or a closed road has been simulated, so no probability is "
    "given that everyone would be out."
)
VOLUNTARY = (
    "Movement is voluntary. Everyone chooses a direction or to stay; households travel together; protection is owed "
    "to civilians with or without a corridor."
)
NOTICE = "A notification is not permission, and a receipt is not consent. Silence is never counted as agreement."
STAY = "Stay and bring aid in"
STAY_WORDS = (
    "The first alternative to any movement. Those who cannot or do not wish to leave keep their claim to food, water "
    "and care."
)
WITHHELD_BLOCK = "[withheld: claim on combatants]"
WITHHELD_ENDURANCE = "[withheld: how long a place can hold out]"
DRAFT = "DRAFT – nothing confirmed"
DRAFT_WORDS = (
    "A machine proposed everything on this page from the text alone. No person has confirmed any of it; nothing here "
    "may be planned on."
)
#: Asked for by the Open Database License wherever roads of OpenStreetMap are drawn.
OSM = "Roads: © OpenStreetMap contributors, ODbL 1.0; simplified."
SCHEMATIC = "schematic – not surveyed"
CAPACITY_STUDY = "capacity study"
NOBODY_NAMED = "no speaker named"
ATTRIBUTED = "attributed by a person who confirmed it, not by the report"

MODE = {Mode.BUS: "by bus", Mode.FOOT: "on foot"}
MODE_ROUTE = {Mode.BUS: "vehicle route", Mode.FOOT: "route on foot"}
OBJECTIVE = {"all": "everyone, as early as possible", "most": "as many as possible"}

RESOURCE = {
    "screening": "screening",
    "fleet": "the vehicles",
    "bays": "the loading bays",
    "headway": "the spacing of convoys",
    "reception": "room at the reception",
    "people": "the number of people",
    "together": "vehicles, bays and screening taken together",
}
#: Reads after "can be moved" and after "no timetable".
NEEDS_FIRST = "with places kept for those in wheelchairs and on stretchers before anyone else's"

STANCE = {
    Stance.ASSERTS: "asserts",
    Stance.DENIES: "denies",
    Stance.ACCUSES: "accuses",
    Stance.ESTIMATES: "estimates",
    Stance.REQUESTS: "requests",
    Stance.OFFERS: "offers",
    Stance.DEMANDS: "demands",
    Stance.ACCEPTS: "accepts",
    Stance.REFUSES: "refuses",
}

KIND = {
    Kind.PEOPLE: "people",
    Kind.WINDOW: "window",
    Kind.DESTINATION: "destination",
    Kind.ROAD: "road or crossing",
    Kind.RESERVE: "reserves",
    Kind.TRANSPORT: "transport",
    Kind.ACCEPTANCE: "acceptance",
    Kind.REFUSAL: "refusal",
    Kind.CONDITION: "condition",
    Kind.NOTICE: "notice",
    Kind.OUTCOME: "outcome",
    Kind.OUT_OF_SCOPE: "outside the operation",
}

#: Kinds of conflict with sign and words, in the order in which they are shown.
CONFLICT = {
    ConflictKind.CONTRADICTS: ("≠", "contradict each other"),
    ConflictKind.DENIES: ("¬", "one denies the other"),
    ConflictKind.REFUSES: ("⊘", "one refuses what the other asks"),
    ConflictKind.ALTERNATIVE: ("⇄", "alternatives"),
    ConflictKind.DIFFERENT_MAGNITUDE: ("≷", "different numbers"),
    ConflictKind.REFINES: ("⊂", "one refines the other"),
}

#: First part of a gap's slot -> what is missing, in the order in which the closing screen names them.
GAP = {
    "acceptance": "acceptance",
    "wishes": "wishes",
    "guarantees": "guarantees",
    "screening": "screening terms",
    "fleet": "fleet",
    "receipt": "receipt of the notice",
    "condition": "terms of a condition",
    "window": "window",
    "people": "number of people",
    "destination": "destination",
    "road": "state of a crossing",
    "reserve": "days of food and water",
    "needs": "travel needs",
    "medical": "medical cover",
    "reception": "room at the reception",
    "resource": "a narrow place",
    "alternative": "aid instead of movement",
}

NEXT_STEP = {
    "conflicts": "No conflict between two claims was found. Run `safeconduct conflicts` after adding a report.",
    "answers": "No corridor has been planned. Confirm window, people, destination and crossings, then run "
    "`safeconduct plan`.",
    "decisive": "No claim has been flipped yet. Run `safeconduct decisive`.",
    "audit": "No offer has been audited. Run `safeconduct audit`.",
    "remedies": "No remedy was tried.",
    "gaps": "No gap is listed.",
    "guards": "No warning is raised beyond the rules that always hold.",
    "map": "No road network was given, so there is no map.",
    "assumptions": "No assumption is recorded.",
    "corridors": "No sentence was read as an offer or a request of a direction.",
}

DRAFT_ASSUMPTIONS = (
    "The rules of the reader found the claims; claims may be missing, split or misread.",
    "Names of places are matched by spelling only; nothing was looked up on a map.",
    "A day without a date is counted from the day of publication given for the report.",
    "A speaker's side is a suggestion until a person confirms it.",
)


def value(item: Value) -> str:
    """A typed value in neutral words with its unit; the text as written is kept where the value is a text."""
    match item:
        case PeopleValue():
            return figures.people(item)
        case WindowValue():
            return _window(item)
        case DestinationValue():
            return f"to {figures.line(item.as_written)}"
        case RoadValue():
            return _road(item)
        case ReserveValue():
            has = {True: "present", False: "lacking", None: "mentioned"}[item.present]
            return f"{figures.line(item.what)}: {has}, {_days(item.days)}"
        case TransportValue():
            return (
                f"{figures.line(item.what)}: {'number not stated' if item.count is None else figures.count(item.count)}"
            )
        case AnswerValue():
            reason = f", reason given: {figures.line(item.reason)}" if item.reason else ""
            to = f" to {figures.line(item.addressee)}" if item.addressee else ""
            return f"{item.slot}{to}{reason}"
        case ConditionValue():
            return "military condition" if item.military else "condition"
        case OutcomeValue():
            return (
                "outcome, not counted" if item.people is None else f"{figures.plural(item.people, 'person', 'people')}"
            )


def gap(slot: str) -> str:
    """What a gap is about, in words; an unknown slot is shown as it is."""
    head = figures.line(slot).split(".", 1)[0]
    return GAP.get(head, head.replace("_", " "))


def _days(days: int | None) -> str:
    return "amount not stated" if days is None else figures.plural(days, "day")


def _window(item: WindowValue) -> str:
    if item.opens is None and item.closes is None:
        return f"hours not settled by the words ({figures.line(item.as_written)})"
    opens = figures.stamp(item.opens) if item.opens else "opening not stated"
    closes = figures.stamp(item.closes) if item.closes else "closing not stated"
    zone = f"said as {figures.zone_name(item.zone)}" if item.zone else "no zone named"
    return f"{opens} – {closes} ({zone})"


def _road(item: RoadValue) -> str:
    which = {
        "all": f"all {item.element}s",
        "only": f"the only {item.element}",
        "some": f"some {item.element}s",
        "n of m": f"{item.n or '?'} of {item.m or '?'} {item.element}s",
        "named": figures.listed(figures.line(n) for n in item.names) or f"a {item.element}",
    }[item.scope]
    over = f" over {figures.line(item.over)}" if item.over else ""
    return f"{which}{over}: {item.state}"
