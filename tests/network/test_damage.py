"""The ledger of states: what stands when, what a report alone does, undo; and times under damage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.place import RoadState
from safeconduct.network.damage import Ledger, road_ids, standing
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import Unknown, arc_times
from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, made

NOON = datetime(2022, 6, 13, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROAD = {"highway": "primary"}
PROFILES = load_profiles()
WAYS = [
    (7, [1, 2, 3], ROAD),
    (8, [2, 12], {**ROAD, "bridge": "yes", "oneway": "yes"}),
    (9, [3, 13], {"highway": "footway"}),
    (10, [4, 14], {"route": "ferry", "duration": "0:01"}),
    (11, [5, 15], {"route": "ferry"}),
]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> RoadNet:
    return made(tmp_path_factory.mktemp("net"), ROW, WAYS)[0]


def said(ledger: Ledger, state: RoadState, *roads: str, **other: Any) -> Ledger:
    values: dict[str, Any] = {
        "at": NOON, "by": "road officer", "roads": roads or ("way/8",), "chosen": "way/8", "state": state,
        "since": None, "until": None, "source": "driver", "claims": (), "confirmed": True,
    }  # fmt: skip
    return ledger.add(**{**values, **other})


def states(net: RoadNet, ledger: Ledger, at: datetime = NOON) -> dict[str, RoadState]:
    return {net.road_id(edge): state for edge, state in standing(net, ledger, at).states.items()}


def test_the_last_confirmed_entry_stands(net: RoadNet) -> None:
    ledger = said(said(Ledger(), RoadState.CLOSED), RoadState.FOOT_ONLY)
    assert states(net, ledger) == {"way/8/0": RoadState.FOOT_ONLY}
    assert standing(net, ledger, NOON).rests_on[net.edges_of("way/8")[0]].number == 2


def test_a_state_holds_from_its_beginning_to_its_end_and_then_the_one_before(net: RoadNet) -> None:
    ledger = said(Ledger(), RoadState.ONE_LANE, since=NOON - 2 * HOUR)
    ledger = said(ledger, RoadState.CLOSED, since=NOON, until=NOON + HOUR)
    at = [NOON - HOUR, NOON, NOON + HOUR - timedelta(seconds=1), NOON + HOUR]
    assert [states(net, ledger, when)["way/8/0"].value for when in at] == ["one-lane", "closed", "closed", "one-lane"]


def test_a_state_of_which_nobody_said_since_when_holds_from_its_record_on(net: RoadNet) -> None:
    ledger = said(Ledger(), RoadState.CLOSED)
    assert (states(net, ledger, NOON - HOUR), states(net, ledger)) == ({}, {"way/8/0": RoadState.CLOSED})
    later = said(ledger, RoadState.OPEN, at=NOON + HOUR, since=NOON - HOUR)
    assert states(net, later) == {"way/8/0": RoadState.OPEN}, "as it is known now"
    assert states(net, later.known_by(NOON)) == {"way/8/0": RoadState.CLOSED}, "as it was known then"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("closed", False)], "unknown"),
        ([("open", False)], None),
        ([("open", True), ("closed", False)], "unknown"),
        ([("closed", True), ("open", False)], "closed"),
        ([("closed", True), ("foot only", False)], "closed"),
        ([("closed", False), ("open", True)], "open"),
        ([("open", True), ("open", False)], "open"),
    ],
)
def test_only_a_confirmed_state_closes_or_reopens(
    net: RoadNet, entries: list[tuple[str, bool]], expected: str | None
) -> None:
    ledger = Ledger()
    for state, confirmed in entries:
        ledger = said(ledger, RoadState(state), confirmed=confirmed)
    assert states(net, ledger).get("way/8/0") == expected


def test_a_reported_closure_is_leaned_on_and_a_confirmed_one_shuts(net: RoadNet) -> None:
    edge = net.edges_of("way/8")[0]
    base = arc_times(net, PROFILES, "bus")
    reported = standing(net, said(Ledger(), RoadState.CLOSED, confirmed=False), NOON)
    times = arc_times(net, PROFILES, "bus", states=reported.states)
    assert times.deciseconds[2 * edge] >= base.deciseconds[2 * edge]
    assert times.unknown[edge] & Unknown.STATE
    assert reported.closed(base, times) == ()
    shut = standing(net, said(Ledger(), RoadState.CLOSED), NOON)
    without = arc_times(net, PROFILES, "bus", states=shut.states)
    assert without.deciseconds[2 * edge] == -1
    assert shut.closed(base, without) == (edge,)
    path = standing(net, said(Ledger(), RoadState.CLOSED, "way/9"), NOON)
    assert path.closed(base, arc_times(net, PROFILES, "bus", states=path.states)) == (), "no bus could use it anyway"
    slow = standing(net, said(Ledger(), RoadState.ONE_LANE), NOON)
    assert slow.closed(base, arc_times(net, PROFILES, "bus", states=slow.states)) == ()


def test_undo_keeps_the_history_and_brings_back_what_was_before(net: RoadNet) -> None:
    ledger = said(said(Ledger(), RoadState.ONE_LANE), RoadState.CLOSED)
    undone = ledger.undo(None, at=NOON + HOUR, by="road officer", why="wrong bridge")
    assert undone.entries[:2] == ledger.entries
    assert (undone.entries[2].undoes, undone.entries[2].source) == (2, "wrong bridge")
    assert states(net, undone) == {"way/8/0": RoadState.ONE_LANE}
    again = undone.undo(None, at=NOON + HOUR, by="road officer", why="that one too")
    assert again.entries[3].undoes == 1
    assert states(net, again) == {}
    for number in (None, 1, 3, 0, 9):
        with pytest.raises(NotFound):
            again.undo(number, at=NOON, by="road officer", why="x")


def test_an_entry_that_exists_is_whole() -> None:
    good = said(Ledger(), RoadState.CLOSED).entries[0]
    for change in (
        {"roads": ()},
        {"source": " "},
        {"by": ""},
        {"since": NOON, "until": NOON},
    ):
        with pytest.raises(InputError):
            replace(good, **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="UTC"):
        replace(good, at=NOON.replace(tzinfo=None))
    with pytest.raises(InputError, match="should"):
        Ledger((replace(good, number=2),))


def test_age_counts_from_the_day_it_speaks_of() -> None:
    entry = said(Ledger(), RoadState.CLOSED, since=NOON - 48 * HOUR).entries[0]
    assert entry.age(NOON) == 2
    assert replace(entry, since=None).age(NOON + 24 * HOUR) == 1


def test_road_ids_name_whole_ways_and_pieces(net: RoadNet) -> None:
    assert road_ids(net, net.edges_of("way/7")) == ("way/7",)
    assert road_ids(net, [net.edges_of("way/7/1")[0], *net.edges_of("way/8")]) == ("way/7/1", "way/8")
    found = net.edges_by_road(["way/7", "way/7/1", "way/99", "way/7/x", "river/7", "node/3"])
    assert found["way/7"] == net.edges_of("way/7")
    assert found["way/7/1"] == net.edges_of("way/7/1")
    assert [found[road] for road in ("way/99", "way/7/x", "river/7", "node/3")] == [()] * 4


def test_states_of_roads_that_are_not_in_the_network_are_listed(net: RoadNet) -> None:
    found = standing(net, said(Ledger(), RoadState.CLOSED, "way/8", "way/99"), NOON)
    assert (found.strangers, len(found.states)) == (("way/99",), 1)
