"""A command becomes an event, or is refused with the reason and the next step.

Two doors. ``decide`` is for a person at a board, who can look again: what breaks a rule is refused. ``admit`` is for
facts that come late from a phone's outbox: they have happened, so they are written down whatever the day thinks of
them, in any order; what does not fit stands open in the account until it is corrected (``run.account``). A stop goes
through both doors, always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from safeconduct.model import control, movement
from safeconduct.model.control import EventId
from safeconduct.model.event import Corrected, Event
from safeconduct.run.account import OpenPoint, open_in_convoy, open_points
from safeconduct.run.ahead import AHEAD, too_far_ahead
from safeconduct.run.permits import WITH_CONVOY, at_site
from safeconduct.run.records import State
from safeconduct.run.refusal import Refusal

Decision = Event | Refusal

#: What a phone may report on its own: facts seen at a gate or in a convoy, and stops.
FACTS = (
    movement.Boarded,
    movement.Departed,
    movement.PassedPoint,
    movement.Arrived,
    movement.TurnedBack,
    movement.Returned,
    movement.Declined,
    movement.LetOff,
    movement.Detained,
    movement.Released,
    movement.Missing,
    movement.Found,
    movement.Birth,
    movement.Death,
    movement.Transferred,
    movement.Breakdown,
    control.RoadReported,
    control.Suspended,
    control.Aborted,
)
#: What is still taken down after the day or the convoy was closed: people are met again, and mistakes are found.
AFTER = (movement.Released, movement.Found, Corrected, control.AlarmRaised, control.AlarmCleared)


def decide(state: State, wanted: Event, entered: Mapping[EventId, Event] | None = None) -> Decision:
    """The event to be written for a command, or why not. ``entered`` are the day's events by name, for corrections."""
    body = wanted.body
    if isinstance(body, control.Suspended | control.Aborted):
        return wanted  # honoured at once, from anybody, in any state
    if isinstance(body, control.DayOpened):
        return _refuse("the day is open already", "look at its log") if state.mode is not None else wanted
    if state.mode is None:
        return _refuse("the day is not open", "open it with a checked plan: `safeconduct day open`")
    if state.believed_until is not None and wanted.at > state.believed_until:
        return too_far_ahead(wanted.at, state.believed_until)
    if state.closed_at is not None and not isinstance(body, AFTER):
        return _refuse(
            f"the day was closed at {state.closed_at:%H:%M} UTC",
            "correct an event, or open another day for what is new",
        )
    refused = _refusal(state, wanted, entered or {})
    if refused is not None:
        return refused
    return _seconded(state, wanted) if isinstance(body, control.ResumeProposed) else wanted


def admit(fact: Event) -> Decision:
    """A late fact from a phone: refused for its kind only, whatever the day has come to."""
    if not isinstance(fact.body, FACTS):
        return _refuse(f"a phone cannot enter: {fact.body.kind}", "enter it at the board, where it can be decided")
    return fact


def _refuse(reason: str, next_step: str) -> Refusal:
    return Refusal(reason=reason, next_step=next_step)


def _refusal(state: State, wanted: Event, entered: Mapping[EventId, Event]) -> Refusal | None:
    body: Any = wanted.body
    match body:
        case Corrected():
            return _correction(body, entered)
        case control.ConvoyClosed():
            return _closing_convoy(state, body)
        case control.DayClosed():
            return _listed("the day", open_points(state))
        case control.WindowChanged():
            return _window(state, body)
        case control.ResumeProposed() | control.Resumed():
            return _resuming(state, wanted)
        case control.PlanReplaced():
            return _replacing(state, body)
        case _ if type(body) in _MOVEMENTS:
            return _movement(state, wanted)
    return None


_MOVEMENTS = frozenset(item for item in vars(movement).values() if isinstance(item, type) and hasattr(item, "kind"))


def _movement(state: State, wanted: Event) -> Refusal | None:
    body: Any = wanted.body
    name = getattr(body, "convoy", None)
    if name is None:
        return at_site(state, wanted, body)
    convoy = state.convoys.get(name)
    if convoy is None:
        return _refuse(f"there is no convoy {name} today", f"name one of {', '.join(state.convoys)}")
    if convoy.closed and not isinstance(body, AFTER):
        return _refuse(f"convoy {name} is closed", "correct the event that was wrong; a closed convoy takes no new one")
    vehicle = getattr(body, "vehicle", None)
    if vehicle is not None and all(known.id != vehicle for known in convoy.orders.vehicles):
        known = ", ".join(one.id for one in convoy.orders.vehicles)
        return _refuse(f"convoy {name} has no vehicle {vehicle}", f"check the number; it has {known}")
    permit = WITH_CONVOY.get(type(body))
    return permit(state, wanted, body, convoy) if permit else None


def _listed(what: str, points: tuple[OpenPoint, ...]) -> Refusal | None:
    if not points:
        return None
    words = "; ".join(f"{p.subject}: {p.persons} {p.what}" if p.persons else f"{p.subject} {p.what}" for p in points)
    steps = "; ".join(dict.fromkeys(point.next_step for point in points))
    return _refuse(f"{what} cannot close while not everyone is accounted for: {words}", steps)


def _closing_convoy(state: State, body: control.ConvoyClosed) -> Refusal | None:
    convoy = state.convoys.get(body.convoy)
    if convoy is None:
        return _refuse(f"there is no convoy {body.convoy} today", f"name one of {', '.join(state.convoys)}")
    if convoy.closed:
        return _refuse(f"convoy {body.convoy} is closed already", "nothing more is needed")
    if convoy.departed is None and not open_in_convoy(convoy):
        return _refuse(f"convoy {body.convoy} never left", "leave it as it is: it keeps nothing open")
    return _listed(f"convoy {body.convoy}", open_in_convoy(convoy))


def _window(state: State, body: control.WindowChanged) -> Refusal | None:
    corridor = state.corridors.get(body.corridor)
    if corridor is None:
        return _refuse(f"there is no corridor {body.corridor} today", f"name one of {', '.join(state.corridors)}")
    if body.closes <= corridor.opens:
        return _refuse(
            f"the window would close before it opens ({corridor.opens:%H:%M} UTC)",
            "to withdraw the corridor, stop it: any one role can",
        )
    if body.closes - corridor.closes > AHEAD:
        return too_far_ahead(body.closes, corridor.closes + AHEAD)
    return None


def _replacing(state: State, body: control.PlanReplaced) -> Refusal | None:
    """A new plan must speak of every convoy that is under way, or leave it alone; it may not give it other vehicles."""
    for convoy in body.orders.convoys:
        known = state.convoys.get(convoy.id)
        if known is not None and known.begun and known.orders.vehicles != convoy.vehicles:
            return _refuse(
                f"convoy {convoy.id} has begun with other vehicles",
                "orders already sent stand: give the new plan's convoy another name",
            )
    return None


def _correction(body: Corrected, entered: Mapping[EventId, Event]) -> Refusal | None:
    wrong = entered.get(body.wrong)
    if wrong is None:
        return _refuse(
            f"there is no event {body.wrong.device} {body.wrong.counter} today", "look its number up in the log"
        )
    if isinstance(wrong.body, Corrected):
        return _refuse("a correction is not corrected", "correct the first event again; the latest correction counts")
    if isinstance(wrong.body, control.DayOpened | control.Resumed):
        return _refuse(f"an event of this kind stands: {wrong.body.kind}", "stop the day, or close it and open another")
    if isinstance(wrong.body, control.Suspended | control.Aborted):
        return _refuse("a stop is not corrected away", "two people lift it: propose to resume")
    if isinstance(body.instead, control.DayOpened | control.Resumed):
        return _refuse(f"no correction makes this: {body.instead.kind}", "enter it as what it is")
    return None


def _resuming(state: State, wanted: Event) -> Refusal | None:
    body = wanted.body
    assert isinstance(body, control.ResumeProposed | control.Resumed)
    if isinstance(body, control.Resumed):
        return _refuse("nobody resumes alone", "propose to resume the stops; the second person proposes the same")
    in_force = {stop.id for stop in state.in_force}
    if not set(body.stops) <= in_force:
        return _refuse("one of these stops is not in force", "look at the board: name the stops that are in force now")
    return None


def _seconded(state: State, wanted: Event) -> Decision:
    """The first person proposes; the second, in another role and on another device, lifts the same stops."""
    body = wanted.body
    assert isinstance(body, control.ResumeProposed)
    pending = [p for p in state.proposals.values() if set(p.stops) == set(body.stops)]
    for proposal in pending:
        if proposal.seconded_by(wanted.role, wanted.id.device):
            lifted = control.Resumed(proposal=proposal.id, proposed_by=proposal.role, stops=proposal.stops)
            return replace(wanted, body=lifted)
    if pending:
        return _refuse(
            f"going on needs two people; {pending[0].role} has proposed it already",
            "a second person in another role, on another device or link, must propose the same",
        )
    return wanted
