"""What the days hang on, the widest first: what taking each disturbance out would give, and the tornado, each prior at
its low and its high end; where nobody tried those, the days with least and most of each thing. A bar is a range and
never alone: marks at its ends, words and numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from safeconduct.model.stress import Leaning, Removed, StressReport, Swing
from safeconduct.publish import figures, svg

#: Bars of each half at most; the page's table has them all.
MOST = 8
#: Disturbances in words, as they are taken out.
CAUSES = {
    "turnout": "people not coming forward",
    "crowd": "more or fewer people",
    "late start": "opening late",
    "withdrawal": "the corridor withdrawn",
    "window cut": "hours cut or extended",
    "stops": "stops on the way",
    "slow screening": "slow screening",
    "refusals": "convoys refused",
    "detentions": "people held",
    "slow boarding": "slow boarding",
    "slow roads": "slow roads, weather",
    "breakdowns": "breakdowns",
    "absent drivers": "drivers absent",
    "roads unknown": "unknown roads closed",
    "crossings lost": "crossings lost",
}
#: The same as they are met on a day: from least to most.
MET = {
    "turnout": "share coming forward",
    "crowd": "people there",
    "late start": "opening late",
    "window": "hours cut or extended",
    "withdrawn": "the corridor withdrawn",
    "stops": "stops on the way",
    "driving": "slowness of roads",
    "roads lost": "roads lost",
    "drivers absent": "drivers absent",
    "screening": "slowness of screening",
    "share held": "share held",
}
#: Priors in a few words.
PRIORS = {
    "turnout.agreed": "share coming forward",
    "turnout.announced": "share coming forward",
    "turnout.direction.same": "trust in an own side",
    "turnout.direction.other": "trust in another side",
    "turnout.direction.unknown": "trust, side not told",
    "crowd": "people there",
    "start.late.agreed": "opening late",
    "start.late.announced": "opening late",
    "window.withdrawn.agreed": "corridor withdrawn",
    "window.withdrawn.announced": "corridor withdrawn",
    "window.cut": "hours cut",
    "window.cut.at": "when hours are cut",
    "window.extended": "hours extended",
    "window.extended.by": "by how much more",
    "pause": "stops on the way",
    "pause.minutes": "how long a stop lasts",
    "screening": "slowness of screening",
    "screening.run": "screening, by convoy",
    "screening.refused.agreed": "convoys refused",
    "screening.refused.announced": "convoys refused",
    "detention": "people held",
    "detention.share": "share held",
    "loading": "slowness of boarding",
    "driving": "slowness of roads",
    "driving.run": "roads, by run",
    "weather": "bad weather",
    "night": "slowness after dusk",
    "breakdown": "breakdowns",
    "breakdown.recovery": "minutes to recover",
    "driver.absent": "drivers absent",
    "road.unknown": "unknown roads closed",
    "crossing.lost": "crossings lost",
}
_HEAD, _FOOT = 30.0, 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    """A disturbance taken out: persons more on the mean with the interval, and on how many days everyone is out."""

    cause: str
    gain: str
    everyone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeanRow:
    """Mean persons out on the fifth of the days on which something was least, and most."""

    what: str
    least: str
    most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingRow:
    """A prior at its ends: its values with the unit, and the persons more or fewer at each with the interval."""

    what: str
    low: str
    at_low: str
    high: str
    at_high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CausesView:
    """What a page shows of a report: the drawing at both widths, and the tables; ``leans`` only without ``swings``."""

    wide: Markup
    narrow: Markup
    removed: tuple[CauseRow, ...]
    leans: tuple[LeanRow, ...]
    swings: tuple[SwingRow, ...] = ()
    tried: str = ""


def causes_of(report: StressReport, name: str) -> CausesView | None:
    """The drawings and the tables; None when the days hang on nothing. Our own writer escaped every word drawn."""
    wide, narrow = tornado_svg(report, name), tornado_svg(report, f"{name}-n", 360)
    if not wide:
        return None
    return CausesView(
        wide=Markup(wide),
        narrow=Markup(narrow),
        removed=cause_rows(report),
        leans=() if report.tornado else lean_rows(report),
        swings=swing_rows(report),
        tried=figures.count(report.tornado[0].of) if report.tornado else "",
    )


def cause_rows(report: StressReport) -> tuple[CauseRow, ...]:
    """The table of what was taken out, in the order of the report: the largest gain first."""
    return tuple(
        CauseRow(
            cause=CAUSES.get(one.disturbance, one.disturbance),
            gain=_gain(one),
            everyone=f"{figures.count(one.before)} → {figures.count(one.after)} of {figures.count(one.of)}",
        )
        for one in report.removed
    )


def lean_rows(report: StressReport) -> tuple[LeanRow, ...]:
    """The table of least and most, in the order of the report: the widest first."""
    return tuple(
        LeanRow(what=MET.get(one.what, one.what), least=f"{one.weakest:,.0f}", most=f"{one.strongest:,.0f}")
        for one in report.leanings
    )


def swing_rows(report: StressReport) -> tuple[SwingRow, ...]:
    """The table of the tornado, in the order of the report: the widest first."""
    return tuple(
        SwingRow(
            what=PRIORS.get(one.prior, one.prior),
            low=_value(one.low, one.unit),
            at_low=_change(one.at_low, one.low_half_width),
            high=_value(one.high, one.unit),
            at_high=_change(one.at_high, one.high_half_width),
        )
        for one in report.tornado
    )


def tornado_svg(report: StressReport, name: str, width: int = 880) -> str:
    """Both halves in one drawing; a half without rows is left out. An empty string when there is neither."""
    gains = [one for one in report.removed if one.gain > one.half_width][:MOST]
    swings = [one for one in report.tornado if _told_apart(one)][:MOST]
    leans = [] if report.tornado else [one for one in report.leanings if one.told_apart][:MOST]
    if not report.removed and not leans and not swings:
        return ""
    row = 40.0 if width < 600 else 26.0
    lines = svg.wrap(_chance(report.removed), 11, width - 20)
    upper = _HEAD + row * len(gains) + (_FOOT if gains else 0) + 16 * len(lines) if report.removed else 0.0
    lower = _HEAD + row * len(leans or swings) + _FOOT if leans or swings else 0.0
    drawing = svg.Drawing(name, width, upper + lower + 6, "What the simulated days hang on", _described(report))
    drawing.rect(0, 0, width, upper + lower + 6, colour="paper")
    drawing.hatch("open", "unknown", 5)
    if report.removed:
        _removed(drawing, gains, report.removed[0].of, row)
        for n, words in enumerate(lines):
            drawing.text(10, upper - 16 * (len(lines) - n) + 8, words, size=11, colour="soft")
    if leans:
        _leanings(drawing, leans, report.out.mean, row, upper)
    if swings:
        _swings(drawing, swings, row, upper)
    return drawing.done()


def _gain(one: Removed) -> str:
    return _change(one.gain, one.half_width)


def _change(persons: float, half_width: float) -> str:
    return f"{persons:+,.0f} ± {half_width:,.0f}"


def _value(value: float, unit: str) -> str:
    """A value of a prior: a chance in percent, all else with its unit where it is one that people count in."""
    if unit.startswith("chance"):
        return f"{100 * value:.3g} %"
    if unit == "share":
        return f"{100 * value:.3g} %"
    return f"{value:.3g} times" if unit == "factor" else f"{value:.3g} {unit}"


def _told_apart(one: Swing) -> bool:
    """Whether one of the ends is told apart from chance."""
    return abs(one.at_low) > one.low_half_width or abs(one.at_high) > one.high_half_width


def _chance(removed: Sequence[Removed]) -> str:
    names = [CAUSES.get(one.disturbance, one.disturbance) for one in removed if one.gain <= one.half_width]
    return f"Not told apart from chance: {', '.join(names)}." if names else ""


def _left(drawing: svg.Drawing) -> float:
    return 12.0 if drawing.width < 600 else 190.0


def _label(drawing: svg.Drawing, words: str, top: float, row: float) -> None:
    """Above its bar where there is little room, else before it."""
    if row > 30:
        drawing.text(_left(drawing), top + 12, words, size=12, halo=True)
    else:
        drawing.text(_left(drawing) - 8, top + 17, words, size=12, anchor="end")


def _axis(drawing: svg.Drawing, top: float, bottom: float, least: float, most: float, words: str) -> float:
    """Vertical lines at round numbers with their words below; returns pixels a person."""
    left = _left(drawing)
    scale = (drawing.width - left - 88) / max(1.0, most - least)
    for persons in ticks(least, most, 4 if drawing.width < 600 else 6):
        x = left + (persons - least) * scale
        drawing.line(x, top, x, bottom, "line")
        drawing.text(x, bottom + 13, figures.count(persons), size=11, colour="soft", anchor="middle")
    drawing.text(drawing.width - 10, bottom + 28, words, size=11, colour="soft", anchor="end")
    return scale


def _removed(drawing: svg.Drawing, gains: Sequence[Removed], days: int, row: float) -> None:
    """A bar from nothing to the gain, and its interval hatched with an end mark at both sides."""
    words = "If one thing never happened" if drawing.width < 600 else "If one thing never happened: who would be out"
    drawing.text(10, 17, words, size=13, bold=True)
    if not gains:
        return
    bottom = _HEAD + row * len(gains)
    most = max(one.gain + one.half_width for one in gains)
    scale = _axis(drawing, _HEAD, bottom, 0, most, f"persons more a day, mean of {figures.count(days)} days, ± 95 %")
    left = _left(drawing)
    for n, one in enumerate(gains):
        top = _HEAD + n * row
        base = top + row - 20
        _label(drawing, CAUSES.get(one.disturbance, one.disturbance), top, row)
        low, high = left + (one.gain - one.half_width) * scale, left + (one.gain + one.half_width) * scale
        drawing.rect(left, base, low - left, 13, colour="yes")
        drawing.rect(low, base, high - low, 13, edge="yes", colour="paper")
        drawing.rect(low, base, high - low, 13, pattern="open")
        drawing.line(left + one.gain * scale, base - 3, left + one.gain * scale, base + 16, "ink", width=2)
        drawing.text(high + 6, base + 11, _gain(one), size=12, halo=True)


def _leanings(drawing: svg.Drawing, leans: Sequence[Leaning], mean: float, row: float, top: float) -> None:
    """A bar between the two means: a ring where there was least of it, a full disc where there was most."""
    drawing.text(10, top + 17, "Days with least and most of it", size=13, bold=True)
    x = drawing.width - (204 if drawing.width >= 600 else 138)
    _ends(drawing, x, x + 66, top + 13)
    drawing.text(x + 9, top + 17, "least", size=11)
    drawing.text(x + 75, top + 17, "most" if drawing.width < 600 else "most (a fifth each)", size=11)
    upper, bottom = top + _HEAD, top + _HEAD + row * len(leans)
    ends = [persons for one in leans for persons in (one.weakest, one.strongest)]
    least, most = min(*ends, mean), max(*ends, mean)
    least = max(0.0, least - 0.08 * (most - least))
    scale = _axis(drawing, upper, bottom, least, most, "persons out, mean of those days")
    left = _left(drawing)
    drawing.text(10, bottom + 28, f"dashed: all days, {mean:,.0f}", size=11, colour="soft")
    drawing.line(left + (mean - least) * scale, upper - 2, left + (mean - least) * scale, bottom, "soft", dash="4 3")
    for n, one in enumerate(leans):
        base = upper + n * row + row - 20
        _label(drawing, MET.get(one.what, one.what), upper + n * row, row)
        weak, strong = left + (one.weakest - least) * scale, left + (one.strongest - least) * scale
        drawing.rect(min(weak, strong), base + 3, abs(weak - strong), 7, colour="partly", opacity=0.55)
        _ends(drawing, weak, strong, base + 6.5)
        words = f"{one.weakest:,.0f} → {one.strongest:,.0f}"
        drawing.text(max(weak, strong) + 10, base + 11, words, size=12, halo=True)


def _swings(drawing: svg.Drawing, swings: Sequence[Swing], row: float, top: float) -> None:
    """A bar from the persons at the low end to those at the high end, around the days as they are: a ring at the low
    end, a full disc at the high one."""
    narrow = drawing.width < 600
    drawing.text(10, top + 17, "Each thing at its low and high end", size=13, bold=True)
    x = drawing.width - (204 if not narrow else 118)
    _ends(drawing, x, x + 60, top + 13)
    drawing.text(x + 9, top + 17, "low", size=11)
    drawing.text(x + 69, top + 17, "high" if narrow else "high (see the table)", size=11)
    upper, bottom = top + _HEAD, top + _HEAD + row * len(swings)
    ends = [persons for one in swings for persons in (one.at_low, one.at_high)]
    least, most = min(*ends, 0.0), max(*ends, 0.0)
    least -= 0.03 * (most - least)  # room for the mark at the lowest end
    words = f"persons more or fewer a day, mean of {figures.count(swings[0].of)} days"
    scale = _axis(drawing, upper, bottom, least, most, words)
    left = _left(drawing)
    zero = left - least * scale
    drawing.line(zero, upper - 2, zero, bottom, "soft", dash="4 3")
    for n, one in enumerate(swings):
        base = upper + n * row + row - 20
        _label(drawing, PRIORS.get(one.prior, one.prior), upper + n * row, row)
        low, high = left + (one.at_low - least) * scale, left + (one.at_high - least) * scale
        drawing.rect(min(low, high), base + 3, abs(low - high), 7, colour="partly", opacity=0.55)
        _ends(drawing, low, high, base + 6.5)
        told = f"{one.at_low:+,.0f} → {one.at_high:+,.0f}"
        drawing.text(max(low, high) + 10, base + 11, told, size=12, halo=True)


def _ends(drawing: svg.Drawing, weak: float, strong: float, y: float) -> None:
    for x, inside in ((weak, "paper"), (strong, "partly")):
        look = svg.paint("partly", inside)
        drawing.add(f'<circle cx="{svg.num(x)}" cy="{svg.num(y)}" r="4.5" {look} stroke-width="2"/>')


def ticks(least: float, most: float, number: int) -> list[int]:
    """At most ``number`` and one round numbers from ``least`` to ``most``."""
    step = next(first * 10**n for n in count() for first in (1, 2, 5) if most - least <= number * first * 10**n)
    return [value for value in range(-(-int(least) // step) * step, int(most) + 1, step) if value >= least]


def _described(report: StressReport) -> str:
    gains = [f"{CAUSES.get(one.disturbance, one.disturbance)} {_gain(one)}" for one in report.removed[:MOST]]
    first = f"Persons more on the mean without: {'; '.join(gains)}. " if gains else ""
    swings = [
        f"{PRIORS.get(one.prior, one.prior)} {one.at_low:+,.0f} to {one.at_high:+,.0f}" for one in report.tornado[:MOST]
    ]
    if swings:
        return f"{first}Persons more or fewer at the low and at the high end of: {'; '.join(swings)}."
    leans = [
        f"{MET.get(one.what, one.what)} {one.weakest:,.0f} to {one.strongest:,.0f}" for one in report.leanings[:MOST]
    ]
    return first + (f"Persons out where there was least and most of: {'; '.join(leans)}." if leans else "")
