"""Where labels go on a map so that they cover neither each other nor the marks: greedy, over ranked positions."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from safeconduct.publish import svg


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in drawing pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """The shared area in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, across) * max(0.0, down)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words to put near a point: lines of text, the first bold when ``bold``."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    bold: bool
    colour: str
    second: str
    reach: float

    @property
    def width(self) -> float:
        """The width of the widest line, pixels."""
        return max(svg.width_of(text, self.size, self.bold) for text in self.lines)

    @property
    def height(self) -> float:
        """The height of all lines, pixels."""
        return len(self.lines) * self.size * 1.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label with the box it was given."""

    label: Label
    box: Box


@dataclass(slots=True)
class Board:
    """What is already on the drawing: boxes that labels avoid, dots of lines they had better avoid, the frame."""

    frame: Box
    taken: list[Box] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)

    def place(self, label: Label) -> Placed:
        """Give the label the cheapest position; overlaps cost most, then leaving the frame, lines, distance."""
        boxes = list(_positions(label))
        best = min(range(len(boxes)), key=lambda n: (self._cost(boxes[n]) + n * 1.5, n))
        self.taken.append(boxes[best])
        return Placed(label=label, box=boxes[best])

    def block(self, x: float, y: float, reach: float) -> None:
        """Keep a square around a mark free."""
        self.taken.append(Box(left=x - reach, top=y - reach, right=x + reach, bottom=y + reach))

    def _cost(self, box: Box) -> float:
        hit = sum(box.overlap(other) for other in self.taken)
        frame = self.frame
        out = max(0.0, frame.left - box.left) + max(0.0, box.right - frame.right)
        out += max(0.0, frame.top - box.top) + max(0.0, box.bottom - frame.bottom)
        lines = sum(box.left < x < box.right and box.top < y < box.bottom for x, y in self.dots)
        return hit * 40 + out * 4000 + lines * 6


def _positions(label: Label) -> list[Box]:
    """Candidate boxes, best first: right, left, above, below, diagonals, then the same further out."""
    wide, high = label.width, label.height
    found = []
    for far in (1.0, 2.0, 3.2, 4.6, 6.2, 8.0):
        gap = label.reach * far
        for degrees in (0, 180, 270, 90, 315, 225, 45, 135, 20, 160, 200, 340):
            angle = math.radians(degrees)
            cx = label.x + math.cos(angle) * (gap + wide / 2)
            cy = label.y + math.sin(angle) * (gap + high / 2)
            found.append(Box(left=cx - wide / 2, top=cy - high / 2, right=cx + wide / 2, bottom=cy + high / 2))
    return found


def draw(drawing: svg.Drawing, placed: Placed) -> None:
    """Draw a placed label; a thin line leads to its point when it stands off."""
    label, box = placed.label, placed.box
    near_x = min(max(label.x, box.left), box.right)
    near_y = min(max(label.y, box.top), box.bottom)
    if math.hypot(near_x - label.x, near_y - label.y) > label.reach * 1.7:
        drawing.line(label.x, label.y, near_x, near_y, "quiet", width=0.8)
    for n, words in enumerate(label.lines):
        drawing.text(
            (box.left + box.right) / 2,
            box.top + label.size * (0.95 + 1.22 * n),
            words,
            size=label.size if n == 0 else label.size * 0.94,
            colour=label.colour if n == 0 else label.second,
            anchor="middle",
            bold=label.bold and n == 0,
            halo=True,
        )


def dots_along(points: list[tuple[float, float]], step: float = 6) -> list[tuple[float, float]]:
    """Points every ``step`` pixels along a line, for labels to stay off it."""
    out: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        n = max(1, int(math.hypot(x2 - x1, y2 - y1) / step))
        out.extend((x1 + (x2 - x1) * k / n, y1 + (y2 - y1) * k / n) for k in range(n + 1))
    return out
