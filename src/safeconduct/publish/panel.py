"""One window on the map: which part of the earth it shows, and where that falls on the drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from safeconduct.model.place import Point, Road
from safeconduct.model.situation import Situation
from safeconduct.network.graph import KM_PER_DEGREE
from safeconduct.publish import svg
from safeconduct.publish.labels import Board, Box

Extent = tuple[float, float, float, float]  # west, south, east, north in degrees


def extent_of(points: Iterable[Point], pad: float) -> Extent:
    """The box around points, widened by the share ``pad`` of its larger side (km) and never below 400 m."""
    items = list(points)
    west, east = min(p.lon for p in items), max(p.lon for p in items)
    south, north = min(p.lat for p in items), max(p.lat for p in items)
    squeeze = math.cos(math.radians((south + north) / 2))
    side = max((east - west) * squeeze, north - south, 0.4 / KM_PER_DEGREE)
    return west - side * pad / squeeze, south - side * pad, east + side * pad / squeeze, north + side * pad


def side_km(extent: Extent) -> float:
    """The longer side of an extent in kilometres."""
    west, south, east, north = extent
    squeeze = math.cos(math.radians((south + north) / 2))
    return max((east - west) * squeeze, north - south) * KM_PER_DEGREE


def distance_km(one: Point, other: Point) -> float:
    """Distance of two near points in kilometres, on a flat earth."""
    squeeze = math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot((one.lon - other.lon) * squeeze, one.lat - other.lat) * KM_PER_DEGREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A frame on the drawing with the extent it shows, centred, equal scale in both directions."""

    frame: Box
    extent: Extent

    @property
    def pixels_per_km(self) -> float:
        """The scale."""
        west, south, east, north = self.extent
        squeeze = math.cos(math.radians((south + north) / 2))
        across = (self.frame.right - self.frame.left) / ((east - west) * squeeze * KM_PER_DEGREE)
        return min(across, (self.frame.bottom - self.frame.top) / ((north - south) * KM_PER_DEGREE))

    def xy(self, point: Point) -> tuple[float, float]:
        """The place of a point on the drawing."""
        west, south, east, north = self.extent
        squeeze = math.cos(math.radians((south + north) / 2))
        scale = self.pixels_per_km * KM_PER_DEGREE
        cx, cy = (self.frame.left + self.frame.right) / 2, (self.frame.top + self.frame.bottom) / 2
        return cx + (point.lon - (west + east) / 2) * squeeze * scale, cy - (point.lat - (south + north) / 2) * scale

    def holds(self, point: Point, inset: float = 0) -> bool:
        """True when the point falls inside the frame, ``inset`` pixels from its edge."""
        x, y = self.xy(point)
        f = self.frame
        return f.left + inset <= x <= f.right - inset and f.top + inset <= y <= f.bottom - inset

    def board(self) -> Board:
        """An empty board for labels of this panel."""
        f = self.frame
        return Board(frame=Box(left=f.left + 4, top=f.top + 4, right=f.right - 4, bottom=f.bottom - 4))


def middle(points: Sequence[Point]) -> Point:
    """The middle of a drawn line, by length."""
    lengths = [distance_km(a, b) for a, b in pairwise(points)]
    half = sum(lengths) / 2
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if half <= length and length > 0:
            t = half / length
            return Point(lon=a.lon + (b.lon - a.lon) * t, lat=a.lat + (b.lat - a.lat) * t)
        half -= length
    return points[0]


def crossing_area(situation: Situation, whole: Extent) -> Extent | None:
    """The extent of an inset around the site and the crossings near it, when they would crowd the main map."""
    sites = [s.point for s in situation.sites]
    if not sites:
        return None
    reach = side_km(whole) * 0.22
    near = [p for p in _crossing_points(situation.roads) if min(distance_km(p, s) for s in sites) <= reach]
    near += [r.point for r in situation.receptions if min(distance_km(r.point, s) for s in sites) <= reach]
    if len(near) < 2:
        return None
    extent = extent_of([*near, *sites], 0.3)
    return extent if side_km(extent) < 0.45 * side_km(whole) else None


def _crossing_points(roads: Sequence[Road]) -> list[Point]:
    return [middle(r.line) for r in roads if r.kind == "bridge"]


def scale_bar(drawing: svg.Drawing, panel: Panel) -> None:
    """A bar of a round length at the lower left of a panel."""
    room = (panel.frame.right - panel.frame.left) * 0.3
    km = next((k for k in (100, 50, 20, 10, 5, 2, 1, 0.5, 0.2) if k * panel.pixels_per_km <= room), 0.1)
    long = km * panel.pixels_per_km
    x, y = panel.frame.left + 14, panel.frame.bottom - 14
    drawing.rect(x - 7, y - 22, long + 14, 30, colour="paper", opacity=0.85)
    drawing.line(x, y, x + long, y, "ink", width=2)
    for at in (x, x + long / 2, x + long):
        drawing.line(at, y - 4, at, y + 4, "ink", width=1.5)
    name = f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
    drawing.text(x + long / 2, y - 8, name, size=11, anchor="middle")
