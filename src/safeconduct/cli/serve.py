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
    address: str = typer.Option("127.0.0.1", "--address", help="Address to listen on; another needs the next two."),
    accounts: Path | None = typer.Option(None, "--accounts", help="The account file (`safeconduct account add`)."),
    tls: Path | None = typer.Option(None, "--tls", help="The folder of certificates (`safeconduct tls init`)."),
    exercise: str | None = typer.Option(
        None, "--exercise", metavar="NAME", help="Play a simulated day of this name on the board, as an exercise."
    ),
    plan: str = typer.Option("", "--plan", help="With --exercise: the plan, by the start of its sha."),
    speed: float = typer.Option(60.0, "--speed", help="With --exercise: so many times faster than the clock."),
    seed: int = typer.Option(0, "--seed", help="With --exercise: seed of the simulated days."),
    simulated: int = typer.Option(0, "--simulated", metavar="N", help="With --exercise: the simulated day N."),
    as_simulated: bool = typer.Option(
        False, "--as-simulated", help="With --exercise: close no road but those of the simulated day."
    ),
) -> None:
    """Serve a workspace on this machine: read, confirm, look at plan and proof, run a day. Prints one link a role."""
    from safeconduct.app.entrance import outside
    from safeconduct.app.exercise import Exercise
    from safeconduct.model.errors import InputError
    from safeconduct.web.built_files import PLAIN, islands
    from safeconduct.web.guard import ROLES
    from safeconduct.web.service import serve as serve_workspace

    unknown = [one for one in role if one not in ROLES]
    if unknown:
        raise InputError(
            f"there is no role {unknown[0]!r}", field="--role", next_step=f"name one of {', '.join(ROLES)}"
        )
    reached = outside(address, accounts, tls)
    if reached is not None and exercise is not None:
        raise InputError(
            "an exercise is played on this machine's own address",
            field="--exercise",
            next_step="start `safeconduct serve WORKSPACE --exercise NAME --port 0` beside this one: both show one log",
        )
    if not islands():
        typer.echo(PLAIN, err=True)
    played = None
    if exercise is not None:
        played = Exercise(
            name=exercise, plan=plan, seed=seed, number=simulated, speed=speed, closing=not as_simulated
        )  # fmt: skip
    roles = role or ([] if reached else list(ROLES))
    serve_workspace(workspace, roles, port, typer.echo, played, reached)
