"""Histories of roads: claims over assumptions, later over earlier, disputes kept, nothing made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.assess.confirm import apply_decisions
from safeconduct.assess.roads import STATES, RoadStates, road_states
from safeconduct.model.claim import Claim, Kind, Stance
from safeconduct.model.errors import DocumentInvalid, UnconfirmedError
from safeconduct.model.place import RoadState
from safeconduct.read.values import OPEN_LATER
from tests.assess.village import PARTIES, bridge, case, claim, decide, report, roads

ONE = report("On 10 June one. On 12 June two. On 13 June three. On 9 June four. Everything is gone.")
FIRST, SECOND, THIRD, EARLY = "On 10 June one", "On 12 June two", "On 13 June three", "On 9 June four"


def said(quote: str, *more: Any, **fields: Any) -> Claim:
    return claim(ONE, quote, *more, **fields)


def states(*claims: Claim, confirm: tuple[str, ...] = (), reject: tuple[str, ...] = (), **slots: Any) -> RoadStates:
    decisions = [decide(ONE, q, Kind.ROAD) for q in confirm] + [decide(ONE, q, Kind.ROAD, "reject") for q in reject]
    ledger = apply_decisions((ONE,), claims, decisions, PARTIES)
    changes = {slot.replace("__", "-").replace("_", "."): value for slot, value in slots.items()}
    return road_states(roads(), ledger, case(changes).assumptions, [("mill", "upham"), ("mill", "lowford")])


def history(found: RoadStates, road: str) -> list[tuple[str, int | None, tuple[str, ...]]]:
    entries = next(r for r in found.roads if r.id == road).history
    return [(e.state.value, e.since and e.since.day, e.disputed_by) for e in entries]


def test_what_nobody_reports_is_open_and_foot_paths_unknown_by_printed_assumptions() -> None:
    found = {r.id: r.now for r in states().roads}
    assert (found["hill-road"].state, found["hill-road"].basis.assumptions) == (RoadState.OPEN, ("roads-default",))
    assert (found["weir"].state, found["weir"].basis.assumptions) == (RoadState.UNKNOWN, ("roads-foot",))


@pytest.mark.parametrize(("words", "state"), STATES.items())
def test_words_become_states(words: str, state: RoadState) -> None:
    found = states(said(FIRST, bridge(words, "Old")), confirm=(FIRST,))
    assert history(found, "old-bridge") == [(state.value, 10, ())]


def test_history_is_oldest_first_whatever_the_order_of_the_claims() -> None:
    found = states(
        said(SECOND, bridge("destroyed", "Old")), said(FIRST, bridge("foot only", "Old")), confirm=(FIRST, SECOND)
    )
    assert history(found, "old-bridge") == [("foot only", 10, ()), ("closed", 12, ())]


def test_the_same_state_again_joins_the_entry_and_adds_its_claim() -> None:
    found = states(
        said(FIRST, bridge("destroyed", "Old")), said(SECOND, bridge("closed", "Old")), confirm=(FIRST, SECOND)
    )
    entry = next(r for r in found.roads if r.id == "old-bridge").now
    assert (entry.since and entry.since.day, len(entry.basis.claims)) == (10, 2)


def test_an_assumed_state_gives_way_to_a_confirmed_claim_and_stays_as_history() -> None:
    found = states(said(FIRST, bridge("destroyed", "Old")), confirm=(FIRST,), road_old__bridge_state="unknown")
    assert history(found, "old-bridge") == [("unknown", None, ()), ("closed", 10, ())]


def test_all_bridges_means_every_one_over_the_water() -> None:
    found = states(said(FIRST, bridge("destroyed", scope="all", over="Anduin")), confirm=(FIRST,))
    assert [history(found, b)[0][0] for b in ("old-bridge", "new-bridge")] == ["closed", "closed"]
    assert history(found, "weir")[0][0] == "unknown"


@pytest.mark.parametrize(
    ("value", "closed"),
    [
        (bridge("destroyed", scope="n of m", n=2, m=2), True),
        (bridge("destroyed", scope="n of m", n=1, m=2), False),
        (bridge("destroyed", scope="some"), False),
    ],
)
def test_some_says_nothing_of_one_particular_bridge(value: Any, closed: bool) -> None:
    found = states(said(FIRST, value), confirm=(FIRST,))
    assert (history(found, "old-bridge")[0][0] == "closed") is closed


def test_undecided_claims_that_say_otherwise_dispute_the_entry_they_fall_in() -> None:
    later = said(THIRD, bridge("difficult", scope="some", element="crossing"))
    older = said(EARLY, bridge("open", "Old"))
    only = said(SECOND, bridge("destroyed", scope="only", over="Anduin"))
    agreeing = replace(said("Everything is gone", bridge("destroyed", scope="all", over="Anduin")), id="agreeing")
    closed = said(FIRST, bridge("destroyed", "Old"))
    found = states(closed, later, older, only, agreeing, confirm=(FIRST,))
    assert history(found, "old-bridge") == [("closed", 10, (only.id, later.id))]
    rejected = states(closed, later, older, only, agreeing, confirm=(FIRST,), reject=("June three", "June two"))
    assert history(rejected, "old-bridge") == [("closed", 10, ())]


def test_a_denial_sets_no_state_and_disputes_what_it_denies() -> None:
    denial = said(SECOND, bridge("destroyed", "Old"), stance=Stance.DENIES)
    assert history(states(denial, confirm=(SECOND,)), "old-bridge") == [("open", None, ())]
    found = states(said(FIRST, bridge("destroyed", "Old")), denial, confirm=(FIRST,))
    assert history(found, "old-bridge") == [("closed", 10, (denial.id,))]


def test_a_named_crossing_nobody_decided_on_is_exit_4_naming_report_and_next_step() -> None:
    with pytest.raises(UnconfirmedError) as caught:
        states(said(FIRST, bridge("destroyed", "Old")))
    assert "Old Bridge is reported on" in caught.value.message
    assert (caught.value.file, caught.value.field) == ("r1", "road")
    assert "road.old-bridge.state" in caught.value.next_step


def test_unless_an_assumption_leaves_it_unknown_or_a_person_rejects_the_claim() -> None:
    one = said(FIRST, bridge("destroyed", "Old"))
    found = states(one, road_old__bridge_state="unknown")
    assert (history(found, "old-bridge"), found.undecided) == ([("unknown", None, ())], ("old-bridge",))
    assert history(states(one, reject=(FIRST,)), "old-bridge") == [("open", None, ())]


def test_a_general_statement_nobody_decided_on_leaves_the_crossings_unknown() -> None:
    general = said(FIRST, bridge("destroyed", scope="all", over="Anduin"))
    found = states(general)
    assert history(found, "new-bridge") == [("unknown", None, ())]
    assert found.undecided == ("old-bridge", "new-bridge")
    with pytest.raises(UnconfirmedError):
        states(general, roads_undecided=None)


def test_without_a_default_nothing_is_filled_in() -> None:
    with pytest.raises(DocumentInvalid, match=r"roads\.default"):
        states(roads_default=None)


def test_a_road_told_to_open_later_has_no_state_by_it_and_disputes_none() -> None:
    later = replace(said(FIRST, bridge("open", "Old")), flags=(OPEN_LATER,))
    found = states(later, confirm=(FIRST,))
    assert all(entry[0] != "open" or entry[1] is None for entry in history(found, "old-bridge"))
    closed = said(SECOND, bridge("closed", "Old"))
    between = replace(said(THIRD, bridge("open", "Old")), flags=(OPEN_LATER,))
    assert history(states(closed, between, confirm=(SECOND,)), "old-bridge") == [("closed", 12, ())]
    shut = replace(said(FIRST, bridge("closed", "Old")), flags=(OPEN_LATER,))
    assert history(states(shut, confirm=(FIRST,)), "old-bridge") == [("closed", 10, ())]


@pytest.mark.parametrize(
    ("one", "other", "state", "disputed"),
    [
        ("open", "closed", "unknown", True),
        ("open", "foot only", "unknown", True),
        ("open", "damaged", "unknown", True),
        ("closed", "foot only", "closed", True),
        ("destroyed", "damaged", "closed", False),
        ("open", "unknown", "unknown", False),
        ("damaged", "foot only", "foot only", False),
    ],
)
def test_confirmed_opposites_of_one_day_dispute_each_other_in_whatever_order_they_were_read(
    one: str, other: str, state: str, disputed: bool
) -> None:
    report_ = report("On 10 June one. On 10 June two.")
    found = []
    for first, second in ((one, other), (other, one)):
        rows = (
            claim(report_, "On 10 June one", bridge(first, "Old")),
            claim(report_, "On 10 June two", bridge(second, "Old")),
        )
        decisions = [decide(report_, row.content[0].quote, Kind.ROAD) for row in rows]
        ledger = apply_decisions((report_,), rows, decisions, PARTIES)
        states_ = road_states(roads(), ledger, case().assumptions, [("mill", "upham"), ("mill", "lowford")])
        fact = next(r for r in states_.roads if r.id == "old-bridge").now
        assert set(fact.basis.claims) == {row.id for row in rows}
        assert set(fact.disputed_by) == ({row.id for row in rows} if disputed else set())
        found.append(fact.state.value)
    assert found == [state, state]


def test_a_later_day_settles_what_one_day_left_disputed() -> None:
    report_ = report("On 10 June one. On 10 June two. On 11 June three.")
    rows = tuple(
        claim(report_, quote, bridge(state, "Old"))
        for quote, state in (("On 10 June one", "open"), ("On 10 June two", "closed"), ("On 11 June three", "open"))
    )
    decisions = [decide(report_, row.content[0].quote, Kind.ROAD) for row in rows]
    ledger = apply_decisions((report_,), rows, decisions, PARTIES)
    found = road_states(roads(), ledger, case().assumptions, [("mill", "upham")])
    both = (rows[0].id, rows[1].id)
    assert history(found, "old-bridge") == [("unknown", 10, both), ("open", 11, ())]


def test_a_road_that_a_confirmed_denial_says_is_not_open_is_unknown() -> None:
    opened = said(FIRST, bridge("open", "Old"))
    denial = said(SECOND, bridge("open", "Old"), stance=Stance.DENIES)
    assert history(states(opened, denial, confirm=(FIRST,)), "old-bridge") == [("open", 10, (denial.id,))]
    found = states(opened, denial, confirm=(FIRST, SECOND))
    assert history(found, "old-bridge") == [("unknown", 10, (denial.id,))]
    assert history(states(denial, confirm=(SECOND,)), "old-bridge") == [("unknown", None, (denial.id,))]
    before = said(EARLY, bridge("open", "Old"), stance=Stance.DENIES)
    assert history(states(opened, before, confirm=(FIRST, EARLY)), "old-bridge") == [("open", 10, ())]
