"""The published form is read exactly, and what is no instance is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bep.instance import Instance, InstanceFault, load, parse

#: Two buses of ten seats at one yard; sources of 25 and 10 people; shelters for 19, 30 and 10.
TEXT = """2 10
1 2
2 35 25 10
3 59 19 30 10

1 4 7

1 6 4 2
2 5 9 8
"""


def test_people_become_bus_loads() -> None:
    """25 people are three loads of ten, room for 19 is one."""
    read = parse("small", TEXT)
    assert (read.buses, read.loads, read.room) == ((2,), (3, 1), (1, 3, 1))
    assert read.start == ((4, 7),)
    assert read.way == ((6, 4, 2), (5, 9, 8))
    assert (read.fleet, read.trips) == (2, 4)


@pytest.mark.parametrize("cut", [0, 1, 5, 12, 19])
def test_a_text_that_ends_early(cut: int) -> None:
    """However early."""
    with pytest.raises(InstanceFault, match="small"):
        parse("small", " ".join(TEXT.split()[:cut]))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("35 25 10", "35 x 10", "not an instance"),
        ("2 10\n", "2 0\n", "not an instance"),
        ("1 4 7", "1 0 7", "at least 1"),
        ("59 19 30 10", "59 9 9 9", "do not fit"),
        ("1 2\n", "1 0\n", "no bus"),
        ("35 25 10", "35 25 -10", "negative"),
    ],
)
def test_a_text_that_is_no_instance(old: str, new: str, words: str) -> None:
    """What is wrong is said."""
    with pytest.raises(InstanceFault, match=words):
        parse("small", TEXT.replace(old, new, 1))


def test_a_table_of_the_wrong_shape() -> None:
    """A way for every pair."""
    with pytest.raises(InstanceFault, match="way must have 1 rows of 2"):
        Instance(name="x", buses=(1,), loads=(1,), room=(1, 1), start=((1,),), way=((1,),))


def test_the_name_is_the_files(tmp_path: Path) -> None:
    """And its content is parsed."""
    (tmp_path / "BEP-1.txt").write_text(TEXT, encoding="utf-8")
    assert load(tmp_path / "BEP-1.txt") == parse("BEP-1", TEXT)
