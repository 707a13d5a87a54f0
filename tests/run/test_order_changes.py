"""What new orders change, convoy by convoy: sent orders stand, and who cannot go on is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from safeconduct.model.control import RoadReported
from safeconduct.model.day import ConvoyOrders, VehicleOrders
from safeconduct.model.event import Body
from safeconduct.model.movement import PassedPoint, Reason, TurnedBack
from safeconduct.model.place import RoadState
from safeconduct.run.order_changes import decisions, order_changes
from tests.run.days import BUS, ORDERS, UNDER_WAY, after, convoy, walking

LATER = timedelta(minutes=25)


def kinds(*new: ConvoyOrders) -> dict[str, str]:
    found = order_changes(after(*UNDER_WAY), replace(ORDERS, convoys=new))
    return {one.convoy: one.kind for one in found.convoys}


def moved(given: ConvoyOrders) -> ConvoyOrders:
    return replace(given, board=given.board + LATER, depart=given.depart + LATER, arrive=given.arrive + LATER)


def test_a_convoy_that_has_begun_keeps_its_orders_whatever_the_plan_says() -> None:
    assert kinds(moved(convoy(1)), convoy(2)) == {"1": "sent", "2": "as before"}
    assert kinds(convoy(2)) == {"1": "sent", "2": "as before"}


def test_each_kind_of_change_by_the_gravest() -> None:
    second = convoy(2)
    assert kinds(second, convoy(3))["3"] == "new"
    assert kinds()["2"] == "cancelled"
    assert kinds(moved(second))["2"] == "later"
    assert kinds(replace(second, arrive=second.arrive - LATER))["2"] == "earlier"
    assert kinds(replace(moved(second), roads=("road", "ford")))["2"] == "other way"
    assert kinds(replace(second, roads=("ford",), persons=walking(3)))["2"] == "other people"
    other = (VehicleOrders(id="bus-9", places=BUS),)
    assert kinds(replace(second, vehicles=other, persons=walking(3)))["2"] == "other vehicles"


def test_minutes_and_persons_before_and_after() -> None:
    found = order_changes(after(*UNDER_WAY), replace(ORDERS, convoys=(moved(convoy(2)), convoy(3))))
    assert [(one.convoy, one.minutes) for one in found.convoys] == [("1", 0), ("2", 25), ("3", None)]
    # Fifty are on the way, 48 of the other fifty walk: more seats bring nobody more out, and no seat is a stretcher
    assert (found.persons_before, found.persons_after, found.changed) == (98, 98, 2)
    fewer = order_changes(after(*UNDER_WAY), replace(ORDERS, convoys=()))
    assert (fewer.persons_before, fewer.persons_after, fewer.changed) == (98, 50, 1)


def test_who_cannot_go_on_is_named_with_what_to_do() -> None:
    closed = RoadReported(road="bridge", state=RoadState.CLOSED, confirmed=True)
    (driving,) = order_changes(after(*UNDER_WAY, closed), ORDERS).decide
    assert driving.startswith("Convoy 1 is on the road with 50 persons aboard and its way is closed (bridge)")
    (boarding,) = order_changes(after(*UNDER_WAY[:3], closed), ORDERS).decide
    assert "hold it" in boarding
    heard = RoadReported(road="bridge", state=RoadState.CLOSED, confirmed=False)
    assert order_changes(after(*UNDER_WAY, heard), ORDERS).decide == ()


def test_what_is_to_be_decided_stands_until_it_is_answered() -> None:
    """Convoy 1 drives over road, then bridge. Who stands at the bridge has not passed it, and who passed the road
    before it has not either."""
    closed = RoadReported(road="bridge", state=RoadState.CLOSED, confirmed=True)
    roads = after(*UNDER_WAY).convoys["1"].orders.roads
    assert roads.index("road") < roads.index("bridge")

    def asked(*then: Body) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.convoy, one.roads) for one in decisions(after(*UNDER_WAY, closed, *then))]

    assert asked() == [("1", ("bridge",))]
    assert asked(PassedPoint(convoy="1", point="road")) == asked()
    assert asked(PassedPoint(convoy="1", point="gate")) == asked()
    assert asked(PassedPoint(convoy="1", point="bridge", standing=True)) == asked()
    assert asked(PassedPoint(convoy="1", point="bridge")) == []
    assert asked(TurnedBack(convoy="1", reason=Reason.ROAD)) == []
