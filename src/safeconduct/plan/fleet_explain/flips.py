"""Everything about a fleet's day that somebody could turn out to be wrong about, each read the other way.

Roads, hours of shared places, how fast these pass vehicles, the ends of the estimates, how many vehicles there are and
when, the hours, and who accepts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.fleet import FleetScenario
from safeconduct.model.place import Road, RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan import variants
from safeconduct.plan.fleet.situated import ANY, STAY, Legend, legend_of
from safeconduct.plan.fleet_explain import what_if
from safeconduct.plan.fleet_explain.roads import closed_roads, unknown_roads

#: Groups whose estimates are flipped at most, the widest first; minutes by which hours end earlier and vehicles come
#: later.
GROUPS, EARLIER, LATER = 40, 60, 60
#: The corridor of what concerns them all.
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One thing read the other way: what it is, what it is then, whom to ask what. ``carries``: a plan of the old day
    can be repaired for the changed one; else that is planned anew."""

    subject: str
    what: str
    flipped: str
    corridor: str
    changed: Situation
    question: str
    ask: str
    carries: bool = True


def flips_of(situation: Situation, scenario: FleetScenario) -> tuple[Flip, ...]:
    """Every flip, those of roads first. Raises what ``legend_of`` raises."""
    legend = legend_of(situation, scenario)
    parts = (_roads, _places, _groups, _vehicles, _hours, _parties)
    return tuple(flip for part in parts for flip in part(situation, legend))


def _everybody(situation: Situation) -> str:
    return " and ".join(party.label for party in situation.parties) or "every party"


def _roads(situation: Situation, legend: Legend) -> Iterator[Flip]:
    for road in closed_roads(situation, legend):
        yield _road(situation, road, f"{road.name} is closed to vehicles", "it carries vehicles", RoadState.OPEN)
    for road in unknown_roads(situation, legend):
        yield _road(situation, road, f"the state of {road.name} is unknown", "it is closed", RoadState.CLOSED)


def _road(situation: Situation, road: Road, what: str, flipped: str, state: RoadState) -> Flip:
    claims = road.now.basis.claims
    return Flip(
        subject=claims[0] if claims else road.id,
        what=what,
        flipped=flipped,
        corridor=ALL,
        changed=what_if.with_state(situation, road.id, state),
        question=f"Can a bus cross {road.name} now?",
        ask=_everybody(situation),
    )


def _places(situation: Situation, legend: Legend) -> Iterator[Flip]:
    """Shared places: their hours, and how many they let through."""
    used = {use.resource for legs in legend.outbound.values() for leg in legs for use in leg.uses}
    for place in (r for r in situation.resources if r.id in used):
        question = f"When does {place.name} let vehicles pass, how many at once, and how often?"
        if place.closures:
            yield Flip(
                subject=place.id,
                what=f"{place.name} is closed for some time",
                flipped="it never closes",
                corridor=ALL,
                changed=what_if.without_closures(situation, place.id),
                question=question,
                ask=_everybody(situation),
            )
        slot, lanes = place.slot_minutes.value, place.lanes.value
        yield Flip(
            subject=f"{place.id}.slot_minutes",
            what=f"{place.name}: {lanes} every {slot} min",
            flipped=f"{lanes} every {2 * slot} min",
            corridor=ALL,
            changed=what_if.with_slots(situation, place.id, slot_minutes=2 * slot),
            question=question,
            ask=_everybody(situation),
        )


def _groups(situation: Situation, legend: Legend) -> Iterator[Flip]:
    """Both ends of the widest estimates."""
    which = legend.scenario.people
    names = {site.id: site.name for site in situation.sites}
    found: list[tuple[int, Flip]] = []
    for group in (g for site in legend.sites for g in site.groups):
        if group.households is not None or group.wished.value == STAY:
            continue
        now = group.people.pick(which)
        for end in ("low", "high"):
            people = group.people.pick(end)
            if people == now:
                continue
            where = "" if group.wished.value == ANY else f" for {group.wished.value}"
            flip = Flip(
                subject=f"people.{group.id}",
                what=f"{now:,} people of {group.id}{where}",
                flipped=f"{people:,}, the {'least' if end == 'low' else 'most'} anybody says",
                corridor=ALL,
                changed=what_if.with_people(situation, group.id, people),
                question=f"How many people at {names.get(group.site, group.site)} want to leave, by need?",
                ask=f"people sheltering at {names.get(group.site, group.site)}",
                carries=False,
            )
            found.append((abs(people - now), flip))
    found.sort(key=lambda pair: -pair[0])
    yield from (flip for _, flip in found[: 2 * GROUPS])


def _vehicles(situation: Situation, legend: Legend) -> Iterator[Flip]:
    for kind in legend.classes:
        count, half = kind.count.value, kind.count.value // 2
        since = kind.available_from.value if kind.available_from else 0
        cases = (
            (f"fleet.{kind.id}", f"{count} x {kind.name}", f"{half}", what_if.with_vehicles(situation, kind.id, half)),
            (
                f"fleet.{kind.id}.available_from",
                f"{kind.name} from minute {since}",
                f"{LATER} minutes later",
                what_if.with_later_vehicles(situation, kind.id, LATER),
            ),
        )
        for subject, what, flipped, changed in cases:
            yield Flip(
                subject=subject,
                what=what,
                flipped=flipped,
                corridor=ALL,
                changed=changed,
                question=f"How many {kind.name} are there, with drivers and fuel, from when, and who provides them?",
                ask=_everybody(situation),
            )


def _hours(situation: Situation, legend: Legend) -> Iterator[Flip]:
    for corridor in legend.corridors:
        claims = corridor.window_basis.claims if corridor.window_basis else ()
        yield Flip(
            subject=claims[0] if claims else f"window.{corridor.id}",
            what=f"the hours of {corridor.id}",
            flipped=f"they end {EARLIER} minutes earlier",
            corridor=corridor.id,
            changed=what_if.with_hours(situation, (corridor.id,), -EARLIER),
            question="Which hours hold, by whose clock, and who may cut them short?",
            ask=_everybody(situation),
        )


def _parties(situation: Situation, legend: Legend) -> Iterator[Flip]:
    labels = {party.id: party.label for party in situation.parties}
    for corridor in legend.corridors:
        refusing = {p.party for p in corridor.positions if p.refused}
        for party in corridor.missing_parties:
            yield Flip(
                subject=f"{corridor.id}.{party}",
                what=f"{labels.get(party, party)} {'has refused' if party in refusing else 'is silent'}",
                flipped="it accepts",
                corridor=corridor.id,
                changed=variants.with_position(situation, corridor.id, party, accepts=True),
                question=f"Does {labels.get(party, party)} accept this direction, and on which conditions?",
                ask=labels.get(party, party),
            )
