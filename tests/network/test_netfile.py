"""One file: what goes in comes out, written in one step, and nothing else is taken for it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from safeconduct.model.errors import InputError
from safeconduct.network.netfile import NetFile, load_net, save_net
from tests.network.extracts import ROW, made

HIGHWAY = {"highway": "primary", "name": "Улица Мира"}


@pytest.fixture
def content(tmp_path: Path) -> NetFile:
    turn = (
        1,
        [("w", 7, "from"), ("n", 2, "via"), ("w", 8, "to")],
        {"type": "restriction", "restriction": "no_left_turn"},
    )
    net, report = made(tmp_path, ROW, [(7, [1, 2], HIGHWAY), (8, [2, 12], HIGHWAY)], [turn])
    return NetFile(net=net, report=report, engine="some engine", hierarchy={"order": b"\x00\x01", "rank": b""})


def test_what_goes_in_comes_out(content: NetFile, tmp_path: Path) -> None:
    save_net(tmp_path / "a.roads", content)
    back = load_net(tmp_path / "a.roads")
    for (name, one), (other_name, other) in zip(content.net.arrays(), back.net.arrays(), strict=True):
        assert name == other_name
        assert one.dtype == other.dtype
        assert np.array_equal(one, other), name
    assert back.net.names == content.net.names
    assert back.net.tagsets == content.net.tagsets
    assert back.net.turns == content.net.turns
    assert back.report == content.report
    assert (back.engine, dict(back.hierarchy)) == ("some engine", {"order": b"\x00\x01", "rank": b""})


def test_the_same_network_gives_the_same_bytes_and_leaves_nothing_beside_it(content: NetFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    save_net(folder / "a.roads", content)
    first = (folder / "a.roads").read_bytes()
    save_net(folder / "a.roads", load_net(folder / "a.roads"))
    assert (folder / "a.roads").read_bytes() == first
    assert [path.name for path in folder.iterdir()] == ["a.roads"]


def test_a_write_that_fails_leaves_the_old_file(content: NetFile, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    save_net(folder / "a.roads", content)
    first = (folder / "a.roads").read_bytes()
    broken = NetFile(net=content.net, report=content.report, hierarchy={"order": 5})  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        save_net(folder / "a.roads", broken)
    assert (folder / "a.roads").read_bytes() == first
    assert [path.name for path in folder.iterdir()] == ["a.roads"]
    with pytest.raises(InputError, match="cannot be written"):
        save_net(tmp_path / "nowhere" / "a.roads", content)


def test_every_flipped_byte_is_noticed(content: NetFile, tmp_path: Path) -> None:
    save_net(tmp_path / "a.roads", content)
    data = (tmp_path / "a.roads").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.roads") as archive:
        places = [entry.header_offset + 30 + len(entry.filename) for entry in archive.infolist() if entry.file_size]
    for place in places:
        bad = bytearray(data)
        bad[place] ^= 1
        (tmp_path / "b.roads").write_bytes(bad)
        with pytest.raises(InputError, match=r"b\.roads"):
            load_net(tmp_path / "b.roads")
    (tmp_path / "b.roads").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="damaged"):
        load_net(tmp_path / "b.roads")


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.roads"
    with pytest.raises(InputError, match="cannot be opened"):
        load_net(path)
    for header, words in (
        ({"format": "other"}, "no road network"),
        ({"format": "safeconduct roads", "version": 2}, "version 2"),
        ({"format": "safeconduct roads", "version": 1}, "damaged"),
        ([], "no road network"),
    ):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("header.json", json.dumps(header))
        with pytest.raises(InputError, match=words):
            load_net(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", "0" * 1000)
    with pytest.raises(InputError, match="compressed"):
        load_net(path)
