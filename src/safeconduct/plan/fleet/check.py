"""A fleet's timetable against the rules of the day, re-derived in plain Python: no engine, no array of theirs."""

from __future__ import annotations

from collections import Counter

from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ways
from safeconduct.plan.fleet.timetable import FleetPlan, Trip, VehicleDay


def _way(ways: Ways, start: int, goal: int, way: int) -> tuple[int, int, int, int, int, int] | None:
    crossing, before, after = ways.crossing, ways.before, ways.after
    here = all(0 <= index < size for index, size in zip((start, goal, way), crossing.shape, strict=True))
    if not here or crossing[start, goal, way] < 0:
        return None
    further = int(ways.first[start, goal, way]), int(ways.last[start, goal, way]), int(ways.post[start, goal, way])
    return int(crossing[start, goal, way]), int(before[start, goal, way]), int(after[start, goal, way]), *further


def faults(instance: FleetInstance, plan: FleetPlan) -> list[str]:
    """Every rule the timetable breaks, in words; empty when it can be driven as it stands."""
    found: list[str] = []
    slots: Counter[tuple[int, int]] = Counter()
    bays: Counter[tuple[int, int]] = Counter()
    carried: Counter[int] = Counter()
    arrived: Counter[int] = Counter()
    classes = [c for c, n in enumerate(instance.class_count) for _ in range(int(n))]
    seen: set[int] = set()
    for day in plan.days:
        if day.vehicle in seen or not 0 <= day.vehicle < len(classes):
            found.append(f"vehicle {day.vehicle} is unknown or has two days")
            continue
        seen.add(day.vehicle)
        c = classes[day.vehicle]
        place, minute = int(instance.class_origin[c]), int(instance.class_from[c])
        found += [f"vehicle {day.vehicle}: {f}" for f in _rests(instance, c, day)]
        for trip in day.trips:
            found += [f"vehicle {day.vehicle}: {f}" for f in _trip(instance, c, place, minute, trip, slots, bays)]
            carried.update(dict(trip.people))
            arrived[trip.reception] += trip.persons
            place, minute = trip.reception, trip.done
    for (b, t), n in slots.items():
        if n > int(instance.crossing_lanes[b]):
            found.append(f"crossing {b} holds {n} vehicles in the slot of minute {t}")
    for (s, t), n in bays.items():
        if n > int(instance.bays[s]):
            found.append(f"site {s} loads {n} vehicles in minute {t}")
    for g, n in carried.items():
        if 0 <= g < instance.groups and n > int(instance.group_people[g]):
            found.append(f"group {g} gives {n} persons")
    for r, n in arrived.items():
        if 0 <= r < instance.receptions and n > int(instance.reception_capacity[r]):
            found.append(f"reception {r} takes {n} persons")
    return found


def _trip(
    instance: FleetInstance,
    c: int,
    place: int,
    minute: int,
    trip: Trip,
    slots: Counter[tuple[int, int]],
    bays: Counter[tuple[int, int]],
) -> list[str]:
    found: list[str] = []
    kind = int(instance.class_type[c])
    load, unload = int(instance.type_load[kind]), int(instance.type_unload[kind])
    if not (0 <= trip.site < instance.sites and 0 <= trip.reception < instance.receptions):
        return ["goes to no site or no reception"]
    way_in = _way(instance.inbound, place, trip.site, trip.way_in)
    way_out = _way(instance.outbound, trip.site, trip.reception, trip.way_out)
    if way_in is None or way_out is None:
        return ["takes a way that does not exist"]
    at_site = _run(instance, way_in, (trip.crosses_in, *trip.passes_in), found, slots)
    at_reception = _run(instance, way_out, (trip.crosses_out, *trip.passes_out), found, slots)
    if trip.crosses_in < minute + way_in[1]:
        found.append("is at the crossing before it can be")
    if trip.loads < at_site:
        found.append("loads before it arrives")
    if trip.loads + load > instance.close:
        found.append("loads past the close")
    if trip.crosses_out < trip.loads + load + way_out[1]:
        found.append("crosses loaded before it can be there")
    if trip.done != at_reception + unload:
        found.append("is not done when it says")
    if trip.done > int(instance.type_until[kind]):
        found.append("is done after its crew's day")
    for t in range(trip.loads, trip.loads + load):
        bays[trip.site, t] += 1
    return found + _people(instance, kind, trip)


def _rests(instance: FleetInstance, c: int, day: VehicleDay) -> list[str]:
    """Where a crew drives longer than it may without a halt."""
    kind = int(instance.class_type[c])
    most, rest = int(instance.type_drive[kind]), int(instance.type_rest[kind])
    place, free, driven, found = int(instance.class_origin[c]), int(instance.class_from[c]), 0, []
    for number, trip in enumerate(day.trips):
        way_in = _way(instance.inbound, place, trip.site, trip.way_in)
        way_out = _way(instance.outbound, trip.site, trip.reception, trip.way_out)
        if way_in is None or way_out is None:
            break
        along = instance.posts.along(way_in[5])
        lag = int(instance.posts.lag[along[-1]]) if along else way_in[2]
        at_site = (trip.crosses_in, *trip.passes_in)[-1] + lag
        halts = trip.crosses_in - way_in[1] - free >= rest, trip.loads - at_site >= rest
        drives = (
            int(instance.inbound.drive[place, trip.site, trip.way_in]),
            int(instance.outbound.drive[trip.site, trip.reception, trip.way_out]),
        )
        for halted, drive in zip(halts, drives, strict=True):
            driven = drive if halted else driven + drive
            if driven > most:
                found.append(f"drives {driven} minutes without a halt by trip {number}")
        place, free = trip.reception, trip.done
    return found


def _run(
    instance: FleetInstance,
    way: tuple[int, int, int, int, int, int],
    passes: tuple[int, ...],
    found: list[str],
    slots: Counter[tuple[int, int]],
) -> int:
    """Every crossing of a way, entered at ``passes``; returns the arrival."""
    b, _, lag, first, last, post = way
    along, posts, reached = instance.posts.along(post), instance.posts, passes[0]
    if len(along) != len(passes) - 1:
        found.append(f"passes {len(passes)} crossings, its way has {len(along) + 1}")
    legs = [(b, lag, first, last)]
    legs += [(int(posts.crossing[p]), int(posts.lag[p]), int(posts.first[p]), int(posts.last[p])) for p in along]
    for (b, lag, first, last), enters in zip(legs, passes, strict=False):
        if enters < reached:
            found.append(f"crosses {b} at minute {enters}, reaches it at {reached}")
        if not first <= enters <= last:
            found.append(f"crosses {b} at minute {enters}, outside the window of its way")
        slots[b, enters] += 1
        slot = int(instance.crossing_slot[b])
        if enters % slot or enters < 0:
            found.append(f"crosses {b} at minute {enters}, no slot start")
        if enters > instance.close:
            found.append(f"crosses {b} after the close")
        if any(x.crossing == b and enters < x.end and enters + slot > x.start for x in instance.closures):
            found.append(f"crosses {b} while it is closed")
        reached = enters + lag
    return reached


def _people(instance: FleetInstance, kind: int, trip: Trip) -> list[str]:
    found: list[str] = []
    seats = [0] * len(NEEDS)
    if len(dict(trip.people)) != len(trip.people):
        found.append("names a group twice")
    for g, n in trip.people:
        if n <= 0 or not 0 <= g < instance.groups or int(instance.group_site[g]) != trip.site:
            found.append(f"carries {n} of group {g}, which is not there")
            continue
        if not instance.group_allowed[g, trip.reception]:
            found.append(f"takes group {g} where it does not wish to go")
        seats[int(instance.group_need[g])] += n
    if any(n > int(places) for n, places in zip(seats, instance.type_places[kind], strict=True)):
        found.append("seats more than its places")
    return found
