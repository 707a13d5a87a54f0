"""Programmes small enough to hold in your head: one site, one road over one bridge, one reception.

A bus of 50 boards in 10 minutes, drives 60, unloads in 5 and drives back 60: a round takes 135 minutes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from safeconduct.model.day import ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
from safeconduct.model.situation import Needs
from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import NAMES, Prior, Priors, standard
from safeconduct.stress.programme import CorridorFacts, People, Programme, Round, Run, Seat, Stage, Start, Station, Way
from safeconduct.stress.shapes import Fixed, Rate, Shape

OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)
LUCK = Luck(0, 0)
STILL = standard().without(*NAMES)
ROUND = 135


def priors(**changes: float | Shape) -> Priors:
    """Nothing happens, but for what is named ("screening__refused__agreed" for dots); a number is a fixed value."""
    held = dict(STILL.by_name)
    for name, shape in changes.items():
        dotted = name.replace("__", ".")
        old = held[dotted]
        new = shape if not isinstance(shape, int | float) else Fixed(value=float(shape))
        held[dotted] = Prior(
            name=old.name, says=old.says, unit=old.unit, shape=new, neutral=old.neutral, source=old.source
        )
    return Priors(by_name=held, sha="test")


def never() -> Rate:
    """A rate of nothing."""
    return Rate(per_hour=0.0)


def shuttle(
    *,
    trips: int = 2,
    buses: int = 1,
    people: int = 100,
    hours: float = 12.0,
    station: Station | None = None,
    agreed: bool = True,
    unknown: frozenset[str] = frozenset(),
    crossings: frozenset[str] = frozenset(),
    members: tuple[int, int, int] = (1, 0, 0),
) -> Programme:
    """Buses that go ``trips`` times each, boarding one after another in one bay; the bridge is met after 30 minutes."""
    close = hours * 60
    out = (Stage(minutes=30.0, station=station.id), Stage(minutes=30.0)) if station else (Stage(minutes=60.0),)
    way = Way(id="out", stages=out, roads=(("road", 0.0), ("bridge", 30.0)))
    back = Way(id="back", stages=(Stage(minutes=60.0),), roads=(("bridge", 30.0), ("road", 60.0)))
    size = sum(members)
    runs = []
    left = people // size
    for trip in range(trips):
        for bus in range(buses):
            board = float(ROUND * trip + 10 * bus)
            boarding = min(50 // size, left)
            left -= boarding
            name = f"bus-{bus + 1}"
            seat = Seat(
                vehicle=name,
                places=(50, 5, 5),
                bay=0,
                after=0.0,
                boards=10.0,
                planned=(("all", "one", boarding),),
                back=back if trip + 1 < trips else None,
            )
            persons = Needs(
                walking=members[0] * boarding, wheelchair=members[1] * boarding, stretcher=members[2] * boarding
            )
            orders = ConvoyOrders(
                id=f"{name}.{trip + 1}",
                corridor="corridor",
                site="site",
                reception="reception",
                vehicles=(VehicleOrders(id=name, places=Needs(walking=50, wheelchair=5, stretcher=5)),),
                persons=persons,
                board=OPENS + timedelta(minutes=board),
                depart=OPENS + timedelta(minutes=board + 10),
                arrive=OPENS + timedelta(minutes=board + 70),
                points=(station.id,) if station else (),
                roads=("road", "bridge"),
            )
            runs.append(
                Run(
                    orders=orders,
                    groups=("all",),
                    seats=(seat,),
                    way=way,
                    unload=5.0,
                    board=board,
                    depart=board + 10,
                    arrive=board + 70,
                )
            )
    households = people // size
    corridor = CorridorOrders(
        id="corridor", opens=OPENS, closes=OPENS + timedelta(minutes=close), latest=OPENS + timedelta(minutes=close)
    )
    known = Needs(
        walking=members[0] * households, wheelchair=members[1] * households, stretcher=members[2] * households
    )
    return Programme(
        opens=OPENS,
        orders=Orders(
            plan="0" * 64,
            situation="0" * 64,
            corridors=(corridor,),
            sites=(SiteOrders(id="site", people=known),),
            convoys=tuple(run.orders for run in runs),
            standing_max=60,
        ),
        members={"one": members},
        people=(People(group="all", site="site", households={"one": households}),),
        corridors={"corridor": CorridorFacts(id="corridor", opens=0.0, closes=close, latest=close, agreed=agreed)},
        stations={station.id: station} if station else {},
        runs=tuple(sorted(runs, key=lambda run: (run.board, run.id))),
        starts={f"bus-{bus + 1}": Start(free=0.0, way=None) for bus in range(buses)},
        unknown=unknown,
        crossings=crossings,
        rounds={"corridor": (Round(out=way, back=back),)},
    )
