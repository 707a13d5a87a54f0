"""Runs of orders on the calendars of a changed day: which of them can still be driven, and how one goes on."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.fleet import FleetTrip, Move, Pass, PickUp
from safeconduct.model.situation import Approach, Leg
from safeconduct.plan.fleet.calendars import Calendars, Run, minutes_of, passes_of, uses_of

AnyRun = FleetTrip | PickUp | Move


def way_of(calendars: Calendars, run: AnyRun) -> Leg | Approach:
    """The way of a run."""
    name = run.leg if isinstance(run, FleetTrip) else run.way
    return calendars.approaches.get(name) or calendars.legs[name]


def boards_at(calendars: Calendars, run: FleetTrip | PickUp) -> str:
    """The site at which a loaded run begins."""
    return calendars.legs[run.leg].site if isinstance(run, FleetTrip) else calendars.approaches[run.way].depot


def stands(calendars: Calendars, run: AnyRun, now: int, since: int) -> bool:
    """Whether a run can be driven as ordered: no road or narrow place is closed to what of it lies ahead of ``now``,
    and nothing of it happens from then until its vehicle is there, ``since``."""
    way, loaded = way_of(calendars, run), not isinstance(run, Move)
    passes = passes_of(way, run)
    if any(now <= minute < since for minute in (run.depart, *(p.at for p in passes), run.arrive)):
        return False
    for passed in passes:
        place = calendars.resources[passed.resource]
        if passed.at >= now and (loaded or not place.empty_free) and not calendars.serves(place, passed.at):
            return False
    return not any(calendars.closed_to(way, passes, run.depart, run.arrive, loaded=loaded))


def has_room(calendars: Calendars, run: AnyRun) -> bool:
    """Whether every slot of a run has a lane left."""
    way, loaded = way_of(calendars, run), not isinstance(run, Move)
    places = ((calendars.resources[passed.resource], passed.at) for passed in passes_of(way, run))
    return all(
        (place.empty_free and not loaded) or calendars.slots[place.id, at] < place.lanes.value for place, at in places
    )


def onward(calendars: Calendars, run: AnyRun, now: int, since: int, by: int) -> Run | None:
    """A run that is under way, carried on along its way: what it has passed before ``now`` stays, it waits before the
    next narrow place, and is nowhere new before ``since``. None when it does not arrive by minute ``by``."""
    way, loaded = way_of(calendars, run), not isinstance(run, Move)
    for ready in range(since, by + 1):
        found = _waiting(calendars, run, now, ready, by)
        if found is None:
            return None
        if not any(calendars.closed_to(way, found.passes, found.depart, found.arrive, loaded=loaded)):
            return found
        if all(passed.at < now for passed in found.passes):
            return None  # nowhere is left to wait
    return None


def _waiting(calendars: Calendars, run: AnyRun, now: int, ready: int, by: int) -> Run | None:
    way, loaded = way_of(calendars, run), not isinstance(run, Move)
    at, driven, passes = run.depart, 0, []
    for use, passed in zip(uses_of(way, loaded), passes_of(way, run), strict=True):
        place, enters = calendars.resources[use.resource], passed.at
        if enters >= now:
            reached = max(at + use.minutes - driven, ready)
            free = place.empty_free and not loaded
            slot = reached if free else calendars.slot(place, reached, by)
            if slot is None:
                return None
            enters = slot
        passes.append(Pass(resource=place.id, at=enters))
        at, driven = enters + (place.delay_loaded if loaded else place.delay_empty).value, use.minutes
    arrive = max(at + minutes_of(way, loaded) - driven, ready)
    return None if arrive > by else Run(way=way.id, depart=run.depart, passes=tuple(passes), arrive=arrive)


def used_while_closed(calendars: Calendars, run: AnyRun, now: int) -> Iterator[str]:
    """Narrow places and roads that a run used before ``now`` while they were closed."""
    way, loaded = way_of(calendars, run), not isinstance(run, Move)
    passes = passes_of(way, run)
    for passed in passes:
        place = calendars.resources[passed.resource]
        if passed.at < now and (loaded or not place.empty_free) and not calendars.serves(place, passed.at):
            yield place.id
    for road, last in calendars.closed_to(way, passes, run.depart, run.arrive, loaded=loaded):
        if last < now:
            yield road
