"""One commit for many writers: batches, errors of one and of all, and a writer that is stopped."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from safeconduct.adapters.group_commit import GroupCommit


def test_requests_that_wait_are_written_together() -> None:
    """While the first is written, nine queue; they are the second batch, of at most six, and the third."""
    first_is_in, go = threading.Event(), threading.Event()
    batches: list[int] = []

    def write(requests: Sequence[int]) -> list[int | Exception]:
        batches.append(len(requests))
        first_is_in.set()
        assert go.wait(10)
        return [request * 2 for request in requests]

    commit = GroupCommit(write, most=6)
    results: dict[int, int] = {}

    def submit(number: int) -> None:
        results[number] = commit.submit(number)

    threads = [threading.Thread(target=submit, args=(number,)) for number in range(10)]
    threads[0].start()
    assert first_is_in.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(commit._queue) < 9:
        threading.Event().wait(0.001)
    go.set()
    for thread in threads:
        thread.join(10)
    assert results == {number: number * 2 for number in range(10)}
    assert batches == [1, 6, 3]


def test_an_error_is_the_error_of_its_request_only() -> None:
    def write(requests: Sequence[int]) -> list[int | Exception]:
        return [ValueError("odd") if request % 2 else request for request in requests]

    commit = GroupCommit(write)
    assert commit.submit(2) == 2
    with pytest.raises(ValueError, match="odd"):
        commit.submit(3)


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_a_failed_write_leaves_the_door_open(error: BaseException) -> None:
    """The request gets the error; the next one is written."""
    failing = [error]

    def write(requests: Sequence[int]) -> list[int | Exception]:
        if failing:
            raise failing.pop()
        return list(requests)

    commit = GroupCommit(write)
    with pytest.raises(type(error)):
        commit.submit(1)
    assert commit.submit(2) == 2
