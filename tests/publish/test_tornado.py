"""What the days hang on: bars as long as the report says, nothing drawn that chance could have given."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from safeconduct.model.stress import Leaning, Removed, StressReport, Swing
from safeconduct.publish.tornado import PRIORS, causes_of, ticks, tornado_svg
from safeconduct.stress.priors import NAMES
from tests.publish.test_stressed import report


def removed(disturbance: str, gain: float, half_width: float) -> Removed:
    return Removed(
        disturbance=disturbance, says="", of=200, before=10, after=14, gain=gain, half_width=half_width
    )  # fmt: skip


def stressed() -> StressReport:
    """Two gains, one as wide as its interval; one leaning around a mean of 60."""
    gains = (removed("late start", 40.0, 10.0), removed("pirates", 20.0, 5.0), removed("breakdowns", 3.0, 3.0))
    leans = (Leaning(what="late start", weakest=90.0, strongest=30.0),)
    return replace(report(), removed=gains, leanings=leans)


@pytest.mark.parametrize("width", [880, 360])
def test_a_bar_reaches_to_its_gain_and_the_hatching_covers_its_interval(width: int) -> None:
    picture = tornado_svg(stressed(), "t", width)
    ElementTree.fromstring(picture)
    hatched = [
        tuple(map(float, found)) for found in re.findall(r'<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*url', picture)
    ]
    (first, wide), (second, narrow) = hatched
    assert wide == pytest.approx(2 * narrow, abs=0.2), "20 persons wide, and 10"
    pixels = wide / 20
    assert first - second == pytest.approx(15 * pixels, abs=0.3), "30 persons at the least, and 15"


def test_what_chance_could_have_given_is_named_and_not_drawn() -> None:
    picture = tornado_svg(stressed(), "t")
    assert "Not told apart from chance: breakdowns." in picture
    assert "+3 ± 3" not in re.sub(r"<desc.*?</desc>", "", picture)
    assert "pirates" in picture, "a disturbance without words of its own keeps its name"


def test_ends_are_told_by_mark_and_by_number_never_by_colour_alone() -> None:
    picture = tornado_svg(stressed(), "t")
    assert "90 → 30" in picture
    circles = re.findall(r'<circle cx="([\d.]+)"[^>]*class="([^"]+)"', picture)
    assert len({look for _, look in circles}) == 2, "an empty ring and a full disc"
    ring, disc = circles[2:]
    assert float(ring[0]) > float(disc[0]), "90 out where it was least lies right of 30 where it was most"


def test_without_anything_to_say_nothing_is_drawn() -> None:
    still = replace(report(), removed=(), leanings=())
    assert tornado_svg(still, "t") == ""
    assert causes_of(still, "t") is None
    half = tornado_svg(replace(stressed(), leanings=()), "t")
    assert "Days with least" not in half
    assert "If one thing never happened" in half


def test_the_tables_hold_every_row_of_the_report() -> None:
    found = causes_of(stressed(), "t")
    assert found is not None
    assert [(row.cause, row.gain, row.everyone) for row in found.removed] == [
        ("opening late", "+40 ± 10", "10 → 14 of 200"),
        ("pirates", "+20 ± 5", "10 → 14 of 200"),
        ("breakdowns", "+3 ± 3", "10 → 14 of 200"),
    ]
    assert [(row.what, row.least, row.most) for row in found.leans] == [("opening late", "90", "30")]


def test_ticks_are_round_and_few() -> None:
    assert ticks(0, 42, 6) == [0, 10, 20, 30, 40]
    assert ticks(13, 42, 4) == [20, 30, 40]
    assert ticks(0, 0.4, 4) == [0]


def swing(prior: str, at_low: float, at_high: float, half_width: float = 1.0, unit: str = "factor") -> Swing:
    return Swing(
        prior=prior, says="", unit=unit, low=0.5, high=2.0, of=100, at_low=at_low, at_high=at_high,
        low_half_width=half_width, high_half_width=half_width,
    )  # fmt: skip


def tried() -> StressReport:
    """Three priors at their ends: one both ways, one that hurts at both, one that chance could have given."""
    bars = (
        swing("screening", 30.0, -20.0),
        swing("weather", -5.0, -25.0, unit="chance"),
        swing("crowd", 2.0, -2.0, half_width=3.0),
    )
    return replace(stressed(), removed=(), tornado=bars)


@pytest.mark.parametrize("width", [880, 360])
def test_a_bar_of_the_tornado_reaches_from_its_low_end_to_its_high_end(width: int) -> None:
    picture = tornado_svg(tried(), "t", width)
    ElementTree.fromstring(picture)
    bars = [
        tuple(map(float, found))
        for found in re.findall(r'<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*height="7"', picture)
    ]
    (first, wide), (second, narrow) = bars
    assert wide == pytest.approx(50 * narrow / 20, abs=0.3), "from -20 to 30, and from -25 to -5"
    assert first - second == pytest.approx(5 * narrow / 20, abs=0.3), "-20 lies right of -25"
    circles = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', picture)][2:]
    assert circles == pytest.approx([first + wide, first, second + narrow, second], abs=0.2), "low end, then high end"
    assert "+30 → -20" in picture


def test_an_end_that_chance_could_have_given_is_not_drawn_but_in_the_table() -> None:
    found = causes_of(tried(), "t")
    assert found is not None
    assert "people there" not in re.sub(r"<desc.*?</desc>", "", found.wide)
    assert [(row.what, row.low, row.at_low, row.high, row.at_high) for row in found.swings] == [
        ("slowness of screening", "0.5 times", "+30 ± 1", "2 times", "-20 ± 1"),
        ("bad weather", "50 %", "-5 ± 1", "200 %", "-25 ± 1"),
        ("people there", "0.5 times", "+2 ± 3", "2 times", "-2 ± 3"),
    ]
    assert found.tried == "100"


def test_where_the_ends_were_tried_the_fifths_are_not_shown() -> None:
    """One tornado on a page, not two that differ."""
    found = causes_of(tried(), "t")
    assert found is not None
    assert found.leans == ()
    assert "Days with least" not in found.wide
    assert "Days with least" in tornado_svg(stressed(), "t")


def test_every_prior_has_words_of_its_own() -> None:
    assert set(PRIORS) == set(NAMES)


def test_fifths_that_chance_could_have_given_are_not_drawn() -> None:
    """60 persons apart with an interval of 60: nothing is told; a little less wide, and it is."""
    for half_width, drawn in ((60.0, False), (59.9, True)):
        lean = replace(stressed().leanings[0], half_width=half_width)
        picture = tornado_svg(replace(stressed(), removed=(), leanings=(lean,)), "t")
        assert ("Days with least" in picture) is drawn
