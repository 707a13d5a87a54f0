"""The time–distance graph of a plan: each convoy a line from site through checkpoint to reception.

Loaded runs are thick, empty returns thin and dashed; hours outside the window, margins and dusk are shaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from safeconduct.model.plan import Convoy, Plan
from safeconduct.model.situation import Leg, Needs, Situation
from safeconduct.model.times import Window
from safeconduct.publish import figures, svg


def latest_arrival(situation: Situation, corridor_id: str) -> int | None:
    """The last allowed arrival in minutes since opening: before the close and before sunset, each less its margin."""
    corridor = situation.corridor(corridor_id)
    if corridor.window is None:
        return None
    latest = corridor.window.minutes - situation.rules.window_margin_minutes.value
    sunset = sunset_minute(situation, corridor_id)
    if sunset is not None:
        latest = min(latest, sunset - situation.rules.sunset_margin_minutes.value)
    return latest


def sunset_minute(situation: Situation, corridor_id: str) -> int | None:
    """Sunset at the reception in minutes since the window opens, None when it is not known."""
    corridor = situation.corridor(corridor_id)
    found = next((s.at.value for s in situation.sunsets if s.reception == corridor.reception), None)
    if found is None or corridor.window is None:
        return None
    return int((found - corridor.window.opens).total_seconds() // 60)


def persons_in(plan: Plan, situation: Situation, convoy: int) -> int:
    """Persons aboard a convoy."""
    size = {p.id: p.members.total for p in situation.profiles}
    return sum(size[h.profile] * h.count for t in plan.trips if t.convoy == convoy for h in t.boarded)


def needs_in(plan: Plan, situation: Situation, convoy: int) -> Needs:
    """Persons aboard a convoy by travel need."""
    of, found = {p.id: p.members for p in situation.profiles}, Needs()
    for household in (h for t in plan.trips if t.convoy == convoy for h in t.boarded):
        one = of[household.profile]
        found = found.plus(
            Needs(**{name: getattr(one, name) * household.count for name in ("walking", "wheelchair", "stretcher")})
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The plotting area and its scales: minutes across, kilometres up."""

    left: float
    top: float
    right: float
    bottom: float
    minutes: int
    km: float

    def x(self, minute: float) -> float:
        return self.left + (self.right - self.left) * min(minute, self.minutes) / self.minutes

    def y(self, km: float) -> float:
        return self.bottom - (self.bottom - self.top) * km / self.km


def time_distance_svg(plan: Plan, situation: Situation, name: str, width: int = 880) -> str | None:
    """The graph of a plan as an SVG document; None when the corridor has no window or no leg."""
    corridor = situation.corridor(plan.scenario.corridor)
    leg = situation.leg_of(corridor)
    if corridor.window is None or leg is None:
        return None
    narrow = width < 600
    height = 380 if narrow else 350
    sunset = sunset_minute(situation, corridor.id)
    end = max(corridor.window.minutes, sunset or 0) + 30
    frame = _Frame(
        left=16 if narrow else 120,
        top=54,
        right=width - 14,
        bottom=height - 62,
        minutes=end,
        km=leg.km.value,
    )
    title = f"Time and distance, {figures.count(plan.scenario.people)} people to {_reception(situation, leg)}"
    drawing = svg.Drawing(name, width, height, title, _described(plan, situation))
    drawing.hatch("closed", "quiet")
    drawing.rect(0, 0, width, height, colour="paper")
    _ground(drawing, frame, situation, corridor.id, corridor.window.minutes, sunset, narrow=narrow)
    _axes(drawing, frame, situation, leg, narrow=narrow)
    _runs(drawing, frame, plan, situation, leg)
    return drawing.done()


def _reception(situation: Situation, leg: Leg) -> str:
    return next((r.name for r in situation.receptions if r.id == leg.reception), leg.reception)


def _described(plan: Plan, situation: Situation) -> str:
    window = situation.corridor(plan.scenario.corridor).window
    if window is None or not plan.convoys:
        return "No convoy runs."
    runs = [
        f"convoy {c.number}, {figures.count(persons_in(plan, situation, c.number))} people, leaves "
        f"{figures.clock(window.opens, c.depart)}, arrives {figures.clock(window.opens, c.arrive)}"
        for c in plan.convoys
    ]
    return "; ".join(runs) + "."


def _ground(
    drawing: svg.Drawing,
    frame: _Frame,
    situation: Situation,
    corridor: str,
    closes: int,
    sunset: int | None,
    *,
    narrow: bool,
) -> None:
    """Shading: margin before the last allowed arrival, after the close, after sunset."""
    latest = latest_arrival(situation, corridor) or closes
    high = frame.bottom - frame.top
    drawing.rect(frame.left, frame.top, frame.right - frame.left, high, colour="panel")
    drawing.rect(frame.x(latest), frame.top, frame.x(closes) - frame.x(latest), high, colour="warn")
    drawing.rect(frame.x(closes), frame.top, frame.right - frame.x(closes), high, pattern="closed", opacity=0.45)
    said = [(latest, "last arrival allowed"), (closes, "window closes")]
    said += [(sunset, "sunset")] if sunset is not None else []
    # each word stands left of its line and one row above the line before it, so that no line crosses a word
    for row, (minute, words) in enumerate(sorted(said)):
        x, up = frame.x(minute), row * 15
        drawing.line(
            x, frame.top - 12 - up, x, frame.bottom, "soft", width=1.2, dash="" if words.startswith("last") else "4 3"
        )
        drawing.text(x - 5, frame.top - 6 - up, words, size=11, colour="soft", anchor="end")
    if not narrow:
        drawing.text(
            frame.left, frame.top - 8, "loaded: thick line · empty return: thin, dashed", size=11, colour="soft"
        )


def _axes(drawing: svg.Drawing, frame: _Frame, situation: Situation, leg: Leg, *, narrow: bool) -> None:
    stops = [(0.0, situation.sites[0].name)] if situation.sites else []
    stops = [(0.0, next((s.name for s in situation.sites if s.id == leg.site), leg.site))]
    near = _near_km(leg)
    if leg.checkpoint is not None:
        stops.append((near, leg.checkpoint.name or "checkpoint"))
    stops.append((frame.km, _reception(situation, leg)))
    for km, words in stops:
        y = frame.y(km)
        drawing.line(frame.left, y, frame.right, y, "line", width=1)
        label = f"{words}, {figures.number(round(km, 1))} km"
        if narrow:
            drawing.text(frame.left + 3, y - 4, label, size=11, colour="soft", halo=True)
        else:
            lines = svg.wrap(label, 11.5, frame.left - 12)
            for n, part in enumerate(lines):
                drawing.text(frame.left - 8, y + 4 + 13 * (n - len(lines) + 1), part, size=11.5, anchor="end")
    window = next(c.window for c in situation.corridors if c.reception == leg.reception and c.window is not None)
    step = 120 if narrow or frame.x(60) - frame.x(0) < 46 else 60
    zones = figures.zones(situation.parties)
    for minute in range(0, frame.minutes + 1, step):
        x = frame.x(minute)
        at = window.opens + timedelta(minutes=minute)
        drawing.line(x, frame.bottom, x, frame.bottom + 4, "quiet")
        drawing.text(x, frame.bottom + 16, f"{at:%H:%M}Z" if narrow else f"{at:%H}Z", size=11, anchor="middle")
        if zones:
            drawing.text(x, frame.bottom + 31, figures.local(at, zones[0]), size=10.5, colour="soft", anchor="middle")
    same = [z for z in zones if figures.local(window.opens, z) == figures.local(window.opens, zones[0])]
    clocks = figures.listed(figures.zone_name(z) for z in same)
    drawing.text(frame.left, frame.bottom + 49, f"UTC above, {clocks} below", size=11, colour="soft")


def _near_km(leg: Leg) -> float:
    if leg.checkpoint is None or leg.minutes_loaded.value == 0:
        return 0.0
    return leg.km.value * leg.checkpoint.minutes_from_site.value / leg.minutes_loaded.value


def _runs(drawing: svg.Drawing, frame: _Frame, plan: Plan, situation: Situation, leg: Leg) -> None:
    window = situation.corridor(plan.scenario.corridor).window
    if window is None:
        return
    for back in sorted({(r.depart, r.arrive) for r in plan.returns}):
        points = [(frame.x(back[0]), frame.y(frame.km)), (frame.x(back[1]), frame.y(0))]
        drawing.path(points, "soft", width=1.1, dash="5 4", title="empty return")
    near = _near_km(leg)
    for convoy in plan.convoys:
        km = [0.0, near, near, near, frame.km]
        minutes = [convoy.depart, convoy.reach, convoy.screen_from, convoy.screen_until, convoy.arrive]
        points = [(frame.x(m), frame.y(k)) for m, k in zip(minutes, km, strict=True)]
        aboard = persons_in(plan, situation, convoy.number)
        title = (
            f"Convoy {convoy.number}: {aboard} people, {figures.clock(window.opens, convoy.depart)} to "
            f"{figures.clock(window.opens, convoy.arrive)}"
        )
        drawing.path(points, "yes", width=3, title=title)
        _tag(drawing, frame, convoy, near, aboard)


def _tag(drawing: svg.Drawing, frame: _Frame, convoy: Convoy, near: float, aboard: int) -> None:
    """Number and people of a convoy, set on its loaded run, staggered by number."""
    share = (0.72, 0.5, 0.3)[convoy.number % 3]
    km = near + (frame.km - near) * share
    minute = convoy.screen_until + (convoy.arrive - convoy.screen_until) * share
    x, y = frame.x(minute), frame.y(km)
    words = f"{convoy.number} · {aboard}"
    room = svg.width_of(words, 11, True) + 8
    x = min(x, frame.right - room / 2)
    drawing.add(
        f'<rect x="{svg.num(x - room / 2)}" y="{svg.num(y - 9)}" width="{svg.num(room)}" height="17" rx="3" '
        f'{svg.paint("yes", "paper")} stroke-width="1"/>'
    )
    drawing.text(x, y + 4, words, size=11, anchor="middle", bold=True)


def iso(window: Window, minute: int) -> str:
    """Minutes since a window opens as an instant for a table: 2022-06-15T05:30Z."""
    return f"{window.opens + timedelta(minutes=minute):%Y-%m-%dT%H:%MZ}"
