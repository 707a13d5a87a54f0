"""An extract read in a process of its own: its answer, its errors, its limits."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from safeconduct.adapters import cch_router, osm_import
from safeconduct.adapters.osm_import import Limits, import_extract
from safeconduct.model.errors import InputError
from safeconduct.network.arcs import ArcTable
from safeconduct.network.netfile import load_net
from safeconduct.network.roadnet import Box
from tests.network.extracts import ROW, real, write

HIGHWAY = {"highway": "primary"}


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write(tmp_path / "a.osm.pbf", ROW, [(7, [1, 2, 3], HIGHWAY), (8, [2, 12], HIGHWAY)])


def test_the_network_its_report_and_its_progress(extract: Path, tmp_path: Path) -> None:
    said: list[str] = []
    out = tmp_path / "a.roads"
    made = import_extract(extract, out, tell=said.append)
    assert (made.net.edges, made.report.file) == (3, "a.osm.pbf")
    assert any("edges" in line for line in said)
    if find_spec("pyroutingkit") is not None:
        assert made.engine == cch_router.ENGINE
        assert cch_router.CchRouter.load(ArcTable.of(made.net), made.hierarchy)
    assert load_net(out).net.edges == 3


def test_only_a_box_and_without_the_hierarchy(extract: Path, tmp_path: Path) -> None:
    box = Box(west=0.015, south=-0.005, east=0.035, north=0.005)
    made = import_extract(extract, tmp_path / "a.roads", box=box, hierarchy=False)
    assert (made.net.edges, made.engine, dict(made.hierarchy)) == (1, "", {})


def test_errors_come_back_as_they_were_and_leave_the_old_file(extract: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.roads"
    import_extract(extract, out, hierarchy=False)
    before = out.read_bytes()
    bad = tmp_path / "b.osm.pbf"
    bad.write_bytes(extract.read_bytes()[:-20])
    with pytest.raises(InputError, match="cut short or damaged") as caught:
        import_extract(bad, out)
    assert caught.value.file == str(bad)
    assert "checksum" in caught.value.next_step
    assert out.read_bytes() == before


def test_a_limit_on_time(tmp_path: Path, extract: Path) -> None:
    with pytest.raises(InputError, match="took longer than 0 s") as caught:
        import_extract(extract, tmp_path / "a.roads", limits=Limits(seconds=0.01))
    assert "smaller extract" in caught.value.next_step


@pytest.mark.skipif(find_spec("resource") is None, reason="this platform cannot limit a process's memory")
def test_a_limit_on_memory(tmp_path: Path, extract: Path) -> None:
    with pytest.raises(InputError) as caught:
        import_extract(extract, tmp_path / "a.roads", limits=Limits(memory_mb=60))
    assert caught.value.file == str(extract)
    assert not (tmp_path / "a.roads").exists()


def test_a_reader_that_crashes_is_an_error_not_a_crash(
    tmp_path: Path, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = tmp_path / "crash"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n", encoding="utf-8")
    crash.chmod(0o755)
    monkeypatch.setattr(osm_import.sys, "executable", str(crash))
    with pytest.raises(InputError, match="ended the reading process"):
        import_extract(extract, tmp_path / "a.roads")


def test_porto_with_its_hierarchy(tmp_path: Path) -> None:
    made = import_extract(real("porto"), tmp_path / "porto.roads")
    assert made.report.bridges > 1_300
