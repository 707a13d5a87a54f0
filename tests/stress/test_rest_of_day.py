"""What is asked of the planner in the middle of a day: people, vehicles, boats and ways as they are then; by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from safeconduct.model.fleet import FleetTrip
from safeconduct.model.situation import Situation
from safeconduct.stress.rest_of_day import Across, Anew, AsItIs, Waiting, Where, planned_rest
from tests.plan.fleet.villages import bus, villages
from tests.quay import quay
from tests.tiny import OPENS, tiny
from tests.tiny_fleet import tiny_fleet
from tests.verify.test_fleet_convoys import convoyed

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
CLOSES = {"bravo": OPENS + 10 * HOUR, "from-charlie": OPENS + 10 * HOUR}


def alpha(count: int) -> Waiting:
    return Waiting(name="alpha-any", group="alpha-any", site="alpha", households={"single": count})


def van(place: str, minute: int = 120, ends: int | None = None, number: int = 1) -> Where:
    end = None if ends is None else OPENS + timedelta(minutes=ends)
    return Where(vehicle=f"van-{number}", place=place, free=OPENS + timedelta(minutes=minute), ends=end)


def rest(
    waiting: Iterable[Waiting],
    vehicles: Iterable[Where],
    *,
    situation: Situation | None = None,
    now: datetime = OPENS + 2 * HOUR,
    closes: Mapping[str, datetime] = CLOSES,
    closed: Iterable[str] = (),
    taken: Mapping[str, int] | None = None,
) -> Anew | None:
    known = AsItIs(
        now=now,
        closes=closes,
        closed=frozenset(closed),
        waiting=tuple(waiting),
        vehicles=tuple(vehicles),
        taken=taken or {},
    )
    return planned_rest(tiny_fleet() if situation is None else situation, known)


def trips_of(anew: Anew | None) -> list[FleetTrip]:
    return [] if anew is None else [trip for day in anew.plan.days for trip in day.trips]


def times(anew: Anew | None) -> list[tuple[int, int, int]]:
    """Board, arrive and persons of each, in minutes from the opening of the day."""
    since = 0 if anew is None else int((anew.since - OPENS).total_seconds() // 60)
    return [
        (since + trip.load_from, since + trip.arrive, sum(entry.count for entry in trip.boarded))
        for trip in trips_of(anew)
    ]


def comes_by(anew: Anew | None) -> list[str | None]:
    days = () if anew is None else anew.plan.days
    return [None if came is None else came.way for day in days for came in (day.approach, *day.moves)]


def test_a_van_at_the_site_goes_as_often_as_there_are_people() -> None:
    """From minute 120: boards 10, drives 60 to slots of three minutes, unloads 5, comes back 60; 20 seats for 30."""
    found = rest([alpha(30)], [van("alpha")])
    assert [people for *_, people in times(found)] == [20, 10]
    assert times(found)[0][:2] == (120, 192)  # at the bridge at 160, whose next slot is 162 - two hours in
    assert comes_by(found) == [None, "alpha-bravo"]


def test_a_van_at_the_reception_comes_back_first() -> None:
    """Free at 121: at the bridge at 151, whose slots begin every three minutes, at 153; at alpha 30 minutes later."""
    found = rest([alpha(20)], [van("bravo", 121)])
    assert comes_by(found) == ["alpha-bravo back"]
    assert [board for board, *_ in times(found)] == [183]


def test_the_way_back_leads_over_the_roads_of_the_leg() -> None:
    """The other way round, so that a road known closed bars it too."""
    found = rest([alpha(20)], [van("bravo", 121)])
    assert found is not None
    (way,) = [way for way in found.situation.approaches if way.id == "alpha-bravo back"]
    (leg,) = [leg for leg in tiny_fleet().legs if leg.id == "alpha-bravo"]
    assert leg.edges
    assert way.edges == leg.edges[::-1]


def test_nobody_goes_over_a_road_known_closed_or_where_nothing_is_open() -> None:
    now = OPENS + 2 * HOUR
    assert not trips_of(rest([alpha(20)], [van("alpha")], closed=("bridge",)))
    assert rest([alpha(20)], [van("alpha")], closes={}) is None
    assert rest([alpha(20)], [van("alpha")], closes={"bravo": now}) is None
    assert not trips_of(rest([], [van("alpha")]))
    assert rest([alpha(20)], []) is None


def test_a_window_cut_short_ends_the_trips() -> None:
    """An hour and three quarters are left: one trip, not two."""
    closes = {"bravo": OPENS + timedelta(minutes=225)}
    assert len(times(rest([alpha(40)], [van("alpha")], closes=closes))) == 1


def test_a_crew_goes_home_in_time() -> None:
    """In at 192 and unloaded at 197, or not at all."""
    for ends, made in ((197, 1), (196, 0)):
        assert len(times(rest([alpha(40)], [van("alpha", ends=ends)]))) == made


def test_who_waits_at_another_site_than_their_own_boards_there() -> None:
    guests = Waiting(name="alpha-any at charlie ", group="alpha-any", site="charlie", households={"single": 5})
    (trip,) = trips_of(rest([guests], [van("charlie")]))
    assert (trip.leg, trip.boarded[0].group) == ("charlie-bravo", "alpha-any at charlie ")


def test_places_at_the_reception_that_others_take_are_not_given_twice() -> None:
    """Fifty places, of which 38 are for those who are in or on their way: twelve more."""
    found = rest([alpha(20)], [van("alpha")], situation=tiny_fleet(capacity=50), taken={"bravo": 38})
    assert [people for *_, people in times(found)] == [12]


def test_a_checkpoint_that_screens_convoys_is_a_narrow_place_for_each_vehicle() -> None:
    """Fifty seats at 30 seconds in one lane: 25 minutes for each bus, one behind the other."""
    situation = tiny(people=100, seconds=30, hours=12)
    buses = [
        Where(vehicle=f"bus-{n}", place="alpha", free=OPENS, ends=None)
        for n in (1, 2)
        if situation.vehicles[0].id == "bus"
    ]
    found = rest([alpha(100)], buses, situation=situation, now=OPENS, closes={"bravo": OPENS + 12 * HOUR})
    at = sorted(entry.at for trip in trips_of(found) for entry in trip.passes)
    assert len(at) >= 2
    gaps = [after - before for before, after in pairwise(at)]
    lanes = next(leg.checkpoint.lanes.value for leg in situation.legs if leg.checkpoint)
    places = max(kind.places.value.total for kind in situation.vehicles)
    assert min(gaps) >= places * 30 // (60 * lanes)


def test_vans_leave_in_convoys_large_enough_and_a_headway_apart() -> None:
    """Four vans of 20 for 60, in convoys of two or three: three leave together, and nobody is left for the fourth."""
    vans = [van("alpha", number=n) for n in (1, 2, 3, 4)]
    trips = trips_of(rest([alpha(60)], vans, situation=convoyed()))
    departs = [trip.depart for trip in trips]
    assert sum(entry.count for trip in trips for entry in trip.boarded) == 60
    assert all(2 <= departs.count(at) <= 3 for at in departs)
    assert all(later - earlier >= 20 for earlier, later in pairwise(sorted(set(departs))))
    alone = rest([alpha(60)], vans[:1], situation=convoyed())
    assert not trips_of(alone), "a van alone is no convoy"


def test_a_village_on_the_way_is_a_stop() -> None:
    """Five wait in each of two villages, and a road leads from one to the other. A bus that stands in the first takes
    all ten in one trip: half an hour is too little for two."""
    situation = villages((5, 5), close=600, out=(30, 20), between={(0, 1): 10}, vehicles=(bus(1, 20),))
    here = [
        Waiting(name=f"{site}-any", group=f"{site}-any", site=site, households={"single": 5})
        for site in ("alpha", "beta")
    ]
    bus_here = Where(vehicle="bus-1", place="alpha", free=OPENS, ends=None)
    closes = {corridor.id: OPENS + HOUR for corridor in situation.corridors}
    (trip,) = trips_of(rest(here, [bus_here], situation=situation, now=OPENS, closes=closes))
    assert [(stop.way, sum(e.count for e in stop.boarded)) for stop in trip.stops] == [("alpha-beta", 5)]
    assert (trip.leg, sum(entry.count for entry in trip.aboard)) == ("beta-bravo", 10)


def at_quay(boats: Mapping[tuple[str, int], int], *across: Across, waiting: int, until: int = 600) -> Anew | None:
    """The boats that can be had with their minutes, who is across, how many wait at alpha, one bus at the quay."""
    known = AsItIs(
        now=OPENS,
        closes={"from-quay": OPENS + until * MINUTE},
        waiting=(Waiting(name="alpha-any", group="alpha-any", site="alpha", households={"single": waiting}),),
        vehicles=(Where(vehicle="bus-1", place="quay", free=OPENS, ends=None),),
        boats={name: OPENS + minute * MINUTE for name, minute in boats.items()},
        across=across,
    )
    return planned_rest(quay(), known)


def across(count: int, minute: int = 0) -> Across:
    return Across(transfer="boats", group="alpha-any", at=OPENS + minute * MINUTE, households={"single": count})


def crossings(anew: Anew | None) -> list[tuple[int, int, int]]:
    found = () if anew is None else anew.plan.crossings
    return [(one.boat, one.depart, sum(entry.count for entry in one.aboard)) for one in found]


def test_who_is_across_leaves_without_crossing_again() -> None:
    """Twelve wait at the quay and nobody else: they board at once, and no boat sets out."""
    found = at_quay({("boats", 0): 0, ("boats", 1): 0}, across(12), waiting=0)
    assert (times(found), crossings(found)) == ([(0, 34, 12)], [])


def test_a_bus_waits_for_those_on_the_water() -> None:
    """Four are there, eight land at 7: nobody else comes."""
    found = at_quay({}, across(4), across(8, 7), waiting=0)
    assert times(found) == [(7, 41, 12)]


def test_boats_set_out_when_they_are_back_and_lost_ones_never() -> None:
    """Boat 1 is back at 15: eight cross, and are over at 25. Nobody crosses in the boat that is lost."""
    found = at_quay({("boats", 1): 15}, waiting=8)
    assert (crossings(found), times(found)) == ([(1, 15, 8)], [(25, 59, 8)])
    assert at_quay({}, waiting=8) is None or crossings(at_quay({}, waiting=8)) == []


def test_those_across_before_a_lost_boat_do_not_bring_it_back() -> None:
    found = at_quay({}, across(4), waiting=8)
    assert (crossings(found), times(found)) == ([], [(0, 34, 4)])


def test_who_lands_meanwhile_does_not_move_the_boats() -> None:
    """Four land at 7; boat 0 is back at 15 all the same, and takes eight over then."""
    found = at_quay({("boats", 0): 15}, across(4, 7), waiting=8)
    assert crossings(found) == [(0, 15, 8)]
