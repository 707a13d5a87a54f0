"""Red line 1: agreed needs every party.

Fails when: ``Corridor.status`` counts silence or one acceptance as agreement; ``verify`` lets a plan call itself an
order without every touching party's word; a day opens as an order without it, or does not name who is missing.
"""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.control import DayOpened
from safeconduct.model.corridor import CorridorStatus, Position
from safeconduct.model.dossier import Check
from safeconduct.run.opening import open_day
from safeconduct.run.refusal import Refusal
from safeconduct.verify.check import check_plan
from tests.redlines.worked import situation
from tests.run.days import ORDERS
from tests.tiny import tiny
from tests.verify.timetables import timetable


def test_one_acceptance_and_one_silence_is_announced() -> None:
    corridor = tiny().corridors[0]
    assert corridor.status is CorridorStatus.ANNOUNCED
    assert corridor.missing_parties == ("south",)
    told = Position(party="south", told=("claim-told",))
    assert replace(corridor, positions=(corridor.positions[0], told)).status is CorridorStatus.ANNOUNCED


def test_a_refusal_beside_an_acceptance_is_no_agreement() -> None:
    corridor = tiny().corridors[0]
    both = Position(party="south", accepted=("claim-a",), refused=("claim-b",))
    assert replace(corridor, positions=(corridor.positions[0], both)).status is not CorridorStatus.AGREED


def test_an_order_needs_every_party() -> None:
    """Wishes recorded and guards resolved: the missing word of South alone makes it a study."""
    guards = tuple(replace(g, resolved_by="head of operation") for g in tiny().guards)
    announced = replace(tiny(), wishes_recorded=True, guards=guards)
    order = replace(timetable(announced), status="order")
    (wrong,) = (check for check in check_plan(announced, order) if not check.ok)
    assert wrong.found == "the plan calls itself an order, but party south has not agreed"
    agreed = replace(tiny(accepted_by_south=True), wishes_recorded=True, guards=guards)
    assert all(check.ok for check in check_plan(agreed, order))


def test_no_day_opens_as_an_order_and_the_missing_party_is_named() -> None:
    """Wishes recorded, guards resolved, the plan checked: South's word alone is missing, and is what lets it open."""
    holds = (Check(rule="1 people", ok=True, found="all"),)
    guards = tuple(replace(g, resolved_by="head of operation") for g in tiny().guards)

    def opened(**word: bool) -> DayOpened | Refusal:
        given = replace(tiny(**word), wishes_recorded=True, guards=guards)
        return open_day(given, ORDERS, holds, "order")

    refused = opened()
    assert isinstance(refused, Refusal)
    assert "no agreement from South" in refused.reason
    assert isinstance(opened(accepted_by_south=True), DayOpened)


def test_the_worked_case_is_announced_not_agreed() -> None:
    svatove = situation().corridor("svatove")
    assert svatove.status is CorridorStatus.ANNOUNCED
    assert svatove.missing_parties == ("ukrainian-side",)
