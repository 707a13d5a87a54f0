"""Whole households into the trips of a timetable: the search counts persons, people travel as households.

The search fills vehicles with persons by need, a relaxation of F1. Here the trips stand fixed and households are put
into them whole: those with persons who need help first, of these who wishes one direction only, then large before
small, each into the earliest trip of its site that goes where it wishes and has places left. What no longer fits stays
behind; nobody is split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs

NEEDS = ("walking", "wheelchair", "stretcher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """One trip as households see it: its site and reception, the vehicle's places, and when it arrives."""

    site: str
    reception: str
    places: Needs
    arrive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Households of one profile of one group: how many, who is in each, where they are, where they may go (empty:
    anywhere)."""

    group: str
    profile: str
    members: Needs
    count: int
    site: str
    receptions: frozenset[str]


def board_households(
    waiting: Sequence[Waiting], trips: Sequence[Seats], capacity: dict[str, int]
) -> tuple[tuple[tuple[Households, ...], ...], tuple[Households, ...]]:
    """Who boards each trip (in the order of ``trips``), and who stays behind (in the order of ``waiting``).

    ``capacity`` holds persons by reception; one that is not named takes everyone.
    """
    left = {need: [getattr(trip.places, need) for trip in trips] for need in NEEDS}
    room = dict(capacity)
    boarded: list[dict[tuple[str, str], int]] = [{} for _ in trips]
    staying = {(party.group, party.profile): party.count for party in waiting}
    by_time = sorted(range(len(trips)), key=lambda i: (trips[i].arrive, i))
    at_site: dict[str, list[int]] = {}
    for number in by_time:
        at_site.setdefault(trips[number].site, []).append(number)
    for party in sorted(waiting, key=_urgency):
        key = (party.group, party.profile)
        for number in at_site.get(party.site, []):
            trip = trips[number]
            if party.receptions and trip.reception not in party.receptions:
                continue
            fits = [left[n][number] // getattr(party.members, n) for n in NEEDS if getattr(party.members, n)]
            if trip.reception in room:
                fits.append(room[trip.reception] // party.members.total)
            aboard = min(staying[key], *fits)
            if aboard <= 0:
                continue
            staying[key] -= aboard
            boarded[number][key] = boarded[number].get(key, 0) + aboard
            for need in NEEDS:
                left[need][number] -= aboard * getattr(party.members, need)
            if trip.reception in room:
                room[trip.reception] -= aboard * party.members.total
    return (
        tuple(_entries(aboard) for aboard in boarded),
        _entries({key: count for key, count in staying.items() if count}),
    )


def _urgency(party: Waiting) -> tuple[int, bool, int, str, str]:
    """Need before wish, so that who may go anywhere leaves the places there to who may not; size before name."""
    helped = party.members.wheelchair + party.members.stretcher
    return (-helped, not party.receptions, -party.members.total, party.group, party.profile)


def _entries(counts: dict[tuple[str, str], int]) -> tuple[Households, ...]:
    return tuple(Households(group=g, profile=p, count=n) for (g, p), n in sorted(counts.items()))
