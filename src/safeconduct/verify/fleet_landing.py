"""What a bound must allow people who cross at a transfer: to be at its landing, as many as can cross in time.

Whoever boards at a landing has crossed before, at the latest when the last boarding there can begin; a boat, or a path,
takes no more people until then than its places, or its persons a minute, allow. So the people of a site that has no
other way out are no more than that, need by need. When they land, and that none is left there, the bound does not ask:
it has them at the landing from the start, and the certificate names that.
"""

from __future__ import annotations

from safeconduct.model.situation import Transfer
from safeconduct.verify.fleet_chains import chains_of
from safeconduct.verify.fleet_facts import FleetFacts
from safeconduct.verify.fleet_transfer import opening

#: What the bound does not hold people who cross to; named where a situation has transfers.
RELAXED_TRANSFERS = ("people are at a landing from the start, as many as can cross in time",)


def relaxed_transfers(facts: FleetFacts) -> tuple[str, ...]:
    """What a bound has to name where people may cross at transfers."""
    return RELAXED_TRANSFERS if facts.transfers else ()


def last_boarding(facts: FleetFacts, landing: str) -> int:
    """No boarding at a landing can begin after this minute."""
    onward = {last for first, last in chains_of(facts).minutes if first == landing}
    boards = [facts.boarding_minutes(kind) for kind in facts.situation.vehicles if kind.count.value > 0]
    takes = 1 if onward else min(boards, default=1)
    ends = [
        facts.latest[facts.corridor_of[leg.id].id] - leg.minutes_loaded.value
        for leg in facts.legs.values()
        if leg.site in {landing, *onward}
    ]
    return max(ends, default=-1) - takes


def most_across(facts: FleetFacts, transfer: Transfer, need: str) -> int:
    """The most persons of a need who can be across in time to board."""
    places: int = getattr(transfer.places.value, need)
    minutes = transfer.minutes.value
    spare = last_boarding(facts, transfer.landing) - opening(facts, transfer) - minutes
    if spare < 0 or places == 0:
        return 0
    if transfer.per_minute is not None:
        return spare * transfer.per_minute.value
    assert transfer.boats is not None
    assert transfer.minutes_back is not None
    return transfer.boats.value * places * (1 + spare // (minutes + transfer.minutes_back.value))


def can_leave(facts: FleetFacts, people: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Persons by group and need who can leave: of a site without a corridor no more than can cross."""
    found = {}
    for (group, need), count in people.items():
        site = facts.groups[group].site
        ways = [transfer for transfer in facts.transfers.values() if transfer.site == site]
        across = sum(most_across(facts, transfer, need) for transfer in ways)
        found[group, need] = count if site in facts.bays else min(count, across)
    return found
