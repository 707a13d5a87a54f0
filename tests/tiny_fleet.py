"""A fleet's day small enough to hold in your head: two sites, a depot, and one bridge that all share.

alpha (one bay, 60 people) and charlie (one bay, 40 people, who wish for bravo) lead to bravo over the Old Bridge, 30
minutes out and 30 on; the depot lies 20 minutes beyond the bridge. A bus boards in 10 minutes and unloads in 5.
"""

from __future__ import annotations

from dataclasses import replace

from safeconduct import codec
from safeconduct.model.corridor import Corridor
from safeconduct.model.fleet import FleetPlan, FleetScenario, FleetTrip, Move, Pass, VehicleDay
from safeconduct.model.known import Estimate
from safeconduct.model.place import Mode, Node, Point, RoadState
from safeconduct.model.plan import Households, Work
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Depot, Endurance, Group, Leg, Site, Situation, VehicleClass
from tests.tiny import CLAIMED, known, tiny, vehicle

BUS = replace(vehicle("bus", 1, 50), start=known("yard"), available_from=known(15), loading_minutes=known(10))
VAN = replace(vehicle("van", 1, 20), loading_minutes=known(10))


def tiny_fleet(
    *,
    bridge: RoadState = RoadState.OPEN,
    capacity: int | None = None,
    wish: str = "bravo",
    slot: int = 3,
    vehicles: tuple[VehicleClass, ...] = (BUS, VAN),
) -> Situation:
    """The situation; ``wish`` is charlie's."""
    # the fleet's bridge is a resource; the road of that name is built open, then given its state
    base = tiny(
        people=60, bays=1, lanes=None, out=60, back=60, unload=5, hours=10, capacity=capacity, vehicles=vehicles
    )
    old = replace(base.roads[1], history=(replace(base.roads[1].now, state=bridge, basis=CLAIMED),))
    over = (ResourceUse(resource="old-bridge", minutes=30),)
    leg = replace(base.legs[0], uses=over, uses_empty=over, leans_on=("bridge",) if bridge is RoadState.UNKNOWN else ())
    point = Point(lon=38.05, lat=48.05)
    other = Leg(
        id="charlie-bravo",
        site="charlie",
        reception="bravo",
        mode=Mode.BUS,
        km=known(40.0),
        minutes_loaded=known(60),
        minutes_empty=known(60),
        edges=("bridge",),
        leans_on=leg.leans_on,
        checkpoint=None,
        uses=over,
        uses_empty=over,
    )
    charlie = Site(
        id="charlie",
        name="Charlie",
        point=point,
        bays=known(1),
        endurance=Endurance(food_days=None, water_days=None, said=()),
        groups=(
            Group(
                id="charlie-all",
                site="charlie",
                wished=known(wish),
                people=Estimate(low=40, likely=40, high=40, basis=CLAIMED),
            ),
        ),
    )
    corridor: Corridor = replace(base.corridors[0], id="from-charlie", site="charlie")
    return replace(
        base,
        nodes=(*base.nodes, Node(id="charlie", kind="site", name="Charlie", aliases=(), point=point)),
        roads=(base.roads[0], old),
        sites=(*base.sites, charlie),
        corridors=(*base.corridors, corridor),
        legs=(leg, other),
        depots=(Depot(id="yard", name="Yard", point=Point(lon=38.15, lat=48.15)),),
        approaches=tuple(
            Approach(
                id=f"yard-{site}",
                depot="yard",
                site=site,
                minutes=known(50),
                edges=("bridge",),
                leans_on=(),
                uses=(ResourceUse(resource="old-bridge", minutes=20),),
            )
            for site in ("alpha", "charlie")
        ),
        resources=(
            Resource(
                id="old-bridge",
                name="Old Bridge",
                kind="crossing",
                road="bridge",
                lanes=known(1),
                slot_minutes=known(slot),
                delay_loaded=known(0),
                delay_empty=known(0),
            ),
        ),
    )


SCENARIO = FleetScenario(corridors=("bravo", "from-charlie"), people="likely")


def over(minute: int) -> tuple[Pass, ...]:
    """The bridge, entered at that minute."""
    return (Pass(resource="old-bridge", at=minute),)


def singles(group: str, count: int) -> tuple[Households, ...]:
    """Walking persons of a group."""
    return (Households(group=group, profile="single", count=count),)


#: The van boards 20 at alpha at 0, crosses at 42 (40 is no slot), arrives at 72 and is back at alpha by 138; the bus
#: leaves the yard at 15, crosses at 36, boards 40 at charlie at 66 and arrives at 138.
VAN_DAY = VehicleDay(
    vehicle="van-1",
    approach=None,
    trips=(
        FleetTrip(
            leg="alpha-bravo",
            bay=0,
            load_from=0,
            load_until=10,
            boarded=singles("alpha-any", 20),
            depart=10,
            passes=over(42),
            arrive=72,
            unloaded=77,
        ),
        FleetTrip(
            leg="alpha-bravo",
            bay=0,
            load_from=138,
            load_until=148,
            boarded=singles("alpha-any", 20),
            depart=149,
            passes=over(180),
            arrive=210,
            unloaded=215,
        ),
    ),
    moves=(Move(way="alpha-bravo", depart=77, passes=over(108), arrive=138),),
)
BUS_DAY = VehicleDay(
    vehicle="bus-1",
    approach=Move(way="yard-charlie", depart=15, passes=over(36), arrive=66),
    trips=(
        FleetTrip(
            leg="charlie-bravo",
            bay=0,
            load_from=66,
            load_until=76,
            boarded=singles("charlie-all", 40),
            depart=76,
            passes=over(111),
            arrive=141,
            unloaded=146,
        ),
    ),
    moves=(),
)


def fleet_plan(situation: Situation) -> FleetPlan:
    """The timetable above: 80 of 100 people out, 20 of alpha stay."""
    leans = ("bridge",) if situation.roads[1].now.state is RoadState.UNKNOWN else ()
    return FleetPlan(
        situation=codec.sha(situation),
        scenario=SCENARIO,
        status="capacity study",
        days=(BUS_DAY, VAN_DAY),
        left_behind=singles("alpha-any", 20),
        leans_on=leans,
        work=Work(engine="by hand", version="1", units=0),
    )
