"""Who is where, and who is not accounted for: per convoy, per site, and for the day.

The identity that holds after every event:
waiting + returned + declined + aboard + arrived + let off + detained + missing + died = known,
with known = claimed + revised + born.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from safeconduct.model.situation import Needs
from safeconduct.run.records import ConvoyState, SiteState, State
from safeconduct.run.tally import ZERO, Count, add, needs, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Everyone, by where they are; counts by need. ``known`` is computed on its own, not as the sum of the rest."""

    known: Needs
    waiting: Needs
    returned: Needs
    declined: Needs
    aboard: Needs
    arrived: Needs
    let_off: Needs
    detained: Needs
    missing: Needs
    died: Needs

    @property
    def even(self) -> bool:
        """Whether the outcomes add up to those known, need by need."""
        summed = Needs()
        for field in fields(self)[1:]:
            summed = summed.plus(getattr(self, field.name))
        return summed == self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """Something that keeps a convoy or the day from closing: about what, in words, how many persons, what to do."""

    subject: str
    what: str
    persons: int
    next_step: str


def balance(state: State) -> Balance:
    """Everyone of the day."""
    sums = dict.fromkeys(("known", *_AT_SITE, *_IN_CONVOY), ZERO)
    for site in state.sites.values():
        sums["known"] = add(sums["known"], add(site.claimed, add(site.revised, site.born)))
        for name in _AT_SITE:
            sums[name] = add(sums[name], getattr(site, name))
    for convoy in state.convoys.values():
        sums["known"] = add(sums["known"], add(convoy.revised, convoy.born))
        for name in _IN_CONVOY:
            sums[name] = add(sums[name], getattr(convoy, name))
    return Balance(**{name: needs(of) for name, of in sums.items()})


_AT_SITE = ("waiting", "returned", "declined", "missing", "died")
_IN_CONVOY = ("aboard", "arrived", "let_off", "detained", "missing", "died")


def convoy_balance(convoy: ConvoyState) -> tuple[int, dict[str, int]]:
    """Persons a convoy took (boarded, moved to it, born in it), and its outcomes; the two add up after every event."""
    took = total(add(convoy.boarded, add(convoy.moved, convoy.born)))
    return took, {name: total(getattr(convoy, name)) for name in _OUTCOMES}


_OUTCOMES = ("aboard", "arrived", "returned", "let_off", "detained", "missing", "died")


def site_balance(site: SiteState) -> dict[str, int]:
    """Persons of a site who are not with a convoy, and by how many head counts changed what was claimed."""
    return {
        "claimed": total(site.claimed),
        "revised": total(site.revised),
        "born": total(site.born),
        **{name: total(getattr(site, name)) for name in _AT_SITE},
    }


def holds(state: State) -> bool:
    """The three identities: of the day, of every convoy, and nobody above the places. False is a fault of ours."""
    if not balance(state).even:
        return False
    for convoy in state.convoys.values():
        took, outcomes = convoy_balance(convoy)
        if took != sum(outcomes.values()) or total(convoy.revised) != 0:
            return False
        places = {vehicle.id: vehicle.places for vehicle in convoy.orders.vehicles}
        if any(not _seated(load, places[vehicle]) for vehicle, load in convoy.loads.items()):
            return False
    return True


def _seated(load: Count, places: Needs) -> bool:
    return load[0] <= places.walking and load[1] <= places.wheelchair and load[2] <= places.stretcher


def open_in_convoy(convoy: ConvoyState) -> tuple[OpenPoint, ...]:
    """Why a convoy cannot close; empty when departed = arrived + every other outcome."""
    return tuple(_open_in_convoy(convoy))


def _open_in_convoy(convoy: ConvoyState) -> Iterator[OpenPoint]:
    name = f"convoy {convoy.orders.id}"
    aboard, boarded = total(convoy.aboard), total(convoy.boarded)
    if convoy.departed is None and boarded:
        what = "boarded, and no departure is recorded"
        yield OpenPoint(
            subject=name, what=what, persons=boarded, next_step="record the departure, or who got out again"
        )
    elif convoy.departed is not None and total(convoy.departed) != boarded + convoy.drift:
        left = total(convoy.departed)
        yield OpenPoint(
            subject=name,
            what=f"{left} were counted on leaving, {boarded + convoy.drift} had boarded",
            persons=abs(left - boarded - convoy.drift),
            next_step="correct the departure or a boarding: one of the counts is wrong",
        )
    if aboard and convoy.departed is not None:
        yield OpenPoint(
            subject=name,
            what="are still aboard",
            persons=aboard,
            next_step="record where they are: arrived, returned, let off, detained, died or missing",
        )
    for event, vehicle, persons in convoy.over:
        yield OpenPoint(
            subject=name,
            what=f"were checked in above the places of {vehicle} ({event.device} {event.counter})",
            persons=persons,
            next_step="count again and correct that check-in",
        )
    for event, source, target, of in convoy.owed:
        yield OpenPoint(
            subject=name,
            what=f"were reported {target.replace('_', ' ')} but were not {source} ({event.device} {event.counter})",
            persons=total(of),
            next_step="correct that report, or record where they came from",
        )


def open_points(state: State) -> tuple[OpenPoint, ...]:
    """Why the day cannot close; empty when it can."""
    return tuple(_open_points(state))


def _open_points(state: State) -> Iterator[OpenPoint]:
    for name, convoy in state.convoys.items():
        points = open_in_convoy(convoy)
        yield from points
        if not points and convoy.begun and not convoy.closed and (convoy.departed is not None):
            yield OpenPoint(subject=f"convoy {name}", what="is not closed", persons=0, next_step=f"close convoy {name}")
    for name, site in state.sites.items():
        for event, met, of in site.owed:
            yield OpenPoint(
                subject=f"site {name}",
                what=f"were found {met} but nobody had reported them missing ({event.device} {event.counter})",
                persons=total(of),
                next_step="correct that report",
            )
    for event, why in state.stray:
        yield OpenPoint(
            subject=f"event {event.device} {event.counter}", what=why, persons=0, next_step="correct or withdraw it"
        )
    for event, at in state.ahead:
        yield OpenPoint(
            subject=f"event {event.device} {event.counter}",
            what=f"is of {at:%Y-%m-%d %H:%M} UTC, a week and more after the last arrival; it counts and moves no clock",
            persons=0,
            next_step="withdraw it, and enter what happened with its right time",
        )


def unaccounted(state: State) -> int:
    """Persons whose whereabouts are not known, or who are held: missing, detained, or in an open point."""
    now = balance(state)
    return now.missing.total + now.detained.total + sum(point.persons for point in open_points(state))


def status(state: State) -> str:
    """Of the day, derived: not open, open, suspended, closed, accounted."""
    if state.mode is None:
        return "not open"
    if state.closed_at is not None:
        return "closed" if unaccounted(state) or open_points(state) else "accounted"
    if any(stop.convoy is None and stop.corridor is None for stop in state.in_force):
        return "suspended"
    return "open"
