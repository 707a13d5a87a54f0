"""``safeconduct roads cut``: the crossings that separate two places, or the proof that there is no way now."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, progress, table
from safeconduct.cli.vehicles import Vehicle

if TYPE_CHECKING:
    from safeconduct.app.road_cut import Crossing, RoadCut, Snapped
    from safeconduct.app.severance import Shut
    from safeconduct.network.capacity import FlowCut

WIDTH = 80
#: Exit code when confirmed states leave no way now.
NO_WAY = 3
#: Exit code when a proof does not hold.
BROKEN = 5


def cut(
    net: Path = typer.Argument(..., metavar="NET", help="A network file written by `roads import`."),
    start: str = typer.Option(..., "--from", metavar="LON,LAT", help="Where people are."),
    goal: str = typer.Option(..., "--to", metavar="LON,LAT", help="Where they would go."),
    vehicle: Vehicle = typer.Option(Vehicle.BUS, "--class", help="Who moves."),
    foot: bool = typer.Option(False, "--foot", help="The same for people on foot, apart."),
    capacity: bool = typer.Option(False, "--capacity", help="How many can pass in an hour, and what binds."),
    as_json_: bool = JSON,
) -> None:
    """Name the fewest crossings that separate two places, and close them one by one until one is cut off.

    Exit 3 when the states that stand leave no way now: then that is proved instead.
    """
    from safeconduct.app.road_cut import cut_roads

    with progress("looking for the crossings"):
        found = cut_roads(net, start, goal, vehicle.value, capacity=capacity)
        walking = cut_roads(net, start, goal, "foot", capacity=capacity) if foot else None
    if as_json_:
        as_json({**_plain(found), **({} if walking is None else {"foot": _plain(walking)})})
    else:
        _print(found)
        if walking is not None:
            typer.echo()
            _print(walking)
    if found.severed is not None:
        raise typer.Exit(NO_WAY)


def check(
    net: Path = typer.Argument(..., metavar="NET", help="A network file written by `roads import`."),
    answer: Path = typer.Argument(..., metavar="CUT.json", help="What `roads cut` printed as JSON."),
    as_json_: bool = JSON,
) -> None:
    """Recompute the proof of a printed cut against the network and the states recorded by then; exit 5 if it fails."""
    from safeconduct.app.road_check import check_cut

    checks = check_cut(net, answer)
    if as_json_:
        as_json([{"rule": one.rule, "ok": one.ok, "found": one.found} for one in checks])
    else:
        table(
            "Recomputed", ("rule", "", "found"), ((one.rule, "ok" if one.ok else "BROKEN", one.found) for one in checks)
        )
    if not all(one.ok for one in checks):
        raise typer.Exit(BROKEN)


def _print(found: RoadCut) -> None:
    for which, place in (("from", found.start), ("to", found.goal)):
        _say(which, f"{_lonlat(place)}, moved {place.metres:,.0f} m to the nearest road for {found.vehicle}")
        if place.doubt:
            _say("", place.doubt)
    if found.severed is not None:
        _say("now", found.severed.statement)
        for check in found.severed.checks:
            _say("checked", f"{check.rule}: {check.found}")
        _flow(found)
        return
    _say("now", f"{found.minutes:.1f} min, {found.km:.1f} km for {found.vehicle}")
    for what, edges in found.leans_on.items():
        _say("", f"leans on {edges:,} {'stretch' if edges == 1 else 'stretches'}: {what}")
    typer.echo()
    if found.crossings is None:
        _say("cut", "none: some way needs no bridge, tunnel, ferry or ford")
        _flow(found)
        return
    rows = ((c.name, _state(c), "; ".join(c.unknown) or "–", _stated(c)) for c in found.crossings)
    title = f"Crossings that separate the two: {len(found.crossings)}"
    table(title, ("crossing", "state", "unknown", "map states"), rows)
    _say("", "A state that nobody reported, or nobody confirmed, is unknown; unknown counts as passable.")
    for crossing in found.crossings:
        _say("", f"{crossing.name}: {', '.join(crossing.roads)}")
    typer.echo()
    table("Closed one by one, least detour first", ("", "closed", "then", "detour"), _closures(found))
    _say("reopen", f"{' and '.join(found.reopen)} gives a way again")
    _flow(found)


def _state(crossing: Crossing) -> str:
    said = crossing.said
    if said is None:
        return crossing.state.value
    weight = "" if said.confirmed else ", not confirmed"
    if said.confirmed and said.disputed_by:
        weight = f", disputed by {said.disputed_by}"
    return f"{crossing.state.value} ({', '.join(said.sources)}, {said.age_days:.0f} days old{weight})"


def _flow(found: RoadCut) -> None:
    """How many can pass in an hour, when it was asked for."""
    if found.flow is None or found.sustained is None:
        return
    typer.echo()
    if found.flow.flow is None:
        _say("flow", "nothing that the map or a report states limits how many can pass in an hour")
        return
    kept_up = "" if found.sustained.unit == "persons" else f"; as evacuations kept up, {found.sustained.flow:,}"
    _say("flow", f"at most {found.flow.flow:,} {found.flow.unit} an hour{kept_up}")
    table(
        "What binds",
        ("road", f"{found.flow.unit} an hour"),
        ((name, f"{room:,}") for name, room, _ in found.flow.parts),
    )


def _closures(found: RoadCut) -> Iterator[tuple[str, str, str, str]]:
    for number, closure in enumerate(found.closures, 1):
        if closure.minutes is None or found.minutes is None:
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
        "as_of": f"{found.at:%FT%TZ}",
        "minutes": None if found.minutes is None else round(found.minutes, 2),
        "km": round(found.km, 3),
        "leans_on": dict(found.leans_on),
        "crossings": None
        if crossings is None
        else [
            {
                "name": c.name,
                "roads": list(c.roads),
                "state": c.state.value,
                "said": None if c.said is None else _shut(c.said),
                "unknown": list(c.unknown),
                "stated": {key: list(values) for key, values in c.stated.items()},
            }
            for c in crossings
        ],
        "closures": [
            {"closed": c.closed, "minutes": None if c.minutes is None else round(c.minutes, 2)} for c in found.closures
        ],
        "cut_off": bool(found.closures) or found.severed is not None,
        "reopen": list(found.reopen),
        "certificate": None
        if found.severed is None
        else {
            "class": found.vehicle,
            "near": found.severed.near,
            "shut": [_shut(one) for one in found.severed.shut],
            "reopen": list(found.severed.reopen),
            "statement": found.severed.statement,
            "checks": [{"rule": c.rule, "ok": c.ok, "found": c.found} for c in found.severed.checks],
        },
        "capacity": None
        if found.flow is None or found.sustained is None
        else {"most": _plain_flow(found.flow), "sustained": _plain_flow(found.sustained)},
    }


def _shut(one: Shut) -> dict[str, object]:
    return {
        "name": one.name,
        "roads": list(one.roads),
        "state": one.state,
        "since": one.since,
        "age_days": one.age_days,
        "sources": list(one.sources),
        "claims": list(one.claims),
        "confirmed": one.confirmed,
        "disputed_by": one.disputed_by,
    }


def _plain_flow(flow: FlowCut) -> dict[str, object]:
    parts = [{"name": name, "an_hour": room, "roads": list(roads)} for name, room, roads in flow.parts]
    return {"an_hour": flow.flow, "unit": flow.unit, "parts": parts}
