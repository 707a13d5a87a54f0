"""How verbs print: tables for people, canonical JSON for programs, progress on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

JSON = typer.Option(False, "--json", help="Print JSON for programs instead of a table.")


def as_json(value: Any) -> None:
    """Print JSON with sorted keys."""
    typer.echo(json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; texts are printed as they are, never as markup."""
    console = Console(highlight=False)
    view = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        view.add_column(column, overflow="fold")
    for row in rows:
        view.add_row(*(_plain(cell) for cell in row))
    console.print(view)


def _plain(cell: str) -> str:
    return cell.replace("[", r"\[")


@contextmanager
def progress(what: str) -> Iterator[None]:
    """A line on stderr while something longer than a moment runs; silent when stderr is no terminal."""
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(what):
            yield
    else:
        yield


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A function to announce steps: a live line on a terminal, one line each when stderr is piped."""
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:
        with console.status("starting") as status:
            yield lambda what: status.update(what)
    else:
        yield lambda what: console.print(f"· {what}", markup=False)
