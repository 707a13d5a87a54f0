from datetime import date

from safeconduct.model.claim import Kind, Stance
from safeconduct.read.parties import PartyTable
from safeconduct.read.places import Finder
from safeconduct.read.values import Context, destination_of, kind_of, values_in


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
