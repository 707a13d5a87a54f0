"""What may be done with people and convoys, given where they are: one function a kind of movement.

Each answers None when the movement may be entered, else the refusal. Numbers above what the day knows are refused here,
where a person can look again; a fact that comes late from a phone is not asked (``run.decide.admit``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from safeconduct.model import movement
from safeconduct.model.event import Event
from safeconduct.model.place import Mode, Passable, passable
from safeconduct.run.records import ConvoyState, State, later
from safeconduct.run.refusal import Refusal
from safeconduct.run.tally import ZERO, Count, add, count, least, sub, total

Verdict = Refusal | None


def _no(reason: str, next_step: str) -> Refusal:
    return Refusal(reason=reason, next_step=next_step)


def say(of: Count) -> str:
    """A count in words: "40 walking, 1 stretcher"."""
    parts = [f"{n} {name}" for n, name in zip(of, ("walking", "wheelchair", "stretcher"), strict=True) if n]
    return ", ".join(parts) or "nobody"


def stopped(state: State, convoy: ConvoyState) -> Verdict:
    """A stop in force for the convoy."""
    for stop in state.stopped(convoy.orders):
        what = f"convoy {stop.convoy}" if stop.convoy else f"corridor {stop.corridor}" if stop.corridor else "the day"
        return _no(
            f"{what} was stopped at {stop.at:%H:%M} UTC ({stop.id.device} {stop.id.counter})",
            "two people in two roles must agree to go on: propose to resume, and let another second it",
        )
    return None


def next_convoys(state: State, convoy: ConvoyState) -> list[ConvoyState]:
    """Convoys of the same site and corridor that board before this one and have not left, in that order."""
    mine = convoy.orders
    before = (
        c
        for c in state.convoys.values()
        if (c.orders.site, c.orders.corridor) == (mine.site, mine.corridor) and c.orders.board < mine.board
    )
    return sorted((c for c in before if c.departed is None), key=lambda c: (c.orders.board, c.orders.id))


def _could_be_called(state: State, convoy: ConvoyState) -> bool:
    """Whether a convoy is planned to take people, could, and nobody is called for it yet."""
    planned = convoy.orders.persons.total > 0 and free_places(convoy) != ZERO
    return planned and convoy.called == ZERO and not state.stopped(convoy.orders)


def free_places(convoy: ConvoyState) -> Count:
    """Places nobody took, of the vehicles that can drive."""
    free = ZERO
    for vehicle in convoy.orders.vehicles:
        if vehicle.id not in convoy.broken:
            free = add(free, sub(count(vehicle.places), convoy.loads.get(vehicle.id, ZERO)))
    return free


def _fits(wanted: Count, room: Count) -> bool:
    return least(wanted, room) == wanted


def call_forward(state: State, event: Event, body: movement.CalledForward, convoy: ConvoyState) -> Verdict:
    """Never more than the next convoy seats. Ahead of its own time nobody is called while an earlier convoy waits to be
    called; once its time has come it is the next one, however late the vehicles of others are."""
    if convoy.departed is not None:
        return _no(f"convoy {body.convoy} has left", "call them for the next convoy of the site")
    idle = next((c for c in next_convoys(state, convoy) if _could_be_called(state, c)), None)
    if idle is not None and event.at < convoy.orders.board:
        return _no(
            f"convoy {idle.orders.id} boards before it and nobody is called for it yet",
            f"call forward for convoy {idle.orders.id} first; whoever comes early would stand in the open",
        )
    room = least(free_places(convoy), _clip(sub(count(convoy.orders.places), convoy.called)))
    wanted = count(body.persons)
    if not _fits(wanted, room):
        return _no(
            f"{say(wanted)} are more than convoy {body.convoy} still seats ({say(room)})",
            f"call {say(least(wanted, room))}; the others stay where they are until the convoy after it",
        )
    return stopped(state, convoy)


def _clip(of: Count) -> Count:
    return (max(of[0], 0), max(of[1], 0), max(of[2], 0))


def board(state: State, event: Event, body: movement.Boarded, convoy: ConvoyState) -> Verdict:
    """Nobody above the places of the vehicle, nobody into a broken one, nobody during a stop."""
    places = {vehicle.id: count(vehicle.places) for vehicle in convoy.orders.vehicles}
    if convoy.departed is not None:
        return _no(
            f"convoy {body.convoy} has left", "board them in the next convoy; correct the departure if it did not leave"
        )
    if body.vehicle in convoy.broken:
        return _no(f"{body.vehicle} has broken down", "board them in another vehicle of the convoy")
    room, wanted = sub(places[body.vehicle], convoy.loads.get(body.vehicle, ZERO)), count(body.persons)
    if not _fits(wanted, room):
        return _no(
            f"{say(wanted)} are more than the places left in {body.vehicle} ({say(room)})",
            "hold the others at the site and call them forward for the next convoy",
        )
    home = state.sites[convoy.orders.site]
    there = total(home.waiting) + total(home.returned)
    if total(wanted) > there:
        return _no(
            f"{total(wanted)} would board, {there} are known to wait at {convoy.orders.site}",
            "count the crowd and record it; the count then says how much larger it is than claimed",
        )
    return stopped(state, convoy)


def depart(state: State, event: Event, body: movement.Departed, convoy: ConvoyState) -> Verdict:
    """With the head count of those who boarded, on roads not known to be closed, in time for the last arrival."""
    if convoy.departed is not None:
        return _no(f"convoy {body.convoy} has left already", "correct the earlier departure if it was wrong")
    left, aboard = total(count(body.persons)), total(convoy.aboard)
    if aboard == 0:
        return _no(f"nobody is aboard convoy {body.convoy}", "record who boarded first")
    if left != aboard:
        return _no(
            f"{left} are counted on leaving, {aboard} are aboard",
            "count again; then record who boarded or got out, or correct the boarding that was wrong",
        )
    closed = closed_roads(state, convoy)
    if closed:
        return _no(
            f"a road of convoy {body.convoy} is known to be closed: {', '.join(closed)}",
            "hold the convoy and plan again without that road",
        )
    return stopped(state, convoy) or _in_time(state, event.at, convoy)


def closed_roads(state: State, convoy: ConvoyState) -> tuple[str, ...]:
    """Roads of a convoy's orders that a confirmed report shut for a bus."""
    known = ((road, state.roads[road]) for road in convoy.orders.roads if road in state.roads)
    return tuple(r for r, now in known if now.confirmed and passable(now.state, Mode.BUS, "road") is Passable.NO)


def closed_ahead(state: State, convoy: ConvoyState) -> tuple[str, ...]:
    """Those of its closed roads that a convoy has not passed, as far as it reported: one that reports to have passed a
    road of its orders has passed those before it too."""
    closed, roads = closed_roads(state, convoy), convoy.orders.roads
    if convoy.point is None or convoy.point not in roads or convoy.standing_since is not None:
        return closed
    passed = roads[: roads.index(convoy.point) + 1]
    return tuple(road for road in closed if road not in passed)


def _in_time(state: State, at: datetime, convoy: ConvoyState) -> Verdict:
    corridor = state.corridors[convoy.orders.corridor]
    arrive = later(at, convoy.orders.arrive - convoy.orders.depart)
    if arrive > corridor.latest:
        return _no(
            f"leaving at {at:%H:%M} it arrives at {arrive:%H:%M}, after the last arrival {corridor.latest:%H:%M} UTC",
            "let the people go back to shelter; record it if the window was extended, and plan again",
        )
    return None


def on_the_way(state: State, event: Event, body: Any, convoy: ConvoyState) -> Verdict:
    """Only of a convoy that has left."""
    if convoy.departed is None:
        return _no(f"convoy {body.convoy} has not left", "record its departure first")
    return None


def leave(state: State, event: Event, body: Any, convoy: ConvoyState) -> Verdict:
    """No more persons than are aboard, and after departure."""
    return on_the_way(state, event, body, convoy) or _held(body, convoy, "aboard")


def be_taken(state: State, event: Event, body: Any, convoy: ConvoyState) -> Verdict:
    """No more persons than are aboard, before departure or after."""
    return _held(body, convoy, "aboard")


def _held(body: Any, convoy: ConvoyState, where: str) -> Verdict:
    wanted, held = total(count(body.persons)), total(getattr(convoy, where))
    if wanted > held:
        return _no(
            f"{wanted} are more than the {held} {where} in convoy {body.convoy}",
            "count again, or correct the earlier count that was wrong",
        )
    return None


def release(state: State, event: Event, body: movement.Released, convoy: ConvoyState) -> Verdict:
    """No more than are detained."""
    return _held(body, convoy, "detained")


def find(state: State, event: Event, body: movement.Found, convoy: ConvoyState) -> Verdict:
    """No more than are missing."""
    return _held(body, convoy, "missing")


def get_out(state: State, event: Event, body: movement.Declined, convoy: ConvoyState) -> Verdict:
    """Before departure, out of a vehicle that holds them."""
    if convoy.departed is not None:
        return _no(f"convoy {body.convoy} has left", "record them as let off, with the place and the reason")
    held = convoy.loads.get(str(body.vehicle), ZERO)
    if total(count(body.persons)) > total(held):
        return _no(f"{body.vehicle} holds {say(held)}", "count again, or name the vehicle they were in")
    return None


def transfer(state: State, event: Event, body: movement.Transferred, convoy: ConvoyState) -> Verdict:
    """After departure, into free places of a vehicle that can drive."""
    taker = state.convoys.get(body.to_convoy)
    vehicle = next((v for v in taker.orders.vehicles if v.id == body.to_vehicle), None) if taker else None
    if taker is None or vehicle is None:
        return _no(f"there is no vehicle {body.to_vehicle} in convoy {body.to_convoy}", "check the two numbers")
    if body.to_vehicle in taker.broken or taker.closed:
        return _no(f"{body.to_vehicle} cannot take anybody", "name a vehicle that is on the road")
    room = sub(count(vehicle.places), taker.loads.get(body.to_vehicle, ZERO))
    if not _fits(count(body.persons), room):
        return _no(
            f"{say(count(body.persons))} are more than the places left in {body.to_vehicle} ({say(room)})",
            "move fewer, or send for another vehicle",
        )
    return leave(state, event, body, convoy)


def at_site(state: State, event: Event, body: Any) -> Verdict:
    """No more persons than wait at the site, or are missing there when they are found."""
    site = state.sites.get(body.site)
    if site is None:
        return _no(f"there is no site {body.site} today", f"name one of {', '.join(state.sites)}")
    if isinstance(body, movement.Birth | movement.CrowdCounted):
        return None
    found = isinstance(body, movement.Found)
    held = total(site.missing) if found else total(site.waiting) + total(site.returned)
    if total(count(body.persons)) > held:
        where = "missing from" if found else "known at"
        return _no(
            f"{total(count(body.persons))} are more than the {held} {where} {body.site}",
            "count the crowd and record it first, or correct the earlier count",
        )
    return None


#: What is asked of a movement that names a convoy; kinds not listed need nothing more than the convoy.
WITH_CONVOY: dict[type[Any], Callable[[State, Event, Any, ConvoyState], Verdict]] = {
    movement.CalledForward: call_forward,
    movement.Boarded: board,
    movement.Departed: depart,
    movement.PassedPoint: on_the_way,
    movement.TurnedBack: on_the_way,
    movement.Arrived: leave,
    movement.Returned: leave,
    movement.LetOff: leave,
    movement.Declined: get_out,
    movement.Detained: be_taken,
    movement.Missing: be_taken,
    movement.Death: be_taken,
    movement.Released: release,
    movement.Found: find,
    movement.Transferred: transfer,
}
