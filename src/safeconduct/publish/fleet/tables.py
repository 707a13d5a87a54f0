"""A fleet's day as tables and as features: trips, calls and passes in CSV; sites, ways and people in GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from safeconduct.model.place import Point
from safeconduct.publish import lexicon
from safeconduct.publish.fleet.day import Day
from safeconduct.publish.fleet.people import groups_out
from safeconduct.publish.tables import written

TRIPS = (
    "vehicle", "kind", "trip", "from", "to", "bay", "board_from_utc", "board_until_utc", "depart_utc", "arrive_utc",
    "unloaded_utc", "persons", "seated", "wheelchair", "stretcher",
)  # fmt: skip
CALLS = (
    "site",
    "call_utc",
    "board_from_utc",
    "board_until_utc",
    "bay",
    "vehicle",
    "to",
    "group",
    "households",
    "of",
    "persons",
)
PASSES = ("place", "enter_utc", "vehicle", "loaded", "persons")


def trips_csv(day: Day) -> str:
    """One row a boarding, with the run it is for; times in UTC."""
    rows: list[Sequence[str]] = []
    for board in day.boardings:
        ahead = [r for r in day.runs if r.vehicle == board.vehicle and r.loaded and r.depart >= board.until]
        last = next(run for run in ahead if run.goal == board.reception)
        minutes = (board.since, board.until, ahead[0].depart, last.arrive, last.unloaded)
        needs = board.persons
        counts = (needs.total, needs.walking, needs.wheelchair, needs.stretcher)
        ends = (day.name(board.site), day.name(board.reception), str(board.bay))
        head = (board.vehicle, board.kind, str(board.trip), *ends)
        rows.append((*head, *(day.iso(minute) for minute in minutes), *(str(n) for n in counts)))
    return written(TRIPS, rows)


def calls_csv(day: Day) -> str:
    """One row for the households of a group and make-up called forward for a vehicle, in order of time."""
    members = {profile.id: profile.members.total for profile in day.situation.profiles}
    rows: list[Sequence[str]] = []
    for board in sorted(day.boardings, key=lambda b: (b.since, b.site, b.bay)):
        times = tuple(day.iso(minute) for minute in (board.called, board.since, board.until))
        head = (day.name(board.site), *times, str(board.bay), board.vehicle, day.name(board.reception))
        for entry in board.boarded:
            persons = entry.count * members[entry.profile]
            rows.append((*head, entry.group, str(entry.count), entry.profile, str(persons)))
    return written(CALLS, rows)


def passes_csv(day: Day) -> str:
    """One row for each vehicle that enters a narrow place, in order of time."""
    rows = sorted(
        (passed.at, day.name(passed.resource), run.vehicle, "yes" if run.loaded else "no", str(run.persons.total))
        for run in day.runs
        for passed in run.passes
    )
    return written(PASSES, [(name, day.iso(at), *rest) for at, name, *rest in rows])


def plan_geojson(day: Day) -> str:
    """Sites with people out and left, receptions, depots, narrow places, and the roads of each way that is driven."""
    roads = {road.id: road for road in day.situation.roads}
    features: list[dict[str, Any]] = []
    groups = groups_out(day)
    for site in day.situation.sites:
        mine = [group for group in groups if group.site == site.id]
        people = {"people": sum(g.people.total for g in mine), "out": sum(g.out.total for g in mine)}
        features.append(_point(site.point, "site", site.id, day.name(site.id), **people))
    for reception in day.situation.receptions:
        came = sum(r.persons.total for r in day.runs if r.loaded and r.goal == reception.id)
        features.append(_point(reception.point, "reception", reception.id, day.name(reception.id), persons=came))
    for depot in day.situation.depots:
        features.append(_point(depot.point, "depot", depot.id, day.name(depot.id)))
    for road_id, (loaded, empty) in _driven(day).items():
        road = roads[road_id]
        line = [[p.lon, p.lat] for p in road.line]
        properties = {"id": road.id, "kind": road.kind, "name": road.name, "state": road.now.state.value}
        properties |= {"runs_with_people": str(loaded), "runs_empty": str(empty)}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": line}}
        )
    document = {
        "type": "FeatureCollection",
        "name": day.situation.name,
        "note": lexicon.PROOF_LIMIT,
        "features": features,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _driven(day: Day) -> dict[str, tuple[int, int]]:
    """Runs with people and runs without by road, in the situation's order."""
    ways = {leg.id: leg.edges for leg in day.situation.legs}
    ways |= {approach.id: approach.edges for approach in day.situation.approaches}
    found = {road.id: (0, 0) for road in day.situation.roads}
    for run in day.runs:
        for edge in ways[run.way]:
            loaded, empty = found[edge]
            found[edge] = (loaded + run.loaded, empty + (not run.loaded))
    return {road: counts for road, counts in found.items() if any(counts)}


def _point(point: Point, kind: str, ident: str, name: str, **more: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"id": ident, "kind": kind, "name": name, **more},
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
    }
