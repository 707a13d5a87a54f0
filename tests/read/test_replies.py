"""Replies by classes of words."""

from __future__ import annotations

import pytest

from safeconduct.read.replies import made_known, taken_up, turned_down


@pytest.mark.parametrize(
    ("text", "down", "up", "known"),
    [
        ("the plea met with a flat no", True, False, False),
        ("it sent the proposal back unsigned", True, False, False),
        ("clearance was not forthcoming", True, False, False),
        ("it gave the plan its blessing", False, True, False),
        ("it had not yet approved the plan", False, False, False),
        ("leaflets with the hours were scattered over the town", False, False, True),
        ("the town slept badly", False, False, False),
    ],
)
def test_what_is_done_with_what_was_put(text: str, down: bool, up: bool, known: bool) -> None:
    assert (turned_down(text), taken_up(text), made_known(text)) == (down, up, known)
