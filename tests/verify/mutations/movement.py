"""Plan mutations of rules 3 to 7: boarding, convoys, screening, standing, the window."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from safeconduct.model.plan import Convoy, Plan, Trip
from safeconduct.model.situation import Situation
from tests.tiny import known
from tests.verify.mutations.base import Pair, breaks, last_later, slack, with_convoy, with_trip

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
