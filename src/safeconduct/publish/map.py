"""The map: quiet base, loud crossings. Says on itself that it is schematic, as of when, and on whose word.

A main panel shows the whole; where the crossings would crowd, an inset shows them. States are told by mark and word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from safeconduct.model.dossier import Dossier
from safeconduct.model.place import Point, Road, RoadState
from safeconduct.model.situation import Situation
from safeconduct.publish import figures, lexicon, svg, tokens
from safeconduct.publish.labels import Board, Box, Label, Placed, dots_along, draw
from safeconduct.publish.ledger import Ledger
from safeconduct.publish.panel import Panel, crossing_area, extent_of, middle, scale_bar

Layout = Literal["wide", "tall"]


def map_svg(dossier: Dossier, ledger: Ledger, layout: Layout = "wide", name: str = "map") -> str | None:
    """The map as an SVG document, None when there is no situation or no road in it. ``name`` prefixes its ids."""
    situation = dossier.situation
    if situation is None or not situation.roads:
        return None
    points = [p for r in situation.roads for p in r.line] + [s.point for s in situation.sites]
    whole = extent_of(points, 0.06)
    near = crossing_area(situation, whole)
    frames, legend_at, height = _frames(layout, near is not None, situation)
    drawing = svg.Drawing(
        name,
        1000 if layout == "wide" else 400,
        height,
        f"Map of {situation.title}",
        _described(situation),
    )
    drawing.hatch("unknown", "unknown")
    drawing.rect(0, 0, drawing.width, height, colour="paper")
    main = Panel(frame=frames[0], extent=whole)
    inset = Panel(frame=frames[1], extent=near) if near is not None else None
    _panel(drawing, situation, ledger, main, inset, 1)
    if inset is not None:
        _panel(drawing, situation, ledger, inset, None, 2)
    _legend(drawing, situation, ledger, legend_at, layout)
    return drawing.done()


def _frames(layout: Layout, inset: bool, situation: Situation) -> tuple[list[Box], Box, float]:
    """Frames of the panels, the room of the legend, and the height of the drawing."""
    if layout == "wide":
        main = Box(left=1, top=1, right=555 if inset else 700, bottom=620)
        if inset:
            side = Box(left=567, top=1, right=999, bottom=400)
            return [main, side], Box(left=567, top=412, right=999, bottom=620), 621
        return [main], Box(left=714, top=1, right=999, bottom=620), 621
    main = Box(left=1, top=1, right=399, bottom=401)
    below = 411.0
    frames = [main]
    if inset:
        frames.append(Box(left=1, top=below, right=399, bottom=below + 398))
        below += 408
    return frames, Box(left=1, top=below, right=399, bottom=below + 250), below + 252


def _described(situation: Situation) -> str:
    loud = _loud(situation)
    words = [f"{r.name}: {tokens.STATES[r.now.state.value].word}" for r in situation.roads if r.id in loud]
    return f"{lexicon.SCHEMATIC.capitalize()}. As of {figures.stamp(situation.as_of)}. " + "; ".join(words)


def _loud(situation: Situation) -> frozenset[str]:
    """Ids of crossings, of narrow places, and of anything that is not simply open: they are drawn loud."""
    narrow = {resource.road for resource in situation.resources}
    return frozenset(
        road.id
        for road in situation.roads
        if road.kind == "bridge" or road.id in narrow or road.now.state is not RoadState.OPEN
    )


def _panel(
    drawing: svg.Drawing, situation: Situation, ledger: Ledger, panel: Panel, inset: Panel | None, number: int
) -> None:
    frame = panel.frame
    clip = f"{drawing.name}-clip{number}"
    wide, high = frame.right - frame.left, frame.bottom - frame.top
    box = f'x="{svg.num(frame.left)}" y="{svg.num(frame.top)}" width="{svg.num(wide)}" height="{svg.num(high)}"'
    drawing.add(f'<defs><clipPath id="{clip}"><rect {box}/></clipPath></defs>')
    drawing.rect(frame.left, frame.top, wide, high, colour="panel")
    drawing.add(f'<g clip-path="url(#{clip})">')
    board = panel.board()
    _reserve(board, panel)
    placed = _base(drawing, situation, panel, board, small=inset is None and number == 2)
    if inset is not None:
        _inset_outline(drawing, panel, inset, board)
    places = _places_in(situation, panel, inset)
    for kind, _, point in places:
        board.block(*panel.xy(point), 4 if kind == "place" else 10)
    loud = _loud(situation)
    crossings = [r for r in situation.roads if r.id in loud and panel.holds(middle(r.line), 2)]
    if inset is not None:
        crossings = [r for r in crossings if not inset.holds(middle(r.line))]
    placed += _crossings(drawing, crossings, ledger, panel, board)
    placed += _places(drawing, places, panel, board)
    for item in placed:
        draw(drawing, item)
    drawing.add("</g>")
    _furniture(drawing, panel, number)


def _reserve(board: Board, panel: Panel) -> None:
    """Keep the corners with scale bar and title free of labels."""
    f = panel.frame
    board.taken.append(Box(left=f.left, top=f.bottom - 44, right=f.left + 150, bottom=f.bottom))
    board.taken.append(Box(left=f.right - 190, top=f.top, right=f.right, bottom=f.top + 26))


def _furniture(drawing: svg.Drawing, panel: Panel, number: int) -> None:
    f = panel.frame
    words = "Crossings, enlarged · schematic" if number == 2 else lexicon.SCHEMATIC
    room = svg.width_of(words, 12, True) + 14
    drawing.rect(f.right - room, f.top, room, 22, colour="paper", opacity=0.9)
    drawing.text(f.right - 7, f.top + 15.5, words, size=12, anchor="end", bold=True, italic=True)
    scale_bar(drawing, panel)
    x, y = f.right - 16, f.bottom - 14
    drawing.path([(x, y), (x, y - 20), (x - 4, y - 13), (x, y - 20), (x + 4, y - 13)], "ink", width=1.5)
    drawing.text(x, y - 24, "N", size=11, anchor="middle", bold=True)
    drawing.rect(f.left, f.top, f.right - f.left, f.bottom - f.top, edge="quiet")


def _base(drawing: svg.Drawing, situation: Situation, panel: Panel, board: Board, *, small: bool) -> list[Placed]:
    """Waters and roads; returns the labels of the waters."""
    placed: list[Placed] = []
    for water in situation.waters:
        line = [panel.xy(p) for p in water.line]
        drawing.path(line, "water", width=9 if small else 6, title=water.name)
    on_leg = {edge for leg in situation.legs for edge in leg.edges}
    loud = _loud(situation)
    for road in sorted(situation.roads, key=lambda r: (r.id in on_leg, r.id in loud, r.id)):
        line = [panel.xy(p) for p in road.line]
        board.dots.extend(dots_along(line))
        _road(drawing, road, line, on_leg=road.id in on_leg)
    for water in situation.waters:
        inside = [p for p in water.line if panel.holds(p, 30)]
        if inside:
            x, y = panel.xy(inside[len(inside) // 3])
            label = Label(
                x=x, y=y, lines=(water.name,), size=11, bold=False, colour="waterword", second="soft", reach=9
            )
            placed.append(board.place(label))
    return placed


def _road(drawing: svg.Drawing, road: Road, line: list[tuple[float, float]], *, on_leg: bool) -> None:
    state = road.now.state
    title = f"{road.name}: {tokens.STATES[state.value].word}"
    if on_leg:
        drawing.path(line, "yes", width=4.4, title=title)
        if state is RoadState.UNKNOWN:
            drawing.path(line, "paper", width=4.4, dash="4 5")
    elif state is RoadState.UNKNOWN:
        drawing.path(line, "unknown", width=2.4, dash="5 4", title=title)
    elif state is RoadState.OPEN:
        drawing.path(line, "quiet", width=1.4, dash="2 3" if road.kind == "foot" else "", title=title)
    else:
        drawing.path(line, tokens.STATES[state.value].colour, width=2.6, dash="1.5 3.5", title=title)


def _inset_outline(drawing: svg.Drawing, panel: Panel, inset: Panel, board: Board) -> None:
    west, south, east, north = inset.extent
    x1, y1 = panel.xy(Point(lon=west, lat=north))
    x2, y2 = panel.xy(Point(lon=east, lat=south))
    drawing.rect(x1, y1, x2 - x1, y2 - y1, edge="ink")
    board.taken.append(Box(left=x1 - 2, top=y1 - 2, right=x2 + 2, bottom=y2 + 2))
    note = Label(
        x=(x1 + x2) / 2,
        y=(y1 + y2) / 2,
        lines=("crossings: see enlargement",),
        size=11,
        bold=False,
        colour="soft",
        second="soft",
        reach=max(x2 - x1, y2 - y1) / 2 + 4,
    )
    draw(drawing, board.place(note))


def _crossings(drawing: svg.Drawing, roads: Sequence[Road], ledger: Ledger, panel: Panel, board: Board) -> list[Placed]:
    for road in roads:
        board.block(*panel.xy(middle(road.line)), 10)
    placed = []
    bridges = {r.id: panel.xy(middle(r.line)) for r in roads if r.kind != "foot"}
    beside = _beside(roads, bridges, panel)
    for road in roads:
        x, y = panel.xy(middle(road.line))
        mark = tokens.STATES[road.now.state.value]
        if road.kind == "foot":
            if road.id not in [f.id for f in beside.values()]:
                drawing.mark(x, y, road.now.state.value)
            continue
        drawing.mark(x, y, road.now.state.value)
        walk = beside.get(road.id)
        on_foot = (f"on foot: {tokens.STATES[walk.now.state.value].word}",) if walk is not None else ()
        label = Label(
            x=x,
            y=y,
            lines=(figures.line(road.name), *_state_lines(road, ledger), *on_foot),
            size=12,
            bold=True,
            colour="ink",
            second=mark.colour,
            reach=13,
        )
        placed.append(board.place(label))
    return placed


def _beside(roads: Sequence[Road], bridges: dict[str, tuple[float, float]], panel: Panel) -> dict[str, Road]:
    """Foot crossings so near a bridge that their mark would cover its own: they join the bridge's label."""
    found = {}
    for road in roads:
        if road.kind == "foot":
            x, y = panel.xy(middle(road.line))
            near = [i for i, (bx, by) in bridges.items() if math.hypot(bx - x, by - y) < 20]
            if near:
                found[min(near)] = road
    return found


def _state_lines(road: Road, ledger: Ledger) -> tuple[str, ...]:
    fact = road.now
    words = tokens.STATES[fact.state.value].word
    if fact.since is not None:
        words += f", {fact.since.day} {fact.since:%b}"
    refs = [r.label for r in ledger.basis(fact.basis)]
    source = " ".join(refs[:3])
    if fact.disputed_by:
        source += " · disputed"
    return (words, source) if source else (words,)


Place = tuple[str, str, Point]


def _places_in(situation: Situation, panel: Panel, inset: Panel | None) -> list[Place]:
    """Kind, name and point of what a panel names: sites and receptions first, then towns that no inset shows."""
    ends = {s.id: ("site", s.name, s.point) for s in situation.sites}
    ends |= {r.id: ("reception", r.name, r.point) for r in situation.receptions}
    quiet = [
        ("place", n.name, n.point)
        for n in situation.nodes
        if n.id not in ends and n.kind == "place" and not (inset is not None and inset.holds(n.point))
    ]
    return [place for place in (*ends.values(), *quiet) if panel.holds(place[2], 2)]


def _places(drawing: svg.Drawing, places: Sequence[Place], panel: Panel, board: Board) -> list[Placed]:
    placed = []
    for kind, name, point in places:
        x, y = panel.xy(point)
        _end(drawing, kind, x, y)
        loud = kind != "place"
        label = Label(
            x=x,
            y=y,
            lines=(figures.line(name), kind) if loud else (figures.line(name),),
            size=14 if loud else 11,
            bold=loud,
            colour="ink" if loud else "soft",
            second="soft",
            reach=13 if loud else 7,
        )
        placed.append(board.place(label))
    return placed


def _end(drawing: svg.Drawing, kind: str, x: float, y: float) -> None:
    if kind == "site":
        drawing.rect(x - 7, y - 7, 14, 14, colour="ink")
        drawing.rect(x - 3, y - 3, 6, 6, colour="paper")
    elif kind == "reception":
        points = f"{svg.num(x)},{svg.num(y - 9)} {svg.num(x + 9)},{svg.num(y + 7)} {svg.num(x - 9)},{svg.num(y + 7)}"
        drawing.add(f'<polygon points="{points}" {svg.paint("paper", "ink")} stroke-width="1.5"/>')
    else:
        drawing.add(f'<circle cx="{svg.num(x)}" cy="{svg.num(y)}" r="2.8" {svg.paint("soft", "paper")}/>')


def _legend(drawing: svg.Drawing, situation: Situation, ledger: Ledger, room: Box, layout: Layout) -> None:
    x, y = room.left + 2, room.top + 12
    wide = room.right - room.left
    half = wide / 2 if wide > 330 else wide
    rows: list[tuple[str, str]] = [("site", "site"), ("reception", "reception"), ("leg", "route of a study")]
    loud = _loud(situation)
    used = dict.fromkeys(r.now.state.value for r in situation.roads if r.id in loud)
    rows += [(state, tokens.STATES[state].word) for state in used]
    rows += [("quiet", "road, taken as open (assumed)")]
    if any(leg.leans_on for leg in situation.legs):
        rows += [("gap", "route leans on an unknown state")]
    drawing.text(x, y, "Legend", size=12, bold=True)
    per_row = 2 if half < wide else 1
    for n, (key, words) in enumerate(rows):
        at_x, at_y = x + (n % per_row) * half, y + 18 + (n // per_row) * 19
        _legend_sign(drawing, key, at_x + 10, at_y - 4)
        drawing.text(at_x + 26, at_y, words, size=11.5)
    below = y + 18 + ((len(rows) - 1) // per_row) * 19 + 22
    notes = [f"As of {figures.stamp(situation.as_of)}. Shapes: {lexicon.SCHEMATIC}."]
    bases = [ref.label for r in situation.roads if r.id in loud for ref in ledger.basis(r.now.basis)]
    if bases:
        notes.append(
            f"States of crossings on the word of {figures.listed(dict.fromkeys(bases))} (C claim, A assumption)."
        )
    if any("OpenStreetMap" in assumption.source for assumption in situation.assumptions):
        notes.append(lexicon.OSM)
    for note in notes:
        for words in svg.wrap(note, 11, wide - 6):
            drawing.text(x, below, words, size=11, colour="soft")
            below += 14.5


def _legend_sign(drawing: svg.Drawing, key: str, x: float, y: float) -> None:
    if key in ("site", "reception"):
        _end(drawing, key, x, y)
    elif key == "leg":
        drawing.line(x - 10, y, x + 10, y, "yes", width=4.4)
    elif key == "gap":
        drawing.line(x - 10, y, x + 10, y, "yes", width=4.4)
        drawing.line(x - 10, y, x + 10, y, "paper", width=4.4, dash="4 5")
    elif key == "quiet":
        drawing.line(x - 10, y, x + 10, y, "quiet", width=1.6)
    else:
        drawing.mark(x, y, key, 7)
