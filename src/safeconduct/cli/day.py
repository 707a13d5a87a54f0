"""``safeconduct day``: the log of a day without the web; one function a verb."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, table

if TYPE_CHECKING:
    from safeconduct.app.day import Replayed

app = typer.Typer(
    help="The log of a day: open it, enter events, replay and verify it, back it up, erase its texts.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

STORE = typer.Option(None, "--workspace", "-w", help="The workspace file, or a postgresql:// address.")
DAY = typer.Argument(..., metavar="DAY", help="The day's name.")


def _store(given: str | None) -> str:
    from safeconduct.app.settings import settings

    return given or str(settings().workspace)


@app.command("open")
def open_(
    plan: str = typer.Argument(..., metavar="PLAN", help="A plan document, or its sha in the workspace."),
    day: str = typer.Option(..., "--day", help="A name for the day."),
    by: str = typer.Option(..., "--by", help="Role of the person who opens it."),
    exercise: bool = typer.Option(False, "--exercise", help="Open it as an exercise: nobody is really moved."),
    situation: str | None = typer.Option(None, "--situation", help="The situation, when it is not in the workspace."),
    workspace: str | None = STORE,
) -> None:
    """Open a day on a checked plan: an order only on agreed corridors, with wishes recorded and guards resolved."""
    from safeconduct.app.day import open_day

    entered = open_day(_store(workspace), plan, situation, day=day, exercise=exercise, by=by)
    what = "EXERCISE" if exercise else "day"
    typer.echo(f"{what} {day} is open; head {entered.envelope.hash}")


@app.command()
def enter(
    file: Path = typer.Argument(..., metavar="FILE", help="Events, one JSON object a line (docs/events.md)."),
    late: bool = typer.Option(False, "--late", help="Facts out of a phone's outbox: taken down in any order."),
    workspace: str | None = STORE,
) -> None:
    """Enter events; each is decided on the day as it then is. Exit 4 names what is refused and what to do."""
    from safeconduct.app.day import enter_events

    entered = enter_events(_store(workspace), file, late=late)
    fresh = sum(one.fresh for one in entered)
    typer.echo(f"{fresh} written, {len(entered) - fresh} known before")


@app.command()
def log(
    day: str | None = typer.Argument(None, metavar="DAY", help="One day; every day when none is named."),
    workspace: str | None = STORE,
    as_json_: bool = JSON,
) -> None:
    """The lines of the log, with their texts where those were not erased."""
    from safeconduct import codec
    from safeconduct.app.day import lines

    found = lines(_store(workspace), day)
    if as_json_:
        as_json(
            [{"line": codec.to_plain(one.envelope), "event": one.event and codec.to_plain(one.event)} for one in found]
        )
        return
    rows = (
        (str(e.seq), e.day, str(e.version), f"{e.at:%Y-%m-%d %H:%M:%SZ}", e.role, e.kind, f"{e.device} {e.counter}")
        for e in (one.envelope for one in found)
    )
    table(f"{len(found)} lines", ("line", "day", "version", "at", "role", "what", "device"), rows)


@app.command()
def verify(
    head: str | None = typer.Option(None, "--head", metavar="HASH", help="A head printed earlier: it must be in it."),
    workspace: str | None = STORE,
    as_json_: bool = JSON,
) -> None:
    """Recompute the chain and every text's salted hash; exit 5 when anything was changed."""
    from safeconduct.app.day import verify as verify_log

    found = verify_log(_store(workspace), head)
    if as_json_:
        as_json({"lines": found.lines, "head": found.head, "erased": list(found.erased), "ok": found.ok})
        return
    typer.echo(f"whole: {found.lines} lines, head {found.head}")
    if found.erased:
        typer.echo(f"texts erased: {', '.join(found.erased)}")


@app.command()
def replay(day: str = DAY, workspace: str | None = STORE, as_json_: bool = JSON) -> None:
    """Fold a day from its log: where everyone is, and what keeps it from closing."""
    from safeconduct.app.day import replay as replay_day

    found = replay_day(_store(workspace), day)
    counts = {name: of["walking"] + of["wheelchair"] + of["stretcher"] for name, of in asdict(found.balance).items()}
    if as_json_:
        as_json(
            {
                "day": day,
                "mode": found.state.mode,
                "status": found.status,
                "version": found.version,
                "balance": counts,
                "open": [asdict(point) for point in found.open],
            }
        )
        return
    typer.echo(_headline(day, found))
    table("", ("persons", ""), ((f"{n:,}", name.replace("_", " ")) for name, n in counts.items()))
    for point in found.open:
        typer.echo(f"open: {point.subject}: {f'{point.persons} ' if point.persons else ''}{point.what}")
        typer.echo(f"next: {point.next_step}")


def _headline(day: str, found: Replayed) -> str:
    mode = "EXERCISE " if found.state.mode == "exercise" else ""
    return f"{mode}{day}: {found.status}, version {found.version}"


@app.command()
def backup(
    target: Path = typer.Argument(..., metavar="FILE", help="The new file to write."), workspace: str | None = STORE
) -> None:
    """Copy the log into a new file, while others write. The keys of the texts are not in it."""
    from safeconduct.app.day import backup as back_up

    typer.echo(f"backup {target}; head {back_up(_store(workspace), target)}")


@app.command()
def restore(
    source: Path = typer.Argument(..., metavar="FILE", help="A backup."), workspace: str | None = STORE
) -> None:
    """Fill a new workspace from a backup that verifies."""
    from safeconduct.app.day import restore as restore_log

    typer.echo(f"restored; head {restore_log(_store(workspace), source)}")


@app.command()
def erase(
    day: str | None = typer.Argument(None, metavar="DAY", help="One day; with --all, every day."),
    everything: bool = typer.Option(False, "--all", help="Every day of the workspace: the retreat."),
    by: str = typer.Option("not stated", "--by", help="Role of the person who erases."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
    workspace: str | None = STORE,
) -> None:
    """Destroy the key of a day's texts, for ever. Lines and hashes stay, and still verify."""
    from safeconduct.app.day import erase as erase_day

    if (day is None) is not everything:
        raise typer.BadParameter("name a day, or give --all")
    what = "every day" if day is None else day
    if not yes:
        typer.confirm(f"Destroy the texts of {what}? Nobody can read them again.", abort=True)
    erased = erase_day(_store(workspace), day, by)
    typer.echo(f"erased: {', '.join(erased) or 'nothing'}")
