"""``safeconduct account``: who may sign in from another machine, and in which role."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json, table

app = typer.Typer(
    help="The account file: who may sign in from another machine.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
FILE = typer.Option(Path("safeconduct.accounts"), "--accounts", help="The account file.")
NAME = typer.Argument(..., metavar="NAME", help="The name to sign in with; it is in no log.")


@app.command()
def add(
    name: str = NAME,
    role: str = typer.Option(..., "--role", help="reader, planner, confirmer, dispatcher, gate or auditor."),
    accounts: Path = FILE,
    from_stdin: bool = typer.Option(False, "--password-stdin", help="Read the password from standard input."),
) -> None:
    """Add an account; the password is asked for, twice."""
    from safeconduct.app.entrance import account_file

    if from_stdin:
        password = typer.get_text_stream("stdin").readline().rstrip("\n")
    else:
        password = typer.prompt("password", hide_input=True, confirmation_prompt=True)
    made = account_file(accounts).add(name, role, password)
    typer.echo(f"{name} may sign in as {role}; events bear {made.device}")


@app.command("list")
def list_(accounts: Path = FILE, as_json_: bool = JSON) -> None:
    """The accounts: name, role, and what their events bear."""
    from safeconduct.app.entrance import account_file

    found = account_file(accounts).accounts()
    if as_json_:
        as_json([{"name": one.name, "role": one.role, "device": one.device} for one in found])
        return
    table(f"{len(found)} accounts", ("name", "role", "events bear"), ((o.name, o.role, o.device) for o in found))


@app.command()
def remove(name: str = NAME, accounts: Path = FILE) -> None:
    """Remove an account; its sessions end at once."""
    from safeconduct.app.entrance import account_file

    account_file(accounts).remove(name)
    typer.echo(f"{name} may not sign in any more")
