"""One entry of a log may answer twice; its "we" is whose entry it is."""

from collections.abc import Callable

import pytest

from safeconduct.model.claim import Claim, Stance
from safeconduct.model.report import Party, Report
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]
Read = Callable[[str], list[Claim]]


@pytest.fixture
def claims(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> Read:
    return lambda text: list(reader.read(report(text), parties, {}))


def _acts(rows: list[Claim]) -> list[tuple[Stance, str]]:
    return [(c.stance, c.content[0].quote) for c in rows if c.relayed_by is None]


def test_a_refusal_and_an_acceptance_are_two(claims: Read) -> None:
    assert _acts(claims("0622 Ardia: we do NOT agree to K. We agree to route M, same hours.")) == [
        (Stance.REFUSES, "we do NOT agree to K."),
        (Stance.ACCEPTS, "We agree to route M, same hours."),
    ]
    assert _acts(claims("0700 Ordia: Accepted. But we will not open the gate.")) == [
        (Stance.ACCEPTS, "Accepted."),
        (Stance.REFUSES, "But we will not open the gate."),
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("0745 Ardia: correction - accepted, provided the drivers are unarmed.", Stance.ACCEPTS),
        ("0731 Ardia: rejected.", Stance.REFUSES),
        ("0812 Ordia: Reply - agreed. Buses leave at noon.", Stance.ACCEPTS),
        ("0815 Ordia: Decision: refused.", Stance.REFUSES),
        ("0816 Ordia: correction - nine wagons, eleven were written.", Stance.ASSERTS),
    ],
)
def test_one_answer_is_one_claim(claims: Read, text: str, act: Stance) -> None:
    ((stance, _),) = _acts(claims(text))
    assert stance is act


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("0830 Ardia: where Ordia says 34 we count 50.", "34"),
        ("0915 Ordia: Ardia says 12 and I saw 20.", "12"),
        ("0930 Ordia: Ardia says we shelled the mill.", "we shelled the mill"),
    ],
)
def test_we_is_whose_turn_it_is(claims: Read, text: str, theirs: str) -> None:
    (inner,) = [c for c in claims(text) if c.relayed_by is not None]
    assert inner.content[0].quote.rstrip(".") == theirs
