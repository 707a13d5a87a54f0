"""``roads map``: a network as GeoJSON for screens and as a sheet for print, one of each a class."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from safeconduct.app.places import own_sites
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import clock
from safeconduct.model.errors import InputError
from safeconduct.model.place import NamedPlace, Point, RoadState
from safeconduct.network.damage import standing
from safeconduct.network.damage_file import beside, load_states
from safeconduct.network.graph import KM_PER_DEGREE
from safeconduct.network.maps import METRES_A_PIXEL, Extent, as_geojson, road_map
from safeconduct.network.netcut import find_crossings
from safeconduct.network.netfile import load_net
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import ArcTimes, arc_times
from safeconduct.network.roadnet import RoadNet
from safeconduct.network.snap import largest_part, snap
from safeconduct.publish.road_sheet import LoudCrossing, RoadSheet, map_frame, road_sheet_svg

SCALES = (1_000, 20_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One class's map: the files, the scale (1 : so much), roads drawn and left out, crossings named."""

    vehicle: str
    geojson: Path
    sheet: Path
    scale: int
    roads: int
    left_out: int
    crossings: tuple[str, ...]


def map_roads(
    path: Path, vehicles: Sequence[str], out: Path, *, sites: Path | None, scale: int | None
) -> tuple[Written, ...]:
    """Write ``roads-CLASS.geojson`` and ``roads-CLASS.svg`` into ``out`` for each class.

    Without a scale the sheet shows the whole network, or, with sites, the sites and the crossings between them.
    """
    if scale is not None and not SCALES[0] <= scale <= SCALES[1]:
        raise InputError(
            f"1 : {scale} is no scale for this map", field="--scale", next_step=f"give {SCALES[0]} to {SCALES[1]:,}"
        )
    content = load_net(path)
    net, now = content.net, clock().now()
    states = standing(net, load_states(beside(path))[0], now).states
    places = own_sites(sites)
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for vehicle in vehicles:
        times = arc_times(net, load_profiles(), vehicle, states=states)
        mapped = arc_times(net, load_profiles(), vehicle) if states else times  # a closed crossing decides too
        try:
            crossings = _crossings(net, mapped, places, states)
        except InputError as error:
            raise InputError(error.message, file=str(sites), field=error.field, next_step=error.next_step) from error
        points = [place.point for place in places] + [crossing.point for _, crossing in crossings]
        extent, across, metres = page_of(net, points, scale)
        edges = [edge for group, _ in crossings for edge in group]
        drawn = road_map(net, times, states, as_of=now, extent=extent, metres_a_pixel=metres, always=edges)
        sheet = RoadSheet(
            title=f"Roads for {'people on foot' if vehicle == 'foot' else vehicle}: {Path(content.report.file).name}",
            places=[(place.name, place.point) for place in places],
            crossings=[crossing for _, crossing in crossings],
            source=Path(content.report.file).name,
        )
        geojson, page = out / f"roads-{vehicle}.geojson", out / f"roads-{vehicle}.svg"
        write_whole(geojson, json.dumps(as_geojson(drawn), ensure_ascii=False, separators=(",", ":")).encode())
        write_whole(page, road_sheet_svg(drawn, sheet, across=across).encode())
        made.append(
            Written(
                vehicle=vehicle,
                geojson=geojson,
                sheet=page,
                scale=round(metres / METRES_A_PIXEL),
                roads=len(drawn.roads),
                left_out=drawn.left_out,
                crossings=tuple(crossing.name for crossing in sheet.crossings),
            )
        )
    return tuple(made)


def _crossings(
    net: RoadNet, times: ArcTimes, places: Sequence[NamedPlace], states: dict[int, RoadState]
) -> list[tuple[tuple[int, ...], LoudCrossing]]:
    """The crossings that separate the first place from any other, each once by name."""
    if len(places) < 2:
        return []
    inside = largest_part(net, times)
    nodes = [snap(net, place.point, inside, what=place.name).node for place in places]
    found: dict[str, tuple[int, ...]] = {}
    for node in dict.fromkeys(nodes[1:]):
        cut = None if node == nodes[0] else find_crossings(net, times, [nodes[0]], [node])
        for name, edges in cut.groups if cut is not None else ():
            found.setdefault(name, edges)
    return [(edges, _loud(net, name, edges, states)) for name, edges in found.items()]


def _loud(net: RoadNet, name: str, edges: Sequence[int], states: dict[int, RoadState]) -> LoudCrossing:
    line = net.line(edges[0])
    lon, lat = line[len(line) // 2] if len(line) > 2 else tuple((a + b) / 2 for a, b in zip(*line, strict=True))
    reported = [states[edge] for edge in edges if edge in states]
    return LoudCrossing(name=name, point=Point(lon=lon, lat=lat), state=reported[0] if reported else None)


def page_of(net: RoadNet, points: Sequence[Point], scale: int | None) -> tuple[Extent, bool, float]:
    """The extent on the page, whether the page lies across, and metres a pixel: as much as fits, or, at a scale, what
    lies around the first point."""
    west, south, east, north = net.box()
    if points:
        west, east = min(p.lon for p in points), max(p.lon for p in points)
        south, north = min(p.lat for p in points), max(p.lat for p in points)
    if east < west or east - west > 180:
        west, east = max(west, east), min(west, east) + 360
    middle = ((west + east) / 2, (south + north) / 2)
    if scale is not None and points:
        middle = (points[0].lon, points[0].lat)
    squeeze = max(0.01, math.cos(math.radians(middle[1])))
    wide, high = (east - west) * squeeze * KM_PER_DEGREE, (north - south) * KM_PER_DEGREE
    pad = 1.4 if points else 1.02
    across = wide > high
    frame = map_frame(across)
    pixels = (frame.right - frame.left, frame.bottom - frame.top)
    fits = max(wide * pad / pixels[0], high * pad / pixels[1], 0.001) * 1000
    metres = fits if scale is None else scale * METRES_A_PIXEL
    half = (pixels[0] * metres / 2000 / KM_PER_DEGREE / squeeze, pixels[1] * metres / 2000 / KM_PER_DEGREE)
    extent = (middle[0] - half[0], max(-90.0, middle[1] - half[1]), middle[0] + half[0], min(90.0, middle[1] + half[1]))
    return extent, across, metres
