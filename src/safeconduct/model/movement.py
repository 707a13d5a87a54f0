"""What happens to people and convoys on a day: the bodies of events that move counts from one outcome to another.

Counts are by need and by outcome; there is no field for a person's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from safeconduct.model.situation import Needs


class Reason(StrEnum):
    """Why somebody did not arrive, or why a movement stopped. No reason names a party: who did it has no one value."""

    NOT_KNOWN = "not known"
    OWN_WISH = "own wish"
    FAMILY = "stays with family"
    MEDICAL = "medical"
    SCREENING = "taken aside at screening"
    REFUSED = "refused passage"
    ROAD = "road not passable"
    FIRE = "fire on the route"
    BREAKDOWN = "breakdown"
    WINDOW = "window closing"
    WEATHER = "weather"
    NO_PLACE = "no place left"
    SAFETY = "safety"
    OTHER = "other"


#: Where a person who was missing or detained is met again.
Met = Literal["aboard", "arrived", "returned", "let off", "died"]


def _some(persons: Needs) -> None:
    if persons.total < 1:
        raise ValueError("a count of persons says at least one; report nothing when nobody is meant")


def _one_place(convoy: str | None, site: str | None) -> None:
    if (convoy is None) == (site is None):
        raise ValueError("name the convoy or the site, one of the two")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdCounted:
    """A head count of those who wait at a site now; it replaces what was believed, and the difference is kept."""

    kind: Literal["crowd counted"] = "crowd counted"
    site: str
    waiting: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledForward:
    """So many are asked to come to the bay for a convoy."""

    kind: Literal["called forward"] = "called forward"
    convoy: str
    persons: Needs

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boarded:
    """So many took places in a vehicle."""

    kind: Literal["boarded"] = "boarded"
    convoy: str
    vehicle: str
    persons: Needs

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """A convoy left its site; ``persons`` is the head count on leaving."""

    kind: Literal["departed"] = "departed"
    convoy: str
    persons: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedPoint:
    """A convoy is at a point: ``standing`` when it has come to it and stands there, else it goes on."""

    kind: Literal["passed point"] = "passed point"
    convoy: str
    point: str
    standing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """So many got off at the reception."""

    kind: Literal["arrived"] = "arrived"
    convoy: str
    persons: Needs

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedBack:
    """A convoy is on its way back to its site."""

    kind: Literal["turned back"] = "turned back"
    convoy: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """So many got off at the site again after departure."""

    kind: Literal["returned"] = "returned"
    convoy: str
    persons: Needs
    reason: Reason

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """So many do not wish to go after all: from among those waiting at a site, or out of a vehicle before departure."""

    kind: Literal["declined"] = "declined"
    persons: Needs
    site: str | None = None
    convoy: str | None = None
    vehicle: str | None = None
    reason: Reason = Reason.OWN_WISH

    def __post_init__(self) -> None:
        _some(self.persons)
        _one_place(self.convoy, self.site)
        if (self.convoy is None) != (self.vehicle is None):
            raise ValueError("who gets out before departure gets out of a vehicle of a convoy: name both")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetOff:
    """So many got off on the way, at a place of their choice or for a reason."""

    kind: Literal["let off"] = "let off"
    convoy: str
    persons: Needs
    point: str
    reason: Reason

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detained:
    """So many were taken from a convoy and did not come back to it."""

    kind: Literal["detained"] = "detained"
    convoy: str
    persons: Needs
    point: str
    reason: Reason = Reason.SCREENING

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """So many of a convoy's detained were met again."""

    kind: Literal["released"] = "released"
    convoy: str
    persons: Needs
    met: Met

    def __post_init__(self) -> None:
        _some(self.persons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """So many of a convoy, or of those who wait at a site, cannot be found."""

    kind: Literal["missing"] = "missing"
    persons: Needs
    convoy: str | None = None
    site: str | None = None
    reason: Reason = Reason.NOT_KNOWN

    def __post_init__(self) -> None:
        _some(self.persons)
        _one_place(self.convoy, self.site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """So many of the missing were met again; at a site they are among those waiting, or died."""

    kind: Literal["found"] = "found"
    persons: Needs
    met: Met | Literal["waiting"]
    convoy: str | None = None
    site: str | None = None

    def __post_init__(self) -> None:
        _some(self.persons)
        _one_place(self.convoy, self.site)
        if self.site is not None and self.met not in ("waiting", "died"):
            raise ValueError("who went missing at a site is found waiting there, or died")
        if self.convoy is not None and self.met == "waiting":
            raise ValueError("who went missing from a convoy and is at the site again has returned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """Children were born, in a convoy or at a site. They travel on a lap and take no place."""

    kind: Literal["birth"] = "birth"
    children: int = 1
    convoy: str | None = None
    site: str | None = None

    def __post_init__(self) -> None:
        _one_place(self.convoy, self.site)
        if self.children < 1:
            raise ValueError(f"a birth is of at least one child, got {self.children}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """So many died, in a convoy or while waiting at a site."""

    kind: Literal["death"] = "death"
    persons: Needs
    convoy: str | None = None
    site: str | None = None
    reason: Reason = Reason.NOT_KNOWN

    def __post_init__(self) -> None:
        _some(self.persons)
        _one_place(self.convoy, self.site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """So many changed from one vehicle to another after departure, within a convoy or between two."""

    kind: Literal["transferred"] = "transferred"
    convoy: str
    vehicle: str
    to_convoy: str
    to_vehicle: str
    persons: Needs

    def __post_init__(self) -> None:
        _some(self.persons)
        if (self.convoy, self.vehicle) == (self.to_convoy, self.to_vehicle):
            raise ValueError("a transfer is to another vehicle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A vehicle cannot go on; nobody boards it any more."""

    kind: Literal["breakdown"] = "breakdown"
    convoy: str
    vehicle: str
