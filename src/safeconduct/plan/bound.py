"""The arithmetic bound on persons out, exactly as docs/rules.md states it: one term per resource, all printed."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.certificate import Bound, BoundTerm
from safeconduct.plan.instance import Instance, Vehicle, ceil_div


def arithmetic_bound(instance: Instance) -> Bound:
    """No plan that obeys the rules moves more persons than the least of the terms; ties go to the first named."""
    terms = (*_given_terms(instance), *_resource_terms(instance))
    least = min(terms, key=lambda term: term.persons)
    return Bound(persons=least.persons, binding=least.resource, terms=terms)


def _given_terms(instance: Instance) -> tuple[BoundTerm, ...]:
    terms = [_term("people", instance.people, f"{instance.people} people", people=instance.people)]
    if instance.capacity is not None:
        text = f"{instance.capacity} places at the reception"
        terms.append(_term("reception", instance.capacity, text, capacity=instance.capacity))
    return tuple(terms)


def _resource_terms(instance: Instance) -> tuple[BoundTerm, ...]:
    terms = [] if not instance.checkpoint or instance.seconds == 0 else [_screening(instance)]
    terms += [_fleet(instance), _bays(instance)]
    if instance.headway > 0:
        terms.append(_headway(instance))
    return tuple(terms)


def first_boarding(instance: Instance) -> int:
    """``first`` of the rules: the least minutes any vehicle boards."""
    return ceil_div(instance.swiftest, 60)


def _screening(instance: Instance) -> BoundTerm:
    first = first_boarding(instance)
    minutes = max(0, instance.latest - instance.far - instance.near - first)
    lanes, seconds = instance.lanes, instance.seconds
    return _term(
        "screening",
        minutes * 60 * lanes // seconds,
        f"{lanes} {'lane' if lanes == 1 else 'lanes'} x {minutes} min x 60 / {seconds} s",
        latest=instance.latest,
        near=instance.near,
        far=instance.far,
        first=first,
        lanes=lanes,
        seconds=seconds,
    )


def trip_loads(instance: Instance, vehicle: Vehicle) -> tuple[int, ...]:
    """Most persons the vehicle moves in exactly n trips, for n = 1, 2, ... while n trips fit into the day.

    ``min(n * places, floor((h - n*out - (n-1)*(unload+back)) * 60 / (w + s/lanes)))`` in integers.
    """
    loads: list[int] = []
    spare = instance.latest - instance.out
    while spare >= 0:
        by_time = spare * 60 * instance.lanes // (instance.swiftest * instance.lanes + instance.seconds)
        loads.append(min((len(loads) + 1) * vehicle.places.total, by_time))
        spare -= instance.out + instance.turn
    return tuple(loads)


def _fleet(instance: Instance) -> BoundTerm:
    kinds: dict[str, list[Vehicle]] = {}
    for vehicle in instance.vehicles:
        kinds.setdefault(vehicle.class_id, []).append(vehicle)
    persons, parts = 0, []
    for members in kinds.values():
        loads = trip_loads(instance, members[0])
        best = max((0, *loads))
        trips = loads.index(best) + 1 if best else 0
        persons += len(members) * best
        parts.append(f"{len(members)} {members[0].class_id} x {best} ({trips} {'trip' if trips == 1 else 'trips'})")
    return _term(
        "fleet",
        persons,
        " + ".join(parts) or "no vehicle",
        latest=instance.latest,
        out=instance.out,
        back=instance.back,
        unload=instance.unload,
        boarding_seconds=instance.swiftest,
        seconds=instance.seconds,
        lanes=instance.lanes,
        vehicles=len(instance.vehicles),
    )


def _bays(instance: Instance) -> BoundTerm:
    minutes = max(0, instance.latest - instance.out)
    return _term(
        "bays",
        instance.bays * minutes * 60 // instance.swiftest,
        f"{instance.bays} {'bay' if instance.bays == 1 else 'bays'} x {minutes} min x 60 / {instance.swiftest} s",
        bays=instance.bays,
        latest=instance.latest,
        out=instance.out,
        boarding_seconds=instance.swiftest,
    )


def _headway(instance: Instance) -> BoundTerm:
    first = first_boarding(instance)
    minutes = instance.latest - instance.out - first
    convoys = minutes // instance.headway + 1 if minutes >= 0 else 0
    places = max((v.places.total for v in instance.vehicles), default=0)
    return _term(
        "headway",
        convoys * instance.convoy_max * places,
        f"{convoys} convoys x {instance.convoy_max} vehicles x {places} places",
        latest=instance.latest,
        out=instance.out,
        first=first,
        headway=instance.headway,
        convoy_max=instance.convoy_max,
        places=places,
    )


def earliest_last_arrival(instance: Instance, persons: int) -> int | None:
    """The least minute by which the bound allows so many persons to have arrived; None when no minute will do.

    Valid for mode ``all``: with every arrival at or before a minute, the bound holds with that minute for ``h``.
    """
    low, high = instance.out, instance.latest
    if high < low or arithmetic_bound(instance).persons < persons:
        return None
    while low < high:
        middle = (low + high) // 2
        if arithmetic_bound(replace(instance, latest=middle)).persons >= persons:
            high = middle
        else:
            low = middle + 1
    return low


def least_sum_of_arrivals(instance: Instance, persons: int) -> int:
    """Sum over so many persons of the earliest minute the i-th of them can arrive (screening in single file).

    The i-th person to arrive comes with a convoy that has screened at least i persons after the first boarding.
    """
    start = first_boarding(instance) + instance.out
    return sum(start + instance.screening_minutes(i) for i in range(1, persons + 1))


def least_vehicles(instance: Instance, persons: int) -> int:
    """The least number of vehicles whose fleet term reaches so many persons, largest first."""
    best = sorted((max((0, *trip_loads(instance, v))) for v in instance.vehicles), reverse=True)
    total = 0
    for n, load in enumerate(best, start=1):
        total += load
        if total >= persons:
            return n
    return len(best)


def _term(resource: str, persons: int, formula: str, **inputs: int) -> BoundTerm:
    return BoundTerm(
        resource=resource,
        persons=max(0, persons),
        inputs=tuple(sorted(inputs.items())),
        formula=f"{formula} = {max(0, persons)}",
    )
