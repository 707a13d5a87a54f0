import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.read.segment import LONGEST, paragraphs, parser_view, quotations, sentences, view


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_a_view_keeps_length_and_straightens_quotation_marks() -> None:
    assert view("the\u00a0\u201cplant\u201d isn\u2019t") == 'the "plant" isn\'t'


def test_the_zone_after_pm_stays_in_its_sentence() -> None:
    text = "It is open from 8:00 a.m. to 20:00 p.m. Moscow time on Wednesday, X said. Then it closes."
    assert cut(text) == [text[:73], "Then it closes."]
    assert parser_view(text)[39 - 1] == ","
    assert len(parser_view(text)) == len(text)


def test_pm_can_end_a_sentence() -> None:
    assert cut("It closes at 4 p.m. Buses leave at five.") == ["It closes at 4 p.m.", "Buses leave at five."]


def test_titles_and_numbers_do_not_end_a_sentence() -> None:
    assert cut("Gen. Smith used gate No. 5. He left.") == ["Gen. Smith used gate No. 5.", "He left."]


def test_what_stands_before_the_first_words_is_no_part_of_them() -> None:
    assert cut("1. Supplies. There is food.") == ["1.", "Supplies.", "There is food."]
    assert cut("LISK, May 12 \u2013 The road is open.") == ["LISK, May 12 \u2013", "The road is open."]
    assert cut("05:41 LISK QUAY: We are aground.") == ["05:41", "LISK QUAY:", "We are aground."]
    assert cut("(2/14) @lisk: Stay in.") == ["(2/14)", "@lisk:", "Stay in."]
    assert cut("NOTES\nThe road is open.") == ["NOTES", "The road is open."]


def test_two_single_marks_are_a_quotation_mark() -> None:
    text = "''We wait,'' she said."
    assert [text[q.start : q.end] for q in quotations(text)] == ["'We wait,'"]


def test_lines_of_a_heading_stand_alone_and_wrapped_lines_do_not() -> None:
    assert cut("A note\n14 June 2022\n\nThe bridge\nis down.") == ["A note", "14 June 2022", "The bridge\nis down."]


def test_a_quotation_ends_with_its_paragraph() -> None:
    text = 'He said "one.\n\nThey said "two" later.'
    assert [text[q.start : q.end] for q in quotations(text)] == ['"one.', '"two"']


def test_a_sentence_without_end_is_cut() -> None:
    assert max(s.end - s.start for s in sentences("word " * 2000)) <= LONGEST


@given(st.text(max_size=300))
def test_ranges_are_in_order_inside_the_text_and_cover_every_word(text: str) -> None:
    found = sentences(text)
    assert len(view(text)) == len(text) == len(parser_view(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    inside = "".join(text[s.start : s.end] for s in found)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(0 <= a < b <= len(text) for a, b in paragraphs(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Buses run from 4 to 8 p.m. PDT on Thursday.", 1),
        ("The bridge reopens at 6 a.m. Friday, weather permitting.", 1),
        ("The gate opens at 6 a.m. June 4 for all.", 1),
        ("The gate opens at 6 a.m. Residents were told.", 2),
        ("The gate opens at 6 a.m. PDT buses are cancelled.", 1),
        ("The gate opens at 6 a.m. May it last.", 2),
    ],
)
def test_a_zone_or_a_day_goes_on_with_the_hour(text: str, number: int) -> None:
    assert len(sentences(text)) == number
