"""Ctrl-C is noted first and raised at the end; a second one is raised at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from safeconduct.web.stopping import stop_noted


@pytest.fixture(autouse=True)
def ctrl_c_as_in_a_terminal() -> Iterator[None]:
    """Whoever runs the tests in the background may have Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_the_first_is_raised_at_the_end_and_the_second_at_once() -> None:
    came: list[str] = []

    def stopped() -> None:
        with stop_noted() as noted:
            signal.raise_signal(signal.SIGINT)
            assert noted == [signal.SIGINT]
            came.append("after the first")
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            came.append("after the second")

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert came == ["after the first", "after the second"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_nothing_changes_where_ctrl_c_means_something_else() -> None:
    def theirs(*_: object) -> None: ...

    before = signal.signal(signal.SIGINT, theirs)
    try:
        with stop_noted():
            assert signal.getsignal(signal.SIGINT) is theirs
    finally:
        signal.signal(signal.SIGINT, before)
    found = []

    def elsewhere() -> None:
        with stop_noted() as noted:
            found.append((signal.getsignal(signal.SIGINT), noted))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [(signal.default_int_handler, [])]


def test_what_goes_wrong_meanwhile_is_what_is_raised() -> None:
    def broken() -> None:
        with stop_noted():
            signal.raise_signal(signal.SIGINT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
