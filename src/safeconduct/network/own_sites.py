"""The user's own list of sites: shelters, plants and schools that no gazetteer has; looked at before any gazetteer.

GeoJSON: points with ``name`` and, if wanted, ``id`` and ``aliases`` (a list). CSV in UTF-8: columns name, lon, lat
and, if wanted, id and aliases (separated by semicolons); without a column name the id is the name.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from safeconduct.model.errors import InputError
from safeconduct.model.place import NamedPlace, Point

_STEP = "give points with a name (GeoJSON), or a CSV with the columns name, lon, lat"
_COLUMNS = ("name", "lon", "lat")
_OPTIONAL = ("id", "aliases")


def parse_sites(data: bytes, *, file: str) -> tuple[NamedPlace, ...]:
    """The sites of a list, in its order. InputError naming the file, the entry and the next step."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("this is not UTF-8", file=file, next_step=_STEP) from error
    rows = _features(text, file) if text.lstrip().startswith("{") else _table(text, file)
    sites: dict[str, NamedPlace] = {}
    for at, row in rows:
        site = _site(row, at, file)
        if site.id in sites:
            _fault(f"the id {site.id!r} is used twice", at, file)
        sites[site.id] = site
    return tuple(sites.values())


def _features(text: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        features = json.loads(text)["features"]
        for at, feature in enumerate(features):
            properties, geometry = feature["properties"], feature["geometry"]
            if geometry["type"] != "Point":
                _fault(f"a site is a Point, got {geometry['type']!r}", f"features[{at}]", file)
            lon, lat = geometry["coordinates"][:2]
            yield f"features[{at}]", {**properties, "lon": lon, "lat": lat}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"this is no GeoJSON of points ({error})", file=file, next_step=_STEP) from error


def _table(text: str, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    table = csv.DictReader(io.StringIO(text), strict=True)
    head = table.fieldnames or ()
    called = "name" if "name" in head or "id" not in head else "id"  # a list made for `roads table` has ids alone
    if missing := [column for column in (called, "lon", "lat") if column not in head]:
        _fault(f"the column {missing[0]!r} is missing", "line 1", file)
    if unknown := [column for column in head if column not in (*_COLUMNS, *_OPTIONAL)]:
        _fault(f"unknown column {unknown[0]!r}", "line 1", file)
    try:
        for row in table:
            aliases = [part.strip() for part in (row.get("aliases") or "").split(";")]
            yield f"line {table.line_num}", {**row, "name": row[called], "aliases": [part for part in aliases if part]}
    except csv.Error as error:
        raise InputError(f"this is no CSV ({error})", file=file, next_step=_STEP) from error


def _site(row: Mapping[str, Any], at: str, file: str) -> NamedPlace:
    name, aliases = row.get("name"), row.get("aliases") or []
    if not isinstance(name, str) or not name.strip():
        _fault("a site needs a name", at, file)
    if not isinstance(aliases, Sequence) or isinstance(aliases, str) or not all(isinstance(a, str) for a in aliases):
        _fault("aliases must be a list of names", at, file)
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
        if not (math.isfinite(lon) and math.isfinite(lat)):
            raise ValueError("a position needs finite numbers")
        point = Point(lon=lon, lat=lat)
    except (TypeError, ValueError) as error:
        hint = ": are latitude and longitude swapped?" if "latitude" in str(error) else ""
        _fault(f"no such position: {row.get('lon')!r}, {row.get('lat')!r}{hint}", at, file)
    return NamedPlace(
        id=str(row.get("id") or f"own {name.strip()}"),
        name=name.strip(),
        names=tuple(dict.fromkeys((name.strip(), *aliases))),
        point=point,
        country="",
        region="",
        people=0,
    )


def _fault(message: str, at: str, file: str) -> NoReturn:
    raise InputError(message, file=file, field=at, next_step=_STEP)
