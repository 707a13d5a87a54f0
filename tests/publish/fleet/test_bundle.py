"""The bundle: all of it or nothing, the same bytes again, and no more at a level than the level shows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.publish.fleet.bundle import write_fleet_bundle
from safeconduct.publish.fleet.screen import fleet_screen
from safeconduct.publish.page import page_html
from safeconduct.redact.levels import Level
from tests.publish.fleet.answered import answered, dossier
from tests.publish.test_bundle import WORDS, Page
from tests.tiny_fleet import tiny_fleet

TEAM = {
    "index.html", "brief.pdf", "vehicles.pdf", "sites.pdf", "receptions.pdf", "map.svg", "trips.csv", "calls.csv",
    "passes.csv", "claims.csv", "plan.geojson", "situation.json", "fleet-plan.json", "fleet-certificate.json",
}  # fmt: skip
WRITTEN = {
    Level.INTERNAL: TEAM,
    Level.PARTNER: TEAM,
    Level.PARTY: {"index.html", "brief.pdf", "map.svg", "claims.csv"},
    Level.PUBLIC: {"index.html", "brief.pdf", "claims.csv"},
}


@pytest.mark.parametrize("level", Level)
def test_a_level_gets_its_files_and_no_others(level: Level, tmp_path: Path) -> None:
    files = write_fleet_bundle(dossier(), answered(), tmp_path / "out", level=level)
    assert {file.name for file in files} == WRITTEN[level]
    assert {file.name for file in (tmp_path / "out").iterdir()} == WRITTEN[level]


def test_the_same_bytes_again_and_the_old_ones_gone(tmp_path: Path) -> None:
    first = write_fleet_bundle(dossier(), answered(), tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "vehicles.pdf").write_bytes(b"old")
    (tmp_path / "b" / "note.txt").write_bytes(b"mine")
    second = write_fleet_bundle(dossier(), answered(), tmp_path / "b")
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    write_fleet_bundle(dossier(), answered(), tmp_path / "b", level=Level.PUBLIC)
    assert not (tmp_path / "b" / "vehicles.pdf").exists()
    assert (tmp_path / "b" / "note.txt").read_bytes() == b"mine"


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fails(path: Path) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        write_fleet_bundle(dossier(), answered(), tmp_path / "out", build_check=fails)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("level", Level)
def test_the_page_is_one_file_with_every_link_answered(level: Level) -> None:
    html = page_html(dossier(), level, fleet=answered())
    page = Page(html)
    assert "script" not in page.tags
    assert page.outside == []
    assert len(page.ids) == len(set(page.ids))
    papers = (
        {"brief.pdf", "vehicles.pdf", "sites.pdf", "receptions.pdf"}
        if level in (Level.INTERNAL, Level.PARTNER)
        else set()
    )
    assert {href for href in page.hrefs if not href.startswith("#")} == papers
    assert {href[1:] for href in page.hrefs if href.startswith("#")} <= set(page.ids)


def test_it_is_stamped_and_says_what_is_proved() -> None:
    html = page_html(dossier(), fleet=answered())
    assert "capacity study" in html
    assert "Nobody is called forward by it." in html
    assert "A plan for 80 of 100 people; whether all can be moved is open" in html
    assert "not a forecast, not a clearance, not permission" in html


@pytest.mark.parametrize("level", [Level.PARTY, Level.PUBLIC])
def test_no_minute_of_a_movement_reaches_a_party_or_the_public(level: Level) -> None:
    """Departures are 05:10, 06:16 and 07:29; bays and yards are not named either."""
    html = page_html(dossier(), level, fleet=answered())
    for trace in ("05:10Z", "06:16Z", "07:29Z", "van-1", "bay 1", "Yard"):
        assert trace not in html.split("</style>")[1], trace


def test_no_word_takes_a_side_and_no_combatant_is_counted() -> None:
    html = page_html(dossier(), fleet=answered())
    assert "2,500" not in html
    assert not WORDS.search(re.sub(r"<style>.*?</style>", "", html, flags=re.S))


def test_the_screen_fits_and_names_who_is_left() -> None:
    text = fleet_screen(dossier(), answered(), "out/index.html")
    assert max(map(len, text.splitlines())) <= 80
    assert "A plan for 80 of 100 people; whether all can be moved is open BY 2 vehicles" in " ".join(text.split())
    assert "20 at Alpha" in text
    assert "capacity study" in text
    assert "wish to stay" not in text


def test_the_screen_names_who_stays_beside_the_people() -> None:
    """Charlie's 40 wish to stay: they are nobody's to plan for, and nobody's to forget."""
    day = tiny_fleet(wish="stay")
    text = fleet_screen(dossier(day), answered(day), "out/index.html")
    assert "40 at Charlie wish to stay" in " ".join(text.split())


def test_a_day_on_which_nobody_moves_is_published_as_such(tmp_path: Path) -> None:
    """No sheets and no plan; the page says who is left and keeps the proof."""
    answer = answered()
    none = tuple(replace(level, value=0, bound=0) for level in answer.certificate.levels)
    certificate = replace(answer.certificate, plan=None, persons_out=0, levels=none)
    answer = replace(answer, plan=None, certificate=certificate, cuts=("No vehicle route from Alpha.",))
    files = write_fleet_bundle(dossier(), answer, tmp_path / "out")
    names = {file.name for file in files}
    assert TEAM - names == {"vehicles.pdf", "sites.pdf", "receptions.pdf", "fleet-plan.json"}
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "Nobody of 100 people can be moved" in html
    assert "No vehicle moves in this plan." in html
    assert "check.pyz situation.json fleet-certificate.json" in html
    assert "No vehicle route from Alpha." in html
    text = fleet_screen(dossier(), answer, "index.html")
    assert "No vehicle route from Alpha." in text
    assert "60 at Alpha" in text
    assert "40 at Charlie" in text
