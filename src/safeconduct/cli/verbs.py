"""The verbs, and what an error becomes. Importing this stays light: each verb imports its use case when it is run."""

from __future__ import annotations

import os
import sys

import typer
from rich.console import Console

from safeconduct import __version__
from safeconduct.cli import (
    account,
    assess,
    attempt,
    audit,
    check,
    claims,
    confirm,
    conflicts,
    day,
    decisive,
    demo,
    erase,
    fleet_explained,
    places,
    plan,
    publish,
    read,
    remedies,
    replan,
    roads,
    schema,
    serve,
    stress,
    tls,
)
from safeconduct.cli.main import STOPPED
from safeconduct.model.errors import SafeconductError

app = typer.Typer(
    name="safeconduct",
    help="From contested reports to a checked evacuation corridor plan, or the proof why not.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for verb, function in (
    ("demo", demo.demo),
    ("try", attempt.attempt),
    ("read", read.read),
    ("claims", claims.claims),
    ("conflicts", conflicts.conflicts),
    ("confirm", confirm.confirm),
    ("assess", assess.assess),
    ("plan", plan.plan),
    ("replan", replan.replan),
    ("check", check.check),
    ("explain", fleet_explained.explain),
    ("audit", audit.audit),
    ("decisive", decisive.decisive),
    ("remedies", remedies.remedies),
    ("stress", stress.stress),
    ("publish", publish.publish),
    ("serve", serve.serve),
    ("erase", erase.erase),
    ("schema", schema.schema),
):
    app.command(verb)(function)
app.add_typer(roads.app, name="roads")
app.add_typer(day.app, name="day")
app.add_typer(account.app, name="account")
app.add_typer(tls.app, name="tls")
app.add_typer(places.app, name="places")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"safeconduct {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Options of every verb."""


def run() -> None:
    """Run the verb of the command line: errors in words on stderr, the exit code of house rules, Ctrl-C as 130."""
    try:
        code = app(standalone_mode=False)
        if code == 130:
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else 0)
    except SafeconductError as error:
        console = Console(stderr=True, highlight=False)
        console.print(f"error: {error}", markup=False, soft_wrap=True)
        console.print(f"next:  {error.next_step}", markup=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the reader left; nothing more to flush
        sys.exit(0)
    except OSError as error:
        console = Console(stderr=True, highlight=False)
        words = f"{error.filename or 'output'}: cannot be used: {error.strerror or error}"
        console.print(f"error: {words}", markup=False, soft_wrap=True)
        console.print("next:  check the path, its permissions and the room on the disk", markup=False, soft_wrap=True)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        Console(stderr=True).print(STOPPED)
        sys.exit(130)
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        sys.exit(getattr(error, "exit_code", 2))
