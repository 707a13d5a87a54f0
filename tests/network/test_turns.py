"""Turn restrictions as arcs: over a node, over ways, demanded, excepted, and those that cannot be placed."""

from __future__ import annotations

from pathlib import Path

from safeconduct.network.osm import read_osm
from safeconduct.network.roadnet import RoadNet
from tests.network.extracts import ROW, made, real

HIGHWAY = {"highway": "primary"}
#: A crossroads at 2: west 7, east 8, north 9; and 10 parallel to 8 from 12.
WAYS = [(7, [1, 2], HIGHWAY), (8, [2, 3], HIGHWAY), (9, [2, 12], HIGHWAY), (10, [12, 13], HIGHWAY)]


def arc(net: RoadNet, way: int, *, against: bool = False) -> int:
    return 2 * net.edges_of(f"way/{way}")[0] + against


def restriction(
    kind: str, *members: tuple[str, int, str], **tags: str
) -> tuple[int, list[tuple[str, int, str]], dict[str, str]]:
    return 1, list(members), {"type": "restriction", "restriction": kind, **tags}


def test_over_a_node(tmp_path: Path) -> None:
    net, report = made(
        tmp_path,
        ROW,
        WAYS,
        [restriction("no_left_turn", ("w", 7, "from"), ("n", 2, "via"), ("w", 9, "to"), **{"except": "bus;emergency"})],
    )
    (turn,) = net.turns
    assert turn.arcs == (arc(net, 7), arc(net, 9))
    assert (turn.demands, turn.excepts, turn.applies_to) == (False, ("bus", "emergency"), "")
    assert report.turns == 1


def test_demanded_and_against_the_drawn_direction(tmp_path: Path) -> None:
    members = (("w", 8, "from"), ("n", 2, "via"), ("w", 7, "to"))
    net, _ = made(tmp_path, ROW, WAYS, [restriction("only_straight_on", *members)])
    assert [(turn.arcs, turn.demands) for turn in net.turns] == [
        ((arc(net, 8, against=True), arc(net, 7, against=True)), True)
    ]


def test_over_a_way(tmp_path: Path) -> None:
    members = (("w", 7, "from"), ("w", 9, "via"), ("w", 10, "to"))
    net, _ = made(tmp_path, ROW, WAYS, [restriction("no_right_turn", *members)])
    assert [turn.arcs for turn in net.turns] == [(arc(net, 7), arc(net, 9), arc(net, 10))]


def test_no_u_turn_forbids_going_back_not_going_on(tmp_path: Path) -> None:
    ways = [(7, [1, 2, 3], HIGHWAY), (9, [2, 12], HIGHWAY)]
    members = (("w", 7, "from"), ("n", 2, "via"), ("w", 7, "to"))
    net, _ = made(tmp_path, ROW, ways, [restriction("no_u_turn", *members)])
    first, second = net.edges_of("way/7")
    assert {turn.arcs for turn in net.turns} == {(2 * first, 2 * first + 1), (2 * second + 1, 2 * second)}


def test_those_that_cannot_be_placed_are_counted(tmp_path: Path) -> None:
    net, report = made(
        tmp_path,
        ROW,
        WAYS,
        [
            (
                1,
                [("w", 7, "from"), ("n", 2, "via"), ("w", 99, "to")],
                {"type": "restriction", "restriction": "no_left_turn"},
            ),
            (
                2,
                [("w", 7, "from"), ("n", 3, "via"), ("w", 9, "to")],
                {"type": "restriction", "restriction": "no_left_turn"},
            ),
            (3, [("w", 7, "from"), ("w", 9, "to")], {"type": "restriction", "restriction": "no_left_turn"}),
            (4, [("w", 7, "from"), ("n", 2, "via"), ("w", 9, "to")], {"type": "restriction", "restriction": "maybe"}),
            (5, [("w", 7, "from"), ("n", 2, "via"), ("w", 9, "to")], {"type": "route", "restriction": "no_left_turn"}),
        ],
    )
    assert net.turns == ()
    assert report.repairs["restrictions whose ways do not meet here"] == 2
    assert report.repairs["restrictions with missing members"] == 1
    assert report.repairs["restrictions of unknown kind"] == 1


def test_for_one_kind_of_vehicle(tmp_path: Path) -> None:
    members = [("w", 7, "from"), ("n", 2, "via"), ("w", 9, "to")]
    net, _ = made(tmp_path, ROW, WAYS, [(1, members, {"type": "restriction", "restriction:hgv": "no_left_turn"})])
    assert [turn.applies_to for turn in net.turns] == ["hgv"]


def test_reisterstowns_restriction_over_a_way() -> None:
    net, _ = read_osm(real("reisterstown-via-restriction"))
    assert any(len(turn.arcs) > 2 for turn in net.turns)
