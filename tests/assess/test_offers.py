"""Positions of the village, party by direction; windows; what an answer without a direction means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from safeconduct.assess.confirm import apply_decisions
from safeconduct.assess.offers import Offers, by_first_mention, own_words
from safeconduct.model.claim import Kind, Stance
from safeconduct.model.corridor import Corridor, CorridorStatus, Position
from safeconduct.model.errors import DocumentInvalid, UnconfirmedError
from safeconduct.model.place import Mode
from tests.assess.village import CONFIRMED, PARTIES, TEXT, answer, case, claim, claims, decide, report, window

MORE = "South accepts. South says it got the notice. North takes it back. Later hours."
ONE = report(TEXT + MORE)
ROWS = case().corridors


def offers(*more: Any, drop: tuple[str, ...] = (), said: Any = None) -> Offers:
    """Offers of the village with more claims, all confirmed; ``drop`` are quotes left undecided."""
    every = (*(said or claims(ONE)), *more)
    decisions = [decide(ONE, quote, slot) for quote, slot in CONFIRMED if quote not in drop]
    decisions += [decide(ONE, c.content[0].quote, c.kind) for c in more]
    ledger = apply_decisions((ONE,), every, decisions, PARTIES)
    return Offers(ledger, by_first_mention(PARTIES, (ONE,)), ROWS)


def of(found: Offers, corridor: str) -> dict[str, Position]:
    return {position.party: position for position in found.positions(corridor)}


def test_who_offers_with_what_condition_and_who_was_told() -> None:
    up = of(offers(), "up")
    assert len(up["north"].offered) == 2
    assert len(up["north"].conditions) == 1
    assert len(up["south"].told) == 1
    assert up["south"].receipt == ()
    assert up["south"].silent


def test_a_request_relayed_by_another_speaker_is_a_request_and_says_so() -> None:
    low = of(offers(), "low")
    assert len(low["south"].requested) == 1
    assert len(low["south"].relayed_by) == 1
    assert len(low["north"].refused) == 1
    assert low["north"].offered == ()


def test_only_the_partys_own_word_is_a_receipt() -> None:
    own = claim(ONE, "it got the notice", answer("notice", addressee="South side"), party="south")
    up = of(offers(own), "up")
    assert up["south"].receipt == (own.id,)
    denied = replace(own, stance=Stance.DENIES)
    assert of(offers(denied), "up")["south"].receipt == ()


def test_a_statement_by_nobody_known_takes_no_position() -> None:
    anonymous = tuple(replace(c, party=None) if "people go" in c.content[0].quote else c for c in claims(ONE))
    up = of(offers(said=anonymous), "up")
    assert all(position.silent for position in up.values())


def test_an_answer_without_a_direction_is_about_the_one_others_brought_up() -> None:
    yes = claim(ONE, "South accepts", answer("acceptance"), party="south", stance=Stance.ACCEPTS)
    up = of(offers(yes), "up")
    assert up["south"].accepted == (yes.id,)


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.ESTIMATES, Stance.REQUESTS, Stance.REFUSES])
def test_who_denies_expects_or_asks_for_an_acceptance_has_not_accepted(stance: Stance) -> None:
    yes = claim(ONE, "South accepts", answer("acceptance"), party="south", stance=stance)
    assert of(offers(yes), "up")["south"].accepted == ()


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.ESTIMATES, Stance.ACCEPTS])
def test_who_denies_having_refused_has_not_refused(stance: Stance) -> None:
    no = claim(ONE, "South accepts", answer("refusal"), party="south", stance=stance)
    up = of(offers(no), "up")["south"]
    assert (up.refused, up.accepted) == ((), ())
    plain = claim(ONE, "South accepts", answer("refusal"), party="south", stance=Stance.REFUSES)
    assert of(offers(plain), "up")["south"].refused == (plain.id,)


def test_hours_denied_are_not_announced_and_terms_denied_are_none() -> None:
    other = claim(ONE, "Later hours", window(closes="16:00"), party="north", stance=Stance.DENIES)
    found = offers(other).window(ROWS[0])
    assert found is not None
    assert found[0].minutes == 720
    denied = tuple(
        replace(c, stance=Stance.DENIES) if c.kind in (Kind.CONDITION, Kind.WINDOW) else c for c in claims(ONE)
    )
    taken_back = offers(said=denied)
    assert of(taken_back, "up")["north"].conditions == ()
    assert taken_back.window(ROWS[0]) is None


def test_an_answer_that_fits_no_direction_is_exit_4() -> None:
    no = claim(ONE, "North takes it back", answer("acceptance"), party="north", stance=Stance.ACCEPTS)
    with pytest.raises(UnconfirmedError, match="which direction"):
        offers(no, drop=("South asked for Lowford",))


def test_windows_belong_to_the_way_their_speaker_offers() -> None:
    found = offers()
    up, low = ROWS
    window_up = found.window(up)
    assert window_up is not None
    assert window_up[0].minutes == 720
    assert len(window_up[1].claims) == 1
    assert found.window(low) is None
    assert found.named(low)


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (window(closes="16:00"), UnconfirmedError, "differ"),
        (window(zone=None), UnconfirmedError, "differ"),
    ],
)
def test_confirmed_windows_that_differ_are_not_chosen_between(value: Any, error: type[Exception], words: str) -> None:
    other = claim(ONE, "Later hours", value, party="north", stance=Stance.OFFERS)
    with pytest.raises(error, match=words):
        offers(other).window(ROWS[0])


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (window(zone=None), UnconfirmedError, "does not settle"),
        (window(opens="17:00", closes="05:00"), DocumentInvalid, "before it opens"),
    ],
)
def test_a_window_that_cannot_be_used_says_why(value: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        offers(said=claims(ONE, value)).window(ROWS[0])


def test_status_follows_from_the_claims_and_silence_is_no_consent() -> None:
    from safeconduct.model.corridor import Corridor
    from safeconduct.model.place import Mode

    def status(found: Offers) -> CorridorStatus:
        return Corridor(
            id="up", site="mill", reception="upham", mode=Mode.BUS, window=None, window_basis=None,
            positions=found.positions("up"), touching=("north", "south"), controlled_by="north",
        ).status  # fmt: skip

    yes = claim(ONE, "South accepts", answer("acceptance", place="upham"), party="south", stance=Stance.ACCEPTS)
    own = claim(ONE, "it got the notice", answer("notice", addressee="South"), party="south")
    assert status(offers()) is CorridorStatus.ANNOUNCED
    assert status(offers(own)) is CorridorStatus.NOTIFIED
    assert status(offers(yes)) is CorridorStatus.AGREED


def test_order_of_first_mention_is_report_order_then_text_order() -> None:
    ids = [
        p.id
        for p in by_first_mention(
            PARTIES,
            (
                report("Nobody."),
                report("Southern. South side and North."),
            ),
        )
    ]
    assert ids == ["south", "north"]
    assert [p.id for p in by_first_mention(PARTIES, (report("The Northern road."),))] == ["south", "north"]


def test_a_condition_needs_a_party_and_a_way() -> None:
    loose = tuple(replace(c, party=None) if c.kind is Kind.CONDITION else c for c in claims(ONE))
    assert of(offers(said=loose), "up")["north"].conditions == ()


def test_a_claim_that_names_a_site_offers_a_way_from_there_alone() -> None:
    """Of two sites with a way to Upham; a claim that names none offers it to both."""
    rows = (ROWS[0], replace(ROWS[0], id="inn-up", site="inn"), ROWS[1])
    plain = claims(ONE)
    named = tuple(replace(c, places=(*c.places, "inn")) if "people go" in c.content[0].quote else c for c in plain)
    for said, offered in ((plain, {"up", "inn-up"}), (named, {"inn-up"})):
        decisions = [decide(ONE, "people go to Upham", Kind.DESTINATION)]
        found = Offers(apply_decisions((ONE,), said, decisions, PARTIES), by_first_mention(PARTIES, (ONE,)), rows)
        assert {row.id for row in rows if of(found, row.id)["north"].offered} == offered


HEARD = report(
    TEXT + "North says that South accepted. South denies that it accepted. South says that it took it.", "r2"
)


def heard(*quotes: tuple[str, Stance, str | None]) -> tuple[Any, ...]:
    """Acceptances of the way to Upham by South: quote, stance, and the party of the claim it is nested in."""
    found: list[Any] = []
    for quote, stance, by in quotes:
        relay = by and claim(HEARD, f"{by.title()} says that South accepted", kind=Kind.NOTICE, party=by)
        found += [relay] if relay else []
        found.append(
            claim(
                HEARD, quote, answer("acceptance", place="upham"), party="south", stance=stance,
                relayed_by=relay.id if relay else None,
            )
        )  # fmt: skip
    return tuple(found)


def agreed(*more: Any) -> Offers:
    every = (*claims(HEARD), *more)
    answers = [c for c in more if c.kind is Kind.ACCEPTANCE]
    decisions = [decide(HEARD, quote, slot) for quote, slot in CONFIRMED]
    decisions += [decide(HEARD, c.content[0].quote, c.kind) for c in answers]
    ledger = apply_decisions((HEARD,), every, decisions, PARTIES)
    return Offers(ledger, by_first_mention(PARTIES, (HEARD,)), ROWS)


RELAYED = ("that South accepted", Stance.ACCEPTS, "north")
DENIED = ("South denies that it accepted", Stance.DENIES, None)
OWN = ("says that it took it", Stance.ACCEPTS, None)


@pytest.mark.parametrize(
    ("answers", "accepted", "relayed"),
    [
        ((OWN,), 1, 0),
        ((RELAYED,), 0, 2),
        ((RELAYED, OWN), 1, 2),
        ((RELAYED, DENIED), 0, 2),
        ((OWN, DENIED), 0, 0),
        ((DENIED,), 0, 0),
    ],
)
def test_only_a_partys_own_words_accept_and_its_own_denial_takes_them_back(
    answers: tuple[Any, ...], accepted: int, relayed: int
) -> None:
    found = agreed(*heard(*answers))
    up = of(found, "up")["south"]
    assert (len(up.accepted), len(up.relayed_by)) == (accepted, relayed)
    corridor = Corridor(
        id="up", site="mill", reception="upham", mode=Mode.BUS, window=None, window_basis=None,
        positions=found.positions("up"), touching=("north", "south"), controlled_by=None,
    )  # fmt: skip
    assert (corridor.status is CorridorStatus.AGREED) is bool(accepted)
    assert corridor.missing_parties == (() if accepted else ("south",))


def test_an_offer_that_another_speaker_reports_offers_nothing() -> None:
    relay = claim(ONE, "Later hours", kind=Kind.NOTICE, party="south")
    way = replace(next(c for c in claims(ONE) if "people go" in c.content[0].quote), relayed_by=relay.id)
    said = tuple(way if c.id == way.id else c for c in claims(ONE))
    every = (relay, *said)
    decisions = [decide(ONE, quote, slot) for quote, slot in CONFIRMED if slot is not Kind.WINDOW]
    found = Offers(apply_decisions((ONE,), every, decisions, PARTIES), by_first_mention(PARTIES, (ONE,)), ROWS)
    north = of(found, "up")["north"]
    assert north.offered == ()
    assert north.relayed_by == (way.id, relay.id)
    assert found.named(ROWS[0])


def test_words_nested_in_the_partys_own_are_its_own_and_in_anybody_elses_are_not() -> None:
    outer = claim(HEARD, "South denies that it accepted", kind=Kind.NOTICE, party="north")
    middle = claim(HEARD, "denies that it accepted", kind=Kind.NOTICE, party="south")
    inner = claim(HEARD, "that it accepted", answer("acceptance"), party="south", relayed_by=middle.id)
    one = apply_decisions((HEARD,), (outer, middle, inner), (), PARTIES)
    assert own_words(inner, one)
    deep = replace(middle, relayed_by=outer.id)
    assert not own_words(inner, apply_decisions((HEARD,), (outer, deep, inner), (), PARTIES))


def test_a_denial_that_another_speaker_reports_takes_nothing_back_and_one_of_no_direction_takes_back_all() -> None:
    yes, relay, heard_denial = (
        *heard(OWN),
        *heard(("that South accepted", Stance.DENIES, "north")),
    )
    assert heard_denial.relayed_by == relay.id
    assert of(agreed(yes, relay, heard_denial), "up")["south"].accepted == (yes.id,)
    own = claim(HEARD, "South denies that it accepted", answer("acceptance"), party="south", stance=Stance.DENIES)
    assert of(agreed(yes, own), "up")["south"].accepted == ()
    other = claim(
        HEARD, "South denies that it accepted", answer("acceptance", place="lowford"), party="south",
        stance=Stance.DENIES,
    )  # fmt: skip
    assert of(agreed(yes, other), "up")["south"].accepted == (yes.id,)
