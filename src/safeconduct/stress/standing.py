"""Where everybody and everything is at a minute of a simulated day, kept for those who plan the rest of it anew."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from safeconduct.model.movement import Reason
from safeconduct.model.situation import Situation, Transfer
from safeconduct.run.tally import total
from safeconduct.stress.fortune import Fortune
from safeconduct.stress.hours import Cause, Trip
from safeconduct.stress.luck import Luck
from safeconduct.stress.pool import Load, persons_of
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme, Run, Seat, Way
from safeconduct.stress.rest_of_day import Across, AsItIs, Waiting, Where
from safeconduct.stress.rolling import Rolling


class Standing(Rolling):
    """The day of which is known: in ``place`` where each vehicle and boat is next free, and when; in ``standing`` those
    of them that wait for orders there; in ``comes`` how a vehicle comes to a run of new orders; in ``afloat`` who has
    set out over the water and is not across, with the minute they will be."""

    def __init__(self, programme: Programme, priors: Priors, luck: Luck, fortune: Fortune, keep: bool) -> None:
        super().__init__(programme, priors, luck, fortune, keep)
        situation = programme.situation
        assert situation is not None  # else nothing is planned anew
        self.situation: Situation = situation
        self.place: dict[str, tuple[str, float]] = {}
        self.standing: set[str] = set()
        self.comes: dict[tuple[str, str], Way] = {}
        self.afloat: dict[str, tuple[Trip, float]] = {}
        self.home = {group.id: site.id for site in situation.sites for group in site.groups}
        #: Transfers whose crossings are planned anew; convoys take nobody on at landings (``plan.fleet.transfer``).
        self.ferries = situation.transfers if situation.rules.fleet_convoys is None else ()
        self.boats = {
            f"{transfer.id} boat {number + 1}": (transfer, number)
            for transfer in situation.transfers
            for number in range(0 if transfer.boats is None else transfer.boats.value)
        }
        for vehicle, start in programme.starts.items():
            first = self.mine[vehicle][0]
            self.place[vehicle] = first.orders.site, start.free + (0.0 if start.way is None else start.way.minutes)

    def turn_back(self, at: float, trip: Trip, driven: float, reason: Reason, cause: Cause = "") -> None:
        """Vehicles that turn back will be at their site again."""
        back = at + driven * trip.factor
        self.afloat.pop(trip.run.id, None)
        for seat in trip.seats:
            self.place[seat.vehicle] = trip.run.orders.site, back
        super().turn_back(at, trip, driven, reason, cause)

    def send_empty(self, at: float, vehicle: str, way: Way, to: Run) -> None:
        """On its way to a site, where it will be free."""
        self.standing.discard(vehicle)
        self.place[vehicle] = to.orders.site, at + way.minutes * self.road_factor
        super().send_empty(at, vehicle, way, to)

    def at_site(self, at: float, vehicle: str) -> None:
        """At a site, where it is free; or still to go to that of its new orders."""
        place, following = self.place[vehicle][0], self.next_run(vehicle)
        if following is not None and following.orders.site != place and (following.id, vehicle) in self.comes:
            self.send_empty(at, vehicle, self.comes[following.id, vehicle], following)
            return
        self.place[vehicle] = place, at
        self.standing.add(vehicle)
        super().at_site(at, vehicle)

    def relieve(self, at: float, vehicle: str, following: Run) -> bool:
        """A spare vehicle stands where the lost one is awaited, or comes there."""
        relieved = super().relieve(at, vehicle, following)
        if relieved:
            self.standing.discard(vehicle)
            self.place[vehicle] = following.orders.site, at
        return relieved

    def called(self, at: float, trip: Trip) -> None:
        """The vehicles will be free where the run ends, if all goes as usual."""
        run = trip.run
        for seat in trip.seats:
            self.standing.discard(seat.vehicle)
            free = at + run.arrive - run.depart + seat.boards + run.unload
            self.place[seat.vehicle] = run.orders.reception, free
            if run.lands:
                self.afloat[run.id] = trip, free
        super().called(at, trip)

    def not_gone(self, trip: Trip) -> None:
        """Who does not leave is not afloat."""
        self.afloat.pop(trip.run.id, None)
        super().not_gone(trip)

    def land(self, at: float, trip: Trip) -> bool:
        """Who has landed is not afloat any more."""
        landed = super().land(at, trip)
        if landed:
            self.afloat.pop(trip.run.id, None)
        return landed

    def stay(self, at: float, run: Run, seats: list[Seat], *, again: bool) -> None:
        """Vehicles at their site again wait for orders; those that have new ones from another site go there."""
        here = []
        for seat in seats:
            vehicle, following = seat.vehicle, self.next_run(seat.vehicle)
            self.place[vehicle] = run.orders.site, at
            elsewhere = following is not None and following.orders.site != run.orders.site
            if following is not None and elsewhere and (following.id, vehicle) in self.comes:
                if vehicle not in self.gone:
                    self.send_empty(at, vehicle, self.comes[following.id, vehicle], following)
                continue
            self.standing.add(vehicle)
            here.append(seat)
        super().stay(at, run, here, again=again)

    def meet_end(self, at: float, trip: Trip) -> None:
        """Vehicles with another run turn round, by the way that leads to it."""
        run = trip.run
        if not run.onward:
            trip.seats = [self.turned_round(at, run, seat) for seat in trip.seats]
        super().meet_end(at, trip)

    def turned_round(self, at: float, run: Run, seat: Seat) -> Seat:
        """The seat with the way back that its next run asks for."""
        following = self.next_run(seat.vehicle)
        free = at + run.unload
        if following is None:
            self.place[seat.vehicle] = run.orders.reception, free
            self.standing.add(seat.vehicle)
            return seat
        back = self.comes.get((following.id, seat.vehicle), seat.back)
        self.place[seat.vehicle] = following.orders.site, free + (0.0 if back is None else back.minutes)
        return replace(seat, back=back)

    def sets_foot(self, at: float, run: Run, seat: Seat) -> None:
        """A new party on foot stands where it sets out."""
        if run.afoot:
            self.place[seat.vehicle] = run.orders.site, at
            self.standing.add(seat.vehicle)

    def as_it_is(self, at: float) -> AsItIs:
        """What is known at a minute."""
        instant = self.course.diary.instant
        closes = self.closing(at)
        open_sites = frozenset(self.situation.corridor(name).site for name in closes)
        across: list[Across] = []
        waiting: list[Waiting] = []
        for name, group, place, households in self.all_waiting():
            ferry = self.ferry(group, place, open_sites)
            if ferry is None:
                waiting.append(Waiting(name=name, group=group, site=place, households=households))
            else:
                there = instant(math.ceil(at))
                across.append(Across(transfer=ferry.id, group=group, at=there, households=households))
        across += self.on_the_water(at, open_sites)
        return AsItIs(
            now=instant(math.ceil(at)),
            closes=closes,
            closed=frozenset(self.reported),
            waiting=tuple(waiting),
            vehicles=tuple(self.all_vehicles(at)),
            boats=dict(self.all_boats(at)),
            across=tuple(across),
            taken=self.taken(),
        )

    def closing(self, at: float) -> dict[str, datetime]:
        """When the corridors that are still open close, as known at a minute."""
        found = {}
        for name, corridor in self.fortune.corridors.items():
            if not corridor.withdrawn:
                known = corridor.changed_at is not None and at >= corridor.changed_at
                closes = corridor.closes if known else self.programme.corridors[name].closes
                found[name] = self.course.diary.instant(math.floor(closes))
        return found

    def ferry(self, group: str, place: str, open_sites: frozenset[str]) -> Transfer | None:
        """The transfer that people of a group who are at a landing came by; None for all others."""
        home = self.home[group]
        if home in open_sites or place not in open_sites:
            return None
        return next((one for one in self.ferries if (one.site, one.landing) == (home, place)), None)

    def all_waiting(self) -> Iterator[tuple[str, str, str, dict[str, int]]]:
        """Who waits: name in the pool, group, place, households by profile."""
        for (site, group), names in self.pool.at.items():
            for name in names:
                households = {profile: n for profile, n in self.pool.waiting[name].items() if n}
                if households:
                    yield name, group, site, households

    def on_the_water(self, at: float, open_sites: frozenset[str]) -> Iterator[Across]:
        """Who has set out and has not landed."""
        for trip, free in self.afloat.values():
            loads: Iterable[Load] = trip.loads.values()
            for (name, profile), n in ((key, n) for load in loads for key, n in load.items()):
                group = self.pool.group_of[name]
                ferry = self.ferry(group, trip.run.orders.reception, open_sites)
                if ferry is not None:
                    there = self.course.diary.instant(math.ceil(max(at, free)))
                    yield Across(transfer=ferry.id, group=group, at=there, households={profile: n})

    def all_vehicles(self, at: float) -> Iterator[Where]:
        """The vehicles that can be had; boats and people on foot are none."""
        instant, kinds = self.course.diary.instant, {kind.id for kind in self.situation.vehicles}
        for vehicle, (place, free) in self.place.items():
            if self.is_there(vehicle) and vehicle not in self.boats and vehicle.rpartition("-")[0] in kinds:
                ends = self.crews.ends(vehicle)
                yield Where(
                    vehicle=vehicle,
                    place=place,
                    free=instant(math.ceil(max(at, free))),
                    ends=None if math.isinf(ends) else instant(ends),
                )

    def all_boats(self, at: float) -> Iterator[tuple[tuple[str, int], datetime]]:
        """When the boats that can be had are where people wait for them."""
        for vehicle, (place, free) in self.place.items():
            if vehicle in self.boats and self.is_there(vehicle):
                transfer, number = self.boats[vehicle]
                back = 0 if place == transfer.site or transfer.minutes_back is None else transfer.minutes_back.value
                yield (transfer.id, number), self.course.diary.instant(math.ceil(max(at, free + back)))

    def is_there(self, vehicle: str) -> bool:
        """Whether it can be had today."""
        return vehicle not in self.gone and vehicle not in self.fortune.absent

    def persons_waiting(self) -> dict[str, int]:
        """Persons by the place where they wait; at a landing those who are afloat as well."""
        members = self.programme.members
        found: dict[str, int] = {}
        for _, _, place, households in self.all_waiting():
            found[place] = found.get(place, 0) + total(persons_of(households, members))
        for trip, _ in self.afloat.values():
            landing = trip.run.orders.reception
            aboard = sum(total(self.pool.persons(load)) for load in trip.loads.values())
            found[landing] = found.get(landing, 0) + aboard
        return found

    def after_those_afloat(self, runs: Iterable[Run]) -> Iterator[Run]:
        """The runs, those at a landing waiting for who is afloat and across by then."""
        for run in runs:
            more = [
                name
                for name, (trip, free) in self.afloat.items()
                if trip.run.orders.reception == run.orders.site and free <= run.board and name not in self.over
            ]
            yield replace(run, after=(*run.after, *more)) if more and not run.lands else run
