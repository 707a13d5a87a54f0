"""The pure fold: ``state = fold(state, event)``.

Every event moves counts of persons from one place to another, so that nobody is lost and nobody is made: at every
instant waiting + returned + aboard + arrived + every other outcome = claimed + revised + born. A fact is never
refused here, it has happened; what cannot have happened as reported (above the places, more out than in, an unknown
convoy) is kept beside the counts as ``over``, ``owed`` or ``stray`` and keeps the day from closing (``run.account``).
Whether something may be done is decided before (``run.decide``).

Late and shuffled events are brought into one order first (``run.merge``); what is owed is tried again when people turn
up, so that a phone whose clock is wrong does little harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import Any

from safeconduct.model import control, movement
from safeconduct.model.day import Orders
from safeconduct.model.event import Corrected, Event
from safeconduct.run.ahead import believed_until
from safeconduct.run.flows import flow, found_at, settle, settle_site, take
from safeconduct.run.records import ConvoyState, Proposal, RoadNow, SiteState, State, Stop, Target
from safeconduct.run.tally import ZERO, Count, add, count, draw, least, sub, total


def fold(state: State, event: Event) -> State:
    """The state after one more event; the state given stays as it was."""
    return fold_all(state, (event,))


def fold_all(state: State, events: Iterable[Event]) -> State:
    """The state after several more events, in their order; copies once what all of them touch."""
    folding = Folding(state)
    for event in events:
        folding.apply(event)
    return folding.state


class _Unknown(Exception):
    """An event names what the day does not have."""


class Folding:
    """A fold under way, for one that reads the state between events (a simulated day). ``state`` belongs to it and
    changes; the state it started from does not."""

    def __init__(self, state: State) -> None:
        self.state = copy(state)
        for name in ("sites", "convoys", "corridors", "roads", "stops", "proposals", "alarms"):
            setattr(self.state, name, dict(getattr(state, name)))
        self._own_convoys: set[str] = set()
        self._own_sites: set[str] = set()

    def apply(self, event: Event) -> None:
        """Fold one event in."""
        now = self.state
        now.folded += 1
        if now.believed_until is None or event.at <= now.believed_until:
            now.last_at = event.at
        else:
            now.ahead = (*now.ahead, (event.id, event.at))
        try:
            _APPLY[type(event.body)](self, event, event.body)
        except _Unknown as unknown:
            now.stray = (*now.stray, (event.id, str(unknown)))

    def convoy(self, name: str) -> ConvoyState:
        """The convoy's record, the fold's own."""
        found = self.state.convoys.get(name)
        if found is None:
            raise _Unknown(f"there is no convoy {name} today")
        if name not in self._own_convoys:
            self._own_convoys.add(name)
            self.state.convoys[name] = found = copy(found)
            found.loads = dict(found.loads)
        return found

    def vehicle(self, convoy: ConvoyState, name: str) -> Count:
        """The places of a vehicle of a convoy, by need."""
        for vehicle in convoy.orders.vehicles:
            if vehicle.id == name:
                return count(vehicle.places)
        raise _Unknown(f"convoy {convoy.orders.id} has no vehicle {name}")

    def site(self, name: str) -> SiteState:
        """The site's record, the fold's own."""
        found = self.state.sites.get(name)
        if found is None:
            raise _Unknown(f"there is no site {name} today")
        if name not in self._own_sites:
            self._own_sites.add(name)
            self.state.sites[name] = found = copy(found)
        return found

    def home(self, convoy: ConvoyState) -> SiteState:
        """The record of the site a convoy starts from."""
        return self.site(convoy.orders.site)


def _opened(to: Folding, event: Event, body: control.DayOpened) -> None:
    now, orders = to.state, body.orders
    if now.mode is not None:
        raise _Unknown("the day was opened before")
    now.mode, now.opened_at, now.last_at = body.mode, event.at, None
    now.sites = {}
    for site in orders.sites:
        people = count(site.people)
        now.sites[site.id] = SiteState(claimed=people, waiting=people)
    now.convoys = {}
    _take_orders(now, orders)
    now.believed_until = believed_until(now)


def _take_orders(now: State, orders: Orders) -> None:
    if now.plan and now.plan != orders.plan:
        now.earlier = (*now.earlier, now.plan)
    now.plan, now.situation = orders.plan, orders.situation
    now.standing_max, now.silence_max = orders.standing_max, orders.silence_max
    now.corridors = {corridor.id: now.corridors.get(corridor.id, corridor) for corridor in orders.corridors}
    begun = {name: convoy for name, convoy in now.convoys.items() if convoy.begun}
    now.convoys = begun | {c.id: ConvoyState(orders=c) for c in orders.convoys if c.id not in begun}


def _replaced(to: Folding, event: Event, body: control.PlanReplaced) -> None:
    if to.state.mode is None:
        raise _Unknown("the day is not open")
    for site in body.orders.sites:
        if site.id not in to.state.sites:  # a plan cannot bring people; a count at the site can
            to.state.sites[site.id] = SiteState(claimed=ZERO, waiting=ZERO)
    corridors = to.state.corridors
    _take_orders(to.state, body.orders)
    to.state.corridors = corridors | to.state.corridors
    to.state.believed_until = believed_until(to.state)


def _counted(to: Folding, event: Event, body: movement.CrowdCounted) -> None:
    site, seen = to.site(body.site), count(body.waiting)
    site.revised = add(site.revised, sub(seen, site.waiting))
    site.waiting = seen


def _called(to: Folding, event: Event, body: movement.CalledForward) -> None:
    convoy = to.convoy(body.convoy)
    convoy.called = add(convoy.called, count(body.persons))


def _boarded(to: Folding, event: Event, body: movement.Boarded) -> None:
    convoy = to.convoy(body.convoy)
    places, wanted = to.vehicle(convoy, body.vehicle), count(body.persons)
    load = convoy.loads.get(body.vehicle, ZERO)
    seated = least(wanted, sub(places, load))
    if seated != wanted:
        convoy.over = (*convoy.over, (event.id, body.vehicle, total(wanted) - total(seated)))
    convoy.loads[body.vehicle] = add(load, seated)
    take(to.home(convoy), seated)
    convoy.boarded = add(convoy.boarded, seated)
    convoy.aboard = add(convoy.aboard, seated)
    convoy.seen_at = event.at
    if convoy.departed is None:
        convoy.standing_since = event.at
    if convoy.owed:
        settle(convoy, to.home(convoy))


def _departed(to: Folding, event: Event, body: movement.Departed) -> None:
    convoy = to.convoy(body.convoy)
    if convoy.departed is not None:
        raise _Unknown(f"convoy {body.convoy} had departed before")
    convoy.departed, convoy.departed_at, convoy.seen_at = count(body.persons), event.at, event.at
    convoy.drift = total(convoy.aboard) - total(convoy.boarded)
    convoy.standing_since = None


def _passed(to: Folding, event: Event, body: movement.PassedPoint) -> None:
    convoy = to.convoy(body.convoy)
    convoy.point, convoy.seen_at = body.point, event.at
    if not body.standing:
        convoy.standing_since = None
    elif convoy.aboard != ZERO:
        convoy.standing_since = convoy.standing_since or event.at


def _turned(to: Folding, event: Event, body: movement.TurnedBack) -> None:
    convoy = to.convoy(body.convoy)
    convoy.turned_back, convoy.standing_since, convoy.seen_at = True, None, event.at


def _out(target: Target) -> Callable[[Folding, Event, Any], None]:
    """Persons leave a convoy for one outcome."""

    def apply(to: Folding, event: Event, body: Any) -> None:
        convoy = to.convoy(body.convoy)
        convoy.seen_at = event.at
        flow(convoy, to.home(convoy), "aboard", target, count(body.persons), event.id)

    return apply


def _left(target: Target) -> Callable[[Folding, Event, Any], None]:
    """Persons leave a convoy, or those who wait at a site, for one outcome."""
    out = _out(target)

    def apply(to: Folding, event: Event, body: Any) -> None:
        if body.convoy is not None:
            out(to, event, body)
            return
        site, persons = to.site(body.site), count(body.persons)
        take(site, persons)
        setattr(site, target, add(getattr(site, target), persons))
        if target == "missing" and site.owed:
            settle_site(site)

    return apply


def _declined(to: Folding, event: Event, body: movement.Declined) -> None:
    if body.vehicle is not None and body.convoy is not None:
        convoy = to.convoy(body.convoy)
        to.vehicle(convoy, body.vehicle)
        load = convoy.loads.get(body.vehicle, ZERO)
        _, freed, _ = draw(load, count(body.persons))
        convoy.loads[body.vehicle] = sub(load, freed)
    _left("declined")(to, event, body)


def _released(to: Folding, event: Event, body: movement.Released) -> None:
    convoy = to.convoy(body.convoy)
    flow(convoy, to.home(convoy), "detained", _TARGET[body.met], count(body.persons), event.id)


def _found(to: Folding, event: Event, body: movement.Found) -> None:
    if body.site is not None:
        found_at(to.site(body.site), event.id, body.met, count(body.persons))
    else:
        convoy = to.convoy(str(body.convoy))
        flow(convoy, to.home(convoy), "missing", _TARGET[body.met], count(body.persons), event.id)


def _birth(to: Folding, event: Event, body: movement.Birth) -> None:
    children = (body.children, 0, 0)
    if body.site is not None:
        site = to.site(body.site)
        site.born, site.waiting = add(site.born, children), add(site.waiting, children)
        return
    convoy = to.convoy(str(body.convoy))
    convoy.born, convoy.aboard = add(convoy.born, children), add(convoy.aboard, children)
    convoy.seen_at = event.at
    settle(convoy, to.home(convoy))


def _transferred(to: Folding, event: Event, body: movement.Transferred) -> None:
    giver, taker = to.convoy(body.convoy), to.convoy(body.to_convoy)
    to.vehicle(giver, body.vehicle)
    load = taker.loads.get(body.to_vehicle, ZERO)
    wanted = count(body.persons)
    seated = least(wanted, sub(to.vehicle(taker, body.to_vehicle), load))
    granted, drawn, _ = draw(giver.aboard, seated)
    if granted != wanted:
        taker.over = (*taker.over, (event.id, body.to_vehicle, total(wanted) - total(granted)))
    _, freed, _ = draw(giver.loads.get(body.vehicle, ZERO), granted)
    giver.loads[body.vehicle] = sub(giver.loads.get(body.vehicle, ZERO), freed)
    taker.loads[body.to_vehicle] = add(taker.loads.get(body.to_vehicle, ZERO), granted)
    giver.aboard = sub(giver.aboard, drawn)
    giver.moved = sub(giver.moved, granted)
    giver.revised = add(giver.revised, sub(granted, drawn))
    taker.aboard = add(taker.aboard, granted)
    taker.moved = add(taker.moved, granted)
    giver.seen_at = taker.seen_at = event.at
    settle(giver, to.home(giver))
    settle(taker, to.home(taker))


def _broke(to: Folding, event: Event, body: movement.Breakdown) -> None:
    convoy = to.convoy(body.convoy)
    to.vehicle(convoy, body.vehicle)
    convoy.broken |= {body.vehicle}
    convoy.seen_at = event.at
    _halt(convoy, event.at)


def _halt(convoy: ConvoyState, at: datetime) -> None:
    """From now on it stands, if it is on the road with people aboard and was not standing before."""
    if convoy.departed is not None and convoy.aboard != ZERO and convoy.standing_since is None:
        convoy.standing_since = at


def _road(to: Folding, event: Event, body: control.RoadReported) -> None:
    before = to.state.roads.get(body.road)
    if before is None or body.confirmed or not before.confirmed:
        to.state.roads[body.road] = RoadNow(state=body.state, confirmed=body.confirmed, at=event.at)


def _window(to: Folding, event: Event, body: control.WindowChanged) -> None:
    corridor = to.state.corridors.get(body.corridor)
    if corridor is None:
        raise _Unknown(f"there is no corridor {body.corridor} today")
    if body.closes <= corridor.opens:
        raise _Unknown(f"the window of {body.corridor} would close before it opens")
    latest = corridor.latest + (body.closes - corridor.closes)
    to.state.corridors[body.corridor] = replace(corridor, closes=body.closes, latest=latest)
    to.state.believed_until = believed_until(to.state)


def _stop(aborts: bool) -> Callable[[Folding, Event, Any], None]:
    """A stop by one person, honoured at once."""

    def apply(to: Folding, event: Event, body: Any) -> None:
        now, corridor, convoy_id = to.state, body.corridor, body.convoy
        if convoy_id not in (None, *now.convoys) or corridor not in (None, *now.corridors):
            corridor = convoy_id = None  # a stop that names nothing known stops everything rather than nothing
        stop = Stop(id=event.id, aborts=aborts, corridor=corridor, convoy=convoy_id, at=event.at)
        now.stops[event.id] = stop
        if event.id in now.lifted:
            return
        for name, convoy in now.convoys.items():
            if stop.covers(convoy.orders):
                _halt(to.convoy(name), event.at)

    return apply


def _proposed(to: Folding, event: Event, body: control.ResumeProposed) -> None:
    to.state.proposals[event.id] = Proposal(id=event.id, role=event.role, stops=body.stops)


def _resumed(to: Folding, event: Event, body: control.Resumed) -> None:
    proposal = to.state.proposals.get(body.proposal)
    if proposal is None or not proposal.seconded_by(event.role, event.id.device):
        raise _Unknown("going on needs two people, in two roles and on two devices")
    to.state.lifted |= frozenset(proposal.stops)
    del to.state.proposals[body.proposal]


def _alarm(to: Folding, event: Event, body: control.AlarmRaised) -> None:
    to.state.alarms[body.alarm, body.subject] = body.since


def _cleared(to: Folding, event: Event, body: control.AlarmCleared) -> None:
    to.state.alarms.pop((body.alarm, body.subject), None)


def _convoy_closed(to: Folding, event: Event, body: control.ConvoyClosed) -> None:
    to.convoy(body.convoy).closed = True


def _day_closed(to: Folding, event: Event, body: control.DayClosed) -> None:
    to.state.closed_at = event.at


def _noted(to: Folding, event: Event, body: Corrected | control.TextsErased) -> None:
    """Moves nobody: ``run.merge`` put the right event in the place of the wrong one, or another day was erased."""


_TARGET: dict[str, Target] = {
    "aboard": "aboard",
    "arrived": "arrived",
    "returned": "returned",
    "let off": "let_off",
    "died": "died",
}

_APPLY: dict[type[Any], Callable[[Folding, Event, Any], None]] = {
    control.DayOpened: _opened,
    control.PlanReplaced: _replaced,
    movement.CrowdCounted: _counted,
    movement.CalledForward: _called,
    movement.Boarded: _boarded,
    movement.Departed: _departed,
    movement.PassedPoint: _passed,
    movement.Arrived: _out("arrived"),
    movement.TurnedBack: _turned,
    movement.Returned: _out("returned"),
    movement.Declined: _declined,
    movement.LetOff: _out("let_off"),
    movement.Detained: _out("detained"),
    movement.Released: _released,
    movement.Missing: _left("missing"),
    movement.Found: _found,
    movement.Birth: _birth,
    movement.Death: _left("died"),
    movement.Transferred: _transferred,
    movement.Breakdown: _broke,
    control.RoadReported: _road,
    control.WindowChanged: _window,
    control.Suspended: _stop(aborts=False),
    control.Aborted: _stop(aborts=True),
    control.ResumeProposed: _proposed,
    control.Resumed: _resumed,
    control.AlarmRaised: _alarm,
    control.AlarmCleared: _cleared,
    control.ConvoyClosed: _convoy_closed,
    control.DayClosed: _day_closed,
    control.TextsErased: _noted,
    Corrected: _noted,
}
