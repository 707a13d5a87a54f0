"""The Gantt chart: every vehicle a row, its bars in time order and never two at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from safeconduct.model.plan import Plan
from safeconduct.publish.svg import width_of
from safeconduct.web.gantt import bars_of, gantt_svg
from tests.web import served


@pytest.fixture
def plan() -> Plan:
    return next(one.plan for one in served.dossier().answers if one.plan is not None)


def test_a_vehicle_does_one_thing_at_a_time(plan: Plan) -> None:
    bars = bars_of(plan)
    for one, after in pairwise(bars):
        assert one.vehicle != after.vehicle or one.end <= after.start
    assert {bar.vehicle for bar in bars} == {trip.vehicle for trip in plan.trips}


def test_loaded_bars_last_as_long_as_the_convoy_drives(plan: Plan) -> None:
    """Per trip: from departure to the checkpoint and from the checkpoint to the arrival."""
    convoys = {convoy.number: convoy for convoy in plan.convoys}
    expected = sum(
        convoys[t.convoy].arrive - convoys[t.convoy].screen_until + convoys[t.convoy].reach - convoys[t.convoy].depart
        for t in plan.trips
    )
    assert sum(bar.end - bar.start for bar in bars_of(plan) if bar.kind == 1) == expected


@pytest.mark.parametrize("width", [380, 1000])
def test_the_drawing_is_well_formed_and_stays_inside_itself(plan: Plan, width: int) -> None:
    situation = served.dossier().situation
    assert situation is not None
    drawn = gantt_svg(plan, situation, "g", width)
    assert drawn is not None
    root = ElementTree.fromstring(drawn)
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(box.get("x", "0")) <= float(box.get("x", "0")) + float(box.get("width", "0")) <= width
    assert " style=" not in drawn


@pytest.mark.parametrize("width", [380, 1000])
def test_the_longest_name_of_a_vehicle_is_not_cut(plan: Plan, width: int) -> None:
    long = "accessible-coach-17"
    trips = tuple(replace(trip, vehicle=long) if trip.vehicle == plan.trips[0].vehicle else trip for trip in plan.trips)
    situation = served.dossier().situation
    assert situation is not None
    drawn = ElementTree.fromstring(gantt_svg(replace(plan, trips=trips), situation, "g", width) or "")
    (name,) = [one for one in drawn.iter("{http://www.w3.org/2000/svg}text") if one.text == long]
    assert float(name.attrib["x"]) - width_of(long, float(name.attrib["font-size"])) >= 0


def test_the_legend_tells_what_is_in_the_chart_and_no_more(plan: Plan) -> None:
    situation = served.dossier().situation
    assert situation is not None
    free = (replace(c, reach=c.depart, screen_from=c.depart, screen_until=c.depart) for c in plan.convoys)
    held = (replace(c, screen_from=c.depart + 1, screen_until=c.depart + 9) for c in plan.convoys)
    for convoys, screened in ((free, False), (held, True)):
        drawn = gantt_svg(replace(plan, convoys=tuple(convoys)), situation, "g") or ""
        assert ">drives loaded</text>" in drawn
        assert (">is screened</text>" in drawn) is screened
