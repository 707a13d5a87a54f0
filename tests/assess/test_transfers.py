"""Transfers and convoys of a case: assumed figures, whole or refused by field."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.situation import Needs, Situation
from tests.assess.fleet_village import TWO, fleet_village

BOAT: dict[str, Any] = {
    "site.upper-mill.bays": 1,
    "transfer.raft.places": {"walking": 8, "wheelchair": 1, "stretcher": 0},
    "transfer.raft.minutes": 6,
    "transfer.raft.boats": 2,
    "transfer.raft.minutes_back": 4,
}
ROW = {"id": "raft", "name": "Raft", "site": "mill", "landing": "upper-mill", "via": ["weir"]}


def crossed(changes: dict[str, Any] | None = None, **row: Any) -> Situation:
    """The fleet's village with a second landing place at the mill itself, called the upper mill."""
    return fleet_village(
        {"approach.yard.upper-mill.km": 1} | BOAT | (changes or {}),
        **TWO,
        transfers=[ROW | row],
        upper_mill=True,
    )


def test_a_raft_has_its_figures_and_its_unknown_road() -> None:
    (raft,) = crossed().transfers
    assert (raft.site, raft.landing, raft.edges, raft.leans_on) == ("mill", "upper-mill", ("weir",), ("weir",))
    assert raft.places.value == Needs(walking=8, wheelchair=1)
    assert raft.boats is not None
    assert raft.minutes_back is not None
    assert (raft.minutes.value, raft.boats.value, raft.minutes_back.value) == (6, 2, 4)
    assert (raft.per_minute, raft.holds) == (None, None)
    assert raft.minutes.basis.assumptions == ("transfer-raft-minutes",)


def test_a_landing_where_nobody_is_counted_has_no_people() -> None:
    landing = next(site for site in crossed().sites if site.id == "upper-mill")
    assert landing.groups == ()


@pytest.mark.parametrize(
    ("changes", "row", "words"),
    [
        ({"transfer.raft.per_minute": 5}, {}, "by boat or on foot"),
        ({"transfer.raft.minutes_back": None}, {}, "by boat or on foot"),
        ({"transfer.raft.boats": None, "transfer.raft.minutes_back": None}, {}, "by boat or on foot"),
        ({}, {"via": ["moon-road"]}, "'moon-road' is no road"),
        ({"transfer.ark.minutes": 3}, {}, "belongs to no transfer"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, Any], row: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        crossed(changes, **row)
    assert caught.value.field
    assert caught.value.next_step


def test_from_a_site_to_itself_is_no_transfer() -> None:
    with pytest.raises(DocumentInvalid, match="on both sides"):
        crossed(landing="mill")


def test_a_fleet_drives_in_convoys_once_somebody_says_so() -> None:
    assert fleet_village().rules.fleet_convoys is None
    led = fleet_village({"convoy.led_above": 5}).rules.fleet_convoys
    assert led is not None
    assert (led.led_above.value, led.escorts) == (5, None)
    full = {"convoy.led_above": 5, "convoy.escorts": 2, "convoy.escort_return_minutes": 40}
    escorted = fleet_village(full).rules.fleet_convoys
    assert escorted is not None
    assert escorted.escorts is not None
    assert escorted.escorts.value == 2
    for missing in ("convoy.led_above", "convoy.escorts", "convoy.escort_return_minutes"):
        with pytest.raises(InputError, match="escorts need") as caught:
            fleet_village(full | {missing: None})
        assert caught.value.field == "convoy.escorts"


def test_people_are_called_and_crews_rest_as_assumed() -> None:
    crews = {"fleet.van.drive_minutes": 270, "fleet.van.rest_minutes": 45, "fleet.van.duty_minutes": 540}
    found = fleet_village({"call.minutes": 15} | crews)
    assert found.rules.call_minutes is not None
    assert found.rules.call_minutes.value == 15
    van = found.vehicles[1]
    hours = [known.value for known in (van.drive_minutes, van.rest_minutes, van.duty_minutes) if known]
    assert hours == [270, 45, 540]
    with pytest.raises(InputError, match="a longest drive or a halt") as caught:
        fleet_village({"fleet.van.drive_minutes": 270})
    assert caught.value.field == "fleet.van.drive_minutes"
