"""The service: the application of one operation, and running it on this machine's own address."""

from __future__ import annotations

import gc
import re
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from safeconduct import __version__
from safeconduct.app.entrance import Outside
from safeconduct.app.exercise import ROLES as PLAYERS
from safeconduct.app.exercise import Exercise
from safeconduct.app.jobs import Jobs
from safeconduct.app.operation import Operation
from safeconduct.app.plan_book import PlanBook
from safeconduct.app.replanning import Replanning
from safeconduct.app.wire import child, database_address, listening
from safeconduct.model.errors import SafeconductError
from safeconduct.web import problems
from safeconduct.web.api import api, event_way
from safeconduct.web.assessing import assess_pages
from safeconduct.web.bounds import Bounded
from safeconduct.web.built_files import built_routes
from safeconduct.web.checkin import Checkin, checkin_routes, outbox_way
from safeconduct.web.checkin_links import CheckinLinks
from safeconduct.web.contract import describe
from safeconduct.web.documents import document_pages
from safeconduct.web.door import Door
from safeconduct.web.entering import Desk
from safeconduct.web.entrances import entrance_api, entrance_pages
from safeconduct.web.guard import COOKIE, HEADERS, Guard, SafeHeaders
from safeconduct.web.handing import link_routes
from safeconduct.web.map_view import map_routes
from safeconduct.web.pages import pages
from safeconduct.web.pasting import paste_routes
from safeconduct.web.plan_changes import plan_change_api, plan_changes
from safeconduct.web.plan_page import plan_routes
from safeconduct.web.playback import playback_routes
from safeconduct.web.playing import Exercises, start_player
from safeconduct.web.replanning import replan_api, replan_pages
from safeconduct.web.shell import Shell
from safeconduct.web.sign_in import sign_in_routes
from safeconduct.web.stopping import stop_noted
from safeconduct.web.working import job_api, stress_pages

#: Seconds that open streams get when the service is stopped; they come back to the next one by themselves.
_GRACE = 2

#: Things made until waste is looked for, and how often among older ones.
_WASTE = (50_000, 20, 20)

#: Seconds after the start at which what another plan needs is made ready; the first page is asked for before that.
_LATER = 1.2

#: Seconds after which a thread that computes, a new plan for a fleet say, lets those that answer phones have a turn.
_TURN = 0.001


def application(
    operation: Operation,
    guard: Guard,
    say: Callable[[str], None] = lambda _: None,
    outside: Outside | None = None,
) -> FastAPI:
    """The whole service as an ASGI application."""
    app = FastAPI(
        title="safeconduct",
        version=__version__,
        summary="The day of an evacuation corridor: events in, where everyone is out.",
        docs_url=None,
        redoc_url=None,
    )
    shell, desk, links = Shell(operation, guard), Desk(operation), CheckinLinks(operation.now, operation.access)
    problems.install(app, shell.problem, HEADERS)
    app.include_router(api(operation, guard, desk))
    checkin = Checkin(operation, links, desk)
    app.include_router(checkin_routes(shell, checkin))
    app.include_router(link_routes(shell, links))
    replanning = Replanning(operation)
    app.include_router(pages(shell, desk, links, replanning))
    app.state.warm = lambda: _warm(shell, replanning, say)
    app.state.jobs = jobs = Jobs(operation, child)
    app.state.exercises = exercises = Exercises(lambda: operation.days.leaving, say)
    for added in (job_api(shell, jobs), stress_pages(shell, jobs, exercises), paste_routes(shell)):
        app.include_router(added)
    for added in (replan_api(shell, desk, replanning), replan_pages(shell, desk, replanning)):
        app.include_router(added)
    for added in (assess_pages(shell), document_pages(shell), entrance_pages(shell), entrance_api(shell)):
        app.include_router(added)
    book = PlanBook(operation)
    for routes in (plan_changes(shell, book), plan_change_api(shell, book), plan_routes(shell, jobs, book)):
        app.include_router(routes)
    for routes in (map_routes(shell), playback_routes(shell), built_routes()):
        app.include_router(routes)
    app.add_middleware(Door, ways=(event_way(guard, desk), outbox_way(checkin)), page=shell.problem)
    app.add_middleware(Bounded, page=shell.problem)
    app.add_middleware(SafeHeaders, hosts=guard.hosts, secure=guard.secure)
    if outside is not None:
        app.include_router(sign_in_routes(shell, outside))
    describe(app, COOKIE)
    return app


def _warm(shell: Shell, replanning: Replanning, say: Callable[[str], None]) -> None:
    """What every page needs is made before the first is asked for, and what another plan needs after that: a second
    that a closed road would have to wait for. The log is recomputed from its first line. What else is wrong is said
    where it is asked for."""
    with suppress(SafeconductError):
        shell.sheet()
        gc.freeze()
        time.sleep(_LATER)
        found = shell.operation.verified()
        if not found.ok:
            say(f"THE LOG IS NOT WHOLE: {'; '.join(found.faults[:3])}; keep it, and look at the page Documents")
    with suppress(SafeconductError):
        replanning.rehearse()


def serve(
    workspace: Path,
    roles: Sequence[str],
    port: int,
    say: Callable[[str], None],
    exercise: Exercise | None = None,
    outside: Outside | None = None,
) -> None:
    """Serve a workspace until it is stopped; ``say`` is told the links, one a role, each opens once. An ``exercise`` is
    played on links of its own meanwhile. Ends by KeyboardInterrupt where it was Ctrl-C."""
    with stop_noted() as noted:
        _serve(workspace, roles, port, say, exercise, outside, noted)


def _serve(
    workspace: Path,
    roles: Sequence[str],
    port: int,
    say: Callable[[str], None],
    exercise: Exercise | None,
    outside: Outside | None,
    noted: Sequence[int],
) -> None:
    """``noted`` holds the Ctrl-C that came before there was a server to end."""
    import uvicorn

    class Server(uvicorn.Server):
        """Makes ready what is not needed yet once it answers, and ends the open streams first, so that they do not hold
        up an orderly end."""

        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            self.should_exit = self.should_exit or bool(noted)
            threading.Thread(target=app.state.warm, name="first page", daemon=True).start()

        async def shutdown(self, sockets: Any = None) -> None:
            operation.days.dismiss()
            await super().shutdown(sockets)

    gc.freeze()  # what was imported stays, and a case is a million small parts: looking for waste among them
    gc.set_threshold(*_WASTE)  # would take as long again as reading it, and a tenth of a second of a phone's time later
    operation = Operation(workspace)
    try:
        with listening(port, outside.address if outside else "127.0.0.1") as bound:
            host = outside.certificates.names[0] if outside else "127.0.0.1"
            address = f"{'https' if outside else 'http'}://{host}:{bound.getsockname()[1]}"
            guard = Guard(roles, operation.access, outside=outside)
            app = application(operation, guard, say, outside)
            only = "for those with an account" if outside else "on this machine only"
            shown = re.sub(r"(://[^:@/]+):[^@]*@", r"\1@", database_address(workspace) or str(workspace))
            say(f"serving {shown} {only}, {address}; stop with Ctrl-C")
            if roles:
                say("each link opens once, for one person in one role:")
            for link in guard.links:
                say(f"  {link.role:<10}  {address}/enter/{link.token}")
            if any(guard.earlier):
                say("of earlier starts {} unopened links and {} sessions still hold".format(*guard.earlier))
            config = uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE,
                ssl_certfile=outside.certificates.certificate if outside else None,
                ssl_keyfile=outside.certificates.key if outside else None,
            )
            tokens = {role: guard.issue(role).token for role in PLAYERS} if exercise else {}
            exercises: Exercises = app.state.exercises
            if exercise is not None:
                start_player(exercises, operation, address, tokens, exercise, say)
            sys.setswitchinterval(_TURN)
            try:
                Server(config).run(sockets=[bound])
            finally:
                exercises.close()
                app.state.jobs.close()
    finally:
        operation.close()
