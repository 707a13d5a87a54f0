"""The interface as /openapi.json describes it, held against requests made up from it: no fault of ours, every answer of
a described kind, every refusal with a next step. The requests are the same on every run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from safeconduct import codec
from safeconduct.web import api, contract
from tests.run.days import UNDER_WAY, Desk
from tests.web import served
from tests.web.served import HOST, Person, Service

DAY = "15 June"
EVERY_RUN_THE_SAME = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Fuzzed:
    """The service with an exercise open, a check-in link, and a dispatcher who sends what is made up."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.dispatcher: Person = service.exercise(DAY)
        self.schema = schemathesis.openapi.from_dict(service.app.openapi())
        page = self.dispatcher.form("/board/links", day=DAY, scope="convoy:1", hours="4")
        shown = self.dispatcher.get(page.headers["location"]).text
        self.token = shown.split("/checkin/")[1][:32]

    def send(self, case: Case, *, signed_in: bool, real: bool, body: Any = None) -> httpx.Response:
        """Send a made-up request; ``real`` puts the day, the claim and the link that exist in its path and query."""
        if real:
            names = {"day": DAY, "token": self.token, "claim": self.service.operation.case().dossier.claims[0].id}
            if case.path_parameters:
                case.path_parameters = {name: names.get(name, value) for name, value in case.path_parameters.items()}
            if case.query and "day" in case.query:
                case.query["day"] = DAY
        given = case.as_transport_kwargs(base_url=HOST)
        if body is not None:
            given["json"] = body
        headers = {name: value for name, value in given.pop("headers").items() if name.lower() != "cookie"}
        cookies = {"safeconduct": self.dispatcher.cookie} if signed_in else {}
        if signed_in:
            headers = {name: value for name, value in headers.items() if name.lower() != "x-csrf-token"}
            headers["X-CSRF-Token"] = self.dispatcher.csrf

        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.service.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, cookies=cookies) as client:
                return await client.request(given.pop("method"), given.pop("url"), headers=headers, **_known(given))

        return asyncio.run(sent())


def _known(given: dict[str, Any]) -> dict[str, Any]:
    """What httpx takes of a request made for requests."""
    found = {name: given[name] for name in ("params", "json", "files") if name in given}
    data = given.get("data")
    return found | ({} if data is None else {"data": data} if isinstance(data, dict) else {"content": data})


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    patch = pytest.MonkeyPatch()
    patch.setattr(api, "STREAM_SECONDS", 0.0)
    with served.service(tmp_path_factory.mktemp("fuzzed")) as made:
        yield Fuzzed(made)
    patch.undo()


def require_described(case: Case, answer: httpx.Response) -> None:
    """No fault, a described status and form, and a next step in every refusal."""
    asked = f"{case.method} {answer.url} {answer.request.content[:300]!r}"
    assert answer.status_code < 500, f"{asked}: {answer.text}"
    if answer.status_code >= 400:
        assert answer.headers["content-type"].startswith("application/problem+json"), asked
        told = answer.json()
        assert told["next_step"].strip(), asked
        assert told["detail"].strip(), asked
        assert told["code"] in contract.codes(), asked
        assert told["status"] == answer.status_code
    case.validate_response(answer, checks=[status_code_conformance, response_schema_conformance])


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["well formed", "ill formed"])
def test_whatever_is_sent_is_answered_as_described(fuzzed: Fuzzed, mode: GenerationMode) -> None:
    """Over every operation there is, so that a new one is held to it from its first day."""
    operations = [found.ok() for found in fuzzed.schema.get_all_operations()]
    assert len(operations) >= 11
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.headers or operation.body):
            continue  # nothing of it can be ill formed

        @EVERY_RUN_THE_SAME
        @given(
            case=operation.as_strategy(generation_mode=mode),
            signed_in=st.sampled_from([True, True, False]),
            real=st.booleans(),
        )
        def held(case: Case, signed_in: bool, real: bool) -> None:
            require_described(case, fuzzed.send(case, signed_in=signed_in, real=real))

        held()


def bodies() -> SearchStrategy[dict[str, Any]]:
    """Events as they are written on real days, with one field of theirs gone or replaced by something else."""
    plain = [codec.to_plain(event.body) for event in Desk().events(*UNDER_WAY)]
    plain += [{"kind": "suspended"}, {"kind": "corrected", "wrong": {"device": "x", "counter": 0}, "seq": None}]
    wrong = st.one_of(
        st.none(), st.integers(), st.text(max_size=8), st.just([]), st.just({"walking": -1}), st.just(1e308)
    )

    def changed(body: dict[str, Any]) -> SearchStrategy[dict[str, Any]]:
        one = st.tuples(st.sampled_from(sorted(body)), wrong)
        gone = st.sampled_from(sorted(body)).map(lambda key: {k: v for k, v in body.items() if k != key})
        return st.one_of(st.just(body), gone, one.map(lambda change: body | {change[0]: change[1]}))

    return st.sampled_from(plain).flatmap(changed)


@pytest.mark.parametrize("path", ["/api/days/{day}/events", "/checkin/{token}/facts"])
def test_events_that_are_nearly_right(fuzzed: Fuzzed, path: str) -> None:
    """Deeper than a schema reaches: the body of an event is a tagged union of forty kinds."""
    operation = fuzzed.schema[path]["POST"]

    @EVERY_RUN_THE_SAME
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE), body=bodies())
    def held(case: Case, body: dict[str, Any]) -> None:
        sent = {**case.body, "body": body} if "events" in path else dict(case.body)
        if "facts" in sent:
            sent["facts"] = [{**fact, "body": body, "at": "2022-06-15T05:30:00Z"} for fact in sent["facts"]]
        require_described(case, fuzzed.send(case, signed_in=True, real=True, body=sent))

    held()


def test_a_problem_has_its_schema_and_the_session_is_named(fuzzed: Fuzzed) -> None:
    parts = fuzzed.service.app.openapi()["components"]
    assert set(parts["schemas"]["Problem"]["required"]) >= {"code", "next_step", "status"}
    assert "day-moved" in parts["schemas"]["Problem"]["properties"]["code"]["enum"]
    assert parts["securitySchemes"]["session"]["name"] == "safeconduct"
