import pytest

from safeconduct.read.window_words import CLOSES, HEADED_ZONE, OPENS, PAST


@pytest.mark.parametrize("lead", ["the gate opens at ", "from ", "as of ", "a convoy will leave at "])
def test_words_ahead_of_an_opening(lead: str) -> None:
    assert OPENS.search(lead)
    assert not CLOSES.search(lead)


@pytest.mark.parametrize("lead", ["until ", "no later than ", "the last bus leaves at ", "it shuts at "])
def test_words_ahead_of_a_closing(lead: str) -> None:
    assert CLOSES.search(lead)


def test_a_zone_for_all_times_is_no_zone_of_one() -> None:
    assert HEADED_ZONE.search("All times UTC")
    assert not HEADED_ZONE.search("from 16.00 to 20.30 hours CEST today")


def test_what_was_open_is_told() -> None:
    assert PAST.search("the gate was open from 7")
    assert not PAST.search("the gate is open from 7")
