"""Tables in 80 columns: no word is broken where it need not be, and a long name goes on after its hyphen."""

from __future__ import annotations

import pytest

from safeconduct.cli.show import _parted, _widths, table

LONG = "02-ministry-statement"
ROWS = [
    ("b7597ba9", LONG, "asserts", "that the last bridge over the river no longer exists, nor the road that led to it"),
    ("ba22826c", "a", "asserts", "that its forces are ready"),
]
COLUMNS = ("id", "report", "stance", "words")


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    table("Claims", COLUMNS, ROWS)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("width", [60, 80, 200])
def test_every_word_is_whole_and_no_line_is_longer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    lines = printed(capsys, monkeypatch, width)
    assert max(map(len, lines)) <= width
    words = {word for line in lines for word in line.replace("│", " ").split()}
    assert {word for row in ROWS for cell in row for word in cell.split()} <= words


def test_what_is_too_wide_goes_on_after_a_hyphen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(capsys, monkeypatch, 44)
    assert max(map(len, lines)) <= 44
    column = [line.split("│")[1].strip() for line in lines if line.count("│") == 3]
    found = [part for part in column if part][:2]
    assert "".join(found) == LONG
    assert found[0].endswith("-")


def test_widths_by_hand() -> None:
    """Twenty in all: ten words of one letter need 19; with 12 for both the longest words stand whole, and the rest goes
    to the column that is cut most."""
    assert _widths([("a b", "cc")], 5) == [None, None]
    assert _widths([("a b c d e f g h i j", "cccc")], 12) == [8, 4]
    assert _widths([("aaaaaaaaaa", "bbbb")], 10) == [6, 4]
    assert _widths([("aa", "bb")], 0) == [1, 1]
    assert _widths([(r"\[x", "yy")], 4) == [None, None]  # the sign before a bracket is not printed


def test_a_word_with_no_place_to_part_is_left_as_it_is() -> None:
    assert _parted("one-two-three", 8) == "one-two-\nthree"
    assert _parted("see one/two/three now", 8) == "see one/two/\nthree now"
    assert _parted("abcdefghijkl", 8) == "abcdefghijkl"
    assert _parted("ab-cdefghijkl", 8) == "ab-cdefghijkl"
