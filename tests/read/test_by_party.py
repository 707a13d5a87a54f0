"""What a known party is told to say by a verb no list holds."""

from collections.abc import Callable

import pytest

from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]
Read = Callable[[str], list[Claim]]


@pytest.fixture
def claims(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> Read:
    return lambda text: list(reader.read(report(text), parties, {}))


@pytest.mark.parametrize("verb", ["intimated", "murmured", "telegraphed"])
def test_a_party_that_states_something_by_any_verb(claims: Read, verb: str) -> None:
    (claim,) = claims(f"Ardia {verb} that 300 people remain in the cellars.")
    assert (claim.speaker[0].quote, claim.cue[0].quote, claim.party) == ("Ardia", verb, "x")
    assert claim.value("people") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Ardia brought 300 people to the hall.",
        "Ardia was shelled while 300 people slept in the cellars.",
        "The stranger intimated that 300 people remain in the cellars.",
        "Ardia did not intimate that 300 people remain in the cellars.",
        "Ardia grew wheat.",
    ],
)
def test_deeds_strangers_and_what_was_not_said_are_nobodys_words(claims: Read, text: str) -> None:
    assert not any(c.party == "x" for c in claims(text))


def test_who_somebody_is_said_to_be_is_nothing_said(claims: Read) -> None:
    (claim,) = claims("Ardia's envoy, who speaks in Kelm for the miners, estimated that 300 people remain.")
    assert claim.cue[0].quote == "estimated"
