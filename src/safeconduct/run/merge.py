"""One order for events that come late, shuffled and more than once.

An event is named by its device and that device's own count; the same name is the same event, however often it is
sent. The state of a day is the fold over the *set* of its events in the canonical order: the opening, then by ``at``,
device, counter. It follows that any two places that hold the same events hold the same state, whatever the order in
which they heard them. Corrections are resolved before the fold: the latest one put in the place of the wrong event, at
that event's own time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from safeconduct.model.control import DayOpened, EventId
from safeconduct.model.event import Corrected, Event, Plain
from safeconduct.run.records import State
from safeconduct.run.state import fold_all

Key = tuple[int, datetime, str, int]

#: How many of the latest states are kept besides those at every full block.
_NEAR = 16


def order(event: Event) -> Key:
    """Where an event stands in the canonical order."""
    return (0 if type(event.body) is DayOpened else 1, event.at, event.id.device, event.id.counter)


def canonical(events: Iterable[Event]) -> tuple[Event, ...]:
    """Each event once, corrections resolved, in the canonical order.

    Two different events of one name are a fault of the device, which the log refuses; met here, the same one is kept
    whichever came first.
    """
    unique: dict[EventId, Event] = {}
    for event in events:
        known = unique.setdefault(event.id, event)
        if known is not event and known != event:
            unique[event.id] = min(known, event, key=repr)
    ordered = sorted(unique.values(), key=order)
    right: dict[EventId, Plain | None] = {
        e.body.wrong: e.body.instead for e in ordered if isinstance(e.body, Corrected)
    }
    if not right:
        return tuple(ordered)
    stated = (_stated(event, right) for event in ordered)
    return tuple(sorted((event for event in stated if event is not None), key=order))


def _stated(event: Event, right: dict[EventId, Plain | None]) -> Event | None:
    if event.id not in right or isinstance(event.body, Corrected):
        return event
    instead = right[event.id]
    return None if instead is None else replace(event, body=instead)


def state_of(events: Iterable[Event]) -> State:
    """The state of a day from its events in any order, each any number of times."""
    return fold_all(State(), canonical(events))


class Timeline:
    """The state of a day kept up to date while events come in, mostly in order.

    An event that stands last is folded onto the state; a late one or a correction folds again from the last kept state
    before it. ``every`` events a state is kept, and the latest few wherever they were: phones that send at the same
    moment are seldom heard in order, and are a few events apart.
    """

    def __init__(self, events: Iterable[Event] = (), *, every: int = 500) -> None:
        self._every = every
        self._heard: dict[EventId, Event] = {}
        self._wrong: set[EventId] = set()
        self._ordered: list[Event] = []
        self._keys: list[Key] = []
        self._kept: list[State] = [State()]
        self._near: list[tuple[int, State]] = []
        self.state = State()
        self.add(events)

    def add(self, events: Iterable[Event]) -> State:
        """The state with these events; those heard before change nothing."""
        fresh = [event for event in events if event.id not in self._heard]
        fresh = list({event.id: event for event in reversed(fresh)}.values())
        self._heard.update((event.id, event) for event in fresh)
        self._wrong.update(event.body.wrong for event in fresh if isinstance(event.body, Corrected))
        if any(isinstance(event.body, Corrected) or event.id in self._wrong for event in fresh):
            self._from_scratch()
        elif fresh:
            self._insert(sorted(fresh, key=order))
        return self.state

    def forget(self, events: Iterable[Event]) -> State:
        """The state without these events, as if they had never been heard."""
        gone = [self._heard.pop(event.id) for event in events if event.id in self._heard]
        if any(isinstance(event.body, Corrected) or event.id in self._wrong for event in gone):
            self._wrong = {event.body.wrong for event in self._heard.values() if isinstance(event.body, Corrected)}
            self._from_scratch()
        elif gone:
            places = sorted(bisect_left(self._keys, order(event)) for event in gone)
            for place in reversed(places):
                del self._ordered[place], self._keys[place]
            self._fold_from(places[0])
        return self.state

    @property
    def events(self) -> Sequence[Event]:
        """What was folded, in order: each event once, corrections resolved."""
        return tuple(self._ordered)

    def _from_scratch(self) -> None:
        self._ordered = list(canonical(self._heard.values()))
        self._keys = [order(event) for event in self._ordered]
        self._fold_from(0)

    def _insert(self, fresh: list[Event]) -> None:
        place = bisect_right(self._keys, order(fresh[0]))
        last = place == len(self._ordered)
        tail = sorted([*self._ordered[place:], *fresh], key=order)
        self._ordered[place:] = tail
        self._keys[place:] = [order(event) for event in tail]
        if last:
            self._keep_near(place)
            self._extend(place, self.state)
        else:
            self._fold_from(place)

    def _keep_near(self, place: int) -> None:
        """Remember the state of now, before the events from ``place`` on are folded."""
        if not self._near or self._near[-1][0] < place:
            self._near = [*self._near[1 - _NEAR :], (place, self.state)]

    def _fold_from(self, place: int) -> None:
        block = min(place // self._every, len(self._kept) - 1)
        del self._kept[block + 1 :]
        self._near = [near for near in self._near if near[0] <= place]
        start, state = block * self._every, self._kept[block]
        if self._near and self._near[-1][0] > start:
            start, state = self._near[-1]
        self._extend(start, state)

    def _extend(self, start: int, state: State) -> None:
        """Fold everything from ``start`` onto the state before it, keeping a state at each full block."""
        while start < len(self._ordered):
            stop = min((start // self._every + 1) * self._every, len(self._ordered))
            state = fold_all(state, self._ordered[start:stop])
            start = stop
            if stop % self._every == 0:
                self._kept.append(state)
        self.state = state
