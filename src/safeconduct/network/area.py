"""An area drawn by a person: polygons out of GeoJSON, mended where that is possible and said, refused otherwise.

A ring that is not closed is closed, a ring that crosses itself is taken apart (the even-odd reading of its outline);
both are counted. A ring that steps across 180 degrees is refused: RFC 7946 asks for two polygons then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from safeconduct.model.errors import InputError
from safeconduct.network.geojson import parse_geojson, position
from safeconduct.network.roadnet import SCALE, RoadNet

MAX_BYTES = 20_000_000
Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Area:
    """Polygons in degrees (a shapely geometry, longitude first), the file they came from, and what was mended."""

    shape: Any
    file: str
    mended: Mapping[str, int]

    def holds(self, x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.bool_]:
        """Of positions in ten-millionths of a degree, whether each lies inside or on the outline."""
        import shapely

        west, south, east, north = (value * SCALE for value in self.shape.bounds)
        inside: NDArray[np.bool_] = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        near = np.flatnonzero(inside)
        shapely.prepare(self.shape)
        inside[near] = shapely.intersects_xy(self.shape, x[near] / SCALE, y[near] / SCALE)
        return inside

    def edges(self, net: RoadNet) -> tuple[int, ...]:
        """Edges whose drawn line touches the area."""
        import shapely

        points = np.stack((net.shape_x, net.shape_y), axis=1) / SCALE
        of_edge = np.repeat(np.arange(net.edges), np.diff(net.shape_start))
        lines = shapely.linestrings(points, indices=of_edge)
        return tuple(np.flatnonzero(shapely.intersects(lines, self.shape)).tolist())

    def swapped(self) -> Area | None:
        """The same numbers read as latitude first, when that lies on earth at all."""
        import shapely

        west, _, east, _ = self.shape.bounds
        if max(abs(west), abs(east)) > 90:
            return None
        mirrored = shapely.transform(self.shape, lambda points: points[:, ::-1])
        return Area(shape=mirrored, file=self.file, mended=self.mended)


def load_area(path: Path) -> Area:
    """The polygons of a GeoJSON file. InputError naming file, field and next step for whatever cannot be used."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("the area is larger than 20 MB", file=str(path), next_step="draw it more simply")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the area cannot be read: {error.strerror}", file=str(path), next_step="give a GeoJSON file of a polygon"
        ) from error
    return parse_area(data, file=str(path))


def parse_area(data: bytes, *, file: str) -> Area:
    """Polygon, MultiPolygon, or a Feature or FeatureCollection of them, taken together as one area."""
    import shapely

    try:
        document = parse_geojson(data)
    except ValueError as error:
        _fault(file, "", f"this is not GeoJSON: {error}", "export the area as GeoJSON, longitude first")
    mended: Counter[str] = Counter()
    parts = []
    for rings, field in _polygons(document, file, ""):
        outlines = [_ring(ring, file, f"{field}[{at}]", mended) for at, ring in enumerate(rings)]
        polygon = shapely.Polygon(outlines[0], outlines[1:])
        if not polygon.is_valid:
            mended["outlines of the area that cross themselves, mended"] += 1
            polygon = _polygonal(shapely.make_valid(polygon))
        if polygon.is_empty or polygon.area == 0:
            _fault(file, field, "the outline encloses nothing", "draw a polygon of at least three corners")
        parts.append(polygon)
    if not parts:
        _fault(file, "", "the file holds no polygon", "draw a Polygon or MultiPolygon")
    return Area(shape=shapely.union_all(parts), file=file, mended=dict(mended))


def _polygonal(shape: Any) -> Any:
    """What of a mended outline has a surface."""
    import shapely

    parts = shapely.get_parts(shape)
    kept = [part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(kept) if kept else shapely.Polygon()


def _polygons(thing: Any, file: str, field: str) -> Iterator[tuple[list[Any], str]]:
    """Rings of every polygon, with its place in the file."""
    kind = thing.get("type") if isinstance(thing, dict) else None
    at = f"{field}." if field else ""
    if kind == "FeatureCollection" and isinstance(thing.get("features"), list):
        for number, feature in enumerate(thing["features"]):
            yield from _polygons(feature, file, f"{at}features[{number}]")
    elif kind == "Feature":
        yield from _polygons(thing.get("geometry"), file, f"{at}geometry")
    elif kind in ("Polygon", "MultiPolygon") and isinstance(thing.get("coordinates"), list):
        rings = thing["coordinates"]
        many = [(rings, f"{at}coordinates")]
        if kind == "MultiPolygon":
            many = [(part, f"{at}coordinates[{number}]") for number, part in enumerate(rings)]
        for part, place in many:
            if not isinstance(part, list) or not part:
                _fault(file, place, "a polygon is a list of rings", "export the area as GeoJSON again")
            yield part, place
    else:
        _fault(file, field, f"an area is a Polygon or MultiPolygon, got {kind!r}", "draw the area as a polygon")


def _ring(points: Any, file: str, field: str, mended: Counter[str]) -> Ring:
    if not isinstance(points, list):
        _fault(file, field, "a ring is a list of positions", "export the area as GeoJSON again")
    corners = (position(point, file=file, field=field) for point in points)
    ring = [(corner.lon, corner.lat) for corner in corners]
    if len(set(ring)) < 3:
        _fault(file, field, f"a ring needs three corners, got {len(set(ring))}", "draw a polygon")
    if ring[0] != ring[-1]:
        mended["outlines of the area that were open, closed"] += 1
        ring.append(ring[0])
    if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(ring)):
        _fault(
            file,
            field,
            "the outline steps across 180 degrees, which is not read",
            "cut it there into two polygons of one MultiPolygon, east and west of 180 degrees (RFC 7946)",
        )
    return ring


def _fault(file: str, field: str, message: str, step: str) -> NoReturn:
    raise InputError(message, file=file, field=field or None, next_step=step)
