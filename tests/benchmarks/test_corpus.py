"""The corpus is read exactly, and a file that does not keep to the format is refused by file and field."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.corpus import AnnotatedReport, CorpusFault, load_corpus, main, parse, unmark
from safeconduct.model.claim import ConflictKind, Kind, Stance

DEV = Path(__file__).resolve().parents[2] / "corpus" / "dev"

HEAD = """\
title: A town
publisher: Wire
published: 2027-05-12
language: en
emergency: siege
genre: wire
parties:
  - {id: tovia, label: Tovia, zone: Europe/Athens, aliases: [Tovian army]}
places:
  sorvik: [Sorvik]
"""
TEXT = """\
{+c1.s}{+c2.s}Tovia{-c2.s}{-c1.s} {+c1.q}said{-c1.q} {+c1.c}“Come out.{-c1.c} {+c1.c}Now,”{-c1.c} \
{+c2.q}adding{-c2.q} {+c2.c}that {+c3.s}the élders{-c3.s} {+c3.q}asked for{-c3.q} {+c3.c}Sorvik{-c3.c}{-c2.c}.

{+c4.c}About 400 people are in the hall{-c4.c}."""
LEDGER = """\
claims:
  c1:
    stance: demands
    kind: window
    party: tovia
    values:
      - {slot: window, opens: 2027-05-13T04:00Z, closes: null, zone: Europe/Athens}
  c2: {stance: asserts, kind: out of scope, party: tovia}
  c3: {stance: requests, kind: destination, party: null, relayed_by: c2, values: [{slot: destination, place: sorvik}]}
  c4: {stance: asserts, kind: people, party: null, values: [{slot: people, low: 400, high: 400, population: civilians}]}
conflicts:
  - {kind: alternative, left: c1, right: c3}
"""


def whole(head: str = HEAD, text: str = TEXT, ledger: str = LEDGER) -> str:
    """A file of three parts."""
    return f"{head}---\n{text}\n---\n{ledger}"


def fault(content: str) -> str:
    """The message by which a file is refused."""
    with pytest.raises(CorpusFault) as refused:
        parse("001-a.md", content)
    return str(refused.value)


# --- what is read --------------------------------------------------------------------------------------------------


def test_the_text_is_what_is_left_without_markers() -> None:
    """To the code point, accents and quotation marks included."""
    report = parse("001-a.md", whole())
    assert report.text == (
        "Tovia said “Come out. Now,” adding that the élders asked for Sorvik.\n\nAbout 400 people are in the hall."
    )


def test_spans_are_code_points_and_may_nest_or_break_off() -> None:
    """A role opened twice is one discontinuous span; two claims may share their source."""
    report = parse("001-a.md", whole())
    first, second, third, fourth = report.claims
    assert first.source == second.source == ((0, 5),)
    assert [report.text[a:b] for a, b in first.content] == ["“Come out.", "Now,”"]
    assert report.quote(first.content) == "“Come out. … Now,”"
    assert report.quote(third.source) == "the élders"
    assert third.relayed_by == "c2"
    assert not fourth.attributed
    assert (fourth.source, fourth.cue) == ((), ())


def test_the_ledger_is_read_with_its_types() -> None:
    """Stance, kind and conflict are the model's; instants are UTC; the other values stay as written."""
    report = parse("001-a.md", whole())
    assert (report.claims[0].stance, report.claims[0].kind) == (Stance.DEMANDS, Kind.WINDOW)
    assert report.claims[0].values == (
        {
            "slot": "window",
            "opens": datetime(2027, 5, 13, 4, tzinfo=UTC),
            "closes": None,
            "zone": "Europe/Athens",
        },
    )
    assert report.claims[3].values == ({"slot": "people", "low": 400, "high": 400, "population": "civilians"},)
    assert [(c.kind, c.left, c.right) for c in report.conflicts] == [(ConflictKind.ALTERNATIVE, "c1", "c3")]
    assert (report.parties[0].id, report.parties[0].aliases) == ("tovia", ("Tovian army",))
    assert report.places == {"sorvik": ("Sorvik",)}
    assert report.head.published.isoformat() == "2027-05-12"


def test_overlapping_spans_are_allowed() -> None:
    """Markers are no brackets: two spans may cross."""
    text, spans = unmark("{+c1.c}one {+c2.c}two{-c1.c} three{-c2.c}")
    assert text == "one two three"
    assert spans == {"c1": {"c": ((0, 7),)}, "c2": {"c": ((4, 13),)}}


def test_line_ends_are_not_translated(tmp_path: Path) -> None:
    """A carriage return within the text stays a code point of the report."""
    (tmp_path / "001-a.md").write_bytes(whole(text=TEXT.replace("\n\n", "\r\n\r\n")).encode())
    (report,) = load_corpus(tmp_path)
    assert "\r\n\r\nAbout" in report.text


# --- what is refused -----------------------------------------------------------------------------------------------

#: part of a file, what is replaced in it, by what, the field the refusal names
FAULTS = [
    ("head", "title: A town", "title: A town\ncolour: red", "head.colour"),
    ("head", "title: A town\n", "", "head.title"),
    ("head", "title: A town", "title: A town\ntitle: B", "title"),
    ("head", "genre: wire", "genre: poem", "head.genre"),
    ("head", "published: 2027-05-12", "published: soon", "head.published"),
    ("head", "Europe/Athens", "Europe/Atlantis", "head.parties.0.zone"),
    ("head", "[Sorvik]", "[]", "head.places.sorvik"),
    ("head", "title: A town", "title: [A town", "head"),
    ("text", "{-c4.c}", "", "text.c4.c"),
    ("text", "{+c4.c}", "", "text.c4.c"),
    ("text", "{+c4.c}", "{+c4.c}{+c4.c}", "text.c4.c"),
    ("text", "{+c4.c}", "{+c4.c}{c4.x}", "text"),
    ("text", "{+c4.c}About", "About{+c4.c}", "text.c4.c"),
    ("text", "hall{-c4.c}.", "hall{-c4.c}. {+c4.s}{-c4.s}", "text.c4.s"),
    ("text", "in the hall{-c4.c}", "in the hall{-c4.c} {+c9.c}x{-c9.c}", "text.c9"),
    ("text", "{+c3.q}asked for{-c3.q}", "asked for", "text.c3.q"),
    ("text", "{+c3.s}the élders{-c3.s}", "the élders", "text.c3.s"),
    ("text", "{+c3.c}Sorvik{-c3.c}", "Sorvik", "text.c3.c"),
    ("text", "{+c3.c}Sorvik{-c3.c}{-c2.c}", "{-c2.c}{+c3.c}Sorvik{-c3.c}", "text.c2.c"),
    ("text", " {+c3.c}Sorvik{-c3.c}{-c2.c}", "{-c2.c} {+c3.c}Sorvik{-c3.c}", "text.c3.c"),
    ("ledger", "c4:", "c5:", "text.c4"),
    ("ledger", "stance: requests", "stance: hopes", "ledger.claims.c3.stance"),
    ("ledger", "kind: destination", "kind: place", "ledger.claims.c3.kind"),
    ("ledger", "kind: destination", "kind: road", "ledger.claims.c3"),
    ("ledger", "kind: people, party: null", "kind: people, party: tovia", "ledger.claims.c4.party"),
    ("ledger", "kind: destination, party: null", "kind: destination, party: orla", "ledger.claims.c3.party"),
    ("ledger", "relayed_by: c2", "relayed_by: c9", "ledger.claims.c3.relayed_by"),
    ("ledger", "relayed_by: c2", "relayed_by: c3", "ledger.claims.c3.relayed_by"),
    ("ledger", "kind: people, party: null", "kind: people, party: null, relayed_by: c2", "ledger.claims.c4.relayed_by"),
    ("ledger", "kind: people,", "kind: people, mood: grim,", "ledger.claims.c4.mood"),
    ("ledger", "place: sorvik", "place: orlo", "ledger.claims.c3.values.0.place"),
    ("ledger", "place: sorvik", "place: null", "ledger.claims.c3.values.0"),
    ("ledger", "low: 400,", "", "ledger.claims.c4.values.0"),
    ("ledger", "low: 400", "low: 401", "ledger.claims.c4.values.0"),
    ("ledger", "low: 400, high: 400", "low: null, high: null", "ledger.claims.c4.values.0"),
    ("ledger", "low: 400", "low: true", "ledger.claims.c4.values.0.low"),
    ("ledger", "low: 400", "low: many", "ledger.claims.c4.values.0.low"),
    ("ledger", "population: civilians", "population: ducks", "ledger.claims.c4.values.0.population"),
    ("ledger", "slot: people", "slot: persons", "ledger.claims.c4.values.0"),
    ("ledger", "2027-05-13T04:00Z", "2027-05-13T04:00", "ledger.claims.c1.values.0.opens"),
    ("ledger", "zone: Europe/Athens", "zone: null", "ledger.claims.c1.values.0"),
    ("ledger", "closes: null", "closes: 2027-05-13T04:00Z", "ledger.claims.c1.values.0"),
    ("ledger", "right: c3", "right: c9", "ledger.conflicts.0.right"),
    ("ledger", "right: c3", "right: c1", "ledger.conflicts.0"),
    ("ledger", "kind: alternative", "kind: quarrel", "ledger.conflicts.0.kind"),
]


@pytest.mark.parametrize(("part", "old", "new", "field"), FAULTS)
def test_a_fault_names_file_and_field(part: str, old: str, new: str, field: str) -> None:
    """One thing is wrong in an otherwise sound file."""
    sound = {"head": HEAD, "text": TEXT, "ledger": LEDGER}
    assert old in sound[part]
    message = fault(whole(**{**sound, part: sound[part].replace(old, new, 1)}))
    assert message.startswith(f"001-a.md: {field}: "), message


def test_three_parts_are_needed() -> None:
    """Neither two nor four."""
    assert fault(f"{HEAD}---\n{TEXT}\n").startswith("001-a.md: parts: ")
    assert fault("---\n" + whole()).startswith("001-a.md: parts: ")


def test_no_circle_of_relays() -> None:
    """Two claims of one content that relay each other are refused."""
    text = "{+c1.s}{+c2.s}A{-c2.s}{-c1.s} {+c1.q}{+c2.q}said{-c2.q}{-c1.q} {+c1.c}{+c2.c}so{-c2.c}{-c1.c}"
    entry = "{{stance: asserts, kind: out of scope, party: null, relayed_by: {0}}}"
    ledger = f"claims:\n  c1: {entry.format('c2')}\n  c2: {entry.format('c1')}\nconflicts: []\n"
    assert "relayed_by: " in fault(whole(text=text, ledger=ledger))


@pytest.mark.parametrize(("names", "faulty"), [(["1-a.md"], "1-a.md"), (["001-a.md", "001-b.md"], "001-b.md")])
def test_names_of_files(tmp_path: Path, names: list[str], faulty: str) -> None:
    """NNN-slug.md, each number once."""
    for name in names:
        (tmp_path / name).write_text(whole(), encoding="utf-8")
    with pytest.raises(CorpusFault, match=f"^{faulty}: name: "):
        load_corpus(tmp_path)


def test_only_utf8(tmp_path: Path) -> None:
    """Another encoding is a fault and no guess."""
    (tmp_path / "001-a.md").write_bytes(whole().encode("latin-1", errors="replace"))
    with pytest.raises(CorpusFault, match=r"^001-a\.md: text: not UTF-8"):
        load_corpus(tmp_path)


# --- the command ---------------------------------------------------------------------------------------------------


def test_counts_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a report and the totals."""
    (tmp_path / "001-a.md").write_text(whole(), encoding="utf-8")
    (tmp_path / "002-b.md").write_text(whole(), encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    first, _, total = capsys.readouterr().out.splitlines()
    said = "19 words 4 claims 3 attributed 1 unattributed 1 nested 1 conflicts"
    assert first.split() == ["001-a", *said.split()]
    assert total.split()[:4] == ["2", "reports", "38", "words"]


def test_a_fault_or_nothing_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use, an empty folder, and a faulty file."""
    assert main([]) == 2
    assert main([str(tmp_path)]) == 2
    (tmp_path / "001-a.md").write_text(whole(text="{+c1.c}"), encoding="utf-8")
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().out.splitlines()[-1].startswith("NOT OK: 001-a.md: text.c1.c: ")


# --- the reports for development -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dev() -> tuple[AnnotatedReport, ...]:
    """The reports that rules may be written with."""
    return load_corpus(DEV)


def test_the_development_reports_are_mixed(dev: tuple[AnnotatedReport, ...]) -> None:
    """Every emergency and every genre at least three times; none too short, none nearly without claims."""
    for field in ("emergency", "genre"):
        seen = [getattr(report.head, field) for report in dev]
        assert {name for name in seen if seen.count(name) < 3} == set()
    assert len({report.head.emergency for report in dev}) == 6
    assert len({report.head.genre for report in dev}) == 8
    assert all(report.counts["words"] >= 250 and report.counts["claims"] >= 8 for report in dev)


def test_sentences_end_outside_contents(dev: tuple[AnnotatedReport, ...]) -> None:
    """The final stop is no part of what is said, unless it stands within quotation marks or in a labelled turn."""
    wrong = [
        f"{report.name} {claim.id}: {report.quote(claim.content)[-30:]}"
        for report in dev
        for claim in report.claims
        if report.text[claim.content[-1][1] - 1] in ".,;" and report.quote(claim.cue) != ":"
    ]
    assert wrong == []
