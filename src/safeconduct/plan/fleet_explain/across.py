"""Whether one more household could be across at a transfer before a trip boards, with all crossings as they are."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.model.fleet import Crossing, FleetPlan, FleetTrip
from safeconduct.model.situation import Needs, Situation, Transfer
from safeconduct.plan.fleet.instance import NEEDS
from safeconduct.plan.fleet.trips import persons_of
from safeconduct.plan.instance import ceil_div


class Across:
    """The crossings of a plan, and who waits at each landing when."""

    def __init__(self, situation: Situation, plan: FleetPlan) -> None:
        self.plan = plan
        self.members = {profile.id: profile.members for profile in situation.profiles}
        self.sites = {leg.id: leg.site for leg in situation.legs}
        self.transfers = situation.transfers
        self.home = {group.id: site.id for site in situation.sites for group in site.groups}

    def ways(self, group: str, landing: str) -> tuple[Transfer, ...]:
        """The transfers by which a group comes to a landing; none when it is at home there."""
        near = self.home[group]
        return tuple(t for t in self.transfers if t.site == near and t.landing == landing and near != landing)

    def in_time(self, group: str, household: Needs, trip: FleetTrip) -> bool:
        """Whether a place on a crossing, or a crossing more behind the last, brings the household to the trip."""
        landing = self.sites[trip.leg]
        return any(
            arrive <= trip.load_from and self._holds(landing, household, arrive, trip.load_from)
            for transfer in self.ways(group, landing)
            for arrive in self._arrivals(transfer, household)
        )

    def _arrivals(self, transfer: Transfer, household: Needs) -> Iterator[int]:
        made = [one for one in self.plan.crossings if one.transfer == transfer.id]
        for one in made:
            aboard = persons_of(self.members, one.aboard).plus(household)
            fits = all(getattr(aboard, need) <= getattr(transfer.places.value, need) for need in NEEDS)
            if fits and one.arrive >= one.depart + _minutes(transfer, aboard):
                yield one.arrive
        if all(getattr(household, need) <= getattr(transfer.places.value, need) for need in NEEDS):
            for boat in range(1 if transfer.boats is None else transfer.boats.value):
                free = [self._free(transfer, one) for one in made if one.boat == boat]
                yield max(free, default=0) + _minutes(transfer, household)

    def _free(self, transfer: Transfer, one: Crossing) -> int:
        if transfer.per_minute is not None:
            return one.depart + ceil_div(persons_of(self.members, one.aboard).total, transfer.per_minute.value)
        return one.arrive + (transfer.minutes_back.value if transfer.minutes_back is not None else 0)

    def _holds(self, landing: str, household: Needs, since: int, until: int) -> bool:
        """Whether the landing has room for the household between two minutes."""
        held = [t.holds.value for t in self.transfers if t.landing == landing and t.holds is not None]
        minutes = [since, *(one.arrive for one in self.plan.crossings if since <= one.arrive < until)]
        return not held or max(self._crowd(landing, at) for at in minutes) + household.total <= min(held)

    def _crowd(self, landing: str, minute: int) -> int:
        to = {t.id for t in self.transfers if t.landing == landing}
        there = sum(
            persons_of(self.members, one.aboard).total
            for one in self.plan.crossings
            if one.transfer in to and one.arrive <= minute
        )
        for trip in (trip for day in self.plan.days for trip in day.trips):
            if self.sites[trip.leg] == landing and trip.load_from <= minute:
                crossed = [entry for entry in trip.boarded if self.home[entry.group] != landing]
                there -= persons_of(self.members, crossed).total
        return there


def _minutes(transfer: Transfer, aboard: Needs) -> int:
    passing = 0 if transfer.per_minute is None else ceil_div(aboard.total, transfer.per_minute.value)
    return passing + transfer.minutes.value
