"""Who has come across is taken on by several vehicles at once, where convoys have a least size or few escorts.

For each departure of a convoy from a landing those vehicles are asked that can have boarded by then, the largest first.
They depart together as soon as so large a share of them is filled, and each takes at least one household: else nobody
boards. A convoy that is there already may be joined. None gets so long that it would need an escort where those are
counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safeconduct.model.fleet import FleetTrip, Move
from safeconduct.plan.fleet.calendars import NEVER, minutes_of
from safeconduct.plan.fleet.ferry import Ferry, Stock, as_households, persons_in
from safeconduct.plan.fleet.landed import Landings
from safeconduct.plan.fleet.situated import type_of
from safeconduct.plan.fleet.trips import changed_day
from safeconduct.plan.instance import ceil_div

#: A trip of a vehicle from a landing: the run to it, the trip, and who boards.
_Taken = tuple[str, Move | None, FleetTrip, Stock]


class LandingConvoys(Landings):
    """A plan to which convoys from the landings are added; what ``share`` is filled before they depart as for one."""

    def _go(self) -> None:
        """One convoy after the other, the one that departs first, as long as one finds people to take on."""
        pairs = [pair for pair in sorted(self.times.legs) if pair[0] in self.ferries and pair in self.times.windows]
        since = dict.fromkeys(pairs, 0)
        while pairs and not self.limit.over:
            found = [(at, pair) for pair in pairs if (at := self._departs(pair, since[pair])) is not None]
            if not found:
                return
            at, pair = min(found)
            since[pair] = at + 1
            self._convoy(pair, at)

    def _size(self, pair: tuple[str, str], at: int) -> tuple[int, int]:
        """How many vehicles have to, and how many may, join who departs then."""
        rules = self.legend.situation.rules
        convoys = rules.fleet_convoys
        assert convoys is not None
        most = rules.convoy_max.value
        if convoys.escorts is not None:
            most = min(most, convoys.led_above.value)
        trips = (trip for day in self.days.values() for trip in day.trips if trip.depart == at)
        legs = (self.calendars.legs[trip.leg] for trip in trips)
        there = sum((leg.site, leg.reception) == pair for leg in legs)
        return max(1, rules.convoy_min.value - there), most - there

    def _departs(self, pair: tuple[str, str], since: int) -> int | None:
        """The first departure from a minute on with people for as many vehicles as it takes; None: there is none."""
        landing, reception = pair
        ferry, opens, latest = self.ferries[landing], *self.times.windows[pair]
        headway = max(1, self.legend.situation.rules.headway_minutes.value)
        welcome = self._welcome(frozenset({reception}))
        self._send(ferry, welcome, latest)
        due = persons_in(ferry.waiting(NEVER, welcome), ferry.members)
        ready = {name: self._ready(name, landing) for name in self.kinds} if due else {}
        shortest = min(minutes_of(leg, True) for leg in self.times.legs[pair])
        for at in range(ceil_div(max(opens, since), headway) * headway, latest - shortest + 1, headway):
            least, most = self._size(pair, at)
            able = [name for name, come in ready.items() if self._able(name, come, at, shortest)]
            if most < least or len(able) < least:
                continue
            waiting = persons_in(ferry.waiting(at - min(map(self._boarding, able)), welcome), ferry.members)
            seats = sum(sorted((self.kinds[name].places.value.total for name in able), reverse=True)[:least])
            if waiting >= least and waiting >= self.share * min(seats, due):
                return at
        return None

    def _send(self, ferry: Ferry, welcome: frozenset[str], by: int) -> None:
        """Send over as many as the largest vehicles of a convoy can seat."""
        rules = self.legend.situation.rules
        seats = sorted((kind.places.value.total for kind in self.kinds.values()), reverse=True)
        wanted = sum(seats[: rules.convoy_max.value])
        while persons_in(ferry.waiting(NEVER, welcome), ferry.members) < wanted and ferry.send(by):
            pass

    def _able(self, name: str, ready: int, at: int, drive: int) -> bool:
        """Whether a vehicle that is at the landing then can have boarded by a departure, and be done with a drive of so
        many minutes while its crew is on duty."""
        kind = type_of(self.legend.situation, self.kinds[name])
        return ready + kind.load <= at and at + drive + kind.unload <= kind.until

    def _boarding(self, name: str) -> int:
        return type_of(self.legend.situation, self.kinds[name]).load

    def _convoy(self, pair: tuple[str, str], at: int) -> None:
        """Let vehicles depart together, if enough of them can."""
        landing = pair[0]
        least, most = self._size(pair, at)
        ferry = self.ferries[landing]
        before = ferry.kept()
        joined: list[_Taken] = []
        for name in sorted(self.kinds, key=lambda name: (-self.kinds[name].places.value.total, name)):
            if len(joined) >= most or self.limit.over:
                break
            if self._able(name, self._ready(name, landing), at, 0):
                joined += self._joins(name, pair, at, max(0, least - 1 - len(joined)))
        if len(joined) < least:
            ferry.back_to(before)
            for name, came, trip, aboard in reversed(joined):
                self._takes(name, came, trip, -persons_in(aboard, ferry.members), -1)

    def _joins(self, name: str, pair: tuple[str, str], at: int, others: int) -> Iterator[_Taken]:
        """The trip of one vehicle, if it can be there, which leaves a household for each of so many ``others``."""
        landing, reception = pair
        ferry, kind = self.ferries[landing], self.kinds[name]
        welcome, room = self._welcome(frozenset({reception})), self.room.get(reception, NEVER)
        largest = max(one.total for one in ferry.members.values())
        for turns in (1, 2, 3):  # boards last, or before those who do
            begin = at - turns * self._boarding(name)
            waiting = persons_in(ferry.waiting(begin, welcome), ferry.members)
            most = min(room, max(1, waiting - largest * others) if others else NEVER)
            aboard, persons = self._load(ferry, begin, welcome, kind.places.value, most)
            pickups = ((landing, as_households(aboard)),)
            timed = self._timed(name, kind, pickups, reception, begin, leaves_from=at) if persons else None
            if timed is None or timed[1].depart != at:
                continue
            came, trip = timed
            ferry.take(trip.load_from, aboard)
            self._takes(name, came, trip, persons, 1)
            yield name, came, trip, aboard
            return

    def _takes(self, name: str, came: Move | None, trip: FleetTrip, persons: int, change: int) -> None:
        """Put a trip behind the day of its vehicle (1), or take the last one off it (-1)."""
        self.calendars.hold_move(came, change)
        self.calendars.hold_trip(trip, change)
        reception = self.calendars.legs[trip.leg].reception
        if reception in self.room:
            self.room[reception] -= persons
        day = self.days.get(name)
        if change > 0:
            self.days[name] = changed_day(day, name, len(day.trips) if day is not None else 0, came, trip)
        elif day is not None and len(day.trips) > 1:
            self.days[name] = replace(day, trips=day.trips[:-1], moves=day.moves[:-1])
        else:
            del self.days[name]
