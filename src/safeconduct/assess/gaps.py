"""What nobody said, as questions with whom to ask; and the red-line warnings that block an order.

Everything here is listed, never filled in. What a plan cannot do without is not listed but refused: see
``assemble``.
"""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.assess.assumptions import Assumptions
from safeconduct.assess.confirm import Ledger
from safeconduct.assess.offers import own_words
from safeconduct.model.claim import Claim, ConditionValue, Kind, Stance
from safeconduct.model.corridor import Corridor, CorridorStatus, Position
from safeconduct.model.place import Mode, Passable, Road, RoadState, passable
from safeconduct.model.report import Party
from safeconduct.model.resource import Resource
from safeconduct.model.situation import Gap, Guard, Leg, Reception, Site


def gaps(
    *,
    parties: Sequence[Party],
    sites: Sequence[Site],
    corridors: Sequence[Corridor],
    receptions: Sequence[Reception],
    legs: Sequence[Leg],
    roads: Sequence[Road],
    undecided: Sequence[str],
    ledger: Ledger,
    assumptions: Assumptions,
    resources: Sequence[Resource] = (),
) -> tuple[Gap, ...]:
    """All gaps: staying first, then agreement, people, way and means, reception."""
    listed = _Listed()
    names = {party.id: party.label for party in parties}
    places = {reception.id: reception.name for reception in receptions}
    holders = " and ".join(party.label for party in parties) or "the parties"
    _left_out(listed, sites, corridors)
    _staying(listed, sites, holders)
    for corridor in corridors:
        _agreement(listed, corridor, names, places[corridor.reception], ledger)
    _people(listed, sites)
    _way(listed, legs, roads, undecided, holders, assumptions)
    for resource in resources:
        listed.add(f"resource.{resource.id}", f"How many vehicles can pass {resource.name} in an hour?", holders)
    for reception in receptions:
        holder = names.get(reception.controlled_by or "", holders)
        if reception.capacity is None:
            listed.add(f"reception.{reception.id}.capacity", f"How many people can {reception.name} take in?", holder)
        if reception.controlled_by is None:
            listed.add(f"reception.{reception.id}.control", f"Who controls {reception.name}?", holders)
    listed.add("guarantees", "Who guarantees safety on the way, in writing, and who watches over it?", holders)
    listed.add("medical", "What medical cover is there on the way and at the reception?", holders)
    return tuple(listed.gaps)


def forced_transfer_guards(corridors: Sequence[Corridor], receptions: Sequence[Reception]) -> tuple[Guard, ...]:
    """Red line 2: a direction whose reception is held by the party that offers it, while no other is agreed."""
    names = {reception.id: reception.name for reception in receptions}
    agreed = {corridor.id for corridor in corridors if corridor.status is CorridorStatus.AGREED}
    guards = []
    for corridor in corridors:
        offering = {position.party for position in corridor.positions if position.offered}
        if corridor.controlled_by is None or corridor.controlled_by not in offering or agreed - {corridor.id}:
            continue
        guards.append(
            Guard(
                id=f"forced-transfer-{corridor.id}",
                corridor=corridor.id,
                text=(
                    f"{names[corridor.reception]} is reported to be held by the party that offers this direction, and "
                    "no other direction is agreed. Moving people there can amount to a forced transfer (Geneva "
                    "Convention IV, article 49; customary rule 129) until a named person records that other "
                    "directions were sought and that people were told they may stay."
                ),
            )
        )
    return tuple(guards)


class _Listed:
    """Gaps in the order they are found, each slot once, and each question to the same people once."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []

    def add(self, slot: str, question: str, ask: str) -> None:
        if all(gap.slot != slot and (gap.question, gap.ask) != (question, ask) for gap in self.gaps):
            self.gaps.append(Gap(slot=slot, level="listed", question=question, ask=ask))


def _left_out(listed: _Listed, sites: Sequence[Site], corridors: Sequence[Corridor]) -> None:
    timed = {corridor.site for corridor in corridors if corridor.window is not None}
    for site in sites:
        if site.groups and any(c.site == site.id for c in corridors) and site.id not in timed:
            listed.add(
                f"window.from.{site.id}",
                f"Which hours would hold for the people at {site.name}? No corridor from there has any, so no plan "
                "carries them: they are in no number of people who can be moved.",
                "whoever offers a way",
            )


def _staying(listed: _Listed, sites: Sequence[Site], holders: str) -> None:
    for site in sites:
        listed.add(
            f"alternative.stay.{site.id}",
            f"Can people stay at {site.name} and aid be brought in? It is an alternative to every corridor.",
            holders,
        )
        for what, days in (("food", site.endurance.food_days), ("water", site.endurance.water_days)):
            if days is None:
                said = " Reserves are reported, their amount is not." if what == "food" and site.endurance.said else ""
                listed.add(
                    f"reserve.{site.id}.{what}_days",
                    f"For how many days is there {what} at {site.name}?{said}",
                    f"people sheltering at {site.name}",
                )


def _agreement(listed: _Listed, corridor: Corridor, names: dict[str, str], place: str, ledger: Ledger) -> None:
    positions = {position.party: position for position in corridor.positions}
    offered = any(position.offered for position in corridor.positions)
    for party in corridor.missing_parties:
        position = positions[party]
        if position.refused:
            question = f"What would have to change for {names[party]} to let people go to {place}?"
        elif said := _said_to_accept(position, ledger):
            told = " and ".join(dict.fromkeys(names.get(c.party or "", "another speaker") for c in said))
            denied = " Its own words deny it." if _denies(party, ledger) else ""
            question = f"Does {names[party]} itself accept movement to {place}? {told} says that it does.{denied}"
        elif position.requested:
            relayed = " The request is known only through another speaker." if position.relayed_by else ""
            question = f"Does {names[party]} itself ask for and accept movement to {place}?{relayed}"
        else:
            question = f"Does {names[party]} accept movement to {place}? Silence is not consent."
        listed.add(f"acceptance.{corridor.id}.{party}", question, names[party])
        if offered and not position.receipt:
            told = " Another party says it was told; that is not a receipt." if position.told else ""
            listed.add(
                f"receipt.{corridor.id}.{party}",
                f"Has {names[party]} received the offer of {place}?{told}",
                names[party],
            )
    if corridor.window is None:
        listed.add(f"window.{corridor.id}", f"No hours are announced for {place}. Which would hold?", _all(names))
    military = {
        claim.id
        for claim in ledger.confirmed_for(Kind.CONDITION)
        if any(isinstance(v, ConditionValue) and v.military for v in claim.values)
    }
    for position in corridor.positions:
        if military & set(position.conditions):
            listed.add(
                f"condition.{corridor.id}.{position.party}",
                f"The offer of {place} is tied to a military condition. Does the way open without it?",
                names[position.party],
            )


def _said_to_accept(position: Position, ledger: Ledger) -> tuple[Claim, ...]:
    """The relaying claims when an offer or acceptance of the party is known only through other speakers."""
    known = [ledger.all[c] for c in position.relayed_by if c in ledger.all]
    answers = [
        c for c in known if c.party == position.party and c.stance in (Stance.ACCEPTS, Stance.ASSERTS, Stance.OFFERS)
    ]
    relays = {c.relayed_by for c in answers}
    return tuple(c for c in known if c.id in relays)


def _denies(party: str, ledger: Ledger) -> bool:
    return any(
        claim.party == party and claim.stance in (Stance.DENIES, Stance.REFUSES) and own_words(claim, ledger)
        for claim in ledger.confirmed_for(Kind.ACCEPTANCE)
    )


def _people(listed: _Listed, sites: Sequence[Site]) -> None:
    for site in sites:
        ask = f"people sheltering at {site.name}"
        own = f".{site.id}" if len(sites) > 1 else ""
        taken = "" if all(group.wished.value == "any" for group in site.groups) else " Only an assumption says so."
        listed.add(f"wishes{own}", f"Who at {site.name} wants to go where, and who wants to stay?{taken}", ask)
        listed.add(f"needs{own}", f"How many at {site.name} are wounded, bedridden, in wheelchairs, very young?", ask)


def _way(
    listed: _Listed,
    legs: Sequence[Leg],
    roads: Sequence[Road],
    undecided: Sequence[str],
    holders: str,
    assumptions: Assumptions,
) -> None:
    leaned = {edge for leg in legs for edge in leg.leans_on}
    _replaced(listed, legs, roads, holders, assumptions)
    for road in roads:
        if road.id in undecided or (road.now.state is RoadState.UNKNOWN and (road.id in leaned or road.kind != "road")):
            by = "on foot" if road.kind == "foot" else "by vehicles"
            more = " Reports speak of it; nobody decided." if road.id in undecided else ""
            if set(road.now.disputed_by) & set(road.now.basis.claims):
                more = " Confirmed claims exclude each other: reject the one that does not hold."
            listed.add(f"road.{road.id}.state", f"Can {road.name} be passed {by} now?{more}", holders)
    listed.add("fleet", "Which vehicles and drivers are there, where do they stand, and who provides them?", holders)
    if any(assumptions.has(slot) for slot in ("screening.lanes", "screening.seconds")):
        listed.add("screening", "Who screens whom, where, in how many lanes, by what rules, and who watches?", holders)


def _replaced(
    listed: _Listed, legs: Sequence[Leg], roads: Sequence[Road], holders: str, assumptions: Assumptions
) -> None:
    """Ways that were given by hand, are blocked, and were replaced by another over the drawn roads."""
    by_id = {road.id: road for road in roads}
    for leg in legs:
        stem = f"{'foot' if leg.mode is Mode.FOOT else 'leg'}.{leg.site}.{leg.reception}"
        if not assumptions.has(f"{stem}.via"):
            continue
        given = [by_id[r] for r in assumptions.known(f"{stem}.via", tuple).value if r in by_id]
        shut = [r.name for r in given if passable(r.now.state, leg.mode, r.kind) is Passable.NO]
        if shut and not {r.name for r in given if r.name in shut} & {by_id[e].name for e in leg.edges if e in by_id}:
            over = ", ".join(by_id[e].name for e in leg.edges if e in by_id)
            listed.add(
                f"{stem}.replaced",
                f"Can the way over {over} be used? The way given is blocked at {' and '.join(shut)}, and this one "
                f"({leg.km.value:g} km) was taken over the drawn roads, with no turn or limit that was given for it.",
                holders,
            )


def _all(names: dict[str, str]) -> str:
    return " and ".join(names.values()) or "the parties"
