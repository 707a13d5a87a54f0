"""Red line 18: publish the minimum.

Fails when: a document for the public holds a minute of a timetable (when a vehicle boards, leaves, is screened or
arrives), the position of a place where people wait, or a map; the service shows anything of a day to somebody without
a session.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from safeconduct.model.dossier import Dossier
from safeconduct.model.place import Point
from safeconduct.publish.bundle import write_bundle
from safeconduct.publish.fleet.bundle import write_fleet_bundle
from safeconduct.redact.levels import Level
from tests.publish.fleet import answered
from tests.web import served
from tests.web.test_rights import filled, routes

PUBLIC = {"index.html", "brief.pdf", "claims.csv"}


def words(files: tuple[Path, ...]) -> str:
    """What a reader of documents sees, the text of PDFs taken out of them."""
    return "\n".join(
        "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))
        if file.suffix == ".pdf"
        else file.read_bytes().decode("utf-8", "replace")
        for file in files
    )


def clocks(opens: datetime, minutes: set[int]) -> set[str]:
    """Times of day of minutes of a plan, but for full hours: those are said in the announcement, which is public."""
    return {f"{opens + timedelta(minutes=m):%H:%M}" for m in minutes if m % 60}


#: A position that no other number looks like.
PLACE = Point(lon=38.13579, lat=48.24681)
WRITTEN = ("38.13579", "48.24681", "38.136", "48.247")


def placed(dossier: Dossier) -> Dossier:
    """The dossier with every site at that position."""
    assert dossier.situation is not None
    sites = tuple(replace(site, point=PLACE) for site in dossier.situation.sites)
    return replace(dossier, situation=replace(dossier.situation, sites=sites))


def test_no_time_of_a_timetable_and_no_position_stands_in_a_public_document(tmp_path: Path) -> None:
    found = placed(served.dossier())
    assert found.situation is not None
    window = found.situation.corridors[0].window
    plan = next(answer.plan for answer in found.answers if answer.plan is not None)
    assert window is not None
    times = clocks(
        window.opens,
        {m for c in plan.convoys for m in (c.depart, c.reach, c.screen_from, c.screen_until, c.arrive)}
        | {m for trip in plan.trips for m in (trip.load_from, trip.load_until)},
    )
    team = words(write_bundle(found, tmp_path / "team", level=Level.INTERNAL))
    assert times
    assert all(time in team for time in times)
    files = write_bundle(found, tmp_path / "public", level=Level.PUBLIC)
    assert {file.name for file in files} == PUBLIC
    public = words(files)
    assert [time for time in times if time in public] == []
    assert WRITTEN[0] in team
    assert [place for place in WRITTEN if place in public] == []


def test_nor_in_one_of_a_fleet(tmp_path: Path) -> None:
    situation = answered.SITUATION
    opens = min(c.window.opens for c in situation.corridors if c.window is not None)
    days = answered.PLAN.days
    times = clocks(opens, {m for day in days for trip in day.trips for m in (trip.begins, trip.depart, trip.arrive)})
    team = words(write_fleet_bundle(answered.dossier(), answered.answered(), tmp_path / "team"))
    assert times
    assert all(time in team for time in times)
    files = write_fleet_bundle(answered.dossier(), answered.answered(), tmp_path / "public", level=Level.PUBLIC)
    assert {file.name for file in files} == PUBLIC
    assert [time for time in times if time in words(files)] == []


def test_without_a_session_nothing_of_a_day_is_shown(tmp_path: Path) -> None:
    """The board with its convoys is for those who have a link; every route, asked by somebody who has none."""
    with served.service(tmp_path) as service:
        dispatcher = service.exercise("15 June")
        assert "15 June" in dispatcher.get("/board").text
        gets = sorted(path for method, path in routes(service) if method == "GET")
        assert {"/board", "/documents", "/events", "/api/days/{day}/log"} <= set(gets)
        for path in gets:
            asked = filled(path.replace("{day}", "15 June"))
            answer = service.stranger().get(asked)
            assert answer.status_code >= 300, asked
            assert "15 June" not in answer.text.replace(asked, ""), asked


@pytest.mark.parametrize("field", ["map", "timetable", "movement details"])
def test_the_table_of_levels_gives_the_public_neither_ways_nor_times(field: str) -> None:
    from safeconduct.redact.levels import shows

    assert shows(Level.INTERNAL, field)
    assert not shows(Level.PUBLIC, field)
