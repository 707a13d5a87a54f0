"""What a bound must allow trips with several pick-ups: the sites that can be strung together, and how fast.

A trip that picks up at s1, ..., sk boards for at least the minutes of a full vehicle in all (F13) and drives at least
the shortest way from s1 to sk; it leaves by a leg of sk, with people of the sites sk can be reached from. So it is
worth no more than a trip that comes to s1, takes those minutes and that way, leaves from sk when it did, and loads the
best that all these sites have. What the stops hold on the way (bays, narrow places, roads) is not charged, which a
certificate names.
"""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.verify.fleet_facts import FleetFacts

#: What the bound does not hold trips with several pick-ups to; named where a situation lets trips have them.
RELAXED_STOPS = ("pick-ups on the way are free of bays, narrow places and closures",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """Least minutes driven loaded from a first to a last, other pick-up; and by last pick-up the sites that lead to it,
    itself included."""

    minutes: dict[tuple[str, str], int]
    leading: dict[str, tuple[str, ...]]


def chains_of(facts: FleetFacts) -> Chains:
    """Shortest ways over the approaches that may be driven loaded between sites of the plan."""
    least: dict[tuple[str, str], int] = {}
    for way in facts.approaches.values():
        ends = (way.depot, way.site)
        if way.minutes_loaded is not None and way.depot != way.site and all(end in facts.bays for end in ends):
            least[ends] = min(least.get(ends, way.minutes_loaded.value), way.minutes_loaded.value)
    joined = sorted({site for pair in least for site in pair})
    for middle in joined:
        for first in joined:
            for last in joined:
                if first != last and (first, middle) in least and (middle, last) in least:
                    over = least[first, middle] + least[middle, last]
                    least[first, last] = min(least.get((first, last), over), over)
    lasts = sorted({last for _, last in least})
    return Chains(
        minutes=least,
        leading={last: tuple(sorted({last, *(first for first, goal in least if goal == last)})) for last in lasts},
    )


def relaxed_stops(facts: FleetFacts) -> tuple[str, ...]:
    """What a bound has to name where trips may have several pick-ups."""
    return RELAXED_STOPS if chains_of(facts).minutes else ()


def welcome(facts: FleetFacts, sites: tuple[str, ...], reception: str) -> tuple[str, ...]:
    """Those of the sites whose people a planned corridor leads to the reception."""
    planned = {c.site for c in facts.corridors if c.reception == reception}
    return tuple(site for site in sites if site in planned)
