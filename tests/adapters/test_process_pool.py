"""Work over processes: in order, bounded, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator

import pytest

from safeconduct.adapters.process_pool import AHEAD, in_order
from safeconduct.model.errors import ToolMissing


def square(number: int) -> tuple[int, int]:
    """The square, and the process that found it."""
    return number * number, os.getpid()


def leave(number: int) -> int:
    """Ends its process."""
    os._exit(3)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    found = list(in_order(square, range(30), workers=workers))
    assert [value for value, _ in found] == [n * n for n in range(30)]
    assert (os.getpid() in {pid for _, pid in found}) is (workers == 1)


def test_no_more_items_are_taken_than_are_under_way() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(square, items(), workers=2)
    next(results)
    assert len(taken) <= 2 * AHEAD
    results.close()
    assert len(taken) <= 2 * AHEAD
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_an_error_with_a_next_step() -> None:
    with pytest.raises(ToolMissing) as caught:
        list(in_order(leave, range(3), workers=2))
    assert "--jobs 1" in caught.value.next_step
