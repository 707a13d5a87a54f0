import pytest

from safeconduct.read.movement import destination, outcome, transport
from safeconduct.read.places import Finder

PLACES = Finder({"s": ("Svatovo",), "l": ("Lisk",)})


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ("Evacuees will be carried to the city of Svatovo in the north", "s", "the city of Svatovo"),
        ("a corridor to Lisk", "l", "Lisk"),
        ("civilians will be taken north to Svatovo, a city", "s", "Svatovo"),
    ],
)
def test_destination(text: str, place: str, written: str) -> None:
    value = destination(text, PLACES.find(text))
    assert value is not None
    assert (value.place, value.as_written) == (place, written)


def test_a_bridge_to_a_place_is_no_destination() -> None:
    text = "the only bridge to Lisk is down"
    assert destination(text, PLACES.find(text)) is None


def test_transport_is_what_is_provided() -> None:
    value = transport("boats and buses will take people")
    assert value is not None
    assert (value.what, value.count) == ("boats and buses", None)
    value = transport("it will provide 40 buses")
    assert value is not None
    assert value.count == 40
    assert transport("it gives no number of buses") is None
    assert transport("the bridge can be used by high lorries") is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("one man, 74 years old, had come out", 1),
        ("about 20 people left", 20),
        ("more than 20 people left", None),
        ("between 150 and 200 residents were evacuated", None),
        ("nobody has come out", 0),
        ("fire stopped the corridor", None),
    ],
)
def test_outcome_states_a_number_only_where_one_is_exact(text: str, people: int | None) -> None:
    value = outcome(text)
    assert value is not None
    assert value.people == people


def test_no_outcome() -> None:
    assert outcome("people can leave the plant") is None
