"""Drawings of a fleet's day: vehicles over time, narrow places over time, people out over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from safeconduct.model.fleet import FleetBound
from safeconduct.model.resource import Resource
from safeconduct.publish import figures, svg
from safeconduct.publish.fleet.day import Day
from safeconduct.publish.fleet.people import out_over_time
from safeconduct.verify.facts import latest_arrival

#: Room to the right of the last hour, for half its label.
EDGE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hours:
    """The axis of time: where a minute stands across, from ``left`` to ``right``."""

    left: float
    right: float
    minutes: int

    def x(self, minute: float) -> float:
        return self.left + (self.right - self.left) * min(max(minute, 0), self.minutes) / self.minutes


def closes_at(day: Day) -> tuple[tuple[str, int, int, int], ...]:
    """Reception, and the minutes its hours open, allow the last arrival, and close; receptions in order, each once."""
    found: dict[str, tuple[str, int, int, int]] = {}
    for name in day.plan.scenario.corridors:
        corridor = day.situation.corridor(name)
        if corridor.window is not None:
            opens = int((corridor.window.opens - day.zero).total_seconds() // 60)
            latest = opens + latest_arrival(day.situation, corridor)
            row = (corridor.reception, opens, latest, opens + corridor.window.minutes)
            found.setdefault(corridor.reception, row)
    return tuple(found.values())


def _hours(day: Day, left: float, right: float) -> _Hours:
    end = max([day.last, *(row[3] for row in closes_at(day))], default=60)
    return _Hours(left=left, right=right, minutes=-(-end // 30) * 30)


def _axis(drawing: svg.Drawing, day: Day, hours: _Hours, top: float, bottom: float, *, narrow: bool) -> None:
    """Hour lines with UTC above and the first party's clock below."""
    zones = figures.zones(day.situation.parties)
    first = -(day.zero.minute % 60) % 60
    for minute in range(first, hours.minutes + 1, 60):
        x = hours.x(minute)
        at = day.zero + timedelta(minutes=minute)
        drawing.line(x, top, x, bottom, "line")
        drawing.text(x, bottom + 14, f"{at:%H}Z" if narrow else f"{at:%H:%M}Z", size=11, anchor="middle")
        if zones:
            drawing.text(x, bottom + 28, figures.local(at, zones[0]), size=10.5, colour="soft", anchor="middle")
    if zones:
        words = f"UTC above, {figures.zone_name(zones[0])} below"
        drawing.text(hours.left, bottom + 44, words, size=11, colour="soft")


def _limits(drawing: svg.Drawing, day: Day, hours: _Hours, top: float, bottom: float, *, words: bool = True) -> None:
    """Where the last arrival is allowed at each reception, and where its hours close."""
    rows: dict[int, list[str]] = {}
    for reception, _, latest, _ in closes_at(day):
        rows.setdefault(latest, []).append(day.name(reception))
    end = max(row[3] for row in closes_at(day))
    drawing.rect(hours.x(end), top, hours.right - hours.x(end), bottom - top, pattern="closed", opacity=0.45)
    for latest, names in rows.items():
        drawing.line(hours.x(latest), top - 4, hours.x(latest), bottom, "soft", width=1.2, dash="4 3")
        if words:
            label = f"last arrival, {figures.listed(names)}"
            drawing.text(hours.x(latest) - 4, top - 7, label, size=11, colour="soft", anchor="end")


def gantt_svg(day: Day, name: str, width: int = 880) -> str:
    """Every vehicle a row: boarding boxes, loaded runs thick, empty runs thin and dashed, narrow places as ticks."""
    narrow = width < 600
    row = 17.0 if len(day.plan.days) <= 60 else 9.0
    left, top = (78.0 if narrow else 132.0), 58.0
    bottom = top + row * len(day.plan.days)
    title = f"{figures.plural(len(day.plan.days), 'vehicle')} over the day"
    drawing = svg.Drawing(name, width, bottom + 54, title, _told(day))
    drawing.hatch("board", "partly", 4)
    drawing.hatch("closed", "quiet")
    drawing.rect(0, 0, width, bottom + 54, colour="paper")
    hours = _hours(day, left, width - EDGE)
    drawing.rect(left, top, width - EDGE - left, bottom - top, colour="panel")
    _axis(drawing, day, hours, top, bottom, narrow=narrow)
    _limits(drawing, day, hours, top, bottom)
    _key(drawing, 12, 14, narrow=narrow)
    before = ""
    for n, one in enumerate(day.plan.days):
        y = top + row * n
        if one.vehicle.rsplit("-", 1)[0] != before:
            before = one.vehicle.rsplit("-", 1)[0]
            drawing.line(6, y, width - EDGE, y, "line", width=1)
        size = min(11.0, row - 3)
        drawing.text(left - 6, y + row * 0.7, one.vehicle, size=9.5 if narrow else size, anchor="end")
        _bars(drawing, day, one.vehicle, hours, y, row)
    return drawing.done()


def _told(day: Day) -> str:
    words = []
    for one in day.plan.days:
        runs = [r for r in day.of(one.vehicle)[1] if r.loaded]
        parts = (
            f"leaves {day.name(r.start)} {day.clock(r.depart)}, {day.name(r.goal)} {day.clock(r.arrive)}" for r in runs
        )
        words.append(f"{one.vehicle}: " + ", then ".join(parts))
    return "; ".join(words) + "."


def _key(drawing: svg.Drawing, x: float, y: float, *, narrow: bool) -> None:
    entries = ("boards", "with people", "unloads", "empty", "narrow place")
    at = x
    for n, words in enumerate(entries):
        if narrow and n == 3:
            at, y = x, y + 16
        if n == 0:
            drawing.rect(at, y - 9, 22, 10, edge="partly", pattern="")
            drawing.rect(at, y - 9, 22, 10, pattern="board")
        elif n == 1:
            drawing.line(at, y - 4, at + 22, y - 4, "yes", width=5)
        elif n == 2:
            drawing.rect(at, y - 9, 22, 10, edge="yes")
        elif n == 3:
            drawing.line(at, y - 4, at + 22, y - 4, "soft", width=1.4, dash="4 3")
        else:
            drawing.line(at + 11, y - 10, at + 11, y + 2, "no", width=2)
        drawing.text(at + 27, y, words, size=11, colour="soft")
        at += 27 + svg.width_of(words, 11) + 16


def _bars(drawing: svg.Drawing, day: Day, vehicle: str, hours: _Hours, y: float, row: float) -> None:
    boardings, runs = day.of(vehicle)
    middle, high = y + row / 2, row * 0.55
    for run in runs:
        if run.loaded:
            title = (
                f"{vehicle}: {run.persons.total} people, {day.name(run.start)} {day.clock(run.depart)} to "
                f"{day.name(run.goal)} {day.clock(run.arrive)}"
            )
            points = [(hours.x(run.depart), middle), (hours.x(run.arrive), middle)]
            drawing.path(points, "yes", width=min(6.0, row * 0.4), title=title)
            if run.unloaded > run.arrive:
                wide = hours.x(run.unloaded) - hours.x(run.arrive)
                drawing.rect(hours.x(run.arrive), middle - high / 2, wide, high, edge="yes")
        else:
            points = [(hours.x(run.depart), middle), (hours.x(run.arrive), middle)]
            drawing.path(points, "soft", width=1.3, dash="4 3", title=f"{vehicle}: empty to {day.name(run.goal)}")
        for passed in run.passes:
            drawing.line(hours.x(passed.at), middle - high / 2, hours.x(passed.at), middle + high / 2, "no", width=1.6)
    for board in boardings:
        wide = hours.x(board.until) - hours.x(board.since)
        drawing.rect(hours.x(board.since), middle - high / 2, wide, high, colour="paper")
        drawing.rect(hours.x(board.since), middle - high / 2, wide, high, pattern="board")
        drawing.rect(hours.x(board.since), middle - high / 2, wide, high, edge="partly")


def out_svg(day: Day, people: int, bound: int, name: str, width: int = 880) -> str:
    """People out over time: steps, with the bound and the number who wish to go as lines across."""
    narrow = width < 600
    height, left = 300.0, 48.0
    top, bottom = 34.0, height - 56
    steps = out_over_time(day)
    end = steps[-1][1] if steps else 0
    title = f"People out over time: {figures.count(end)} of {figures.count(people)}"
    told = "; ".join(f"{day.clock(at)} {figures.count(n)}" for at, n in steps)
    drawing = svg.Drawing(name, width, height, title, told or "Nobody arrives.")
    drawing.hatch("closed", "quiet")
    drawing.hatch("room", "unknown", 7)
    drawing.rect(0, 0, width, height, colour="paper")
    hours = _hours(day, left, width - EDGE)
    scale = (bottom - top) / max(people, 1)
    drawing.rect(left, top, width - EDGE - left, bottom - top, colour="panel")
    _axis(drawing, day, hours, top, bottom, narrow=narrow)
    _limits(drawing, day, hours, top, bottom, words=False)
    if bound > end:
        high = (bound - end) * scale
        drawing.rect(left, bottom - bound * scale, width - EDGE - left, high, pattern="room", opacity=0.5)
    for n, words, dash in ((people, "wish to go", ""), (bound, "no plan moves more", "6 3")):
        if n == people == bound and dash:
            continue
        y = bottom - n * scale
        drawing.line(left, y, width - EDGE, y, "ink", width=1.4, dash=dash)
        drawing.text(
            left + 6, y + (-5 if n == people else 14), f"{figures.count(n)} {words}", size=12, bold=True, halo=True
        )
    points = [(hours.x(0), bottom)]
    for at, n in steps:
        points += [(hours.x(at), points[-1][1]), (hours.x(at), bottom - n * scale)]
    drawing.path([*points, (hours.x(day.last), points[-1][1])], "yes", width=3)
    if steps:
        words = f"{figures.count(end)} out, last {day.clock(steps[-1][0])}"
        drawing.text(
            hours.right - 2, points[-1][1] + 40, words, size=12, bold=True, anchor="end", colour="yes", halo=True
        )
    return drawing.done()


def occupancy_svg(day: Day, resource: Resource, bound: FleetBound | None, name: str, width: int = 880) -> str:
    """A narrow place over the day: a box a slot and lane, filled when a vehicle with people enters, outlined for an
    empty one; above it, what one more vehicle at that time would be worth by the bound."""
    narrow = width < 600
    slot, lanes = resource.slot_minutes.value, resource.lanes.value
    prices = _prices(resource, bound)
    tall = 40.0 if prices else 0.0
    left, top, lane = (12.0 if narrow else 48.0), (46.0 if narrow and prices else 30.0) + tall, 16.0
    bottom = top + lane * lanes
    used = _entered(day, resource)
    title = f"{resource.name}: {_rate(resource)}"
    drawing = svg.Drawing(name, width, bottom + 54, title, _told_slots(day, used))
    drawing.rect(0, 0, width, bottom + 54, colour="paper")
    drawing.hatch("closed", "quiet")
    hours = _hours(day, left, width - EDGE)
    drawing.text(left, 14, f"{figures.line(resource.name)}: {_rate(resource)}", size=12.5, bold=True)
    drawing.rect(left, top, width - EDGE - left, bottom - top, colour="panel")
    _axis(drawing, day, hours, top, bottom, narrow=narrow)
    for at, entries in used.items():
        for n, (loaded, words) in enumerate(entries[:lanes]):
            x, y = hours.x(at), top + lane * n + 2
            wide = max(2.0, hours.x(at + slot) - x - 1)
            box = f'x="{svg.num(x)}" y="{svg.num(y)}" width="{svg.num(wide)}" height="{svg.num(lane - 4)}"'
            look = svg.paint("yes", "yes") if loaded else svg.paint("soft", "paper")
            drawing.add(f"<rect {box} {look}><title>{svg.text(words)}</title></rect>")
    _price_line(drawing, prices, hours, top, 32 if narrow else 14)
    return drawing.done()


def _rate(resource: Resource) -> str:
    lanes, slot = resource.lanes.value, resource.slot_minutes.value
    return f"{figures.plural(lanes, 'vehicle')} every {figures.duration(slot)}"


def _entered(day: Day, resource: Resource) -> dict[int, list[tuple[bool, str]]]:
    found: dict[int, list[tuple[bool, str]]] = {}
    for run in sorted(day.runs, key=lambda r: (not r.loaded, r.vehicle)):
        for passed in run.passes:
            if passed.resource == resource.id and (run.loaded or not resource.empty_free):
                load = f"{run.persons.total} people" if run.loaded else "empty"
                found.setdefault(passed.at, []).append((run.loaded, f"{day.clock(passed.at)} {run.vehicle}, {load}"))
    return dict(sorted(found.items()))


def _told_slots(day: Day, used: dict[int, list[tuple[bool, str]]]) -> str:
    return "; ".join(words for entries in used.values() for _, words in entries) + "."


def _prices(resource: Resource, bound: FleetBound | None) -> tuple[tuple[int, int, float], ...]:
    if bound is None:
        return ()
    return tuple(
        (p.since, p.until, p.parts / bound.unit) for p in bound.prices if p.row == "slot" and p.of[0] == resource.id
    )


def _price_line(
    drawing: svg.Drawing, prices: Iterable[tuple[int, int, float]], hours: _Hours, top: float, words_at: float
) -> None:
    rows = tuple(prices)
    if not rows:
        return
    most = max(price for _, _, price in rows)
    for since, until, price in rows:
        high = 34 * price / most
        x = hours.x(since)
        drawing.rect(x, top - 3 - high, max(1.0, hours.x(until) - x - 0.5), high, colour="partly", opacity=0.8)
    words = f"worth of one more vehicle at that time, up to {most:,.1f} persons"
    drawing.text(hours.right, words_at, words, size=11, colour="soft", anchor="end")


def shares_svg(rows: Sequence[tuple[str, float]], bound: int, out: int, name: str, width: int = 880) -> str:
    """What the bound on persons out is made of, a bar a share, with the plan's own number beside it."""
    narrow = width < 600
    left, row, top = (12.0 if narrow else 210.0), (36.0 if narrow else 26.0), 30.0
    height = top + row * len(rows) + 24
    told = "; ".join(f"{words}: {share:,.1f}" for words, share in rows)
    drawing = svg.Drawing(name, width, height, f"What makes up the bound of {figures.count(bound)} people", told)
    drawing.rect(0, 0, width, height, colour="paper")
    head = f"{figures.count(bound)} people at most, of which paid for by …"
    drawing.text(12, 16, head, size=12.5, bold=True)
    most = max([share for _, share in rows], default=1.0)
    scale = (width - left - 150) / most
    for n, (words, share) in enumerate(rows):
        y = top + row * n + (14 if narrow else 0)
        drawing.rect(left, y, max(1.5, share * scale), 15, colour="yes" if n == 0 else "partly")
        percent = f"{share:,.0f} ({100 * share / max(bound, 1):.0f} %)" if share >= 0.5 else "less than 1"
        drawing.text(left + max(1.5, share * scale) + 6, y + 12, percent, size=12)
        if narrow:
            drawing.text(left, y - 4, words, size=11)
        else:
            drawing.text(left - 8, y + 12, words, size=12, anchor="end")
    drawing.text(12, height - 6, f"the timetable reaches {figures.count(out)}", size=11.5, colour="soft")
    return drawing.done()
