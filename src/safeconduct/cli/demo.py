"""``safeconduct demo``: the worked case from its reports to the answer, in one command."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import steps


def demo(
    case: str = typer.Argument(
        "azot", help="A worked case (azot, porto-flood, valley-fire), or the path of a case folder."
    ),
    roads: Path | None = typer.Option(
        None, "--roads", metavar="FILE", help="Extract or network file of a case that draws no roads."
    ),
    out: Path | None = typer.Option(None, "--out", help="Folder to write the bundle to (default: out/CASE)."),
    seconds: float = typer.Option(5.0, "--seconds", min=0.1, help="Cap per scenario, in seconds."),
    work: int | None = typer.Option(None, "--work", min=1, help="Deterministic work per scenario: same bytes again."),
) -> None:
    """Read the reports, assess, plan, check and publish a worked case; ends with the answer on screen."""
    from safeconduct.app.casework import Effort
    from safeconduct.app.demo import run_demo

    folder = out or Path("out") / Path(case).resolve().name
    with steps() as say:
        screen = run_demo(case, folder, Effort(work=work, seconds=seconds), say, roads)
    typer.echo(screen)
