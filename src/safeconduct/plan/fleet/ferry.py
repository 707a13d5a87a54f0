"""The first part of a transfer: boats, or parties on foot, as soon as they can go, and who is across when.

Boats set out full as early as possible, those who need help first, as long as the landing can hold who comes. Who has
landed waits in order of arrival until a vehicle takes them on. What nobody takes on in the end never crosses: crossings
are given up from the last one back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from safeconduct.model.fleet import Crossing
from safeconduct.model.place import Mode, Passable, Road, RoadState, passable
from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs, Transfer
from safeconduct.plan.fleet.across import opening
from safeconduct.plan.fleet.calendars import NEVER
from safeconduct.plan.fleet.instance import NEEDS
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.instance import ceil_div

#: Households by group and profile.
Stock = Counter[tuple[str, str]]


def urgency(members: Needs, key: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
    """Need before size, size before name."""
    return (-(members.wheelchair + members.stretcher), -members.total, key)


def fitting(stock: Stock, members: dict[str, Needs], places: Needs, most: int) -> Stock:
    """Whole households out of a stock into places by need, and no more than ``most`` persons."""
    spare = {need: getattr(places, need) for need in NEEDS}
    found: Stock = Counter()
    for key in sorted((key for key, n in stock.items() if n > 0), key=lambda key: urgency(members[key[1]], key)):
        one = members[key[1]]
        fits = [spare[need] // getattr(one, need) for need in NEEDS if getattr(one, need)]
        count = min(stock[key], most // one.total, *fits)
        if count > 0:
            found[key] = count
            most -= count * one.total
            for need in NEEDS:
                spare[need] -= count * getattr(one, need)
    return found


def persons_in(stock: Stock, members: dict[str, Needs]) -> int:
    """Persons in so many households."""
    return sum(members[profile].total * n for (_, profile), n in stock.items())


def as_households(stock: Stock) -> tuple[Households, ...]:
    """In order of name."""
    return tuple(
        Households(group=group, profile=profile, count=n) for (group, profile), n in sorted(stock.items()) if n
    )


@dataclass(slots=True, kw_only=True)
class Landed:
    """A crossing, and those of it who still wait at the landing; one that is ``over`` cannot be given up any more."""

    crossing: Crossing
    waiting: Stock
    over: bool = False


@dataclass(slots=True, kw_only=True)
class Ferry:
    """The transfers to one landing: ``near`` by site who has not crossed, of whom the ``welcome`` groups may;
    ``landed`` who has, in order of arrival, ``across`` persons in all; and ``boarded`` (minute, persons) who has been
    taken on."""

    legend: Legend
    landing: str
    transfers: tuple[Transfer, ...]
    welcome: frozenset[str]
    near: dict[str, Stock]
    strict: bool
    landed: list[Landed] = field(default_factory=list)
    across: int = 0
    boarded: list[tuple[int, int]] = field(default_factory=list)
    free: dict[str, list[int]] = field(default_factory=dict)
    members: dict[str, Needs] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.members = {profile.id: profile.members for profile in self.legend.situation.profiles}
        for transfer in self.transfers:
            boats = 1 if transfer.boats is None else transfer.boats.value
            self.free[transfer.id] = [opening(self.legend, self.landing)] * boats

    def kept(self) -> tuple[list[Stock], int]:
        """Who waits of each crossing, and how often somebody was taken on: what ``take`` changes."""
        return [Counter(one.waiting) for one in self.landed], len(self.boarded)

    def back_to(self, kept: tuple[list[Stock], int]) -> None:
        """Undo what was taken since then; nobody was sent over meanwhile."""
        for one, waiting in zip(self.landed, kept[0], strict=True):
            one.waiting = waiting
        del self.boarded[kept[1] :]

    def begin(
        self, now: int, over: Sequence[Crossing], taken: Sequence[tuple[int, Stock]], adrift: Sequence[Crossing]
    ) -> None:
        """Go on at minute ``now`` after these crossings; of those across some were ``taken`` on at minutes, and those
        ``adrift`` left but will not come, nor their boats."""
        for crossing in adrift:
            transfer = next(t for t in self.transfers if t.id == crossing.transfer)
            self.near[transfer.site] -= _aboard(crossing)
            self.free[transfer.id][crossing.boat] = NEVER
        for crossing in sorted(over, key=lambda one: one.depart):
            transfer = next(t for t in self.transfers if t.id == crossing.transfer)
            self.near[transfer.site] -= _aboard(crossing)
            self.free[transfer.id][crossing.boat] = self._free_again(transfer, crossing)
            self._lands(Landed(crossing=crossing, waiting=_aboard(crossing), over=True))
        self.free = {name: [max(now, minute) for minute in boats] for name, boats in self.free.items()}
        for minute, households in taken:
            self.take(minute, households)

    def send(self, by: int) -> bool:
        """Send the next load over, the one that is across first; False when none can be by minute ``by``."""
        found = [load for transfer in self.transfers if (load := self._load(transfer, by)) is not None]
        if not found:
            return False
        crossing = min(found, key=lambda crossing: (crossing.arrive, crossing.transfer))
        transfer = next(t for t in self.transfers if t.id == crossing.transfer)
        aboard: Stock = Counter({(entry.group, entry.profile): entry.count for entry in crossing.aboard})
        self.near[transfer.site] -= aboard
        self.free[transfer.id][crossing.boat] = self._free_again(transfer, crossing)
        self._lands(Landed(crossing=crossing, waiting=aboard))
        return True

    def _load(self, transfer: Transfer, by: int) -> Crossing | None:
        """The fullest load of a transfer as early as it can go and the landing can hold it."""
        boats = self.free[transfer.id]
        boat = min(range(len(boats)), key=lambda b: (boats[b], b))
        held = [t.holds.value for t in self.transfers if t.holds is not None]
        depart = boats[boat]
        due = Counter({key: n for key, n in self.near[transfer.site].items() if key[0] in self.welcome})
        while True:
            room = min(held, default=NEVER) - self._crowd(depart + transfer.minutes.value)
            load = fitting(due, self.members, transfer.places.value, room)
            persons = persons_in(load, self.members)
            passing = 0 if transfer.per_minute is None else ceil_div(persons, transfer.per_minute.value)
            arrive = depart + passing + transfer.minutes.value
            if arrive > by or not due.total():
                return None
            if persons and self._open(transfer, depart, arrive):
                return Crossing(
                    transfer=transfer.id, boat=boat, depart=depart, arrive=arrive, aboard=as_households(load)
                )
            emptier = (at - transfer.minutes.value for at, _ in self.boarded if at > depart + transfer.minutes.value)
            depart = depart + 1 if persons else min(emptier, default=NEVER)  # until then it is as full as it is now

    def _crowd(self, minute: int) -> int:
        """Persons at the landing at a minute or later, as far as is known who is taken on by then."""
        return self.across - sum(persons for at, persons in self.boarded if at <= minute)

    def _lands(self, landed: Landed) -> None:
        self.landed.append(landed)
        self.landed.sort(key=lambda one: one.crossing.arrive)
        self.across += persons_in(_aboard(landed.crossing), self.members)

    def _free_again(self, transfer: Transfer, crossing: Crossing) -> int:
        if transfer.per_minute is not None:
            return crossing.depart + ceil_div(persons_in(_aboard(crossing), self.members), transfer.per_minute.value)
        assert transfer.minutes_back is not None
        return crossing.arrive + transfer.minutes_back.value

    def _open(self, transfer: Transfer, depart: int, arrive: int) -> bool:
        return not any(
            passes is Passable.NO or (self.strict and passes is Passable.UNKNOWN)
            for _, passes in states_met(self.legend, transfer, depart, arrive)
        )

    def times(self) -> list[int]:
        """The minutes at which somebody lands who still waits, in order."""
        return sorted({one.crossing.arrive for one in self.landed if one.waiting.total()})

    def waiting(self, minute: int, welcome: frozenset[str]) -> Stock:
        """Who of these groups is at the landing at a minute."""
        stock: Stock = Counter()
        for one in self.landed:
            if one.crossing.arrive <= minute:
                stock.update({key: n for key, n in one.waiting.items() if key[0] in welcome})
        return stock

    def take(self, minute: int, households: Stock) -> None:
        """They board at that minute, those who landed first before others."""
        self.boarded.append((minute, persons_in(households, self.members)))
        left = Counter(households)
        for one in self.landed:
            for key in left:
                taken = min(left[key], one.waiting[key])
                one.waiting[key] -= taken
                left[key] -= taken

    def crossings(self) -> tuple[Crossing, ...]:
        """The crossings of those who were taken on: of each kind of household the last to land do not cross."""
        spare: Stock = Counter()
        for one in self.landed:
            spare.update(one.waiting)
        found = []
        for one in reversed(self.landed):
            aboard = _aboard(one.crossing)
            for key in () if one.over else aboard:
                stays = min(spare[key], aboard[key])
                aboard[key] -= stays
                spare[key] -= stays
            if aboard.total():
                found.append(replace(one.crossing, aboard=as_households(aboard)))
        return tuple(sorted(found, key=lambda crossing: (crossing.depart, crossing.transfer, crossing.boat)))


def _aboard(crossing: Crossing) -> Stock:
    return Counter({(entry.group, entry.profile): entry.count for entry in crossing.aboard})


def states_met(legend: Legend, transfer: Transfer, depart: int, arrive: int) -> Iterator[tuple[str, Passable]]:
    """Every road of a transfer with each state it is in from minute ``depart`` to ``arrive``, both included."""
    roads = {road.id: road for road in legend.situation.roads}
    for edge in transfer.edges:
        if edge in roads:
            for since, until, state in _states(roads[edge], legend.zero):
                if since <= arrive and depart < until:
                    yield edge, _passes(transfer, state, roads[edge].kind)


def _passes(transfer: Transfer, state: RoadState, kind: str) -> Passable:
    if transfer.per_minute is not None:
        return passable(state, Mode.FOOT, kind)
    if state is RoadState.UNKNOWN:
        return Passable.UNKNOWN
    return Passable.NO if state is RoadState.CLOSED else Passable.YES


def _states(road: Road, zero: datetime) -> list[tuple[int, int, RoadState]]:
    """States by minutes [since, until): an entry holds from its ``since`` on, the first one before it too. A minute in
    which vehicles lose the road is lost, one in which they gain it not yet gained."""
    found: list[tuple[int, int, RoadState]] = []
    for number, fact in enumerate(road.history):
        since = -NEVER
        if number and fact.since is not None:
            seconds = int((fact.since - zero).total_seconds())
            lost = passable(fact.state, Mode.BUS, "road") is Passable.NO
            since = seconds // 60 if lost else ceil_div(seconds, 60)
        found = [(a, min(b, since), state) for a, b, state in found if a < since]
        found.append((since, NEVER, fact.state))
    return found
