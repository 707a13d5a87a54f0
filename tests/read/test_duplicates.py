from collections.abc import Callable
from datetime import date

import pytest

from safeconduct.model.claim import Claim, Hedge, Kind, Origin, Stance
from safeconduct.model.report import Report, Span
from safeconduct.read.duplicates import containment, near_duplicates, originals, own_claims

Maker = Callable[..., Report]
STORY = " ".join(f"word{n}" for n in range(200))
OTHER = " ".join(f"other{n}" for n in range(200))


@pytest.fixture
def three(report: Maker) -> list[Report]:
    """A story, its first half printed a day later, and another story."""
    half = " ".join(STORY.split()[:100])
    return [
        report(half, id="late", published=date(2022, 6, 16)),
        report(STORY, id="first"),
        report(OTHER, id="apart"),
    ]


def test_a_shortened_copy_is_one_story_and_another_story_is_not(three: list[Report]) -> None:
    (group,) = near_duplicates(three)
    assert group.reports == ("first", "late")
    assert group.share == 1.0


def test_the_witness_of_a_copy_is_the_earliest(three: list[Report]) -> None:
    assert originals(three, near_duplicates(three)) == {"late": "first", "first": "first", "apart": "apart"}


def test_the_order_of_reports_does_not_matter(three: list[Report]) -> None:
    assert near_duplicates(three) == near_duplicates(three[::-1])


def test_a_shared_paragraph_is_no_copy(report: Maker) -> None:
    shared = " ".join(STORY.split()[:30])
    reports = [report(f"{shared} {OTHER}", id="a"), report(f"{shared} {' '.join(STORY.split()[40:])}", id="b")]
    assert near_duplicates(reports) == ()


def test_copies_of_copies_are_one_group(report: Maker) -> None:
    words = STORY.split()
    spans = ((0, 100), (40, 140), (80, 180))  # the first and the last share 20 of 100 words
    reports = [report(" ".join(words[a:b]), id=f"r{a}") for a, b in spans]
    assert [group.reports for group in near_duplicates(reports)] == [("r0", "r40", "r80")]


def test_case_and_quotation_marks_do_not_matter(report: Maker) -> None:
    reports = [report(STORY, id="a"), report(STORY.upper().replace("WORD7 ", "WORD7 “") + "”", id="b")]
    assert len(near_duplicates(reports)) == 1


def test_reports_shorter_than_a_run_have_no_copies(report: Maker) -> None:
    assert near_duplicates([report("too short", id="a"), report("too short", id="b")]) == ()


def test_containment() -> None:
    assert containment(frozenset({1, 2}), frozenset({2, 3, 4})) == 0.5
    assert containment(frozenset(), frozenset({1})) == 0.0


def claim(report: str, words: str, speaker: str = "Ardia") -> Claim:
    return Claim(
        id=f"{report}-{words}",
        report=report,
        kind=Kind.PEOPLE,
        stance=Stance.ASSERTS,
        hedge=Hedge.EXACT,
        origin=Origin.RULES,
        speaker=(Span(report=report, start=0, end=len(speaker), quote=speaker),),
        cue=(),
        content=(Span(report=report, start=10, end=10 + len(words), quote=words),),
        party=None,
        suggested_party=None,
        relayed_by=None,
        values=(),
        places=(),
        flags=(),
    )


def test_what_a_copy_repeats_is_the_original_s_and_what_it_alters_stays() -> None:
    witness = {"first": "first", "late": "first", "apart": "apart"}
    rows = [
        claim("first", "500 people are there"),
        claim("first", "500 people are there", "Ordia"),
        claim("late", "500  people are there"),
        claim("late", "800 people are there"),
        claim("apart", "500 people are there"),
    ]
    assert own_claims(rows, witness) == (rows[0], rows[1], rows[3], rows[4])


def test_a_report_that_says_a_thing_twice_keeps_both() -> None:
    rows = [claim("first", "500 people"), claim("first", "500 people"), claim("late", "500 people")]
    assert own_claims(rows, {"first": "first", "late": "first"}) == tuple(rows[:2])
    assert own_claims(rows, {"first": "first", "late": "late"}) == tuple(rows)
