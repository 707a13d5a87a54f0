"""``safeconduct roads map``: a network drawn, for screens and for print."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json, progress, table
from safeconduct.cli.vehicles import Vehicle


def map_(
    net: Path = typer.Argument(..., metavar="NET", help="A network file written by `roads import`."),
    out: Path = typer.Option(..., "--out", metavar="DIR", help="Folder to write to."),
    vehicle: list[Vehicle] = typer.Option([Vehicle.BUS], "--class", help="Who moves; may be repeated."),
    sites: Path | None = typer.Option(
        None, "--sites", help="Places to show, GeoJSON or CSV; crossings between the first and the rest are marked."
    ),
    scale: int | None = typer.Option(None, "--scale", metavar="N", help="1 : N on A4 (default: as much as fits)."),
    as_json_: bool = JSON,
) -> None:
    """Write GeoJSON and an A4 sheet (SVG) a class: roads simplified to the scale, states, and the source's licence."""
    from safeconduct.app.road_map import map_roads

    with progress("drawing"):
        made = map_roads(net, list(dict.fromkeys(v.value for v in vehicle)), out, sites=sites, scale=scale)
    if as_json_:
        as_json(
            [
                {
                    "class": one.vehicle,
                    "geojson": str(one.geojson),
                    "svg": str(one.sheet),
                    "scale": one.scale,
                    "roads": one.roads,
                    "left_out_too_small": one.left_out,
                    "crossings": list(one.crossings),
                }
                for one in made
            ]
        )
        return
    rows = ((o.vehicle, f"1 : {o.scale:,}", f"{o.roads:,}", f"{o.left_out:,}", f"{len(o.crossings)}") for o in made)
    table(f"Maps in {out.name}", ("class", "scale", "roads", "left out, too small", "crossings"), rows)
