"""Where no checkpoint is on the way, no timetable has a column for it: page, paper and the page of plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.model.dossier import Dossier
from safeconduct.publish.brief import brief_pdf
from safeconduct.publish.page import page_html
from tests.publish import sample
from tests.publish.test_brief import words
from tests.web import served


def without_checkpoint(found: Dossier) -> Dossier:
    """The same plans with nobody screened: reach and screening fall on the departure."""
    answers = []
    for one in found.answers:
        if one.plan is not None:
            free = (replace(c, reach=c.depart, screen_from=c.depart, screen_until=c.depart) for c in one.plan.convoys)
            one = replace(one, plan=replace(one.plan, convoys=tuple(free)))
        answers.append(one)
    return replace(found, answers=tuple(answers))


def test_page_and_paper_have_the_columns_where_somebody_is_screened() -> None:
    dossier = sample.dossier()
    for text in (page_html(dossier), words(brief_pdf(dossier))):
        assert "Reaches screening" in text
        assert "Screened" in text
    free = without_checkpoint(dossier)
    page, paper = page_html(free), words(brief_pdf(free))
    for text in (page, paper):
        assert "Reaches screening" not in text
        assert "Screened" not in text
        assert "Boards" in text
    rows = page.split(">Boards</th>")[1].split("</table>")[0].split("<tr>")[1:]
    assert rows
    assert all(row.count('scope="row"') + row.count("<td") == 7 for row in rows)
    assert page.split(">Boards</th>")[1].split("</thead>")[0].count("<th ") == 3  # departs, arrives, local


def test_the_page_of_plans_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = without_checkpoint(served.dossier())
    for dossier, columns in ((served.dossier(), 1), (found, 0)):
        monkeypatch.setattr(served, "dossier", lambda dossier=dossier: dossier)
        folder = tmp_path / str(columns)
        folder.mkdir()
        with served.service(folder) as service:
            page = service.person("reader").get("/plan").text
        assert page.count(">Departs</th>") >= 1
        assert page.count(">Screened</th>") == columns * page.count(">Departs</th>")
