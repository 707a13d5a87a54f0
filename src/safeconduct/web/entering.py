"""Events from the web into the log: named by the link and its own count, in the role of the link, once per key."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from safeconduct import codec
from safeconduct.app.day_desk import Command, Entered
from safeconduct.app.day_room import DayRoom
from safeconduct.app.operation import Operation
from safeconduct.model.control import EventId
from safeconduct.model.errors import DocumentInvalid, InputError, NotFound, RefusedError
from safeconduct.model.event import BODIES, Event
from safeconduct.run.ahead import not_yet
from safeconduct.web.board import day_clock
from safeconduct.web.guard import Session, require_role

#: The longest key of an event, note, and name of a day, in characters.
KEY, NOTE, DAY = 200, 2000, 80

#: What stops movement: anybody with a link may.
STOPS = ("suspended", "aborted")

#: What a gate may enter: facts of people and convoys.
GATE = (
    "crowd counted",
    "boarded",
    "departed",
    "passed point",
    "arrived",
    "turned back",
    "returned",
    "declined",
    "let off",
    "detained",
    "released",
    "missing",
    "found",
    "birth",
    "death",
    "transferred",
    "breakdown",
)


#: What a planner may enter besides.
PLANNER = ("resume proposed", "road reported", "window changed")

#: What nobody enters by hand: orders come from checked plans only, and these lines follow from others.
OURS = {
    "day opened": "open the day on a plan: POST /api/days",
    "plan replaced": "plan again and check the plan; no unchecked plan reaches the log",
    "resumed": "send 'resume proposed' from a second link in another role",
    "alarm raised": "alarms follow from the other events",
    "alarm cleared": "alarms follow from the other events",
    "texts erased": "run `safeconduct day erase`",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The event of a key: its name, its time, the hash of what it is, and the key as the log keeps it."""

    id: EventId
    at: datetime
    digest: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An event that is asked for under a key of its sender: its body as docs/events.md has it, when it happened (now
    when None), ``late`` and ``expected`` as in ``Command``."""

    day: str
    key: str
    body: Mapping[str, Any]
    at: datetime | None = None
    note: str = ""
    late: bool = False
    expected: int | None = None


class Desk:
    """Enters events for sessions. The same key of a link again is the same event."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._keys: dict[tuple[str, str], Named] = {}
        self._doing: dict[tuple[asyncio.AbstractEventLoop, str], asyncio.Future[object]] = {}

    def open(self, session: Session, key: str, *, day: str, plan: str, exercise: bool) -> Entered:
        """Open a day; RefusedError names who is silent."""
        require_role(session, "dispatcher")
        if not day.strip() or not day.strip().isprintable() or len(day) > DAY:
            raise InputError(
                f"a day needs a name of at most {DAY} characters, in one line",
                field="day",
                next_step="name it, for example 15 June",
            )
        named = self.named(session, key, f"open {day} {plan} {exercise}", self._operation.now())
        return self._operation.open_day(
            plan, day=day.strip(), exercise=exercise, by=session.role, name=named.id, key=named.key
        )

    def enter(self, session: Session, wanted: Wanted) -> Entered:
        """Enter one event; DayMoved when the day is no longer at the version the sender had read."""
        _may_enter(session, wanted.body, late=wanted.late)
        return self._operation.days.enter(self._command(session, wanted))

    async def entering(self, session: Session, wanted: Wanted) -> Entered:
        """``enter`` from a coroutine: neither the disk nor a log that must be read first holds up anybody else. What
        must be read first is read once for all who wait for it, five hundred phones after a new start say."""
        _may_enter(session, wanted.body, late=wanted.late)
        await self.at_hand(wanted.day)
        if self._must_recall(session):
            await self._once(f"link {session.link}", lambda: self._recall(session.link))
        return await self._operation.days.entering(self._command(session, wanted))

    async def at_hand(self, day: str) -> None:
        """Have a day in memory, read once for all who wait for it. NotFound for an unknown one."""
        if self._operation.days.latest(day) is None:
            await self._once(f"day {day}", lambda: self._read(day))

    async def _once(self, what: str, do: Callable[[], object]) -> None:
        """Have something done in a thread, once for everybody who waits for it in this loop."""
        name = asyncio.get_running_loop(), what
        doing = self._doing.get(name)
        if doing is None:
            doing = self._doing[name] = asyncio.ensure_future(run_in_threadpool(do))
            doing.add_done_callback(lambda _: self._doing.pop(name, None))
        await asyncio.wait({doing})  # one who goes away does not end it for the others
        error = doing.exception()
        if error is not None:
            raise error.with_traceback(None)  # raised for each of them

    def _read(self, day: str) -> None:
        self._operation.days.seen(day)
        codec.prepare(Event)

    def _command(self, session: Session, wanted: Wanted) -> Command:
        """What is asked for, named and timed; the room decides on it by the log as it then is."""
        if len(wanted.note) > NOTE:
            raise InputError(
                f"a note of more than {NOTE:,} characters", field="note", next_step="say it in fewer words"
            )
        days, day, at = self._operation.days, wanted.day, wanted.at
        seen = days.latest(day) or days.seen(day)
        told = repr((day, sorted(wanted.body.items(), key=str), at, wanted.note, wanted.late))
        named = self.named(session, wanted.key, told, at or day_clock(seen, self._operation.now()))
        event = _event(day, named, session.role, wanted)
        # a stop never waits for anybody to read again
        expected = None if event.body.kind in STOPS else wanted.expected
        refused = None if wanted.late else not_yet(seen.state.mode, event, self._operation.now())
        if refused is not None:
            raise RefusedError(refused.reason, next_step=refused.next_step)
        return Command(event=event, late=wanted.late, expected=expected, key=named.key)

    def _must_recall(self, session: Session) -> bool:
        """Whether a session of an earlier start has not been looked up in the log yet."""
        return session.earlier and session.link not in self._counts

    def _recall(self, link: str) -> None:
        """What a link entered before this start of the service: how far it counted, and under which keys."""
        written = self._operation.days.written_by(link)
        with self._lock:
            for envelope, key in written:
                self._counts[link] = max(self._counts.get(link, 0), envelope.counter + 1)
                digest, _, given = key.partition(" ")
                if given:
                    name = EventId(device=link, counter=envelope.counter)
                    self._keys.setdefault((link, given), Named(id=name, at=envelope.at, digest=digest, key=key))
            self._counts.setdefault(link, 0)

    def named(self, session: Session, key: str, told: str, at: datetime) -> Named:
        """The name and time of the event of a key: those it had when the key came first, in this start of the service
        or, once its line was written, in an earlier one. ``told`` is all that makes the event the one it is."""
        if not key.strip():
            raise InputError(
                "every event carries a key of its own, so that sending it twice enters it once",
                field="Idempotency-Key",
                next_step="send a header Idempotency-Key with a new value for each new event",
            )
        if len(key) > KEY:
            raise InputError(
                f"a key of more than {KEY} characters",
                field="Idempotency-Key",
                next_step="send a shorter one, a random name of 20 characters say",
            )
        if self._must_recall(session):
            self._recall(session.link)
        digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        with self._lock:
            held = self._keys.get((session.link, key))
            if held is not None and held.digest != digest:
                raise InputError(
                    "this key was used for another event",
                    field="Idempotency-Key",
                    next_step="send a new key with each new event",
                )
            if held is None:
                count = self._counts.get(session.link, 0)
                self._counts[session.link] = count + 1
                name = EventId(device=session.link, counter=count)
                held = Named(id=name, at=at, digest=digest, key=f"{digest} {key}")
                self._keys[session.link, key] = held
            return held


def _event(day: str, named: Named, role: str, wanted: Wanted) -> Event:
    """The event of a body; DocumentInvalid names the field that is wrong."""
    kind = BODIES.get(str(wanted.body.get("kind")))
    if kind is not None:  # read as what it says it is, not tried as each of thirty kinds
        with suppress(DocumentInvalid, ValueError):  # what is wrong is said below
            wanted.note.encode()
            body = codec.from_plain(kind, wanted.body)
            return Event(day=day, id=named.id, at=named.at, role=role, body=body, note=wanted.note)
    plain = {
        "day": day,
        "id": codec.to_plain(named.id),
        "at": named.at.isoformat().replace("+00:00", "Z"),
        "role": role,
        "body": dict(wanted.body),
        "note": wanted.note,
    }
    return codec.from_plain(Event, plain)


def _may_enter(session: Session, body: Mapping[str, Any], *, late: bool) -> None:
    """Forbidden by the role, or refused because the log alone writes such a line."""
    kind = str(body.get("kind", ""))
    if kind in OURS:
        raise RefusedError(f"{kind!r} is not entered by hand", next_step=OURS[kind])
    if late and kind not in (*STOPS, *GATE):
        raise RefusedError(
            f"{kind!r} is decided on the day as it is, not taken down late", next_step="send it without late"
        )
    if kind in STOPS:
        return
    if kind == "corrected" and isinstance(body.get("instead"), Mapping):
        _may_enter(session, body["instead"], late=False)
    if kind in GATE:
        require_role(session, "gate", "dispatcher")
    elif kind in PLANNER:
        require_role(session, "dispatcher", "planner")
    else:
        require_role(session, "dispatcher")


_NEEDS = ("walking", "wheelchair", "stretcher")


def body_of_form(form: Mapping[str, str], days: DayRoom, day: str) -> tuple[dict[str, Any], datetime | None]:
    """The body and time a form of the board asks for."""
    kind = form.get("kind", "")
    body: dict[str, Any] = {"kind": kind}
    body |= {name: form[name] for name in ("convoy", "vehicle", "site", "corridor", "reason") if form.get(name)}
    if any(form.get(name) for name in _NEEDS):
        body["persons"] = {name: _number(form, name) for name in _NEEDS}
    if kind in ("let off", "detained"):
        body["point"] = form.get("point", "").strip()
        if not body["point"]:
            raise InputError(f"{kind}, and nobody says where", field="where", next_step="name the place or the point")
    if kind == "passed point":
        body |= {"point": form.get("point", "").strip(), "standing": form.get("standing") == "yes"}
    if kind == "resume proposed":
        state = days.seen(day).state
        if not state.in_force:
            raise NotFound("no stop is in force", next_step="look at the board again: somebody lifted it")
        body["stops"] = [codec.to_plain(stop.id) for stop in state.in_force]
    return body, _time(form.get("at", ""))


def _number(form: Mapping[str, str], name: str) -> int:
    given = form.get(name, "").strip() or "0"
    if not given.isdecimal() or len(given) > 9:
        raise InputError(f"{given[:40]!r} is no count of persons", field=name, next_step="give a whole number from 0")
    return int(given)


def _time(given: str) -> datetime | None:
    if not given.strip():
        return None
    try:
        found = datetime.fromisoformat(given.strip().replace("Z", "+00:00"))
    except ValueError as error:
        raise InputError(
            f"{given!r} is no time", field="at", next_step="write it in UTC as 2026-06-15T05:30Z"
        ) from error
    if found.utcoffset() is None:
        raise InputError("a time without its zone", field="at", next_step="write it in UTC as 2026-06-15T05:30Z")
    return found.astimezone(UTC)
