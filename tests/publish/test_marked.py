"""Marks: nested, crossing, masked; every claim has exactly one anchor and the text is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.claim import Kind
from safeconduct.model.report import Span
from safeconduct.publish.ledger import build_ledger, sentence_around
from safeconduct.publish.marked import marked_report
from tests.publish import sample


def test_every_claim_has_one_anchor() -> None:
    dossier = sample.dossier()
    ledger = build_ledger(dossier)
    html = marked_report(sample.REPORT, dossier.claims, ledger)
    for claim in dossier.claims:
        wanted = 0 if claim.on_combatants else 1
        assert html.count(f'id="claim-{claim.id}"') == wanted


def test_the_sentence_of_a_combatant_claim_is_masked() -> None:
    html = marked_report(sample.REPORT, sample.CLAIMS, build_ledger(sample.dossier()))
    assert "2,500" not in html
    assert "spokesman for North" not in html
    assert "about 100 civilians" in html


def test_nested_claims_nest() -> None:
    html = marked_report(sample.REPORT, sample.CLAIMS, build_ledger(sample.dossier()))
    outer = html.index(f'id="claim-{sample.REFUSAL.id}"')
    assert outer < html.index(f'id="claim-{sample.REQUEST.id}"')


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)), min_size=1, max_size=6))
def test_any_spans_give_well_nested_marks_and_keep_the_text(ranges: list[tuple[int, int]]) -> None:
    text = "abcdefghij klmno <b> & pqrst uvwxyz 0123456789 ABCDEFGH"
    source = sample.report(text, report_id="any")
    claims = []
    for n, (start, length) in enumerate(ranges):
        span = Span(report="any", start=start, end=start + length, quote=text[start : start + length])
        claims.append(replace(sample.ON_FOOT, id=f"{n:012x}", report="any", content=(span,), kind=Kind.ROAD, values=()))
    dossier = replace(sample.draft(), reports=(source,), claims=tuple(claims), conflicts=())
    html = str(marked_report(source, tuple(claims), build_ledger(dossier)))
    depth = 0
    for tag in re.findall(r"</?mark", html):
        depth += 1 if tag == "<mark" else -1
        assert depth >= 0
    assert depth == 0
    bare = re.sub(r'<a class="tag".*?</a>', "", html)
    assert unescape(re.sub(r"<[^>]*>", "", bare)) == text
    assert all(html.count(f'id="claim-{c.id}"') == 1 for c in claims)


def test_a_sentence_ends_where_it_ends() -> None:
    text = 'One. "Two is here." Three\nFour'
    assert text[slice(*sentence_around(text, 6, 9))] == '"Two is here."'
    assert text[slice(*sentence_around(text, 22, 23))].strip() == "Three"
