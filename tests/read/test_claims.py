from collections.abc import Callable

import pytest

from safeconduct.model.claim import Claim, Kind, PeopleValue, Population, Stance
from safeconduct.model.report import Party, Report
from safeconduct.read.reader import RulesReader

Maker = Callable[..., Report]
GAZETTEER = {"mill": ("Mill works", "the mill"), "kelm": ("Kelm",), "lisk": ("Lisk",)}


@pytest.fixture
def claims(reader: RulesReader, report: Maker, parties: tuple[Party, Party]) -> Callable[[str], list[Claim]]:
    return lambda text: list(reader.read(report(text), parties, GAZETTEER))


Read = Callable[[str], list[Claim]]


def test_a_count_of_civilians_at_a_place(claims: Read) -> None:
    (claim,) = claims("Ordian officials said that more than 500 citizens are hiding within the mill.")
    value = claim.value("people")
    assert isinstance(value, PeopleValue)
    assert (value.low, value.high, value.population, value.place) == (501, None, Population.CIVILIANS, "mill")
    assert (claim.kind, claim.party, claim.places, claim.on_combatants) == (Kind.PEOPLE, "y", ("mill",), False)


def test_a_count_of_fighters_is_marked(claims: Read) -> None:
    (claim,) = claims("Ardia estimated that over 2,500 fighters may be hiding at the mill.")
    assert claim.on_combatants
    assert claim.kind is Kind.PEOPLE


def test_children_among_civilians_come_second(claims: Read) -> None:
    (claim,) = claims("Ames said that 500 civilians, including 40 children, are at the mill.")
    assert [v.population for v in claim.values if isinstance(v, PeopleValue)] == [
        Population.CIVILIANS,
        Population.CHILDREN,
    ]


def test_a_count_of_them_takes_the_place_before_and_says_so(claims: Read) -> None:
    _, claim = claims("Ames said that 500 people are at the mill. He said that 40 of them are children.")
    value = claim.value("people")
    assert isinstance(value, PeopleValue)
    assert value.place == "mill"
    assert any("earlier" in flag for flag in claim.flags)


def test_an_unattributed_sentence_gets_a_suggestion_never_a_speaker(claims: Read) -> None:
    _, claim = claims("Ardia said that the corridor is open. Evacuees will be carried to Kelm.")
    assert (claim.attributed, claim.party, claim.suggested_party, claim.stance) == (False, None, "x", Stance.ASSERTS)
    assert claim.kind is Kind.DESTINATION


def test_an_inner_claim_keeps_its_values_and_names_the_outer_one(claims: Read) -> None:
    outer, asked, refused = claims(
        "According to the Ardian army, Ordian officials requested that people be evacuated to Lisk,"
        " but the evacuation was deemed impossible because the only bridge is gone."
    )
    assert asked.relayed_by == refused.relayed_by == outer.id
    assert outer.relayed_by is None
    assert outer.values == ()
    assert asked.kind is Kind.DESTINATION
    assert refused.kind is Kind.REFUSAL
    answer = refused.value("refusal")
    assert answer is not None
    assert getattr(answer, "place", None) == "lisk"


@pytest.mark.parametrize(
    "text",
    [
        "Ardia said it gave Ordian fighters in the mill the opportunity to surrender.",
        "Ames renewed his request for heavy weapons from the West.",
        "Ames explained that the war could not finish unless only Ordians remained on its soil.",
    ],
)
def test_surrender_calls_weapons_and_politics_are_out_of_scope(claims: Read, text: str) -> None:
    (claim,) = claims(text)
    assert claim.kind is Kind.OUT_OF_SCOPE
    assert claim.values == ()


def test_a_demand_on_fighters_is_a_military_condition(claims: Read) -> None:
    (claim,) = claims("Ardia demanded that fighters lay down their arms.")
    assert claim.kind is Kind.CONDITION
    assert getattr(claim.values[0], "military", None) is True


def test_similar_claims_of_an_accuser_are_accusations(claims: Read) -> None:
    _, similar, denied = claims(
        "Ardia accused Ordian forces of blocking the road. Ardia has made similar claims, which Ordia has dismissed."
    )
    assert similar.stance is Stance.ACCUSES
    assert denied.stance is Stance.DENIES


def test_another_year_is_flagged(claims: Read) -> None:
    (claim,) = claims("The Alder bridge was destroyed in July 2014.")
    assert "speaks of 2014" in claim.flags


def test_would_not_answers_what_was_just_offered_or_asked(claims: Read) -> None:
    assert [c.stance for c in claims("Ardia said it would open the gate. On Monday it said it would not.")] == [
        Stance.OFFERS,
        Stance.REFUSES,
    ]
    assert claims("Ardia asked for buses. Ordia said it would not.")[-1].stance is Stance.REFUSES
    assert claims("Ardia said it would not.")[-1].stance is Stance.ASSERTS
    assert claims("Ardia said the mill is wet. On Monday it said it would not.")[-1].stance is Stance.ASSERTS


def test_a_speaker_of_no_known_party_is_passed_over(claims: Read) -> None:
    """The last speaker of a known party in the paragraph is suggested, not the last speaker."""
    found = claims(
        "Ardia said that the bridge was closed. Residents said that the road was mined. The ferry has been destroyed."
    )
    assert (found[-1].attributed, found[-1].suggested_party) == (False, "x")
