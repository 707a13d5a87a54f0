"""Instants and windows. Stored times are aware and in UTC; the zone a speaker named is kept beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


def require_utc(at: datetime, what: str) -> None:
    """Raise ValueError unless ``at`` is an aware UTC instant."""
    if at.tzinfo is None or at.utcoffset() != timedelta(0):
        raise ValueError(f"{what} needs an aware UTC time such as 2022-06-15T05:00:00Z, got {at.isoformat()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The hours a corridor is announced for: [opens, closes), the zone as named and the words as written."""

    opens: datetime
    closes: datetime
    zone: str
    as_written: str

    def __post_init__(self) -> None:
        require_utc(self.opens, "window.opens")
        require_utc(self.closes, "window.closes")
        if self.closes <= self.opens:
            raise ValueError(f"the window closes ({self.closes}) before it opens ({self.opens})")
        if not self.zone:
            raise ValueError("a window needs the time zone it was announced in")

    @property
    def minutes(self) -> int:
        """Length of the window in whole minutes."""
        return int((self.closes - self.opens).total_seconds() // 60)
