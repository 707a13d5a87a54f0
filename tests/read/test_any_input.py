"""Whatever a report holds: every span is verbatim and in range, and reading is a pure function of text and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.adapters.english_reader import EnglishReader
from safeconduct.model.claim import Claim, Stance
from safeconduct.model.errors import ReportUnreadable
from safeconduct.model.report import Report
from safeconduct.read.characters import oddities
from safeconduct.read.load import load_report, make_report, plain_text
from safeconduct.read.names import mask_names
from safeconduct.read.notes import notes_on
from safeconduct.read.proposals import Proposal, located
from safeconduct.read.reader import RulesReader
from safeconduct.read.relations import relations_json
from safeconduct.read.segment import paragraphs
from tests.read.fakes import FakeParser

DAY = date(2022, 6, 15)
#: Pieces that reports are made of, among them all that has broken readers before.
PIECES = st.sampled_from(
    [
        *("Ardia", "Ordia", "said", "that", "denied", "the bridge", "is closed", "more than 500 civilians", "to Halm"),
        *("according to", "from 8:00 a.m. to 20:00 p.m.", "Moscow time", "on Wednesday", "announced", "and", "it", ","),
        *(".", "”", "“", '"', "\n", "\n\n", "\u00a0", "\u2028", "\u202e", "\u200f", "\u200b", "\ufeff", "…", "–", ";"),
        *("Mоscow", "e\u0301", "İ", "ß", "ﬁ", "𝟓𝟎𝟎", "٥٠٠", "½", "🚌", "\U000e0041", "کاروان", "міст", "<script>"),
        *("{{7*7}}", "=1+1", "1,000,000,000,000", "-5", "0", "20:99", "hundreds of"),
        *("Mr", "Gen.", "No. 5", "aged 43", "a nurse", "X", "Xxxx"),
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=40).map(" ".join),
    st.lists(PIECES, min_size=1, max_size=40).map("".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
)


def a_report(text: str) -> Report:
    """A report of a text."""
    return make_report(text, id="r", title="t", publisher="p", published=DAY)


def sound(report: Report, claims: tuple[Claim, ...]) -> None:
    """Every span of every claim is the text at its place."""
    for claim in claims:
        assert claim.content
        for span in (*claim.speaker, *claim.cue, *claim.content):
            assert 0 <= span.start < span.end <= len(report.text)
            assert report.text[span.start : span.end] == span.quote
    assert len({claim.id for claim in claims}) == len(claims)
    assert {claim.relayed_by for claim in claims} <= {None, *(claim.id for claim in claims)}


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_are_verbatim_under_any_parse(text: str) -> None:
    report = a_report(text)
    reader = RulesReader(FakeParser())
    claims = reader.read(report, (), {"halm": ("Halm",)})
    sound(report, claims)
    assert reader.read(replace(report, title="other", publisher="other"), (), {"halm": ("Halm",)}) == claims
    assert RulesReader(FakeParser()).read(report, (), {"halm": ("Halm",)}) == claims
    relations_json(report, claims)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_spans_are_verbatim_under_the_real_parse(reader: RulesReader, text: str) -> None:
    parser = reader._parser
    report = a_report(mask_names(text))
    claims = EnglishReader(parser).read(report, (), {})  # type: ignore[arg-type]
    sound(report, claims)
    assert EnglishReader(parser).read(report, (), {}) == claims  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_report_or_a_refusal(data: bytes) -> None:
    try:
        report = load_report(data, id="r", title="t", publisher="p", published=DAY)
    except ReportUnreadable:
        return
    assert report.text.encode() == data
    sound(report, RulesReader(FakeParser()).read(report, (), {}))
    notes_on(report)


@given(TEXTS)
def test_masking_and_notes_never_change_what_they_do_not_name(text: str) -> None:
    report = a_report(text)
    assert notes_on(report) == notes_on(replace(report, id="x", title="y"))
    assert oddities(mask_names(text)).turning == oddities(text).turning
    assert plain_text(f"a{text}".encode(), "f", markup=True) == f"a{text}" if text.isprintable() else True


@given(
    TEXTS,
    st.lists(
        st.builds(
            Proposal,
            paragraph=st.integers(-2, 9),
            speaker=PIECES,
            cue=PIECES,
            content=st.one_of(PIECES, TEXTS),
            stance=st.sampled_from(Stance),
        ),
        max_size=4,
    ),
)
def test_a_models_words_are_found_verbatim_or_not_taken(text: str, proposals: list[Proposal]) -> None:
    found, rejected = located(text, proposals)
    assert len(found) + len(rejected) == len(proposals)
    for proposal, relation in found:
        ranges = (*relation.source, *relation.cue, *relation.content)
        assert all(0 <= start < end <= len(text) for start, end in ranges)
        for words, (start, end) in zip((proposal.speaker, proposal.cue, proposal.content), ranges, strict=True):
            letters = [c for c in text[start:end] if c.isalnum()]
            assert letters == [c for c in words if c.isalnum()]
        assert any(a <= relation.cue[0][0] and relation.cue[0][1] <= b for a, b in paragraphs(text))
