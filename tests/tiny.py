"""A situation small enough to hold in your head: one site, one reception, one road with one bridge.

Every test that needs a Situation starts from ``tiny()`` and changes one thing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from safeconduct.model.corridor import Corridor, Position
from safeconduct.model.known import Assumption, Basis, Estimate, Known
from safeconduct.model.place import Mode, Node, Point, Road, RoadFact, RoadState, Water
from safeconduct.model.report import Party
from safeconduct.model.situation import (
    Checkpoint,
    Endurance,
    FootCrossing,
    Gap,
    Group,
    Guard,
    HouseholdProfile,
    Leg,
    Needs,
    Reception,
    Rules,
    Site,
    Situation,
    Sunset,
    VehicleClass,
)
from safeconduct.model.times import Window

T = TypeVar("T")

ASSUMED = Basis(assumptions=("given",))
CLAIMED = Basis(claims=("claim-window",))
GIVEN = Assumption(id="given", slot="test", value="as given", unit="", why="a test instance", source="judgement")
OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)


def known(value: T, basis: Basis = ASSUMED) -> Known[T]:
    """A value on the test assumption."""
    return Known(value=value, basis=basis)


def profile(
    profile_id: str, per_thousand: int, walking: int = 0, wheelchair: int = 0, stretcher: int = 0
) -> HouseholdProfile:
    """A household profile."""
    members = Needs(walking=walking, wheelchair=wheelchair, stretcher=stretcher)
    return HouseholdProfile(id=profile_id, members=members, per_thousand=known(per_thousand))


def vehicle(class_id: str, count: int, seats: int, wheelchair: int = 0, stretcher: int = 0) -> VehicleClass:
    """A class of identical vehicles standing at the site."""
    places = Needs(walking=seats, wheelchair=wheelchair, stretcher=stretcher)
    return VehicleClass(id=class_id, name=class_id, count=known(count), places=known(places), start=known("alpha"))


def tiny(
    *,
    people: int = 100,
    hours: int = 12,
    out: int = 60,
    back: int = 50,
    near: int = 10,
    bays: int = 2,
    lanes: int | None = 1,
    seconds: int = 0,
    walking_seconds: int = 40,
    unload: int = 20,
    convoy_min: int = 1,
    convoy_max: int = 5,
    headway: int = 0,
    standing: int = 720,
    margin: int = 0,
    sunset_margin: int = 0,
    capacity: int | None = None,
    bridge: RoadState = RoadState.OPEN,
    accepted_by_south: bool = False,
    vehicles: tuple[VehicleClass, ...] = (vehicle("bus", 2, 50),),
    profiles: tuple[HouseholdProfile, ...] = (profile("single", 0, walking=1),),
) -> Situation:
    """One site (alpha) with ``people``, a bridge over the Anduin and a reception (bravo).

    With the defaults there is no screening, no headway and no margin: a bus boards 50 people in 34 minutes
    (50 x 40 s), drives 60, unloads 20 and is back after another 50. ``lanes=None`` means no checkpoint.
    """
    alpha, mid, bravo = Point(lon=38.0, lat=48.0), Point(lon=38.1, lat=48.1), Point(lon=38.2, lat=48.2)
    open_road = (RoadFact(state=RoadState.OPEN, since=None, basis=ASSUMED),)
    bridge_basis = ASSUMED if bridge is RoadState.OPEN else Basis(claims=("claim-bridge",))
    leans = ("bridge",) if bridge is RoadState.UNKNOWN else ()
    checkpoint = Checkpoint(
        id="gate",
        name="Gate",
        minutes_from_site=known(near),
        lanes=known(lanes or 1),
        seconds_per_person=known(seconds),
    )
    routed = bridge in (RoadState.OPEN, RoadState.ONE_LANE, RoadState.UNKNOWN)
    leg = Leg(
        id="alpha-bravo",
        site="alpha",
        reception="bravo",
        mode=Mode.BUS,
        km=known(40.0),
        minutes_loaded=known(out),
        minutes_empty=known(back),
        edges=("road", "bridge"),
        leans_on=leans,
        checkpoint=checkpoint if lanes is not None else None,
    )
    return Situation(
        name="tiny",
        title="A tiny case",
        as_of=datetime(2022, 6, 14, 12, tzinfo=UTC),
        parties=(
            Party(id="north", label="North", aliases=("North",), zone="Europe/Moscow", controls=("bravo",)),
            Party(id="south", label="South", aliases=("South",), zone="Europe/Kyiv", controls=()),
        ),
        nodes=(
            Node(id="alpha", kind="site", name="Alpha", aliases=(), point=alpha),
            Node(id="mid", kind="junction", name="Mid", aliases=(), point=mid),
            Node(id="bravo", kind="reception", name="Bravo", aliases=(), point=bravo),
        ),
        roads=(
            Road(
                id="road",
                kind="road",
                name="Road",
                aliases=(),
                over=None,
                ends=("alpha", "mid"),
                line=(alpha, mid),
                history=open_road,
            ),
            Road(
                id="bridge",
                kind="bridge",
                name="Old Bridge",
                aliases=(),
                over="Anduin",
                ends=("mid", "bravo"),
                line=(mid, bravo),
                history=(RoadFact(state=bridge, since=OPENS, basis=bridge_basis),),
            ),
        ),
        waters=(Water(id="anduin", name="Anduin", line=(Point(lon=38.05, lat=48.2), Point(lon=38.15, lat=48.1))),),
        sites=(
            Site(
                id="alpha",
                name="Alpha",
                point=alpha,
                bays=known(bays),
                endurance=Endurance(food_days=None, water_days=None, said=()),
                groups=(
                    Group(
                        id="alpha-any",
                        site="alpha",
                        wished=known("any"),
                        people=Estimate(low=people, likely=people, high=people, basis=CLAIMED),
                    ),
                ),
            ),
        ),
        receptions=(
            Reception(
                id="bravo",
                name="Bravo",
                point=bravo,
                controlled_by="north",
                capacity=None if capacity is None else known(capacity),
            ),
        ),
        corridors=(
            Corridor(
                id="bravo",
                site="alpha",
                reception="bravo",
                mode=Mode.BUS,
                window=Window(
                    opens=OPENS, closes=OPENS.replace(hour=5 + hours), zone="Europe/Moscow", as_written="from 8:00"
                ),
                window_basis=CLAIMED,
                positions=(
                    Position(party="north", offered=("claim-window",)),
                    Position(party="south", accepted=("claim-accept",) if accepted_by_south else ()),
                ),
                touching=("north", "south"),
                controlled_by="north",
            ),
        ),
        legs=(leg,) if routed else (),
        foot_crossings=(
            FootCrossing(
                reception="bravo",
                edges=("bridge",),
                km=known(5.0),
                walk_minutes=known(100),
                persons_per_hour=known(170),
            ),
        ),
        vehicles=vehicles,
        profiles=profiles,
        rules=Rules(
            loading_seconds=known(Needs(walking=walking_seconds, wheelchair=300, stretcher=600)),
            unload_minutes=known(unload),
            convoy_min=known(convoy_min),
            convoy_max=known(convoy_max),
            headway_minutes=known(headway),
            standing_max_minutes=known(standing),
            window_margin_minutes=known(margin),
            sunset_margin_minutes=known(sunset_margin),
            spare_percent=known(10),
        ),
        sunsets=(Sunset(reception="bravo", at=known(datetime(2022, 6, 15, 17, 34, tzinfo=UTC))),),
        assumptions=(GIVEN,),
        gaps=(Gap(slot="acceptance", level="listed", question="Does South accept?", ask="South"),),
        guards=(Guard(id="forced-transfer", corridor="bravo", text="Only one direction is on offer."),),
        wishes_recorded=False,
        withheld_claims=0,
    )
