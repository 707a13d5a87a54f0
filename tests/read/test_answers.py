import pytest

from safeconduct.model.claim import Stance
from safeconduct.model.report import Party
from safeconduct.read.answers import answer
from safeconduct.read.parties import PartyTable

TABLE = PartyTable((Party(id="y", label="Ordia side", aliases=("Ordia",), zone="UTC"),), "")


def test_a_refusal_keeps_place_and_reason() -> None:
    value = answer("it was deemed impossible because the bridge is gone", "", Stance.REFUSES, TABLE, "l", "deem")
    assert value is not None
    assert (value.slot, value.place, value.reason) == ("refusal", "l", "the bridge is gone")


def test_the_reason_may_follow_the_content() -> None:
    value = answer("a corridor", ", saying that the bridge is gone.", Stance.REFUSES, TABLE, None, "refuse")
    assert value is not None
    assert value.reason == "the bridge is gone"


@pytest.mark.parametrize("text", ["that it had informed Ordia of its offer", "that Ordia had been told of its offer"])
def test_a_notice_names_the_other_party(text: str) -> None:
    value = answer(text, "", Stance.ASSERTS, TABLE, None, "say")
    assert value is not None
    assert (value.slot, value.addressee) == ("notice", "Ordia")


def test_no_notice_without_a_party_or_when_denied() -> None:
    assert answer("that people had been told of it", "", Stance.ASSERTS, TABLE, None, "say") is None
    assert answer("that Ordia had not been told of it", "", Stance.ASSERTS, TABLE, None, "say") is None


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("no thanks, too shallow", "refusal"),
        ("the families will not leave without their animals", "refusal"),
        ("its request for a pause had been turned down", "refusal"),
        ("the request has been granted for six persons", "acceptance"),
        ("it had received a letter about the passage", "notice"),
        ("nobody in the hall had been told about any corridor", "notice"),
        ("the road is wet", None),
    ],
)
def test_answers_told_with_a_plain_verb(text: str, slot: str | None) -> None:
    value = answer(text, "", Stance.ASSERTS, TABLE, None, "say")
    assert (value.slot if value is not None else None) == slot


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("nobody had informed Ordia of the hours", None),
        ("no one has notified Ordia of the hours", None),
        ("it hadn't yet informed Ordia of the offer", None),
        ("nobody doubts it; it informed Ordia of the hours", "Ordia"),
    ],
)
def test_a_notice_nobody_gave_reached_nobody(text: str, addressee: str | None) -> None:
    value = answer(text, "", Stance.ASSERTS, TABLE, None, "say")
    assert value is not None
    assert (value.slot, value.addressee) == ("notice", addressee)
