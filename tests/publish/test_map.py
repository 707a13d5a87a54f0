"""The map says that it is schematic, when and on whose word; labels keep off each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from safeconduct.model.place import RoadState
from safeconduct.model.resource import Resource
from safeconduct.publish import tokens
from safeconduct.publish.labels import Board, Box, Label
from safeconduct.publish.ledger import build_ledger
from safeconduct.publish.map import map_svg
from safeconduct.publish.picture import picture_svg
from tests.publish import sample
from tests.tiny import known, tiny


def drawn(state: RoadState) -> str:
    dossier = replace(sample.dossier(), situation=tiny(bridge=state))
    found = map_svg(dossier, build_ledger(dossier))
    assert found is not None
    return found


def test_it_says_what_it_is() -> None:
    svg = drawn(RoadState.CLOSED)
    for words in ("schematic – not surveyed", "As of 14 Jun 2022", "Legend", " km", "closed to vehicles", "Old Bridge"):
        assert words in svg


def test_unknown_is_a_word_and_a_dash() -> None:
    svg = drawn(RoadState.UNKNOWN)
    assert "state unknown" in svg
    assert "stroke-dasharray" in svg


def test_no_situation_no_map() -> None:
    assert map_svg(sample.draft(), build_ledger(sample.draft())) is None


def test_labels_of_near_points_do_not_overlap() -> None:
    board = Board(frame=Box(left=0, top=0, right=400, bottom=400))
    placed = [
        board.place(
            Label(
                x=200 + 12 * n,
                y=200,
                lines=("A bridge", "closed"),
                size=12,
                bold=True,
                colour="ink",
                second="no",
                reach=10,
            )
        )
        for n in range(5)
    ]
    assert all(a.box.overlap(b.box) == 0 for a, b in combinations(placed, 2))


def test_the_picture_ties_a_sentence_to_a_number() -> None:
    svg = picture_svg(sample.dossier())
    assert "One sentence of a report" in svg
    assert "Old Bridge" in svg
    assert "2,500" not in svg


def test_a_narrow_place_is_drawn_loud() -> None:
    """An open road that is no bridge is told among the crossings once a checkpoint lies on it."""
    plain = sample.dossier()
    assert plain.situation is not None
    road = next(r for r in plain.situation.roads if r.kind == "road")
    gate = Resource(
        id="gate", name="Gate", kind="checkpoint", road=road.id, lanes=known(1), slot_minutes=known(5),
        delay_loaded=known(5), delay_empty=known(0),
    )  # fmt: skip
    lane = replace(road, name="Gatehouse lane")
    roads = tuple(lane if r.id == road.id else r for r in plain.situation.roads)
    plain = replace(plain, situation=replace(plain.situation, roads=roads))
    assert plain.situation is not None
    marked = replace(plain, situation=replace(plain.situation, resources=(gate,)))
    before, after = (map_svg(dossier, build_ledger(dossier)) or "" for dossier in (plain, marked))
    told = f"{lane.name}: {tokens.STATES['open'].word}"
    assert told not in before.split("</desc>")[0]
    assert told in after.split("</desc>")[0]
