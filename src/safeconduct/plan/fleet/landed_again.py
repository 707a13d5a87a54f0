"""Transfers of a day that is being driven (rule F15): they stay as they are when everyone still meets; else what
has not begun at a landing is planned anew, from who is across already and the boats where they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from safeconduct.model.fleet import Crossing, FleetPlan, FleetTrip, VehicleDay
from safeconduct.model.place import Passable
from safeconduct.model.plan import Households
from safeconduct.plan.fleet.calendars import Calendars
from safeconduct.plan.fleet.carried import settled
from safeconduct.plan.fleet.ferry import Stock, as_households, persons_in, states_met
from safeconduct.plan.fleet.landings import crossing_groups, transfers_of
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.standing import boards_at
from safeconduct.plan.fleet.transfer import SHARES, brought_out, landings_of
from safeconduct.plan.fleet.under_way import UnderWay


class LandedAgain:
    """The transfers of a plan at a minute of its day. ``adrift`` are crossings that were under way on what has closed,
    ``idle`` vehicles that came for people who did not."""

    def __init__(self, legend: Legend, plan: FleetPlan, under_way: UnderWay) -> None:
        self.legend, self.given, self.under_way = legend, plan, under_way
        self.calendars = Calendars(legend)
        self.members = {profile.id: profile.members for profile in legend.situation.profiles}
        self.transfers = {transfer.id: transfer for transfer in transfers_of(legend)}
        self.crossed = {group.id for groups in crossing_groups(legend).values() for group in groups}
        self.adrift = tuple(
            one for one in plan.crossings if one.depart < under_way.now <= one.arrive and not self._open(one)
        )
        self.idle: list[str] = []

    def plan(self) -> FleetPlan:
        """The plan with its transfers as they can be."""
        if all(self._open(one) for one in self.given.crossings) and self._meets(self.given):
            return self.given
        over = tuple(one for one in self.given.crossings if one.depart < self.under_way.now and one not in self.adrift)
        days = tuple(day for day in map(self._begun, self.given.days) if day is not None)
        cut = settled(self.legend, replace(self.given, crossings=over, days=self._present(days, over)), self.given)
        out = replace(self.under_way, out=self.under_way.out | set(self.idle))
        landings = landings_of(self.legend)
        tried = (landings(self.legend, cut, share, strict=False, under_way=out, adrift=self.adrift) for share in SHARES)
        found = [one.plan() for one in tried]
        return max(found, key=lambda one: brought_out(self.legend, one))

    def waiting(self, plan: FleetPlan) -> tuple[Households, ...]:
        """Who is across in a plan and boards nowhere."""
        stock: Stock = Counter()
        for one in plan.crossings:
            stock.update(_stock(one.aboard))
        for trip in (trip for day in plan.days for trip in day.trips):
            stock.subtract({key: n for key, n in _stock(trip.aboard).items() if key[0] in self.crossed})
        return as_households(Counter({key: n for key, n in stock.items() if n > 0}))

    def given_up(self, plan: FleetPlan) -> FleetPlan:
        """The plan without crossings still to come of those who board nowhere: of each kind of household the last to
        land stay."""
        spare = Counter({(entry.group, entry.profile): entry.count for entry in self.waiting(plan)})
        crossings = []
        for one in sorted(plan.crossings, key=lambda one: -one.arrive):
            aboard = _stock(one.aboard)
            for key in aboard if one.depart >= self.under_way.now else ():
                stays = min(spare[key], aboard[key])
                aboard[key] -= stays
                spare[key] -= stays
            if aboard.total() or not one.aboard:
                crossings.append(replace(one, aboard=as_households(aboard)) if aboard != _stock(one.aboard) else one)
        kept = tuple(sorted(crossings, key=lambda one: (one.depart, one.transfer, one.boat)))
        return plan if set(kept) == set(plan.crossings) else replace(plan, crossings=kept)

    def _open(self, crossing: Crossing) -> bool:
        met = states_met(self.legend, self.transfers[crossing.transfer], crossing.depart, crossing.arrive)
        return all(passes is not Passable.NO for _, passes in met)

    def _lands(self, trip: FleetTrip) -> bool:
        """Whether people of a transfer board a trip."""
        return any(entry.group in self.crossed for entry in trip.aboard)

    def _meets(self, plan: FleetPlan) -> bool:
        """Whether everyone is across who boards, and boards who is across, and no landing is too full."""
        for landing in {transfer.landing for transfer in self.transfers.values()}:
            steps = sorted(self._steps(plan, landing), key=lambda step: step[:2])
            held = [t.holds.value for t in self.transfers.values() if t.landing == landing and t.holds is not None]
            stock: Stock = Counter()
            for number, (minute, boards, households) in enumerate(steps):
                for key, count in households.items():
                    stock[key] += -count if boards else count
                last = number + 1 == len(steps) or steps[number + 1][0] != minute
                if min(stock.values(), default=0) < 0:
                    return False
                if last and held and persons_in(stock, self.members) > min(held):
                    return False
            if stock.total():
                return False
        return True

    def _steps(self, plan: FleetPlan, landing: str) -> list[tuple[int, int, Stock]]:
        steps = [
            (one.arrive, 0, _stock(one.aboard))
            for one in plan.crossings
            if self.transfers[one.transfer].landing == landing
        ]
        for run in (run for day in plan.days for trip in day.trips for run in trip.runs):
            aboard = Counter({key: n for key, n in _stock(run.boarded).items() if key[0] in self.crossed})
            if aboard and boards_at(self.calendars, run) == landing:
                steps.append((run.load_from, 1, aboard))
        return steps

    def _begun(self, day: VehicleDay) -> VehicleDay | None:
        """The day without trips from landings that may still change, and what follows them."""
        fixed = self.under_way.fixed.get(day.vehicle, 0)
        cut = next((n for n, trip in enumerate(day.trips) if n >= fixed and self._lands(trip)), len(day.trips))
        return _first(day, cut)

    def _present(self, days: tuple[VehicleDay, ...], over: tuple[Crossing, ...]) -> tuple[VehicleDay, ...]:
        """The days with nobody on a trip who is not across in time; a trip left empty is not driven."""
        landed = [(one.arrive, self.transfers[one.transfer].landing, _stock(one.aboard)) for one in over]
        boardings = sorted(
            (run.load_from, day.vehicle, number, place)
            for day in days
            for number, trip in enumerate(day.trips)
            for place, run in enumerate(trip.runs)
        )
        found = {day.vehicle: day for day in days}
        for minute, name, number, place in boardings:
            if number >= len(found[name].trips) if name in found else True:
                continue
            trip = found[name].trips[number]
            run = trip.runs[place]
            here, boarded = boards_at(self.calendars, run), []
            for entry in run.boarded:
                due = entry.count
                for arrive, landing, stock in landed if entry.group in self.crossed else ():
                    if arrive <= minute and landing == here:
                        taken = min(due, stock[entry.group, entry.profile])
                        stock[entry.group, entry.profile] -= taken
                        due -= taken
                left = entry.count - (due if entry.group in self.crossed else 0)
                boarded += [replace(entry, count=left)] if left else []
            if not boarded:
                self.idle.append(name)
                shorter = _first(found[name], number)
                found.pop(name)
                found |= {} if shorter is None else {name: shorter}
                continue
            found[name] = _boarding(found[name], number, place, tuple(boarded))
        return tuple(found[day.vehicle] for day in days if day.vehicle in found)


def _stock(aboard: tuple[Households, ...]) -> Stock:
    found: Stock = Counter()
    for entry in aboard:
        found[entry.group, entry.profile] += entry.count
    return found


def _first(day: VehicleDay, trips: int) -> VehicleDay | None:
    return replace(day, trips=day.trips[:trips], moves=day.moves[: trips - 1]) if trips else None


def _boarding(day: VehicleDay, number: int, place: int, boarded: tuple[Households, ...]) -> VehicleDay:
    """The day with other people boarding at one stop of a trip."""
    trip = day.trips[number]
    if place < len(trip.stops):
        stops = tuple(replace(stop, boarded=boarded) if n == place else stop for n, stop in enumerate(trip.stops))
        trip = replace(trip, stops=stops)
    else:
        trip = replace(trip, boarded=boarded)
    return replace(day, trips=(*day.trips[:number], trip, *day.trips[number + 1 :]))
