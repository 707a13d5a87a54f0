"""A plan of one corridor changed on the day: what those under way still take, the rest planned, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from safeconduct import codec
from safeconduct.app.came_back import CameBack, came_back
from safeconduct.app.day_roads import as_reported, way_of, with_ways
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Check
from safeconduct.model.errors import InputError, SafeconductError
from safeconduct.model.known import Known
from safeconduct.model.place import Mode
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Leg, Situation
from safeconduct.model.times import Window
from safeconduct.plan.rest import UnderWay, bays_of, rest_of_day
from safeconduct.plan.rest_anew import at_most_of, helped_of, persons_of, rest_anew
from safeconduct.run.permits import closed_roads
from safeconduct.run.records import ConvoyState, State, later
from safeconduct.run.tally import ZERO, total
from safeconduct.verify.check import require
from safeconduct.verify.rest import check_rest
from safeconduct.verify.roads import blocked, reachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The rest of a day: its situation, its plan, the checks, and ``cut``, why no way is left (empty: there is one).

    ``at_most`` persons of the rest can still be brought out; None where that is not known. ``anew`` says that everyone
    was seated anew, because the convoys as they were ordered would take fewer. ``back`` is who came back to the site
    and is planned for again.
    """

    situation: Situation
    plan: Plan
    checks: tuple[Check, ...]
    cut: str
    at_most: int | None
    anew: bool
    back: CameBack


def replan_rest(
    situation: Situation,
    plan: Plan,
    state: State,
    now: datetime,
    *,
    earlier: Sequence[Plan] = (),
    seconds: float = 0.0,
) -> Rest:
    """Plan what has not begun, and who came back, for the roads, windows and vehicles as the day knows them at ``now``,
    and check it. ``earlier`` are the plans the day ran on before, the latest first.

    At once the convoys stay as they were ordered, later where they must be, unless that would leave behind persons in
    wheelchairs or on stretchers whom other seating takes. With ``seconds`` of search they are seated anew as soon as
    that takes anybody more.

    CheckFailed when the result breaks a rule; InputError when the corridor has no window left.
    """
    corridor = situation.corridor(plan.scenario.corridor)
    old_leg = situation.leg_of(corridor)
    rest = with_ways(as_reported(_from_now(situation, corridor, state, now), state, now))
    new_corridor = rest.corridor(corridor.id)
    opens = _opens(new_corridor)
    begun = {int(name) for name, convoy in state.convoys.items() if convoy.begun and name.isdecimal()}
    under_way = _under_way(rest, new_corridor, old_leg, state, opens)
    shift = int((opens - _opens(corridor)).total_seconds() // 60)
    sha = codec.sha(rest)
    back = came_back(rest, plan, earlier, state, corridor.site, begun)
    plan = back.known
    ordered = rest_of_day(plan, rest, sha, begun, shift, under_way, back.households)
    made, at_most = ordered, None
    if way_of(rest, new_corridor) is not None:
        made, at_most = _seated(plan, rest, sha, begun, under_way, back, ordered, seconds)
    checks = check_rest(
        rest, made, plan, begun, situation_sha=sha, ready=under_way.ready, bays=under_way.bays,
        depart=under_way.depart, screen=under_way.screen, returned=back.households,
    )  # fmt: skip
    words = ""
    if way_of(rest, new_corridor) is None:
        closed = [road.name for road in rest.roads if (told := state.roads.get(road.id)) and told.confirmed]
        who = "buses" if corridor.mode is Mode.BUS else "people on foot"
        words = f"no road is left for {who}; reported today: {', '.join(closed) or 'nothing'}"
        checks = (*checks, _no_way(rest, new_corridor, words))
    require(checks)
    return Rest(
        situation=rest,
        plan=made,
        checks=checks,
        cut=words,
        at_most=0 if words else at_most,
        anew=made is not ordered,
        back=back,
    )


def _seated(
    plan: Plan,
    rest: Situation,
    sha: str,
    begun: set[int],
    under_way: UnderWay,
    back: CameBack,
    ordered: Plan,
    seconds: float,
) -> tuple[Plan, int | None]:
    """The convoys as they were ordered, or everyone seated anew where that is worth other orders; and how many persons
    any plan still brings out."""
    waits = any(left_behind.count and _helps(rest, left_behind.profile) for left_behind in ordered.left_behind)
    try:
        if not waits and not seconds:
            return ordered, at_most_of(plan, rest, begun, under_way, back.households)
        other = rest_anew(plan, rest, sha, begun, under_way, back.households, seconds=seconds)
    except SafeconductError:
        return ordered, None  # the repair needs less of the situation than a new seating: it stands alone
    if other is None:
        return ordered, None
    worth = [(helped_of(rest, one), persons_of(rest, one)) for one in (other.plan, ordered)]
    better = worth[0] > worth[1] if seconds else worth[0][0] > worth[1][0]
    return (other.plan, other.at_most) if better else (ordered, max(other.at_most, worth[1][1]))


def _helps(rest: Situation, profile: str) -> bool:
    """Whether a household of the profile has somebody in a wheelchair or on a stretcher."""
    return any(one.members.wheelchair or one.members.stretcher for one in rest.profiles if one.id == profile)


def _opens(corridor: Corridor) -> datetime:
    if corridor.window is None:
        raise InputError("the corridor has no window", field="window", next_step="confirm its hours, then plan again")
    return corridor.window.opens


def _from_now(situation: Situation, corridor: Corridor, state: State, now: datetime) -> Situation:
    """The situation from the next whole minute on: the window as the day knows it, and the room that is left."""
    window, known = corridor.window, state.corridors.get(corridor.id)
    if window is None:
        return situation
    opens = max(window.opens, now.replace(second=0, microsecond=0))
    opens += timedelta(minutes=opens < now)
    closes = known.closes if known is not None else window.closes
    if opens >= closes:
        raise InputError(
            f"the window of {corridor.id} closed at {closes:%H:%M} UTC",
            field="window",
            next_step="nobody can leave any more; enter it if the window was extended",
        )
    later = Window(opens=opens, closes=closes, zone=window.zone, as_written=window.as_written)
    gone = sum(max(total(c.boarded) - total(c.returned), c.bound_out) for c in state.convoys.values() if c.begun)
    return replace(
        situation,
        corridors=tuple(replace(c, window=later) if c.id == corridor.id else c for c in situation.corridors),
        receptions=tuple(
            replace(one, capacity=Known(value=max(0, one.capacity.value - gone), basis=one.capacity.basis))
            if one.id == corridor.reception and one.capacity is not None
            else one
            for one in situation.receptions
        ),
    )


def _under_way(rest: Situation, corridor: Corridor, old_leg: Leg | None, state: State, opens: datetime) -> UnderWay:
    """What convoys that have begun still take, by what they reported or else by their orders."""

    def minute(at: datetime) -> int:
        return -int(-(at - opens).total_seconds() // 60)

    rules, leg = rest.rules, way_of(rest, corridor)
    back = rules.unload_minutes.value + (leg.minutes_empty.value if leg is not None else 0)
    gate = old_leg.checkpoint if old_leg is not None else None
    beyond = old_leg.minutes_loaded.value - gate.minutes_from_site.value if old_leg is not None and gate else 0
    ready: dict[str, int | None] = {
        f"{kind.id}-{n}": 0
        for kind in rest.vehicles
        if kind.start.value == corridor.site
        for n in range(1, kind.count.value + 1)
    }
    departs, screens, loading = [0], [0], []
    for convoy in _by_departure(state.convoys.values()):
        ready |= dict.fromkeys(convoy.broken, None)
        if not convoy.begun:
            continue
        left = convoy.departed_at or max(convoy.orders.depart, opens)
        arrive = later(left, convoy.orders.arrive - convoy.orders.depart)
        done = convoy.departed is not None and convoy.aboard == ZERO
        departs.append(minute(left) + rules.headway_minutes.value)
        screens.append(0 if done else minute(arrive) - beyond)
        if convoy.departed is None:
            loading.append(minute(left))
        stuck = not done and bool(closed_roads(state, convoy))
        for vehicle in convoy.orders.vehicles:
            free = None if stuck or vehicle.id in convoy.broken else max(0, minute(arrive) + back)
            if convoy.turned_back and free is not None:
                free = 0 if done else None  # at the site again, or nobody knows when
            ready[vehicle.id] = free
    bays = [0] * bays_of(rest, corridor.id)
    for until in sorted(loading):
        bays = [max(free, until) for free in bays]
    return UnderWay(ready=ready, bays=tuple(bays), depart=max(departs), screen=max(screens))


def _by_departure(convoys: Iterable[ConvoyState]) -> list[ConvoyState]:
    return sorted(convoys, key=lambda convoy: (convoy.orders.depart, convoy.orders.id))


def _no_way(rest: Situation, corridor: Corridor, words: str) -> Check:
    """Whether site and reception are really apart, unknown roads counted as passable."""
    joined = corridor.reception in reachable(rest, corridor.site, lambda road: not blocked(road, corridor.mode))
    return Check(rule="no way", ok=not joined, found=words if not joined else "site and reception are joined by roads")
