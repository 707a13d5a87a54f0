"""``safeconduct roads``: a network out of an OpenStreetMap extract, and the crossings that decide who is cut off."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, progress, steps, table

if TYPE_CHECKING:
    from safeconduct.app.roads import Crossing, RoadCut, Snapped
    from safeconduct.network.netfile import NetFile

WIDTH = 80

app = typer.Typer(
    help="A road network out of an OpenStreetMap extract, and what cuts it.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Vehicle(StrEnum):
    """Who moves: the classes of the profiles."""

    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"
    LIGHT = "light"
    AMBULANCE = "ambulance"
    FOOT = "foot"


@app.command("import")
def import_(
    extract: Path = typer.Argument(..., metavar="FILE.osm.pbf", help="An OpenStreetMap extract."),
    out: Path = typer.Option(..., "--out", help="The network file to write."),
    bbox: str | None = typer.Option(None, "--bbox", metavar="W,S,E,N", help="Only the roads in this box, degrees."),
    as_json_: bool = JSON,
) -> None:
    """Read an extract into one network file, and say what was found, mended and not stated."""
    from safeconduct.app.roads import import_roads

    with steps() as say:
        made = import_roads(extract, out, bbox=bbox, say=say)
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


@app.command()
def cut(
    net: Path = typer.Argument(..., metavar="NET", help="A network file written by `roads import`."),
    start: str = typer.Option(..., "--from", metavar="LON,LAT", help="Where people are."),
    goal: str = typer.Option(..., "--to", metavar="LON,LAT", help="Where they would go."),
    vehicle: Vehicle = typer.Option(Vehicle.BUS, "--class", help="Who moves."),
    as_json_: bool = JSON,
) -> None:
    """Name the fewest crossings that separate two places, and close them one by one until one is cut off."""
    from safeconduct.app.roads import cut_roads

    with progress("looking for the crossings"):
        found = cut_roads(net, start, goal, vehicle.value)
    if as_json_:
        as_json(_plain(found))
    else:
        _print(found)


def _print(found: RoadCut) -> None:
    for which, place in (("from", found.start), ("to", found.goal)):
        _say(which, f"{_lonlat(place)}, moved {place.metres:,.0f} m to the nearest road for {found.vehicle}")
        if place.doubt:
            _say("", place.doubt)
    _say("now", f"{found.minutes:.1f} min, {found.km:.1f} km for {found.vehicle}")
    for what, edges in found.leans_on.items():
        _say("", f"leans on {edges:,} {'stretch' if edges == 1 else 'stretches'}: {what}")
    typer.echo()
    if found.crossings is None:
        _say("cut", "none: some way needs no bridge, tunnel, ferry or ford")
        return
    rows = ((c.name, c.state.value, "; ".join(c.unknown) or "–", _stated(c)) for c in found.crossings)
    title = f"Crossings that separate the two: {len(found.crossings)}"
    table(title, ("crossing", "state", "unknown", "map states"), rows)
    _say("", "No reported states are kept with a network yet; unknown counts as passable here.")
    typer.echo()
    table("Closed one by one, least detour first", ("", "closed", "then", "detour"), _closures(found))
    _say("reopen", f"{' and '.join(found.reopen)} gives a way again")


def _closures(found: RoadCut) -> Iterator[tuple[str, str, str, str]]:
    for number, closure in enumerate(found.closures, 1):
        if closure.minutes is None:
            yield str(number), closure.closed, "cut off", "–"
        else:
            yield str(number), closure.closed, f"{closure.minutes:.1f} min", f"+{closure.minutes - found.minutes:.1f}"


def _say(head: str, words: str) -> None:
    """A line of an answer, wrapped at 80 columns."""
    indent = " " * 8
    typer.echo(textwrap.fill(words, WIDTH, initial_indent=f"{head:<8}", subsequent_indent=indent))


def _lonlat(place: Snapped) -> str:
    return f"{place.asked.lon},{place.asked.lat}"


def _stated(crossing: Crossing) -> str:
    return "; ".join(f"{key} {' or '.join(values)}" for key, values in crossing.stated.items()) or "–"


def _plain(found: RoadCut) -> dict[str, object]:
    """The answer for programs: asked and moved-to positions as [longitude, latitude], minutes null when cut off."""

    def place(of: Snapped) -> dict[str, object]:
        return {
            "asked": [of.asked.lon, of.asked.lat],
            "node": [of.node.lon, of.node.lat],
            "metres": round(of.metres, 1),
            "doubt": of.doubt or None,
        }

    crossings = found.crossings
    return {
        "network": found.file,
        "class": found.vehicle,
        "engine": found.engine,
        "from": place(found.start),
        "to": place(found.goal),
        "minutes": round(found.minutes, 2),
        "km": round(found.km, 3),
        "leans_on": dict(found.leans_on),
        "crossings": None
        if crossings is None
        else [
            {
                "name": c.name,
                "roads": list(c.roads),
                "state": c.state.value,
                "unknown": list(c.unknown),
                "stated": {key: list(values) for key, values in c.stated.items()},
            }
            for c in crossings
        ],
        "closures": [
            {"closed": c.closed, "minutes": None if c.minutes is None else round(c.minutes, 2)} for c in found.closures
        ],
        "cut_off": bool(found.closures),
        "reopen": list(found.reopen),
    }
