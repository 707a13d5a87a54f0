"""Instances small enough to try every plan, and doing so."""

from __future__ import annotations

from hypothesis import strategies as st

from benchmarks.bep.instance import Instance

MINUTES = st.integers(1, 7)


@st.composite
def tiny(draw: st.DrawFn) -> Instance:
    """Up to three sources, three shelters, two yards, three buses and four loads; minutes at random, so hardly ever
    metric."""
    sources, shelters, yards = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 2))
    loads = draw(st.lists(st.integers(0, 2), min_size=sources, max_size=sources).filter(lambda one: 0 < sum(one) <= 4))
    room = draw(
        st.lists(st.integers(0, 3), min_size=shelters, max_size=shelters).filter(lambda r: sum(r) >= sum(loads))
    )
    buses = draw(st.lists(st.integers(0, 2), min_size=yards, max_size=yards).filter(lambda b: 0 < sum(b) <= 3))

    def table(rows: int, columns: int) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(draw(MINUTES) for _ in range(columns)) for _ in range(rows))

    return Instance(
        name="tiny",
        buses=tuple(buses),
        loads=tuple(loads),
        room=tuple(room),
        start=table(yards, sources),
        way=table(sources, shelters),
    )


def one_bus(*way: int, loads: int = 1) -> Instance:
    """One bus, one source 3 minutes from its yard, shelters ``way`` minutes from it with room for everyone."""
    return Instance(name="one bus", buses=(1,), loads=(loads,), room=(loads,) * len(way), start=((3,),), way=(way,))


def shortest(instance: Instance) -> int:
    """The least makespan, by trying every way to give trips to the buses one after the other."""
    yards = [yard for yard in instance.yards for _ in range(instance.buses[yard])]
    loads, room = list(instance.loads), list(instance.room)
    best = 10**9

    def go(bus: int, at: int, now: int, last: int) -> None:
        nonlocal best
        if not any(loads):
            best = min(best, max(last, now))
            return
        if bus + 1 < len(yards):
            go(bus + 1, -1, 0, max(last, now))
        for i in instance.sources:
            for j in instance.shelters:
                if loads[i] and room[j]:
                    away = instance.start[yards[bus]][i] if at < 0 else instance.way[i][at]
                    loads[i], room[j] = loads[i] - 1, room[j] - 1
                    go(bus, j, now + away + instance.way[i][j], last)
                    loads[i], room[j] = loads[i] + 1, room[j] + 1

    go(0, -1, 0, 0)
    return best
