"""Order-free merge: late, shuffled, repeated events give one state, wherever they are heard."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from safeconduct.model.control import EventId, PlanReplaced, ResumeProposed, Suspended
from safeconduct.model.day import SiteOrders, VehicleOrders
from safeconduct.model.event import Body, Corrected, Event
from safeconduct.model.movement import (
    Arrived,
    Birth,
    Boarded,
    CrowdCounted,
    Death,
    Declined,
    Departed,
    Detained,
    Found,
    Missing,
    PassedPoint,
    Reason,
    Released,
    Returned,
    Transferred,
)
from safeconduct.run.account import holds
from safeconduct.run.merge import Timeline, canonical, state_of
from tests.run.days import OPENED, ORDERS, UNDER_WAY, Desk, after, convoy, walking

PERSONS = st.integers(min_value=1, max_value=40).map(walking)
CONVOYS = st.sampled_from(["1", "2", "9"])
VEHICLES = st.sampled_from(["bus-1", "bus-2", "bus-3", "bus-9"])
PLANS = st.sampled_from([ORDERS, replace(ORDERS, plan="3" * 64, convoys=(convoy(2, vehicles=1), convoy(3)))])


def facts() -> st.SearchStrategy[Body]:
    """What phones and boards report, true or not."""
    return st.one_of(
        st.builds(Boarded, convoy=CONVOYS, vehicle=VEHICLES, persons=PERSONS),
        st.builds(Departed, convoy=CONVOYS, persons=PERSONS),
        st.builds(PassedPoint, convoy=CONVOYS, point=st.just("gate"), standing=st.booleans()),
        st.builds(Arrived, convoy=CONVOYS, persons=PERSONS),
        st.builds(Returned, convoy=CONVOYS, persons=PERSONS, reason=st.just(Reason.ROAD)),
        st.builds(Declined, convoy=CONVOYS, vehicle=VEHICLES, persons=PERSONS),
        st.builds(Declined, site=st.just("alpha"), persons=PERSONS),
        st.builds(Detained, convoy=CONVOYS, persons=PERSONS, point=st.just("gate")),
        st.builds(Released, convoy=CONVOYS, persons=PERSONS, met=st.sampled_from(["aboard", "arrived", "returned"])),
        st.builds(Missing, convoy=CONVOYS, persons=PERSONS),
        st.builds(Missing, site=st.just("alpha"), persons=PERSONS),
        st.builds(Found, convoy=CONVOYS, persons=PERSONS, met=st.sampled_from(["aboard", "let off", "died"])),
        st.builds(Found, site=st.just("alpha"), persons=PERSONS, met=st.sampled_from(["waiting", "died"])),
        st.builds(Birth, convoy=CONVOYS),
        st.builds(Death, site=st.just("alpha"), persons=PERSONS),
        st.builds(CrowdCounted, site=st.just("alpha"), waiting=PERSONS),
        st.builds(
            Transferred,
            convoy=CONVOYS,
            vehicle=VEHICLES,
            to_convoy=CONVOYS,
            to_vehicle=st.just("bus-4"),
            persons=PERSONS,
        ),
        st.builds(Suspended, convoy=CONVOYS),
        st.builds(PlanReplaced, orders=PLANS),
    )


class Phones(RuleBasedStateMachine):
    """Phones write events and send them late, shuffled and up to three times to two places that never talk.

    At the end both hold the same state, and it is the fold over the set of events; on the way nobody is ever lost,
    made, or counted above the places.
    """

    def __init__(self) -> None:
        super().__init__()
        self.written: list[Event] = [Desk("board").event(OPENED)]
        self.unsent: dict[str, list[Event]] = {"here": list(self.written), "there": list(self.written)}
        self.heard = {"here": Timeline(every=3), "there": Timeline(every=7)}
        self.counters: dict[str, int] = {}

    def write(self, phone: str, body: Body, minute: int) -> Event:
        """The phone's next event, in every outbox three times."""
        number = self.counters[phone] = self.counters.get(phone, -1) + 1
        event = replace(Desk(phone, "gate").event(body, minute), id=EventId(device=phone, counter=number))
        self.written.append(event)
        for outbox in self.unsent.values():
            outbox.extend([event] * 3)
        return event

    @rule(phone=st.sampled_from(["a", "b", "c"]), body=facts(), minute=st.integers(-90, 600))
    def something_happens(self, phone: str, body: Body, minute: int) -> None:
        """With any clock."""
        self.write(phone, body, minute)

    @rule(data=st.data(), body=st.none() | facts())
    def somebody_corrects(self, data: st.DataObject, body: Body | None) -> None:
        """An event that was written before, or is not heard of yet."""
        wrong = data.draw(st.sampled_from(self.written)).id
        if wrong.device != "board":
            self.write("desk", Corrected(wrong=wrong, seq=None, instead=body), data.draw(st.integers(0, 600)))  # type: ignore[arg-type]

    @rule(place=st.sampled_from(["here", "there"]), seed=st.integers(0, 999), some=st.integers(1, 9))
    def some_is_heard(self, place: str, seed: int, some: int) -> None:
        """Any part of the outbox, in any order."""
        random.Random(seed).shuffle(self.unsent[place])
        heard, self.unsent[place] = self.unsent[place][:some], self.unsent[place][some:]
        self.heard[place].add(heard)

    @rule(place=st.sampled_from(["here", "there"]), seed=st.integers(0, 999), some=st.integers(1, 9))
    def a_trial_is_given_up(self, place: str, seed: int, some: int) -> None:
        """What was added on trial and forgotten leaves no trace, corrections among it or not."""
        timeline = self.heard[place]
        known = {event.id for event in timeline.events} | set(timeline._heard)
        before, events = timeline.state, timeline.events
        trial = [event for event in self.unsent[place] if event.id not in known]
        random.Random(seed).shuffle(trial)
        timeline.add(trial[:some])
        timeline.forget(trial[:some])
        assert (timeline.state, timeline.events) == (before, events)

    @invariant()
    def nobody_is_lost(self) -> None:
        """In both places, whatever they have heard."""
        assert all(holds(timeline.state) for timeline in self.heard.values())

    def teardown(self) -> None:
        """Everything is heard in the end."""
        for place, outbox in self.unsent.items():
            self.heard[place].add(outbox)
        assert self.heard["here"].state == self.heard["there"].state == state_of(self.written)
        assert self.heard["here"].events == canonical(self.written)


TestPhones = Phones.TestCase
TestPhones.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@given(st.lists(st.tuples(facts(), st.integers(0, 500)), max_size=25), st.randoms(use_true_random=False))
def test_any_permutation_is_the_same_day(what: list[tuple[Body, int]], chance: random.Random) -> None:
    desk = Desk("phone")
    events = [Desk().event(OPENED), *(desk.event(body, minute) for body, minute in what)]
    shuffled = events * 3
    chance.shuffle(shuffled)
    state = state_of(shuffled)
    assert state == state_of(events)
    assert holds(state)
    assert state.folded == len(events)


def storm(phones: int, each: int, seed: int) -> list[Event]:
    """A storm of check-ins: four phones a convoy report who boarded, where it is and what became of them."""
    chance = random.Random(seed)
    bus = VehicleOrders(id="bus", places=walking(60))
    convoys = tuple(replace(convoy(1), id=str(n), vehicles=(bus,)) for n in range(phones // 4))
    people = (SiteOrders(id="alpha", people=walking(60 * len(convoys))),)
    events = [Desk().event(replace(OPENED, orders=replace(ORDERS, convoys=convoys, sites=people)))]
    for number in range(phones):
        desk, name = Desk(f"phone-{number}", "gate"), str(number // 4)
        for _ in range(each):
            body: Body = chance.choice(
                [
                    Boarded(convoy=name, vehicle="bus", persons=walking(1)),
                    Boarded(convoy=name, vehicle="bus", persons=walking(1)),
                    Arrived(convoy=name, persons=walking(1)),
                    Detained(convoy=name, persons=walking(1), point="gate"),
                    PassedPoint(convoy=name, point="gate"),
                    PassedPoint(convoy=name, point="km 20", standing=True),
                ]
            )
            events.append(desk.event(body, chance.randrange(600)))
    return events


@pytest.mark.parametrize(
    ("phones", "each"), [(20, 10), pytest.param(200, 50, marks=pytest.mark.slow)], ids=["small", "full"]
)
def test_a_storm_of_phones_gives_one_state(phones: int, each: int) -> None:
    """Every event up to three times, shuffled, heard in ten parts; three orders, one state."""
    events = storm(phones, each, seed=phones)
    expected = state_of(events)
    assert holds(expected)
    for seed in range(3):
        chance = random.Random(seed)
        sent = [event for event in events for _ in range(chance.randint(1, 3))]
        chance.shuffle(sent)
        timeline = Timeline()
        for part in range(10):
            timeline.add(sent[part::10])
        assert timeline.state == expected


def test_the_opening_comes_first_whatever_its_clock_says() -> None:
    late_opening = replace(Desk().event(OPENED), at=OPENED.orders.convoys[0].arrive)
    boarding = Desk("phone").event(UNDER_WAY[2])
    assert state_of((boarding, late_opening)).convoys["1"].aboard == (30, 0, 0)


def test_a_correction_takes_the_place_and_the_time_of_the_wrong_event() -> None:
    """20 boarded bus 2, not 25: the head count on leaving is right again."""
    board = Desk()
    events = board.events(*UNDER_WAY[:3], Boarded(convoy="1", vehicle="bus-2", persons=walking(25)), UNDER_WAY[4])
    right = Corrected(wrong=events[3].id, seq=4, instead=Boarded(convoy="1", vehicle="bus-2", persons=walking(20)))
    state = state_of((*events, board.event(right, 90)))
    plain = after(*UNDER_WAY)
    assert (state.convoys, state.sites) == (plain.convoys, plain.sites)
    assert state.folded == 6  # the correction is an event too


def test_a_withdrawn_event_never_was_and_the_latest_correction_counts() -> None:
    board = Desk()
    events = board.events(*UNDER_WAY)
    gone = board.event(Corrected(wrong=events[3].id, seq=4, instead=None), 50)
    back = board.event(Corrected(wrong=events[3].id, seq=4, instead=events[3].body), 60)
    assert state_of((*events, gone)).convoys["1"].aboard == (30, 0, 0)
    assert state_of((back, gone, *events)).convoys["1"].aboard == (50, 0, 0)


def test_one_name_for_two_events_is_settled_alike_everywhere() -> None:
    """The log refuses the second; two places that heard different ones still agree once both hear both."""
    one = Desk("phone").event(UNDER_WAY[2])
    two = replace(one, body=UNDER_WAY[3])
    opening = Desk().event(OPENED)
    assert state_of((opening, one, two)) == state_of((opening, two, one))


def test_a_timeline_hears_an_event_once() -> None:
    events = Desk().events(*UNDER_WAY)
    timeline = Timeline(events[:4])
    assert timeline.add((events[4], events[4], events[0])).folded == 5
    assert timeline.add(()) == timeline.state
    assert timeline.events == events


def test_a_proposal_is_not_a_resumption() -> None:
    board = Desk()
    events = board.events(*UNDER_WAY, Suspended())
    state = state_of((*events, board.event(ResumeProposed(stops=(events[-1].id,)))))
    assert len(state.in_force) == 1
