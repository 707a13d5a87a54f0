"""What was simulated, fitted to what a day has come to: nobody is entered who is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safeconduct.model import movement
from safeconduct.model.event import Body
from safeconduct.run.permits import free_places
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO, Count, add, count, draw, least, needs, sub

#: All who are aboard have the same outcome.
_WHOLE = (movement.Departed, movement.Arrived, movement.Returned)
#: Some of those aboard have another one.
_SOME = (movement.Detained, movement.Missing, movement.LetOff, movement.Death)


def fitted(state: State, body: Body) -> Body | None:
    """The event with counts the day can take; None when nothing of it is left, or its convoy is not of the day."""
    given: Any = body
    name = getattr(given, "convoy", None)
    if name is None or not hasattr(given, "persons"):
        return body if name is None or name in state.convoys else None
    convoy = state.convoys.get(name)
    if convoy is None or convoy.closed:
        return None
    persons = _persons(state, convoy, given)
    return None if persons == ZERO else replace(given, persons=needs(persons))


def _persons(state: State, convoy: ConvoyState, body: Any) -> Count:
    wanted = count(body.persons)
    if isinstance(body, _WHOLE):
        return convoy.aboard
    if isinstance(body, _SOME):
        return draw(convoy.aboard, wanted)[0]
    if isinstance(body, movement.CalledForward):
        room = sub(count(convoy.orders.places), convoy.called)
        return least(wanted, least(free_places(convoy), (max(room[0], 0), max(room[1], 0), max(room[2], 0))))
    if isinstance(body, movement.Boarded):
        places = next((count(v.places) for v in convoy.orders.vehicles if v.id == body.vehicle), ZERO)
        home = state.sites[convoy.orders.site]
        waiting = add(home.waiting, home.returned)
        return least(least(wanted, waiting), sub(places, convoy.loads.get(body.vehicle, ZERO)))
    return wanted
