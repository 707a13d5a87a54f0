"""What is not said of a road, what is only spoken of, and what holds now."""

import pytest

from safeconduct.read.infrastructure import road_states


def states(text: str, before: str = "") -> list[tuple[str, str]]:
    return [(road.value.element, road.value.state) for road in road_states(text, before=before)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kell Bridge, reported closed this morning, is open again", [("bridge", "open")]),
        ("The Kell Bridge, reported open this morning, is closed again", [("bridge", "closed")]),
        ("The Kell Bridge was closed at noon and has now reopened", [("bridge", "open")]),
        ("The Kell Bridge was closed at noon and has not reopened", [("bridge", "closed")]),
        ("The Kell Bridge is damaged, foot only", [("bridge", "foot only")]),
        ("The Kell Bridge is damaged, cars pass slowly", [("bridge", "damaged")]),
        ("the council refused to close the harbour road", []),
        ("the council closed the harbour road", [("road", "closed")]),
        ("the council threatened to block the harbour road", []),
        ("the general declined to reopen the harbour road", []),
        ("it could not confirm whether the harbour road was passable", [("road", "unknown")]),
        ("it confirmed that the harbour road was passable", [("road", "open")]),
        ("he had not said the harbour road was closed", []),
        ("he had said the harbour road was closed", [("road", "closed")]),
    ],
)
def test_what_holds_of_a_road(text: str, expected: list[tuple[str, str]]) -> None:
    assert states(text) == expected


def test_what_was_not_said_of_it_is_not_pointed_back() -> None:
    before = "The ferry sails from the old pier. "
    assert states("He said that it was closed", before) == [("ferry", "closed")]
    assert states("He had not said that it was closed", before) == []


def test_a_clock_does_not_end_what_is_said() -> None:
    (road,) = road_states("The Kell Bridge will reopen at 6 a.m. Friday, weather permitting")
    assert road.value.as_written.endswith("weather permitting")
    (road,) = road_states("The Kell Bridge shut at 6 a.m. The coast is calm")
    assert road.value.as_written.endswith("6 a.m")
