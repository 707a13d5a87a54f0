"""How long until a person can work: the service after its command, the board, and a frame of it after an event.

Size: roads of the situation; severity: vehicles of the day, each a convoy of its own. The service runs in a process of
its own on this machine's address. The board is opened in Debian's Chromium: it counts as usable when its script follows
the day. Then one event is entered, and the frames until the board shows it are timed. The short form starts the service
and asks for the board once, without a browser.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
OPENS = datetime(2026, 6, 15, 5, tzinfo=UTC)
READY = Target(op="<=", value=2.0)
USABLE = Target(op="<=", value=1.5)
FRAME = Target(op="<=", value=100.0)
#: Longest a step may take, in seconds.
PATIENCE = 60.0

_COMMAND = "from safeconduct.cli.main import run; run()"

#: Notes how long each frame takes while it counts the board's version.
_FRAMES = """() => { window.frames = []; let last = performance.now();
  const each = (now) => { window.frames.push(now - last); last = now; requestAnimationFrame(each); };
  requestAnimationFrame(each); }"""
_ENTER = """async (day) => {
  const who = await (await fetch('/api/session')).json();
  window.frames.length = 0;
  const answer = await fetch(`/api/days/${day}/events`, { method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': who.csrf, 'Idempotency-Key': 'one' },
    body: JSON.stringify({ body: { kind: 'called forward', convoy: 'bus-1.1',
      persons: { walking: 10, wheelchair: 0, stretcher: 0 } }, at: '2026-06-15T05:00:00Z' }) });
  return answer.status; }"""


def fill(store: str, roads: int, vehicles: int) -> str:
    """Put a situation of so many roads into a store, and a day that is open for so many vehicles; returns the store."""
    from safeconduct import codec
    from safeconduct.app.settings import settings
    from safeconduct.app.wire import day_log, workspace
    from safeconduct.model.control import DayOpened, EventId
    from safeconduct.model.dossier import Dossier
    from safeconduct.model.event import Event
    from tests.tiny import tiny

    situation = tiny()
    (first, *_), many = situation.roads, []
    for number in range(roads - len(situation.roads)):
        many.append(replace(first, id=f"way-{number}", name=f"Way {number}"))
    situation = replace(situation, roads=(*situation.roads, *many))
    dossier = Dossier(
        reports=(), claims=(), conflicts=(), decisions=(), situation=situation, answers=(), audits=(), decisives=(),
        draft=False,
    )  # fmt: skip
    documents = workspace(store)
    documents.put("situation", codec.dump(situation))
    documents.put("dossier", codec.dump(dossier))
    documents.close()
    opened = DayOpened(mode="exercise", orders=orders(codec.sha(situation), vehicles))
    with day_log(store, settings()) as log:
        log.append((Event(day="d", id=EventId(device="x", counter=0), at=OPENS, role="dispatcher", body=opened),))
    return store


def orders(situation: str, vehicles: int) -> Any:
    """A convoy of one bus for each vehicle, a minute apart."""
    from safeconduct.model.day import ConvoyOrders, CorridorOrders, Orders, SiteOrders, VehicleOrders
    from safeconduct.model.situation import Needs

    close, ten = OPENS + timedelta(days=7), Needs(walking=10)
    return Orders(
        plan="0" * 64,
        situation=situation,
        corridors=(CorridorOrders(id="bravo", opens=OPENS, closes=close, latest=close),),
        sites=(SiteOrders(id="alpha", people=Needs(walking=10 * vehicles)),),
        convoys=tuple(
            ConvoyOrders(
                id=f"bus-{n}.1",
                corridor="bravo",
                site="alpha",
                reception="bravo",
                persons=ten,
                vehicles=(VehicleOrders(id=f"bus-{n}", places=ten),),
                board=OPENS + timedelta(minutes=n),
                depart=OPENS + timedelta(minutes=n + 10),
                arrive=OPENS + timedelta(minutes=n + 70),
                roads=("road", "bridge"),
            )
            for n in range(1, vehicles + 1)
        ),
        standing_max=60,
    )


@contextmanager
def served(store: str) -> Iterator[tuple[str, float]]:
    """The dispatcher's link of the service on a store, and the seconds until it answered."""
    began = time.perf_counter()
    with started(store) as (_, link):
        yield link, time.perf_counter() - began


@contextmanager
def started(store: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process of the service on a store, and the dispatcher's link, once it answers; it ends with the block."""
    command = [sys.executable, "-c", _COMMAND, "serve", store, "--port", "0", "--role", "dispatcher"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    until = time.perf_counter() + PATIENCE
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        try:
            assert process.stdout is not None
            link = next(line.split()[-1] for line in process.stdout if "/enter/" in line)
            while not _answers(link):
                if time.perf_counter() > until:
                    raise MissingData("the service did not start")
                time.sleep(0.01)  # asking is work too, on the cores the service starts on
            yield process, link
        finally:
            process.terminate()
            process.wait()


def _answers(link: str) -> bool:
    connection = http.client.HTTPConnection(urlsplit(link).netloc, timeout=PATIENCE)
    try:
        connection.request("GET", "/style.css")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _board(link: str) -> float:
    """Seconds until the whole board is there, over plain HTTP."""
    connection = http.client.HTTPConnection(urlsplit(link).netloc, timeout=PATIENCE)
    try:
        connection.request("POST", urlsplit(link).path)
        answer = connection.getresponse()
        cookie = str(answer.getheader("set-cookie")).partition(";")[0]
        answer.read()
        started = time.perf_counter()
        connection.request("GET", "/board", headers={"Cookie": cookie, "Accept": "text/html"})
        if b'id="live"' not in connection.getresponse().read():
            raise MissingData("the board shows no day")
        return time.perf_counter() - started
    finally:
        connection.close()


def _browser(link: str) -> tuple[float, float, float]:
    """Seconds until the board is usable; milliseconds of the longest frame after an event, and until it is shown."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingData("playwright is not installed") from error
    if not CHROMIUM.exists():
        raise MissingData(f"there is no {CHROMIUM}")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(link)
        with page.expect_navigation():
            page.click("button.primary")
        address = link.partition("/enter/")[0]
        started = time.perf_counter()
        page.goto(f"{address}/board", wait_until="commit")
        page.wait_for_selector(".pace .live:has-text('● live')")
        usable = time.perf_counter() - started
        page.evaluate(_FRAMES)
        sent = time.perf_counter()
        if page.evaluate(_ENTER, "d") != 201:
            raise MissingData("the event was refused")
        page.wait_for_selector("#live[data-version='2']")
        shown = 1000 * (time.perf_counter() - sent)
        longest = float(page.evaluate("Math.max(...window.frames)"))
        browser.close()
    return usable, longest, shown


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Start the service on a workspace of its own, look at the board, enter an event."""

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=round(value, 3), target=target)

    with tempfile.TemporaryDirectory(prefix="safeconduct-start-") as folder:
        store = fill(str(Path(folder) / "start.safeconduct"), instance.size, instance.severity)
        with served(store) as (link, ready):
            rows = [row("service ready after the command", "s", ready, READY)]
            if request.smoke:
                return [*rows, row("board over plain HTTP", "s", _board(link), USABLE)]
            usable, longest, shown = _browser(link)
    return [
        *rows,
        row("board usable after navigation", "s", usable, USABLE),
        row("longest frame after an event", "ms", longest, FRAME),
        row("event entered until the board shows it", "ms", shown),
    ]


SPEC = BenchSpec(
    name="day.start",
    describe="the service from its command to a board that follows the day (size: roads; severity: vehicles)",
    sizes=(50, 50_000),
    severities=(20, 2_000),
    seeds=(1,),
    run=run,
    target="ready in 2 s, the board usable in 1.5 s, no frame longer than 100 ms after an event",
    label="{size} roads, {severity} vehicles",
    smoke_sizes=(50,),
)
