"""Situations as nobody would write them: a document with any of its values replaced by an absurd one is refused by the
name of a field, or answered with a plan and a certificate that hold. Nothing else comes out, and soon."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.app.fleet_planning import checked_fleet, scenario_of
from safeconduct.model.errors import SafeconductError
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from tests.plan.fleet.villages import bus, villages
from tests.quay import PATH, quay
from tests.tiny import known
from tests.tiny_fleet import BUS, VAN, tiny_fleet
from tests.verify.test_fleet_convoys import convoyed

#: What is put in the place of a value.
ABSURD: tuple[Any, ...] = (
    0,
    -1,
    1,
    2,
    7,
    60,
    1000,
    10**6,
    10**9,
    10**18,
    -(10**9),
    "",
    "nowhere",
    None,
    [],
    {},
    0.5,
    True,
)
#: Where an answer is due at once, in seconds; a machine that is busy takes its time.
SOON = 60.0


@cache
def documents() -> tuple[str, ...]:
    """One for each sort of day: a bridge, boats, a path, roads between sites, convoys, crews."""
    strung = villages((3, 5, 2), close=60, out=(9, 12, 7), between={(0, 1): 3, (1, 2): 4}, vehicles=(bus(2, 8),))
    crews: dict[str, Any] = {"drive_minutes": known(90), "rest_minutes": known(15), "duty_minutes": known(300)}
    rested = tiny_fleet(vehicles=(replace(BUS, **crews), replace(VAN, **crews)), capacity=70)
    days = (
        tiny_fleet(),
        quay(),
        quay(transfers=(PATH,), bridge=RoadState.FOOT_ONLY),
        strung,
        convoyed(led_above=2, spare=25),
        rested,
    )
    return tuple(codec.dump(day).decode() for day in days)


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a document, lists and objects included."""
    if path:
        yield path
    if isinstance(node, dict):
        for key, below in node.items():
            yield from places(below, (*path, key))
    elif isinstance(node, list):
        for number, below in enumerate(node):
            yield from places(below, (*path, number))


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    """Replace the value at the end of a way, where that is still there."""
    node = document
    for step in path[:-1]:
        if (isinstance(node, dict) and step in node) or (
            isinstance(node, list) and isinstance(step, int) and len(node) > step
        ):
            node = node[step]
        else:
            return
    if isinstance(node, dict) or (isinstance(node, list) and isinstance(path[-1], int) and len(node) > path[-1]):
        node[path[-1]] = value


#: Where numbers that a day is made of stand; half of the draws go there.
NUMBERS = (
    "value",
    "low",
    "likely",
    "high",
    "count",
    "walking",
    "wheelchair",
    "stretcher",
    "minutes",
    "opens",
    "closes",
)


@st.composite
def spoilt(draw: Any) -> bytes:
    """A document with one to three of its values replaced."""
    text = draw(st.sampled_from(documents()))
    document = json.loads(text)
    every = list(places(document))
    numbers = [way for way in every if way[-1] in NUMBERS]
    for _ in range(draw(st.integers(1, 3))):
        put(document, draw(st.sampled_from(numbers if draw(st.booleans()) else every)), draw(st.sampled_from(ABSURD)))
    return json.dumps(document).encode()


def outcome(data: bytes) -> str:
    """ "refused", "nobody", or "planned"; anything but an answer that holds or an error of the tree is raised."""
    refused: SafeconductError | None = None
    plan = None
    try:
        situation = codec.load(Situation, data, file="situation.json")
        plan, certificate = answer(situation, scenario_of(situation, None, "likely"), work=40, threads=1, seconds=None)
        checked_fleet(situation, plan, certificate)
    except SafeconductError as error:
        refused = error
    if refused is not None:
        assert refused.exit_code in (2, 4), refused
        assert refused.field or refused.file, refused
        assert refused.next_step
        return "refused"
    return "nobody" if plan is None else "planned"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=spoilt())
def test_refused_by_a_field_or_answered(data: bytes) -> None:
    """And in time."""
    began = time.process_time()
    outcome(data)
    assert time.process_time() - began < SOON


@pytest.mark.parametrize("number", range(6))
def test_the_documents_themselves_are_planned(number: int) -> None:
    """So that what is drawn above is spoilt by what is put in."""
    assert outcome(documents()[number].encode()) == "planned"
