"""Rule 12: what an order needs, one thing missing at a time."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from safeconduct.model.corridor import CorridorStatus, Position
from safeconduct.model.situation import Situation
from safeconduct.verify.status import check_status, obstacles
from tests.tiny import tiny
from tests.verify.timetables import timetable


def ordered() -> Situation:
    """A situation in which nothing stands against an order."""
    situation = tiny(accepted_by_south=True)
    guards = tuple(replace(g, resolved_by="head of operation") for g in situation.guards)
    return replace(situation, guards=guards, wishes_recorded=True)


def test_an_order_when_all_is_there_and_only_then() -> None:
    situation = ordered()
    plan = timetable(situation)
    corridor = situation.corridors[0]
    assert obstacles(situation, corridor) == ()
    assert check_status(situation, corridor, replace(plan, status="order")).ok
    assert not check_status(situation, corridor, plan).ok


@pytest.mark.parametrize("missing", ["agreement", "wishes", "guard", "touching"])
def test_one_thing_missing_makes_a_study(missing: str) -> None:
    situation = ordered()
    if missing == "agreement":
        silent = replace(situation.corridors[0], positions=situation.corridors[0].positions[:1])
        situation = replace(situation, corridors=(silent,))
    elif missing == "wishes":
        situation = replace(situation, wishes_recorded=False)
    elif missing == "guard":
        situation = replace(situation, guards=tiny().guards)
    else:
        situation = replace(situation, corridors=(replace(situation.corridors[0], touching=()),))
    plan, corridor = timetable(situation), situation.corridors[0]
    assert check_status(situation, corridor, plan).ok
    assert not check_status(situation, corridor, replace(plan, status="order")).ok


def test_agreement_is_derived_as_the_model_derives_it() -> None:
    """Every mix of offered, accepted and refused by two parties."""
    situation = ordered()
    words = [("offered",), ("accepted",), ("refused",), ("accepted", "refused"), ("offered", "refused"), ()]
    for north, south in product(words, repeat=2):
        positions = tuple(
            Position(party=party, **dict.fromkeys(said, ("c",))) for party, said in (("north", north), ("south", south))
        )
        corridor = replace(situation.corridors[0], positions=positions)
        agreed = not obstacles(replace(situation, corridors=(corridor,)), corridor)
        assert agreed == (corridor.status is CorridorStatus.AGREED)
