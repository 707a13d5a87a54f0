"""The worked case in December: the same words on a Wednesday of winter give the hours of winter.

Moscow keeps UTC+3 all year, Kyiv is UTC+2 in winter, and the sun sets hours before the window closes.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safeconduct.app.answers import answer
from safeconduct.app.case import load_case
from safeconduct.model.dossier import Dossier
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.publish.sheet import build_sheet
from safeconduct.redact.levels import Level
from tests.cases.azot import copy, read, situation_of


def _december(day: str) -> int:
    return int(day) - 1


def winter(tmp_path: Path) -> Path:
    """The case with every day of June 2022 moved to the same weekday of December 2022."""
    folder = copy(tmp_path)
    for path in (*folder.glob("*.yaml"), *(folder / "reports").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\b2022-06-(\d\d)", lambda m: f"2022-12-{_december(m[1]):02d}", text)
        text = re.sub(r"\b(\d{1,2}) June\b", lambda m: f"{_december(m[1])} December", text)
        text = re.sub(r"\b(\d{1,2})( to | and )(\d{1,2} December)", lambda m: f"{_december(m[1])}{m[2]}{m[3]}", text)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The winter twin's folder."""
    return winter(tmp_path_factory.mktemp("winter"))


@pytest.fixture(scope="module")
def situation(folder: Path) -> Situation:
    """The winter twin, assessed."""
    return situation_of(folder)


def hours(situation: Situation) -> tuple[datetime, datetime]:
    """The window of the offered direction."""
    window = situation.corridor("svatove").window
    assert window is not None
    return window.opens, window.closes


def test_moscow_hours_are_the_same_instants_of_the_day(situation: Situation) -> None:
    assert hours(situation) == (datetime(2022, 12, 14, 5, tzinfo=UTC), datetime(2022, 12, 14, 17, tzinfo=UTC))


def test_they_are_shown_an_hour_earlier_in_kyiv(folder: Path, situation: Situation) -> None:
    case = load_case(folder)
    found = read(case)
    dossier = Dossier(
        reports=found.reports, claims=found.claims, conflicts=found.conflicts, decisions=case.decisions,
        situation=situation, answers=(), audits=(), decisives=(), draft=False,
    )  # fmt: skip
    sheet, _ = build_sheet(dossier, Level.INTERNAL)
    shown = repr(next(d.corridor for d in sheet.directions if d.corridor.id == "svatove"))
    assert "05:00–17:00Z on 14 Dec 2022" in shown
    assert "07:00–19:00 Kyiv time" in shown
    assert "08:00–20:00 Moscow time" in shown


def test_the_same_words_said_as_kyiv_time(tmp_path: Path) -> None:
    folder = winter(tmp_path)
    for report in ("02-ministry-statement", "04-wire-story"):
        path = folder / "reports" / f"{report}.txt"
        text = path.read_text(encoding="utf-8")
        assert "Moscow time" in text
        path.write_text(text.replace("Moscow time", "Kyiv time"), encoding="utf-8")
    assert hours(situation_of(folder)) == (
        datetime(2022, 12, 14, 6, tzinfo=UTC),
        datetime(2022, 12, 14, 18, tzinfo=UTC),
    )


def test_the_last_arrival_follows_decembers_sunset(situation: Situation) -> None:
    opens, closes = hours(situation)
    sunset = next(s.at.value for s in situation.sunsets if s.reception == "svatove")
    # Svatove, 49.4 N 38.2 E: the sun sets at about 15:30 Kyiv time in mid-December.
    assert datetime(2022, 12, 14, 13, 15, tzinfo=UTC) < sunset < datetime(2022, 12, 14, 13, 45, tzinfo=UTC)
    found = answer(situation, Scenario(corridor="svatove", people=568, objective="most"), work=20, seconds=60.0)
    assert found.plan is not None
    last = opens + timedelta(minutes=max(convoy.arrive for convoy in found.plan.convoys))
    margin = timedelta(minutes=situation.rules.sunset_margin_minutes.value)
    assert last <= sunset - margin
    assert sunset - margin - last < timedelta(hours=1), "the day is used until the margin before sunset"
    assert sunset < closes
