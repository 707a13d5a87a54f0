"""The ROADS verb about import: an extract to a network file."""

from __future__ import annotations

import os
from pathlib import Path

from safeconduct.app.progress import Progress
from safeconduct.model.errors import InputError
from safeconduct.network.area import load_area
from safeconduct.network.hand_made import net_of_roads
from safeconduct.network.import_report import report_of
from safeconduct.network.netfile import NetFile, save_net
from safeconduct.network.roadfile import parse_roads
from safeconduct.network.roadnet import Box


def import_roads(extract: Path, out: Path, *, bbox: str | None, say: Progress, area: Path | None = None) -> NetFile:
    """An OpenStreetMap extract, or a road file drawn by hand (.geojson), to the network file ``out``, whole or not at
    all. InputError naming file and step."""
    from safeconduct.adapters.osm_import import import_extract

    if bbox is not None and area is not None:
        raise InputError("a box and an area were given", field="--area", next_step="give --bbox or --area, not both")
    box = None if bbox is None else Box.parse(bbox)
    _require_room(extract, out)
    if extract.suffix.casefold() in (".geojson", ".json"):
        return _drawn(extract, out, whole=box is None and area is None)
    if area is not None:
        load_area(area)  # refused before minutes of reading
    return import_extract(extract, out, box=box, area=area, tell=say)


def _drawn(path: Path, out: Path, *, whole: bool) -> NetFile:
    """The network of a road file drawn by hand; it is small, so that routes need no hierarchy."""
    if not whole:
        raise InputError(
            "roads drawn by hand are taken as they are", file=str(path), next_step="leave --bbox and --area away"
        )
    data = path.read_bytes()
    drawn = parse_roads(data, file=str(path))
    made = net_of_roads(drawn.nodes, drawn.shapes)
    report = report_of(made.net, file=path.name, size=len(data), ways=len(drawn.shapes), repairs={}, left_out={})
    content = NetFile(net=made.net, report=report, hierarchy={})
    save_net(out, content)
    return content


def _require_room(extract: Path, out: Path) -> None:
    """InputError, before minutes of reading, when the network could not be written or would replace the extract."""
    step = "give --out a file name in a folder that exists and may be written to"
    if not extract.is_file():
        why = "is a folder" if extract.is_dir() else "there is no such file"
        raise InputError(why, file=str(extract), next_step="give the path of an .osm.pbf extract")
    if out.is_dir():
        raise InputError("is a folder", file=str(out), field="--out", next_step=step)
    if not out.parent.is_dir():
        raise InputError("its folder does not exist", file=str(out), field="--out", next_step=step)
    if not os.access(out.parent, os.W_OK):
        raise InputError("its folder may not be written to", file=str(out), field="--out", next_step=step)
    if out.exists() and out.samefile(extract):
        raise InputError(
            "the network would replace the extract", file=str(out), field="--out", next_step="give another file name"
        )
