"""Questions are the fixed list, prices foretell the bound exactly where they stand, and answers are held to account."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.fleet_instances import SIZES, core_instance
from benchmarks.plan_marginal import KINDS, Asked, agrees, ask, bends, figures, predicted, questions, searched
from safeconduct.plan.fleet.bound import BoundSearch
from safeconduct.plan.fleet.lagrangian import Lagrangian, amounts
from safeconduct.plan.fleet.tables import tables_of

TABLES = tables_of(core_instance(SIZES[40], 1))


def test_the_fixed_list() -> None:
    """One question a class, a site, two a crossing, and the rest up to forty; each changes one thing."""
    asked = questions(TABLES)
    counts = [sum(question.kind == kind for question in asked) for kind in KINDS]
    assert counts[:4] == [TABLES.class_count.size, TABLES.bays.size, TABLES.slot.size, TABLES.slot.size]
    assert len(asked) == 40
    held = amounts(TABLES)
    for question in asked:
        extra = question.amounts - held
        assert bool(question.vehicles.sum() - TABLES.class_count.sum() == 1) is (question.kind == "+1 vehicle")
        assert bool(extra.sum() > 0) is (question.kind != "+1 vehicle")
        assert extra.min() >= 0
    tenth, lane = (next(q for q in asked if q.kind == kind).amounts - held for kind in KINDS[2:4])
    assert np.allclose(10 * tenth, lane)


def test_prices_foretell_the_bound_they_prove() -> None:
    """At the same prices the changed day's bound is the old one plus what the prices say, for every question."""
    search = BoundSearch(Lagrangian(TABLES))
    search.run(60, 0.0)
    proved = search.proved
    for question in questions(TABLES):
        at_once = searched(question, TABLES, proved, 0, 0.0)
        assert at_once == pytest.approx(proved.bound + predicted(question, TABLES, proved), abs=1e-6)
        assert searched(question, TABLES, proved, 5, 0.0) <= at_once


def test_agreement() -> None:
    """A tenth of the gain, or half a thousandth of the bound."""
    assert agrees(110, 100, 1000)
    assert not agrees(110.1, 100, 1000)
    assert agrees(0.5, 0.0, 1000)
    assert not agrees(0.51, 0.0, 1000)


def test_shares() -> None:
    """Three of five prices agree, and one bound solved again in place of a price; of the three that matter two do."""
    asked = [
        Asked("+1 bay", 0.0, 0.1),
        Asked("+1 bay", 20.0, 19.0),
        Asked("+1 lane", 20.0, 10.0),
        Asked("+1 lane", 0, 0),
        Asked("+1 lane", 90.0, 50.0, 52.0),
    ]
    found = {metric: value for metric, _, value, _ in figures(1000, asked, None)}
    assert (found["questions a price answers"], found["questions shown right"]) == (0.6, 0.8)
    assert found["questions shown as re-solved"] == 1
    assert found["questions whose answer is more than the search leaves open"] == 3
    assert found["of these shown right"] == pytest.approx(2 / 3, abs=1e-4)
    assert (found["+1 bay: a price answers"], found["+1 lane: a price answers"]) == (1.0, round(1 / 3, 4))


def test_a_lane_more_on_one_lane_is_solved_again() -> None:
    """Twice the slots where slots are dear; a tenth more of them, or a vehicle, is a slope."""
    search = BoundSearch(Lagrangian(TABLES))
    search.run(400, 0.0)
    proved = search.proved
    asked = questions(TABLES)
    bent = {question.kind for question in asked if bends(question, TABLES, proved)}
    assert "+1 lane" in bent
    assert not bent & {"+1 vehicle", "+10 % of a crossing", "+10 places or people"}


def test_a_small_day() -> None:
    """Every question is asked, and the control is subtracted: a thing of no price and no use gains nothing."""
    bound, asked = ask(core_instance(SIZES[10], 1), 200, 20)
    assert bound > 0
    assert len(asked) == len(questions(tables_of(core_instance(SIZES[10], 1))))
