"""Rules 4 to 7: the edges of each, a minute to either side."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.verify.convoys import check_convoys, check_screening, check_standing, check_window
from safeconduct.verify.facts import facts_of
from tests.tiny import tiny
from tests.verify.mutations.base import last_later, slack, with_convoy
from tests.verify.timetables import busy, timetable


def test_headway_is_kept_between_any_two_whatever_their_numbers() -> None:
    situation = busy()
    plan = timetable(situation)
    turned = replace(plan, convoys=tuple(reversed(plan.convoys)))
    assert check_convoys(facts_of(situation, "bravo"), turned).ok
    gap = plan.convoys[1].depart - plan.convoys[0].depart
    found = check_convoys(facts_of(busy(headway=gap + 1), "bravo"), turned).found
    assert found.startswith(f"convoys 1 and 2 depart {gap} minutes apart, the headway is {gap + 1}")


def test_screening_rounds_up_over_lanes() -> None:
    """Convoy 1 has 12 + 40 = 52 persons at 20 s in 2 lanes: 520 s, 9 minutes."""
    plan = timetable(busy())
    assert plan.convoys[0].screen_until - plan.convoys[0].screen_from == 9
    found = check_screening(facts_of(busy(lanes=1), "bravo"), plan).found
    assert found.startswith("convoy 1 is screened for 9 minutes, 52 persons take 18")


def test_without_a_checkpoint_nobody_waits_at_one() -> None:
    situation = busy(lanes=None)
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    assert check_screening(facts, plan).ok
    last = plan.convoys[-1]
    waiting = with_convoy(
        plan, -1, screen_from=last.screen_from + 1, screen_until=last.screen_until + 1, arrive=last.arrive + 1
    )
    assert "a checkpoint that does not exist" in check_screening(facts, waiting).found


def test_standing_up_to_the_limit() -> None:
    plan = timetable(busy())
    assert check_standing(facts_of(busy(standing=35), "bravo"), plan).ok
    check = check_standing(facts_of(busy(standing=34), "bravo"), plan)
    assert check.found.endswith("stands loaded for 35 minutes, at most 34 are allowed")


def test_arrival_at_the_latest_minute_is_in_time() -> None:
    situation = tiny()
    plan, facts = timetable(situation), facts_of(situation, "bravo")
    spare = slack(situation, plan)
    assert check_window(facts, last_later(plan, spare)).ok
    check = check_window(facts, last_later(plan, spare + 1))
    assert check.found == "convoy 1 arrives at minute 721, the latest is 720"
