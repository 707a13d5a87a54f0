"""One trip on the calendars: over one site, over two, from a depot, from a reception, and not at all."""

from __future__ import annotations

import pytest

from safeconduct.model.fleet import VehicleDay
from safeconduct.plan.fleet.calendars import NEVER, Calendars
from safeconduct.plan.fleet.situated import legend_of
from safeconduct.plan.fleet.trips import Free, TripTimes, free_before, pickups_of
from tests.plan.fleet.villages import all_of, bus, villages
from tests.tiny_fleet import singles
from tests.verify.test_fleet_stops import TRIP, linked


def times() -> TripTimes:
    """Two villages: 12 and 10 minutes from bravo, 3 from alpha to beta; the bus boards six in 4 minutes."""
    situation = villages((3, 3), close=60, out=(12, 10), between={(0, 1): 3}, vehicles=(bus(1, 6),))
    legend = legend_of(situation, all_of(situation))
    return TripTimes(legend, Calendars(legend))


FRESH = Free(place="alpha", since=0, by=NEVER, fresh=True)


def test_over_two_sites() -> None:
    """2 + 3 + 2 minutes, then 10."""
    found = times()
    kind = found.legend.classes[0]
    pickups = (("alpha", singles("alpha-any", 3)), ("beta", singles("beta-any", 3)))
    timed = found.timed(kind, FRESH, pickups, "bravo")
    assert timed is not None
    came, trip = timed
    assert came is None
    assert (trip.stops[0].arrive, trip.load_from, trip.load_until, trip.arrive, trip.unloaded) == (5, 5, 7, 17, 22)
    assert pickups_of(found.calendars, trip) == pickups


def test_few_people_board_as_long_as_a_full_vehicle_all_together() -> None:
    """One and one of six seats: a minute at the first, the other three at the last."""
    found = times()
    kind = found.legend.classes[0]
    pickups = (("alpha", singles("alpha-any", 1)), ("beta", singles("beta-any", 1)))
    assert found.minutes(kind, pickups) == [1, 3]
    assert found.minutes(kind, pickups[:1]) == [4]


@pytest.mark.parametrize(("by", "fits"), [(22, True), (21, False)])
def test_done_in_time_for_what_comes_next(by: int, fits: bool) -> None:
    """Unloaded at 22."""
    found = times()
    free = Free(place="alpha", since=0, by=by, fresh=True)
    pickups = (("alpha", singles("alpha-any", 3)), ("beta", singles("beta-any", 3)))
    assert (found.timed(found.legend.classes[0], free, pickups, "bravo") is not None) == fits


def test_from_a_reception_back() -> None:
    """Empty at bravo at 30: ten minutes to beta, 4 to board, 10 out."""
    found = times()
    free = Free(place="bravo", since=30, by=NEVER, fresh=False)
    timed = found.timed(found.legend.classes[0], free, (("beta", singles("beta-any", 3)),), "bravo")
    assert timed is not None
    came, trip = timed
    assert came is not None
    assert (came.way, came.depart, came.arrive, trip.load_from, trip.arrive) == ("beta-bravo", 30, 40, 40, 54)


def test_where_no_way_leads_nobody_goes() -> None:
    """A vehicle of another place; and no road leads from beta to alpha."""
    found = times()
    kind = found.legend.classes[0]
    beta, alpha = ("beta", singles("beta-any", 1)), ("alpha", singles("alpha-any", 1))
    assert found.timed(kind, Free(place="nowhere", since=0, by=NEVER, fresh=True), (beta,), "bravo") is None
    assert found.timed(kind, FRESH, (beta, alpha), "bravo") is None


def test_free_before_each_trip_of_a_day() -> None:
    """The van that stands at alpha, and again after its trip over both sites."""
    situation = linked()
    legend = legend_of(situation, all_of(situation))
    calendars, kind = Calendars(legend), legend.classes[0]
    day = VehicleDay(vehicle="van-1", approach=None, trips=(TRIP,), moves=())
    assert free_before(calendars, kind, day, 0) == FRESH
    assert free_before(calendars, kind, None, 0) == FRESH
    assert free_before(calendars, kind, day, 1) == Free(place="bravo", since=92, by=NEVER, fresh=False)


def test_nobody_departs_before_the_corridor_opens() -> None:
    """Boarded at 4, alpha's corridor opens at 30: it leaves then and arrives at 42."""
    found = times()
    found.windows["alpha", "bravo"] = 30, 60
    timed = found.timed(found.legend.classes[0], FRESH, (("alpha", singles("alpha-any", 3)),), "bravo")
    assert timed is not None
    assert (timed[1].load_until, timed[1].depart, timed[1].arrive) == (4, 30, 42)
