"""Shared resources: what a value that exists cannot say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest

from safeconduct.model.resource import Closure, Resource, ResourceUse
from tests.tiny import ASSUMED, OPENS, known

BRIDGE = Resource(
    id="bridge",
    name="Old Bridge",
    kind="crossing",
    road="bridge",
    lanes=known(1),
    slot_minutes=known(3),
    delay_loaded=known(0),
    delay_empty=known(0),
)


def test_a_closed_resource_has_a_closure_not_zero_lanes() -> None:
    """Lanes count from 1."""
    with pytest.raises(ValueError, match="a closed one has a closure"):
        replace(BRIDGE, lanes=known(0))


@pytest.mark.parametrize(("field", "least"), [("slot_minutes", 1), ("delay_loaded", 0), ("delay_empty", 0)])
def test_minutes_have_a_least_value(field: str, least: int) -> None:
    """A slot lasts a minute or more; delays count from 0."""
    fine: dict[str, Any] = {field: known(least)}
    below: dict[str, Any] = {field: known(least - 1)}
    assert getattr(replace(BRIDGE, **fine), field).value == least
    with pytest.raises(ValueError, match="resource bridge"):
        replace(BRIDGE, **below)


def test_a_closure_ends_after_it_begins_and_is_utc() -> None:
    """An open end is the rest of the day; no end before its beginning, no local time."""
    assert Closure(since=OPENS, until=None, basis=ASSUMED).until is None
    with pytest.raises(ValueError, match="ends after it begins"):
        Closure(since=OPENS, until=OPENS, basis=ASSUMED)
    local = OPENS.astimezone(timezone(timedelta(hours=3)))
    with pytest.raises(ValueError, match=r"closure\.since"):
        Closure(since=local, until=None, basis=ASSUMED)
    with pytest.raises(ValueError, match=r"closure\.until"):
        Closure(since=OPENS - timedelta(hours=1), until=local, basis=ASSUMED)


def test_a_use_lies_on_the_way() -> None:
    """Not before its start."""
    assert ResourceUse(resource="bridge", minutes=0).minutes == 0
    with pytest.raises(ValueError, match="counted from 0"):
        ResourceUse(resource="bridge", minutes=-1)
