"""``safeconduct roads table``: minutes and routes from every site to every reception."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, steps
from safeconduct.cli.show import table as show_table
from safeconduct.cli.vehicles import Turns, Vehicle

if TYPE_CHECKING:
    from safeconduct.app.road_tables import Tables
    from safeconduct.network.tables import Pair, Route
    from safeconduct.network.transfers import Transfer


def table(
    net: Path = typer.Argument(..., metavar="NET", help="A network file written by `roads import`."),
    sites: Path = typer.Option(..., "--sites", metavar="FILE", help="CSV of id,lon,lat or GeoJSON of points."),
    receptions: Path = typer.Option(..., "--receptions", metavar="FILE", help="The same for receptions."),
    vehicle: list[Vehicle] = typer.Option([Vehicle.BUS], "--class", help="Who moves; may be repeated."),
    others: int = typer.Option(0, "--others", min=0, max=5, help="So many other ways a pair, with little overlap."),
    turns: Turns = typer.Option(Turns.AUTO, "--turns", help="Obey turn restrictions (auto: up to 300,000 arcs)."),
    as_json_: bool = JSON,
) -> None:
    """Minutes and routes for every pair and class, what they lean on, and where to change where no way is left."""
    from safeconduct.app.road_tables import places_moved, tables_of

    classes = list(dict.fromkeys(v.value for v in vehicle))
    with steps() as say:
        found = tables_of(net, sites, receptions, classes, others=others, exact=turns.exact, say=say)
    if as_json_:
        as_json(_plain(found))
        return
    for name in classes:
        _print(found, name)
        moved = max(places_moved(found.table, name).items(), key=lambda item: item[1])
        typer.echo(f"{name}: farthest moved to a road: {moved[0]}, {moved[1]:,.0f} m\n")


def _print(found: Tables, name: str) -> None:
    receptions = [place.id for place in found.table.receptions]
    minutes = (
        (site.id, *(_minutes(found, name, site.id, reception) for reception in receptions))
        for site in found.table.sites
    )
    show_table(f"Minutes for {name}, without boarding", ("site", *receptions), minutes)
    leaning = [(f"{p.site} → {p.reception}", *_leans(p)) for p in found.table.pairs if p.vehicle == name and p.routes]
    if leaning:
        show_table("What the fastest routes lean on", ("route", "km", "crossings", "not known"), leaning)
    changes = [(key, transfer) for key, transfer in found.transfers.items() if key[0] == name]
    if changes:
        rows = ((f"{site} → {reception}", *_change(transfer)) for (_, site, reception), transfer in changes)
        columns = ("route", "get out at", "cross", "board at", "not known")
        show_table("Where to change, at lon,lat", columns, rows)


def _minutes(found: Tables, name: str, site: str, reception: str) -> str:
    pair = next(p for p in found.table.pairs if (p.vehicle, p.site, p.reception) == (name, site, reception))
    if pair.routes:
        others = "".join(f", {route.minutes:.0f}" for route in pair.routes[1:])
        return f"{pair.routes[0].minutes:.1f}" + (f" (others{others[1:]})" if others else "")
    transfer = found.transfers.get((name, site, reception))
    if transfer is None:
        return "no way"
    how = "by boat" if transfer.by_boat else "on foot"
    return f"no way; {transfer.minutes:.1f} with {transfer.crossing_metres:,.0f} m {how}"


def _change(transfer: Transfer) -> tuple[str, str, str, str]:
    """Where a way changes, what is crossed and how long that takes, and what is not known."""
    out, on = (f"{point.lon:.5f},{point.lat:.5f}" for point in (transfer.alight, transfer.board))
    how = "by boat" if transfer.by_boat else "on foot"
    over = "; ".join(transfer.over) or f"{transfer.crossing_metres:,.0f} m"
    leaning = "; ".join(f"{words} ({len(roads)})" for words, roads in transfer.leans_on.items())
    return out, f"{over}, {transfer.crossing_minutes:.0f} min {how}", on, leaning or "–"


def _leans(pair: Pair) -> tuple[str, str, str]:
    best = pair.routes[0]
    leaning = "; ".join(f"{words} ({len(roads)})" for words, roads in best.leans_on.items())
    return f"{best.km:.1f}", "; ".join(best.crossings) or "–", leaning or "–"


def _plain(found: Tables) -> dict[str, object]:
    """For programs: minutes, routes and transfers by class, site and reception; minutes null where no way is left."""

    def pairs() -> Iterator[dict[str, object]]:
        for pair in found.table.pairs:
            transfer = found.transfers.get((pair.vehicle, pair.site, pair.reception))
            yield {
                "class": pair.vehicle,
                "site": pair.site,
                "reception": pair.reception,
                "minutes": round(pair.routes[0].minutes, 2) if pair.routes else None,
                "routes": [_route(route) for route in pair.routes],
                "transfer": None if transfer is None else _transfer(transfer),
            }

    return {
        "network": str(found.opened.file),
        "as_of": f"{found.opened.at:%FT%TZ}",
        "engine": found.opened.engine,
        "turns": "exact" if found.opened.exact else "off",
        "moved_metres": {
            name: {
                "sites": {place: round(snap.metres, 1) for place, snap in snapped.sites.items()},
                "receptions": {place: round(snap.metres, 1) for place, snap in snapped.receptions.items()},
            }
            for name, snapped in found.table.snapped.items()
        },
        "pairs": list(pairs()),
    }


def _route(route: Route) -> dict[str, object]:
    return {
        "minutes": round(route.minutes, 2),
        "km": round(route.km, 3),
        "roads": list(route.roads),
        "crossings": list(route.crossings),
        "leans_on": {words: list(roads) for words, roads in route.leans_on.items()},
    }


def _transfer(transfer: Transfer) -> dict[str, object]:
    return {
        "alight": [transfer.alight.lon, transfer.alight.lat],
        "board": [transfer.board.lon, transfer.board.lat],
        "minutes": round(transfer.minutes, 2),
        "crossing_minutes": round(transfer.crossing_minutes, 2),
        "crossing_metres": round(transfer.crossing_metres, 1),
        "over": list(transfer.over),
        "by": "boat" if transfer.by_boat else "foot",
        "leans_on": {words: list(roads) for words, roads in transfer.leans_on.items()},
    }
