"""``safeconduct roads``: a network out of an OpenStreetMap extract, and the crossings that decide who is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli import road_critical, road_cut, road_map, road_states, road_table
from safeconduct.cli.show import JSON, as_json, steps, table

if TYPE_CHECKING:
    from safeconduct.network.netfile import NetFile

app = typer.Typer(
    help="A road network out of an OpenStreetMap extract, and what cuts it.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in (
    road_critical.critical,
    road_cut.check,
    road_cut.cut,
    road_states.close,
    road_states.reopen,
    road_states.states,
    road_states.undo,
    road_table.table,
):
    app.command(verb.__name__)(verb)
app.command("map")(road_map.map_)


@app.command("import")
def import_(
    extract: Path = typer.Argument(..., metavar="FILE.osm.pbf", help="An OpenStreetMap extract."),
    out: Path = typer.Option(..., "--out", help="The network file to write."),
    bbox: str | None = typer.Option(None, "--bbox", metavar="W,S,E,N", help="Only the roads in this box, degrees."),
    area: Path | None = typer.Option(None, "--area", metavar="FILE.geojson", help="Only the roads in these polygons."),
    as_json_: bool = JSON,
) -> None:
    """Read an extract into one network file, and say what was found, mended and not stated."""
    from safeconduct.app.roads import import_roads

    with steps() as say:
        made = import_roads(extract, out, bbox=bbox, area=area, say=say)
    if as_json_:
        from dataclasses import asdict

        as_json({"out": str(out), "engine": made.engine, "report": asdict(made.report)})
        return
    table(f"{made.report.file} → {out}", ("what", "found"), _report(made))


def _report(made: NetFile) -> Iterator[tuple[str, str]]:
    report = made.report
    yield "box: west, south, east, north", ", ".join(f"{edge:.4f}" for edge in report.box)
    yield "ways", f"{report.ways:,}"
    yield "nodes and edges", f"{report.nodes:,} and {report.edges:,}"
    yield "roads", f"{report.road_km:,} km"
    yield "bridges", f"{report.bridges:,}"
    yield "… with a name", f"{report.bridges_named:,}"
    yield "… over a named water", f"{report.bridges_over_water:,}"
    for what in ("tunnels", "ferries", "fords", "barriers"):
        yield what, f"{getattr(report, what):,}"
    yield "turn restrictions", f"{report.turns:,}"
    for what, count in report.repairs.items():
        yield what, f"{count:,}"
    for kind, count in report.left_out.items():
        yield f"left out, no profile knows it: {kind}", f"{count:,}"
    for what, share in report.unknown.items():
        yield f"not stated by the map: {what}", f"{share:.1%} of edges"
    yield "prepared for fast routes", f"with {made.engine}" if made.engine else "no; routes come slower"
