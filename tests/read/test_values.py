from datetime import date

import pytest

from safeconduct.model.claim import Kind, RoadValue, Stance
from safeconduct.read.parties import PartyTable
from safeconduct.read.places import Finder, Mention
from safeconduct.read.reader import RulesReader
from safeconduct.read.values import NOT_TOLD, OPEN_LATER, Context, destination_of, kind_of, values_in
from tests.read.conftest import Maker


def context(text: str) -> Context:
    return Context(text, date(2022, 6, 15), Finder({"kelm": ("Kelm",)}).find(text), PartyTable((), text))


def test_the_first_value_names_the_kind() -> None:
    text = "people will be taken to Kelm from 08:00 to 10:00 UTC on Friday by bus"
    values, flags = values_in(context(text), [(0, len(text))], len(text), Stance.OFFERS, "say", None)
    assert [v.slot for v in values] == ["window", "destination"]
    assert flags == ()
    assert kind_of(values) is Kind.WINDOW
    assert destination_of(values) == "kelm"


def test_no_value_is_out_of_scope() -> None:
    assert kind_of(()) is Kind.OUT_OF_SCOPE


def test_the_refused_place_is_no_destination() -> None:
    text = "a corridor to Kelm"
    values, _ = values_in(context(text), [(0, len(text))], len(text), Stance.REFUSES, "refuse", None)
    assert [v.slot for v in values] == ["refusal"]


def test_persons_who_came_out_are_not_counted_as_still_there() -> None:
    text = "about 20 people left"
    values, _ = values_in(context(text), [(0, len(text))], len(text), Stance.ASSERTS, "say", None)
    assert [v.slot for v in values] == ["outcome"]


def _read(text: str, stance: Stance, lemma: str) -> tuple[list[str], tuple[str, ...]]:
    values, flags = values_in(context(text), [(0, len(text))], len(text), stance, lemma, None)
    return [v.slot for v in values], flags


def test_what_is_refused_to_a_road_leaves_it_as_it_was() -> None:
    assert _read("to close the road to the harbour", Stance.REFUSES, "refuse")[0] == ["refusal"]
    assert _read("to reopen the mill bridge", Stance.REFUSES, "decline")[0] == ["refusal"]
    assert "road" in _read("the road to the harbour is closed", Stance.ASSERTS, "say")[0]
    assert "road" in _read("a crossing, because the mill bridge is closed", Stance.REFUSES, "refuse")[0]


def test_a_notice_not_given_is_flagged() -> None:
    assert _read("nobody told Lena of the convoy", Stance.ASSERTS, "") == (["notice"], (NOT_TOLD,))
    assert _read("the town had not been told of the convoy", Stance.ASSERTS, "say") == (["notice"], (NOT_TOLD,))
    slots, flags = _read("the town had been told of the convoy", Stance.ASSERTS, "say")
    assert slots == ["notice"]
    assert NOT_TOLD not in flags


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The council refused to close the harbour road.", []),
        ("The council refused to reopen the harbour road.", []),
        ("The council closed the harbour road.", ["closed"]),
        ("The council refuses buses because the harbour road is closed.", ["closed"]),
    ],
)
def test_a_road_that_is_not_closed(reader: RulesReader, report: Maker, text: str, states: list[str]) -> None:
    found = [v for c in reader.read(report(text), (), {}) for v in c.values if isinstance(v, RoadValue)]
    assert sorted({v.state for v in found}) == states


def test_fighters_of_the_next_sentence_flag_the_count(reader: RulesReader, report: Maker) -> None:
    def flagged(text: str) -> bool:
        claim = next(c for c in reader.read(report(text), (), {}) if c.kind is Kind.PEOPLE)
        return "count: fighters are told of among them" in claim.flags

    assert flagged("Around 900 people remain in the camp. Among them are 40 conscripts.")
    assert not flagged("Around 900 people remain in the camp. Among them are 40 children.")


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("the Alder bridge, closed on Monday, will reopen on Friday", True),
        ("the ferry should be back in service tomorrow", True),
        ("the road is expected to be passable by Sunday", True),
        ("the Alder bridge reopened on Friday", False),
        ("the road is closed and will be opened on Friday", False),
        ("the road is open and will be watched", False),
    ],
)
def test_a_road_that_opens_later_says_so(text: str, later: bool) -> None:
    values, flags = values_in(context(text), [(0, len(text))], len(text), Stance.ASSERTS, "say", None)
    assert [v.slot for v in values] == ["road"]
    assert (OPEN_LATER in flags) is later


def test_the_reason_of_a_refusal_tells_of_roads_and_its_act_does_not() -> None:
    text = "to open the north road because the bridge is closed"
    values, _ = values_in(context(text), [(0, len(text))], len(text), Stance.REFUSES, "refuse", None)
    assert [(v.element, v.state) for v in values if isinstance(v, RoadValue)] == [("bridge", "closed")]
    text = "to close the north road"
    values, _ = values_in(context(text), [(0, len(text))], len(text), Stance.REFUSES, "refuse", None)
    assert [v.slot for v in values] == ["refusal"]


def test_a_mention_at_either_edge_is_inside() -> None:
    found = Context(
        "Os, Ny", date(2026, 1, 1), (Mention(0, 2, "os", True), Mention(4, 6, "ny", True)), PartyTable((), "")
    )
    assert [m.place for m in found.inside((0, 6))] == ["os", "ny"]
    assert [m.place for m in found.inside((1, 5))] == []
    assert [(m.start, m.place) for m in found.local((4, 6))] == [(0, "ny")]
