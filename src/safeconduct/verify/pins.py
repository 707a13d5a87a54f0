"""What was pinned in one plan, looked for in the next: read from the two documents, by nobody's search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from safeconduct.model.dossier import Check
from safeconduct.model.pins import Pin
from safeconduct.model.plan import Convoy, Plan, Trip


def check_pins(before: Plan, pins: Sequence[Pin], after: Plan) -> tuple[Check, ...]:
    """One Check a pin: what it holds of ``before`` stands in ``after``, to the minute and the household. Convoys may
    have other numbers. Nothing is raised, however wrong."""
    return tuple(_one(before, pin, after) for pin in pins)


def carried(before: Plan, pin: Pin, after: Plan, sha: str) -> Pin | None:
    """The pin as it reads on ``after``, whose sha is given: its convoy by the number it has there; None when it is not
    kept."""
    if any(_lost(before, pin, after)):
        return None
    if pin.profile:
        return Pin(plan=sha, group=pin.group, profile=pin.profile)
    old = next(convoy for convoy in before.convoys if convoy.number == pin.convoy)
    new = next(
        new for new in _same(old, after, whole=not pin.vehicle) if not any(_changed(before, old, pin, after, new))
    )
    return Pin(plan=sha, convoy=new.number, vehicle=pin.vehicle)


def _one(before: Plan, pin: Pin, after: Plan) -> Check:
    lost = list(_lost(before, pin, after))
    return Check(rule=f"pin: {pin.words}", ok=not lost, found="; ".join(lost) or "kept")


def _lost(before: Plan, pin: Pin, after: Plan) -> Iterator[str]:
    """What is not as it was pinned, in words."""
    if pin.profile:
        yield from _places_lost(before, pin, after)
        return
    old = next((convoy for convoy in before.convoys if convoy.number == pin.convoy), None)
    if old is None or not _meant(before, old, pin):
        yield "the plan it was pinned in has no such trip"
        return
    found = [list(_changed(before, old, pin, after, new)) for new in _same(old, after, whole=not pin.vehicle)]
    if not found:
        yield "no convoy leaves, is screened and arrives at its minutes"
    else:
        yield from min(found, key=len)


def _changed(before: Plan, old: Convoy, pin: Pin, after: Plan, new: Convoy) -> Iterator[str]:
    """What a convoy of the same minutes has otherwise."""
    mine, theirs = _meant(before, old, pin), [_stands(trip) for trip in _of(after, new)]
    yield from (f"{trip.vehicle} boards others, or at another minute" for trip in mine if _stands(trip) not in theirs)
    if not pin.vehicle and len(theirs) != len(mine):
        yield f"{len(theirs)} vehicles, {len(mine)} were pinned"


def _places_lost(before: Plan, pin: Pin, after: Plan) -> Iterator[str]:
    held, now = _places(before, pin), _places(after, pin)
    if not held:
        yield "the plan it was pinned in takes none of them"
    for (depart, vehicle), count in held.items():
        have = now[depart, vehicle]
        if have < count:
            yield f"{have} of {count} households in {vehicle} at minute {depart}"


def _places(plan: Plan, pin: Pin) -> Counter[tuple[int, str]]:
    """Households of the pin by the minute their convoy leaves and their vehicle; a trip of no convoy leaves never."""
    leaves = {convoy.number: convoy.depart for convoy in plan.convoys}
    found: Counter[tuple[int, str]] = Counter()
    for trip in plan.trips:
        for entry in trip.boarded:
            if trip.convoy in leaves and (entry.group, entry.profile) == (pin.group, pin.profile):
                found[leaves[trip.convoy], trip.vehicle] += entry.count
    return found


def _same(old: Convoy, after: Plan, *, whole: bool) -> list[Convoy]:
    """The convoys of ``after`` that leave and are screened when ``old`` does; ``whole``: arrive with it as well."""
    return [
        new
        for new in after.convoys
        if (new.depart, new.reach, new.screen_from) == (old.depart, old.reach, old.screen_from)
        and (not whole or (new.screen_until, new.arrive) == (old.screen_until, old.arrive))
    ]


def _meant(plan: Plan, convoy: Convoy, pin: Pin) -> list[Trip]:
    """The trips of a convoy that are pinned."""
    return [trip for trip in _of(plan, convoy) if pin.vehicle in ("", trip.vehicle)]


def _of(plan: Plan, convoy: Convoy) -> list[Trip]:
    return [trip for trip in plan.trips if trip.convoy == convoy.number]


def _stands(trip: Trip) -> tuple[str, int, int, frozenset[tuple[str, str, int]]]:
    """What must be the same of a trip; its bay need not."""
    who = frozenset((entry.group, entry.profile, entry.count) for entry in trip.boarded)
    return trip.vehicle, trip.load_from, trip.load_until, who
