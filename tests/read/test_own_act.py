"""That somebody accepts, refuses or offers is said of who does it, never of who tells it."""

from collections.abc import Callable

import pytest

from safeconduct.model.claim import Claim, Kind, Stance
from safeconduct.model.report import Party, Report
from safeconduct.read.own_act import DENIED, HEARSAY, TOLD, UNDONE, UNNAMED
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]
Read = Callable[[str], list[Claim]]
ACTS = (Stance.ACCEPTS, Stance.REFUSES, Stance.OFFERS)
ANSWERS = (Kind.ACCEPTANCE, Kind.REFUSAL)


@pytest.fixture
def claims(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> Read:
    return lambda text: list(reader.read(report(text), parties, {}))


def _of(rows: list[Claim], speaker: str) -> Claim:
    return next(c for c in rows if c.speaker and c.speaker[0].quote.lower() == speaker)


def _answers(claim: Claim) -> bool:
    return claim.kind in ANSWERS or any(v.slot in ("acceptance", "refusal") for v in claim.values)


@pytest.mark.parametrize(
    ("text", "teller", "doer", "act"),
    [
        ("Ardia said that Ordia accepted the northern route.", "ardia", "ordia", Stance.ACCEPTS),
        ("The mission says both sides have agreed to a pause.", "the mission", "both sides", Stance.ACCEPTS),
        ("A government envoy said the rebels had at last accepted the terms.", None, "the rebels", Stance.ACCEPTS),
        ("The rebels had promised safe passage, the bishop says.", "the bishop", "the rebels", Stance.OFFERS),
        ("According to Ardia, Ordia rejected the offer of boats.", "ardia", "ordia", Stance.REFUSES),
        ("The envoy said the appeal was rejected by the army.", "the envoy", "the army", Stance.REFUSES),
        ("Ardia: the plan was turned down by Ordia.", "ardia", "ordia", Stance.REFUSES),
        ("Okoro had said on Tuesday that Berg accepted the terms.", "okoro", "berg", Stance.ACCEPTS),
        ("Okoro said Lindqvist offered two barges.", "okoro", "lindqvist", Stance.OFFERS),
    ],
)
def test_the_teller_does_nothing(claims: Read, text: str, teller: str | None, doer: str, act: Stance) -> None:
    rows = claims(text)
    assert _of(rows, doer).stance is act
    outer = _of(rows, teller) if teller else next(c for c in rows if c.relayed_by is None)
    assert outer.stance is Stance.ASSERTS
    assert not _answers(outer)


@pytest.mark.parametrize(
    "text",
    [
        "The governor said the rebels would not open the gate.",
        "The mayor says the army will send ten buses.",
        "Okoro said Berg would open the gate on Friday.",
        "Ardia said that Ordian troops would let the wounded through.",
        "The relief society said its request had been refused.",
        "The coastguard said it had offered twice and been turned down.",
        "Ardia said that neither side accepted the terms.",
    ],
)
def test_in_doubt_nobody_acts_and_a_flag_says_so(claims: Read, text: str) -> None:
    (claim,) = claims(text)
    assert claim.stance is Stance.ASSERTS
    assert TOLD in claim.flags
    assert not _answers(claim)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The army said that it would not open the gate.", Stance.REFUSES),
        ("Ardia said Ardian troops would escort the buses to the port.", Stance.OFFERS),
        ("The mayor said it had agreed to the pause.", Stance.ACCEPTS),
        ("The army's spokesman said the army had rejected the plan.", Stance.REFUSES),
        ("The head of the harbour garrison said the garrison would open the gate.", Stance.OFFERS),
        ("The mayor says ten buses will leave at noon.", Stance.OFFERS),
        ("The mayor said the Castellan would sail at noon with 40 people.", Stance.OFFERS),
        ("Berg said Berg would open the gate on Friday.", Stance.OFFERS),
        ("The mayor said nobody would be stopped.", Stance.OFFERS),
    ],
)
def test_what_speakers_do_themselves_stays_theirs(claims: Read, text: str, act: Stance) -> None:
    assert act in {c.stance for c in claims(text)}
    assert not any(TOLD in c.flags for c in claims(text) if c.stance is act)


def test_an_act_that_is_denied_is_no_act(claims: Read) -> None:
    for text in (
        "It is not true that the mayor refused the buses, the governor said.",
        "Ardia denied that Ordia had accepted the route.",
        "The ministry denied that the rebels had offered a corridor.",
    ):
        rows = claims(text)
        assert not any(c.stance in ACTS or _answers(c) for c in rows)
        assert any(DENIED in c.flags for c in rows if c.relayed_by is not None)


def test_what_was_not_done_is_neither_yes_nor_no(claims: Read) -> None:
    for text in ("She did not rule out a ferry.", "Ardia has not ruled out a lift at noon."):
        (claim,) = claims(text)
        assert claim.stance is Stance.ASSERTS
        assert UNDONE in claim.flags
        assert not _answers(claim)
    (claim,) = claims("Ardia did not accept the plan.")
    assert claim.stance is Stance.REFUSES


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Ordia is said to have accepted the plan.", HEARSAY),
        ("Ordia reportedly refused the boats.", HEARSAY),
        ("Ordia was accused of refusing the boats.", HEARSAY),
        ("The mayor thanked Ordia for agreeing to the pause.", TOLD),
        ("The mission quoted Ordia as saying it would open the gate.", TOLD),
        ("The ministry said that on Friday Ordia would let the buses pass.", TOLD),
        ("Ardia allegedly offered a corridor for Friday.", HEARSAY),
        ("Ardia neither accepted nor refused the plan.", UNDONE),
        ("The mayor welcomed Ordia's acceptance of the route.", TOLD),
    ],
)
def test_hearsay_and_what_was_left_open_are_no_act(claims: Read, text: str, flag: str) -> None:
    first = claims(text)[0]
    assert first.stance is Stance.ASSERTS
    assert flag in first.flags
    assert not _answers(first)


def test_their_plain_twins_act(claims: Read) -> None:
    assert claims("Ordia accepted the plan.")[0].stance is Stance.ACCEPTS
    assert claims("Ardia not only refused the boats but burnt them.")[0].stance is Stance.REFUSES
    assert claims("The mayor welcomed the offer of boats.")[0].stance is Stance.ACCEPTS


def test_an_answer_in_the_passive_says_that_nobody_is_named(claims: Read) -> None:
    (claim,) = claims("The prefect said the offer had been accepted.")
    assert UNNAMED in claim.flags
    (claim,) = claims("The prefect said it had accepted the offer.")
    assert UNNAMED not in claim.flags
