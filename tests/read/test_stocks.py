import pytest

from safeconduct.read.stocks import GENERIC, STOCK


@pytest.mark.parametrize("what", ["drinking water", "maize meal", "oral rehydration salts", "heating oil", "blankets"])
def test_a_kind_of_stock_is_its_whole_name(what: str) -> None:
    match = STOCK.search(f"the camp has {what} for a day")
    assert match is not None
    assert match["what"] == what


@pytest.mark.parametrize("text", ["the water network", "a fuel depot", "the power station", "a bread queue"])
def test_a_thing_named_after_a_stock_is_none(text: str) -> None:
    assert STOCK.search(text) is None


def test_supplies_of_no_kind() -> None:
    assert GENERIC.fullmatch("emergency supplies")
    assert not GENERIC.fullmatch("medical supplies")
