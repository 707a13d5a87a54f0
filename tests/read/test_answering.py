import pytest

from safeconduct.model.claim import AnswerValue, Claim, DestinationValue, Stance
from safeconduct.read.answering import asks, denied, denies, refused, stems
from tests.read.claiming import made


def apart(left: Claim, right: Claim) -> bool:
    return left.party is None or left.party != right.party


def refusal(place: str | None = None) -> AnswerValue:
    return AnswerValue(slot="refusal", place=place, addressee=None, reason=None, as_written="w")


def to(place: str) -> DestinationValue:
    return DestinationValue(as_written="w", place=place)


@pytest.mark.parametrize("words", ["this", "the charge", "It is not true.", "that report"])
def test_a_denial_that_points_back_takes_the_claim_before(words: str) -> None:
    rows = [
        made("c1", "the road is mined", party="x"),
        made("c2", "shells fell on the road", Stance.ACCUSES, party="x"),
        made("c3", words, Stance.DENIES, party="y"),
    ]
    assert [(d.id, t.id) for d, t in denied(rows, apart)] == [("c3", "c2")]


def test_a_denial_takes_the_claim_whose_words_it_repeats() -> None:
    rows = [
        made("c1", "drivers were turned back at the gate", party="x"),
        made("c2", "wheat prices rose", party="x"),
        made("c3", "that any driver was turned back", Stance.DENIES, party="y"),
    ]
    assert [t.id for _, t in denied(rows, apart)] == ["c1"]


def test_of_a_claim_and_what_it_relays_the_inner_one_is_denied() -> None:
    rows = [
        made("c1", "the road is closed because sappers reported mines there", party="x"),
        made("c2", "mines there", party="y", relayed_by="c1"),
        made("c3", "having mined the road", Stance.DENIES, party="y"),
    ]
    assert [t.id for _, t in denied(rows, apart)] == ["c2"]


def test_a_denial_of_what_nobody_said_stands_alone() -> None:
    rows = [
        made("c1", "wheat prices rose", party="x"),
        made("c2", "any plan to move the clinic", Stance.DENIES, party="y"),
    ]
    assert list(denied(rows, apart)) == []


def test_a_flat_no_denies_whatever_verb_it_is_told_with() -> None:
    assert denies(made("c1", "Not true."))
    assert not denies(made("c1", "Not many came."))


def test_a_refused_place_takes_the_nearest_wish_for_it() -> None:
    rows = [
        made("c1", "a way to Benn", Stance.OFFERS, to("benn"), party="x"),
        made("c2", "Orla", Stance.REQUESTS, to("orla"), party="x"),
        made("c3", "Benn", Stance.REFUSES, refusal("benn"), party="y"),
    ]
    assert [(r.id, a.id) for r, a in refused(rows, apart)] == [("c3", "c1")]


def test_the_offer_is_the_first_one_of_the_other_side() -> None:
    rows = [
        made("c1", "that a corridor will open", Stance.OFFERS, party="x"),
        made("c2", "it will close at noon", Stance.OFFERS, party="x"),
        made("c3", "the road is bad", party="x"),
        made("c4", "the offer", Stance.REFUSES, refusal(), party="y"),
    ]
    assert [a.id for _, a in refused(rows, apart)] == ["c1"]


def test_people_who_will_not_leave_refuse_no_offer() -> None:
    rows = [
        made("c1", "a boat", Stance.OFFERS, party="x"),
        made("c2", "to leave without their animals", Stance.REFUSES, refusal(), party="y"),
    ]
    assert list(refused(rows, apart)) == []


def test_what_is_announced_asks_and_a_plain_statement_does_not() -> None:
    assert asks(made("c1", "people will be taken to Benn", Stance.ASSERTS, to("benn")))
    assert not asks(made("c1", "people were taken to Benn", Stance.ASSERTS, to("benn")))


def test_stems_meet_over_endings() -> None:
    assert stems("the sappers mined it") & stems("mines lie there")


def test_a_denied_figure_is_the_claim_that_has_its_number() -> None:
    rows = [
        made("c1", "212 are at the school", party="x"),
        made("c2", "90 are at the hall", party="x"),
        made("c3", "the figure of 212", Stance.DENIES, party="y"),
    ]
    assert [t.id for _, t in denied(rows, apart)] == ["c1"]


def test_this_denies_the_charge_and_not_a_part_of_it() -> None:
    rows = [
        made("c1", "that the dam had promised a warning", Stance.ACCUSES, party="x"),
        made("c2", "a warning", Stance.OFFERS, party="y", relayed_by="c1"),
        made("c3", "this", Stance.DENIES, party="z"),
    ]
    assert [t.id for _, t in denied(rows, apart)] == ["c1"]


def test_a_body_that_stays_refuses_the_order_to_leave() -> None:
    rows = [
        made("c1", "the quarter to be cleared by noon", Stance.DEMANDS, party="x"),
        made("c2", "the road is dry", party="z"),
        made("c3", "they will stay put", Stance.REFUSES, refusal(), party="y"),
        made("c4", "they will stay put", Stance.REFUSES, refusal()),
    ]
    assert [(r.id, a.id) for r, a in refused(rows, apart)] == [("c3", "c1")]


def test_an_offer_told_after_its_refusal_in_the_same_words() -> None:
    rows = [
        made("c1", "a second transfer", Stance.REFUSES, refusal(), party="x"),
        made("c2", "a transfer of the sick", Stance.OFFERS, party="y"),
    ]
    assert [(r.id, a.id) for r, a in refused(rows, apart)] == [("c1", "c2")]
