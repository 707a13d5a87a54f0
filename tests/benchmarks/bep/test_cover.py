"""Days that add up are found, and only those."""

from __future__ import annotations

from itertools import combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bep.buses import Bus
from benchmarks.bep.cover import cover
from benchmarks.bep.days import Day
from benchmarks.bep.instance import Instance

ENOUGH = 1_000_000


def case_of(loads: tuple[int, ...], room: tuple[int, ...], buses: tuple[int, ...]) -> Instance:
    """An instance whose minutes do not matter."""
    return Instance(
        name="c", buses=buses, loads=loads, room=room,
        start=((1,) * len(loads),) * len(buses), way=((1,) * len(room),) * len(loads),
    )  # fmt: skip


def adds_up(case: Instance, chosen: tuple[Day, ...]) -> bool:
    """Every load once, within room and buses."""
    fetched = [sum(day.fetched[i] for day in chosen) for i in case.sources]
    left = [sum(day.left[j] for day in chosen) for j in case.shelters]
    sent = [sum(day.bus.yard == y for day in chosen) for y in case.yards]
    return (
        fetched == list(case.loads)
        and all(a <= b for a, b in zip(left, case.room, strict=True))
        and all(a <= b for a, b in zip(sent, case.buses, strict=True))
    )


@st.composite
def listings(draw: st.DrawFn) -> tuple[Instance, list[Day]]:
    """Three sources, two shelters, up to three buses at two yards, up to eight days at random."""
    case = case_of(
        tuple(draw(st.lists(st.integers(1, 3), min_size=3, max_size=3))),
        (draw(st.integers(4, 6)), draw(st.integers(5, 6))),
        draw(st.sampled_from([(1, 0), (2, 0), (2, 1), (1, 2), (3, 0)])),
    )
    fetched = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)).filter(any)
    rows = draw(st.lists(st.tuples(fetched, st.integers(0, 6), st.integers(-1, 5), st.integers(0, 1)), max_size=8))
    made = []
    for loads, first, cost, yard in rows:
        first = min(first, sum(loads))
        made.append(Day(Bus(yard, ()), loads, (first, sum(loads) - first), cost))
    return case, made


@settings(max_examples=300, deadline=None)
@given(listings(), st.integers(0, 9))
def test_against_every_choice(listing: tuple[Instance, list[Day]], slack: int) -> None:
    """Found when some choice of at most the fleet's days adds up within the slack; what is found always adds up."""
    case, listed = listing
    covers = [
        sum(day.cost for day in chosen)
        for buses in range(1, case.fleet + 1)
        for chosen in combinations_with_replacement(listed, buses)
        if adds_up(case, chosen)
    ]
    found = cover(case, listed, slack, ENOUGH)
    assert found.decided
    if found.chosen is None:
        assert all(cost > slack for cost in covers)
    else:
        assert adds_up(case, found.chosen)


@settings(max_examples=100, deadline=None)
@given(listings())
def test_the_slack_prunes(listing: tuple[Instance, list[Day]]) -> None:
    """With costs that are not negative, nothing dearer than the slack is chosen."""
    case, listed = listing
    dear = [Day(day.bus, day.fetched, day.left, abs(day.cost) + 1) for day in listed]
    found = cover(case, dear, 4, ENOUGH)
    assert found.chosen is None or sum(day.cost for day in found.chosen) <= 4


def test_one_day_twice() -> None:
    """Two buses may do the same."""
    day = Day(Bus(0, ()), (2,), (2,), 0)
    assert cover(case_of((4,), (4,), (2,)), [day], 0, ENOUGH).chosen == (day, day)


def test_stopping_is_not_a_proof() -> None:
    """Without steps, and with more loads than fit one number, nothing is decided; without days there is no plan."""
    halves = [Day(Bus(0, ()), (1, 0), (1,), 0), Day(Bus(0, ()), (0, 1), (1,), 0)]
    assert not cover(case_of((1, 1), (2,), (3,)), halves, 0, 0).decided
    assert cover(case_of((1, 1), (2,), (3,)), halves, 0, ENOUGH).chosen is not None
    wide = case_of((9,) * 20, (180,), (3,))
    assert not cover(wide, [Day(Bus(0, ()), (9,) * 20, (180,), 0)], 0, ENOUGH).decided
    empty = cover(case_of((1,), (1,), (1,)), [], 0, ENOUGH)
    assert empty.decided
    assert empty.chosen is None
