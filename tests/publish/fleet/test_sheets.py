"""The sheets: every minute of the plan is on them, and no one is called forward beyond the places of a vehicle."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.fleet import Crossing
from safeconduct.model.situation import Needs, Transfer
from safeconduct.publish.fleet.day import day_of
from safeconduct.publish.fleet.sheets import reception_sheets, site_sheets, vehicle_sheets
from tests.publish.fleet.answered import PLAN, SITUATION, the_day
from tests.tiny import known
from tests.tiny_fleet import singles


def test_a_vehicles_day_is_in_order_and_whole() -> None:
    bus, van = vehicle_sheets(the_day())
    assert (bus.id, bus.start, bus.trips, bus.persons, bus.places) == (
        "bus-1",
        "Yard",
        "1 trip",
        "40 people",
        "50 seated",
    )
    assert [(s.at, s.what) for s in bus.steps] == [
        ("05:15Z", "Leave Yard for Charlie"),
        ("05:36Z", "Pass Old Bridge"),
        ("06:06Z", "Arrive Charlie"),
        ("06:06Z", "Charlie, bay 1: board until 06:16Z"),
        ("06:16Z", "Leave Charlie for Bravo"),
        ("06:51Z", "Pass Old Bridge"),
        ("07:21Z", "Arrive Bravo, clear by 07:26Z"),
    ]
    assert next(s.note for s in bus.steps if s.loaded) == "40 people: 40 seated"
    assert [s.at for s in van.steps] == sorted(s.at for s in van.steps)


def test_a_site_calls_forward_what_the_vehicle_takes() -> None:
    alpha, charlie = site_sheets(the_day())
    assert [(c.at, c.until, c.vehicle, c.persons, c.so_far) for c in alpha.calls] == [
        ("05:00Z", "05:10Z", "van-1", "20", "20"),
        ("07:18Z", "07:28Z", "van-1", "20", "40"),
    ]
    assert alpha.left == "20 people have no place in this plan: 20 seated."
    assert charlie.left == ""
    assert charlie.calls[0].households == "40 × single"
    places = {"van-1": 20, "bus-1": 50}
    assert all(int(c.persons) <= places[c.vehicle] for sheet in (alpha, charlie) for c in sheet.calls)


def test_a_reception_counts_up_to_everyone_carried() -> None:
    (bravo,) = reception_sheets(the_day())
    assert (bravo.name, bravo.capacity, bravo.expected) == ("Bravo", "not stated", "80")
    assert [(a.at, a.vehicle, a.so_far) for a in bravo.arrivals] == [
        ("06:12Z", "van-1", "20"),
        ("07:21Z", "bus-1", "60"),
        ("08:30Z", "van-1", "80"),
    ]


def test_who_crosses_first_is_on_the_sheet_of_the_bank() -> None:
    """Ten of alpha cross by raft to charlie: boat 1 at 05:20, across at 05:26."""
    raft = Transfer(
        id="raft", name="Raft", site="alpha", landing="charlie", places=known(Needs(walking=10)), minutes=known(6),
        boats=known(1), minutes_back=known(4), per_minute=None, edges=(), leans_on=(),
    )  # fmt: skip
    crossing = Crossing(transfer="raft", boat=0, depart=20, arrive=26, aboard=singles("alpha-any", 10))
    day = day_of(replace(SITUATION, transfers=(raft,)), replace(PLAN, crossings=(crossing,)))
    alpha, charlie = site_sheets(day)
    (row,) = alpha.across
    assert (row.at, row.until, row.by, row.to, row.persons) == ("05:20Z", "05:26Z", "Raft, boat 1", "Charlie", "10")
    assert charlie.across == ()
