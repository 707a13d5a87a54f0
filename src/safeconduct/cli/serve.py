"""``safeconduct serve``: the service on one workspace, for the people around one table."""

from __future__ import annotations

from pathlib import Path

import typer


def serve(
    workspace: Path = typer.Argument(..., metavar="WORKSPACE", help="The workspace file, as `demo` writes it."),
    port: int = typer.Option(8411, "--port", min=0, max=65535, help="Port on this machine; 0 takes a free one."),
    role: list[str] = typer.Option(
        [], "--role", help="Print a link for this role; give it again for more. Default: one for each role."
    ),
) -> None:
    """Serve a workspace on this machine: read, confirm, look at plan and proof, run a day. Prints one link a role."""
    from safeconduct.model.errors import InputError
    from safeconduct.web.guard import ROLES
    from safeconduct.web.service import serve as serve_workspace

    unknown = [one for one in role if one not in ROLES]
    if unknown:
        raise InputError(
            f"there is no role {unknown[0]!r}", field="--role", next_step=f"name one of {', '.join(ROLES)}"
        )
    serve_workspace(workspace, role or list(ROLES), port, typer.echo)
