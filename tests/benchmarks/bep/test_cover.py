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
def listings(draw: st.DrawFn) -> tuple[Instance, list[Day], int]:
    """Three sources, two shelters, up to four buses at two yards; days at random, among them as a rule some that add
    up, perhaps one of them several times; and a slack about what those cost."""

    def day() -> Day:
        loads = draw(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)).filter(any))
        first = draw(st.integers(0, sum(loads)))
        return Day(Bus(draw(st.integers(0, 1)), ()), loads, (first, sum(loads) - first), draw(st.integers(-1, 5)))

    kinds = [day() for _ in range(draw(st.integers(1, 8)))]
    planted = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4))
    loads = tuple(sum(one.fetched[i] for one in planted) for i in range(3))
    room = tuple(sum(one.left[j] for one in planted) + draw(st.integers(0, 1)) for j in range(2))
    buses = tuple(sum(one.bus.yard == y for one in planted) for y in range(2))
    slack = sum(one.cost for one in planted) + draw(st.integers(-1, 2))
    room = (room[0] + max(0, sum(loads) - sum(room)), room[1])
    fitting = [one for one in kinds if all(a <= b for a, b in zip(one.fetched, loads, strict=True))]
    return case_of(loads, room, buses), draw(st.permutations(fitting)), slack


@settings(max_examples=300, deadline=None)
@given(listings())
def test_against_every_choice(listing: tuple[Instance, list[Day], int]) -> None:
    """Found when some choice of at most the fleet's days adds up within the slack; what is found always adds up."""
    case, listed, slack = listing
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
def test_the_slack_prunes(listing: tuple[Instance, list[Day], int]) -> None:
    """With costs that are not negative, nothing dearer than the slack is chosen."""
    case, listed, _ = listing
    dear = [Day(day.bus, day.fetched, day.left, abs(day.cost) + 1) for day in listed]
    found = cover(case, dear, 4, ENOUGH)
    assert found.chosen is None or sum(day.cost for day in found.chosen) <= 4


def test_one_day_twice() -> None:
    """Two buses may do the same, and so may four."""
    day = Day(Bus(0, ()), (2,), (2,), 0)
    assert cover(case_of((4,), (4,), (2,)), [day], 0, ENOUGH).chosen == (day, day)
    assert cover(case_of((8,), (8,), (4,)), [day], 0, ENOUGH).chosen == (day,) * 4


def test_the_slack_is_spent_once() -> None:
    """Three days of cost 2 within 6, not within 5."""
    days = [Day(Bus(0, ()), tuple(int(i == at) for i in range(3)), (1,), 2) for at in range(3)]
    assert cover(case_of((1, 1, 1), (3,), (3,)), days, 6, ENOUGH).chosen is not None
    assert cover(case_of((1, 1, 1), (3,), (3,)), days, 5, ENOUGH).chosen is None


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
