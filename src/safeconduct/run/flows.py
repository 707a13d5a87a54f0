"""Persons on their way from one count to another: what leaves one record enters another, and a shortfall is owed.

Records are changed in place; they belong to the fold that calls (``run.state``).
"""

from __future__ import annotations

from safeconduct.model.control import EventId
from safeconduct.run.records import ConvoyState, SiteState, Source, Target
from safeconduct.run.tally import ZERO, Count, add, draw, sub


def take(site: SiteState, wanted: Count) -> None:
    """Persons leave those who wait, then those who came back.

    Whoever is wanted beyond both was never counted: the crowd is larger than claimed, and that is kept as revised.
    """
    granted, drawn, short = draw(site.waiting, wanted)
    site.waiting = sub(site.waiting, drawn)
    if granted is not drawn:
        site.revised = add(site.revised, sub(granted, drawn))
    if short != ZERO:
        granted, drawn, short = draw(site.returned, short)
        site.returned = sub(site.returned, drawn)
        site.revised = add(site.revised, add(sub(granted, drawn), short))


def flow(convoy: ConvoyState, home: SiteState, source: Source, target: Target, wanted: Count, event: EventId) -> None:
    """Persons of a convoy go from one outcome to another; those the source does not hold are owed."""
    short = _move(convoy, home, source, target, wanted)
    if short != ZERO:
        convoy.owed = (*convoy.owed, (event, source, target, short))
    if short != wanted:
        settle(convoy, home)


def settle(convoy: ConvoyState, home: SiteState) -> None:
    """Try again what is owed, in order, until nothing moves any more; an empty convoy does not count as standing."""
    moved = bool(convoy.owed)
    while moved:
        moved, still = False, []
        for event, source, target, wanted in convoy.owed:
            short = wanted if getattr(convoy, source) == ZERO else _move(convoy, home, source, target, wanted)
            moved = moved or short != wanted
            if short != ZERO:
                still.append((event, source, target, short))
        convoy.owed = tuple(still)
    if convoy.aboard == ZERO:
        convoy.standing_since = None


def _move(convoy: ConvoyState, home: SiteState, source: Source, target: Target, wanted: Count) -> Count:
    """Move what there is; returns what there is not."""
    held: Count = getattr(convoy, source)
    granted, drawn, short = draw(held, wanted)
    if drawn == ZERO:
        return short
    setattr(convoy, source, sub(held, drawn))
    recounted = sub(granted, drawn)
    if target == "declined":  # got out again before departure: never travelled
        convoy.boarded = sub(convoy.boarded, drawn)
        home.declined = add(home.declined, granted)
        home.revised = add(home.revised, recounted)
        return short
    setattr(convoy, target, add(getattr(convoy, target), granted))
    if recounted != ZERO:
        convoy.revised = add(convoy.revised, recounted)
    if target == "returned":
        home.returned = add(home.returned, granted)
    return short


def found_at(site: SiteState, event: EventId, met: str, wanted: Count) -> None:
    """Persons missing at a site were met again: ``waiting``, or ``died``; those nobody missed are owed."""
    granted, drawn, short = draw(site.missing, wanted)
    site.missing = sub(site.missing, drawn)
    site.revised = add(site.revised, sub(granted, drawn))
    setattr(site, met, add(getattr(site, met), granted))
    if short != ZERO:
        site.owed = (*site.owed, (event, met, short))


def settle_site(site: SiteState) -> None:
    """Try again who was found at a site before anybody reported them missing."""
    waiting, site.owed = site.owed, ()
    for event, met, wanted in waiting:
        found_at(site, event, met, wanted)
