"""A gazetteer of one's own: places and all their names in one SQLite file, built once from a GeoNames dump.

Nothing is asked of a server, so nobody learns which area is looked at. The dump's licence is kept in the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError

from safeconduct.model.errors import InputError, StoreError
from safeconduct.model.place import NamedPlace, Point
from safeconduct.network.gazetteer_dump import LICENCE, SOURCE, Tell, dumped_places
from safeconduct.network.graph import KM_PER_DEGREE, great_circle_km
from safeconduct.network.places import name_key
from safeconduct.network.whole_file import whole_file

FORMAT, VERSION = "safeconduct places", 1
_BATCH = 5_000
_ABOUT = "CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
_PLACE = """CREATE TABLE place (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    country TEXT NOT NULL, region TEXT NOT NULL, people INTEGER NOT NULL) STRICT"""
_NAME = """CREATE TABLE name (
    place TEXT NOT NULL, at INTEGER NOT NULL, written TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (place, at)) STRICT, WITHOUT ROWID"""
_SCHEMA = (_ABOUT, _PLACE, _NAME)
_INDEXES = ("CREATE INDEX name_by_key ON name (key)", "CREATE INDEX place_by_position ON place (lat, lon)")
_STEP = "build it again with `safeconduct places build DUMP --out PLACES`"


class SqlitePlaces:
    """Places port on a file that ``build_places`` made; opened for reading only."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise InputError("there is no such gazetteer", file=str(path), next_step=_STEP)
        self._path = path
        self._engine = create_engine(f"sqlite:///{path.resolve().as_uri()}?mode=ro&uri=true")
        try:
            about = self.about()
        except DatabaseError as error:
            raise StoreError("this file is no gazetteer", file=str(path), next_step=_STEP) from error
        if (about.get("format"), about.get("version")) != (FORMAT, str(VERSION)):
            raise StoreError("this file is no gazetteer of this version", file=str(path), next_step=_STEP)

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def about(self) -> dict[str, str]:
        """What the file says of itself: format, version, source, licence, dump, places, names."""
        with self._engine.connect() as db:
            return {row.what: row.value for row in db.execute(text("SELECT what, value FROM about"))}

    def called(self, key: str) -> tuple[NamedPlace, ...]:
        """Every place one of whose names has this key, by id."""
        with self._engine.connect() as db:
            ids = db.execute(text("SELECT DISTINCT place FROM name WHERE key = :key"), {"key": key}).scalars().all()
            return _places(db, ids)

    def near(self, point: Point, km: float) -> tuple[NamedPlace, ...]:
        """Every place within so many kilometres of a point, by id."""
        high = km / KM_PER_DEGREE
        polar = abs(point.lat) + high >= 90
        wide = 180.0 if polar else high / math.cos(math.radians(abs(point.lat) + high))
        query = text(
            "SELECT id FROM place WHERE lat BETWEEN :south AND :north AND (lon BETWEEN :west AND :east"
            " OR lon + 360 BETWEEN :west AND :east OR lon - 360 BETWEEN :west AND :east)"
        )
        box = {
            "south": point.lat - high,
            "north": point.lat + high,
            "west": point.lon - wide,
            "east": point.lon + wide,
        }
        with self._engine.connect() as db:
            found = _places(db, db.execute(query, box).scalars().all())
        return tuple(place for place in found if great_circle_km(place.point, point) <= km)


def _places(db: Connection, ids: Iterable[str]) -> tuple[NamedPlace, ...]:
    """Places by id with their names."""
    found = []
    rest = iter(sorted(set(ids)))
    while some := list(islice(rest, 500)):
        marks = ", ".join(f":p{n}" for n in range(len(some)))
        values = {f"p{n}": ident for n, ident in enumerate(some)}
        names: dict[str, list[str]] = {}
        for row in db.execute(
            text(f"SELECT place, written FROM name WHERE place IN ({marks}) ORDER BY place, at"), values
        ):
            names.setdefault(row.place, []).append(row.written)
        for row in db.execute(text(f"SELECT * FROM place WHERE id IN ({marks}) ORDER BY id"), values):
            found.append(
                NamedPlace(
                    id=row.id,
                    name=row.name,
                    names=tuple(names[row.id]),
                    point=Point(lon=row.lon, lat=row.lat),
                    country=row.country,
                    region=row.region,
                    people=row.people,
                )
            )
    return tuple(found)


def build_places(dump: Path, out: Path, tell: Tell = lambda _: None) -> dict[str, str]:
    """Read a GeoNames dump into the gazetteer ``out``, whole or not at all; what the file says of itself.

    InputError naming file and line for a dump that cannot be read, and when ``out`` has no place to go.
    """
    step = "choose a folder that exists and that you may write to"
    with whole_file(out, what="the gazetteer", next_step=step) as file:
        return _fill(Path(file.name), dump, tell)


def _fill(path: Path, dump: Path, tell: Tell) -> dict[str, str]:
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as db:
            for statement in _SCHEMA:
                db.execute(text(statement))
            places = names = 0
            for batch in _batches(dumped_places(dump, tell)):
                rows = [row for place in batch for row in _names(place)]
                db.execute(_INSERT_PLACE, [_row(place) for place in batch])
                db.execute(_INSERT_NAME, rows)
                places, names = places + len(batch), names + len(rows)
            if not places:
                raise InputError("the dump holds no place", file=str(dump), next_step="give a GeoNames dump")
            for statement in _INDEXES:
                db.execute(text(statement))
            about = {
                "format": FORMAT,
                "version": str(VERSION),
                "source": SOURCE,
                "licence": LICENCE,
                "dump": dump.name,
                "places": str(places),
                "names": str(names),
            }
            db.execute(
                text("INSERT INTO about (what, value) VALUES (:what, :value)"),
                [{"what": what, "value": value} for what, value in about.items()],
            )
    finally:
        engine.dispose()
    return about


_INSERT_PLACE = text(
    "INSERT OR REPLACE INTO place (id, name, lon, lat, country, region, people)"
    " VALUES (:id, :name, :lon, :lat, :country, :region, :people)"
)
_INSERT_NAME = text("INSERT OR REPLACE INTO name (place, at, written, key) VALUES (:place, :at, :written, :key)")


def _row(place: NamedPlace) -> Mapping[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "lon": place.point.lon,
        "lat": place.point.lat,
        "country": place.country,
        "region": place.region,
        "people": place.people,
    }


def _names(place: NamedPlace) -> Iterator[Mapping[str, Any]]:
    for at, written in enumerate(place.names):
        yield {"place": place.id, "at": at, "written": written, "key": name_key(written)}


def _batches(places: Iterable[NamedPlace]) -> Iterator[list[NamedPlace]]:
    rest = iter(places)
    while batch := list(islice(rest, _BATCH)):
        yield batch
