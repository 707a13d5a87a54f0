from safeconduct.adapters.spacy_parser import SpacyParser
from safeconduct.model.claim import WindowValue
from safeconduct.read.attribute import relations
from safeconduct.read.gaps import uncovered
from safeconduct.read.reader import RulesReader
from safeconduct.read.segment import parser_view, quotations, sentences
from safeconduct.read.tree import grow
from tests.read.conftest import Maker


def gaps(parser: SpacyParser, text: str) -> list[str]:
    plain = parser_view(text)
    trees = [grow(s, parser.parse(plain[s.start : s.end])) for s in sentences(text)]
    found = uncovered(trees, relations(trees, quotations(text)), lambda at: True, text)
    return [text[a:b] for _, (a, b) in found]


def test_a_sentence_without_a_speaker_is_taken_whole(parser: SpacyParser) -> None:
    assert gaps(parser, "All bridges have been demolished.") == ["All bridges have been demolished"]


def test_a_clause_beside_the_relation_is_taken_alone(parser: SpacyParser) -> None:
    text = "Since it pushed its forces into Ordia in February, Ardia has repeatedly made similar claims."
    assert gaps(parser, text) == ["it pushed its forces into Ordia in February"]


def test_covered_sentences_questions_headings_and_silences_leave_nothing(parser: SpacyParser) -> None:
    for text in (
        "Ardia said that the road is open.",
        "Is the road open?",
        "14 June 2022",
        "It gives no number of buses.",
    ):
        assert gaps(parser, text) == []


def test_a_part_before_a_semicolon_is_heard_beside_what_somebody_says(reader: RulesReader, report: Maker) -> None:
    """The valid hours stand before the semicolon, and the withdrawn ones behind it: neither may be missing."""
    text = (
        "On Friday from 06:00 to 09:30 UTC the south lane will be open; "
        "the agency withdrew an earlier notice that gave 05:00 to 08:30 UTC."
    )
    windows = [v for c in reader.read(report(text), (), {}) for v in c.values if isinstance(v, WindowValue)]
    valid = [v for v in windows if "06:00 to 09:30" in v.as_written]
    withdrawn = [v for v in windows if "05:00 to 08:30" in v.as_written]
    assert valid
    assert withdrawn
    assert all("hours are changed or taken back" in v.flags for v in withdrawn)
    assert all("hours are changed or taken back" not in v.flags for v in valid)
