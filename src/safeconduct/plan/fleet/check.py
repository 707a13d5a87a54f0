"""A fleet's timetable against the rules of the day, re-derived in plain Python: no engine, no array of theirs."""

from __future__ import annotations

from collections import Counter

from safeconduct.plan.fleet.instance import NEEDS, FleetInstance, Ways
from safeconduct.plan.fleet.timetable import FleetPlan, Trip


def _way(ways: Ways, start: int, goal: int, way: int) -> tuple[int, int, int, int, int] | None:
    crossing, before, after = ways.crossing, ways.before, ways.after
    if not (0 <= start < crossing.shape[0] and 0 <= way < crossing.shape[2]) or crossing[start, goal, way] < 0:
        return None
    window = int(ways.first[start, goal, way]), int(ways.last[start, goal, way])
    return int(crossing[start, goal, way]), int(before[start, goal, way]), int(after[start, goal, way]), *window


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
    for (b, _, _, first, last), at in ((way_in, trip.crosses_in), (way_out, trip.crosses_out)):
        if not first <= at <= last:
            found.append(f"crosses {b} at minute {at}, outside the window of its way")
        slots[b, at] += 1
        slot = int(instance.crossing_slot[b])
        if at % slot or at < 0:
            found.append(f"crosses {b} at minute {at}, no slot start")
        if at > instance.close:
            found.append(f"crosses {b} after the close")
        if any(x.crossing == b and at < x.end and at + slot > x.start for x in instance.closures):
            found.append(f"crosses {b} while it is closed")
    if trip.crosses_in < minute + way_in[1]:
        found.append("is at the crossing before it can be")
    if trip.loads < trip.crosses_in + way_in[2]:
        found.append("loads before it arrives")
    if trip.loads + load > instance.close:
        found.append("loads past the close")
    if trip.crosses_out < trip.loads + load + way_out[1]:
        found.append("crosses loaded before it can be there")
    if trip.done != trip.crosses_out + way_out[2] + unload:
        found.append("is not done when it says")
    for t in range(trip.loads, trip.loads + load):
        bays[trip.site, t] += 1
    return found + _people(instance, kind, trip)


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
