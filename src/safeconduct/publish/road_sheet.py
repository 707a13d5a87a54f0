"""A road network on one sheet for print: quiet base, loud crossings, with legend, scale, date and sources.

One A4 page at 96 pixels an inch, upright or across. States are told by mark and word, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safeconduct.model.place import Passable, Point, RoadState
from safeconduct.network.maps import ATTRIBUTION, FERRY, METRES_A_PIXEL, SMALLEST, DrawnRoad, Line, RoadMap
from safeconduct.publish import figures, svg, tokens
from safeconduct.publish.labels import Board, Box, Label, Placed, draw
from safeconduct.publish.panel import Panel, scale_bar

A4_LONG, A4_SHORT = 1123, 794
MARGIN, LEGEND = 30, 128
#: Pixels between the middles of two marks, at least.
ROOM = 18.0
XY = tuple[float, float]
#: Where a mark goes that has no room: below, above, aside.
_WAYS = ((0.0, 1.0), (0.0, -1.0), (-1.0, 0.0), (1.0, 0.0))
#: Stroke width in pixels and palette name by rank, from ferries to the smallest roads.
_LOOK: Mapping[int, tuple[float, str]] = {
    FERRY: (1.2, "waterword"),
    0: (2.0, "quiet"),
    1: (1.3, "quiet"),
    2: (0.9, "quiet"),
    3: (0.6, "quiet"),
    4: (0.7, "line"),
    SMALLEST: (0.4, "line"),
}
_WORDS = {FERRY: "ferry", 0: "motorway, trunk road", 1: "main road", 3: "smaller road"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudCrossing:
    """A crossing drawn loud: its name, where it lies, and its latest reported state (None: nothing was reported)."""

    name: str
    point: Point
    state: RoadState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSheet:
    """What a sheet shows besides the roads: a title, named places, crossings, and the file the roads come from."""

    title: str
    places: Sequence[tuple[str, Point]]
    crossings: Sequence[LoudCrossing]
    source: str


def map_frame(across: bool) -> Box:
    """The room of the map on the page, pixels."""
    wide, high = (A4_LONG, A4_SHORT) if across else (A4_SHORT, A4_LONG)
    return Box(left=MARGIN, top=MARGIN + 30, right=wide - MARGIN, bottom=high - MARGIN - LEGEND)


def road_sheet_svg(drawn: RoadMap, sheet: RoadSheet, *, across: bool) -> str:
    """The sheet as an SVG document."""
    wide, high = (A4_LONG, A4_SHORT) if across else (A4_SHORT, A4_LONG)
    drawing = svg.Drawing("roads", wide, high, sheet.title, _described(drawn, sheet))
    drawing.rect(0, 0, wide, high, colour="paper")
    drawing.text(MARGIN, MARGIN + 16, sheet.title, size=18, bold=True)
    frame = map_frame(across)
    middle = (drawn.extent[0] + drawn.extent[2]) / 2
    panel = Panel(
        frame=frame, extent=(drawn.extent[0] - middle, drawn.extent[1], drawn.extent[2] - middle, drawn.extent[3])
    )
    _map(drawing, drawn, sheet, panel, middle)
    _legend(drawing, drawn, sheet, Box(left=MARGIN, top=frame.bottom + 12, right=wide - MARGIN, bottom=high - MARGIN))
    return drawing.done()


def _described(drawn: RoadMap, sheet: RoadSheet) -> str:
    crossings = "; ".join(f"{c.name}: {_state_words(c.state)}" for c in sheet.crossings) or "no crossing is marked"
    return f"Roads for {_who(drawn.vehicle)}, as of {figures.stamp(drawn.as_of)}. {crossings}. {ATTRIBUTION}."


def _state_words(state: RoadState | None) -> str:
    """In words; of roads a closed one is closed to people on foot as well."""
    if state is None:
        return "nothing reported"
    return "closed" if state is RoadState.CLOSED else tokens.STATES[state.value].word


def _who(vehicle: str) -> str:
    """Who moves, in words."""
    words = {"foot": "people on foot", "light": "a light vehicle", "ambulance": "an ambulance"}
    return words.get(vehicle, f"a {vehicle}")


def _map(drawing: svg.Drawing, drawn: RoadMap, sheet: RoadSheet, panel: Panel, middle: float) -> None:
    f = panel.frame
    box = f'x="{svg.num(f.left)}" y="{svg.num(f.top)}" width="{svg.num(f.right - f.left)}" '
    box += f'height="{svg.num(f.bottom - f.top)}"'
    drawing.add(f'<defs><clipPath id="{drawing.name}-clip"><rect {box}/></clipPath></defs>')
    drawing.rect(f.left, f.top, f.right - f.left, f.bottom - f.top, colour="panel")
    drawing.add(f'<g clip-path="url(#{drawing.name}-clip)">')
    to = _Projection(panel, middle)
    _base(drawing, drawn, to)
    for road in drawn.roads:
        if road.state not in (None, RoadState.OPEN):
            mark = tokens.STATES[road.state.value]
            drawing.path(to.line(road.line), mark.colour, width=3.2, dash="2 3", title=_tip(road))
    board = panel.board()
    board.taken.append(Box(left=f.left, top=f.bottom - 44, right=f.left + 260, bottom=f.bottom))
    board.taken.append(Box(left=f.right - 40, top=f.bottom - 52, right=f.right, bottom=f.bottom))
    for placed in _marks(drawing, sheet, to, board):
        _leader(drawing, placed)
        draw(drawing, placed)
    drawing.add("</g>")
    scale_bar(drawing, panel)
    x, y = f.right - 16, f.bottom - 14
    drawing.path([(x, y), (x, y - 20), (x - 4, y - 13), (x, y - 20), (x + 4, y - 13)], "ink", width=1.5)
    drawing.text(x, y - 24, "N", size=11, anchor="middle", bold=True)
    drawing.rect(f.left, f.top, f.right - f.left, f.bottom - f.top, edge="quiet")


class _Projection:
    """Degrees to pixels of a panel whose longitudes count from its middle."""

    def __init__(self, panel: Panel, middle: float) -> None:
        x0, y0 = panel.xy(Point(lon=0.0, lat=0.0))
        x1, y1 = panel.xy(Point(lon=1.0, lat=1.0))
        self._panel, self._middle = panel, middle
        self._x0, self._y0, self._dx, self._dy = x0, y0, x1 - x0, y1 - y0

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels of a position; longitudes run on beyond 180."""
        away = lon - self._middle
        if abs(away) > 180:
            away -= math.copysign(360, away)
        return self._x0 + away * self._dx, self._y0 + lat * self._dy

    def line(self, line: Line) -> list[tuple[float, float]]:
        """Pixels of a line."""
        return [self.xy(lon, lat) for lon, lat in line]

    def holds(self, x: float, y: float) -> bool:
        """Whether pixels lie inside the frame, a mark's breadth from its edge."""
        f = self._panel.frame
        return f.left + 8 <= x <= f.right - 8 and f.top + 8 <= y <= f.bottom - 8


def _base(drawing: svg.Drawing, drawn: RoadMap, to: _Projection) -> None:
    """All roads the class may use, the largest on top, one path a rank; the rest is left to the loud part."""
    for rank in sorted(_LOOK, reverse=True):
        lines = [r.line for r in drawn.roads if r.rank == rank and r.passable is not Passable.NO]
        if lines:
            width, colour = _LOOK[rank]
            dash = ' stroke-dasharray="5 4"' if rank == FERRY else ""
            d = "".join(_path(to.line(line)) for line in lines)
            drawing.add(
                f'<path d="{d}" {svg.paint(colour)} stroke-width="{width:g}" stroke-linejoin="round"'
                f' stroke-linecap="round"{dash}/>'
            )


def _path(points: Sequence[tuple[float, float]]) -> str:
    """Path data of one line, with points that fall on the one before left out."""
    written = [f"{svg.num(x)} {svg.num(y)}" for x, y in points]
    kept = [at for n, at in enumerate(written) if n == 0 or at != written[n - 1]]
    return "M" + "L".join(kept) + ("h0" if len(kept) == 1 else "")


def _tip(road: DrawnRoad) -> str:
    return f"{road.name or road.kind} ({road.road}): {_state_words(road.state)}"


def _marks(drawing: svg.Drawing, sheet: RoadSheet, to: _Projection, board: Board) -> list[Placed]:
    """Crossings and places with their marks; returns their labels. What lies outside the page is left out."""
    crossings = _apart([(c, to.xy(c.point.lon, c.point.lat)) for c in sheet.crossings])
    places = [(name, to.xy(point.lon, point.lat)) for name, point in sheet.places]
    marks = [xy for _, xy in (*places, *crossings)]
    placed = []
    for name, (x, y) in places:
        if to.holds(x, y):
            drawing.rect(x - 6, y - 6, 12, 12, colour="ink")
            drawing.rect(x - 2.5, y - 2.5, 5, 5, colour="paper")
            placed.append(_beside(board, _label(name, (), x, y, "ink"), marks))
    for crossing, (x, y) in crossings:
        if to.holds(x, y):
            _crossing_mark(drawing, crossing.state, x, y)
            colour = "soft" if crossing.state is None else tokens.STATES[crossing.state.value].colour
            placed.append(_beside(board, _label(crossing.name, (_state_words(crossing.state),), x, y, colour), marks))
    return placed


def _apart(crossings: Sequence[tuple[LoudCrossing, XY]]) -> list[tuple[LoudCrossing, XY]]:
    """Crossings with room between their marks: of two decks of one bridge, neither may hide the other's state."""
    kept: list[tuple[LoudCrossing, XY]] = []
    for at, (crossing, (x, y)) in enumerate(crossings):
        taken = [xy for _, xy in kept]
        ahead = [xy for _, xy in crossings[at + 1 :] if math.dist(xy, (x, y)) >= ROOM]
        steps = [(0.0, 0.0), *((r * ROOM * dx, r * ROOM * dy) for r in range(1, 4) for dx, dy in _WAYS)]
        spots = [(x + dx, y + dy) for dx, dy in steps if all(math.dist((x + dx, y + dy), xy) >= ROOM for xy in taken)]
        free = [spot for spot in spots if all(math.dist(spot, xy) >= ROOM for xy in ahead)]
        kept.append((crossing, next(iter(free or spots), (x, y))))
    return kept


def _beside(board: Board, label: Label, marks: Sequence[tuple[float, float]]) -> Placed:
    """A label that keeps well away from every mark but its own, so that nobody takes it for another's."""
    own = Board(frame=board.frame, taken=list(board.taken), dots=board.dots)
    for x, y in marks:
        own.block(x, y, 8 if (x, y) == (label.x, label.y) else 24)
    found = own.place(label)
    board.taken.append(found.box)
    return found


def _leader(drawing: svg.Drawing, placed: Placed) -> None:
    """A line in ink from a mark to a label that stands off: quiet ones are lost among the roads."""
    label, box = placed.label, placed.box
    x, y = min(max(label.x, box.left), box.right), min(max(label.y, box.top), box.bottom)
    away = math.hypot(x - label.x, y - label.y)
    if away > label.reach * 1.7:
        drawing.line(label.x + (x - label.x) * 7 / away, label.y + (y - label.y) * 7 / away, x, y, "ink", width=1)


def _crossing_mark(drawing: svg.Drawing, state: RoadState | None, x: float, y: float) -> None:
    if state is not None:
        drawing.mark(x, y, state.value)
        return
    at = f'cx="{svg.num(x)}" cy="{svg.num(y)}"'
    drawing.add(f'<circle {at} r="6" {svg.paint("ink", "paper")} stroke-width="2"/>')


def _label(name: str, more: tuple[str, ...], x: float, y: float, second: str) -> Label:
    lines = (figures.line(name), *more)
    return Label(x=x, y=y, lines=lines, size=12, bold=True, colour="ink", second=second, reach=12)


def _legend(drawing: svg.Drawing, drawn: RoadMap, sheet: RoadSheet, room: Box) -> None:
    signs = _signs(drawn, sheet)
    column = 168.0
    for at, (key, words) in enumerate(signs):
        x, y = room.left + (at // 5) * column, room.top + 10 + (at % 5) * 18
        _sign(drawing, key, x + 12, y - 4)
        drawing.text(x + 32, y, words, size=11)
    left = room.left + -(-len(signs) // 5) * column + 12
    scale = round(drawn.metres_a_pixel / METRES_A_PIXEL, -2)
    who = _who(drawn.vehicle)
    may_use = f"Drawn are roads that {who} may use, by the map and by reports; unknown counts as usable."
    notes = [
        f"Scale about 1 : {scale:,.0f} on A4. {may_use}",
        f"As of {figures.stamp(drawn.as_of)}. {drawn.left_out:,} roads too small for this scale are left out.",
        f"Roads: {sheet.source}. {ATTRIBUTION}, ODbL 1.0 (openstreetmap.org/copyright).",
        "Not surveyed. Not a clearance, not permission.",
    ]
    y = room.top + 10
    for note in notes:
        for words in svg.wrap(note, 11, room.right - left):
            drawing.text(left, y, words, size=11, colour="soft")
            y += 14.5


def _signs(drawn: RoadMap, sheet: RoadSheet) -> list[tuple[str, str]]:
    ranks = {road.rank for road in drawn.roads if road.passable is not Passable.NO}
    crossings = [c for c in sheet.crossings if _seen(drawn, c.point)]
    signs = [("place", "place named by the user")] if sheet.places else []
    if any(c.state is None for c in crossings):
        signs.append(("crossing", "crossing that decides"))
    states = [c.state for c in crossings] + [road.state for road in drawn.roads]
    for state in dict.fromkeys(s.value for s in states if s is not None):
        signs.append((state, _state_words(RoadState(state))))
    return signs + [(str(rank), words) for rank, words in _WORDS.items() if rank in ranks]


def _seen(drawn: RoadMap, point: Point) -> bool:
    """Whether a point lies on the page."""
    west, south, east, north = drawn.extent
    return south <= point.lat <= north and any(west <= lon <= east for lon in (point.lon, point.lon + 360))


def _sign(drawing: svg.Drawing, key: str, x: float, y: float) -> None:
    if key == "place":
        drawing.rect(x - 6, y - 6, 12, 12, colour="ink")
        drawing.rect(x - 2.5, y - 2.5, 5, 5, colour="paper")
    elif key == "crossing":
        _crossing_mark(drawing, None, x, y)
    elif key in tokens.STATES:
        drawing.mark(x, y, key, 7)
    else:
        width, colour = _LOOK[int(key)]
        drawing.line(x - 10, y, x + 10, y, colour, width=max(1.0, width), dash="5 4" if int(key) == FERRY else "")
