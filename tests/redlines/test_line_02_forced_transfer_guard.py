"""Red line 2: the forced-transfer guard.

Fails when: ``assess`` raises no guard on a direction whose reception is held by the party that offers it; ``verify``
lets an order pass a guard that no person resolved; the page does not print the guard.
"""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.corridor import Position
from safeconduct.verify.check import check_plan
from tests.redlines.worked import dossier, room, situation
from tests.tiny import tiny
from tests.verify.timetables import timetable


def test_the_offering_party_holds_the_reception() -> None:
    gaps = room("assess.gaps")
    offered = tiny().corridors[0]
    (guard,) = gaps.forced_transfer_guards((offered,), tiny().receptions)
    assert guard.corridor == offered.id
    assert guard.resolved_by is None
    assert "article 49" in guard.text
    assert "may stay" in guard.text


def test_no_guard_where_another_holds_the_reception() -> None:
    """The guard says something: it is not raised for everything."""
    gaps = room("assess.gaps")
    elsewhere = replace(tiny().corridors[0], controlled_by="south")
    assert gaps.forced_transfer_guards((elsewhere,), tiny().receptions) == ()


def test_an_order_waits_for_a_named_role() -> None:
    held = replace(tiny(accepted_by_south=True), wishes_recorded=True)
    order = replace(timetable(held), status="order")
    (wrong,) = (check for check in check_plan(held, order) if not check.ok)
    assert "guard forced-transfer is not resolved" in wrong.found
    resolved = replace(held, guards=(replace(held.guards[0], resolved_by="protection officer"),))
    assert all(check.ok for check in check_plan(resolved, order))


def test_a_guard_on_another_corridor_does_not_count() -> None:
    held = replace(tiny(accepted_by_south=True), wishes_recorded=True)
    elsewhere = replace(held, guards=(replace(held.guards[0], corridor="charlie"),))
    assert all(check.ok for check in check_plan(elsewhere, replace(timetable(elsewhere), status="order")))


def test_the_worked_case_is_guarded_and_the_page_says_so() -> None:
    (guard,) = situation().guards
    assert guard.corridor == "svatove"
    assert Position(party="ukrainian-side").silent
    page = room("publish.page").page_html(dossier())
    assert "article 49" in page
    assert "were told they may stay" in page
