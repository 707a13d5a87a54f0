"""REPLAN on a running day: a plan for what has not begun, proposed, looked at, and accepted or rejected.

A proposal is made from the day as the log has it: roads reported closed, vehicles broken down, windows changed, convoys
that have begun. Nothing is given out by proposing. Accepting writes "plan replaced", after the rules of the day have
agreed; a proposal that the day has overtaken (a convoy has begun that it would change) is refused, and made anew.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeconduct import codec
from safeconduct.app.day_desk import Command, Entered
from safeconduct.app.day_roads import as_reported
from safeconduct.app.operation import Operation
from safeconduct.app.rehearsed_day import day_to_rehearse
from safeconduct.app.rest_of_day import replan_rest
from safeconduct.model.control import EventId, PlanReplaced
from safeconduct.model.day import Orders
from safeconduct.model.dossier import Check
from safeconduct.model.errors import DayMoved, NotFound, RefusedError
from safeconduct.model.event import Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.run.loaded import runs_of
from safeconduct.run.order_changes import OrderChanges, order_changes
from safeconduct.run.orders import orders_of
from safeconduct.run.prospect import Prospect, not_counted_on, places_left, prospect
from safeconduct.run.records import State
from safeconduct.run.tally import total
from safeconduct.verify.check import require
from safeconduct.verify.fleet import check_fleet_plan

#: Proposals kept for each day: the latest ones.
KEPT = 8
#: How often acceptance is tried while others write to the day.
_TRIES = 20
#: Seconds of search for a better plan, when one is asked for.
SECONDS = 5.0
#: Said of a plan that is no repair of the orders.
_ANEW = (
    "people are seated anew, those in wheelchairs and on stretchers first: with the convoys as they were ordered fewer "
    "of them, or fewer people in all, would be out"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A checked plan for the rest of a day that nobody has accepted yet.

    ``begun`` are the convoys that had begun when it was made, ``at`` the time of the day, ``seconds`` what making and
    checking it took; ``words`` what must be said besides the changes. ``searched``: better plans were looked for.
    ``at_most`` persons of the whole day can still be out, those under way included; None where that is not known. It
    holds for the vehicles as they are now: ``away`` are convoys whose vehicles no plan can count on, nor on their
    people. ``ahead`` is what becomes of everyone under these orders.
    """

    id: str
    day: str
    at: datetime
    version: int
    by: str
    situation: Situation
    plan: Plan | FleetPlan
    orders: Orders
    changes: OrderChanges
    checks: tuple[Check, ...]
    words: tuple[str, ...]
    begun: frozenset[str]
    seconds: float
    searched: bool
    at_most: int | None
    away: tuple[str, ...]
    ahead: Prospect


class Replanning:
    """The proposals of an operation, held in memory: after a new start they are made anew."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._lock = threading.Lock()
        self._held: dict[str, Proposal] = {}

    def propose(self, day: str, now: datetime, by: str, *, search: bool = False) -> Proposal:
        """A repaired plan for the day as it is at ``now``, checked; with ``search``, a better one if ``SECONDS`` of
        search find any.

        RefusedError when the day is closed; NotFound when the workspace has not the documents it runs on; CheckFailed
        when no plan holds.
        """
        started = time.perf_counter()
        seen = self._operation.days.seen(day)
        if seen.state.closed_at is not None:
            raise RefusedError("the day is closed", next_step="open another day for what is new")
        situation, plan = self._operation.run_on(seen.state)
        earlier = self._operation.earlier_plans(seen.state)
        seconds = SECONDS if search else 0.0
        rest, made, checks, words, at_most = _rest(situation, plan, seen.state, now, seconds, earlier=earlier)
        orders = orders_of(rest, made)
        changes = order_changes(seen.state, orders)
        found = Proposal(
            id=secrets.token_hex(6),
            day=day,
            at=now,
            version=seen.version,
            by=by,
            situation=rest,
            plan=made,
            orders=orders,
            changes=changes,
            checks=checks,
            words=words,
            begun=_begun(seen.state),
            seconds=time.perf_counter() - started,
            searched=search,
            at_most=None if at_most is None else max(at_most, changes.persons_after),
            away=not_counted_on(seen.state),
            ahead=prospect(seen.state, orders),
        )
        with self._lock:
            self._held[found.id] = found
            for name in [one.id for one in self._held.values() if one.day == day][:-KEPT]:
                del self._held[name]
        return found

    def rehearse(self) -> None:
        """Plan the rest of a day anew and keep nothing of it: what a plan needs is in memory then."""
        found = day_to_rehearse(self._operation)
        if found is not None:
            _rest(*found)

    def proposal(self, day: str, name: str) -> Proposal:
        """A proposal that was neither accepted nor rejected."""
        with self._lock:
            found = self._held.get(name)
        if found is None or found.day != day:
            raise NotFound(
                "there is no such proposal: it was accepted, rejected, or made before this start",
                next_step="plan the rest of the day anew",
            )
        return found

    def latest(self, day: str) -> Proposal | None:
        """The newest proposal of a day that waits for an answer."""
        with self._lock:
            return next((one for one in reversed(self._held.values()) if one.day == day), None)

    def reject(self, day: str, name: str) -> Proposal:
        """Leave the orders as they are; returns the proposal that is dropped."""
        found = self.proposal(day, name)
        with self._lock:
            self._held.pop(name, None)
        return found

    def accept(self, day: str, name: str, event: EventId, at: datetime, role: str, key: str = "") -> Entered:
        """Write the new orders into the log; documents first, so that nothing in the log names what is not kept.

        DayMoved when a convoy began since that it would change; RefusedError when the rules of the day refuse.
        """
        done = self._operation.days.written(day, event)
        if done is not None:
            return Entered(envelope=done, fresh=False)
        found = self.proposal(day, name)
        self._operation.keep(found.situation, found.plan)
        wanted = Event(day=day, id=event, at=at, role=role, body=PlanReplaced(orders=found.orders))
        for _ in range(_TRIES):
            seen = self._operation.days.seen(day)
            since = sorted(_begun(seen.state) - found.begun)
            if since:
                raise DayMoved(
                    f"convoy {since[0]} was sent its orders after this plan was made",
                    next_step="plan the rest of the day anew: orders that were sent stand",
                )
            try:
                entered = self._operation.days.enter(Command(event=wanted, expected=seen.version, key=key))
            except DayMoved:
                continue
            with self._lock:
                for other in [one.id for one in self._held.values() if one.day == day]:
                    del self._held[other]
            return entered
        raise DayMoved("the day is written to by many at once; nothing was written", next_step="accept again")


def _begun(state: State) -> frozenset[str]:
    return frozenset(name for name, convoy in state.convoys.items() if convoy.begun)


Made = tuple[Situation, Plan | FleetPlan, tuple[Check, ...], tuple[str, ...], int | None]


def _rest(
    situation: Situation,
    plan: Plan | FleetPlan,
    state: State,
    now: datetime,
    seconds: float = 0.0,
    *,
    earlier: Sequence[Plan | FleetPlan] = (),
) -> Made:
    """The plan of the rest, its checks, what must be said, and persons of the whole day that can be out at most."""
    if isinstance(plan, FleetPlan):
        return _fleet(situation, plan, state, now, seconds)
    before = [one for one in earlier if isinstance(one, Plan)]
    rest = replan_rest(situation, plan, state, now, earlier=before, seconds=seconds)
    now_ahead = prospect(state)
    begun = sum(now_ahead.by_convoy[name] for name in _begun(state))
    loose = _loose(state, now_ahead, rest.plan)
    words = (
        *((rest.cut,) if rest.cut else ()),
        *((_ANEW,) if rest.anew else ()),
        *_others(rest.back.others),
        *_unplanned(loose - rest.back.others),
    )
    at_most = None if rest.at_most is None else begun + rest.at_most + loose
    return rest.situation, rest.plan, rest.checks, words, at_most


def _loose(state: State, ahead: Prospect, plan: Plan) -> int:
    """Persons at the sites whom the plan neither seats nor leaves behind, and who have no place in a convoy that has
    begun: the plan does not know them."""
    there = ahead.seated.total + ahead.without.total
    held = sum(total(places_left(convoy)) for convoy in state.convoys.values() if convoy.begun)
    return max(0, there - min(there, held) - plan.scenario.people)


_BY_HAND = "this plan has no seat for them, decide by hand"


def _who(persons: int) -> str:
    return "1 person" if persons == 1 else f"{persons:,} people"


def _unplanned(persons: int) -> tuple[str, ...]:
    """Who is there and is no household of the plan."""
    if persons <= 0:
        return ()
    more = f"{_who(persons)} more {'waits' if persons == 1 else 'wait'} than these orders know of"
    why = "a crowd counted larger, or places that others took"
    return (f"{more} ({why}): {_BY_HAND}",)


def _others(persons: int) -> tuple[str, ...]:
    """Who came back and is no household of any order is named, since no plan seats them."""
    if not persons:
        return ()
    make = "makes" if persons == 1 else "make"
    return (f"{_who(persons)} came back who {make} no whole household of those orders: {_BY_HAND}",)


def _fleet(situation: Situation, plan: FleetPlan, state: State, now: datetime, seconds: float = 0.0) -> Made:
    """The repair of a fleet's plan, and what ``seconds`` of search make of it; trips that have begun are pinned."""
    from safeconduct.plan.fleet.replan import replan
    from safeconduct.plan.fleet_explain.clock import DayClock

    clock = DayClock(situation, plan.scenario)
    minute = max(0, clock.minute(now))
    after = as_reported(situation, state, clock.at(minute))
    pins: dict[str, int | None] = {}
    begun, driving = _begun(state), {day.vehicle for day in plan.days}
    for boarding in (one for run in runs_of(situation, plan) if run.id in begun for one in run.boardings):
        if boarding.vehicle in driving:  # boats of a transfer have no day of their own
            pins[boarding.vehicle] = max(boarding.number, pins.get(boarding.vehicle) or 0)
    lost = sorted({vehicle for convoy in state.convoys.values() for vehicle in convoy.broken})
    found = replan(plan, situation, after, minute, pins=pins, lost=lost, seconds=seconds or None, steps=0)
    made = found.plan
    if made is None:
        raise RefusedError("nobody can leave any more", next_step="stop the day; those on the road come back")
    checks = check_fleet_plan(after, made, situation_sha=codec.sha(after))
    require(checks)
    words = [
        f"{one.vehicle} is under way with {_who(one.aboard)} and no way on is known: decide"
        if one.aboard
        else f"{one.vehicle} is on an empty run and no way on is known: tell its crew"
        for one in found.changes.vehicles
        if one.stranded
    ]
    names = {site.id: site.name for site in situation.sites}
    words += [f"{one.vehicle} turns back" for one in found.changes.vehicles if one.turns_back]
    words += [
        f"{_who(persons)} came back to {names[site]} today: this plan gives them no seat"
        for site, home in state.sites.items()
        if (persons := sum(home.returned))
    ]
    whole = found.certificate.levels[-1].bound
    rest = found.rest
    at_most = whole if rest is None else min(whole, rest.begun[1] + rest.certificate.levels[-1].bound)
    return after, made, checks, tuple(words), at_most
