"""A pasted report is read here and now: its claims stand undecided on the page, and nothing else changes."""

from __future__ import annotations

from tests.web.served import Person, Service

TEXT = (
    "North said on Tuesday that a corridor from Alpha to Bravo will be open on 16 June from 9:00 to 19:00 Moscow time."
)


def pasted(someone: Person, **changes: str) -> int:
    fields = {"text": TEXT, "title": "A window", "publisher": "Agency", "published": "2022-06-14"}
    return someone.form("/reports", **(fields | changes)).status_code


def test_its_claims_are_undecided_and_the_situation_stays(service: Service) -> None:
    confirmer = service.person("confirmer")
    before = service.operation.case().dossier
    assert pasted(confirmer) == 303
    found = service.operation.case().dossier
    (report,) = [one for one in found.reports if one.title == "A window"]
    claims = [claim for claim in found.claims if claim.report == report.id]
    assert any(claim.kind == "window" for claim in claims)
    assert found.situation == before.situation
    assert len(found.reports) == len(before.reports) + 1
    assert f'id="report-{report.id}"' in confirmer.get("/").text


def test_what_was_decided_since_is_still_told_apart(service: Service) -> None:
    """A decision made before the paste is not one the situation knows."""
    confirmer = service.person("confirmer")
    claim = next(c for c in service.operation.case().dossier.claims)
    confirmer.form(f"/claims/{claim.id}", verdict="reject", why="seen otherwise")
    assert len(service.operation.case().since) == 1
    pasted(confirmer)
    assert len(service.operation.case().since) == 1


def test_what_cannot_be_read_is_refused(service: Service) -> None:
    confirmer = service.person("confirmer")
    assert pasted(confirmer, text=" ") == 422
    assert pasted(confirmer, text="a" * 200_001) == 422
    assert pasted(confirmer, published="yesterday") == 422
    assert pasted(confirmer) == 303
    assert pasted(confirmer, title="The same again") in (303, 409)
    assert len([one for one in service.operation.case().dossier.reports if one.text == TEXT]) <= 1
    assert pasted(service.person("reader")) == 403
    assert 'id="paste"' not in service.person("gate").get("/").text
