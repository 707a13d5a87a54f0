"""An extract becomes a network file with its hierarchy, in a process of its own, and is opened again.

Size 0 is the Porto extract beside the project; other sizes are thousands of ways of an extract made here. ``--input``
takes an .osm.pbf.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target
from benchmarks.roads_extract import write_extract
from benchmarks.roads_graphs import SHARED

PORTO = SHARED / "osm" / "porto.osm.pbf"
#: Targets by size: seconds, megabytes.
IMPORT_S = {0: 4.0, 680: 120.0}
MEMORY_MB = {0: 250.0, 680: 1500.0}
REOPEN_S = 3.0


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="safeconduct-bench-")


def extract_of(instance: Instance) -> Path:
    """The file an instance is about; made once."""
    if instance.path is not None:
        return instance.path
    if instance.size == 0:
        if not PORTO.exists():
            raise MissingData("porto.osm.pbf is not beside the project, in shared/data/osm")
        return PORTO
    path = Path(_folder().name) / f"{instance.size}.osm.pbf"
    return path if path.exists() else write_extract(path, instance.size * 1000)


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Import and open again; medians of three for small extracts, one run for large ones."""
    from safeconduct.adapters import cch_router
    from safeconduct.adapters.osm_import import PEAK, import_extract
    from safeconduct.network.arcs import ArcTable
    from safeconduct.network.netfile import load_net

    extract = extract_of(instance)
    out = Path(_folder().name) / "out.roads"
    repeats = 1 if request.smoke or extract.stat().st_size > 20e6 else 3
    imported: list[float] = []
    said: list[str] = []
    for _ in range(repeats):
        started = time.perf_counter()
        import_extract(extract, out, tell=said.append)
        imported.append(time.perf_counter() - started)
    reopened: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        content = load_net(out)
        if content.hierarchy:
            cch_router.CchRouter.load(ArcTable.of(content.net), content.hierarchy)
        reopened.append(time.perf_counter() - started)
    name = "porto" if instance.path is None and instance.size == 0 else instance.name

    def row(metric: str, value: float, unit: str, limit: float | None = None) -> Row:
        target = None if limit is None else Target(op="<=", value=limit)
        return Row(instance=name, seed=seed, metric=metric, unit=unit, value=round(value, 3), target=target)

    peaks = [float(line.split()[-2]) for line in said if line.startswith(PEAK)]
    if not peaks:
        raise MissingData("this platform does not say how much memory a process held")
    size = -1 if instance.path is not None else instance.size
    report = content.report
    return [
        row("extract", extract.stat().st_size / 1e6, "MB"),
        row("ways", report.ways, ""),
        row("nodes", report.nodes, ""),
        row("edges", report.edges, ""),
        row("bridges", report.bridges, ""),
        row(
            "import with hierarchy",
            sorted(imported)[len(imported) // 2],
            "s",
            IMPORT_S.get(size),
        ),
        row("peak memory of the reading process", max(peaks), "MB", MEMORY_MB.get(size)),
        row("network file", out.stat().st_size / 1e6, "MB"),
        row("reopen with hierarchy", sorted(reopened)[1], "s", REOPEN_S),
    ]


def from_input(path: Path) -> Sequence[Instance]:
    """One extract, or all of a folder, smallest first."""
    files = sorted(path.glob("*.osm.pbf"), key=lambda file: file.stat().st_size) if path.is_dir() else [path]
    return tuple(Instance(name=file.name, path=file) for file in files if file.exists())


SPEC = BenchSpec(
    name="roads.import",
    describe="an extract to a network file with hierarchy, and opened again (size: thousand ways, 0 is Porto)",
    sizes=(0, 680),
    severities=(0,),
    seeds=(1,),
    run=run,
    target="Porto <= 4 s and <= 250 MB; a 75 MB extract <= 120 s and <= 1.5 GB; reopen <= 3 s",
    label="{size},000 made-up ways",
    smoke_sizes=(2,),
    from_input=from_input,
)
