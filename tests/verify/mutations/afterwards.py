"""Plan mutations of rules 8 to 12: returns, start, reception, roads, status."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safeconduct.model.corridor import Position
from safeconduct.model.place import Road, RoadState
from safeconduct.model.plan import Plan, Return
from safeconduct.model.situation import Situation
from tests.tiny import known
from tests.verify.mutations.base import Pair, breaks

# --- 8 returns ------------------------------------------------------------------------------------------------


def _with_return(p: Plan, **changes: Any) -> Plan:
    return replace(p, returns=(replace(p.returns[0], **changes), *p.returns[1:]))


@breaks("8 returns")
def drives_back_faster(s: Situation, p: Plan) -> Pair | None:
    """A return a minute shorter than the road."""
    return (s, _with_return(p, arrive=p.returns[0].arrive - 1)) if p.returns else None


@breaks("8 returns")
def returns_before_unloading(s: Situation, p: Plan) -> Pair | None:
    """The situation says unloading takes an hour more."""
    if not p.returns:
        return None
    longer = s.rules.unload_minutes.value + 600
    return replace(s, rules=replace(s.rules, unload_minutes=known(longer))), p


@breaks("8 returns")
def boards_before_it_is_back(s: Situation, p: Plan) -> Pair | None:
    """A return so late that the vehicle has boarded already."""
    if not p.returns:
        return None
    back = p.returns[0]
    following = [t.load_from for t in p.trips if t.vehicle == back.vehicle and t.load_from >= back.arrive]
    more = min(following) - back.arrive + 1
    return s, _with_return(p, depart=back.depart + more, arrive=back.arrive + more)


@breaks("8 returns")
def return_missing(s: Situation, p: Plan) -> Pair | None:
    """A vehicle is at the site again without having driven back."""
    return (s, replace(p, returns=p.returns[1:])) if p.returns else None


@breaks("8 returns")
def return_too_many(s: Situation, p: Plan) -> Pair:
    """A vehicle whose day is over drives back."""
    last = p.convoys[-1]
    name = next(t.vehicle for t in p.trips if t.convoy == last.number)
    depart = last.arrive + s.rules.unload_minutes.value
    extra = Return(vehicle=name, depart=depart, arrive=depart + s.legs[0].minutes_empty.value)
    return s, replace(p, returns=(*p.returns, extra))


@breaks("8 returns")
def return_of_another(s: Situation, p: Plan) -> Pair | None:
    """The return is booked on another vehicle."""
    return (s, _with_return(p, vehicle="bus-99")) if p.returns else None


# --- 9 start, 10 reception ------------------------------------------------------------------------------------


@breaks("9 start")
def stands_elsewhere(s: Situation, p: Plan) -> Pair:
    """The fleet stands at the reception when the window opens."""
    return replace(s, vehicles=tuple(replace(v, start=known("bravo")) for v in s.vehicles)), p


@breaks("10 reception")
def reception_overfilled(s: Situation, p: Plan) -> Pair:
    """The reception takes one person less than arrive."""
    members = {x.id: x.members.total for x in s.profiles}
    arrive = sum(members[e.profile] * e.count for t in p.trips for e in t.boarded)
    full = replace(s.receptions[0], capacity=known(arrive - 1))
    return replace(s, receptions=(full,)), p


# --- 11 roads, 12 status --------------------------------------------------------------------------------------


def _bridge(s: Situation, state: RoadState) -> Situation:
    def other(road: Road) -> Road:
        return replace(road, history=(*road.history, replace(road.now, state=state))) if road.id == "bridge" else road

    return replace(s, roads=tuple(other(r) for r in s.roads))


@breaks("11 roads")
def bridge_closed(s: Situation, p: Plan) -> Pair:
    """The latest entry closes the bridge."""
    return _bridge(s, RoadState.CLOSED), p


@breaks("11 roads")
def bridge_for_feet(s: Situation, p: Plan) -> Pair:
    """The bridge carries people on foot only."""
    return _bridge(s, RoadState.FOOT_ONLY), p


@breaks("11 roads")
def leans_unsaid(s: Situation, p: Plan) -> Pair:
    """The bridge is unknown and the plan does not say that it leans on it."""
    return _bridge(s, RoadState.UNKNOWN), replace(p, leans_on=())


@breaks("11 roads")
def leans_on_the_known(s: Situation, p: Plan) -> Pair:
    """The plan says it leans on a road that is known."""
    return s, replace(p, leans_on=(*p.leans_on, "road"))


@breaks("11 roads")
def leans_twice(s: Situation, p: Plan) -> Pair:
    """An unknown road is listed twice."""
    return _bridge(s, RoadState.UNKNOWN), replace(p, leans_on=("bridge", "bridge"))


@breaks("11 roads")
def leg_goes_elsewhere(s: Situation, p: Plan) -> Pair:
    """The leg's roads end halfway."""
    return replace(s, legs=(replace(s.legs[0], edges=("road",)),)), p


@breaks("12 status")
def calls_itself_an_order(s: Situation, p: Plan) -> Pair:
    """Nobody agreed, the plan is an order."""
    return s, replace(p, status="order")


@breaks("12 status")
def order_past_a_guard(s: Situation, p: Plan) -> Pair:
    """Agreed and recorded, but the guard is not resolved."""
    agreed = (*s.corridors[0].positions[:1], Position(party="south", accepted=("claim-accept",)))
    corridor = replace(s.corridors[0], positions=agreed)
    return replace(s, corridors=(corridor,), wishes_recorded=True), replace(p, status="order")


@breaks("12 status")
def order_without_wishes(s: Situation, p: Plan) -> Pair:
    """Agreed and resolved, but nobody recorded a wish."""
    agreed = (*s.corridors[0].positions[:1], Position(party="south", accepted=("claim-accept",)))
    corridor = replace(s.corridors[0], positions=agreed)
    guards = tuple(replace(g, resolved_by="head of operation") for g in s.guards)
    return replace(s, corridors=(corridor,), guards=guards), replace(p, status="order")


@breaks("subject")
def wrong_situation(s: Situation, p: Plan) -> Pair:
    """The plan is for another situation."""
    return s, replace(p, situation="6" * 64)


@breaks("11 roads", only=False)
def corridor_unknown(s: Situation, p: Plan) -> Pair:
    """The plan is for a corridor the situation does not have: no rule can be checked."""
    return s, replace(p, scenario=replace(p.scenario, corridor="nowhere"))
