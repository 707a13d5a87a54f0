"""A small SVG writer: escaped text, palette colours by name, numbers to one decimal so that bytes repeat.

Colours are written light and carry a class, so that a page can follow its own ground; a file alone stays light.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from safeconduct.publish import figures, tokens


def num(x: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{x:.1f}".removesuffix(".0").replace("-0.0", "0")


def fill(name: str | None) -> str:
    """Fill attributes for a palette name; None is no fill."""
    return 'fill="none"' if name is None else f'fill="{tokens.PALETTE[name].light}" class="f-{name}"'


def paint(stroke: str, inside: str | None = None) -> str:
    """Stroke (and fill) attributes for palette names."""
    body = "none" if inside is None else tokens.PALETTE[inside].light
    classes = f"s-{stroke}" + (f" f-{inside}" if inside else "")
    return f'stroke="{tokens.PALETTE[stroke].light}" fill="{body}" class="{classes}"'


class Drawing:
    """An SVG under construction. ``name`` makes ids unique where several drawings share one page."""

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        self.name = name
        self.width = width
        self.height = height
        self._title = title
        self._description = description
        self._parts: list[str] = []

    def add(self, element: str) -> None:
        """Append a finished element."""
        self._parts.append(element)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str,
        *,
        width: float = 1,
        dash: str = "",
        cap: str = "",
    ) -> None:
        """A straight line."""
        extra = (f' stroke-dasharray="{dash}"' if dash else "") + (f' stroke-linecap="{cap}"' if cap else "")
        at = f'x1="{num(x1)}" y1="{num(y1)}" x2="{num(x2)}" y2="{num(y2)}"'
        self.add(f'<line {at} {paint(colour)} stroke-width="{num(width)}"{extra}/>')

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, *, width: float = 1, dash: str = "", title: str = ""
    ) -> None:
        """An open line through points, with an optional tooltip."""
        d = "M" + "L".join(f"{num(x)} {num(y)}" for x, y in points)
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        tail = f"><title>{text(title)}</title></path>" if title else "/>"
        self.add(
            f'<path d="{d}" {paint(colour)} stroke-width="{num(width)}" stroke-linejoin="round" '
            f'stroke-linecap="butt"{extra}{tail}'
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        colour: str | None = None,
        edge: str | None = None,
        pattern: str = "",
        opacity: float = 1,
    ) -> None:
        """A rectangle: filled, hatched (``pattern`` is an id suffix), or outlined."""
        box = f'x="{num(x)}" y="{num(y)}" width="{num(max(width, 0))}" height="{num(max(height, 0))}"'
        look = f'fill="url(#{self.name}-{pattern})"' if pattern else paint(edge, colour) if edge else fill(colour)
        fade = f' opacity="{opacity:g}"' if opacity < 1 else ""
        self.add(f"<rect {box} {look}{fade}/>")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 12,
        colour: str = "ink",
        anchor: str = "start",
        bold: bool = False,
        halo: bool = False,
        turn: float = 0,
        italic: bool = False,
    ) -> None:
        """Words at a point; ``halo`` draws paper around them, ``turn`` rotates them (degrees)."""
        look = fill(colour)
        extra = ' font-weight="700"' if bold else ""
        extra += ' font-style="italic"' if italic else ""
        extra += f' transform="rotate({num(turn)} {num(x)} {num(y)})"' if turn else ""
        at = f'x="{num(x)}" y="{num(y)}" font-size="{num(size)}" text-anchor="{anchor}"'
        if halo:
            rim = f'{paint("paper", "paper")} stroke-width="3.5" stroke-linejoin="round" aria-hidden="true"'
            self.add(f"<text {at} {rim}{extra}>{text(words)}</text>")
        self.add(f"<text {at} {look}{extra}>{text(words)}</text>")

    def hatch(self, suffix: str, colour: str, step: int = 6) -> None:
        """Define a hatching that rectangles can use as ``pattern``."""
        self.add(
            f'<defs><pattern id="{self.name}-{suffix}" width="{step}" height="{step}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<line x1="0" y1="0" x2="0" y2="{step}" {paint(colour)} stroke-width="1.6"/></pattern></defs>'
        )

    def mark(self, x: float, y: float, state: str, size: float = 8) -> None:
        """The mark of a state as a drawn shape on a paper disc: dot, half dot, cross, question."""
        mark = tokens.STATES[state]
        colour = mark.colour
        at = f'cx="{num(x)}" cy="{num(y)}"'
        self.add(f'<circle {at} r="{num(size)}" {paint(colour, "paper")} stroke-width="2"/>')
        arm = size * 0.5
        if mark.shape == "✕":
            self.line(x - arm, y - arm, x + arm, y + arm, colour, width=2.6)
            self.line(x - arm, y + arm, x + arm, y - arm, colour, width=2.6)
        elif mark.shape == "?":
            self.text(x, y + size * 0.48, "?", size=size * 1.45, colour=colour, anchor="middle", bold=True)
        elif mark.shape == "●":
            self.add(f'<circle {at} r="{num(size * 0.55)}" {fill(colour)}/>')
        else:
            half = f"M{num(x)} {num(y - arm)}A{num(arm)} {num(arm)} 0 0 0 {num(x)} {num(y + arm)}Z"
            self.add(f'<path d="{half}" {fill(colour)}/>')

    def done(self) -> str:
        """The SVG document."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {num(self.width)} {num(self.height)}" '
            f'width="{num(self.width)}" height="{num(self.height)}" role="img" '
            f'aria-labelledby="{self.name}-t {self.name}-d" font-family="{tokens.DRAWING_FONTS}">'
        )
        titles = (
            f'<title id="{self.name}-t">{text(self._title)}</title>'
            f'<desc id="{self.name}-d">{text(self._description)}</desc>'
        )
        return head + titles + "".join(self._parts) + "</svg>\n"


def text(words: str) -> str:
    """Words safe inside an element."""
    return escape(figures.line(words), quote=True)


def width_of(words: str, size: float, bold: bool = False) -> float:
    """An estimate of the drawn width of words in CSS pixels (Noto Sans, a little generous)."""
    narrow = sum(c in "iljtfrI.,:;'|()[] " for c in words)
    wide = sum(c in "mwMW—–%@" for c in words)
    units = 0.33 * narrow + 0.86 * wide + 0.585 * (len(words) - narrow - wide)
    return units * size * (1.07 if bold else 1.0)


def wrap(words: str, size: float, room: float) -> list[str]:
    """Words broken into lines no wider than ``room`` pixels (a single long word stays whole)."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
