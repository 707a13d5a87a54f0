"""F15: who crosses at a transfer when; nobody boards at a landing who is not there, nor is left standing there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from safeconduct.model.fleet import Crossing, FleetPlan
from safeconduct.model.place import Mode, RoadState
from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs, Transfer
from safeconduct.verify.fleet_facts import ANY, NEEDS, FleetFacts, trips_of
from safeconduct.verify.fleet_roads import states
from safeconduct.verify.fleet_stops import boardings
from safeconduct.verify.roads import CARRIES
from safeconduct.verify.rules import up

#: Households by group and profile.
Stock = Counter[tuple[str, str]]


def boards_at(facts: FleetFacts, site: str) -> tuple[str, ...]:
    """Where people of a site may board: there, and at the landings of its transfers."""
    return (site, *(t.landing for t in facts.transfers.values() if t.site == site))


def people_of(facts: FleetFacts, site: str) -> tuple[str, ...]:
    """The sites whose people may board at a site: it, and those that transfers lead from."""
    return (site, *(t.site for t in facts.transfers.values() if t.landing == site))


def opening(facts: FleetFacts, transfer: Transfer) -> int:
    """The minute from which a transfer may be used: the first opening of a planned corridor from its landing."""
    return min(facts.opens[c.id] for c in facts.corridors if c.site == transfer.landing)


def persons(facts: FleetFacts, aboard: tuple[Households, ...]) -> Needs:
    """Persons by need; households of an unknown profile count nobody (F1 names them)."""
    total = Needs()
    for entry in aboard:
        if entry.profile in facts.members:
            total = total.plus(facts.members[entry.profile].times(entry.count))
    return total


def minutes_out(facts: FleetFacts, transfer: Transfer, crossing: Crossing) -> int:
    """Minutes from departure until the boat, or the path, is free for the next; on foot while persons set out."""
    if transfer.per_minute is not None:
        return up(persons(facts, crossing.aboard).total, transfer.per_minute.value)
    assert transfer.minutes_back is not None
    return crossing.arrive - crossing.depart + transfer.minutes_back.value


def wrong_crossings(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """Every crossing on its own, each boat and path in turn, and what stands at every landing at every minute."""
    for crossing in plan.crossings:
        transfer = facts.transfers.get(crossing.transfer)
        if transfer is None:
            yield f"{crossing.transfer} is no transfer that lands at a site of the plan"
        else:
            yield from _crossing(facts, transfer, crossing)
    yield from _in_turn(facts, plan)
    for landing in sorted({t.landing for t in facts.transfers.values()}):
        yield from _landing(facts, plan, landing)


def _crossing(facts: FleetFacts, transfer: Transfer, crossing: Crossing) -> Iterator[str]:
    who = f"the crossing of {transfer.id} at {crossing.depart}"
    if not crossing.aboard:
        yield f"{who} takes nobody"
    boats = 1 if transfer.boats is None else transfer.boats.value
    if not 0 <= crossing.boat < boats:
        yield f"{who} is by boat {crossing.boat}, there are {boats} counted from 0"
    if crossing.depart < opening(facts, transfer):
        yield f"{who} is before minute {opening(facts, transfer)}, when a corridor from {transfer.landing} opens"
    aboard = persons(facts, crossing.aboard)
    for need in NEEDS:
        if getattr(aboard, need) > getattr(transfer.places.value, need):
            yield f"{who} takes {getattr(aboard, need)} {need} persons, its places are {transfer.places.value}"
    passing = 0 if transfer.per_minute is None else up(aboard.total, transfer.per_minute.value)
    if crossing.arrive < crossing.depart + passing + transfer.minutes.value:
        yield f"{who} is across at {crossing.arrive}, {passing + transfer.minutes.value} minutes are due"
    for name, state in _met(facts, transfer, crossing):
        if state is not RoadState.UNKNOWN and state not in _usable(transfer):
            yield f"{who} uses {name}, which is {state.value} then"
    wishes = {c.reception for c in facts.corridors if c.site == transfer.landing}
    for entry in crossing.aboard:
        group = facts.groups.get(entry.group)
        if group is None or group.site != transfer.site:
            yield f"{who} takes group {entry.group}, which is not at {transfer.site}"
        elif group.wished.value not in (*wishes, ANY):
            yield f"{who} takes group {group.id}, which does not wish to go where {transfer.landing} leads"


def _usable(transfer: Transfer) -> frozenset[RoadState]:
    """On foot what a person on foot may use; by boat whatever is not closed."""
    return CARRIES[Mode.FOOT] if transfer.per_minute is not None else frozenset(RoadState) - {RoadState.CLOSED}


def _met(facts: FleetFacts, transfer: Transfer, crossing: Crossing) -> Iterator[tuple[str, RoadState]]:
    """The roads of a crossing, with every state they are in from its departure to its end."""
    roads = {road.id: road for road in facts.situation.roads}
    for edge in transfer.edges:
        if edge in roads:
            for since, until, state in states(roads[edge].history, facts):
                if since <= crossing.arrive and crossing.depart < until:
                    yield edge, state


def unknown_crossed(facts: FleetFacts, plan: FleetPlan) -> frozenset[str]:
    """Roads whose state is unknown when somebody crosses on them."""
    return frozenset(
        name
        for crossing in plan.crossings
        if crossing.transfer in facts.transfers
        for name, state in _met(facts, facts.transfers[crossing.transfer], crossing)
        if state is RoadState.UNKNOWN
    )


def _in_turn(facts: FleetFacts, plan: FleetPlan) -> Iterator[str]:
    """No boat is in two places, and no two parties set out at once."""
    used: dict[tuple[str, int], list[Crossing]] = {}
    for crossing in plan.crossings:
        if crossing.transfer in facts.transfers:
            used.setdefault((crossing.transfer, crossing.boat), []).append(crossing)
    for (name, boat), crossings in sorted(used.items()):
        crossings.sort(key=lambda crossing: crossing.depart)
        for before, after in pairwise(crossings):
            free = before.depart + minutes_out(facts, facts.transfers[name], before)
            if after.depart < free:
                yield f"{name} sets out with boat {boat} at {after.depart}, it is free again at {free}"


def _landing(facts: FleetFacts, plan: FleetPlan, landing: str) -> Iterator[str]:
    """The stock at a landing: who is across less who has boarded, never below 0, never above what it holds, and nobody
    at the end. People of other sites are all that counts; those of the landing itself are at home there. Who set out
    before the plan was last changed (F18) may stand there, someone must decide."""
    steps: list[tuple[int, int, Stock]] = []
    stay: Stock = Counter()
    fresh = set()
    for crossing in plan.crossings:
        if crossing.transfer in facts.transfers and facts.transfers[crossing.transfer].landing == landing:
            steps.append((crossing.arrive, 0, _counted(facts, landing, crossing.aboard)))
            if facts.is_history(crossing.depart):
                stay.update(steps[-1][2])
            else:
                fresh.add(crossing.arrive)
    for _, trip in trips_of(plan):
        for boarding in boardings(facts, trip) if trip.leg in facts.legs else ():
            if boarding.site == landing:
                steps.append((boarding.load_from, 1, _counted(facts, landing, boarding.boarded)))
                stay.subtract(steps[-1][2])
    held = [t.holds.value for t in facts.transfers.values() if t.landing == landing and t.holds is not None]
    waiting: Stock = Counter()
    steps.sort(key=lambda step: step[:2])
    for number, (minute, boards, households) in enumerate(steps):
        for key, count in households.items():
            waiting[key] += -count if boards else count
            if waiting[key] < 0:
                yield f"{-waiting[key]} households of {key[1]} of {key[0]} board at {minute}, not yet at {landing}"
        last = number + 1 == len(steps) or steps[number + 1][0] != minute
        crowd = _crowd(facts, waiting)
        if last and held and crowd > min(held) and minute in fresh:
            yield f"{crowd} persons wait at {landing} at {minute}, it holds {min(held)}"
    left = Counter({key: count - max(0, stay[key]) for key, count in waiting.items()})
    if _crowd(facts, left) > 0:
        yield f"{_crowd(facts, left)} persons are left waiting at {landing}"


def _counted(facts: FleetFacts, landing: str, aboard: tuple[Households, ...]) -> Stock:
    found: Stock = Counter()
    for entry in aboard:
        group = facts.groups.get(entry.group)
        if group is not None and group.site != landing:
            found[entry.group, entry.profile] += entry.count
    return found


def _crowd(facts: FleetFacts, waiting: Stock) -> int:
    return sum(
        facts.members[profile].total * count for (_, profile), count in waiting.items() if profile in facts.members
    )
