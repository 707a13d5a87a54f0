"""Many phones and many boards on one service: check-ins at once, check-ins without a pause, boards that follow.

Size: check-ins at once; severity: boards on the stream. Service and client are processes of their own on this machine's
address; the client speaks plain sockets, so that it is not what is measured. A workspace file. The short form looks
whether everything arrives; how fast is measured by the long one, with 30 s without a pause.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.day_start import ROOT, served, workspace
from benchmarks.registry import BenchSpec, Instance, MissingData, Op, Request, Row, Target

EVENTS = 20
SECONDS, SECONDS_SMOKE = 30.0, 0.5
BOARDS_SMOKE = 20


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


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """One service, one client, and what the client saw."""
    seconds = SECONDS_SMOKE if request.smoke else SECONDS
    boards = BOARDS_SMOKE if request.smoke else instance.severity
    with tempfile.TemporaryDirectory(prefix="safeconduct-load-") as folder:
        path = workspace(Path(folder), 10, 20)
        with served(path) as (link, _):
            asked = {"at_once": instance.size, "seconds": seconds, "boards": boards, "events": EVENTS}
            found = load(link, asked)

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=round(value, 1), target=target)

    def timed(op: Op, value: float) -> Target | None:
        return None if request.smoke else Target(op=op, value=value)

    rate = len(found["steady"]) / found["seconds"]
    return [
        row("check-ins not acknowledged", "events", found["failed"], Target(op="==", value=0)),
        row("check-ins at once, p99", "ms", percentile(found["once"], 0.99), timed("<=", 600)),
        row("check-ins without a pause", "1/s", rate, timed(">=", 1000)),
        row("of those, p99", "ms", percentile(found["steady"], 0.99)),
        row(
            "lines that boards did not hear", "lines", boards * EVENTS - len(found["delays"]), Target(op="==", value=0)
        ),
        row(
            "line on a board after it was sent, p99",
            "ms",
            percentile(found["delays"], 0.99),
            timed("<=", 400),
        ),
    ]


SPEC = BenchSpec(
    name="day.load",
    describe="check-ins at once and without a pause, boards that follow (size: check-ins at once; severity: boards)",
    sizes=(500,),
    severities=(300,),
    seeds=(1,),
    run=run,
    target="500 at once p99 <= 600 ms, 1,000/s without a pause, every line on 300 boards p99 <= 400 ms",
    label="{size} at once, {severity} boards",
    smoke_sizes=(50,),
)
