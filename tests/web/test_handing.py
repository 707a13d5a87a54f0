"""Handing out check-in links from the board: what is offered, and what is refused."""

from __future__ import annotations

import pytest

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
