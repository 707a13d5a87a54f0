"""Sites and receptions as a person lists them: a CSV of id (or name), longitude, latitude, or a GeoJSON of points."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from safeconduct.model.errors import InputError
from safeconduct.model.place import Point

MAX_BYTES = 5_000_000
_STEP = "write one place a line as id,longitude,latitude, or give a GeoJSON of points with ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place by its id."""

    id: str
    point: Point


def load_places(path: Path) -> tuple[Place, ...]:
    """The places of a file, in its order. InputError naming file, line or feature, and what to do: no places, an id
    twice or missing, no number, latitude beyond 90 (with the swap said)."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("a list of places is not larger than 5 MB", file=str(path), next_step=_STEP)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"the places cannot be read: {error.strerror}", file=str(path), next_step=_STEP) from error
    except UnicodeDecodeError as error:
        raise InputError("the places are not UTF-8 text", file=str(path), next_step=_STEP) from error
    rows = _geojson(text, path) if text.lstrip().startswith("{") else _csv(text, path)
    places: dict[str, Place] = {}
    for field, name, lon, lat in rows:
        place = _place(path, field, name, lon, lat)
        if place.id in places:
            _fault(path, field, f"the id {place.id!r} is used twice", "give each place its own id")
        places[place.id] = place
    if not places:
        _fault(path, "", "the file lists no place", _STEP)
    return tuple(places.values())


def _csv(text: str, path: Path) -> Iterator[tuple[str, Any, Any, Any]]:
    """Rows of id, lon, lat, or of the columns that a first row names (id, else name; lon; lat); empty rows are
    skipped."""
    columns = [0, 1, 2]
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        cells = [cell.strip() for cell in row]
        if number == 1 and text.splitlines()[0].count(";") > 1:
            _fault(path, "line 1", "the fields are separated by semicolons", "save the list with commas between them")
        heads = [cell.casefold() for cell in cells]
        if number == 1 and {"lon", "lat"} < set(heads) and {"id", "name"} & set(heads):
            columns = [heads.index("id" if "id" in heads else "name"), heads.index("lon"), heads.index("lat")]
        elif any(cells):
            name, lon, lat = (cells[at] if at < len(cells) else "" for at in columns)
            yield f"line {number}", name, lon, lat


def _geojson(text: str, path: Path) -> Iterator[tuple[str, Any, Any, Any]]:
    """Points of a FeatureCollection, by the feature's id or its property ``id``."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        _fault(path, "", f"this is not GeoJSON: {error}", _STEP)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        _fault(path, "features", "a FeatureCollection of points is needed", _STEP)
    for at, feature in enumerate(features):
        field = f"features[{at}]"
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        where = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or geometry.get("type") != "Point" or not isinstance(where, list):
            _fault(path, field, "a place is a Point", _STEP)
        properties = feature.get("properties")
        name = feature.get("id") or (properties.get("id") if isinstance(properties, dict) else None)
        lon, lat = (*where, None, None)[:2]
        yield field, name, lon, lat


def _place(path: Path, field: str, name: Any, lon: Any, lat: Any) -> Place:
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        _fault(path, field, "the place has no id", "give each place an id")
    try:
        if isinstance(lon, bool) or isinstance(lat, bool):
            raise ValueError
        x, y = float(lon), float(lat)
    except (TypeError, ValueError):
        _fault(path, field, f"longitude and latitude are two numbers, got {lon!r}, {lat!r}", _STEP)
    if math.isfinite(x) and abs(x) <= 90 < abs(y) <= 180:
        _fault(
            path,
            field,
            f"{name} has its latitude beyond 90: latitude and longitude look swapped",
            f"write {y},{x}: longitude first",
        )
    try:
        return Place(id=str(name).strip(), point=Point(lon=x, lat=y))
    except ValueError as error:
        _fault(path, field, f"{name}: {error}", "write degrees (WGS84), longitude first")


def _fault(path: Path, field: str, message: str, step: str) -> NoReturn:
    raise InputError(message, file=str(path), field=field or None, next_step=step)
