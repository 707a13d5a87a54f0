"""Situations drawn by hypothesis: any mix of lanes, bays, headways, margins, needs and capacity."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.verify.timetables import busy

situations = st.builds(
    busy,
    people=st.integers(1, 300),
    hours=st.integers(4, 12),
    out=st.integers(20, 120),
    back=st.integers(10, 90),
    near=st.integers(0, 20),
    bays=st.integers(1, 3),
    lanes=st.one_of(st.none(), st.integers(1, 3)),
    seconds=st.integers(0, 60),
    walking_seconds=st.integers(0, 90),
    unload=st.integers(0, 40),
    convoy_max=st.integers(1, 4),
    headway=st.integers(0, 60),
    standing=st.integers(60, 200),
    margin=st.integers(0, 60),
    capacity=st.one_of(st.none(), st.integers(20, 300)),
)
