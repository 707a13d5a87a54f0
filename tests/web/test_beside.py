"""Two plans side by side: what differs is said with its sign, what does not is left empty."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.web.beside import rows_beside
from tests.web import served


def test_a_plan_beside_itself_differs_in_nothing() -> None:
    dossier = served.dossier()
    plan = next(one.plan for one in dossier.answers if one.plan is not None)
    assert dossier.situation is not None
    rows = rows_beside(plan, plan, dossier.situation)
    assert all(row.one == row.other and row.apart == "" for row in rows)


def test_a_later_and_smaller_plan_says_by_how_much() -> None:
    dossier = served.dossier()
    plan = next(one.plan for one in dossier.answers if one.plan is not None)
    assert dossier.situation is not None
    last = max(plan.convoys, key=lambda convoy: convoy.arrive)
    later = tuple(replace(c, arrive=c.arrive + 65) if c is last else c for c in plan.convoys)
    other = replace(plan, convoys=later, scenario=replace(plan.scenario, people=plan.scenario.people + 7))
    apart = {row.what: row.apart for row in rows_beside(plan, other, dossier.situation)}
    assert apart["last arrival"] == "1 h 05 min later"
    assert apart["people asked for"] == "+7"
    assert apart["people left behind"] == "+7"
    assert apart["convoys"] == ""
    back = {row.what: row.apart for row in rows_beside(other, plan, dossier.situation)}
    assert back["last arrival"] == "1 h 05 min sooner"
