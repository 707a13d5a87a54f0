"""Narrow places: their figures come from assumptions, and ways meet them where their road begins."""

from __future__ import annotations

import pytest

from safeconduct.assess.narrow import met_on
from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.resource import ResourceUse
from tests.assess.fleet_village import fleet_village

SITUATION = fleet_village()


def test_its_figures_rest_on_assumptions() -> None:
    (one,) = SITUATION.resources
    assert (one.id, one.name, one.kind, one.road) == ("pass", "Hill Road", "crossing", "hill-road")
    assert (one.lanes.value, one.slot_minutes.value, one.delay_loaded.value, one.delay_empty.value) == (1, 4, 2, 1)
    assert one.slot_minutes.basis.assumptions == ("resource-pass-slot_minutes",)
    assert one.empty_free is False


def test_empty_vehicles_may_pass_freely() -> None:
    (one,) = fleet_village({"resource.pass.empty_free": "yes"}).resources
    assert one.empty_free is True


def test_a_way_meets_it_where_its_road_begins() -> None:
    """The leg begins with the hill road; the approach comes to it after 11.1 of 66.9 km, at 60 km/h."""
    leg = next(leg for leg in SITUATION.legs if leg.reception == "upham")
    assert leg.uses == leg.uses_empty == (ResourceUse(resource="pass", minutes=0),)
    (approach,) = SITUATION.approaches
    assert approach.edges == ("top-road", "hill-road")
    assert approach.uses == (ResourceUse(resource="pass", minutes=11),)
    assert approach.minutes.value == 68


def test_the_minutes_are_the_share_of_the_drawn_length() -> None:
    found = met_on(("top-road", "hill-road"), 30, SITUATION.resources, SITUATION.roads)
    assert found == (ResourceUse(resource="pass", minutes=5),)
    third = met_on(("low-road", "top-road", "hill-road"), 77, SITUATION.resources, SITUATION.roads)
    assert third == (ResourceUse(resource="pass", minutes=21),), "10.0 and 11.1 of 77.2 km lie before it"
    assert met_on(("quay-road",), 30, SITUATION.resources, SITUATION.roads) == ()


def test_a_figure_nobody_gave_is_named() -> None:
    with pytest.raises(DocumentInvalid, match=r"nothing is assumed for resource\.pass\.lanes"):
        fleet_village({"resource.pass.lanes": None})


def test_a_road_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="'moon-road', which is no road") as caught:
        fleet_village(resources=[{"id": "pass", "kind": "crossing", "road": "moon-road"}])
    assert caught.value.field == "resources"


def test_a_figure_of_no_narrow_place_is_refused() -> None:
    with pytest.raises(InputError, match="belongs to no narrow place") as caught:
        fleet_village({"resource.gate.lanes": 2})
    assert caught.value.next_step == "use one of: pass"
