"""The ledger as a file: what goes in comes out, the same bytes, and every damaged file in words."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.place import RoadState
from safeconduct.network.damage import Ledger
from safeconduct.network.damage_file import beside, load_states, save_states

NOON = datetime(2022, 6, 13, 12, tzinfo=UTC)


@pytest.fixture
def ledger() -> Ledger:
    first = Ledger().add(
        at=NOON, by="road officer", roads=("way/8",), chosen="name Brücke", state=RoadState.CLOSED, since=NOON,
        until=None, source="driver", claims=("abc",), confirmed=True,
    )  # fmt: skip
    return first.undo(1, at=NOON, by="road officer", why="wrong bridge")


def test_what_goes_in_comes_out_and_nothing_is_left_beside_it(tmp_path: Path, ledger: Ledger) -> None:
    path = beside(tmp_path / "a.roads")
    assert path.name == "a.roads.states.json"
    assert load_states(path) == (Ledger(), b"")
    save_states(path, ledger, b"")
    found, data = load_states(path)
    assert found == ledger
    assert data.endswith(b"\n")
    assert b"Br\xc3\xbccke" in data
    save_states(path, found, data)
    assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "s.json"
    save_states(path, ledger, b"")
    before = path.read_bytes()
    with pytest.raises(InputError, match="meanwhile"):
        save_states(path, Ledger(ledger.entries[:1]), b"")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["s.json"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda d: d.update(version=2), "version"),
        (lambda d: d.update(more=1), None),
        (lambda d: d["entries"][0].update(state="fine"), "entries[0].state"),
        (lambda d: d["entries"][0].update(confirmed=1), "entries[0].confirmed"),
        (lambda d: d["entries"][0].update(number=True), "entries[0].number"),
        (lambda d: d["entries"][0].update(number=2), "entries[0].number"),
        (lambda d: d["entries"][0].update(at="2022-06-13T12:00:00"), "entries[0].at"),
        (lambda d: d["entries"][0].update(at=None), "entries[0].at"),
        (lambda d: d["entries"][0].update(since="noon"), "entries[0].since"),
        (lambda d: d["entries"][0].update(roads="way/8"), "entries[0].roads"),
        (lambda d: d["entries"][0].pop("claims"), "entries[0]"),
        (lambda d: d["entries"][1].update(undoes=2), None),
        (lambda d: d["entries"].pop(0), "entries[0].number"),
    ],
)
def test_what_is_no_ledger_is_refused_by_field(tmp_path: Path, ledger: Ledger, change: Any, field: str | None) -> None:
    path = tmp_path / "s.json"
    save_states(path, ledger, b"")
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(DocumentInvalid) as caught:
        load_states(path)
    assert (caught.value.file, caught.value.field) == (str(path), field)


@pytest.mark.parametrize("data", [b"{", b"\xff", b"[NaN]", b"[]"])
def test_what_is_not_json_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "s.json").write_bytes(data)
    with pytest.raises(DocumentInvalid):
        load_states(tmp_path / "s.json")


def test_of_many_writers_at_once_one_is_kept_and_the_others_are_told(tmp_path: Path, ledger: Ledger) -> None:
    """Every writer has read an empty file; each that is not told to try again must find its entry in it."""
    path, start = tmp_path / "s.json", Barrier(8)

    def write(_: int) -> bool:
        start.wait()
        try:
            save_states(path, ledger, b"")
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            path.unlink(missing_ok=True)
            assert sum(pool.map(write, range(8))) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["s.json"]
