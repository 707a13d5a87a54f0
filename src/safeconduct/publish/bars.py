"""Bars: how many people each claim counts, as ranges with open ends; and the bounds of a proof, least first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from safeconduct.model.certificate import Bound
from safeconduct.model.claim import Claim, PeopleValue, Population
from safeconduct.publish import figures, lexicon, svg
from safeconduct.publish.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """One stated count with its words."""

    label: str
    low: int | None
    high: int | None
    words: str
    source: str
    confirmed: bool


def _counts(claims: Sequence[Claim], ledger: Ledger) -> list[_Count]:
    out = []
    for claim in claims:
        view = ledger.by_id.get(claim.id)
        if view is None or view.masked or view.state == "rejected":
            continue
        for value in claim.values:
            if isinstance(value, PeopleValue) and value.population in (Population.CIVILIANS, Population.UNSTATED):
                if value.low is None and value.high is None:
                    continue
                out.append(
                    _Count(
                        label=view.label,
                        low=value.low,
                        high=value.high,
                        words=figures.people(value),
                        source=f"{view.speaker}, {view.published}",
                        confirmed=view.state == "confirmed",
                    )
                )
    return out


def people_svg(claims: Sequence[Claim], ledger: Ledger, name: str, width: int = 880) -> str | None:
    """Counts of people, one row a claim; None when no claim counts any. Open ends fade into hatching."""
    counts = _counts(claims, ledger)
    if any(c.confirmed for c in counts):
        counts = [c for c in counts if c.confirmed]
    if not counts:
        return None
    narrow = width < 600
    left, row = (12.0, 46.0) if narrow else (330.0, 30.0)
    top = max(n for c in counts for n in (c.low, c.high) if n is not None) * 1.12 or 1
    height = 30 + row * len(counts)
    described = "; ".join(f"{c.label}: {c.words} ({c.source})" for c in counts)
    drawing = svg.Drawing(name, width, height, "How many people, by claim", described)
    drawing.hatch("open", "unknown")
    drawing.rect(0, 0, width, height, colour="paper")
    scale = (width - left - 20) / top
    for tick in _ticks(top):
        x = left + tick * scale
        drawing.line(x, 4, x, height - 22, "line")
        drawing.text(x, height - 8, figures.count(tick), size=11, colour="soft", anchor="middle" if tick else "start")
    for n, item in enumerate(counts):
        _count_row(drawing, item, left, 6 + n * row, row, scale, width - 14, narrow=narrow)
    return drawing.done()


def _count_row(
    drawing: svg.Drawing, item: _Count, left: float, y: float, row: float, scale: float, end: float, *, narrow: bool
) -> None:
    words = f"{item.label}  {item.words}"
    base = y + row - 19
    if narrow:
        drawing.text(left, y + 12, f"{words} – {item.source}", size=11, halo=True)
    else:
        drawing.text(left - 10, y + 10, words, size=12, anchor="end", bold=True)
        drawing.text(left - 10, y + 23, _fit(item.source, 11, left - 20), size=11, colour="soft", anchor="end")
        base = y + 6
    colour = "yes" if item.confirmed else "soft"
    low, high = item.low, item.high
    if low is not None and high is not None and low == high:
        drawing.rect(left, base + 4, low * scale, 3, colour="line")
        drawing.rect(left + low * scale - 2, base - 1, 5, 13, colour=colour)
        return
    start = left + (low or 0) * scale
    if low is not None:
        drawing.rect(start - 2, base - 1, 4, 13, colour=colour)
    if high is None:
        drawing.rect(start, base + 1, end - start, 9, pattern="open", opacity=0.7)
        drawing.text(end, base + 10, "→", size=13, colour="unknown", anchor="end", bold=True, halo=True)
    else:
        drawing.rect(start, base + 1, high * scale - (low or 0) * scale, 9, colour=colour)


def _fit(words: str, size: float, room: float) -> str:
    if svg.width_of(words, size) <= room:
        return words
    while words and svg.width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _ticks(top: float) -> list[int]:
    """At most seven round numbers from 0 to ``top``."""
    step = next(first * 10**n for n in count(1) for first in (1, 2, 5) if top <= 6 * first * 10**n)
    return list(range(0, int(top) + 1, step))


def bound_svg(bound: Bound, people: int, name: str, width: int = 880) -> str:
    """The terms of a bound as a staircase, least first, with the line of the people who are to go."""
    terms = sorted((t for t in bound.terms if t.resource != "people"), key=lambda t: (t.persons, t.resource))
    narrow = width < 600
    left, row = (12.0, 38.0) if narrow else (190.0, 26.0)
    cap = max(people * 2, *(t.persons for t in terms), 1) if terms else people
    top = min(cap, max(people * 2.2, bound.persons * 1.6, 10))
    height = 42 + row * len(terms)
    described = "; ".join(f"{lexicon.RESOURCE.get(t.resource, t.resource)}: {t.persons} people" for t in terms)
    drawing = svg.Drawing(name, width, height, f"What each resource could carry, against {people} people", described)
    drawing.rect(0, 0, width, height, colour="paper")
    scale = (width - left - 70) / top
    x = left + people * scale
    drawing.line(x, 14, x, height - 20, "ink", width=1.6, dash="5 3")
    drawing.text(x, height - 7, f"{figures.count(people)} people are to go", size=11, anchor="middle", bold=True)
    for n, term in enumerate(terms):
        y = 20 + n * row + (16 if narrow else 0)
        binds = term.persons < people
        long = min(term.persons, top) * scale
        drawing.rect(left, y, long, 15, colour="no" if binds else "yes", opacity=1 if binds else 0.75)
        beyond = term.persons > top
        words = f"{figures.count(term.persons)}{' →' if beyond else ''}"
        drawing.text(left + long + 5, y + 12, words, size=12, bold=binds, halo=True)
        label = lexicon.RESOURCE.get(term.resource, term.resource)
        if binds:
            label = f"✕ {label}"
        if narrow:
            drawing.text(left, y - 4, label, size=11, bold=binds)
        else:
            drawing.text(left - 8, y + 12, label, size=12, anchor="end", bold=binds)
    return drawing.done()
