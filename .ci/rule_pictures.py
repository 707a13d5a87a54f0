"""The rules of a fleet's day, one small picture each (docs/rules-fleet.md, F1 to F17), as one drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from safeconduct.publish import svg

WIDE, HIGH, GAP, ACROSS = 214.0, 150.0, 8.0, 4


class Frame(NamedTuple):
    """Where a picture is drawn: the drawing and its upper left corner."""

    on: svg.Drawing
    x: float
    y: float

    def box(self, x: float, y: float, wide: float, high: float, colour: str | None = None, edge: str = "ink") -> None:
        """A rectangle in the frame."""
        self.on.rect(self.x + x, self.y + y, wide, high, colour=colour, edge=edge)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = "ink", width: float = 1.5, dash: str = ""
    ) -> None:
        """A line in the frame."""
        self.on.line(self.x + x1, self.y + y1, self.x + x2, self.y + y2, colour, width=width, dash=dash)

    def word(
        self, x: float, y: float, words: str, colour: str = "soft", size: float = 10.5, anchor: str = "start"
    ) -> None:
        """Words in the frame."""
        self.on.text(self.x + x, self.y + y, words, size=size, colour=colour, anchor=anchor)

    def bus(self, x: float, y: float, *, full: bool = True, wide: float = 34) -> None:
        """A vehicle, filled when it carries people."""
        self.on.rect(self.x + x, self.y + y, wide, 14, colour="yes" if full else "paper", edge="yes")
        for wheel in (7.0, wide - 7):
            at = f'cx="{svg.num(self.x + x + wheel)}" cy="{svg.num(self.y + y + 16)}"'
            self.on.add(f'<circle {at} r="3" {svg.fill("ink")}/>')

    def people(self, x: float, y: float, count: int, colour: str = "ink", wheel: int = 0) -> None:
        """A household: a dot a person, the last ``wheel`` of them in a wheelchair."""
        for n in range(count):
            at = f'cx="{svg.num(self.x + x + 9 * n)}" cy="{svg.num(self.y + y)}"'
            self.on.add(f'<circle {at} r="3.4" {svg.fill(colour)}/>')
            if n >= count - wheel:
                self.on.add(f'<circle {at} r="5.4" {svg.paint("partly")} stroke-width="1.4"/>')
        self.on.rect(self.x + x - 7, self.y + y - 8, 9 * count + 5, 16, edge="quiet")

    def cross(self, x: float, y: float, size: float = 6) -> None:
        """What is not allowed."""
        self.line(x - size, y - size, x + size, y + size, "no", 2.6)
        self.line(x - size, y + size, x + size, y - size, "no", 2.6)

    def place(self, x: float, y: float, words: str, *, goal: bool = False) -> None:
        """A site (square) or a reception (triangle) with its name."""
        if goal:
            points = (
                f"{svg.num(self.x + x)},{svg.num(self.y + y - 7)} {svg.num(self.x + x - 7)},{svg.num(self.y + y + 6)}"
            )
            self.on.add(
                f'<polygon points="{points} {svg.num(self.x + x + 7)},{svg.num(self.y + y + 6)}" {svg.fill("ink")}/>'
            )
        else:
            self.box(x - 6, y - 6, 12, 12, "paper")
        self.word(x, y + 20, words, anchor="middle")


def people(f: Frame) -> None:
    f.people(14, 30, 4)
    f.people(70, 30, 2)
    f.bus(120, 22, wide=52)
    f.people(14, 62, 3)
    f.line(43, 50, 43, 74, "no", 2)
    f.cross(70, 62)
    f.word(84, 66, "half a household")


def direction(f: Frame) -> None:
    f.place(24, 44, "place")
    f.place(160, 22, "wished", goal=True)
    f.place(160, 70, "not wished", goal=True)
    f.line(34, 40, 150, 22)
    f.line(34, 48, 150, 68, "quiet", dash="4 3")
    f.cross(96, 58)


def places(f: Frame) -> None:
    f.bus(16, 24, wide=90)
    for n in range(5):
        f.box(22 + 14 * n, 27, 9, 8, "paper", "paper")
    f.box(92, 26, 10, 10, "paper", "partly")
    f.word(116, 35, "5 seats and 1")
    f.people(22, 64, 5, wheel=1)
    f.word(84, 68, "fits; six seated do not")


def boarding(f: Frame) -> None:
    f.word(8, 24, "bay 1")
    f.word(8, 52, "bay 2")
    for x, y in ((44, 14), (104, 14), (60, 42)):
        f.box(x, y, 52, 14, None, "partly")
    f.box(120, 42, 52, 14, None, "no")
    f.box(88, 42, 52, 14, None, "no")
    f.cross(130, 49, 5)
    f.line(40, 72, 190, 72)
    f.word(190, 84, "time", anchor="end")


def driving(f: Frame) -> None:
    f.line(16, 70, 40, 70, "yes", 3)
    f.line(40, 70, 90, 46, "yes", 3)
    f.line(90, 46, 116, 46, "yes", 3)
    f.line(116, 46, 190, 16, "yes", 3)
    f.line(10, 46, 200, 46, "no", 1, "3 3")
    f.word(12, 42, "narrow place")
    f.word(94, 60, "waits")
    f.word(16, 84, "boards")


def resources(f: Frame) -> None:
    for n in range(6):
        f.box(12 + 31 * n, 36, 28, 16, "yes" if n in (0, 3) else "paper", "yes" if n != 4 else "quiet")
    f.on.rect(f.x + 136, f.y + 36, 28, 16, pattern="shut")
    f.word(12, 28, "a slot a vehicle, both ways")
    f.word(150, 68, "closed", anchor="middle")


def window(f: Frame) -> None:
    f.box(20, 30, 150, 18, "panel", "quiet")
    f.on.rect(f.x + 140, f.y + 30, 30, 18, pattern="shut")
    f.line(20, 22, 20, 54)
    f.line(140, 22, 140, 54, "soft", dash="4 3")
    f.line(170, 22, 170, 54)
    f.word(20, 68, "opens")
    f.word(140, 18, "last arrival", anchor="end")
    f.word(170, 68, "closes", anchor="middle")
    f.line(30, 39, 132, 39, "yes", 4)


def turn(f: Frame) -> None:
    f.line(20, 24, 110, 24, "yes", 4)
    f.box(112, 17, 24, 14, None, "yes")
    f.line(138, 30, 40, 62, "soft", 1.4, "4 3")
    f.box(12, 58, 26, 14, None, "partly")
    f.word(140, 28, "unloads")
    f.word(96, 62, "back, empty")


def start(f: Frame) -> None:
    f.box(14, 34, 26, 20, "panel", "ink")
    f.word(14, 68, "yard, from 12:00")
    f.line(42, 44, 140, 44, "soft", 1.4, "4 3")
    f.place(150, 44, "place")


def reception(f: Frame) -> None:
    f.place(150, 30, "room for 50", goal=True)
    f.bus(20, 16, wide=40)
    f.word(26, 12, "30")
    f.bus(20, 56, wide=40)
    f.word(26, 52, "30")
    f.line(64, 24, 138, 28)
    f.line(64, 64, 138, 38, "quiet", dash="4 3")
    f.cross(98, 52)


def roads(f: Frame) -> None:
    f.line(14, 34, 80, 34, "yes", 4)
    f.line(80, 34, 130, 34, "no", 4, "5 4")
    f.line(130, 34, 190, 34, "yes", 4)
    f.cross(105, 34, 7)
    f.word(105, 58, "closed from 13:00: no minute of it", anchor="middle")
    f.word(105, 72, "unknown: may be used, and is named", anchor="middle")


def status(f: Frame) -> None:
    f.box(24, 18, 80, 50, "paper")
    f.word(64, 40, "capacity", anchor="middle")
    f.word(64, 54, "study", anchor="middle")
    f.box(116, 18, 80, 50, "paper", "quiet")
    f.word(156, 47, "order", anchor="middle")
    f.word(110, 84, "an order needs every party", anchor="middle")


def pick_ups(f: Frame) -> None:
    f.place(20, 44, "first")
    f.place(90, 44, "second")
    f.place(180, 44, "reception", goal=True)
    f.line(28, 44, 82, 44, "yes", 3)
    f.line(98, 44, 170, 44, "yes", 5)
    f.people(20, 20, 2)
    f.people(86, 20, 2)


def call(f: Frame) -> None:
    f.bus(120, 20, full=False, wide=60)
    f.people(26, 28, 4)
    f.line(72, 28, 112, 28, "ink", 1.5)
    f.people(26, 60, 4, "quiet")
    f.cross(76, 60, 5)
    f.word(88, 64, "not before the next bus")


def transfers(f: Frame) -> None:
    f.place(20, 40, "bank")
    f.line(30, 40, 92, 40, "waterword", 2, "2 3")
    f.people(44, 22, 3)
    f.place(102, 40, "landing")
    f.bus(120, 30)
    f.line(158, 38, 196, 38, "yes", 3)


def crews(f: Frame) -> None:
    f.line(14, 34, 104, 34, "yes", 4)
    f.box(108, 27, 34, 14, "panel", "partly")
    f.line(146, 34, 200, 34, "yes", 4)
    f.word(59, 54, "4.5 h", anchor="middle")
    f.word(125, 54, "45 min", anchor="middle")
    f.word(14, 76, "drives, halts, drives on")


def convoys(f: Frame) -> None:
    for n in range(3):
        f.bus(14 + 26 * n, 26, wide=22)
    f.bus(150, 26, wide=22)
    f.word(14, 18, "led")
    f.line(96, 32, 144, 32, "quiet", 1.4, "2 3")
    f.word(120, 52, "headway", anchor="middle")
    f.bus(14, 64, full=False, wide=22)
    f.word(44, 76, "spare, stays back")


RULES: tuple[tuple[str, str, Callable[[Frame], None]], ...] = (
    ("F1 People", "Households board whole, or stay behind.", people),
    ("F2 Direction", "People go only where they wish to go.", direction),
    ("F3 Places", "No more people than places, by need.", places),
    ("F4 Boarding", "One vehicle a bay, for its whole time.", boarding),
    ("F5 Driving", "It takes its minutes; waiting is allowed.", driving),
    ("F6 Narrow places", "So many a slot, none while closed.", resources),
    ("F7 Window", "Nobody is under way outside the hours.", window),
    ("F8 Turn", "Unload, drive back, then board again.", turn),
    ("F9 Start", "From the yard, and not before it is there.", start),
    ("F10 Reception", "No more arrive than there is room for.", reception),
    ("F11 Roads", "No closed road while it is closed.", roads),
    ("F12 Status", "A study stays a study.", status),
    ("F13 Pick-ups", "One trip may pick up at several places.", pick_ups),
    ("F14 Call-forward", "Nobody is called beyond the next vehicle.", call),
    ("F15 Transfers", "Across first, then aboard.", transfers),
    ("F16 Crews", "Crews halt, and have an end of duty.", crews),
    ("F17 Convoys", "Together, and a headway apart.", convoys),
)


def rules_svg() -> str:
    """All rules as one drawing, four in a row."""
    rows = -(-len(RULES) // ACROSS)
    wide, high = ACROSS * (WIDE + GAP) + GAP, rows * (HIGH + GAP) + GAP
    told = " ".join(f"{name}: {words}" for name, words, _ in RULES)
    drawing = svg.Drawing("rules", wide, high, "The rules of a fleet's day", told)
    drawing.hatch("shut", "quiet")
    drawing.rect(0, 0, wide, high, colour="paper")
    for n, (name, words, picture) in enumerate(RULES):
        x, y = GAP + n % ACROSS * (WIDE + GAP), GAP + n // ACROSS * (HIGH + GAP)
        drawing.rect(x, y, WIDE, HIGH, edge="line")
        drawing.text(x + 10, y + 19, name, size=13, bold=True)
        drawing.text(x + 10, y + 35, words, size=10, colour="soft")
        picture(Frame(on=drawing, x=x, y=y + 46))
    return drawing.done()
