"""Instances of the Bus Evacuation Problem, read from the text form in which the public ones are published.

A file is a row of whole numbers: buses and their capacity; yards and the buses at each; sources, their people in all
and at each; shelters, their room in all and at each; then one row for each yard with its number and its distance to
every source, and one row for each source with its number and its distance to every shelter. Distances are minutes,
the same there and back, and need not keep the triangle inequality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path


class InstanceFault(ValueError):
    """A file or a table that is no instance; the message names it and says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One Bus Evacuation Problem in bus loads.

    ``buses[y]`` stand at yard ``y``; ``loads[i]`` bus loads wait at source ``i``; shelter ``j`` takes ``room[j]`` of
    them. ``start[y][i]`` and ``way[i][j]`` are minutes, at least 1 (so no bus comes back at the minute it left).
    """

    name: str
    buses: tuple[int, ...]
    loads: tuple[int, ...]
    room: tuple[int, ...]
    start: tuple[tuple[int, ...], ...]
    way: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        tables = {
            "start": (self.start, len(self.buses), len(self.loads)),
            "way": (self.way, len(self.loads), len(self.room)),
        }
        for word, (table, rows, columns) in tables.items():
            if len(table) != rows or any(len(row) != columns for row in table):
                raise InstanceFault(f"{self.name}: {word} must have {rows} rows of {columns} distances")
            if any(minutes < 1 for row in table for minutes in row):
                raise InstanceFault(f"{self.name}: every distance in {word} must be at least 1 minute")
        if any(count < 0 for count in (*self.buses, *self.loads, *self.room)):
            raise InstanceFault(f"{self.name}: buses, loads and room cannot be negative")
        if sum(self.loads) > sum(self.room):
            raise InstanceFault(f"{self.name}: {sum(self.loads)} loads do not fit the room for {sum(self.room)}")
        if sum(self.loads) and not sum(self.buses):
            raise InstanceFault(f"{self.name}: no bus")

    @property
    def fleet(self) -> int:
        """Buses in all."""
        return sum(self.buses)

    @property
    def trips(self) -> int:
        """Bus loads in all: every one is a trip from a source to a shelter."""
        return sum(self.loads)

    @property
    def sources(self) -> range:
        """Numbers of the sources."""
        return range(len(self.loads))

    @property
    def shelters(self) -> range:
        """Numbers of the shelters."""
        return range(len(self.room))

    @property
    def yards(self) -> range:
        """Numbers of the yards."""
        return range(len(self.buses))


def parse(name: str, text: str) -> Instance:
    """An instance from a published text; people count as bus loads, rounded up at a source and down at a shelter."""
    try:
        numbers = iter([int(word) for word in text.split()])
        _, capacity = next(numbers), next(numbers)
        buses = _take(numbers, next(numbers))
        sources = next(numbers)
        next(numbers)
        loads = tuple(-(-people // capacity) for people in _take(numbers, sources))
        shelters = next(numbers)
        next(numbers)
        room = tuple(people // capacity for people in _take(numbers, shelters))
        start = tuple(_row(numbers, sources) for _ in buses)
        way = tuple(_row(numbers, shelters) for _ in loads)
    except (ValueError, StopIteration, ZeroDivisionError) as error:
        raise InstanceFault(
            f"{name}: not an instance of the Bus Evacuation Problem ({error or 'it ends early'})"
        ) from error
    return Instance(name=name, buses=buses, loads=loads, room=room, start=start, way=way)


def _take(numbers: Iterator[int], count: int) -> tuple[int, ...]:
    taken = tuple(islice(numbers, count))
    if len(taken) != count:
        raise ValueError("it ends early")
    return taken


def _row(numbers: Iterator[int], count: int) -> tuple[int, ...]:
    next(numbers)  # the row's own number
    return _take(numbers, count)


def load(path: Path) -> Instance:
    """The instance in a file; InstanceFault when it holds none."""
    return parse(path.stem, path.read_text(encoding="utf-8"))
