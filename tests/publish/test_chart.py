"""The time–distance graph: what stands at its top can be read."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from safeconduct.publish.chart import time_distance_svg
from safeconduct.publish.svg import width_of
from tests.publish import sample
from tests.verify.timetables import timetable

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ("last arrival allowed", "window closes", "sunset")


@pytest.mark.parametrize("width", [380, 620, 1000])
def test_no_line_crosses_a_word_and_no_two_words_touch(width: int) -> None:
    situation = sample.situation()
    drawn = ElementTree.fromstring(time_distance_svg(timetable(situation), situation, "c", width) or "")
    boxes = {}
    for one in drawn.iter(f"{SVG}text"):
        if one.text in WORDS:
            size, right, foot = (float(one.attrib[name]) for name in ("font-size", "x", "y"))
            assert one.attrib["text-anchor"] == "end"
            boxes[one.text] = (right - width_of(one.text, size), foot - 0.8 * size, right, foot + 0.2 * size)
    assert {"last arrival allowed", "window closes"} <= set(boxes)
    for left, top, right, foot in boxes.values():
        assert left >= 0
        assert top >= 0
        for line in drawn.iter(f"{SVG}line"):
            x, y1, y2 = (float(line.attrib[name]) for name in ("x1", "y1", "y2"))
            upright = line.attrib["x1"] == line.attrib["x2"]
            assert not (upright and left < x < right and min(y1, y2) < foot and max(y1, y2) > top)
    ordered = sorted(boxes.values(), key=lambda box: box[1])
    for above, below in pairwise(ordered):
        assert above[3] <= below[1] or above[2] <= below[0] or below[2] <= above[0]
