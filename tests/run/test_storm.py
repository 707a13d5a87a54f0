"""The storm of check-ins as a state machine: every event late, shuffled and up to three times gives one state."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from safeconduct.model.event import Event
from safeconduct.run.account import holds
from safeconduct.run.merge import Timeline, canonical, state_of
from tests.run.test_merge import storm

PLACES = ("board", "other board")


class Storm(RuleBasedStateMachine):
    """Two boards hear the same phones: any part of what is on its way, in any order, some of it twice or thrice."""

    phones, each = 20, 10

    @initialize(seed=st.integers(0, 99))
    def phones_write(self, seed: int) -> None:
        """Everything has happened; nothing of it was heard."""
        self.written = storm(self.phones, self.each, seed)
        self.heard = {place: Timeline() for place in PLACES}
        self.unsent: dict[str, list[Event]] = {}
        for number, place in enumerate(PLACES):
            chance = random.Random(seed + number)
            sent = [event for event in self.written for _ in range(chance.randint(1, 3))]
            chance.shuffle(sent)
            self.unsent[place] = sent

    @rule(place=st.sampled_from(PLACES), share=st.integers(1, 60))
    def some_of_it_is_heard(self, place: str, share: int) -> None:
        """A part of what is on its way, in percent."""
        some = len(self.unsent[place]) * share // 100
        heard, self.unsent[place] = self.unsent[place][:some], self.unsent[place][some:]
        self.heard[place].add(heard)

    @rule(place=st.sampled_from(PLACES), many=st.integers(1, 50))
    def some_of_it_is_heard_again(self, place: str, many: int) -> None:
        """What a phone that got no answer sends once more changes nothing."""
        before = self.heard[place].state
        assert self.heard[place].add(self.heard[place].events[-many:]) == before

    @invariant()
    def nobody_is_lost(self) -> None:
        """On both boards, whatever they have heard."""
        if hasattr(self, "heard"):
            assert all(holds(timeline.state) for timeline in self.heard.values())

    def teardown(self) -> None:
        """Everything is heard in the end: one state, that of the set of events."""
        if not hasattr(self, "heard"):
            return
        expected = state_of(self.written)
        for place in PLACES:
            self.heard[place].add(self.unsent[place])
            assert self.heard[place].state == expected
            assert self.heard[place].events == canonical(self.written)


class FullStorm(Storm):
    """Two hundred phones with fifty events each."""

    phones, each = 200, 50


@pytest.mark.parametrize(
    ("machine", "examples", "steps"),
    [(Storm, 8, 8), pytest.param(FullStorm, 3, 5, marks=pytest.mark.slow)],
    ids=["20 phones", "200 phones"],
)
def test_whatever_is_heard_when_the_boards_agree_in_the_end(machine: type[Storm], examples: int, steps: int) -> None:
    quiet = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(machine, settings=quiet)
