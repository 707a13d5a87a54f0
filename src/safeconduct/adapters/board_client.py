"""A program at the board: opens one link of a service on this machine and enters what happens, as a person would."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import quote, urlsplit

from safeconduct.model.errors import NotFound, RefusedError, StoreError

#: Seconds an answer may take.
_PATIENCE = 30.0


class BoardClient:
    """One session of a service. RefusedError carries the service's own words and next step."""

    def __init__(self, address: str, token: str) -> None:
        """``address`` such as http://127.0.0.1:8411; the link's ``token`` is used up."""
        self._host = urlsplit(address).netloc
        self._headers = {"Accept": "application/json", "Content-Type": "application/json"}
        self._sent = 0
        status, headers, _ = self._ask("POST", f"/enter/{token}", None)
        cookie = headers.get("set-cookie", "").partition(";")[0]
        if status != 303 or not cookie:
            raise NotFound("the link is not open any more", next_step="start the service again")
        self._headers["Cookie"] = cookie
        self._headers["X-CSRF-Token"] = str(self.get("/api/session")["csrf"])

    def get(self, path: str) -> dict[str, Any]:
        """The answer of a path."""
        return self._answer(*self._ask("GET", path, None))

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send something new: each call has a key of its own."""
        self._sent += 1
        return self._answer(*self._ask("POST", path, body))

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self._host, timeout=_PATIENCE)
        try:
            data = None if body is None else json.dumps(body).encode()
            headers = {**self._headers, "Idempotency-Key": f"player {self._sent}"}
            connection.request(method, quote(path, safe="/?=&"), body=data, headers=headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        except (OSError, HTTPException) as error:
            raise StoreError(f"the service does not answer: {error}", next_step="start it again") from error
        finally:
            connection.close()

    @staticmethod
    def _answer(status: int, _headers: dict[str, str], data: bytes) -> dict[str, Any]:
        try:
            found = json.loads(data)
        except ValueError:
            found = {}
        if status >= 400 or not isinstance(found, dict):
            detail = found.get("detail", f"status {status}") if isinstance(found, dict) else f"status {status}"
            step = found.get("next_step", "look at the board") if isinstance(found, dict) else "look at the board"
            raise RefusedError(str(detail), next_step=str(step))
        return found
