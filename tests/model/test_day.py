"""Orders of a day: what a value that exists cannot say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from safeconduct.model.day import ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
from safeconduct.model.situation import Needs

OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)
BUS = VehicleOrders(id="bus-1", places=Needs(walking=50, stretcher=1))
CONVOY = ConvoyOrders(
    id="1",
    corridor="bravo",
    site="alpha",
    reception="bravo",
    vehicles=(BUS, replace(BUS, id="bus-2")),
    persons=Needs(walking=80),
    board=OPENS,
    depart=OPENS + timedelta(minutes=40),
    arrive=OPENS + timedelta(minutes=100),
)
CORRIDOR = CorridorOrders(
    id="bravo", opens=OPENS, closes=OPENS + timedelta(hours=12), latest=OPENS + timedelta(hours=11)
)
ORDERS = Orders(
    plan="1" * 64,
    situation="2" * 64,
    corridors=(CORRIDOR,),
    sites=(SiteOrders(id="alpha", people=Needs(walking=100, wheelchair=2)),),
    convoys=(CONVOY,),
    standing_max=30,
)


def test_a_convoy_has_the_places_of_its_vehicles() -> None:
    """Kind by kind."""
    assert CONVOY.places == Needs(walking=100, stretcher=2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"vehicles": ()}, "no vehicle"),
        ({"vehicles": (BUS, BUS)}, "names a vehicle twice: bus-1, bus-1"),
        ({"depart": OPENS - timedelta(minutes=1)}, "boards, departs and arrives in this order"),
        ({"arrive": CONVOY.arrive.replace(tzinfo=None)}, "aware UTC"),
    ],
)
def test_a_convoy_that_cannot_be(change: dict[str, object], words: str) -> None:
    """No vehicle, one twice, time running backwards, a naive time."""
    with pytest.raises(ValueError, match=words):
        replace(CONVOY, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"convoys": (CONVOY, CONVOY)}, "convoy ids are used twice"),
        ({"sites": (*ORDERS.sites, *ORDERS.sites)}, "site ids are used twice"),
        ({"corridors": ()}, "runs on bravo, which is no corridor"),
        ({"sites": ()}, "starts at alpha, which is no site"),
        ({"standing_max": 0}, "at least a minute"),
        ({"silence_max": 0}, "at least a minute"),
    ],
)
def test_orders_that_cannot_be(change: dict[str, object], words: str) -> None:
    """Everything named exists once."""
    with pytest.raises(ValueError, match=words):
        replace(ORDERS, **change)  # type: ignore[arg-type]


def test_a_window_opens_before_it_closes() -> None:
    """Equal instants are no window."""
    with pytest.raises(ValueError, match="closes after it opens"):
        replace(CORRIDOR, closes=OPENS)
