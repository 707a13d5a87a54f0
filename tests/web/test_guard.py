"""At the door: links open once, sessions have roles, forms carry tokens, headers stand on everything."""

from __future__ import annotations

import pytest

from tests.web.served import PAGES, Service


def test_a_link_is_shown_as_often_as_one_likes_and_opens_once(service: Service) -> None:
    token = service.guard.links[0].token
    stranger = service.stranger()
    assert stranger.get(f"/enter/{token}").status_code == 200
    assert stranger.get(f"/enter/{token}").status_code == 200
    opened = stranger.ask("POST", f"/enter/{token}")
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    again = stranger.ask("POST", f"/enter/{token}")
    assert again.status_code == 404
    assert "opens once" in again.text


@pytest.mark.parametrize("path", [*PAGES, "/api/session", "/api/days", "/api/log/verify", "/events?day=x"])
def test_nothing_is_shown_to_a_stranger(service: Service, path: str) -> None:
    refused = service.stranger().get(path)
    assert refused.status_code == 401
    assert "safeconduct serve" in refused.text
    assert service.operation.case().dossier.situation is not None
    assert service.operation.case().dossier.situation.title not in refused.text


@pytest.mark.parametrize("path", [*PAGES, "/style.css", "/icon.svg", "/openapi.json", "/nowhere", "/enter/none"])
def test_the_headers_stand_on_every_answer(service: Service, path: str) -> None:
    for someone in (service.stranger(), service.person("reader")):
        headers = someone.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert ("script-src 'none'" in policy) == (path not in PAGES)
        assert ("script-src 'self'" in policy) == (path in PAGES)
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        if path == "/nowhere":
            break


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/leave", {}),
        ("/board/open", {"day": "d", "plan": "x", "key": "1"}),
        ("/board/enter", {"kind": "suspended", "day": "d", "key": "1"}),
    ],
)
def test_a_form_without_the_sessions_token_is_refused(service: Service, path: str, fields: dict[str, str]) -> None:
    dispatcher = service.person("dispatcher")
    for token in ("", "wrong", service.person("reader").csrf):
        assert dispatcher.form(path, **{**fields, "csrf": token}).status_code == 403
    assert service.operation.day_names() == ()


def test_a_program_without_the_token_is_refused(service: Service) -> None:
    dispatcher = service.person("dispatcher")
    body = {"day": "d", "plan": service.plan(), "exercise": True}
    refused = dispatcher.send("/api/days", body, **{"X-CSRF-Token": "wrong"})
    assert refused.status_code == 403
    assert "X-CSRF-Token" in refused.json()["next_step"]


def test_a_foreign_name_and_a_form_from_elsewhere_are_refused(service: Service) -> None:
    reader = service.person("reader")
    assert reader.get("/", base="http://example.org").status_code == 421
    assert reader.get("/", base="http://localhost:9").status_code == 200
    elsewhere = reader.ask("POST", "/leave", data={"csrf": reader.csrf}, headers={"origin": "http://example.org"})
    assert elsewhere.status_code == 421
    assert reader.get("/").status_code == 200


def test_who_left_is_out(service: Service) -> None:
    reader = service.person("reader")
    assert reader.form("/leave").status_code == 200
    assert reader.get("/").status_code == 401


def test_two_links_of_one_role_are_two_devices(service: Service) -> None:
    one, other = service.person("dispatcher"), service.person("dispatcher")
    assert one.get("/api/session").json()["link"] != other.get("/api/session").json()["link"]
