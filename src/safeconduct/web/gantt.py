"""The vehicles of a plan as a Gantt chart: one row a vehicle, one bar a thing it does, in words where there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeconduct.model.plan import Plan, Trip
from safeconduct.model.situation import Situation
from safeconduct.publish import figures, svg
from safeconduct.publish.chart import latest_arrival

_ROW = 24
_BAR = 15
_TOP = 34

#: What a vehicle does: its name, the palette name of its fill, and whether it is hatched.
_KINDS = (
    ("boards", "partly", False),
    ("drives loaded", "yes", False),
    ("is screened", "unknown", True),
    ("drives back empty", "line", False),
)


#: Size of a vehicle's name in CSS pixels; its column is as wide as the longest.
_WORD = 11.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One thing a vehicle does in [start, end), minutes since the window opens; ``kind`` counts in the legend."""

    vehicle: str
    kind: int
    start: int
    end: int
    words: str


def bars_of(plan: Plan) -> tuple[Bar, ...]:
    """Everything the vehicles of a plan do, vehicle by vehicle as they first load, then by time."""
    convoys = {convoy.number: convoy for convoy in plan.convoys}
    found = []
    for trip in plan.trips:
        convoy = convoys[trip.convoy]
        times = (convoy.depart, convoy.reach, convoy.screen_from, convoy.screen_until, convoy.arrive)
        found += [
            _bar(trip, 0, trip.load_from, trip.load_until),
            _bar(trip, 1, times[0], times[1]),
            _bar(trip, 2, times[2], times[3]),
            _bar(trip, 1, times[3], times[4]),
        ]
    found += [Bar(vehicle=one.vehicle, kind=3, start=one.depart, end=one.arrive, words="empty") for one in plan.returns]
    first = {trip.vehicle: trip.load_from for trip in reversed(plan.trips)}
    made = [bar for bar in found if bar.end > bar.start]
    return tuple(sorted(made, key=lambda bar: (first.get(bar.vehicle, 0), bar.vehicle, bar.start)))


def _bar(trip: Trip, kind: int, start: int, end: int) -> Bar:
    return Bar(vehicle=trip.vehicle, kind=kind, start=start, end=end, words=f"convoy {trip.convoy}")


def gantt_svg(plan: Plan, situation: Situation, name: str, width: int = 1000) -> str | None:
    """The chart as an SVG document; None when there is no window or nothing moves. ``name`` prefixes its ids."""
    window, bars = situation.corridor(plan.scenario.corridor).window, bars_of(plan)
    if window is None or not bars:
        return None
    vehicles = list(dict.fromkeys(bar.vehicle for bar in bars))
    end = max(window.minutes, *(bar.end for bar in bars))
    longest = max(svg.width_of(vehicle, _WORD) for vehicle in vehicles) + 16
    left, right = max(longest, 78 if width < 600 else 112), width - (22 if width < 600 else 28)
    height = _TOP + _ROW * len(vehicles) + 62

    def x(minute: float) -> float:
        return left + (right - left) * minute / end

    title = f"What each of {figures.plural(len(vehicles), 'vehicle')} does"
    drawing = svg.Drawing(name, width, height, title, _described(bars, window.opens))
    drawing.hatch("wait", "unknown")
    drawing.rect(0, 0, width, height, colour="paper")
    foot = _TOP + _ROW * len(vehicles)
    latest = latest_arrival(situation, plan.scenario.corridor) or window.minutes
    drawing.rect(x(latest), _TOP, x(end) - x(latest), foot - _TOP, colour="warn")
    drawing.text(x(latest) - 4, _TOP - 6, "last arrival allowed", size=11, colour="soft", anchor="end")
    _hours(drawing, x, end, foot, window.opens, 120 if width < 600 else 60)
    for row, vehicle in enumerate(vehicles):
        top = _TOP + _ROW * row
        drawing.line(left, top, right, top, "line")
        drawing.text(left - 8, top + 16, vehicle, size=_WORD, anchor="end")
        for bar in (one for one in bars if one.vehicle == vehicle):
            _draw(drawing, bar, x(bar.start), x(bar.end) - x(bar.start), top + (_ROW - _BAR) / 2, window.opens)
    drawing.line(x(latest), _TOP - 16, x(latest), foot, "soft", width=1.4)
    _legend(drawing, left if width >= 600 else 8, foot + 46, width, sorted({bar.kind for bar in bars}))
    return drawing.done()


def _hours(
    drawing: svg.Drawing, x: Callable[[float], float], end: int, foot: float, opens: datetime, step: int
) -> None:
    for minute in range(0, end + 1, step):
        at = x(minute)
        drawing.line(at, _TOP, at, foot + 4, "line")
        drawing.text(at, foot + 18, f"{opens + timedelta(minutes=minute):%H:%M}Z", size=11, anchor="middle")


def _draw(drawing: svg.Drawing, bar: Bar, left: float, wide: float, top: float, opens: datetime) -> None:
    what, colour, hatched = _KINDS[bar.kind]
    title = f"{bar.vehicle}, {bar.words}: {what} {figures.clock(opens, bar.start)} to {figures.clock(opens, bar.end)}"
    drawing.add(f"<g><title>{svg.text(title)}</title>")
    drawing.rect(left, top, wide, _BAR, colour="paper" if hatched else colour)
    if hatched:
        drawing.rect(left, top, wide, _BAR, pattern="wait")
    drawing.rect(left, top, wide, _BAR, edge="soft")
    if bar.kind == 1 and wide > svg.width_of(bar.words, 11, True) + 8:
        drawing.text(left + wide / 2, top + 11.5, bar.words, size=11, colour="paper", anchor="middle", bold=True)
    drawing.add("</g>")


def _legend(drawing: svg.Drawing, left: float, y: float, width: int, kinds: Sequence[int]) -> None:
    at = left
    for what, colour, hatched in (_KINDS[kind] for kind in kinds):
        size = 11 if width >= 600 else 9.5
        drawing.rect(at, y - 9, 12, 10, colour="paper" if hatched else colour)
        if hatched:
            drawing.rect(at, y - 9, 12, 10, pattern="wait")
        drawing.rect(at, y - 9, 12, 10, edge="soft")
        drawing.text(at + 16, y, what, size=size, colour="soft")
        at += 28 + svg.width_of(what, size)


def _described(bars: Sequence[Bar], opens: datetime) -> str:
    said = [
        f"{bar.vehicle} {_KINDS[bar.kind][0]} {figures.clock(opens, bar.start)}–{figures.clock(opens, bar.end)}"
        for bar in bars
    ]
    return "; ".join(said[:60]) + ("." if len(said) <= 60 else "; and so on.")
