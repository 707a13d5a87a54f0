"""What befalls a day before anybody moves: who comes, when the corridor opens and stops, what fails.

Everything that can be known of a day without playing it. Correlated where the world is: weather and the slowness of the
roads are the whole day's, a slow or harsh checkpoint is slow or harsh for everybody.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from safeconduct.stress.luck import Luck
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import CorridorFacts, Programme

#: How much longer driving and boarding take in bad weather; the file of priors says so in words.
BAD_WEATHER = 1.4
#: A day has at most so many stops; a rate that gives more is a closed corridor.
MOST_PAUSES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """A corridor on the day, in minutes: first departure, close and last allowed arrival; when the change of its window
    is said (None: it is not changed); when it is withdrawn; its stops as (from, until)."""

    starts: float
    closes: float
    latest: float
    changed_at: float | None
    withdrawn: bool
    pauses: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fortune:
    """The day's disturbances. ``present`` and ``come`` are households by group and profile; ``lost`` the minute from
    which a road cannot be passed; ``slow`` the screening factor and ``held`` the share held by station."""

    present: Mapping[str, Mapping[str, int]]
    come: Mapping[str, Mapping[str, int]]
    corridors: Mapping[str, Corridor]
    weather: float
    driving: float
    night: float
    slow: Mapping[str, float]
    held: Mapping[str, float]
    lost: Mapping[str, float]
    absent: frozenset[str]


def fortune_of(programme: Programme, priors: Priors, luck: Luck) -> Fortune:
    """The fortune of a day."""
    bad = priors.draw(luck, "weather") > 0
    present = {
        one.group: _crowd(programme, priors, luck, one.group, one.households, one.site) for one in programme.people
    }
    ways_out: dict[str, set[str]] = {one.group: set() for one in programme.people}
    for run in programme.runs:
        for group in run.groups:
            if group in ways_out:
                ways_out[group].add(run.orders.corridor)
    screens = [station.id for station in programme.stations.values() if station.screens]
    return Fortune(
        present=present,
        come={
            group: _come([programme.corridors[name] for name in sorted(ways)], priors, luck, group, present[group])
            for group, ways in ways_out.items()
        },
        corridors={name: _corridor(programme, priors, luck, name) for name in programme.corridors},
        weather=BAD_WEATHER if bad else 1.0,
        driving=priors.draw(luck, "driving"),
        night=priors.draw(luck, "night"),
        slow={name: priors.draw(luck, "screening", name) for name in screens},
        held={
            name: priors.draw(luck, "detention.share", name) if priors.draw(luck, "detention", name) > 0 else 0.0
            for name in screens
        },
        lost=_lost(programme, priors, luck),
        absent=frozenset(vehicle for vehicle in _driven(programme) if priors.draw(luck, "driver.absent", vehicle) > 0),
    )


def _driven(programme: Programme) -> Iterator[str]:
    """Vehicles that need a driver: those that set out, but for parties on foot, and those held back."""
    afoot = {run.seats[0].vehicle for run in programme.runs if run.afoot} if programme.landings else ()
    yield from (vehicle for vehicle in programme.starts if vehicle not in afoot)
    for spares in programme.spares.values():
        yield from spares.names


def consent(agreed: bool) -> str:
    """The ending of the names of priors that depend on consent."""
    return "agreed" if agreed else "announced"


def _crowd(
    programme: Programme, priors: Priors, luck: Luck, group: str, households: Mapping[str, int], site: str
) -> dict[str, int]:
    """Households really there: the planned ones times the crowd's factor, one factor a site."""
    factor = priors.draw(luck, "crowd", site)
    return {profile: _whole(n * factor, luck, f"crowd {group} {profile}") for profile, n in households.items()}


def _come(
    corridors: list[CorridorFacts], priors: Priors, luck: Luck, group: str, present: Mapping[str, int]
) -> dict[str, int]:
    """Households that come forward: the share of the corridors this group can leave by, of the side it trusts most."""
    name = f"turnout.{consent(any(corridor.agreed for corridor in corridors))}"
    sides = sorted({corridor.towards for corridor in corridors}) or ["unknown"]
    share = priors.draw(luck, name, group) * max(priors.draw(luck, f"turnout.direction.{side}") for side in sides)
    return {profile: min(n, _whole(n * share, luck, f"{name} {group} {profile}")) for profile, n in present.items()}


def _whole(amount: float, luck: Luck, name: str) -> int:
    """A whole number near an amount: rounded up with the probability of its fraction, so that sums keep their mean."""
    below = math.floor(amount)
    return below if amount == below else below + (luck.number(f"{name} whole") < amount - below)


def _corridor(programme: Programme, priors: Priors, luck: Luck, name: str) -> Corridor:
    facts = programme.corridors[name]
    by = consent(facts.agreed)
    starts = facts.opens + priors.draw(luck, f"start.late.{by}", name)
    length = facts.closes - facts.opens
    change, changed_at = 0.0, None
    if priors.draw(luck, "window.cut", name) > 0:
        passed = length * priors.draw(luck, "window.cut.at", name)
        change, changed_at = passed - length, facts.opens + passed - min(60.0, passed)
    elif priors.draw(luck, "window.extended", name) > 0:
        change, changed_at = priors.draw(luck, "window.extended.by", name), facts.closes - 60.0
    closes = facts.closes + change
    return Corridor(
        starts=starts,
        closes=closes,
        latest=facts.latest + change,
        changed_at=None if change == 0 else max(facts.opens, changed_at or 0.0),
        withdrawn=priors.draw(luck, f"window.withdrawn.{by}", name) > 0,
        pauses=_pauses(priors, luck, name, facts.opens, closes),
    )


def _pauses(priors: Priors, luck: Luck, name: str, since: float, until: float) -> tuple[tuple[float, float], ...]:
    """Stops of a corridor: memoryless in the time it is not stopped, each with its own length."""
    found: list[tuple[float, float]] = []
    at = since
    for number in range(MOST_PAUSES):
        at += 60 * priors.draw(luck, "pause", f"{name} {number}")
        if at >= until:
            break
        lasts = priors.draw(luck, "pause.minutes", f"{name} {number}")
        if lasts > 0:
            found.append((at, at + lasts))
            at += lasts
    return tuple(found)


def _lost(programme: Programme, priors: Priors, luck: Luck) -> dict[str, float]:
    """Roads that turn out closed (from the start) or are lost on the way through the day."""
    horizon = max(facts.closes for facts in programme.corridors.values()) + 24 * 60
    used = {road for run in programme.runs for road, _ in run.way.roads}
    # orders made on the day may lead over roads the plan does not use: they are no safer
    used |= {road for rounds in programme.rounds.values() for one in rounds for road, _ in one.out.roads}
    if programme.situation is not None:
        used |= {road for transfer in programme.situation.transfers for road in transfer.edges}
    lost: dict[str, float] = {}
    for road in sorted(used):
        if road in programme.unknown and priors.draw(luck, "road.unknown", road) > 0:
            lost[road] = -math.inf
        elif road in programme.crossings:
            at = 60 * priors.draw(luck, "crossing.lost", road)
            if at < horizon:
                lost[road] = at
    return lost
