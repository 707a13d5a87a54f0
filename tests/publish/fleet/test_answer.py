"""The answer in words: nothing invented, nothing a level hides, the sum of the proof as in the certificate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.certificate import Remedy
from safeconduct.model.situation import Needs
from safeconduct.publish.fleet.answer import (
    WHY,
    headline,
    helps,
    may_be_had,
    named_shares,
    plain_bound,
    share_rows,
    view_of,
)
from safeconduct.publish.fleet.screen import fleet_screen
from safeconduct.publish.ledger import build_ledger
from safeconduct.redact.levels import Level
from safeconduct.verify.fleet_facts import fleet_facts
from tests.publish.fleet.answered import PRICES, SITUATION, answered, dossier
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet_bound import bound_of

LEDGER = build_ledger(dossier(), SITUATION.assumptions)


def test_it_says_how_many_and_how_many_at_most() -> None:
    view = view_of(SITUATION, answered(), LEDGER, Level.INTERNAL)
    assert view.headline == "A plan for 80 of 100 people; whether all can be moved is open"
    assert view.lead.startswith("2 vehicles of 2 make 3 trips with people.")
    assert "No plan moves more than 100" in view.lead
    assert "20 people more than here could be moved is open" in view.lead
    assert view.levels[1] == ("persons out", "80", "100", "20 (20.0 %)")


def test_a_proved_answer_says_so() -> None:
    answer = answered()
    levels = (answer.certificate.levels[0], replace(answer.certificate.levels[1], bound=80))
    bounds = (answer.certificate.bounds[0], replace(answer.certificate.bounds[1], value=80))
    proved = replace(answer, certificate=replace(answer.certificate, levels=levels, bounds=bounds))
    view = view_of(SITUATION, proved, LEDGER, Level.INTERNAL)
    assert view.lead.endswith("No plan moves more: that is proved below.")


@pytest.mark.parametrize(
    ("out", "most", "words"),
    [
        (0, 0, "Nobody of 100 people can be moved"),
        (0, 60, "No plan found for any of 100 people; at most 60 can be moved"),
        (0, 100, "No plan found for any of 100 people; whether all can be moved is open"),
        (80, 100, "A plan for 80 of 100 people; whether all can be moved is open"),
        (80, 84, "A plan for 80 of 100 people; at most 84 can be moved"),
        (80, 80, "Exactly 80 of 100 people can be moved"),
        (100, 100, "A plan for all 100 people"),
    ],
)
def test_the_headline_says_what_is_found_and_what_is_proved(out: int, most: int, words: str) -> None:
    certificate = answered().certificate
    level = replace(certificate.levels[-1], value=out, bound=most)
    bounds = tuple(replace(bound, value=most) for bound in certificate.bounds)
    stated = replace(certificate, persons_out=out, levels=(certificate.levels[0], level), bounds=bounds)
    assert headline(stated) == words


def test_a_bound_under_the_condition_that_help_goes_first_says_so() -> None:
    """Prices alone prove 100, with those who need help first 84: nobody may read 84 as a limit on every plan."""
    certificate = answered().certificate
    levels = (certificate.levels[0], replace(certificate.levels[-1], bound=84))
    stated = replace(certificate, levels=levels)
    assert headline(stated) == "A plan for 80 of 100 people; at most 84 can be moved, those who need help first"
    on_screen = [
        fleet_screen(dossier(), replace(answered(), certificate=one), "x.html") for one in (certificate, stated)
    ]
    limits = [next(line for line in text.splitlines() if line.startswith("AT MOST")) for text in on_screen]
    assert [limit.removeprefix("AT MOST").strip() for limit in limits] == [
        "100, proved by prices", "84, proved by prices, those who need help first",
    ]  # fmt: skip


def test_the_shares_add_up_to_the_bound() -> None:
    """At a price on alpha's people alone: its 60, and two vehicles that earn at charlie."""
    answer = answered()
    bounds = (bound_of(fleet_facts(SITUATION, SCENARIO), PRICES[:1]),)
    answer = replace(answer, certificate=replace(answer.certificate, bounds=bounds))
    stated = plain_bound(answer.certificate)
    assert stated is not None
    rows = share_rows(SITUATION, answer.certificate, stated)
    assert sum(share for _, share in rows) == pytest.approx(stated.parts / stated.unit)
    view = view_of(SITUATION, answer, LEDGER, Level.INTERNAL)
    assert view.proof_value == f"{stated.value:,}"
    assert sum(float(row.persons.replace(",", "")) for row in view.proof) == pytest.approx(stated.parts / stated.unit)
    assert rows[1] == ("the number of people", 60.0)
    assert view.binds == "What binds: the time of the vehicles (79 %) and the number of people (21 %)."


def test_a_certificate_without_a_plain_bound_tells_no_shares() -> None:
    answer = answered()
    weighted = replace(answer.certificate.bounds[1], worth=Needs(walking=1, wheelchair=3, stretcher=3))
    view = view_of(
        SITUATION, replace(answer, certificate=replace(answer.certificate, bounds=(weighted,))), LEDGER, Level.INTERNAL
    )
    assert (view.shares, view.proof, view.proof_value) == ((), (), "")
    assert view.binds == "The certificate does not say what binds."


def test_why_people_are_left_is_the_reason_given() -> None:
    told = view_of(SITUATION, answered(alpha_any="The bridge is full."), LEDGER, Level.INTERNAL)
    plain = view_of(SITUATION, answered(), LEDGER, Level.INTERNAL)
    assert [g.why for g in told.groups] == ["The bridge is full.", ""]
    assert [g.why for g in plain.groups] == [WHY, ""]
    assert [(g.people, g.out, g.left) for g in plain.groups] == [("60", "40", "20"), ("40", "40", "nobody")]


def test_a_party_sees_no_ways_and_the_public_no_proof() -> None:
    inner, party, public = (
        view_of(SITUATION, answered(), LEDGER, at) for at in (Level.INTERNAL, Level.PARTY, Level.PUBLIC)
    )
    assert inner.directions[0].ways
    assert inner.narrow
    assert not party.narrow
    assert all(not d.ways for d in party.directions)
    assert party.proof
    assert not public.proof
    assert not public.checks
    assert all(found == "" for _, _, found in party.checks)


def test_small_counts_are_suppressed_for_a_party() -> None:
    plan = answered().plan
    few = replace(plan.left_behind[0], count=3)
    answer = replace(answered(), plan=replace(plan, left_behind=(few,)))
    assert view_of(SITUATION, answer, LEDGER, Level.PARTY).groups[0].left == "<5"
    assert view_of(SITUATION, answer, LEDGER, Level.PARTY).groups[0].left_needs == ""
    assert view_of(SITUATION, answer, LEDGER, Level.INTERNAL).groups[0].left == "3"


def test_the_narrow_place_tells_its_use() -> None:
    (row,) = view_of(SITUATION, answered(), LEDGER, Level.INTERNAL).narrow
    assert (row.name, row.rate, row.passed) == ("Old Bridge", "1 vehicle every 3 min", "3 with people, 2 empty")


def test_named_shares_are_the_greatest_and_the_rest_together() -> None:
    shares = tuple((f"thing {n}", float(20 - n)) for n in range(11))
    named = named_shares(replace(answered(), shares=shares), (("kind", 1.0),))
    assert len(named) == 9
    assert named[:8] == shares[:8]
    assert named[8] == ("3 other things", 12.0 + 11.0 + 10.0)
    assert named_shares(answered(), (("kind", 1.0),)) == (("kind", 1.0),)


def test_a_change_tells_its_gain_and_what_is_only_proved() -> None:
    more = Remedy(id="bus", change="one more bus", before=80, after=100, after_bound=100, all_out=True)
    none = Remedy(id="lane", change="one more lane", before=80, after=80, after_bound=95, all_out=False)
    answer = replace(answered(), remedies=(more, none))
    rows = view_of(SITUATION, answer, LEDGER, Level.INTERNAL).remedies
    assert [(r.change, r.after, r.gain, r.bound) for r in rows] == [
        ("one more bus", "100", "+20", "100"),
        ("one more lane", "80", "none found", "95"),
    ]
    assert view_of(SITUATION, answer, LEDGER, Level.PARTY).remedies == ()


def test_what_may_be_had_without_a_change_is_told() -> None:
    """80 are out and at most 100 can be: of 20 more any may be had without the bus. What the same search finds with
    nothing changed is no gain of the bus's; where 100 are proved and out, there is nothing to say."""
    bus = Remedy(id="bus", change="one more bus", before=80, after=100, after_bound=100, all_out=True)
    answer = replace(answered(), remedies=(bus,), today=90)
    view = view_of(SITUATION, answer, LEDGER, Level.INTERNAL)
    assert view.remedies[0].gain == "+20"
    assert view.remedies_note == (
        "With nothing changed the same search carries 90, and at most 100 is proved: of what a change adds, up to 20 "
        "may be had without it."
    )
    assert may_be_had(answer, 20) == 20
    assert may_be_had(answer, 7) == 7
    assert view_of(SITUATION, answer, LEDGER, Level.PARTY).remedies_note == ""
    alone = replace(answer, today=100)
    assert view_of(SITUATION, alone, LEDGER, Level.INTERNAL).remedies[0].gain == "none found"
    assert not helps(alone, bus)
    first, second = answer.certificate.levels
    tight = replace(answer, certificate=replace(answer.certificate, levels=(first, replace(second, bound=80))))
    assert view_of(SITUATION, tight, LEDGER, Level.INTERNAL).remedies_note == ""
    assert may_be_had(tight, 20) == 0


def test_the_screen_tells_how_much_of_a_change_may_be_had_without_it() -> None:
    """And names no change that brings no more than search alone."""
    bus = Remedy(id="bus", change="one more bus", before=80, after=95, after_bound=100, all_out=False)
    told = " ".join(fleet_screen(dossier(), replace(answered(), remedies=(bus,), today=80), "x.html").split())
    assert "WOULD HELP one more bus: 95 carried (+15, of which up to 15 may be had without it)" in told
    assert "WOULD HELP" not in fleet_screen(dossier(), replace(answered(), remedies=(bus,), today=95), "x.html")


def test_a_bound_that_leans_on_those_who_need_help_does_not_speak_of_every_plan() -> None:
    """The second level's own prices say 100; weighed prices say 90 of plans that take as many who need help."""
    answer = answered()
    certificate = answer.certificate
    bounds = (certificate.bounds[0], replace(certificate.bounds[1], value=100))
    levels = (certificate.levels[0], replace(certificate.levels[1], value=80, bound=90))
    leaning = replace(answer, certificate=replace(certificate, bounds=bounds, levels=levels))
    lead = view_of(SITUATION, leaning, LEDGER, Level.INTERNAL).lead
    assert "No plan that takes as many people who need help moves more than 90" in lead
