"""``safeconduct demo``: the worked case from its reports to the answer, in one command."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import steps


def demo(
    case: str = typer.Argument("azot", help="Name of a worked case (azot), or the path of a case folder."),
    out: Path = typer.Option(Path("out/azot"), "--out", help="Folder to write the bundle to."),
    seconds: float = typer.Option(5.0, "--seconds", min=0.1, help="Cap per scenario, in seconds."),
    work: int | None = typer.Option(None, "--work", min=1, help="Deterministic work per scenario: same bytes again."),
) -> None:
    """Read the reports, assess, plan, check and publish a worked case; ends with the answer on screen."""
    from safeconduct.app.casework import Effort
    from safeconduct.app.demo import run_demo

    with steps() as say:
        screen = run_demo(case, out, Effort(work=work, seconds=seconds), say)
    typer.echo(screen)
