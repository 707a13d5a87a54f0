"""What the map that moves is drawn from: roads with their history, waters, places, and what the day says of roads.

The same data as the drawn map of the page, in degrees and words; colours and marks are those of the tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends

from safeconduct.model.place import Point, Road, RoadState
from safeconduct.model.situation import Situation
from safeconduct.publish import figures, lexicon, tokens
from safeconduct.publish.ledger import Ledger, Ref
from safeconduct.publish.panel import crossing_area, extent_of
from safeconduct.web.guard import Session
from safeconduct.web.roads import FactRow, RoadRow, road_rows
from safeconduct.web.shell import Shell, way

#: Who may report a road to the day.
REPORTERS = ("dispatcher", "planner")


def map_routes(shell: Shell) -> APIRouter:
    """The route of the map's data."""
    router = APIRouter(include_in_schema=False)
    who: Session = Depends(shell.guard.session)

    @router.get("/situation/map.json")
    def data(*, session: Session = who) -> dict[str, Any]:
        found = shell.operation.case().dossier.situation
        if found is None:
            return {"roads": [], "places": [], "waters": [], "day": None}
        return map_of(found, shell.sheet()[1], shell.titles) | {"day": _day(shell, session)}

    return router


def map_of(situation: Situation, ledger: Ledger, titles: Callable[[str], str] = lambda _: "") -> dict[str, Any]:
    """The map of a situation as plain data: positions are [longitude, latitude] in degrees (WGS84); ``titles`` says
    what an anchor leads to."""
    points = [p for road in situation.roads for p in road.line] + [site.point for site in situation.sites]
    whole = extent_of(points, 0.06) if points else None
    rows = {row.id: row for row in road_rows(situation, ledger)}
    on_leg = {edge for leg in situation.legs for edge in leg.edges}
    leans = {edge for leg in situation.legs for edge in leg.leans_on}
    narrow = {resource.road for resource in situation.resources}
    return {
        "as_of": figures.stamp(situation.as_of),
        "notice": lexicon.SCHEMATIC,
        "source": lexicon.OSM if any("OpenStreetMap" in a.source for a in situation.assumptions) else "",
        "bounds": whole,
        "near": crossing_area(situation, whole) if whole else None,
        "states": {
            state.value: {"shape": mark.shape, "word": mark.word, "colour": mark.colour}
            for state in RoadState
            for mark in (tokens.STATES[state.value],)
        },
        "roads": [
            _road(road, rows[road.id], titles)
            | {
                "leg": road.id in on_leg,
                "legs": [leg.id for leg in situation.legs if road.id in leg.edges],
                "leans": road.id in leans,
                "loud": road.kind == "bridge" or road.id in narrow or road.now.state is not RoadState.OPEN,
            }
            for road in situation.roads
        ],
        "waters": [{"name": figures.line(w.name), "line": _line(w.line)} for w in situation.waters],
        "places": _places(situation),
    }  # fmt: skip


def _road(road: Road, row: RoadRow, titles: Callable[[str], str]) -> dict[str, Any]:
    return {
        "id": road.id,
        "name": row.name,
        "kind": row.kind,
        "line": _line(road.line),
        "now": _fact(row.now, titles),
        "before": [_fact(fact, titles) for fact in row.before],
    }


def _fact(fact: FactRow, titles: Callable[[str], str]) -> dict[str, Any]:
    return {
        "state": fact.state,
        "since": fact.since,
        "age": fact.age,
        "refs": _refs(fact.refs, titles),
        "disputed": _refs(fact.disputed, titles),
    }


def _refs(refs: tuple[Ref, ...], titles: Callable[[str], str]) -> list[dict[str, str]]:
    return [{"label": ref.label, "href": way(ref.href), "title": titles(ref.href)} for ref in refs]


def _line(points: tuple[Point, ...]) -> list[list[float]]:
    return [[point.lon, point.lat] for point in points]


def _places(situation: Situation) -> list[dict[str, Any]]:
    """Sites and receptions first, then the towns that are neither."""
    ends = {site.id: ("site", site.name, site.point) for site in situation.sites}
    ends |= {one.id: ("reception", one.name, one.point) for one in situation.receptions}
    towns = [("place", n.name, n.point) for n in situation.nodes if n.id not in ends and n.kind == "place"]
    return [
        {"kind": kind, "name": figures.line(name), "at": [point.lon, point.lat]}
        for kind, name, point in (*ends.values(), *towns)
    ]


def _day(shell: Shell, session: Session) -> dict[str, Any] | None:
    """The day of the pages and what it says of roads; None while there is none."""
    today = shell.today()
    if today is None:
        return None
    seen = shell.operation.days.seen(today.name)
    return {
        "name": today.name,
        "status": today.status,
        "exercise": today.exercise,
        "at": f"{today.at:%Y-%m-%dT%H:%M:%SZ}",
        "version": len(seen.lines),
        "may_report": session.role in REPORTERS and seen.state.closed_at is None,
        "roads": [
            {"id": name, "state": road.state.value, "confirmed": road.confirmed, "at": figures.stamp(road.at)}
            for name, road in seen.state.roads.items()
        ],
    }
