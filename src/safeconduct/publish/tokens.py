"""The look, once: type scale, grid, palette and state marks, for the pages, the drawings and the PDF alike.

Colours are dark enough for text on their ground (contrast >= 4.5, tested), apart in lightness so that greyscale keeps
them apart, and chosen from blue to brown so that colour-blind readers keep them apart. No state is told by colour
alone: a mark and a word stand beside it. Parties carry mirror images of one mark in one colour.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Grid step in CSS pixels; spacing is a multiple of it.
GRID = 4

#: Type scale in CSS pixels (web) and points (PDF), by role.
TYPE_PX = {
    "tag": 11, "mini": 12, "small": 13, "dense": 14, "body": 15, "h3": 17, "lead": 18, "mid": 20, "h2": 22, "big": 26,
    "h1": 30, "wall": 40,
}  # fmt: skip
TYPE_PT = {"small": 7.5, "body": 8.8, "lead": 10.5, "h3": 9.8, "h2": 12.5, "h1": 19.0}

WEB_FONTS = (
    'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, "Noto Sans Symbols2", sans-serif'
)
PDF_FONTS = ("Noto Sans", "Noto Sans Symbols2", "DejaVu Sans Mono", "Libertinus Serif")
DRAWING_FONTS = "'Noto Sans', system-ui, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """One colour of the palette on light and on dark ground, as #rrggbb."""

    light: str
    dark: str


PALETTE: dict[str, Colour] = {
    "paper": Colour(light="#ffffff", dark="#14181d"),
    "panel": Colour(light="#f4f6f8", dark="#1d232a"),
    "line": Colour(light="#cfd6dd", dark="#3a444f"),
    "quiet": Colour(light="#8b959f", dark="#76828e"),
    "soft": Colour(light="#515b65", dark="#aab4be"),
    "ink": Colour(light="#12181f", dark="#eef2f6"),
    "link": Colour(light="#084c8d", dark="#8cc4ff"),
    "yes": Colour(light="#0a5a9c", dark="#7dbdf7"),
    "partly": Colour(light="#7a5200", dark="#f0c060"),
    "no": Colour(light="#8c2a00", dark="#ff9d75"),
    "unknown": Colour(light="#5d5570", dark="#c3b9dc"),
    "party": Colour(light="#2f3a45", dark="#d4dce4"),
    "water": Colour(light="#c9dcea", dark="#27425a"),
    "waterword": Colour(light="#3d6a8c", dark="#8fb8d6"),
    "mark": Colour(light="#fff3c4", dark="#4a3f12"),
    "mark2": Colour(light="#ffe48a", dark="#66561a"),
    "warn": Colour(light="#fff7e6", dark="#30270f"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a state is told: a shape, a word, and the palette name of its colour."""

    shape: str
    word: str
    colour: str


#: Every state a document can show, by key.
STATES: dict[str, Mark] = {
    "all": Mark(shape="●", word="everyone can be moved", colour="yes"),
    "depends": Mark(shape="◐", word="depends on how many", colour="partly"),
    "some": Mark(shape="◐", word="not everyone can be moved", colour="partly"),
    "open for all": Mark(shape="◐", word="a plan for some; open for all", colour="partly"),
    "nobody": Mark(shape="✕", word="nobody can be moved", colour="no"),
    "not decided": Mark(shape="?", word="not decided", colour="unknown"),
    "open": Mark(shape="●", word="open", colour="yes"),
    "one-lane": Mark(shape="◐", word="one lane", colour="partly"),
    "light vehicles": Mark(shape="◐", word="light vehicles only", colour="partly"),
    "foot only": Mark(shape="◔", word="on foot only", colour="partly"),
    "boat or pontoon": Mark(shape="◔", word="boat or pontoon only", colour="partly"),
    "closed": Mark(shape="✕", word="closed to vehicles", colour="no"),
    "unknown": Mark(shape="?", word="state unknown", colour="unknown"),
    "confirmed": Mark(shape="●", word="confirmed", colour="yes"),
    "rejected": Mark(shape="✕", word="not used", colour="no"),
    "undecided": Mark(shape="○", word="not confirmed", colour="unknown"),
    "proved": Mark(shape="●", word="proved", colour="yes"),
    "found": Mark(shape="◐", word="found, not proved least", colour="partly"),
    "fewer ruled out": Mark(shape="●", word="fewer is proved too few", colour="yes"),
    "fewer open": Mark(shape="◐", word="found; fewer not ruled out", colour="partly"),
    "none found": Mark(shape="?", word="none was found to be enough", colour="unknown"),
    "ok": Mark(shape="●", word="holds", colour="yes"),
    "broken": Mark(shape="✕", word="broken", colour="no"),
    "silent": Mark(shape="?", word="silent", colour="unknown"),
    "disputed": Mark(shape="≠", word="disputed", colour="partly"),
}

#: Marks of the parties in order of first mention: mirror images, one weight, one colour.
PARTY_MARKS = ("◧", "◨", "⬒", "⬓", "◩", "◪")
UNATTRIBUTED_MARK = "·"


def party_mark(position: int) -> str:
    """The mark of the party at a place in the table (from 0); after the last one they are numbered."""
    if position < len(PARTY_MARKS):
        return PARTY_MARKS[position]
    return f"{PARTY_MARKS[position % len(PARTY_MARKS)]}{position // len(PARTY_MARKS) + 1}"


def css_variables(ground: str) -> str:
    """The palette as CSS custom properties for ``light`` or ``dark`` ground."""
    return "".join(f"--{name}:{getattr(colour, ground)};" for name, colour in PALETTE.items())


def css_scale() -> str:
    """The type scale as CSS custom properties: ``var(--t-body)``."""
    return "".join(f"--t-{name}:{size}px;" for name, size in TYPE_PX.items())


def css_drawing_classes() -> str:
    """CSS that lets drawings follow the ground: a fill or stroke named in a class wins over the written colour."""
    return "".join(f".f-{n}{{fill:var(--{n})}}.s-{n}{{stroke:var(--{n})}}" for n in PALETTE)


def for_typst() -> dict[str, object]:
    """The tokens as the PDF template reads them: light palette, sizes in points, fonts."""
    return {
        "colour": {name: colour.light for name, colour in PALETTE.items()},
        "size": TYPE_PT,
        "fonts": list(PDF_FONTS),
    }


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
