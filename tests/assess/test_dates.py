"""The day a statement speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from safeconduct.assess.dates import said_of
from safeconduct.model.claim import Kind
from tests.assess.village import claim, report


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        ("The bridge fell.", "The bridge fell", "2022-06-16"),
        ("The bridge fell on 12 June.", "The bridge fell on 12 June", "2022-06-12"),
        ("It fell on 5 May, then again on 12 June 2022.", "It fell on 5 May, then again on 12 June 2022", "2022-06-12"),
        ("13 June, evening. The bridge fell.", "The bridge fell", "2022-06-13"),
        ("12 June.\nThe bridge fell.", "The bridge fell", "2022-06-16"),
        ("The bridge will open on 20 June.", "The bridge will open on 20 June", "2022-06-16"),
        ("A span was blown up in July 2014.", "A span was blown up in July 2014", "2014-07-01"),
        ("It fell on 31 June.", "It fell on 31 June", "2022-06-16"),
        ("It fell. On 12 June it was rebuilt.", "It fell", "2022-06-16"),
    ],
)
def test_the_last_date_in_it_else_before_it_else_publication(text: str, quote: str, day: str) -> None:
    one = report(text, published=date(2022, 6, 16))
    assert said_of(claim(one, quote, kind=Kind.ROAD), one).isoformat() == f"{day}T00:00:00+00:00"
