"""The rows a following board asks for: those that differ from what it shows, and all of them when that is not known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from safeconduct.web import board_rows
from safeconduct.web.board import Board, board_of
from safeconduct.web.board_rows import RowsShown
from tests.tiny import OPENS
from tests.web.served import Service

DAY = "15 June"


@pytest.fixture
def board(service: Service) -> Board:
    """A day of two convoys, before anything happened."""
    service.exercise(DAY)
    found = board_of(service.operation.days.seen(DAY), OPENS)
    (row,) = found.convoys
    return replace(found, convoys=(row, replace(row, id="2")))


def later(board: Board, **change: object) -> Board:
    """The board after a line that changed its second row."""
    first, second = board.convoys
    return replace(board, head="f" * 64, version=board.version + 1, convoys=(first, replace(second, **change)))  # type: ignore[arg-type]


def test_only_what_changed_is_given_and_the_key_names_what_is_shown(board: Board) -> None:
    shown = RowsShown()
    whole = shown.since(board, "")
    assert (whole.some, [row.id for row in whole.rows]) == (False, ["1", "2"])
    after = later(board, aboard=3)
    some = shown.since(after, whole.key)
    assert (some.some, [(row.id, row.aboard) for row in some.rows]) == (True, [("2", 3)])
    assert some.key != whole.key
    assert shown.since(after, some.key).rows == []


def test_a_convoy_is_late_without_a_line(board: Board) -> None:
    """Two renderings of one version: each board is told what its own lacks."""
    shown, tardy = RowsShown(), replace(board, convoys=tuple(replace(row, late=True) for row in board.convoys))
    early, late = shown.since(board, ""), shown.since(tardy, "")
    assert early.key != late.key
    assert [row.id for row in shown.since(tardy, early.key).rows] == ["1", "2"]
    assert shown.since(tardy, late.key).rows == []


def test_other_convoys_or_another_order_is_a_whole_table(board: Board) -> None:
    shown = RowsShown()
    key = shown.since(board, "").key
    turned = replace(board, head="e" * 64, convoys=board.convoys[::-1])
    fewer = replace(board, head="d" * 64, convoys=board.convoys[:1])
    assert [(found.some, len(found.rows)) for found in (shown.since(turned, key), shown.since(fewer, key))] == [
        (False, 2),
        (False, 1),
    ]


def test_what_is_not_kept_any_more_is_a_whole_table(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_rows, "_KEPT", 2)
    shown = RowsShown()
    key = shown.since(board, "").key
    for number in range(2):
        shown.since(replace(board, head=str(number) * 64), "")
    assert not shown.since(board, key).some


def test_the_page_gives_the_rows_that_are_asked_for(service: Service) -> None:
    dispatcher = service.exercise(DAY)

    def drawn(key: str) -> tuple[str, bool, list[str]]:
        text = dispatcher.get(f"/board?rows={key}").text
        (found,) = re.findall(r'<tbody data-rows="([0-9a-f]+)"( data-some)?>', text)
        return found[0], bool(found[1]), re.findall(r'<tr data-row="([^"]+)"', text)

    first = drawn("")
    assert first[1:] == (False, ["1"])
    assert drawn(first[0]) == (first[0], True, [])
    persons = {"walking": 10, "wheelchair": 0, "stretcher": 0}
    at = (OPENS + timedelta(minutes=1)).isoformat()
    called = {"body": {"kind": "called forward", "convoy": "1", "persons": persons}, "at": at}
    assert dispatcher.send(f"/api/days/{DAY}/events", called).status_code == 201
    assert drawn(first[0])[1:] == (True, ["1"])
    assert drawn("unknown")[1:] == (False, ["1"])
