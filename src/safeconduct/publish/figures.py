"""Figures to words, each with its unit: counts, ranges, instants, minutes. Every number on paper passes here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from safeconduct.model.claim import Hedge, PeopleValue, Population
from safeconduct.model.known import Estimate
from safeconduct.model.report import Party
from safeconduct.model.situation import Needs
from safeconduct.model.times import Window

# Marks that change the direction of text, and other controls that print as nothing but act.
_DIRECTION = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
_CONTROL = {*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)}
_REMOVED = dict.fromkeys(_DIRECTION | _CONTROL)

_WHO = {
    Population.CIVILIANS: "civilians",
    Population.CHILDREN: "children",
    Population.UNSTATED: "people",
}


def clean(text: str) -> str:
    """The text without direction controls and other invisible controls; nothing visible is changed."""
    return text.translate(_REMOVED)


def line(text: str) -> str:
    """The text on one line: cleaned, white space runs as one space."""
    return " ".join(clean(text).split())


def count(n: int) -> str:
    """An integer with thousands marked: 1,000."""
    return f"{n:,}"


def number(x: float) -> str:
    """A measure without needless decimals: 78, 4.5."""
    return f"{x:,.1f}".removesuffix(".0")


def plural(n: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 bus, 2 buses."""
    return f"{count(n)} {one if n == 1 else many or one + 's'}"


def span(low: int | None, high: int | None) -> str:
    """A range of counts: 500–1,000, 568, at least 501, at most 800, unknown."""
    if low is None and high is None:
        return "unknown"
    if low is None:
        return f"at most {count(high or 0)}"
    if high is None:
        return f"at least {count(low)}"
    return count(low) if low == high else f"{count(low)}–{count(high)}"


def estimate(value: Estimate) -> str:
    """A range of people with the likeliest count, when one is named: 500–1,000 people (likely 568)."""
    words = f"{span(value.low, value.high)} people"
    if value.likely is not None and not value.low == value.likely == value.high:
        words += f" (likely {count(value.likely)})"
    return words


def people(value: PeopleValue) -> str:
    """A stated count in neutral words: more than is "at least n + 1"; about stays about."""
    if value.population in (Population.COMBATANTS, Population.MIXED):
        raise ValueError("a count of combatants is not printed")
    who = _WHO[value.population]
    about = "about " if value.hedge is Hedge.ABOUT else "perhaps " if value.hedge is Hedge.MAY else ""
    if value.low is None and value.high is None:
        return f"{who}, no number"
    return f"{about}{span(value.low, value.high)} {who}"


def needs(value: Needs) -> str:
    """Persons or places by travel need: 45 seated, 4 wheelchair, 2 stretcher."""
    parts = [(value.walking, "seated"), (value.wheelchair, "wheelchair"), (value.stretcher, "stretcher")]
    return ", ".join(f"{count(n)} {word}" for n, word in parts if n) or "none"


def day(at: date) -> str:
    """A date: 15 Jun 2022."""
    return f"{at.day} {at:%b %Y}"


def stamp(at: datetime) -> str:
    """An instant with its date: 15 Jun 2022 05:00Z."""
    return f"{day(at)} {at:%H:%M}Z"


def clock(opens: datetime, minutes: int) -> str:
    """Minutes since the window opens as a UTC clock time: 05:30Z; a later day carries its date."""
    at = opens + timedelta(minutes=minutes)
    return f"{at:%H:%M}Z" if at.date() == opens.date() else f"{at.day} {at:%b %H:%M}Z"


def duration(minutes: int) -> str:
    """A length of time: 45 min, 2 h, 2 h 05 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d} min" if rest else f"{hours} h"


def zone_name(zone: str) -> str:
    """The short name of a time zone: Europe/Kyiv -> Kyiv time."""
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def local(at: datetime, zone: str) -> str:
    """The clock time of an instant in a zone: 08:00."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def zones(parties: Sequence[Party]) -> tuple[str, ...]:
    """The clocks of the parties in table order, each once."""
    return tuple(dict.fromkeys(p.zone for p in parties))


def window(value: Window) -> str:
    """The hours of a window: 05:00–17:00Z on 15 Jun 2022."""
    if value.opens.date() == value.closes.date():
        return f"{value.opens:%H:%M}–{value.closes:%H:%M}Z on {day(value.opens)}"
    return f"{stamp(value.opens)} – {stamp(value.closes)}"


def window_local(value: Window, parties: Sequence[Party]) -> str:
    """A window on each party's clock: 08:00–20:00 Moscow time, 08:00–20:00 Kyiv time."""
    return ", ".join(
        f"{local(value.opens, zone)}–{local(value.closes, zone)} {zone_name(zone)}" for zone in zones(parties)
    )


def days(value: int | None) -> str:
    """Endurance in days, or the plain word when nobody counted."""
    return "unknown" if value is None else plural(value, "day")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: a, b and c."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def short_sha(sha: str) -> str:
    """The first twelve digits of a document's name."""
    return sha[:12]
