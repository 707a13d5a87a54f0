"""The claims that decide: one row a question, every way under it, one word for how far a direction has come."""

from __future__ import annotations

import pytest

from safeconduct.publish.corridors import Said
from safeconduct.publish.sheet import DecisiveView
from safeconduct.web.deciding import questions, worded


def view(rank: int, question: str, what: str, flipped: str, *, before: str, after: str) -> DecisiveView:
    return DecisiveView(
        rank=rank, question=question, ask="both", what=Said(text=what), flipped=flipped, corridor="Bravo",
        before=before, after=after,
    )  # fmt: skip


def test_one_row_a_question_with_every_way_under_it() -> None:
    crossed = ("can a bus cross?", "it carries vehicles")
    rows = questions(
        [
            view(1, crossed[0], "east bridge closed", crossed[1], before="0 out; proposed", after="9 out; proposed"),
            view(2, crossed[0], "west bridge closed", crossed[1], before="0 out; proposed", after="9 out; proposed"),
            view(3, "how many?", "9 people", "5", before="0 out; proposed", after="0 out; proposed"),
            view(4, crossed[0], "east bridge closed", "by night", before="0 out; proposed", after="3 out; proposed"),
        ]
    )
    assert [(row.rank, row.question, row.before) for row in rows] == [
        (1, crossed[0], "0 out"),
        (2, "how many?", "0 out"),
    ]
    ways = [([what.text for what in way.whats], way.flipped, way.after) for way in rows[0].ways]
    assert ways == [
        (["east bridge closed", "west bridge closed"], "it carries vehicles", "9 out"),
        (["east bridge closed"], "by night", "3 out"),
    ]


def test_another_direction_is_another_row() -> None:
    one = view(1, "who accepts?", "silent", "it accepts", before="5 out; announced", after="5 out; agreed")
    other = DecisiveView(
        rank=2, question=one.question, ask=one.ask, what=one.what, flipped=one.flipped, corridor="Charlie",
        before="1 out; announced", after="1 out; agreed",
    )  # fmt: skip
    assert [row.corridor for row in questions([one, other])] == ["Bravo", "Charlie"]


@pytest.mark.parametrize(
    ("answer", "before", "said"),
    [
        ("5 out; announced", "5 out; announced", "5 out"),
        ("5 out; notified", "5 out; announced", "5 out"),
        ("5 out; agreed", "5 out; announced", "5 out; agreed"),
        ("5 out; proposed", "5 out; agreed", "5 out; not agreed"),
        ("no vehicle route", "no vehicle route", "no vehicle route"),
    ],
)
def test_a_status_is_said_where_it_changes_and_in_the_words_of_the_page(answer: str, before: str, said: str) -> None:
    assert worded(answer, before) == said
