"""A served operation to hold in your head: the sample dossier, one hundred people at Alpha, one convoy to Bravo."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from safeconduct import codec
from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app.operation import Operation
from safeconduct.model.dossier import Dossier
from safeconduct.web.guard import ROLES, Guard
from safeconduct.web.service import application
from tests.publish import sample
from tests.verify.timetables import timetable

HOST = "http://127.0.0.1:8411"
PAGES = ("/", "/situation", "/plan", "/stress", "/board", "/documents")


def dossier() -> Dossier:
    """The sample with a plan that the checker passes."""
    found, situation = sample.dossier(), sample.situation()
    plan = replace(timetable(situation), situation=codec.sha(situation))
    answers = tuple(replace(one, plan=plan) if one.plan is not None else one for one in found.answers)
    return replace(found, situation=situation, answers=answers)


def workspace(folder: Path) -> Path:
    """A workspace file with the dossier, and a bundle of one document beside it."""
    path, found = folder / "alpha.safeconduct", dossier()
    store = SqliteWorkspace(path)
    for report in found.reports:
        store.add_report(report, [claim for claim in found.claims if claim.report == report.id])
    store.add_decisions(found.decisions)
    store.put("dossier", codec.dump(found))
    store.close()
    (folder / "alpha").mkdir()
    (folder / "alpha" / "brief.pdf").write_bytes(b"%PDF-1.7 sample")
    return path


@dataclass(slots=True)
class Person:
    """Somebody with a link, and the cookie it became."""

    app: FastAPI
    cookie: str = ""
    csrf: str = ""
    sent: int = 0

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        """One request as a browser's page would be asked for, unless an accept header says otherwise."""
        headers = {"accept": "text/html", **given.pop("headers", {})}
        base = given.pop("base", HOST)

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            cookies = {"safeconduct": self.cookie} if self.cookie else {}
            async with httpx.AsyncClient(transport=transport, base_url=base, cookies=cookies) as client:
                return await client.request(method, path, headers=headers, **given)

        return asyncio.run(asked())

    def get(self, path: str, **given: Any) -> httpx.Response:
        """GET."""
        return self.ask("GET", path, **given)

    def form(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of a page, with its token."""
        return self.ask("POST", path, data={"csrf": self.csrf, **fields})

    def send(self, path: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """POST JSON as a program does, with the token and a new key."""
        self.sent += 1
        own = {"X-CSRF-Token": self.csrf, "Idempotency-Key": f"key-{self.sent}", "accept": "application/json"}
        return self.ask("POST", path, json=body, headers=own | headers)


@dataclass(slots=True)
class Service:
    """The service and its guard."""

    app: FastAPI
    guard: Guard
    operation: Operation

    def stranger(self) -> Person:
        """Somebody without a link."""
        return Person(app=self.app)

    def person(self, role: str) -> Person:
        """Open the link of a role."""
        link = next((link for link in self.guard.links if link.role == role), None) or self.guard.issue(role)
        opened = self.stranger().ask("POST", f"/enter/{link.token}")
        found = re.search(r"safeconduct=([^;]+)", opened.headers["set-cookie"])
        assert found is not None
        someone = Person(app=self.app, cookie=found.group(1))
        someone.csrf = someone.get("/api/session").json()["csrf"]
        return someone

    def exercise(self, day: str = "15 June") -> Person:
        """The dispatcher, with an exercise open."""
        dispatcher = self.person("dispatcher")
        assert dispatcher.send("/api/days", {"day": day, "plan": self.plan(), "exercise": True}).status_code == 201
        return dispatcher

    def plan(self) -> str:
        """The sha of the plan."""
        return self.operation.plans()[0][0]


@contextmanager
def service(folder: Path, roles: tuple[str, ...] = (*ROLES, "dispatcher", "reader")) -> Iterator[Service]:
    """The service on a new workspace."""
    operation = Operation(workspace(folder))
    guard = Guard(roles)
    try:
        yield Service(app=application(operation, guard), guard=guard, operation=operation)
    finally:
        operation.close()
