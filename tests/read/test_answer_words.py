import pytest

from safeconduct.read.answer_words import OF_WORDS, accepted, may_notify, refused


@pytest.mark.parametrize("text", ["they will not leave", "Kell is out of the question", "permission was denied"])
def test_refused(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize("text", ["the river will not rise", "No. 118", "Refuse will be collected a day later"])
def test_not_refused(text: str) -> None:
    assert not refused(text)


def test_what_must_come_first_is_no_acceptance() -> None:
    assert accepted("a ceasefire was signed")
    assert not accepted("before a ceasefire was signed")


def test_talk_is_no_movement() -> None:
    assert OF_WORDS.match("to confirm the account")
    assert not OF_WORDS.match("to leave")


def test_every_notice_names_something_made_known() -> None:
    assert may_notify("the letter was handed over")
    assert not may_notify("the bus left")
