"""Instances drawn by the recipe of the public ones: minutes and room from 1 to 10, loads from 1 to 5, at random."""

from __future__ import annotations

from random import Random

from benchmarks.bep.instance import Instance

#: Buses by number of sources, as in the public sets.
BUSES = {2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 8: 5, 9: 5, 10: 6}


def drawn(places: int, seed: int) -> Instance:
    """An instance with as many sources as shelters; the same for the same seed. Room is drawn until it suffices."""
    rng = Random(f"{places}, {seed}")
    loads = tuple(rng.randint(1, 5) for _ in range(places))
    room: tuple[int, ...] = ()
    while sum(room) < sum(loads):
        room = tuple(rng.randint(1, 10) for _ in range(places))
    return Instance(
        name=f"drawn {places}, {seed}",
        buses=(BUSES[places],),
        loads=loads,
        room=room,
        start=(tuple(rng.randint(1, 10) for _ in range(places)),),
        way=tuple(tuple(rng.randint(1, 10) for _ in range(places)) for _ in range(places)),
    )
