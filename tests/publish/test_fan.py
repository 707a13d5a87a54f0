"""The fan: what is drawn is what the report says, at both widths, and the words say it too."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from safeconduct.model.stress import FanPoint, Spread
from safeconduct.publish.fan import fan_svg
from tests.publish.test_stressed import report

FLAT = Spread(p5=0, p25=0, p50=0, p75=0, p95=0, mean=0.0)
WIDE = Spread(p5=10, p25=30, p50=50, p75=70, p95=90, mean=50.0)


@pytest.mark.parametrize("width", [880, 360])
def test_the_median_ends_half_way_up_to_what_is_planned(width: int) -> None:
    drawn = replace(
        report(), planned=100, fan=(FanPoint(minute=60, persons=FLAT), FanPoint(minute=120, persons=WIDE)), out=WIDE
    )
    picture = fan_svg(drawn, "fan", width)
    ElementTree.fromstring(picture)
    (path,) = re.findall(r'<path d="M([^"]+)"', picture)
    points = [tuple(map(float, pair.split())) for pair in path.split("L")]
    zero, last = points[0][1], points[-1][1]
    (planned,) = re.findall(r'y1="([\d.]+)"[^>]*stroke-dasharray', picture)
    assert zero - last == pytest.approx((zero - float(planned)) / 2, abs=0.2)
    heights = [float(h) for h in re.findall(r'height="([\d.]+)"[^>]*opacity', picture)]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2), "80 persons apart, and 40"


def test_the_description_says_the_end_of_the_day_in_numbers() -> None:
    picture = fan_svg(replace(report(), fan=(FanPoint(minute=60, persons=WIDE),), out=WIDE), "fan")
    assert "the median is 50 persons out" in picture
    assert "nine in ten between 10 and 90" in picture


@pytest.mark.parametrize("width", [880, 360])
def test_who_arrives_after_the_last_point_stands_in_a_last_column(width: int) -> None:
    """The chart ends where the report ends: the line climbs from 50 to 80 in the column, and no higher."""
    all_ = replace(WIDE, p50=80, p95=130)
    drawn = replace(report(), planned=100, fan=(FanPoint(minute=60, persons=FLAT), FanPoint(minute=420, persons=WIDE)))
    picture = fan_svg(replace(drawn, out=all_), "fan", width)
    (path,) = re.findall(r'<path d="M([^"]+)"', picture)
    points = [tuple(map(float, pair.split())) for pair in path.split("L")]
    (planned,) = re.findall(r'y1="([\d.]+)"[^>]*stroke-dasharray="5 4"', picture)
    zero = points[0][1]
    assert (zero - points[-1][1]) / (zero - float(planned)) == pytest.approx(0.8, abs=0.01)
    assert points[-1][0] == pytest.approx(width - 14, abs=0.5)
    assert all(y > 0 for _, y in points)
    assert ">later<" in picture
    assert "the median is 80 persons out" in picture
    assert ">later<" not in fan_svg(replace(drawn, out=WIDE), "fan", width)
