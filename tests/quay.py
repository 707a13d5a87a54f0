"""A day with a transfer, small enough to hold in your head: the bridge is down, boats cross, two buses wait beyond.

40 people at alpha. Two boats of 8 take 10 minutes over, everyone on and off, and 10 back: people land at the quay at 10
(16), 30 (32) and 50 (40, half of one boat's run). Two buses of 20 stand at the depot, 5 minutes from the quay; boarding
takes 4 minutes in its one bay, the way to bravo 30, unloading 5.

By hand, as long as there is time: bus 1 boards 20 at 30 and arrives at 64, bus 2 boards 20 at 50 and arrives at 84.
Where 84 is a minute too late, 32 is the most: nobody who lands after 49 can board, and by then four boats have landed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from safeconduct import codec
from safeconduct.model.fleet import Crossing, FleetPlan, FleetScenario, FleetTrip, Move, VehicleDay
from safeconduct.model.place import Mode, Point, RoadFact, RoadState
from safeconduct.model.plan import Households, Work
from safeconduct.model.situation import (
    Approach,
    Depot,
    Endurance,
    Leg,
    Needs,
    Site,
    Situation,
    Transfer,
    VehicleClass,
)
from tests.tiny import CLAIMED, OPENS, known, tiny, vehicle

BUSES = replace(vehicle("bus", 2, 20), start=known("yard"), loading_minutes=known(4))
BOATS = Transfer(
    id="boats",
    name="Boats",
    site="alpha",
    landing="quay",
    places=known(Needs(walking=8)),
    minutes=known(10),
    boats=known(2),
    minutes_back=known(10),
    per_minute=None,
    edges=("bridge",),
    leans_on=(),
)
#: Three persons set out a minute, and are across 12 minutes later.
PATH = replace(BOATS, id="path", name="Path", boats=None, minutes_back=None, per_minute=known(3), minutes=known(12))


def quay(
    *,
    close: int = 600,
    people: int = 40,
    transfers: tuple[Transfer, ...] = (BOATS,),
    vehicles: tuple[VehicleClass, ...] = (BUSES,),
    bridge: RoadState = RoadState.BOAT,
) -> Situation:
    """The situation."""
    base = tiny(people=people, bays=1, lanes=None, unload=5, vehicles=vehicles)
    window = base.corridors[0].window
    assert window is not None
    point = Point(lon=38.15, lat=48.15)
    none = Endurance(food_days=None, water_days=None, said=())
    broken = replace(base.roads[1], history=(RoadFact(state=bridge, since=None, basis=CLAIMED),))
    return replace(
        base,
        name="quay",
        title="Boats, and two buses beyond",
        sunsets=(replace(base.sunsets[0], at=known(datetime(2022, 6, 15, 17, 29, tzinfo=UTC))),),
        sites=(*base.sites, Site(id="quay", name="Quay", point=point, bays=known(1), endurance=none, groups=())),
        roads=(base.roads[0], broken),
        corridors=(
            replace(
                base.corridors[0],
                id="from-quay",
                site="quay",
                window=replace(window, closes=OPENS + timedelta(minutes=close)),
            ),
        ),
        legs=(
            Leg(
                id="quay-bravo",
                site="quay",
                reception="bravo",
                mode=Mode.BUS,
                km=known(20.0),
                minutes_loaded=known(30),
                minutes_empty=known(30),
                edges=("road",),
                leans_on=(),
                checkpoint=None,
            ),
        ),
        depots=(Depot(id="yard", name="Yard", point=point),),
        approaches=(
            Approach(id="yard-quay", depot="yard", site="quay", minutes=known(5), edges=("road",), leans_on=()),
        ),
        transfers=transfers,
    )


SCENARIO = FleetScenario(corridors=("from-quay",), people="likely")


def some(count: int) -> tuple[Households, ...]:
    """Walking persons of alpha."""
    return (Households(group="alpha-any", profile="single", count=count),)


def over(boat: int, depart: int, count: int = 8) -> Crossing:
    """A boat with so many persons."""
    return Crossing(transfer="boats", boat=boat, depart=depart, arrive=depart + 10, aboard=some(count))


def bus_day(number: int, load_from: int, count: int = 20) -> VehicleDay:
    """A bus that comes to the quay at 5 and boards so many."""
    return VehicleDay(
        vehicle=f"bus-{number}",
        approach=Move(way="yard-quay", depart=0, passes=(), arrive=5),
        trips=(
            FleetTrip(
                leg="quay-bravo",
                bay=0,
                load_from=load_from,
                load_until=load_from + 4,
                boarded=some(count),
                depart=load_from + 4,
                passes=(),
                arrive=load_from + 34,
                unloaded=load_from + 39,
            ),
        ),
        moves=(),
    )


CROSSINGS = (over(0, 0), over(1, 0), over(0, 20), over(1, 20), over(0, 40))


def quay_plan(situation: Situation) -> FleetPlan:
    """The timetable by hand: everyone out at 84."""
    return FleetPlan(
        situation=codec.sha(situation),
        scenario=SCENARIO,
        status="capacity study",
        days=(bus_day(1, 30), bus_day(2, 50)),
        left_behind=(),
        leans_on=(),
        work=Work(engine="by hand", version="1", units=0),
        crossings=CROSSINGS,
    )
