"""What is asked of the planner in the middle of a day: people, vehicles and ways as they are then; by hand."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from safeconduct.stress.rest_of_day import NewTrip, Waiting, Where, planned_rest
from tests.tiny import OPENS, tiny
from tests.tiny_fleet import tiny_fleet

HOUR = timedelta(hours=1)
CLOSES = {"bravo": OPENS + 10 * HOUR, "from-charlie": OPENS + 10 * HOUR}


def alpha(count: int) -> Waiting:
    return Waiting(name="alpha-any", group="alpha-any", site="alpha", households={"single": count})


def van(place: str, minute: int = 120, ends: int | None = None) -> Where:
    end = None if ends is None else OPENS + timedelta(minutes=ends)
    return Where(vehicle="van-1", place=place, free=OPENS + timedelta(minutes=minute), ends=end)


def times(trips: tuple[NewTrip, ...]) -> list[tuple[int, int, int]]:
    """Board, arrive and persons of each, in minutes from the opening of the day."""
    found = []
    for new in trips:
        since = int((new.since - OPENS).total_seconds() // 60)
        out = sum(entry.count for entry in new.trip.boarded)
        found.append((since + new.trip.load_from, since + new.trip.arrive, out))
    return found


def test_a_van_at_the_site_goes_as_often_as_there_are_people() -> None:
    """From minute 120: boards 10, drives 60 to slots of three minutes, unloads 5, comes back 60; 20 seats for 30."""
    trips = planned_rest(tiny_fleet(), OPENS + 2 * HOUR, CLOSES, (), [alpha(30)], [van("alpha")])
    assert [people for *_, people in times(trips)] == [20, 10]
    assert times(trips)[0][:2] == (120, 192)  # at the bridge at 160, whose next slot is 162 - two hours in
    assert [new.comes_by for new in trips] == [None, "alpha-bravo"]


def test_a_van_at_the_reception_comes_back_first() -> None:
    """Free at 121: at the bridge at 151, whose slots begin every three minutes, at 153; at alpha 30 minutes later."""
    (trip,) = planned_rest(tiny_fleet(), OPENS + 2 * HOUR, CLOSES, (), [alpha(20)], [van("bravo", 121)])
    assert trip.comes_by == "alpha-bravo"
    assert times((trip,))[0][0] == 183


def test_nobody_goes_over_a_road_known_closed_or_where_nothing_is_open() -> None:
    now = OPENS + 2 * HOUR
    assert planned_rest(tiny_fleet(), now, CLOSES, ("bridge",), [alpha(20)], [van("alpha")]) == ()
    assert planned_rest(tiny_fleet(), now, {}, (), [alpha(20)], [van("alpha")]) == ()
    assert planned_rest(tiny_fleet(), now, {"bravo": now}, (), [alpha(20)], [van("alpha")]) == ()
    assert planned_rest(tiny_fleet(), now, CLOSES, (), [], [van("alpha")]) == ()
    assert planned_rest(tiny_fleet(), now, CLOSES, (), [alpha(20)], []) == ()


def test_a_window_cut_short_ends_the_trips() -> None:
    """An hour and three quarters are left: one trip, not two."""
    closes = {"bravo": OPENS + timedelta(minutes=225)}
    assert len(planned_rest(tiny_fleet(), OPENS + 2 * HOUR, closes, (), [alpha(40)], [van("alpha")])) == 1


def test_a_crew_goes_home_in_time() -> None:
    """In at 192 and unloaded at 197, or not at all."""
    for ends, made in ((197, 1), (196, 0)):
        trips = planned_rest(tiny_fleet(), OPENS + 2 * HOUR, CLOSES, (), [alpha(40)], [van("alpha", ends=ends)])
        assert len(trips) == made


def test_who_waits_at_another_site_than_their_own_boards_there() -> None:
    guests = Waiting(name="alpha-any at charlie ", group="alpha-any", site="charlie", households={"single": 5})
    (trip,) = planned_rest(tiny_fleet(), OPENS + 2 * HOUR, CLOSES, (), [guests], [van("charlie")])
    assert (trip.leg.id, trip.trip.boarded[0].group) == ("charlie-bravo", "alpha-any at charlie ")


def test_a_checkpoint_that_screens_convoys_is_a_narrow_place_for_each_vehicle() -> None:
    """Fifty seats at 30 seconds in one lane: 25 minutes for each bus, one behind the other."""
    situation = tiny(people=100, seconds=30, hours=12)
    buses = [
        Where(vehicle=f"bus-{n}", place="alpha", free=OPENS, ends=None)
        for n in (1, 2)
        if situation.vehicles[0].id == "bus"
    ]
    waiting = [Waiting(name="alpha-any", group="alpha-any", site="alpha", households={"single": 100})]
    trips = planned_rest(situation, OPENS, {"bravo": OPENS + 12 * HOUR}, (), waiting, buses)
    at = sorted(entry.at for new in trips for entry in new.trip.passes)
    assert len(at) >= 2
    gaps = [after - before for before, after in pairwise(at)]
    lanes = next(leg.checkpoint.lanes.value for leg in situation.legs if leg.checkpoint)
    places = max(kind.places.value.total for kind in situation.vehicles)
    assert min(gaps) >= places * 30 // (60 * lanes)
