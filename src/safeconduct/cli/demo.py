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
    seconds: float | None = typer.Option(
        None, "--seconds", min=0.1, help="Cap per scenario in seconds, in place of counted work."
    ),
    work: int | None = typer.Option(None, "--work", min=1, help="Deterministic work per scenario: same bytes again."),
) -> None:
    """Read the reports, assess, plan, check and publish a worked case; ends with the answer on screen."""
    from safeconduct.app.casework import Effort
    from safeconduct.app.demo import SECONDS, run_demo

    folder = out or Path("out") / Path(case).resolve().name
    with steps() as say:
        effort = None if work is None and seconds is None else Effort(work=work, seconds=seconds or SECONDS)
        screen = run_demo(case, folder, effort, say, roads)
    typer.echo(screen)
