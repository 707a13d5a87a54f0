"""Events folded a second, and seconds until the state of a day is known again: from its events, and after a late one.

Size: loaded trips of the day (eight events each); severity: percent of the events that are heard out of order.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.registry import BenchSpec, Instance, Request, Row, Target

OPENS = datetime(2022, 6, 15, 5, tzinfo=UTC)
RATE = Target(op=">=", value=100_000)
AGREE = Target(op="==", value=1)


def day(trips: int) -> list[object]:
    """A day of so many trips of twenty persons each, two minutes apart, in the order in which it happens."""
    from safeconduct.model.control import ConvoyClosed, DayOpened, EventId
    from safeconduct.model.day import ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
    from safeconduct.model.event import Body, Event
    from safeconduct.model.movement import Arrived, Boarded, CalledForward, Departed, PassedPoint
    from safeconduct.model.situation import Needs

    ten, twenty, close = Needs(walking=10), Needs(walking=20), OPENS + timedelta(days=30)
    convoys = tuple(
        ConvoyOrders(
            id=str(n), corridor="c", site="a", reception="b", persons=twenty,
            vehicles=(VehicleOrders(id="bus", places=Needs(walking=30)),),
            board=OPENS, depart=OPENS, arrive=OPENS + timedelta(hours=1),
        )
        for n in range(trips)
    )  # fmt: skip
    orders = Orders(
        plan="0" * 64,
        situation="0" * 64,
        corridors=(CorridorOrders(id="c", opens=OPENS, closes=close, latest=close),),
        sites=(SiteOrders(id="a", people=Needs(walking=20 * trips)),),
        convoys=convoys,
        standing_max=30,
    )
    happens: list[tuple[int, Body]] = [(0, DayOpened(mode="exercise", orders=orders))]
    for n in range(trips):
        name = str(n)
        bodies: tuple[Body, ...] = (
            CalledForward(convoy=name, persons=twenty),
            Boarded(convoy=name, vehicle="bus", persons=ten),
            Boarded(convoy=name, vehicle="bus", persons=ten),
            Departed(convoy=name, persons=twenty),
            PassedPoint(convoy=name, point="gate", standing=True),
            PassedPoint(convoy=name, point="gate"),
            Arrived(convoy=name, persons=twenty),
            ConvoyClosed(convoy=name),
        )
        happens += [(2 * n + 10 * step, body) for step, body in enumerate(bodies)]
    happens[1:] = sorted(happens[1:], key=lambda entry: entry[0])
    return [
        Event(
            day="d",
            id=EventId(device="gate", counter=i),
            at=OPENS + timedelta(minutes=minute, microseconds=i),
            role="gate",
            body=body,
        )
        for i, (minute, body) in enumerate(happens)
    ]


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Fold a day in order, then as a desk hears it, part of it late."""
    from safeconduct.model.event import Event
    from safeconduct.run.account import holds
    from safeconduct.run.merge import Timeline, state_of
    from safeconduct.run.records import State
    from safeconduct.run.state import fold_all

    events = [event for event in day(instance.size) if isinstance(event, Event)]
    state, folded_s = State(), float("inf")
    for _ in range(max(3, 20_000 // len(events))):  # the best of a few: other work on the machine only ever adds
        started = time.process_time()
        state = fold_all(State(), events)
        folded_s = min(folded_s, time.process_time() - started)
    chance = random.Random(seed)
    late = {event.id for event in events[1:] if chance.randrange(100) < instance.severity}
    heard = [event for event in events if event.id not in late]
    timeline = Timeline(heard)
    started = time.perf_counter()
    timeline.add(event for event in events if event.id in late)
    late_s = time.perf_counter() - started
    started = time.perf_counter()
    again = state_of(reversed(events))
    whole_s = time.perf_counter() - started

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=value, target=target)

    agree = state == timeline.state == again and holds(state)
    return [
        row("events", "events", len(events)),
        row("folded", "events/s of one core", round(len(events) / folded_s), RATE),
        row("put in order and folded", "s", round(whole_s, 3)),
        row("late events heard at once", "s", round(late_s, 3)),
        row("all three the same state, people conserved", "yes=1", int(agree), AGREE),
    ]


SPEC = BenchSpec(
    name="day.fold",
    describe="the fold of a day (size: loaded trips, eight events each; severity: percent heard late)",
    sizes=(200, 4_000, 12_500),
    severities=(0, 5),
    seeds=(1,),
    run=run,
    target="at least 100,000 events a second in one process; late or not, one state",
    label="{size} trips, {severity} % late",
    smoke_sizes=(200,),
)
