import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.claim import Hedge
from safeconduct.read.numbers import amounts, number_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("two dozen", 24, 24),
        ("a couple of dozen", 24, 24),
        ("half a million", 500_000, 500_000),
        ("1.5 thousand", 1500, 1500),
        ("two and a half thousand", 2500, 2500),
        ("eleven hundred", 1100, 1100),
        ("one hundred and six", 106, 106),
        ("9k", 9000, 9000),
        ("1 200", 1200, 1200),
        ("no fewer than 40", 40, None),
        ("well over two hundred", 201, None),
        ("500+", 500, None),
        ("60 or more", 60, None),
        ("fewer than 200", None, 199),
        ("at most 2,000", None, 2000),
        ("70 or fewer", None, 70),
        ("300-400", 300, 400),
        ("between 300 and 400", 300, 400),
        ("between fifteen hundred and two thousand", 1500, 2000),
        ("four, perhaps five thousand", 4000, 5000),
        ("four to five thousand", 4000, 5000),
        ("two or three", 2, 3),
        ("scores", 40, 99),
        ("several hundred", 300, 999),
        ("dozens, not hundreds", 24, 99),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None) -> None:
    (amount,) = amounts(text)
    assert (amount.low, amount.high, amount.doubt) == (low, high, None)


@pytest.mark.parametrize(
    "text", ["more than -500", "12345678901234567890123456", "400 to 300", "between 400 and 300", "2,00", "12.5"]
)
def test_what_is_no_count_is_doubted_and_has_no_bounds(text: str) -> None:
    (amount,) = amounts(text)
    assert (amount.low, amount.high) == (None, None)
    assert amount.doubt


def test_orders_writers_differ_on_are_read_and_doubted() -> None:
    (amount,) = amounts("a few hundred")
    assert (amount.low, amount.high) == (200, 999)
    assert amount.doubt


@pytest.mark.parametrize("text", ["at 05:30", "6pm", "km 157+800", "D14"])
def test_what_is_no_amount(text: str) -> None:
    assert [a for a in amounts(text) if a.low is not None and a.doubt is None and text[a.start : a.end] == text] == []


def test_a_hedge_is_kept() -> None:
    assert [a.hedge for a in amounts("about 40, 50 or so, up to 60")] == [Hedge.ABOUT, Hedge.ABOUT, Hedge.AT_MOST]


@given(st.integers(min_value=0, max_value=999_999))
def test_digits_with_commas_are_read_back(number: int) -> None:
    (amount,) = amounts(f"{number:,}")
    assert amount.exactly == number
    assert number_of(f"{number:,}") == number


@given(st.text(alphabet="0123456789,.- to", max_size=30))
def test_amounts_lie_in_the_text_in_order(text: str) -> None:
    found = amounts(text)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert [a.start for a in found] == sorted(a.start for a in found)


def test_a_row_of_figures_is_no_number() -> None:
    """Longer than any float: nothing is read of it, and nothing fails."""
    row = "The gauge showed " + " ".join(str(n) for n in range(101, 950, 7)) + " people."
    found = amounts(row)
    assert all(a.exactly is None or a.exactly < 1000 for a in found)
    assert "row of numbers" in (found[-1].doubt or "")
    assert amounts("7" * 400)[0].exactly is None


@pytest.mark.parametrize(
    ("text", "number", "doubted"),
    [
        ("By 10 400 residents had gathered", 10_400, True),
        ("At 23 150 people were inside", 23_150, True),
        ("Some 10 400 residents had gathered", 10_400, False),
        ("By noon 10 400 residents had gathered", 10_400, False),
        ("By 45 400 residents had gathered", 45_400, False),
    ],
)
def test_an_hour_before_a_count_is_doubted(text: str, number: int, doubted: bool) -> None:
    (found,) = amounts(text)
    assert found.exactly == number
    assert (found.doubt is not None) == doubted


def test_a_raised_digit_is_no_part_of_a_number() -> None:
    (found,) = amounts("300\u00b2 people remain")
    assert found.exactly == 300
    assert found.doubt is not None
    assert [a.exactly for a in amounts("3\u00b900 people remain")] == []


def test_between_in_capitals_parts_two_numbers() -> None:
    (found,) = amounts("BETWEEN FIFTEEN HUNDRED AND TWO THOUSAND PEOPLE")
    assert (found.low, found.high) == (1500, 2000)
