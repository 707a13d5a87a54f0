"""Stretches of a flat array: the same positions as a loop gives, empty stretches among them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.network.spans import spans

STRETCHES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6)), max_size=8)


@given(STRETCHES)
def test_every_stretch_follows_the_one_before(stretches: list[tuple[int, int]]) -> None:
    start, length = np.array(stretches, dtype=np.int64).reshape(-1, 2).T
    assert spans(start, length).tolist() == [at for first, count in stretches for at in range(first, first + count)]
