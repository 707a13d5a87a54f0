"""Check-in links: what a gate, or the leader of a convoy, holds. One convoy or one place, a few kinds of fact, an end.

A link is opened as often as its holder likes, on a phone that loses its connection. What it may enter is decided here,
whatever a page sends: its own convoy or place, the kinds of ``KINDS``, until its time on the service's own clock. A
stop is honoured of anybody whose link was not withdrawn, even past that time: one that comes in vain costs minutes.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from safeconduct.model.errors import InputError, NotFound, RefusedError
from safeconduct.ports import Access, AccessBook
from safeconduct.run.records import State
from safeconduct.web.entering import STOPS
from safeconduct.web.guard import digest
from safeconduct.web.problems import Forbidden

#: What a phone at a gate or in a convoy counts: heads by need, and where it stands. No other kind is taken from it.
KINDS = (
    "boarded",
    "departed",
    "passed point",
    "arrived",
    "returned",
    "declined",
    "let off",
    "detained",
    "missing",
    "death",
    "breakdown",
)

#: The longest a link holds, in hours: a day's work, not a season's.
LONGEST_HOURS = 24

#: How long a link past its time is still known, for a stop and for words that say what to do.
_KNOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinLink:
    """One link (its token is empty when it was made before this start): the day it is of,
    its convoy or its place (a site or a reception, the other is empty), and its end."""

    name: str
    token: str
    day: str
    convoy: str
    place: str
    until: datetime

    @property
    def role(self) -> str:
        """The role its events are entered in."""
        return "convoy leader" if self.convoy else "gate"

    @property
    def scope(self) -> str:
        """What it is for, in words."""
        return f"convoy {self.convoy}" if self.convoy else self.place

    def covers(self, state: State, convoy: str) -> bool:
        """Whether a convoy is within it: its own, or one that starts from or goes to its place."""
        if self.convoy:
            return convoy == self.convoy
        known = state.convoys.get(convoy)
        return known is not None and self.place in (known.orders.site, known.orders.reception)


class CheckinLinks:
    """The links in use. With a ``book`` they outlive the service, by the hash of their token; what was withdrawn stays
    so. Their codes cannot be shown again after a new start."""

    def __init__(self, now: Callable[[], datetime], book: AccessBook | None = None) -> None:
        self._now = now
        self._book = book
        self._lock = threading.Lock()
        self._links: dict[str, CheckinLink] = {}
        self._withdrawn: set[str] = set()
        self._heard: dict[str, datetime] = {}
        for one in book.held("checkin", now() - _KNOWN) if book is not None else ():
            scope = json.loads(one.scope)
            self._links[one.token] = CheckinLink(name=one.name, token="", until=one.until, **scope)
            if one.ended:
                self._withdrawn.add(one.name)

    def issue(self, day: str, state: State, *, convoy: str = "", place: str = "", hours: int) -> CheckinLink:
        """A new link for a convoy or a place of a day that is open. NotFound and InputError say which to name."""
        places = places_of(state)
        if bool(convoy) == bool(place):
            raise InputError("a link is for a convoy or for a place", field="for", next_step="choose one of the two")
        if convoy and convoy not in state.convoys:
            raise NotFound(f"there is no convoy {convoy} today", next_step=f"name one of {', '.join(state.convoys)}")
        if place and place not in places:
            raise NotFound(f"there is no site or reception {place} today", next_step=f"name one of {', '.join(places)}")
        if not 1 <= hours <= LONGEST_HOURS:
            raise InputError(
                f"a link holds for 1 to {LONGEST_HOURS} hours, not {hours}",
                field="hours",
                next_step="choose a shorter time; another link is made in a moment",
            )
        made = CheckinLink(
            name=f"checkin-{secrets.token_hex(4)}",
            token=secrets.token_urlsafe(24),
            day=day,
            convoy=convoy,
            place=place,
            until=self._now() + timedelta(hours=hours),
        )
        with self._lock:
            self._links[digest(made.token)] = made
        if self._book is not None:
            scope = json.dumps({"day": day, "convoy": convoy, "place": place})
            self._book.add(
                Access(
                    token=digest(made.token),
                    kind="checkin",
                    name=made.name,
                    role=made.role,
                    scope=scope,
                    until=made.until,
                )
            )
        return made

    def held(self, token: str) -> CheckinLink:
        """The link of a token, past its time or not; NotFound when it was never made, Forbidden when withdrawn."""
        found = self._links.get(digest(token))
        if found is None:
            raise NotFound(
                "this check-in link is not known here",
                next_step="ask the dispatcher for a new link and open it on this phone; what is unsent stays on it",
            )
        if found.name in self._withdrawn:
            raise Forbidden(
                "this check-in link was withdrawn",
                next_step="ask the dispatcher for a new link and open it on this phone; what is unsent stays on it",
            )
        return found

    def over(self, link: CheckinLink) -> bool:
        """Whether its time is past, on the service's clock."""
        return self._now() >= link.until

    def hear(self, link: CheckinLink) -> None:
        """A phone spoke with this link."""
        self._heard[link.name] = self._now()

    def heard(self, link: CheckinLink) -> datetime | None:
        """When a phone last spoke with it; None when none has."""
        return self._heard.get(link.name)

    def withdraw(self, name: str) -> None:
        """End a link for good, stops included: its phone is lost, or was never in the right hands."""
        self.named(name)
        self._withdrawn.add(name)
        for token, link in self._links.items():
            if link.name == name and self._book is not None:
                self._book.end(token)

    def named(self, name: str) -> CheckinLink:
        """A link by its name."""
        found = next((link for link in self._links.values() if link.name == name), None)
        if found is None:
            raise NotFound("there is no such check-in link", next_step="choose one on the board")
        return found

    def of_day(self, day: str) -> tuple[CheckinLink, ...]:
        """The links of a day that were not withdrawn, latest first."""
        links = [link for link in self._links.values() if link.day == day and link.name not in self._withdrawn]
        return tuple(reversed(links))


def places_of(state: State) -> tuple[str, ...]:
    """The sites people wait at and the receptions convoys go to, each once."""
    found = [*state.sites, *(convoy.orders.reception for convoy in state.convoys.values())]
    return tuple(dict.fromkeys(found))


def require_within(link: CheckinLink, state: State, body: Mapping[str, Any]) -> None:
    """RefusedError unless a body is a stop, or of a kind that is taken down, about the link's own convoy or place."""
    kind = str(body.get("kind", ""))
    if kind in STOPS:
        return
    if kind not in KINDS:
        raise RefusedError(
            f"a check-in link does not enter {kind!r}", next_step="tell the dispatcher, who enters it at the board"
        )
    convoy, site = body.get("convoy"), body.get("site")
    inside = link.covers(state, str(convoy)) if convoy is not None else bool(link.place) and site == link.place
    if not inside:
        named = f"convoy {convoy}" if convoy is not None else f"{site}"
        raise RefusedError(
            f"this link is for {link.scope}, not for {named}",
            next_step="tell the dispatcher, who enters it at the board or makes a link for it",
        )
