"""``safeconduct places`` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runner import safeconduct
from tests.network.test_gazetteer_dump import row

TABLE = "\n".join(
    (
        row(1, "Marsk", "Mårsk", lat="50.0", lon="10.0"),
        row(2, "Tarnby", lat="50.1", lon="10.0"),
        row(3, "Oster", lat="50.2", lon="10.0"),
        row(4, "Oster", lat="51.5", lon="10.0"),
    )
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    (folder / "XX.txt").write_text(TABLE + "\n", encoding="utf-8")
    ran = safeconduct("places", "build", folder / "XX.txt", "--out", folder / "xx.places", "--json")
    assert ran.code == 0, ran.err
    about = json.loads(ran.out)
    assert (about["places"], about["names"], about["licence"]) == ("4", "5", "CC BY 4.0")
    assert "GeoNames" in about["source"]
    return folder / "xx.places"


def test_names_beside_each_other(built: Path) -> None:
    ran = safeconduct("places", "find", built, "mårsk", "Oster", "Tarnbi", "--json")
    assert ran.code == 0, ran.err
    marsk, oster, tarnby = json.loads(ran.out)
    assert (marsk["verdict"], marsk["place"]) == ("found", "1")
    assert (oster["verdict"], [c["id"] for c in oster["candidates"]]) == ("ambiguous", ["3", "4"])
    assert oster["candidates"][0]["km_to"]["mårsk"] == pytest.approx(22.2, abs=0.1)
    assert (tarnby["verdict"], tarnby["candidates"][0]["how"]) == ("found", "near spelling")


def test_the_area_of_operations_decides(built: Path) -> None:
    ran = safeconduct("places", "find", built, "Oster", "--near", "10,51.4", "--within", "50", "--json")
    assert [one["place"] for one in json.loads(ran.out)] == ["4"]


def test_own_sites_are_looked_at_first(built: Path, tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("name,lon,lat\nOster,10.01,50.01\n", encoding="utf-8")
    ran = safeconduct("places", "find", built, "Oster", "--sites", tmp_path / "sites.csv")
    assert ran.code == 0, ran.err
    assert "own" in ran.out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--near", "50,110"), "longitude comes first"),
        (("--near", "here"), "is no place"),
        (("--within", "0"), "is no area"),
    ],
)
def test_bad_areas_are_named(built: Path, more: tuple[str, str], words: str) -> None:
    ran = safeconduct("places", "find", built, "Oster", *more)
    assert ran.code == 2
    assert words in ran.err


def test_a_bad_dump_leaves_the_old_gazetteer(built: Path, tmp_path: Path) -> None:
    before = built.read_bytes()
    (tmp_path / "bad.txt").write_text(TABLE + "\nbroken\n", encoding="utf-8")
    ran = safeconduct("places", "build", tmp_path / "bad.txt", "--out", built)
    assert ran.code == 2
    assert "line 5" in ran.err
    assert built.read_bytes() == before
    assert [p.name for p in built.parent.iterdir() if p.name.endswith(".partial")] == []


def test_a_folder_is_no_place_for_a_gazetteer(built: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TABLE, encoding="utf-8")
    ran = safeconduct("places", "build", tmp_path / "good.txt", "--out", tmp_path)
    assert ran.code == 2
    assert "--out: is a folder" in ran.err


def test_a_file_that_is_no_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "other.places").write_text("not a database, only words " * 50, encoding="utf-8")
    for name, code in (("other.places", 2), ("none.places", 2)):
        ran = safeconduct("places", "find", tmp_path / name, "Oster")
        assert ran.code == code, ran.err
        assert "places build" in ran.err
