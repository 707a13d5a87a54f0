"""Persons out by time over all simulated days: the median as a line, and how far the days lie apart as bands."""

from __future__ import annotations

from itertools import count

from safeconduct.model.stress import StressReport
from safeconduct.publish import figures, svg

HEIGHT = 232
#: How wide the last column is, for who arrives after all points: so many of it are as wide as the rest.
LATER = 7
#: The bands by how many of the days lie in them, and how dark each is drawn.
BANDS = (("nine days in ten", 0.22), ("half of the days", 0.38))


def fan_svg(report: StressReport, name: str, width: int = 880) -> str:
    """A step for every point of ``report.fan``: 5 to 95 % of the days light, 25 to 75 % darker, the median drawn; the
    dashed line is what the plan moves. Who arrives after the last point stands in a last column, "later"."""
    left, right, top, bottom = 56.0, 14.0, 38.0, 34.0
    most = max(1, report.planned, *(point.persons.p95 for point in report.fan))
    ends = report.fan[-1].minute
    points = [(point.minute, point.persons) for point in report.fan]
    if later(report):
        points.append((ends + ends // LATER, report.out))
        most = max(most, report.out.p95)
    hours = points[-1][0] / 60
    wide, high = (width - left - right) / hours, (HEIGHT - top - bottom) / (most * 1.06)
    drawing = svg.Drawing(name, width, HEIGHT, "Persons out by time on simulated days", _described(report))
    drawing.rect(0, 0, width, HEIGHT, colour="paper")

    def x(minute: float) -> float:
        return left + minute / 60 * wide

    def y(persons: float) -> float:
        return HEIGHT - bottom - persons * high

    for persons in _ticks(most):
        drawing.line(left, y(persons), width - right, y(persons), "line")
        drawing.text(left - 6, y(persons) + 4, figures.count(persons), size=11, colour="soft", anchor="end")
    step = 1 if width >= 600 else 3
    for hour in range(0, ends // 60 + 1, step):
        drawing.text(x(60 * hour), HEIGHT - bottom + 16, f"{hour} h", size=11, colour="soft", anchor="middle")
    if later(report):
        drawing.line(x(ends), top, x(ends), HEIGHT - bottom, "soft", dash="2 3")
        drawing.text(width - 4, HEIGHT - bottom + 16, "later", size=11, colour="soft", anchor="end")
    before = 0
    for minute, spread in points:
        across = x(minute) - x(before)
        for (_, fade), low, up in zip(BANDS, (spread.p5, spread.p25), (spread.p95, spread.p75), strict=True):
            if up > low:
                drawing.rect(x(before), y(up), across, (up - low) * high, colour="yes", opacity=fade)
        before = minute
    line = [(x(0), y(0))]
    for minute, spread in points:
        line += [(line[-1][0], y(spread.p50)), (x(minute), y(spread.p50))]
    drawing.path(line, "ink", width=2)
    drawing.line(left, y(report.planned), width - right, y(report.planned), "soft", dash="5 4")
    drawing.text(left + 6, y(report.planned) - 5, f"planned {figures.count(report.planned)}", size=11, halo=True)
    _legend(drawing)
    drawing.text(width - right, HEIGHT - 4, "hours after the window opens", size=11, colour="soft", anchor="end")
    return drawing.done()


def _legend(drawing: svg.Drawing) -> None:
    """What line and bands are, above them. Where they overlap the dark band is as dark as it is drawn."""
    x = 10.0
    drawing.line(x, 13, x + 20, 13, "ink", width=2)
    drawing.text(x + 26, 17, "median", size=11)
    x += 84
    for number, (words, fade) in enumerate(BANDS):
        for shade in (fade, *(BANDS[0][1],) * number):
            drawing.rect(x, 7, 20, 12, colour="yes", opacity=shade)
        drawing.text(x + 26, 17, words, size=11)
        x += 42 + svg.width_of(words, 11)


def later(report: StressReport) -> bool:
    """Whether anybody arrives after the last point of the fan."""
    return report.fan[-1].persons != report.out


def _described(report: StressReport) -> str:
    last = report.out
    return (
        f"At the end of {report.days:,} simulated days the median is {last.p50:,} persons out; half of the days lie "
        f"between {last.p25:,} and {last.p75:,}, nine in ten between {last.p5:,} and {last.p95:,}."
    )


def _ticks(most: int) -> list[int]:
    """At most five round numbers from 0 on."""
    step = next(first * 10**n for n in count() for first in (1, 2, 5) if most <= 4 * first * 10**n)
    return list(range(0, most + 1, step))
