"""The service: the application of one operation, and running it on this machine's own address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from safeconduct import __version__
from safeconduct.app.operation import Operation
from safeconduct.app.wire import listening
from safeconduct.web import problems
from safeconduct.web.api import api
from safeconduct.web.checkin import Checkin, checkin_routes
from safeconduct.web.checkin_links import CheckinLinks
from safeconduct.web.entering import Desk
from safeconduct.web.guard import Guard, SafeHeaders
from safeconduct.web.handing import link_routes
from safeconduct.web.pages import pages
from safeconduct.web.shell import Shell

#: Seconds that open streams get when the service is stopped; they come back to the next one by themselves.
_GRACE = 2


def application(operation: Operation, guard: Guard) -> FastAPI:
    """The whole service as an ASGI application."""
    app = FastAPI(
        title="safeconduct",
        version=__version__,
        summary="The day of an evacuation corridor: events in, where everyone is out.",
        docs_url=None,
        redoc_url=None,
    )
    shell, desk, links = Shell(operation, guard), Desk(operation), CheckinLinks(operation.now)
    problems.install(app, shell.problem)
    app.include_router(api(operation, guard, desk))
    app.include_router(checkin_routes(shell, Checkin(operation, links, desk)))
    app.include_router(link_routes(shell, links))
    app.include_router(pages(shell, desk, links))
    app.add_middleware(SafeHeaders)
    return app


def serve(workspace: Path, roles: Sequence[str], port: int, say: Callable[[str], None]) -> None:
    """Serve a workspace until it is stopped; ``say`` is told the links, one a role, each opens once."""
    import uvicorn

    class Server(uvicorn.Server):
        """Ends the open streams first, so that they do not hold up an orderly end."""

        async def shutdown(self, sockets: Any = None) -> None:
            operation.days.dismiss()
            await super().shutdown(sockets)

    operation = Operation(workspace)
    try:
        with listening(port) as bound:
            address = f"http://127.0.0.1:{bound.getsockname()[1]}"
            guard = Guard(roles)
            app = application(operation, guard)
            say(f"serving {workspace} on this machine only, {address}; stop with Ctrl-C")
            say("each link opens once, for one person in one role:")
            for link in guard.links:
                say(f"  {link.role:<10}  {address}/enter/{link.token}")
            config = uvicorn.Config(
                app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE
            )
            Server(config).run(sockets=[bound])
    finally:
        operation.close()
