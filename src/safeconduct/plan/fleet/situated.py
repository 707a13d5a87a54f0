"""A situation and a scenario as a fleet instance, and a timetable of the instance as a plan of the situation.

Relaxed on the way in: households are counted as persons by need. On the way out ``households.board_households`` puts
whole households into the trips, so a plan may carry fewer than its timetable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from safeconduct.model.corridor import Corridor
from safeconduct.model.errors import InputError, UnconfirmedError
from safeconduct.model.fleet import FleetScenario
from safeconduct.model.place import Mode
from safeconduct.model.situation import Approach, Group, Leg, Site, Situation, VehicleClass
from safeconduct.plan.fleet.departures import departing
from safeconduct.plan.fleet.instance import NEEDS, UNLIMITED, Closure, FleetInstance, Ints, Posts, Ways
from safeconduct.plan.fleet.spans import Opening, Pattern, closed_all_day, pattern_of, spans
from safeconduct.plan.instance import ceil_div, corridor_of, latest_arrival, split

ANY, STAY = "any", "stay"
#: What a person counts by need, in the order of NEEDS, at each level of "most".
HELPED, EACH = (0, 1, 1), (1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What the numbers of an instance stand for: rows of each axis, in order, by the situation's ids.

    ``groups`` pairs group id and need; ``crossings`` ends with "" for ways without a narrow place; ``inbound`` and
    ``outbound`` name the way behind (origin, site, k) and (site, reception, k); None: the vehicle stands at the site.
    A way stands there once for each of its ``openings``, by way and whether loaded, in order.
    """

    situation: Situation
    scenario: FleetScenario
    corridors: tuple[Corridor, ...]
    zero: datetime
    sites: tuple[Site, ...]
    receptions: tuple[str, ...]
    origins: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    classes: tuple[VehicleClass, ...]
    crossings: tuple[str, ...]
    inbound: dict[tuple[int, int], tuple[Leg | Approach | None, ...]]
    outbound: dict[tuple[int, int], tuple[Leg, ...]]
    openings: dict[tuple[str, bool], tuple[Opening, ...]]
    households: dict[str, dict[str, int]]


def planned_corridors(situation: Situation, scenario: FleetScenario) -> tuple[Corridor, ...]:
    """The corridors of a scenario; NotFound for an unknown one, UnconfirmedError for one without a window."""
    corridors = tuple(corridor_of(situation, name) for name in scenario.corridors)
    for corridor in corridors:
        if corridor.window is None:
            raise UnconfirmedError(
                f"no window is confirmed for corridor {corridor.id}",
                field="window",
                next_step="confirm a claim that states its hours, or plan without it",
            )
        if corridor.mode is not Mode.BUS:
            raise InputError(
                f"corridor {corridor.id} is for mode {corridor.mode.value}",
                field=f"corridors.{corridor.id}.mode",
                next_step="plan a fleet on corridors for vehicles",
            )
    return corridors


def households_of(situation: Situation, group: Group, which: str) -> dict[str, int]:
    """Households of a group by profile (rule F1); InputError when it counts households of no known profile."""
    if group.wished.value == STAY:
        return {}
    if group.households is None:
        return {stock.profile: stock.count for stock in split(situation, group.people.pick(which))}
    known = {profile.id for profile in situation.profiles}
    for entry in group.households.value:
        if entry.profile not in known:
            raise InputError(
                f"group {group.id} counts households of {entry.profile}, which is no profile of the situation",
                field=f"groups.{group.id}.households",
                next_step="add the profile, or correct the count",
            )
    return {entry.profile: entry.count for entry in group.households.value}


def legend_of(
    situation: Situation, scenario: FleetScenario, *, strict: bool = False, closed_too: bool = False
) -> Legend:
    """What takes part in the day; its situation has the gates of convoys, where the rules ask for them. Ways over roads
    closed all day are left out unless ``closed_too``; with ``strict`` those over unknown ones count as closed."""
    corridors = planned_corridors(situation, scenario)
    situation = departing(situation, corridors)
    zero = min(c.window.opens for c in corridors if c.window is not None)
    legs = [leg for c in corridors for leg in situation.legs_of(c)]
    ways: list[tuple[Leg | Approach, bool]] = [(leg, loaded) for leg in legs for loaded in (True, False)]
    ways += [(approach, False) for approach in situation.approaches]
    found = {
        (way.id, loaded): spans(situation, zero, way, loaded=loaded, strict=strict)
        or ((closed_all_day(pattern_of(situation, way, loaded=loaded)),) if closed_too else ())
        for way, loaded in ways
    }
    sites = tuple(s for s in situation.sites if any(c.site == s.id for c in corridors))
    receptions = tuple(r.id for r in situation.receptions if any(c.reception == r.id for c in corridors))
    classes = tuple(kind for kind in situation.vehicles if kind.count.value > 0)
    origins = (*receptions, *dict.fromkeys(kind.start.value for kind in classes))
    households = {
        g.id: households_of(situation, g, scenario.people) for s in sites for g in s.groups if g.wished.value != STAY
    }
    members = {profile.id: profile.members for profile in situation.profiles}
    return Legend(
        situation=situation,
        scenario=scenario,
        corridors=corridors,
        zero=zero,
        sites=sites,
        receptions=receptions,
        origins=origins,
        groups=tuple(
            (group, need)
            for group, counts in households.items()
            for need in NEEDS
            if sum(getattr(members[profile], need) * n for profile, n in counts.items())
        ),
        classes=classes,
        crossings=(*(r.id for r in situation.resources), ""),
        inbound=_inbound(
            sites,
            receptions,
            origins,
            [leg for leg in legs for _ in found[leg.id, False]],
            [approach for approach in situation.approaches for _ in found[approach.id, False]],
        ),
        outbound={
            (s, r): tuple(
                leg for leg in legs if (leg.site, leg.reception) == (site.id, reception) for _ in found[leg.id, True]
            )
            for s, site in enumerate(sites)
            for r, reception in enumerate(receptions)
        },
        openings=found,
        households=households,
    )


def _inbound(
    sites: Sequence[Site],
    receptions: Sequence[str],
    origins: Sequence[str],
    legs: Sequence[Leg],
    approaches: Sequence[Approach],
) -> dict[tuple[int, int], tuple[Leg | Approach | None, ...]]:
    """Empty ways by origin and site; None for a vehicle that stands at the site."""
    found: dict[tuple[int, int], tuple[Leg | Approach | None, ...]] = {}
    for o, origin in enumerate(origins):
        for s, site in enumerate(sites):
            if o < len(receptions):
                found[o, s] = tuple(leg for leg in legs if (leg.site, leg.reception) == (site.id, origin))
            elif origin == site.id:
                found[o, s] = (None,)
            else:
                found[o, s] = tuple(a for a in approaches if (a.site, a.depot) == (site.id, origin))
    return found


def instance_of(legend: Legend, worth: tuple[int, int, int]) -> FleetInstance:
    """The integers of the day; ``worth`` of a person by need. InputError names what an instance cannot hold."""
    situation = legend.situation
    members = {profile.id: profile.members for profile in situation.profiles}
    groups = {g.id: g for s in legend.sites for g in s.groups}
    site_row = {site.id: s for s, site in enumerate(legend.sites)}
    people = [
        sum(getattr(members[profile], need) * n for profile, n in legend.households[group].items())
        for group, need in legend.groups
    ]
    allowed = [
        [groups[group].wished.value in (reception, ANY) for reception in legend.receptions]
        for group, _ in legend.groups
    ]
    holders = {r.id: r.capacity for r in situation.receptions}
    types = list(dict.fromkeys(type_of(situation, kind) for kind in legend.classes))
    free = sum(kind.count.value for kind in legend.classes)
    slots = [r.slot_minutes.value for r in situation.resources] + [1]
    lanes = [r.lanes.value for r in situation.resources] + [max(1, free)]
    origin_row = {name: o for o, name in enumerate(legend.origins) if o >= len(legend.receptions)}
    latest = {c.id: _minutes(legend, c) + latest_arrival(situation, c) for c in legend.corridors}
    rows: dict[tuple[int, ...], int] = {}
    inbound, outbound = (_ways(legend, latest, rows, loaded=loaded) for loaded in (False, True))
    return FleetInstance(
        close=max(-1, *latest.values()),
        bays=_row(site.bays.value for site in legend.sites),
        group_site=_row(site_row[groups[group].site] for group, _ in legend.groups),
        group_need=_row(NEEDS.index(need) for _, need in legend.groups),
        group_people=_row(people),
        group_allowed=np.array(allowed, dtype=np.bool_).reshape(len(legend.groups), len(legend.receptions)),
        reception_capacity=_row(
            sum(people) if held is None else held.value for held in (holders[r] for r in legend.receptions)
        ),
        type_places=np.array([one.places for one in types], dtype=np.int64).reshape(len(types), len(NEEDS)),
        type_load=_row(one.load for one in types),
        type_unload=_row(one.unload for one in types),
        type_until=_row(one.until for one in types),
        type_drive=_row(one.drive for one in types),
        type_rest=_row(one.rest for one in types),
        class_type=_row(types.index(type_of(situation, kind)) for kind in legend.classes),
        class_origin=_row(origin_row[kind.start.value] for kind in legend.classes),
        class_from=_row(max(0, kind.available_from.value) if kind.available_from else 0 for kind in legend.classes),
        class_count=_row(kind.count.value for kind in legend.classes),
        crossing_slot=_row(slots),
        crossing_lanes=_row(lanes),
        inbound=inbound,
        outbound=outbound,
        weights=_row(worth),
        closures=_closures(legend),
        posts=_posts(rows),
    )


class VehicleType(NamedTuple):
    """What a day of a vehicle depends on: places by need, minutes in a bay (rule F4) and to unload (F8), and of its
    crew the minute its day ends, the longest drive and the rest after it (F16)."""

    places: tuple[int, ...]
    load: int
    unload: int
    until: int
    drive: int
    rest: int


def type_of(situation: Situation, kind: VehicleClass) -> VehicleType:
    """The type of a class."""
    places, rules = kind.places.value, situation.rules
    seconds = sum(getattr(rules.loading_seconds.value, need) * getattr(places, need) for need in NEEDS)
    since = max(0, kind.available_from.value) if kind.available_from else 0
    return VehicleType(
        places=tuple(getattr(places, need) for need in NEEDS),
        load=kind.loading_minutes.value if kind.loading_minutes else ceil_div(seconds, 60),
        unload=(kind.unload_minutes or rules.unload_minutes).value,
        until=UNLIMITED if kind.duty_minutes is None else since + kind.duty_minutes.value,
        drive=UNLIMITED if kind.drive_minutes is None else kind.drive_minutes.value,
        rest=0 if kind.rest_minutes is None else kind.rest_minutes.value,
    )


def first_openings(legend: Legend) -> dict[str, int]:
    """The minute at which the first planned corridor opens each road that one uses."""
    found: dict[str, int] = {}
    for corridor in legend.corridors:
        at = _minutes(legend, corridor)
        for edge in {edge for leg in legend.situation.legs_of(corridor) for edge in leg.edges}:
            found[edge] = min(at, found.get(edge, at))
    return found


def opens_to(opened: Mapping[str, int], approach: Approach) -> int:
    """The minute from which an approach may be driven (rule F7): the first at which a road of it is ``opened``, as
    ``first_openings`` says."""
    return min((opened[edge] for edge in approach.edges if edge in opened), default=0)


def _minutes(legend: Legend, corridor: Corridor) -> int:
    """A corridor's opening in minutes of the day."""
    assert corridor.window is not None
    return int((corridor.window.opens - legend.zero).total_seconds() // 60)


def _row(values: object) -> Ints:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


def _closures(legend: Legend) -> tuple[Closure, ...]:
    """Closures in minutes of the day, begun minutes whole."""
    found = []
    for b, resource in enumerate(legend.situation.resources):
        for closure in resource.closures:
            start = int((closure.since - legend.zero).total_seconds() // 60)
            end = 10**6 if closure.until is None else ceil_div(int((closure.until - legend.zero).total_seconds()), 60)
            if end > 0:
                found.append(Closure(crossing=b, start=max(0, start), end=end))
    return tuple(found)


def _ways(legend: Legend, latest: dict[str, int], rows: dict[tuple[int, ...], int], *, loaded: bool) -> Ways:
    """Every way: its first crossing, minutes before and after it, the first and last minute it may be entered, and the
    post it leads to. ``rows`` gets the posts, in the order of their fields, with their numbers."""
    table = legend.outbound if loaded else legend.inbound
    shape = (len(legend.sites), len(legend.receptions)) if loaded else (len(legend.origins), len(legend.sites))
    widest = max((len(ways) for ways in table.values()), default=0)
    opened = {} if loaded else first_openings(legend)
    cells = np.full((7, *shape, max(1, widest)), -1, dtype=np.int64)
    for (row, column), ways in table.items():
        for k, way in enumerate(ways):
            number = sum(before is way for before in ways[:k])
            cells[:, row, column, k] = _way(legend, way, number, latest, rows, (column, int(not loaded)), opened)
    cells[1:3][:, cells[0] < 0] = 0
    names = ("crossing", "before", "after", "first", "last", "post", "drive")
    return Ways(**{name: cells[n] for n, name in enumerate(names)})


def _posts(rows: dict[tuple[int, ...], int]) -> Posts:
    names = ("crossing", "lag", "first", "last", "onward", "goal", "inbound")
    return Posts(**{name: _row(row[n] for row in rows) for n, name in enumerate(names)})


def _way(
    legend: Legend,
    way: Leg | Approach | None,
    number: int,
    latest: dict[str, int],
    rows: dict[tuple[int, ...], int],
    goal: tuple[int, int],
    opened: Mapping[str, int],
) -> tuple[int, ...]:
    """A way in its opening of that number, to a goal: its row, and 1 for an inbound way; ``opened``: first_openings."""
    if way is None:
        return len(legend.crossings) - 1, 0, 0, 0, max(latest.values()), -1, 0
    corridors, loaded = [c for c in legend.corridors if c.site == way.site], not goal[1]
    opens, last = 0, max(latest[c.id] for c in corridors)
    if isinstance(way, Approach):
        opens = opens_to(opened, way)
    if isinstance(way, Leg):
        mine = next(c for c in corridors if c.reception == way.reception)
        opens, last = _minutes(legend, mine), latest[mine.id] if loaded else last
    pattern, opening = pattern_of(legend.situation, way, loaded=loaded), legend.openings[way.id, loaded][number]
    crossings = _narrow(legend, way, pattern, loaded=loaded)
    lag, post = pattern.arrives[1], -1
    for n in range(len(pattern.lags), 0, -1):
        last = min(last - lag, opening[n][1])
        row = (crossings[n], lag, max(0, opening[n][0]), last, post, *goal)
        post, lag = rows.setdefault(row, len(rows)), pattern.lags[n - 1]
    before = -pattern.departs[1]
    first, last = max(opens + before, opening[0][0]), min(last - lag, opening[0][1])
    return crossings[0], before, lag, first, last, post, pattern.drives


def _narrow(legend: Legend, way: Leg | Approach, pattern: Pattern, *, loaded: bool) -> list[int]:
    """The rows of the narrow places a way stops at. InputError for one that it enters twice in a slot."""
    free, uses = len(legend.crossings) - 1, way.uses if loaded or isinstance(way, Approach) else way.uses_empty
    held = {r.id: (b, r) for b, r in enumerate(legend.situation.resources)}
    found: dict[str, int] = {}
    at = 0
    for stop, lag in zip(pattern.stops, (0, *pattern.lags), strict=False):  # no stop: it departs, and passes nothing
        name, at = uses[stop].resource, at + lag
        if name in found and at - found[name] < held[name][1].slot_minutes.value:
            raise InputError(
                f"way {way.id} passes {name} twice within one slot",
                field=f"legs.{way.id}.uses",
                next_step="name it once, or give each direction of it a resource of its own",
            )
        found[name] = at
    names = [uses[stop].resource for stop in pattern.stops]
    return [held[name][0] if loaded or not held[name][1].empty_free else free for name in names] or [free]


def vehicle_name(legend: Legend, instance: FleetInstance, vehicle: int) -> str:
    """The situation's name of the vehicle of that number."""
    c = int(instance.vehicle_class[vehicle])
    return f"{legend.classes[c].id}-{vehicle - int(instance.class_count[:c].sum()) + 1}"
