"""Fresh sentences of many genres and emergencies, each with the values it states: ``wordings/*.txt``.

A line holds what is expected and the sentence; the first line of a file says how the expectation is written. None of
the sentences stands in a report of the corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from safeconduct.model.claim import Stance, Value
from safeconduct.read.infrastructure import road_states
from safeconduct.read.parties import PartyTable, neutral_parties
from safeconduct.read.places import Finder
from safeconduct.read.reserves import reserves
from safeconduct.read.times import windows
from safeconduct.read.transport import transports
from safeconduct.read.values import Context, values_in

FOLDER = Path(__file__).parent / "wordings"
WEDNESDAY = date(2027, 6, 16)
FRIDAY = date(2027, 1, 22)
PLACES = {
    "tarn": ["Tarn"],
    "kell": ["Kell"],
    "lenz": ["Lenz"],
    "arena": ["the County Arena", "County Arena"],
    "mill-school": ["Mill School"],
    "upper-camp": ["Upper Camp"],
}
STANCES = {
    "A": Stance.ASSERTS,
    "D": Stance.DEMANDS,
    "N": Stance.REFUSES,
    "O": Stance.OFFERS,
    "R": Stance.REQUESTS,
    "Y": Stance.ACCEPTS,
}
TABLE = PartyTable(neutral_parties(), "", "")


def rows(name: str, parts: int) -> Iterator[tuple[str, ...]]:
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not line.endswith("#skip"):
            yield tuple(part.strip() for part in line.split(" | ", parts - 1))


def every(name: str, parts: int) -> pytest.MarkDecorator:
    found = list(rows(name, parts))
    names = ["stance", "expected", "text"][3 - parts :]
    return pytest.mark.parametrize(names, found, ids=[row[-1] for row in found])


def listed(expected: str) -> list[str]:
    return [] if expected == "-" else sorted(expected.split(", "))


def read(text: str, stance: str, before: str = "") -> tuple[Value, ...]:
    report = before + text
    context = Context(report, WEDNESDAY, Finder(PLACES).find(report), TABLE)
    piece = (len(before), len(report))
    return values_in(context, (piece,), piece[1], STANCES[stance], "", None)[0]


def named(what: str) -> set[str]:
    return {word.rstrip("s") for word in what.split()}


def matched(found: list[tuple[str, str]], expected: str) -> bool:
    """Whether things and what is said of them are those expected; a thing is named when it shares a word."""
    left = list(found)
    for want in listed(expected):
        what, said = want.rsplit(":", 1)
        hit = next((row for row in left if row[1] == said and named(row[0]) & named(what)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def stock(present: bool | None, days: int | None) -> str:
    if present is None:
        return "?"
    return ("+" if days is None else str(days)) if present else "-"


@every("reserves", 2)
def test_reserves(expected: str, text: str) -> None:
    found = [(v.what, stock(v.present, v.days)) for v in reserves(text, FRIDAY)]
    assert matched(found, expected), found


@every("transport", 3)
def test_transport(stance: str, expected: str, text: str) -> None:
    found = [(v.what, "-" if v.count is None else str(v.count)) for v in transports(text, STANCES[stance])]
    assert matched(found, expected), found


@every("roads", 2)
def test_roads(expected: str, text: str) -> None:
    found = [road.value for road in road_states(text)]
    assert Counter(f"{v.element} {v.state} {v.scope}" for v in found) == Counter(listed(expected))


@every("windows", 3)
def test_windows(stance: str, expected: str, text: str) -> None:
    found = windows(text, WEDNESDAY, stance=STANCES[stance])
    assert [(h.value.opens, h.value.closes) for h in found] == list(hours(expected))


def hours(expected: str) -> Iterator[tuple[datetime | None, datetime | None]]:
    """ "17 08:00-14:00 Europe/Athens" as instants; a closing before its opening is on the next day."""
    if expected == "?":
        yield None, None
    elif expected != "-":
        day, between, zone = expected.split()
        opens, closes = (instant(int(day), clock, ZoneInfo(zone)) for clock in between.split("-"))
        over = opens is not None and closes is not None and closes <= opens
        yield opens, closes + timedelta(days=1) if over and closes is not None else closes


def instant(day: int, clock: str, zone: ZoneInfo) -> datetime | None:
    if not clock:
        return None
    hour, minute = map(int, clock.split(":"))
    return datetime(2027, 6, day, hour, minute, tzinfo=zone).astimezone(UTC)


@every("persons", 2)
def test_persons(expected: str, text: str) -> None:
    assert sorted(filter(None, map(person, read(text, "A")))) == listed(expected)


def person(value: Value) -> str:
    if value.slot == "outcome":
        return f"o {'?' if value.people is None else value.people}"
    if value.slot == "people":
        low, high = ("" if bound is None else str(bound) for bound in (value.low, value.high))
        return f"p {low}-{high} {value.population.value[:3]}"
    return ""


@every("destinations", 3)
def test_destinations(stance: str, expected: str, text: str) -> None:
    assert sorted(v.place or "" for v in read(text, stance) if v.slot == "destination") == listed(expected)


@every("conditions", 3)
def test_conditions(stance: str, expected: str, text: str) -> None:
    found = read(text, stance, before="The garrison and the militia hold the town. ")
    assert ["m" if v.military else "c" for v in found if v.slot == "condition"] == listed(expected)


@every("answers", 3)
def test_answers(stance: str, expected: str, text: str) -> None:
    found = read(text, stance)
    assert [v.slot for v in found if v.slot in ("acceptance", "refusal", "notice")] == listed(expected)
