"""The whole bundle: same bytes twice, whole or not at all, no foreign address, no combatant, nothing hostile runs."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from safeconduct.model.claim import Kind, PeopleValue, Population
from safeconduct.model.dossier import Dossier
from safeconduct.publish import bundle
from safeconduct.publish.brief import brief_pdf
from safeconduct.publish.bundle import write_bundle
from safeconduct.publish.page import page_html
from safeconduct.publish.tables import safe
from safeconduct.redact.levels import Level
from tests.publish import sample

HOSTILE = (
    'North said that <script>alert(1)</script> #read("/etc/passwd") \u202eevil\u202c '
    "=cmd|'/C calc'!A0 {{ 7*7 }} about 12 civilians are in Alpha."
)
WORDS = re.compile(
    r"liberat(?!ion Sans)|occupied|militant|terroris|hostage|human shield|regime|separatis", re.IGNORECASE
)


class Page(HTMLParser):
    """Ids, links, scripts and foreign addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.hrefs.append(value or "")
            if name.startswith("on") or name in ("src", "srcset", "action", "data", "poster"):
                self.outside.append(f"{tag} {name}")


def hostile() -> Dossier:
    """The draft of a report that attacks."""
    source = sample.report(HOSTILE, report_id="evil", title="=1+1 <script>x</script> #read(1)")
    counted = sample.claim(
        source,
        "=cmd|'/C calc'!A0 {{ 7*7 }} about 12 civilians",
        Kind.PEOPLE,
        sample.people(12, 12, Population.CIVILIANS, "12"),
        speaker="<script>alert(1)</script>",
    )
    return replace(sample.draft(), reports=(source,), claims=(counted,), conflicts=())


CASES = {"sample": sample.dossier, "draft": sample.draft, "hostile": hostile}


@pytest.fixture(params=CASES)
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return CASES[request.param]()


@pytest.mark.parametrize("level", Level)
def test_every_link_has_its_target(dossier: Dossier, level: Level) -> None:
    page = Page(page_html(dossier, level))
    assert len(set(page.ids)) == len(page.ids), sorted({i for i in page.ids if page.ids.count(i) > 1})
    assert all(href.startswith("#") for href in page.hrefs)
    assert {href[1:] for href in page.hrefs} <= set(page.ids)


def test_no_script_and_no_foreign_address(dossier: Dossier) -> None:
    html = page_html(dossier)
    page = Page(html)
    assert not page.tags & {"script", "iframe", "object", "embed", "link", "img", "form", "base"}
    assert page.outside == []
    without_namespace = html.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|[\"'(]//|@import|url\((?!#)", without_namespace)


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    write_bundle(hostile(), tmp_path / "out")
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html
    rows = list(csv.reader(io.StringIO((tmp_path / "out" / "claims.csv").read_text(encoding="utf-8"))))
    assert rows[1][10].startswith("'=cmd")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert (tmp_path / "out" / "brief.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\u202e=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text)[0] == "'"


def test_same_bytes_twice(tmp_path: Path, dossier: Dossier) -> None:
    first = write_bundle(dossier, tmp_path / "one")
    second = write_bundle(dossier, tmp_path / "two")
    assert [p.name for p in first] == [p.name for p in second]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name


def _words(path: Path) -> str:
    """What a reader of a document sees; the bytes of a PDF are packed, and their offsets can be any number."""
    if path.suffix != ".pdf":
        return path.read_bytes().decode("utf-8", "replace")
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))


def test_no_combatant_in_any_document(tmp_path: Path) -> None:
    for path in write_bundle(sample.dossier(), tmp_path / "out"):
        data = _words(path)
        for word in ("2,500", "2500", "2501", "fighters"):
            assert word not in data, f"{path.name} says {word!r}"
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "[withheld: claim on combatants]" in html
    assert "1 claim withheld" in html


def test_a_count_of_combatants_is_never_put_into_words() -> None:
    value = sample.COMBATANTS.values[0]
    assert isinstance(value, PeopleValue)
    with pytest.raises(ValueError, match="combatants"):
        sample_words(value)


def sample_words(value: PeopleValue) -> str:
    from safeconduct.publish.figures import people

    return people(value)


def test_a_failure_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_bundle(sample.dossier(), out)
    (out / "mine.txt").write_text("kept")
    before = {p.name: p.read_bytes() for p in out.iterdir()}

    def broken(*_: object) -> str:
        raise RuntimeError("no")

    monkeypatch.setattr(bundle, "claims_csv", broken)
    with pytest.raises(RuntimeError):
        write_bundle(sample.draft(), out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_stale_documents_go_and_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_bundle(sample.dossier(), out, build_check=lambda path: path.write_bytes(b"pyz"))
    assert (out / "check.pyz").exists()
    (out / "mine.txt").write_text("kept")
    write_bundle(sample.draft(), out)
    assert {p.name for p in out.iterdir()} == {"index.html", "brief.pdf", "claims.csv", "mine.txt"}


def test_words_of_the_page_are_neutral() -> None:
    html = page_html(sample.dossier())
    assert not WORDS.search(html)


def test_status_and_limit_stand_on_the_page_and_the_draft_says_so() -> None:
    html = page_html(sample.dossier())
    assert "announced by one party · not agreed · capacity study" in html
    assert "not a forecast, not a clearance, not permission." in html
    assert "Not yet stress-tested" in html
    draft = page_html(sample.draft())
    assert "DRAFT – nothing confirmed" in draft
    assert "Proved for the model" not in draft


def test_levels_hide_what_they_hide() -> None:
    internal, party, public = (page_html(sample.dossier(), lv) for lv in (Level.INTERNAL, Level.PARTY, Level.PUBLIC))
    assert "whom to ask first" in internal
    assert "whom to ask first" not in party
    assert "06:40Z" in party
    assert "06:40Z" not in public
    assert "level <b>public</b>" in public
    assert "<svg" in public  # people counts stay
    assert "schematic – not surveyed" not in public.split("<main>")[1].split('id="warnings"')[0]


@pytest.mark.parametrize("level", list(Level))
def test_how_long_a_place_can_hold_out_is_told_to_the_team_alone(tmp_path: Path, level: Level) -> None:
    """Neither the claim, nor its words in the report, nor a decision on it, in any document of a side or the public."""
    words = {path.name: _words(path) for path in write_bundle(sample.dossier(), tmp_path / "out", level=level)}
    telling = {name for name, text in words.items() if sample.FOOD.content[0].quote in text}
    assert "brief.pdf" in words
    if level in (Level.PARTY, Level.PUBLIC):
        assert telling == set()
        assert "[withheld: how long a place can hold out]" in words["index.html"]
        assert "[withheld: how long a place can hold out]" in words["claims.csv"]
    else:
        assert {"index.html", "claims.csv"} <= telling
        assert "how long a place can hold out]" not in words["index.html"]


def test_a_party_gets_no_json_of_small_counts(tmp_path: Path) -> None:
    names = {p.name for p in write_bundle(sample.dossier(), tmp_path / "out", level=Level.PARTY)}
    assert not any(name.endswith(".json") for name in names)


def test_the_brief_keeps_to_five_pages() -> None:
    pdf = brief_pdf(sample.dossier())
    assert pdf.startswith(b"%PDF")
    assert pdf == brief_pdf(sample.dossier())
