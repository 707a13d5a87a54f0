"""Parses are values of our own: two equal ones are equal, and none can be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from safeconduct.model.parse import Parse, Token


def test_a_parse_is_a_value() -> None:
    """Frozen and compared by content."""
    token = Token(start=0, end=3, text="Two", lemma="two", pos="NUM", tag="CD", dep="root", head=0)
    parse = Parse(tokens=(token,), sentences=((0, 1),))
    assert parse == Parse(tokens=(token,), sentences=((0, 1),))
    with pytest.raises(FrozenInstanceError):
        token.head = 1  # type: ignore[misc]
