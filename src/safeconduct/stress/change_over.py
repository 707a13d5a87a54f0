"""People who change over from one run to another on a simulated day: at a stop in the same vehicle, at a landing from a
boat or a walk into a bus. They are aboard all the while, of one run or of the other."""

from __future__ import annotations

import math

from safeconduct.model.control import ConvoyClosed
from safeconduct.model.movement import Boarded, LetOff, PassedPoint, Reason, Returned, Transferred, TurnedBack
from safeconduct.run.tally import ZERO, needs, total
from safeconduct.stress.at_site import AtSite
from safeconduct.stress.hours import Trip
from safeconduct.stress.pool import Load


class ChangeOver(AtSite):
    """The day where people change from one run to another."""

    def board(self, at: float, trip: Trip) -> None:
        """Who came with the vehicle stays in it, who has crossed gets in, then who waits at the site."""
        for vehicle, before in self.carrying.pop(trip.run.id, {}).items():
            self.go_along(at, trip, vehicle, before)
        for vehicle, load in trip.loads.items():
            self.get_in(at, trip, vehicle, load)
        across = [key for load in trip.loads.values() for key, _ in load if self.is_across(key)]
        for name in dict.fromkeys(self.pool.carrier[key] for key in across):
            self.close_if_empty(at, name)

    def is_across(self, key: str) -> bool:
        """Whether these guests still count as aboard of what they crossed with."""
        return key in self.pool.carrier

    def go_along(self, at: float, trip: Trip, vehicle: str, before: Trip) -> None:
        """The people of the run before go on in the same vehicle under this one."""
        persons = self.aboard(before.run)
        moved = Transferred(
            convoy=before.run.id, vehicle=vehicle, to_convoy=trip.run.id, to_vehicle=vehicle, persons=needs(persons)
        )
        self.tell(at, moved)
        self.tell(at, ConvoyClosed(convoy=before.run.id))
        trip.limps += before.limps
        trip.brought[vehicle] = self.known_load(before, vehicle)

    def known_load(self, trip: Trip, vehicle: str) -> Load:
        """The households of a vehicle; none when some were held: whose they were is not kept."""
        if self.course.diary.state.convoys[trip.run.id].detained != ZERO:
            return {}
        return {**trip.brought.get(vehicle, {}), **trip.loads.get(vehicle, {})}

    def get_in(self, at: float, trip: Trip, vehicle: str, load: Load) -> None:
        """Households take their places, out of what they crossed with or from the site."""
        by_carrier: dict[str, Load] = {}
        for key, count in load.items():
            by_carrier.setdefault(self.pool.carrier.get(key[0], ""), {})[key] = count
        for carrier, part in by_carrier.items():
            persons = needs(self.pool.persons(part))
            if not carrier:
                self.tell(at, Boarded(convoy=trip.run.id, vehicle=vehicle, persons=persons))
                continue
            boat = self.course.diary.state.convoys[carrier].orders.vehicles[0].id
            self.tell(
                at,
                Transferred(convoy=carrier, vehicle=boat, to_convoy=trip.run.id, to_vehicle=vehicle, persons=persons),
            )

    def close_if_empty(self, at: float, convoy: str) -> None:
        """A crossing is over when the last of its people has been taken on."""
        if self.course.diary.state.convoys[convoy].aboard == ZERO:
            self.tell(at, ConvoyClosed(convoy=convoy))

    def stop_over(self, at: float, trip: Trip) -> None:
        """At a stop: the vehicle stands with its people until the run that goes on from here leaves."""
        run, vehicle = trip.run, trip.seats[0].vehicle
        following = next(one for one in self.mine[vehicle] if one.id == run.onward)
        if self.aboard(run) == ZERO:
            self.tell(at, ConvoyClosed(convoy=run.id))
            for limping in trip.limps:
                self.lose(at, limping)
        else:
            self.tell(at, PassedPoint(convoy=run.id, point=following.orders.site, standing=True))
            self.carrying.setdefault(following.id, {})[vehicle] = trip
        self.finished(at, run)
        if vehicle not in self.gone:
            self.at_site(at, vehicle)

    def land(self, at: float, trip: Trip) -> bool:
        """At the landing: people get out, and wait for the vehicles that take them on; False when it holds no more, and
        they stay where they are until somebody boards there."""
        run, landing = trip.run, trip.run.orders.reception
        persons, most = total(self.aboard(run)), self.programme.landings.get(landing)
        if run.id not in self.over:
            self.tell(at, PassedPoint(convoy=run.id, point=landing, standing=True))
        if most is not None and self.across.get(landing, 0) + persons > most:
            self.held_back.setdefault(landing, []).append(trip)
            self.finished(at, run)  # nobody must wait for it while it waits for them
            return False
        self.across[landing] = self.across.get(landing, 0) + persons
        for load in trip.loads.values():
            self.pool.set_down(load, landing, run.id)
        self.finished(at, run)
        return True

    def called(self, at: float, trip: Trip) -> None:
        """Who begins to board leaves room at the landing; crossings that waited for it land."""
        landing, persons = trip.run.orders.site, self.from_landing(trip)
        if persons:
            self.across[landing] -= persons
            for held in self.held_back.pop(landing, []):
                self.later(at, self.meet_end, held)

    def not_gone(self, trip: Trip) -> None:
        """Who was called and does not leave waits at the landing again."""
        if persons := self.from_landing(trip):
            self.across[trip.run.orders.site] += persons

    def from_landing(self, trip: Trip) -> int:
        """Persons of a trip who have crossed, and count as aboard of what they crossed with."""
        across = ({key: n for key, n in load.items() if self.is_across(key[0])} for load in trip.loads.values())
        return sum(total(self.pool.persons(load)) for load in across)

    def meet_end(self, at: float, trip: Trip) -> None:
        """The end of a run's way (``stress.on_road``)."""
        raise NotImplementedError

    def fetch_back(self) -> None:
        """At the end of the day: who was not taken on at a landing goes back over the water, or stays there when that
        way is lost."""
        for run in self.crossings:
            if run.id not in self.course.diary.state.convoys or self.aboard(run) == ZERO:
                continue
            persons = needs(self.aboard(run))
            if any(self.fortune.lost.get(road, math.inf) <= self.now for road, _ in run.way.roads):
                point, reason = run.orders.reception, Reason.NO_PLACE
                self.tell(self.now, LetOff(convoy=run.id, persons=persons, point=point, reason=reason))
            else:
                self.tell(self.now, TurnedBack(convoy=run.id, reason=Reason.NO_PLACE))
                self.tell(self.now, Returned(convoy=run.id, persons=persons, reason=Reason.NO_PLACE))
            self.tell(self.now, ConvoyClosed(convoy=run.id))
