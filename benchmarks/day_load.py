"""Many phones and many boards on one service: check-ins at once, check-ins without a pause, boards that follow.

Size: check-ins at once; severity: boards on the stream. Service and client are processes of their own on this machine's
address; the client speaks plain sockets, so that it is not what is measured. Then a fleet of 150 vehicles is planned
anew, four times, while 200 check-ins a second go on. A workspace file and PostgreSQL. The short form looks whether
everything arrives, in a file; how fast is measured by the long one, with 30 s without a pause.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from benchmarks.day_fleet import fill as fill_fleet
from benchmarks.day_start import ROOT, fill, served
from benchmarks.day_stores import kinds, store
from benchmarks.registry import BenchSpec, Instance, MissingData, Op, Request, Row, Target

EVENTS = 20
SECONDS, SECONDS_SMOKE = 30.0, 0.5
BOARDS_SMOKE = 20
#: Vehicles that are planned for, of which nine in ten are used; check-ins a second meanwhile.
FLEET, FLEET_SMOKE = 170, 8
RATE = 200


def signed_in(link: str) -> dict[str, str]:
    """The cookie and the token of the session that a link becomes."""
    connection = http.client.HTTPConnection(urlsplit(link).netloc, timeout=30)
    connection.request("POST", urlsplit(link).path)
    answer = connection.getresponse()
    cookie = str(answer.getheader("set-cookie")).partition(";")[0]
    answer.read()
    connection.request("GET", "/api/session", headers={"Cookie": cookie})
    csrf = json.loads(connection.getresponse().read())["csrf"]
    connection.close()
    return {"cookie": cookie, "csrf": csrf}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all is not above."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def load(link: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What the client measured."""
    host, _, port = urlsplit(link).netloc.partition(":")
    line = json.dumps(asked | signed_in(link) | {"day": "d"}) + "\n"
    command = [sys.executable, "-m", "benchmarks.day_phones", host, port]
    ran = subprocess.run(command, input=line, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    if ran.returncode:
        raise MissingData(f"the client failed: {ran.stderr[-300:]}")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


class _Rows:
    """Rows of one store; what is timed has no target in the short form."""

    def __init__(self, instance: Instance, seed: int, kind: str, smoke: bool) -> None:
        self._instance, self._seed, self._kind, self._smoke = instance, seed, kind, smoke

    def row(self, metric: str, unit: str, value: float, op: Op | None = None, wanted: float = 0) -> Row:
        """A count that must be so in either form, or a number for information."""
        target = None if op is None else Target(op=op, value=wanted)
        named = f"{self._kind}: {metric}"
        return Row(
            instance=self._instance.name, seed=self._seed, metric=named, unit=unit, value=round(value, 1), target=target
        )

    def timed(self, metric: str, unit: str, value: float, op: Op, wanted: float) -> Row:
        """A speed."""
        return self.row(metric, unit, value, None if self._smoke else op, wanted)


def _crowd(to: _Rows, kind: str, instance: Instance, smoke: bool) -> Iterator[Row]:
    """Check-ins at once and without a pause, and boards that follow."""
    boards = BOARDS_SMOKE if smoke else instance.severity
    with store(kind) as path, served(fill(path, 10, 20)) as (link, _):
        seconds = SECONDS_SMOKE if smoke else SECONDS
        found = load(link, {"at_once": instance.size, "seconds": seconds, "boards": boards, "events": EVENTS})
    once, steady, delays = found["once"], found["steady"], found["delays"]
    yield to.row("check-ins not acknowledged", "events", found["failed"], "==")
    yield to.timed("check-ins at once, p99", "ms", percentile(once, 0.99), "<=", 600)
    yield to.timed("check-ins without a pause", "1/s", len(steady) / found["seconds"], ">=", 1000)
    yield to.row("of those, p99", "ms", percentile(steady, 0.99))
    yield to.row("lines that boards did not hear", "lines", boards * EVENTS - len(delays), "==")
    yield to.timed("line on a board after it was sent, p99", "ms", percentile(delays, 0.99), "<=", 400)


def _replans(to: _Rows, kind: str, smoke: bool) -> Iterator[Row]:
    """Another plan for a whole fleet while phones go on checking in."""
    with store(kind) as path:
        convoy = fill_fleet(path, FLEET_SMOKE if smoke else FLEET)
        with served(path) as (link, _):
            asked = {"road": "bridge", "rate": RATE, "pace_s": 0.5 if smoke else 4.0, "convoy": convoy}
            found = load(link, asked)
    yield to.row("replans that failed", "plans", found["replans_failed"], "==")
    yield to.timed("slowest replan of the fleet, with its road's report", "ms", max(found["replans"]), "<=", 1000)
    yield to.row("check-ins meanwhile", "events", len(found["meanwhile"]))
    yield to.row("of those, not acknowledged", "events", found["failed"], "==")
    yield to.timed("of those, p99 since each was due", "ms", percentile(found["meanwhile"], 0.99), "<=", 500)


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """One service and one client for each store, and what the client saw."""
    rows: list[Row] = []
    for kind in kinds(request.smoke):
        to = _Rows(instance, seed, kind, request.smoke)
        rows += _crowd(to, kind, instance, request.smoke)
        rows += _replans(to, kind, request.smoke)
    return rows


SPEC = BenchSpec(
    name="day.load",
    describe="check-ins at once and without a pause, boards that follow (size: check-ins at once; severity: boards)",
    sizes=(500,),
    severities=(300,),
    seeds=(1,),
    run=run,
    target=(
        "500 at once p99 <= 600 ms, 1,000/s without a pause, every line on 300 boards p99 <= 400 ms; at 200/s a replan "
        "of 150 vehicles within 1 s, check-ins p99 <= 500 ms; a workspace file and PostgreSQL"
    ),
    label="{size} at once, {severity} boards",
    smoke_sizes=(50,),
)
