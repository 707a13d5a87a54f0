import pytest

from safeconduct.read.destinations import destination
from safeconduct.read.places import Finder

PLACES = Finder({"s": ("Svatovo",), "l": ("Lisk",), "h": ("Lisk school",)})


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ("Evacuees will be carried to the city of Svatovo in the north", "s", "the city of Svatovo"),
        ("a corridor to Lisk", "l", "Lisk"),
        ("civilians will be taken north to Svatovo, a city", "s", "Svatovo"),
        ("buses run from Lisk to Svatovo", "s", "Svatovo"),
        ("forty were landed at Svatovo", "s", "Svatovo"),
        ("Lisk school is open all night", "h", "Lisk school"),
        ("Shelter: Lisk school, doors open at six", "h", "Lisk school"),
    ],
)
def test_destination(text: str, place: str, written: str) -> None:
    value = destination(text, PLACES.find(text))
    assert value is not None
    assert (value.place, value.as_written) == (place, written)


@pytest.mark.parametrize(
    "text",
    [
        "the only bridge to Lisk is down",
        "civilians wish to leave the town of Lisk",
        "nobody would be taken to Lisk",
        "the people of Lisk are cut off",
    ],
)
def test_a_place_merely_mentioned_is_none(text: str) -> None:
    assert destination(text, PLACES.find(text)) is None


def test_a_place_alone_is_one_when_something_is_asked() -> None:
    text = "Lisk by the northern lane"
    assert destination(text, PLACES.find(text)) is None
    value = destination(text, PLACES.find(text), bare=True)
    assert value is not None
    assert value.place == "l"
