"""The crossings that decide whether a place can be reached: named, closed one after the other, until it is cut off.

Size 0 is Porto, south bank to north bank of the Douro, on the extract beside the project; other sizes are thousands
of ways of an extract made here, whose bridges over the first river are known.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target
from benchmarks.roads_extract import BRIDGE_EVERY, RIVER_EVERY, write_extract
from benchmarks.roads_import import PORTO

if TYPE_CHECKING:
    from safeconduct.model.place import Point
    from safeconduct.network.profiles import ArcTimes
    from safeconduct.network.roadnet import RoadNet

CUT_S = Target(op="<=", value=0.3)
STEP_MS = Target(op="<=", value=2.0)
#: Names of the Douro's road crossings on the map; the motorway bridge upstream bears its road's number.
DOURO = {
    "A 41",
    "Barragem de Crestuma-Lever",
    "Ponte Dom Luís I (tabuleiro inferior)",
    "Ponte Infante Dom Henrique",
    "Ponte da Arrábida",
    "Ponte do Freixo",
}


def setting(instance: Instance) -> tuple[RoadNet, Point, Point, int]:
    """The network, a place on either bank, and how many crossings there are."""
    from safeconduct.model.place import Point
    from safeconduct.network.osm import read_osm

    if instance.size == 0:
        if not PORTO.exists():
            raise MissingData("porto.osm.pbf is not beside the project, in shared/data/osm")
        return read_osm(PORTO)[0], Point(lon=-8.611, lat=41.115), Point(lon=-8.611, lat=41.155), len(DOURO)
    side = max(4, round((instance.size * 1000 / 1.62) ** 0.5))
    with tempfile.TemporaryDirectory(prefix="safeconduct-bench-") as folder:
        net, _ = read_osm(write_extract(Path(folder) / "a.osm.pbf", instance.size * 1000))
    middle, north = 8 + side / 1000, min(side - 2, RIVER_EVERY)
    return net, Point(lon=middle, lat=41.01), Point(lon=middle, lat=41 + north / 500), len(range(0, side, BRIDGE_EVERY))


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Find the cut, then close the crossing each new route uses until none is left."""
    from safeconduct.network.netcut import find_crossings, find_cut_off
    from safeconduct.network.profile_table import load_profiles
    from safeconduct.network.profiles import arc_times
    from safeconduct.network.snap import largest_part, snap

    net, south, north, expected = setting(instance)
    bus = arc_times(net, load_profiles(), "bus")
    inside = largest_part(net, bus)
    start, goal = (snap(net, place, inside, what="place").node for place in (south, north))
    took: list[float] = []
    for _ in range(5):
        started = time.perf_counter()
        cut = find_crossings(net, bus, [start], [goal])
        took.append(time.perf_counter() - started)
    groups = {} if cut is None else dict(cut.groups)
    wrong = len(set(groups) ^ DOURO) if instance.size == 0 else abs(len(groups) - expected)
    name = "porto" if instance.size == 0 else instance.name

    def row(metric: str, value: float, unit: str, target: Target | None = None) -> Row:
        return Row(instance=name, seed=seed, metric=metric, unit=unit, value=round(value, 4), target=target)

    rows = [
        row("edges", net.edges, ""),
        row("crossings named", len(groups), ""),
        row("crossings missing or too many", wrong, "", Target(op="==", value=0)),
        row("cut found, median of 5", sorted(took)[2], "s", CUT_S),
    ]
    minutes, steps, closed = closures(net, bus, start, goal, groups)
    started = time.perf_counter()
    off = find_cut_off(net, bus, [start], [goal], closed)
    rows += [row(f"minutes with {at} crossings closed", value, "min") for at, value in enumerate(minutes)]
    if steps:
        rows.append(row("closure and new route, slowest", max(steps) * 1000, "ms", STEP_MS))
    rows.append(row("cut off proved at the end", float(off is not None), "", Target(op="==", value=1)))
    rows.append(row("proof and the fewest to reopen", time.perf_counter() - started, "s"))
    return rows


def closures(
    net: RoadNet, bus: ArcTimes, start: int, goal: int, groups: dict[str, tuple[int, ...]]
) -> tuple[list[float], list[float], list[int]]:
    """Minutes of the route before each closure, seconds of each closure with its new route, edges closed."""
    from safeconduct.adapters.cch_router import CchRouter
    from safeconduct.model.errors import ToolMissing
    from safeconduct.network.arcs import ArcTable

    try:
        router = CchRouter.build(ArcTable.of(net))
    except ToolMissing as missing:
        raise MissingData(missing.message) from missing
    router.customise("bus", bus.deciseconds)
    left = dict(groups)
    minutes: list[float] = []
    steps: list[float] = []
    closed: list[int] = []
    way = router.route("bus", start, goal)
    while way is not None:
        minutes.append(way[0] / 600)
        used = {arc // 2 for arc in way[1]}
        name = next((name for name, edges in left.items() if used & set(edges)), None)
        if name is None:
            break
        edges = left.pop(name)
        started = time.perf_counter()
        router.close(edges)
        way = router.route("bus", start, goal)
        steps.append(time.perf_counter() - started)
        closed.extend(edges)
    return minutes, steps, closed


SPEC = BenchSpec(
    name="roads.cut",
    describe="crossings between two banks by name, closed one by one until cut off (size: thousand ways, 0 is Porto)",
    sizes=(0, 100),
    severities=(0,),
    seeds=(1,),
    run=run,
    target="the six Douro crossings in <= 0.3 s; each closure with its new route <= 2 ms; ends in a proved cut-off",
    label="{size},000 made-up ways",
    smoke_sizes=(6,),
)
