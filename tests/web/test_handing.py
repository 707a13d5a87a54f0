"""Handing out check-in links from the board: what is offered, and what is refused."""

from __future__ import annotations

import re

import pytest
from starlette.requests import Request

from safeconduct.model.errors import InputError
from safeconduct.web import handing as handing_page
from safeconduct.web.handing import scope_of
from tests.web import served
from tests.web.served import Service

DAY = "15 June"


def test_the_board_offers_every_convoy_and_place_and_shows_what_is_in_use(service: Service) -> None:
    dispatcher = service.exercise()
    page = dispatcher.get("/board").text
    for value in ("convoy:1", "place:alpha", "place:bravo"):
        assert f'<option value="{value}">' in page
    assert "No link is in use" in page
    made = dispatcher.form("/board/links", day=DAY, scope="place:alpha", hours="4")
    assert made.headers["location"].startswith("/board/links/checkin-")
    shown = dispatcher.get(made.headers["location"]).text
    assert "Check-in link for alpha" in shown
    assert 'class="qr"' in shown
    page = dispatcher.get("/board").text
    assert made.headers["location"] in page
    assert "not opened yet" in page


def test_the_board_tells_when_a_phone_last_spoke(service: Service) -> None:
    dispatcher = service.exercise()
    made = dispatcher.form("/board/links", day=DAY, scope="convoy:1", hours="4").headers["location"]
    link = dispatcher.get(made).text.split('href="http://127.0.0.1:8411')[1].split('"')[0]
    assert service.stranger().get(f"{link}/now").status_code == 200
    assert "last heard" in dispatcher.get("/board").text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", ("1", "")),
        (" convoy 1 ", ("1", "")),
        ("Convoy 1", ("1", "")),
        ("ALPHA", ("", "alpha")),
        ("convoy:1", ("1", "")),
        ("place:bravo", ("", "bravo")),
    ],
)
def test_a_scope_is_chosen_or_typed(service: Service, written: str, meant: tuple[str, str]) -> None:
    service.exercise()
    assert scope_of(written, service.operation.days.seen(DAY).state) == meant


@pytest.mark.parametrize("written", ["", "11", "convoy", "convoy 11", "alph", "day:1"])
def test_what_is_typed_and_is_nothing_of_the_day_makes_no_link(service: Service, written: str) -> None:
    """A part of a number is not the convoy: a link for the wrong one would count the wrong people."""
    service.exercise()
    with pytest.raises(InputError, match="for a convoy or for a place"):
        scope_of(written, service.operation.days.seen(DAY).state)


def test_many_convoys_are_typed_and_the_next_to_leave_are_suggested(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatcher = service.exercise()
    monkeypatch.setattr(handing_page, "CHOSEN", 2)
    monkeypatch.setattr(handing_page, "SUGGESTED", 1)
    page = dispatcher.get("/board").text
    assert re.findall(r'<option value="((?:convoy|alpha|bravo)[^"]*)"></option>', page) == ["alpha", "convoy 1"]
    assert 'name="scope" list="scopes"' in page
    made = dispatcher.form("/board/links", day=DAY, scope="convoy 1", hours="4").headers["location"]
    assert "Check-in link for convoy 1" in dispatcher.get(made).text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"scope": "convoy:9", "hours": "4"}, "no convoy 9"),
        ({"scope": "place:nowhere", "hours": "4"}, "no site or reception nowhere"),
        ({"scope": "day:1", "hours": "4"}, "for a convoy or for a place"),
        ({"scope": "convoy:1", "hours": "240"}, "1 to 24 hours"),
        ({"scope": "convoy:1", "hours": "x"}, "choose how long"),
    ],
)
def test_a_link_that_cannot_be_made_is_refused_in_words(service: Service, given: dict[str, str], words: str) -> None:
    refused = service.exercise().form("/board/links", day=DAY, **given)
    assert refused.status_code in (404, 422)
    assert words in refused.text


@pytest.mark.parametrize(("base", "only_here"), [(served.HOST, "127.0.0.1"), ("http://localhost:8411", "localhost")])
def test_a_code_that_no_phone_can_open_says_so_beside_it(service: Service, base: str, only_here: str) -> None:
    dispatcher = service.exercise(DAY)
    made = dispatcher.form("/board/links", day=DAY, scope="convoy:1", hours="4").headers["location"]
    alone, board = (" ".join(dispatcher.get(page, base=base).text.split()) for page in (made, "/board"))
    for page in (alone, board):
        assert "No phone can open" in page
        assert f"The service answers at {only_here}" in page or f"the service answers at {only_here}" in page
        assert "docs/deploy.md" in page
    assert "Photograph the code" not in alone


def test_a_code_of_an_address_of_others_is_to_be_photographed() -> None:
    """As a request by another name of the machine has it; the service itself answers that name with accounts only."""
    scope = {"type": "http", "scheme": "https", "server": ("corridor.example", 443), "path": "/", "headers": []}
    assert handing_page._only_here(Request(scope)) == ""
    scope["server"] = ("127.0.1.1", 80)
    assert handing_page._only_here(Request(scope)) == "127.0.1.1"
