"""Programmes of any size for the simulation: sites along a river, bridges with headway, two checkpoints, buses that
shuttle all day. Made by rule, not planned: what is measured is the simulation, and planning would cost more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeconduct.stress.programme import Programme, Run

OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)
WINDOW = 720
SEATS = 50
BOARDS = 15


def programme_of_size(vehicles: int, sites: int, bridges: int) -> Programme:
    """A day of so many buses: each makes the trips its round allows, boarding one after another in its site's bays."""
    from safeconduct.model.day import CorridorOrders, Orders, SiteOrders
    from safeconduct.model.situation import Needs
    from safeconduct.stress.programme import CorridorFacts, People, Programme, Round, Start, Station

    runs = sorted(
        (run for number in range(vehicles) for run in _day(number, sites, bridges)),
        key=lambda run: (run.board, run.id),
    )
    planned = [sum(SEATS for run in runs if run.orders.site == f"site-{n}") for n in range(sites)]
    stations = {f"bridge-{n}": Station(id=f"bridge-{n}", lanes=1, minutes=2.0) for n in range(bridges)}
    stations |= {f"gate-{n}": Station(id=f"gate-{n}", lanes=4, minutes=3.0, loaded=3.0, screens=True) for n in range(2)}
    close = OPENS + timedelta(minutes=WINDOW)
    rounds = tuple(Round(out=run.way, back=run.seats[0].back) for run in runs if run.seats[0].back is not None)
    return Programme(
        opens=OPENS,
        orders=Orders(
            plan="0" * 64,
            situation="0" * 64,
            corridors=(CorridorOrders(id="corridor", opens=OPENS, closes=close, latest=close),),
            sites=tuple(SiteOrders(id=f"site-{n}", people=Needs(walking=planned[n])) for n in range(sites)),
            convoys=tuple(run.orders for run in runs),
            standing_max=60,
        ),
        members={"family": (5, 0, 0)},
        people=tuple(
            People(group=f"group-{n}", site=f"site-{n}", households={"family": planned[n] // 5}) for n in range(sites)
        ),
        corridors={
            "corridor": CorridorFacts(id="corridor", opens=0.0, closes=WINDOW, latest=float(WINDOW), agreed=True)
        },
        stations=stations,
        runs=tuple(runs),
        starts={f"bus-{number}": Start(free=0.0, way=None) for number in range(vehicles)},
        unknown=frozenset({"track-0"}),
        crossings=frozenset(f"bridge-{n}" for n in range(bridges)),
        rounds={"corridor": rounds[:1]},
    )


#: Vehicles that board at a site at the same time.
BAYS = 4


def _day(number: int, sites: int, bridges: int) -> list[Run]:
    """The trips of one bus: 15 minutes of boarding, 20 to 60 out, 10 to unload, as long back."""
    from safeconduct.model.day import ConvoyOrders, VehicleOrders
    from safeconduct.model.situation import Needs
    from safeconduct.stress.programme import Run, Seat, Stage, Way

    site, turn = number % sites, number // sites
    bridge, gate, minutes = f"bridge-{site % bridges}", f"gate-{site % 2}", 20 + 40 * (site % 7) / 6
    roads = ((f"track-{site % 5}", 0.0), (bridge, minutes / 2))
    out = Way(
        id=f"out-{site}",
        stages=(
            Stage(minutes=minutes / 2, station=bridge),
            Stage(minutes=minutes / 4, station=gate),
            Stage(minutes=minutes / 4),
        ),
        roads=roads,
    )
    back = Way(
        id=f"back-{site}",
        stages=(Stage(minutes=minutes / 2, station=bridge), Stage(minutes=minutes / 2)),
        roads=tuple(reversed(roads)),
    )
    round_, name = BOARDS + 2 * minutes + 10 + 30, f"bus-{number}"
    runs: list[Run] = []
    board = float(BOARDS * (turn // BAYS))
    while board + BOARDS + minutes + 20 <= WINDOW:
        again = board + round_ + BOARDS + minutes + 20 <= WINDOW
        orders = ConvoyOrders(
            id=f"{name}.{len(runs) + 1}",
            corridor="corridor",
            site=f"site-{site}",
            reception="reception",
            vehicles=(VehicleOrders(id=name, places=Needs(walking=SEATS)),),
            persons=Needs(walking=SEATS),
            board=OPENS + timedelta(minutes=board),
            depart=OPENS + timedelta(minutes=board + BOARDS),
            arrive=OPENS + timedelta(minutes=board + BOARDS + minutes + 20),
            points=(bridge, gate),
            roads=tuple(road for road, _ in roads),
        )
        seat = Seat(
            vehicle=name,
            places=(SEATS, 0, 0),
            bay=turn % BAYS,
            after=0.0,
            boards=float(BOARDS),
            planned=((f"group-{site}", "family", SEATS // 5),),
            back=back if again else None,
        )
        runs.append(
            Run(
                orders=orders,
                groups=(f"group-{site}",),
                seats=(seat,),
                way=out,
                unload=10.0,
                board=board,
                depart=board + BOARDS,
                arrive=board + BOARDS + minutes + 20,
            )
        )
        board += round_
    return runs
