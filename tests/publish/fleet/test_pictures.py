"""The drawings: as many marks as the plan has passes and steps, nothing outside, the same bytes again."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from safeconduct.publish.fleet import pictures
from safeconduct.publish.fleet.answer import plain_bound
from tests.publish.fleet.answered import SITUATION, answered, the_day

SVG = "{http://www.w3.org/2000/svg}"


def drawn(width: int) -> dict[str, str]:
    """Every drawing of the day."""
    day, (bridge,) = the_day(), SITUATION.resources
    return {
        "gantt": pictures.gantt_svg(day, "gantt", width),
        "out": pictures.out_svg(day, 100, 100, "out", width),
        "slots": pictures.occupancy_svg(day, bridge, plain_bound(answered().certificate), "slots", width),
        "shares": pictures.shares_svg((("people", 60.0), ("vehicles", 40.0)), 100, 80, "shares", width),
    }


@pytest.mark.parametrize("width", [880, 400])
def test_they_are_whole_and_stay_inside(width: int) -> None:
    for name, svg in drawn(width).items():
        root = ElementTree.fromstring(svg)
        high = float(root.get("height", "0"))
        for box in root.iter(f"{SVG}rect"):
            x, y = float(box.get("x", "0")), float(box.get("y", "0"))
            assert -0.1 <= x <= width, name
            assert x + float(box.get("width", "0")) <= width + 0.1, name
            assert y + float(box.get("height", "0")) <= high + 0.1, name
        assert drawn(width)[name] == svg


def test_every_pass_has_its_box() -> None:
    svg = drawn(880)["slots"]
    assert len(re.findall(r"<title>\d\d:\d\dZ (?:van|bus)-1, \d+ people</title>", svg)) == 3
    assert len(re.findall(r"<title>\d\d:\d\dZ (?:van|bus)-1, empty</title>", svg)) == 2


def test_the_steps_end_at_everyone_carried() -> None:
    assert "People out over time: 80 of 100" in drawn(880)["out"]
    assert "08:30Z 80" in drawn(880)["out"]


def test_the_hours_are_those_of_the_corridors() -> None:
    assert pictures.closes_at(the_day()) == (("bravo", 0, 600, 600),)
