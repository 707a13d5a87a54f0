"""Dumps as GeoNames gives them: 19 columns, JSON, packed or not; and what is refused, by line."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.gazetteer_dump import dumped_places


def row(ident: int, name: str, others: str = "", kind: str = "P", lat: str = "50.5", lon: str = "10.25") -> str:
    """A line of a table: id, name, ascii, alternates, lat, lon, class, code, country, cc2, admin1-4, population, …"""
    cells = [str(ident), name, name, others, lat, lon, kind, "PPL", "XX", "", "07", "", "", "", "1234", "", "", "", ""]
    return "\t".join(cells)


TABLE = "\n".join((row(1, "Marsk", "Mårsk,Марск"), row(2, "River Ambel", kind="H"), row(3, "Tarnby"))) + "\n"
OBJECT = {"geonameid": 1, "name": "Marsk", "latitude": 50.5, "longitude": 10.25, "alternatenames": ["Mårsk"]}


def table(folder: Path, text: str) -> Path:
    path = folder / "XX.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_gives_its_populated_places(tmp_path: Path) -> None:
    marsk, tarnby = dumped_places(table(tmp_path, TABLE))
    assert (marsk.id, marsk.name, marsk.names) == ("1", "Marsk", ("Marsk", "Mårsk", "Марск"))
    assert (marsk.point.lon, marsk.point.lat, marsk.country, marsk.region, marsk.people) == (
        10.25,
        50.5,
        "XX",
        "07",
        1234,
    )
    assert tarnby.id == "3"


def test_packed_as_geonames_packs_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "XX.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("XX.txt", TABLE)
    (tmp_path / "XX.txt.gz").write_bytes(gzip.compress(TABLE.encode()))
    for name in ("XX.zip", "XX.txt.gz"):
        assert [p.id for p in dumped_places(tmp_path / name)] == ["1", "3"]


def test_a_json_list_longer_than_a_chunk(tmp_path: Path) -> None:
    entries = [{**OBJECT, "geonameid": n, "name": f"Märsk {n}"} for n in range(1, 2001)]
    path = tmp_path / "places.json.gz"
    path.write_bytes(gzip.compress(json.dumps(entries, ensure_ascii=False).encode()))
    found = list(dumped_places(path))
    assert [p.id for p in found] == [str(n) for n in range(1, 2001)]
    assert found[-1].names == ("Märsk 2000", "Mårsk")


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("1\tMarsk\n", "line 1", "2 columns"),
        (TABLE + row(4, "") + "\n", "line 4", "a number and a name"),
        (TABLE + row(4, "Far", lat="95") + "\n", "line 4", "no such position"),
        (TABLE + row(4, "Nan", lat="nan") + "\n", "line 4", "no such position"),
        (json.dumps([OBJECT])[:-8], "entry 0", "ends too early"),
        (json.dumps([OBJECT, 7]), "entry 1", "no object"),
        (json.dumps([{**OBJECT, "alternatenames": [1]}]), "entry 0", "list of names"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, field: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        list(dumped_places(table(tmp_path, text)))
    assert refused.value.field == field


def test_a_cut_archive_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(TABLE.encode() * 50)[:-30])
    with pytest.raises(InputError, match="cannot be read"):
        list(dumped_places(path))


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.network.gazetteer_dump._EVERY", 2)
    said: list[str] = []
    list(dumped_places(table(tmp_path, TABLE), said.append))
    assert said == ["2 places"]
