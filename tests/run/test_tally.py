"""Counts: heads decide, needs follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.situation import Needs
from safeconduct.run.tally import ZERO, Count, add, count, draw, first, least, needs, sub, total

COUNTS = st.tuples(*[st.integers(min_value=0, max_value=9)] * 3)


@pytest.mark.parametrize(
    ("source", "wanted", "granted", "drawn", "short"),
    [
        ((5, 1, 0), (3, 1, 0), (3, 1, 0), (3, 1, 0), ZERO),
        ((5, 0, 0), (3, 1, 0), (3, 1, 0), (4, 0, 0), ZERO),  # a wheelchair user was listed as walking
        ((2, 0, 0), (3, 1, 0), (2, 0, 0), (2, 0, 0), (1, 1, 0)),
        ((0, 0, 2), (1, 1, 1), (1, 0, 1), (0, 0, 2), (0, 1, 0)),
        (ZERO, (1, 0, 0), ZERO, ZERO, (1, 0, 0)),
    ],
)
def test_draw(source: Count, wanted: Count, granted: Count, drawn: Count, short: Count) -> None:
    assert draw(source, wanted) == (granted, drawn, short)


@given(COUNTS, COUNTS)
def test_drawing_makes_and_loses_nobody(source: Count, wanted: Count) -> None:
    granted, drawn, short = draw(source, wanted)
    assert total(granted) == total(drawn) == min(total(source), total(wanted))
    assert add(granted, short) == wanted
    assert min(*sub(source, drawn), *granted, *short) >= 0


@given(COUNTS, st.integers(min_value=0, max_value=27))
def test_the_first_of_a_count(of: Count, persons: int) -> None:
    taken = first(of, min(persons, total(of)))
    assert total(taken) == min(persons, total(of))
    assert least(taken, of) == taken


def test_needs_and_back() -> None:
    assert needs(count(Needs(walking=1, wheelchair=2, stretcher=3))) == Needs(walking=1, wheelchair=2, stretcher=3)
    with pytest.raises(ValueError, match="start at 0"):
        needs((-1, 0, 0))
