"""Convoys of a day that is being driven (rule F17): those still to depart are kept large enough and led, vehicles that
lost their orders join them, and new ones form where enough vehicles are free.

What has departed is history, however many are left of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from safeconduct.plan.fleet.stops import MOST, StopSearch
from safeconduct.plan.fleet.under_way import UnderWay
from safeconduct.plan.instance import ceil_div

#: Departures tried for a new convoy of a corridor, from the first at which one vehicle could go.
TRIES = 6
#: A convoy: site, reception, and the minute it departs.
_Convoy = tuple[str, str, int]


class Rejoined:
    """The convoys of the plan in a search; ``stranded`` are vehicles whose people had begun to board when their convoy
    came to nothing."""

    def __init__(self, search: StopSearch, under_way: UnderWay) -> None:
        rules = search.legend.situation.rules
        assert rules.fleet_convoys is not None
        self.search, self.under_way = search, under_way
        self.least, self.most = rules.convoy_min.value, rules.convoy_max.value
        self.headway = max(1, rules.headway_minutes.value)
        convoys = rules.fleet_convoys
        self.led_above = convoys.led_above.value
        self.escorts = None if convoys.escorts is None else convoys.escorts.value
        self.back = convoys.escort_return_minutes.value if convoys.escort_return_minutes else 0
        self.stranded: list[str] = []

    def run(self) -> None:
        """Mend what is there, then let vehicles join, and form more."""
        self._mend()
        for key in self._to_come():
            self._fill(key, self.most)
        for site, reception in sorted(self.search.times.windows):
            while self._form(site, reception):
                pass

    def _members(self) -> dict[_Convoy, list[tuple[str, int]]]:
        found: dict[_Convoy, list[tuple[str, int]]] = {}
        for name, day in self.search.days.items():
            for number, trip in enumerate(day.trips):
                leg = self.search.calendars.legs[trip.leg]
                found.setdefault((leg.site, leg.reception, trip.depart), []).append((name, number))
        return found

    def _to_come(self) -> list[_Convoy]:
        """Convoys that have not departed, in order."""
        return sorted((key for key in self._members() if key[2] >= self.under_way.now), key=lambda key: (key[2], key))

    def _mend(self) -> None:
        """Fill up convoys that are too small, or cancel them; cancel what no escort is there for."""
        while True:
            members = self._members()
            small = next((key for key in self._to_come() if len(members[key]) < self.least), None)
            if small is not None:
                if not self._fill(small, self.least):
                    self._cancel(small, 0)
                continue
            unled = self._without_escort()
            if unled is None or unled[2] < self.under_way.now:
                return
            self._cancel(unled, self.led_above)

    def _fill(self, key: _Convoy, size: int) -> bool:
        """Let free vehicles join a convoy until it has that size; tells whether it has."""
        for name in self.search.kinds:
            members = self._members().get(key, [])
            if len(members) >= size:
                return True
            if any(name == other for other, _ in members):
                continue
            change = self.search.joining(name, *key)
            if change is not None:
                self.search.take(change)
                if self._without_escort() is not None:
                    self.search.cancel(name, change.number)
        return len(self._members().get(key, [])) >= size

    def _cancel(self, key: _Convoy, size: int) -> None:
        """Cancel the trips of a convoy above that size, those with the fewest people first, and what follows them."""
        members = self._members()[key]
        aboard = {who: self._aboard(*who) for who in members}
        begun = {who: who[1] < self.under_way.fixed.get(who[0], 0) for who in members}
        for name, number in sorted(members, key=lambda who: (begun[who], aboard[who], who))[: len(members) - size]:
            if begun[name, number]:
                self.stranded.append(name)
            self.search.cancel(name, number)

    def _aboard(self, name: str, number: int) -> int:
        return sum(entry.count for entry in self.search.days[name].trips[number].aboard)

    def _without_escort(self) -> _Convoy | None:
        """The first long convoy that no escort is there for."""
        if self.escorts is None:
            return None
        away: list[int] = []
        for key, members in sorted(self._members().items(), key=lambda item: (item[0][2], item[0])):
            if len(members) > self.led_above:
                away = [back for back in away if back > key[2]]
                if len(away) >= self.escorts:
                    return key
                arrives = (self.search.days[name].trips[number].arrive for name, number in members)
                away.append(max(arrives) + self.back)
        return None

    def _form(self, site: str, reception: str) -> bool:
        """A new convoy of a corridor, as early as one can be; tells whether it came about."""
        if self.search.timed >= MOST:
            return False
        for at in islice(self._times(site, reception), TRIES):
            key = (site, reception, at)
            if key not in self._members() and self._fill(key, self.least):
                self._fill(key, self.most)
                return True
            for name, number in self._members().get(key, []):
                self.search.cancel(name, number)
        return False

    def _times(self, site: str, reception: str) -> Iterator[int]:
        search, first = self.search, None
        opens, latest = search.times.windows[site, reception]
        for at in range(ceil_div(max(opens, self.under_way.now), self.headway) * self.headway, latest, self.headway):
            if first is None and all(search.joining(name, site, reception, at) is None for name in search.kinds):
                continue
            first = at if first is None else first
            yield at
