"""Red line 13: a notification is not permission.

Fails when: a corridor counts as agreed because a party was told of it or confirmed that it was; a day opens as an order
on it; a missing receipt changes what stands against an order, as if silence were a denial or a consent.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.control import DayOpened
from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.dossier import Check
from safeconduct.model.situation import Situation
from safeconduct.run.opening import obstacles, open_day
from safeconduct.run.refusal import Refusal
from tests.run.days import ORDERS
from tests.tiny import tiny

HOLDS = (Check(rule="1 people", ok=True, found="all"),)


def told(*, told: tuple[str, ...] = (), receipt: tuple[str, ...] = ()) -> Situation:
    """North offers; South has been told, perhaps with a receipt, and has not answered. Nothing else is missing."""
    situation = tiny()
    north, south = situation.corridors[0].positions
    corridor = replace(situation.corridors[0], positions=(north, replace(south, told=told, receipt=receipt)))
    guards = tuple(replace(guard, resolved_by="protection officer") for guard in situation.guards)
    return replace(situation, corridors=(corridor,), guards=guards, wishes_recorded=True)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (told(), CorridorStatus.ANNOUNCED),
        (told(told=("claim-told",)), CorridorStatus.ANNOUNCED),
        (told(told=("claim-told",), receipt=("claim-receipt",)), CorridorStatus.NOTIFIED),
    ],
)
def test_being_told_agrees_to_nothing(given: Situation, status: CorridorStatus) -> None:
    assert given.corridors[0].status is status
    refused = open_day(given, ORDERS, HOLDS, "order")
    assert isinstance(refused, Refusal)
    assert f"is {status}, not agreed: no agreement from South" in refused.reason
    assert isinstance(open_day(given, ORDERS, HOLDS, "exercise"), DayOpened)


def test_a_missing_receipt_is_neither_denial_nor_consent() -> None:
    """With and without one, the same party is missing and nobody is said to have refused."""
    without, with_one = told(told=("claim-told",)), told(told=("claim-told",), receipt=("claim-receipt",))
    for given in (without, with_one):
        assert given.corridors[0].missing_parties == ("south",)
        (words,) = obstacles(given, given.corridors[0])
        assert "refus" not in words
        assert "denie" not in words
        assert not any(position.refused for position in given.corridors[0].positions)
