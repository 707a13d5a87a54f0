"""``safeconduct roads critical``: the roads on which most hangs."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json, steps, table
from safeconduct.cli.vehicles import Turns, Vehicle


def critical(
    net: Path = typer.Argument(..., metavar="NET", help="A network file written by `roads import`."),
    sites: Path = typer.Option(..., "--sites", metavar="FILE", help="CSV of id,lon,lat or GeoJSON of points."),
    receptions: Path = typer.Option(..., "--receptions", metavar="FILE", help="The same for receptions."),
    vehicle: list[Vehicle] = typer.Option([Vehicle.BUS], "--class", help="Who moves; may be repeated."),
    top: int = typer.Option(20, "--top", min=1, help="Print so many."),
    most: int | None = typer.Option(None, "--most", min=1, help="Close at most so many roads; all when not given."),
    turns: Turns = typer.Option(Turns.OFF, "--turns", help="Obey turn restrictions (auto: up to 300,000 arcs)."),
    as_json_: bool = JSON,
) -> None:
    """Close every road that some fastest route uses, one at a time, and rank them by what that does."""
    from safeconduct.app.road_critical import critical_roads

    classes = list(dict.fromkeys(v.value for v in vehicle))
    with steps() as say:
        found = critical_roads(net, sites, receptions, classes, most=most, exact=turns.exact, say=say)
    if as_json_:
        roads = [
            {
                "road": one.road,
                "name": one.name,
                "routes": one.pairs,
                "cut_off": one.cut_off,
                "minutes_lost": round(one.minutes_lost, 2),
                "worst_minutes": round(one.worst, 2),
            }
            for one in found.found
        ]
        as_json({"network": found.file, "roads": roads, "roads_used": found.roads, "routes": found.pairs})
        return
    alike: dict[tuple[str, int, int, str, str], list[str]] = {}
    for one in found.found:
        what = (one.name, one.pairs, one.cut_off, f"{one.minutes_lost:.1f}", f"{one.worst:.1f}")
        alike.setdefault(what, []).append(one.road)
    rows = (
        (name, roads[0] + (f" (+{len(roads) - 1})" if len(roads) > 1 else ""), str(pairs), str(cut_off), lost, worst)
        for (name, pairs, cut_off, lost, worst), roads in list(alike.items())[:top]
    )
    columns = ("road", "id", "routes", "cut off", "min lost", "worst")
    table(f"Closed one at a time: {len(found.found):,} of {found.roads:,} stretches used", columns, rows)
