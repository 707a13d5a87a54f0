"""The page of documents: every file it names is there; in an exercise each says so; narrower levels tell less."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.publish.test_stamp import pdf_words
from tests.web.served import Person, Service


def files(someone: Person) -> list[tuple[str, str]]:
    """Address and shown name of every document of the page."""
    found = re.findall(r'<li><a href="(/documents/[^"]+)" download><b>([^<]+)</b>', someone.get("/documents").text)
    return [(unescape(to), name) for to, name in found]


def said(name: str, data: bytes) -> str:
    """What a reader finds in a document, and in its name."""
    inside = " ".join(pdf_words(data)) if name.endswith(".pdf") else data.decode("utf-8", "replace")
    return f"{name} {inside}"


def test_every_document_of_an_exercise_says_so(service: Service) -> None:
    """Each published file, for every audience, is fetched and searched."""
    dispatcher = service.exercise()
    head = service.operation.verified().head
    found = files(dispatcher)
    assert {to.split("/")[2] for to, _ in found if to.count("/") == 3} == {"partner", "party", "public"}
    for to, name in found:
        answer = dispatcher.get(to)
        assert answer.status_code == 200, to
        words = said(name, answer.content)
        assert "EXERCISE" in words, to
        assert "EXERCISE" in answer.headers["content-disposition"]
        if name.endswith((".html", ".svg", ".csv", ".pdf")):
            assert words.count("EXERCISE") > 1, to  # inside, not in the name alone
            assert head in "".join(words.split()), to


def test_before_any_day_no_document_speaks_of_an_exercise(service: Service) -> None:
    reader = service.person("reader")
    found = files(reader)
    assert {"brief.pdf", "index.html", "situation.json", "timetable.csv", "check.pyz"} <= {name for _, name in found}
    for to, name in found:
        if not name.endswith(".pyz"):
            words = said(name, reader.get(to).content)
            assert "EXERCISE" not in words, to
            assert "log head" not in words, to


def test_what_stands_under_an_audience_is_of_its_level(service: Service) -> None:
    reader = service.person("reader")
    for level in ("partner", "party", "public"):
        page = reader.get(f"/documents/{level}/index.html").text
        assert f"level <b>{level}</b>" in page
    assert reader.get("/documents/public/map.svg").status_code == 404
    assert reader.get("/documents/party/situation.json").status_code == 404
    assert not [to for to, name in files(reader) if "/public/" in to and name in ("map.svg", "timetable.csv")]


@pytest.mark.parametrize("path", ["/documents/alpha.safeconduct", "/documents/internal/brief.pdf", "/documents/x/y"])
def test_what_is_no_document_is_not_found(service: Service, path: str) -> None:
    assert service.person("reader").get(path).status_code == 404


def test_a_document_follows_the_case(service: Service) -> None:
    """A decision made since is in the next table of claims."""
    reader, confirmer = service.person("reader"), service.person("confirmer")
    claim = next(one for one in service.operation.case().dossier.claims)
    before = reader.get("/documents/claims.csv").content
    confirmer.form(f"/claims/{claim.id}", verdict="reject", why="said of another place")
    assert reader.get("/documents/claims.csv").content != before
