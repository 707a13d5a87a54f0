"""Serving another address: accounts and certificates or nothing, a real client that trusts our authority alone, roles,
and few tries."""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn

from safeconduct.app.entrance import Outside, account_file, outside, tls_init
from safeconduct.app.operation import Operation
from safeconduct.app.wire import listening
from safeconduct.model.errors import InputError, NotFound
from safeconduct.web.guard import ROLES, Guard
from safeconduct.web.problems import TooMany
from safeconduct.web.service import application
from safeconduct.web.sign_in import WITHIN, Tries
from tests.web import served

PASSWORD = "a word nobody has"


@dataclass(slots=True)
class Running:
    """The service on a real socket with a real certificate for 127.0.0.1, and its account file."""

    address: str
    folder: Path
    reached: Outside

    def client(self) -> httpx.Client:
        """A browser that trusts our authority and no other."""
        trusted = ssl.create_default_context(cafile=str(self.reached.certificates.authority))
        return httpx.Client(base_url=self.address, verify=trusted, trust_env=False)

    def sign_in(self, client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
        """Send the form of the sign-in page."""
        door = re.findall(r'name="door" value="([^"]+)"', client.get("/sign-in", headers=HTML).text)[0]
        return client.post("/sign-in", data={"name": name, "password": password, "door": door})


HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("outside")
    accounts = account_file(folder / "who.accounts")
    for role in ROLES:
        accounts.add(f"Ottoline {role}", role, PASSWORD)
    tls_init(folder / "tls", ["127.0.0.1", "board.lan"])
    reached = outside("0.0.0.0", folder / "who.accounts", folder / "tls")
    assert reached is not None
    operation = Operation(served.workspace(folder))
    guard = Guard((), operation.access, outside=reached)
    app = application(operation, guard, outside=reached)
    files = reached.certificates
    with listening(0) as bound:
        config = uvicorn.Config(
            app, log_level="critical", ssl_certfile=files.certificate, ssl_keyfile=files.key, lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        yield Running(f"https://127.0.0.1:{bound.getsockname()[1]}", folder, reached)
        server.should_exit = True
        thread.join(20)
    operation.close()


def test_a_client_of_our_authority_signs_in_and_another_does_not_connect(running: Running) -> None:
    with running.client() as client:
        assert client.get("/", headers=HTML).status_code == 401
        answer = running.sign_in(client, "Ottoline dispatcher")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("secure", "httponly", "samesite=strict"))
        session = client.get("/api/session").json()
        assert session["role"] == "dispatcher"
        assert "Ottoline" not in str(session)
        assert client.get("/situation").headers["strict-transport-security"]
        assert client.get("/", headers={"host": "elsewhere.org"}).status_code == 421
        made = client.post("/leave", data={"csrf": session["csrf"]}, headers={"origin": "http://127.0.0.1"})
        assert made.status_code == 421
    with httpx.Client(trust_env=False) as stranger, pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY"):
        stranger.get(running.address)


def test_nothing_unsafe_without_its_token(running: Running) -> None:
    with running.client() as client:
        forged = client.post("/sign-in", data={"name": "Ottoline reader", "password": PASSWORD, "door": "x"})
        assert forged.status_code == 403
        running.sign_in(client, "Ottoline dispatcher")
        refused = client.post("/api/days", json={"day": "d", "plan": "1234"}, headers={"Idempotency-Key": "1"})
        assert (refused.status_code, "X-CSRF-Token" in refused.json()["next_step"]) == (403, True)


def test_a_wrong_password_says_what_to_do_and_too_many_have_to_wait(running: Running) -> None:
    with running.client() as client:
        for name in ("Ottoline auditor", "Nobody"):
            assert "no account has" in running.sign_in(client, name, "wrong wrong").json()["detail"]
        for _ in range(4):
            running.sign_in(client, "Nobody", "wrong wrong")
        late = running.sign_in(client, "Nobody", "wrong wrong")
        assert (late.status_code, "wait 5 minutes" in late.json()["next_step"]) == (429, True)


def test_tries_come_back_with_time() -> None:
    wall = [datetime(2026, 6, 15, tzinfo=UTC)]
    tries = Tries(lambda: wall[0])
    for _ in range(3):
        tries.take("a", 3)
    tries.take("b", 3)
    with pytest.raises(TooMany):
        tries.take("a", 3)
    wall[0] += WITHIN + timedelta(seconds=1)
    tries.take("a", 3)


def test_who_is_removed_is_out_at_once(running: Running) -> None:
    accounts = running.reached.accounts
    accounts.add("Wendeline", "reader", PASSWORD)
    with running.client() as client:
        running.sign_in(client, "Wendeline")
        assert client.get("/api/session").status_code == 200
        accounts.remove("Wendeline")
        assert client.get("/api/session").status_code == 401
    assert PASSWORD not in (running.folder / "who.accounts").read_text(encoding="utf-8")
    assert (running.folder / "who.accounts").stat().st_mode & 0o077 == 0
    assert (running.folder / "tls" / "ca.key").stat().st_mode & 0o077 == 0


def test_no_name_of_an_account_is_in_the_workspace(running: Running) -> None:
    with running.client() as client:
        running.sign_in(client, "Ottoline gate")
    for file in running.folder.glob("alpha.safeconduct*"):
        assert not file.is_file() or b"Ottoline" not in file.read_bytes()


def test_another_address_is_refused_naming_the_next_command(tmp_path: Path) -> None:
    assert outside("127.0.0.1", None, None) is None
    file = tmp_path / "who.accounts"
    with pytest.raises(NotFound, match="no account file") as refused:
        outside("0.0.0.0", None, None)
    assert "safeconduct account add" in refused.value.next_step
    account_file(file).add("a", "reader", PASSWORD)
    with pytest.raises(NotFound, match="no certificate") as refused:
        outside("0.0.0.0", file, tmp_path / "tls")
    assert "safeconduct tls init" in refused.value.next_step
    tls_init(tmp_path / "tls", ["board.lan"])
    before = (tmp_path / "tls" / "ca.pem").read_bytes()
    again = tls_init(tmp_path / "tls", ["board.lan", "192.0.2.7"])
    assert (tmp_path / "tls" / "ca.pem").read_bytes() == before, "phones that trust it keep doing so"
    assert again.names == ("board.lan", "192.0.2.7")
    account_file(file).remove("a")
    with pytest.raises(InputError, match="holds nobody"):
        outside("0.0.0.0", file, tmp_path / "tls")


@pytest.mark.parametrize(
    ("name", "role", "password", "words"),
    [("a", "king", PASSWORD, "no role"), ("", "reader", PASSWORD, "a name"), ("a", "reader", "short", "shorter")],
)
def test_what_no_account_can_be(tmp_path: Path, name: str, role: str, password: str, words: str) -> None:
    file = account_file(tmp_path / "who.accounts")
    with pytest.raises(InputError, match=words):
        file.add(name, role, password)
    file.add("twice", "reader", PASSWORD)
    with pytest.raises(InputError, match="has an account"):
        file.add("twice", "reader", PASSWORD)
    with pytest.raises(NotFound):
        file.remove("never")
