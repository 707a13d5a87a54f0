"""Read a GeoNames dump, one place after another: the tab-separated tables of geonames.org, or a JSON list.

Tables have 19 columns (allCountries.txt, UA.txt, cities500.txt …), also in a .zip or .gz. A JSON list, also in .gz,
holds objects with geonameid, name, latitude, longitude, alternatenames, countrycode, admin1code, population. Only
populated places (feature class P) are kept of a table. Nothing is read into memory as a whole.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

from safeconduct.model.errors import InputError
from safeconduct.model.place import NamedPlace, Point

SOURCE = "GeoNames, geonames.org"
LICENCE = "CC BY 4.0"
COLUMNS = 19
MOST_NAMES = 400
LONGEST_NAME = 200
Tell = Callable[[str], None]
_STEP = "give a table of geonames.org (19 columns, tabs), or a JSON list of places"
_CHUNK = 1 << 16
_EVERY = 100_000


def dumped_places(dump: Path, tell: Tell = lambda _: None) -> Iterator[NamedPlace]:
    """The places of a dump in its order. InputError naming the file and the line or entry that cannot be read."""
    try:
        with _opened(dump) as file:
            first = file.read(1)
            while first.isspace():
                first = file.read(1)
            rows = _from_json(file, dump) if first == "[" else _from_table(file, first, dump)
            for count, place in enumerate(rows, 1):
                if count % _EVERY == 0:
                    tell(f"{count:,} places")
                yield place
    except UnicodeDecodeError as error:
        raise InputError(f"this is not UTF-8: {error.reason}", file=str(dump), next_step=_STEP) from error
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        words = getattr(error, "strerror", None) or str(error) or "it ends too early"
        raise InputError(f"the dump cannot be read: {words}", file=str(dump), next_step=_STEP) from error


@contextmanager
def _opened(dump: Path) -> Iterator[IO[str]]:
    """The text of a dump, unpacked while it is read."""
    with dump.open("rb") as raw:
        magic = raw.read(4)
        raw.seek(0)
        if magic[:2] == b"\x1f\x8b":
            with gzip.open(raw, "rt", encoding="utf-8-sig") as file:
                yield file
        elif magic == b"PK\x03\x04":
            with zipfile.ZipFile(raw) as archive, archive.open(_table_of(archive, dump)) as member:
                yield io.TextIOWrapper(member, encoding="utf-8-sig")
        else:
            yield io.TextIOWrapper(raw, encoding="utf-8-sig")


def _table_of(archive: zipfile.ZipFile, dump: Path) -> str:
    names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.casefold()]
    if len(names) != 1:
        raise InputError(f"the archive holds {len(names)} tables, one is read", file=str(dump), next_step=_STEP)
    return names[0]


def _from_table(file: IO[str], first: str, dump: Path) -> Iterator[NamedPlace]:
    for number, line in enumerate(file, 1):
        row = (first + line if number == 1 else line).rstrip("\n").split("\t")
        if row == [""]:
            continue
        if len(row) != COLUMNS:
            _fault(dump, f"line {number}", f"it has {len(row)} columns, {COLUMNS} are needed")
        if row[6] != "P":
            continue
        yield _place(
            dump,
            f"line {number}",
            ident=row[0],
            name=row[1],
            others=[row[2], *row[3].split(",")],
            position=(row[5], row[4]),
            codes=(row[8], row[10]),
            people=row[14],
        )


def _from_json(file: IO[str], dump: Path) -> Iterator[NamedPlace]:
    """Objects of a JSON list that is open at its first element, decoded one by one."""
    decoder, text, number = json.JSONDecoder(), "", 0
    while True:
        text = text.lstrip(" \t\r\n,")
        if text.startswith("]"):
            return
        try:
            entry, end = decoder.raw_decode(text)
        except ValueError:
            more = file.read(_CHUNK)
            if not more:
                _fault(dump, f"entry {number}", "the list ends too early, or this is not JSON")
            text += more
            continue
        text = text[end:]
        yield _from_object(entry, dump, f"entry {number}")
        number += 1


def _from_object(entry: Any, dump: Path, at: str) -> NamedPlace:
    if not isinstance(entry, dict):
        _fault(dump, at, "it is no object")
    others = entry.get("alternatenames") or []
    if isinstance(others, str):
        others = others.split(",")
    if not isinstance(others, list) or not all(isinstance(name, str) for name in others):
        _fault(dump, at, "alternatenames must be a list of names")
    return _place(
        dump,
        at,
        ident=entry.get("geonameid"),
        name=entry.get("name"),
        others=others,
        position=(entry.get("longitude"), entry.get("latitude")),
        codes=(entry.get("countrycode"), entry.get("admin1code")),
        people=entry.get("population"),
    )


def _place(
    dump: Path,
    at: str,
    *,
    ident: Any,
    name: Any,
    others: list[str],
    position: tuple[Any, Any],
    codes: tuple[Any, Any],
    people: Any,
) -> NamedPlace:
    if not isinstance(name, str) or not name.strip() or not str(ident or "").isdecimal():
        _fault(dump, at, f"a place needs a number and a name, got {ident!r} and {name!r}")
    try:
        lon, lat = float(position[0]), float(position[1])
        if not (math.isfinite(lon) and math.isfinite(lat)):
            raise ValueError
        point = Point(lon=lon, lat=lat)
        count = int(people or 0)
    except (TypeError, ValueError):
        _fault(dump, at, f"no such position or population: {position[0]!r}, {position[1]!r}, {people!r}")
    written = dict.fromkeys(part.strip() for part in (name, *others[:MOST_NAMES]))
    return NamedPlace(
        id=str(ident),
        name=name.strip(),
        names=tuple(part for part in written if part and len(part) <= LONGEST_NAME),
        point=point,
        country=str(codes[0] or ""),
        region=str(codes[1] or ""),
        people=max(0, count),
    )


def _fault(dump: Path, at: str, message: str) -> NoReturn:
    raise InputError(message, file=str(dump), field=at, next_step=_STEP)
