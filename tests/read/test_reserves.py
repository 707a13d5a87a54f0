from datetime import date

import pytest

from safeconduct.read.reserves import reserves

FRIDAY = date(2027, 1, 22)


@pytest.mark.parametrize(
    ("text", "what", "present", "days"),
    [
        ("there are reserves inside", "reserves", True, None),
        ("there is food for 3 days", "food", True, 3),
        ("there is no water", "water", False, None),
        ("medicine is running out", "medicine", None, None),
    ],
)
def test_reserves(text: str, what: str, present: bool | None, days: int | None) -> None:
    (value,) = reserves(text, FRIDAY)
    assert (value.what, value.present, value.days) == (what, present, days)


def stock(text: str) -> list[tuple[str, bool | None, int | None]]:
    return [(v.what, v.present, v.days) for v in reserves(text, FRIDAY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("flour for ten days, but almost no insulin", [("flour", True, 10), ("insulin", False, None)]),
        ("food will last a week", [("food", True, 7)]),
        ("insulin will be finished on Monday", [("insulin", True, 3)]),
        ("Maize: about 6 days", [("maize", True, 6)]),
        ("Chlorine tablets: none", [("chlorine tablets", False, None)]),
        ("oxygen is sufficient for 36 hours", [("oxygen", True, None)]),
        ("fuel ran out on Tuesday", [("fuel", False, None)]),
        ("drinking water for no more than a day", [("drinking water", True, 1)]),
        ("medicines are in short supply", [("medicines", None, None)]),
        ("flour for twelve days and coal for four", [("flour", True, 12), ("coal", True, 4)]),
        ("the road is under water", []),
    ],
)
def test_stock_in_many_words(text: str, found: list[tuple[str, bool | None, int | None]]) -> None:
    assert stock(text) == found
