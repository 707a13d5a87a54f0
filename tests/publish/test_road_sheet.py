"""The printed sheet says what it shows: scale, date, sources, licence, states by mark and word."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

from safeconduct.model.place import Passable, Point, RoadState
from safeconduct.network.maps import METRES_A_PIXEL, DrawnRoad, RoadMap
from safeconduct.publish.road_sheet import LoudCrossing, RoadSheet, map_frame, road_sheet_svg

ROAD = DrawnRoad(
    road="way/1/0",
    edge=0,
    rank=0,
    kind="motorway",
    name="North Road",
    state=None,
    passable=Passable.YES,
    unknown=(),
    line=((10.0, 50.0), (10.1, 50.1)),
)
CLOSED = replace(ROAD, road="way/2/0", edge=1, rank=3, name="Mill Lane", state=RoadState.CLOSED, passable=Passable.NO)
MAP = RoadMap(
    vehicle="bus",
    as_of=datetime(2026, 2, 14, 6, 0, tzinfo=UTC),
    extent=(9.9, 49.9, 10.2, 50.2),
    metres_a_pixel=METRES_A_PIXEL * 100_000,
    roads=(ROAD, CLOSED),
    left_out=1234,
)
SHEET = RoadSheet(
    title="Roads for bus",
    places=[("School", Point(lon=10.02, lat=50.02))],
    crossings=[
        LoudCrossing(name="Old Bridge", point=Point(lon=10.05, lat=50.05), state=RoadState.CLOSED),
        LoudCrossing(name="New Bridge", point=Point(lon=10.08, lat=50.08), state=None),
    ],
    source="made.osm.pbf",
)


def words(svg: str) -> str:
    """All text drawn, in order."""
    return " ".join("".join(e.itertext()) for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("}text"))


def test_scale_date_sources_and_licence_stand_on_the_sheet() -> None:
    said = words(road_sheet_svg(MAP, SHEET, across=True))
    for part in ("1 : 100,000", "14 Feb 2026", "1,234 roads", "made.osm.pbf", "© OpenStreetMap contributors", "ODbL"):
        assert part in said, part


def test_crossings_are_loud_and_states_have_mark_and_word() -> None:
    svg = road_sheet_svg(MAP, SHEET, across=True)
    said = words(svg)
    for part in ("Old Bridge", "New Bridge", "closed", "crossing that decides", "School"):
        assert part in said, part
    assert "Mill Lane (way/2/0): closed" in svg


def test_a_road_the_class_cannot_use_is_not_in_the_base() -> None:
    """Mill Lane is drawn loud with its state; a path nobody reported on and no bus may use is not drawn at all."""
    silent = road_sheet_svg(replace(MAP, roads=(ROAD, replace(CLOSED, state=None))), SHEET, across=True)
    usable = replace(CLOSED, state=None, passable=Passable.UNKNOWN)
    assert "smaller road" in words(road_sheet_svg(replace(MAP, roads=(ROAD, usable)), SHEET, across=True))
    assert "smaller road" not in words(silent)
    assert silent.count('stroke-linecap="round"') == 1
    assert "Mill Lane" not in silent


def test_the_page_is_a4_either_way() -> None:
    for across, size in ((True, ("1123", "794")), (False, ("794", "1123"))):
        root = ElementTree.fromstring(road_sheet_svg(MAP, SHEET, across=across))
        assert (root.get("width"), root.get("height")) == size


def test_what_lies_off_the_page_is_left_out_and_the_middle_is_the_middle() -> None:
    away = replace(SHEET, places=[("Far away", Point(lon=12.0, lat=50.0))])
    assert "Far away" not in words(road_sheet_svg(MAP, away, across=True))
    gone = replace(SHEET, crossings=[replace(SHEET.crossings[1], point=Point(lon=12.0, lat=50.0))])
    said = words(road_sheet_svg(replace(MAP, roads=(ROAD,)), gone, across=True))
    assert "New Bridge" not in said
    assert "crossing that decides" not in said


def test_a_map_across_the_antimeridian_has_its_places() -> None:
    over = replace(
        MAP, extent=(179.5, -17.0, 180.5, -16.0), roads=(replace(ROAD, line=((179.9, -16.5), (180.1, -16.4))),)
    )
    sheet = replace(SHEET, places=[("Taveuni", Point(lon=-179.9, lat=-16.5))], crossings=[])
    svg = road_sheet_svg(over, sheet, across=True)
    assert "Taveuni" in words(svg)
    line = re.search(r'd="M([\d.]+) [\d.]+L([\d.]+) ', svg)
    assert line is not None
    assert float(line[2]) - float(line[1]) > 50


def test_the_same_map_gives_the_same_bytes() -> None:
    assert road_sheet_svg(MAP, SHEET, across=True) == road_sheet_svg(MAP, SHEET, across=True)


def test_on_foot_closed_means_closed_and_nothing_reported_is_said() -> None:
    """A closed road is closed to people on foot too: "closed to vehicles" would send them there."""
    said = words(road_sheet_svg(replace(MAP, vehicle="foot"), SHEET, across=True))
    assert "to vehicles" not in said
    assert "people on foot may use" in said
    assert "New Bridge nothing reported" in said


def test_two_decks_of_one_bridge_keep_their_marks_apart() -> None:
    """The deck nobody reported on must not lie under the mark of the closed one."""
    here = SHEET.crossings[0].point
    decks = [replace(crossing, point=here) for crossing in SHEET.crossings]
    root = ElementTree.fromstring(road_sheet_svg(MAP, replace(SHEET, crossings=decks), across=True))
    frame = map_frame(True)
    marks = {
        (float(e.get("cx", "0")), float(e.get("cy", "0")))
        for e in root.iter()
        if e.tag.endswith("}circle") and float(e.get("cy", "0")) < frame.bottom
    }
    (a, b), (c, d) = sorted(marks)
    assert math.hypot(c - a, d - b) >= 18
