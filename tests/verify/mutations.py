"""Ways to break a valid plan, each with the rule it breaks. ``only`` says that no other rule may notice.

A mutation takes a situation and a valid plan and returns both, one of them changed, or None where it has nothing
to act on. Wherever the rules allow it a mutation is made so that one rule alone can catch it: a checker that
forgets that rule passes everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from safeconduct.model.corridor import Position
from safeconduct.model.place import Road, RoadState
from safeconduct.model.plan import Convoy, Households, Plan, Return, Trip
from safeconduct.model.situation import Situation
from tests.tiny import known

Pair = tuple[Situation, Plan]
Change = Callable[[Situation, Plan], Pair | None]


@dataclass(frozen=True)
class Mutation:
    """A named change, the rule it breaks, and whether that rule alone sees it on the plan of ``busy()``."""

    name: str
    rule: str
    only: bool
    change: Change


ALL: list[Mutation] = []


def breaks(rule: str, *, only: bool = True) -> Callable[[Change], Change]:
    """Register a mutation under its function's name."""

    def register(change: Change) -> Change:
        ALL.append(Mutation(name=change.__name__, rule=rule, only=only, change=change))
        return change

    return register


def with_trip(plan: Plan, index: int, **changes: Any) -> Plan:
    """The plan with one trip changed."""
    trips = list(plan.trips)
    trips[index] = replace(trips[index], **changes)
    return replace(plan, trips=tuple(trips))


def with_convoy(plan: Plan, index: int, **changes: Any) -> Plan:
    """The plan with one convoy changed."""
    convoys = list(plan.convoys)
    convoys[index] = replace(convoys[index], **changes)
    return replace(plan, convoys=tuple(convoys))


def last_later(plan: Plan, minutes: int, *, boarding: int = 0) -> Plan:
    """The last convoy's whole passage later, and its boarding too when asked; earlier when negative."""
    convoy = plan.convoys[-1]
    moved = Convoy(
        number=convoy.number,
        depart=convoy.depart + minutes,
        reach=convoy.reach + minutes,
        screen_from=convoy.screen_from + minutes,
        screen_until=convoy.screen_until + minutes,
        arrive=convoy.arrive + minutes,
    )
    trips = tuple(
        replace(t, load_from=t.load_from + boarding, load_until=t.load_until + boarding)
        if t.convoy == convoy.number
        else t
        for t in plan.trips
    )
    return replace(plan, convoys=(*plan.convoys[:-1], moved), trips=trips)


def slack(situation: Situation, plan: Plan) -> int:
    """Minutes between the last arrival and the latest one."""
    window = situation.corridors[0].window
    assert window is not None
    sunset = int((situation.sunsets[0].at.value - window.opens).total_seconds() // 60)
    rules = situation.rules
    latest = min(window.minutes - rules.window_margin_minutes.value, sunset - rules.sunset_margin_minutes.value)
    return latest - max(convoy.arrive for convoy in plan.convoys)


# --- 1 people -------------------------------------------------------------------------------------------------


def _regroup(trip: Trip, group: str) -> tuple[Households, ...]:
    return tuple(replace(entry, group=group) for entry in trip.boarded)


@breaks("1 people")
def household_invented(s: Situation, p: Plan) -> Pair:
    """One more household stays behind than there is."""
    extra = Households(group=s.sites[0].groups[0].id, profile=s.profiles[0].id, count=1)
    return s, replace(p, left_behind=(*p.left_behind, extra))


@breaks("1 people")
def left_behind_forgotten(s: Situation, p: Plan) -> Pair | None:
    """Those who stay are not counted."""
    return (s, replace(p, left_behind=())) if p.left_behind else None


@breaks("1 people")
def left_behind_miscounted(s: Situation, p: Plan) -> Pair | None:
    """One household more of those who stay."""
    if not p.left_behind:
        return None
    first = replace(p.left_behind[0], count=p.left_behind[0].count + 1)
    return s, replace(p, left_behind=(first, *p.left_behind[1:]))


@breaks("1 people")
def family_split(s: Situation, p: Plan) -> Pair | None:
    """A household of several walking persons travels as that many single persons: same seats, same minutes."""
    walkers = {x.id: x.members.walking for x in s.profiles if x.members.walking == x.members.total > 1}
    single = next(x.id for x in s.profiles if x.members.walking == x.members.total == 1)
    for index, trip in enumerate(p.trips):
        for entry in trip.boarded:
            if entry.profile in walkers:
                rest = tuple(e for e in trip.boarded if e is not entry)
                if entry.count > 1:
                    rest = (*rest, replace(entry, count=entry.count - 1))
                alone = Households(group=entry.group, profile=single, count=walkers[entry.profile])
                return s, with_trip(p, index, boarded=(*rest, alone))
    return None


@breaks("1 people")
def unknown_group(s: Situation, p: Plan) -> Pair:
    """Households of a group the site does not have."""
    return s, with_trip(p, 0, boarded=_regroup(p.trips[0], "nobody"))


@breaks("1 people")
def taken_though_they_stay(s: Situation, p: Plan) -> Pair:
    """The group wishes to stay; the plan takes it."""
    site = s.sites[0]
    group = replace(site.groups[0], wished=known("stay"))
    return replace(s, sites=(replace(site, groups=(group,)),)), p


@breaks("1 people")
def more_than_wished(s: Situation, p: Plan) -> Pair:
    """Fewer people chose this reception than are taken there."""
    site = s.sites[0]
    members = {x.id: x.members.total for x in s.profiles}
    out = sum(members[e.profile] * e.count for t in p.trips for e in t.boarded)
    people = replace(site.groups[0].people, low=None, likely=None, high=out - 1)
    group = replace(site.groups[0], wished=known(s.corridors[0].reception), people=people)
    return replace(s, sites=(replace(site, groups=(group,)),)), p


@breaks("1 people")
def more_people_asked(s: Situation, p: Plan) -> Pair:
    """The plan is for one person less than was asked."""
    return s, replace(p, scenario=replace(p.scenario, people=p.scenario.people + 1))


@breaks("1 people")
def all_leaves_some(s: Situation, p: Plan) -> Pair | None:
    """Objective "all" with people left behind."""
    return (s, replace(p, scenario=replace(p.scenario, objective="all"))) if p.left_behind else None


@breaks("1 people", only=False)
def unknown_profile(s: Situation, p: Plan) -> Pair:
    """Households of a profile nobody described."""
    return s, with_trip(p, 0, boarded=tuple(replace(e, profile="ghost") for e in p.trips[0].boarded))


@breaks("1 people", only=False)
def trip_dropped(s: Situation, p: Plan) -> Pair:
    """A trip's people vanish."""
    return s, replace(p, trips=p.trips[1:])


@breaks("1 people", only=False)
def household_boards_twice(s: Situation, p: Plan) -> Pair:
    """A household is counted on two trips."""
    entry = p.trips[0].boarded[0]
    twice = (*p.trips[-1].boarded, replace(entry, count=1))
    return s, with_trip(p, len(p.trips) - 1, boarded=twice)


# --- 2 places -------------------------------------------------------------------------------------------------


def _fewer_places(s: Situation, p: Plan, need: str) -> Pair | None:
    """The fleet has one place less of a need than the fullest trip of a class takes."""
    members = {x.id: x.members for x in s.profiles}
    for kind in s.vehicles:
        carried = [
            sum(getattr(members[e.profile], need) * e.count for e in t.boarded)
            for t in p.trips
            if t.vehicle.rpartition("-")[0] == kind.id
        ]
        if max(carried, default=0):
            places = replace(kind.places.value, **{need: max(carried) - 1})
            smaller = replace(kind, places=known(places))
            return replace(s, vehicles=tuple(smaller if v is kind else v for v in s.vehicles)), p
    return None


@breaks("2 places")
def one_above_seats(s: Situation, p: Plan) -> Pair | None:
    """One walking person more than seats."""
    return _fewer_places(s, p, "walking")


@breaks("2 places")
def one_above_wheelchairs(s: Situation, p: Plan) -> Pair | None:
    """One wheelchair more than spaces, though seats are free."""
    return _fewer_places(s, p, "wheelchair")


@breaks("2 places")
def one_above_stretchers(s: Situation, p: Plan) -> Pair | None:
    """One stretcher more than places, though seats are free."""
    return _fewer_places(s, p, "stretcher")


@breaks("2 places")
def unknown_vehicle(s: Situation, p: Plan) -> Pair:
    """A vehicle that nobody has, all day."""
    name = p.trips[0].vehicle
    trips = tuple(replace(t, vehicle="ghost-1") if t.vehicle == name else t for t in p.trips)
    returns = tuple(replace(r, vehicle="ghost-1") if r.vehicle == name else r for r in p.returns)
    return s, replace(p, trips=trips, returns=returns)


# --- 3 boarding -----------------------------------------------------------------------------------------------


@breaks("3 boarding")
def boards_in_no_bay(s: Situation, p: Plan) -> Pair:
    """A bay beyond the last."""
    return s, with_trip(p, 0, bay=s.sites[0].bays.value)


@breaks("3 boarding")
def boards_in_negative_bay(s: Situation, p: Plan) -> Pair:
    """A bay before the first."""
    return s, with_trip(p, 0, bay=-1)


@breaks("3 boarding")
def bay_shared(s: Situation, p: Plan) -> Pair | None:
    """Two trips that board at the same time in one bay."""
    for i, a in enumerate(p.trips):
        for b in p.trips[i + 1 :]:
            if a.bay != b.bay and a.load_from < b.load_until and b.load_from < a.load_until:
                return s, with_trip(p, i, bay=b.bay)
    return None


@breaks("3 boarding")
def boards_in_less_time(s: Situation, p: Plan) -> Pair | None:
    """A minute less than its people take, from the start."""
    for i, trip in enumerate(p.trips):
        if trip.load_until > trip.load_from:
            return s, with_trip(p, i, load_from=trip.load_from + 1)
    return None


@breaks("3 boarding", only=False)
def boards_before_opening(s: Situation, p: Plan) -> Pair:
    """Boarding from a minute before zero."""
    first = p.trips[0]
    return s, with_trip(p, 0, load_from=-1, load_until=first.load_until - first.load_from - 1)


@breaks("3 boarding", only=False)
def boards_nobody(s: Situation, p: Plan) -> Pair:
    """An empty trip."""
    return s, with_trip(p, 0, boarded=())


@breaks("3 boarding", only=False)
def boards_nobody_in_no_time(s: Situation, p: Plan) -> Pair:
    """An empty trip that takes no minute."""
    last = p.convoys[-1]
    idle = Trip(
        vehicle=p.trips[0].vehicle,
        convoy=last.number,
        bay=0,
        load_from=last.depart,
        load_until=last.depart,
        boarded=(),
    )
    return s, replace(p, trips=(*p.trips, idle))


@breaks("3 boarding")
def slower_boarding(s: Situation, p: Plan) -> Pair:
    """The situation says a walking person takes a minute more."""
    seconds = s.rules.loading_seconds.value
    longer = known(replace(seconds, walking=seconds.walking + 60))
    return replace(s, rules=replace(s.rules, loading_seconds=longer)), p


# --- 4 convoys ------------------------------------------------------------------------------------------------


@breaks("4 convoys")
def convoy_too_small(s: Situation, p: Plan) -> Pair:
    """The least convoy is larger than the smallest one."""
    least = min(sum(t.convoy == c.number for t in p.trips) for c in p.convoys) + 1
    return replace(s, rules=replace(s.rules, convoy_min=known(least), convoy_max=known(99))), p


@breaks("4 convoys")
def convoy_too_large(s: Situation, p: Plan) -> Pair:
    """The largest convoy is one above what is allowed."""
    most = max(sum(t.convoy == c.number for t in p.trips) for c in p.convoys) - 1
    return replace(s, rules=replace(s.rules, convoy_max=known(most))), p


@breaks("4 convoys")
def too_close(s: Situation, p: Plan) -> Pair | None:
    """The headway is a minute more than two convoys keep."""
    departs = sorted(c.depart for c in p.convoys)
    if len(departs) < 2:
        return None
    least = min(b - a for a, b in pairwise(departs))
    return replace(s, rules=replace(s.rules, headway_minutes=known(least + 1))), p


@breaks("4 convoys")
def leaves_while_boarding(s: Situation, p: Plan) -> Pair | None:
    """A convoy leaves a minute before its last vehicle has boarded, and waits at the checkpoint instead."""
    if s.legs[0].checkpoint is None:
        return None
    first = p.convoys[0]
    until = max(t.load_until for t in p.trips if t.convoy == first.number)
    early = first.depart - until + 1
    return s, with_convoy(p, 0, depart=first.depart - early, reach=first.reach - early)


@breaks("4 convoys")
def empty_convoy(s: Situation, p: Plan) -> Pair | None:
    """A convoy without a vehicle, long after the others."""
    spare = slack(s, p)
    later = max(c.screen_until for c in p.convoys) + s.rules.headway_minutes.value
    leg = s.legs[0]
    near = leg.checkpoint.minutes_from_site.value if leg.checkpoint else 0
    arrive = later + leg.minutes_loaded.value
    if arrive > spare + max(c.arrive for c in p.convoys):
        return None
    reach = later + near
    ghost = Convoy(number=99, depart=later, reach=reach, screen_from=reach, screen_until=reach, arrive=arrive)
    return s, replace(p, convoys=(*p.convoys, ghost))


@breaks("4 convoys", only=False)
def vehicle_twice_in_convoy(s: Situation, p: Plan) -> Pair | None:
    """One vehicle makes both trips of a convoy."""
    for i, a in enumerate(p.trips):
        for j, b in enumerate(p.trips):
            if i < j and a.convoy == b.convoy:
                return s, with_trip(p, j, vehicle=a.vehicle)
    return None


@breaks("4 convoys", only=False)
def convoy_of_nowhere(s: Situation, p: Plan) -> Pair:
    """A trip joins a convoy that is not listed."""
    return s, with_trip(p, 0, convoy=99)


@breaks("4 convoys", only=False)
def convoy_listed_twice(s: Situation, p: Plan) -> Pair:
    """Two convoys of one number."""
    return s, replace(p, convoys=(*p.convoys, p.convoys[-1]))


# --- 5 screening ----------------------------------------------------------------------------------------------


@breaks("5 screening")
def waves_people_through(s: Situation, p: Plan) -> Pair | None:
    """Screening takes a minute less than its persons need; the arrival follows."""
    last = p.convoys[-1]
    if last.screen_until == last.screen_from:
        return None
    return s, with_convoy(p, -1, screen_until=last.screen_until - 1, arrive=last.arrive - 1)


@breaks("5 screening")
def screened_on_the_way(s: Situation, p: Plan) -> Pair | None:
    """Screening starts a minute before the convoy is there (the headway alone would allow it)."""
    first = p.convoys[0]
    if s.legs[0].checkpoint is None or first.screen_from != first.reach:
        return None
    changed = with_convoy(
        p, 0, screen_from=first.screen_from - 1, screen_until=first.screen_until - 1, arrive=first.arrive - 1
    )
    return s, changed


@breaks("5 screening")
def arrives_too_soon(s: Situation, p: Plan) -> Pair:
    """The last convoy arrives a minute early."""
    return s, with_convoy(p, -1, arrive=p.convoys[-1].arrive - 1)


@breaks("5 screening")
def reaches_too_soon(s: Situation, p: Plan) -> Pair:
    """The checkpoint is reached a minute early."""
    return s, with_convoy(p, 0, reach=p.convoys[0].reach - 1)


@breaks("5 screening")
def screened_before_the_one_ahead_is_through(s: Situation, p: Plan) -> Pair | None:
    """A convoy that waits at the checkpoint is let in a minute before the one ahead is through."""
    for i, (ahead, c) in enumerate(pairwise(p.convoys), start=1):
        if c.screen_from > c.reach and c.screen_from == ahead.screen_until > ahead.screen_from:
            sooner = {"screen_from": c.screen_from - 1, "screen_until": c.screen_until - 1, "arrive": c.arrive - 1}
            return s, with_convoy(p, i, **sooner)
    return None


@breaks("5 screening", only=False)
def screened_together(s: Situation, p: Plan) -> Pair | None:
    """Two convoys are screened at the same minutes."""
    if len(p.convoys) < 2 or p.convoys[0].screen_from == p.convoys[0].screen_until:
        return None
    first, second = p.convoys[0], p.convoys[1]
    length = second.screen_until - second.screen_from
    far = second.arrive - second.screen_until
    until = first.screen_from + length
    return s, with_convoy(p, 1, screen_from=first.screen_from, screen_until=until, arrive=until + far)


@breaks("5 screening")
def lane_closed(s: Situation, p: Plan) -> Pair | None:
    """The situation has slower screening than the plan was made for."""
    gate = s.legs[0].checkpoint
    if gate is None:
        return None
    slower = replace(gate, seconds_per_person=known(gate.seconds_per_person.value + 60 * gate.lanes.value))
    return replace(s, legs=(replace(s.legs[0], checkpoint=slower),)), p


# --- 6 standing -----------------------------------------------------------------------------------------------


@breaks("6 standing")
def stands_at_the_site(s: Situation, p: Plan) -> Pair | None:
    """The last convoy leaves so late that its first vehicle has stood a minute too long."""
    last = p.convoys[-1]
    stood = last.depart - min(t.load_until for t in p.trips if t.convoy == last.number)
    more = s.rules.standing_max_minutes.value - stood + 1
    return (s, last_later(p, more)) if more <= slack(s, p) else None


@breaks("6 standing")
def stands_at_the_checkpoint(s: Situation, p: Plan) -> Pair | None:
    """The last convoy waits a minute too long before it is screened."""
    last, most = p.convoys[-1], s.rules.standing_max_minutes.value
    more = most - (last.screen_from - last.reach) + 1
    if s.legs[0].checkpoint is None or more > slack(s, p):
        return None
    changed = with_convoy(
        p, -1, screen_from=last.screen_from + more, screen_until=last.screen_until + more, arrive=last.arrive + more
    )
    return s, changed


@breaks("6 standing")
def less_patience(s: Situation, p: Plan) -> Pair | None:
    """The longest stand allowed is a minute less than the longest stand."""
    departs = {c.number: c.depart for c in p.convoys}
    longest = max(
        [departs[t.convoy] - t.load_until for t in p.trips] + [c.screen_from - c.reach for c in p.convoys], default=0
    )
    if not longest:
        return None
    return replace(s, rules=replace(s.rules, standing_max_minutes=known(longest - 1))), p


# --- 7 window -------------------------------------------------------------------------------------------------


@breaks("7 window")
def arrives_after_latest(s: Situation, p: Plan) -> Pair:
    """The last convoy, boarding and all, a minute beyond the latest arrival."""
    more = slack(s, p) + 1
    return s, last_later(p, more, boarding=more)


@breaks("7 window")
def window_margin_grows(s: Situation, p: Plan) -> Pair:
    """The window's margin is a minute more than the last arrival leaves."""
    window = s.corridors[0].window
    assert window is not None
    margin = window.minutes - max(c.arrive for c in p.convoys) + 1
    return replace(s, rules=replace(s.rules, window_margin_minutes=known(margin))), p


@breaks("7 window")
def sun_sets_first(s: Situation, p: Plan) -> Pair:
    """The sunset margin leaves a minute too little."""
    window = s.corridors[0].window
    assert window is not None
    sunset = int((s.sunsets[0].at.value - window.opens).total_seconds() // 60)
    margin = sunset - max(c.arrive for c in p.convoys) + 1
    return replace(s, rules=replace(s.rules, sunset_margin_minutes=known(margin))), p


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
