"""What-ifs: one thing changed, everything else as it was, and nothing hypothetical that could pass for a fact."""

from __future__ import annotations

from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.place import RoadState
from safeconduct.network.cut import cut_of
from safeconduct.plan import variants
from tests.tiny import tiny


def test_the_given_situation_is_left_alone() -> None:
    situation = tiny()
    variants.with_buses(situation, 9)
    assert situation == tiny()


def test_every_change_rests_on_the_what_if_assumption() -> None:
    changed = variants.with_buses(tiny(), 9)
    assert changed.vehicles[0].count.value == 9
    assert changed.vehicles[0].count.basis.assumptions == ("what-if",)
    assert [a.id for a in variants.with_buses(changed, 8).assumptions].count("what-if") == 1


def test_the_window_moves_as_a_whole_or_at_its_end() -> None:
    situation = tiny(hours=12)
    later = variants.with_later_clock(situation, "bravo", 60).corridor("bravo").window
    assert later is not None
    assert (later.opens.hour, later.closes.hour) == (6, 18)
    cut = variants.with_close(situation, "bravo", -120).corridor("bravo").window
    assert cut is not None
    assert (cut.opens.hour, cut.closes.hour) == (5, 15)


def test_acceptance_by_the_silent_party_makes_it_agreed() -> None:
    situation = tiny()
    assert situation.corridor("bravo").status is CorridorStatus.ANNOUNCED
    agreed = variants.with_position(situation, "bravo", "south", accepts=True)
    assert agreed.corridor("bravo").status is CorridorStatus.AGREED


def test_a_closed_bridge_takes_the_leg_away_and_an_open_one_leaves_it() -> None:
    closed = variants.with_road(tiny(), "bridge", RoadState.CLOSED)
    assert closed.legs == ()
    assert cut_of(closed, "bravo") is not None
    still = variants.with_road(tiny(), "bridge", RoadState.UNKNOWN)
    assert still.legs[0].leans_on == ("bridge",)


def test_screening_changes_only_at_its_checkpoint() -> None:
    changed = variants.with_screening(tiny(lanes=1, seconds=60), "bravo", lanes=3)
    gate = changed.legs[0].checkpoint
    assert gate is not None
    assert (gate.lanes.value, gate.seconds_per_person.value) == (3, 60)
    assert variants.with_screening(tiny(lanes=None), "bravo", lanes=3).legs == tiny(lanes=None).legs
