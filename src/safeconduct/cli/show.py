"""How verbs print: tables for people, canonical JSON for programs, progress on stderr."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

JSON = typer.Option(False, "--json", help="Print JSON for programs instead of a table.")


def as_json(value: Any) -> None:
    """Print JSON with sorted keys."""
    typer.echo(json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; texts are printed as they are, never as markup."""
    console = Console(highlight=False)
    view = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    cells = [[_plain(cell) for cell in row] for row in rows]
    widths = _widths([columns, *cells], console.width - 3 * (len(columns) - 1))
    for column, width in zip(columns, widths, strict=True):
        view.add_column(column, overflow="fold", width=width)
    for row in cells:
        view.add_row(
            *(cell if width is None else _parted(cell, width) for cell, width in zip(row, widths, strict=True))
        )
    console.print(view)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int | None]:
    """Widths of columns in so much room: no word is broken where all longest words fit beside each other, and what is
    left goes where the most lines are saved. None for each when everything fits without wrapping."""
    columns = [[cell.replace(r"\[", "[") for cell in column] for column in zip(*rows, strict=True)]
    whole = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in columns]
    if sum(whole) <= room:
        return [None] * len(columns)
    widths = [max(1, *(cell_len(word) for cell in column for word in cell.split())) for column in columns]
    while sum(widths) > max(room, len(widths)):
        widths[widths.index(max(widths))] -= 1
    for _ in range(room - sum(widths)):
        at = max(range(len(widths)), key=lambda n: whole[n] / widths[n])
        widths[at] += 1
    return [*widths]


def _parted(cell: str, width: int) -> str:
    """A cell whose words that are wider than its column go on in another line after a hyphen, not within a name."""

    def parted(word: re.Match[str]) -> str:
        lines = [""]
        for piece in re.findall(r"[^-/_.]*[-/_.]?", word[0]):
            if cell_len(lines[-1] + piece) > width and lines[-1]:
                lines.append("")
            lines[-1] += piece
        return "\n".join(lines) if max(map(cell_len, lines)) <= width else word[0]

    return re.sub(r"\S+", lambda word: parted(word) if cell_len(word[0]) > width else word[0], cell)


def wrapped(words: str) -> None:
    """Print a sentence in lines that fit the terminal, as it is."""
    Console(highlight=False).print(words.translate(_TURNING), markup=False)


def _plain(cell: str) -> str:
    """A cell as it is, without marks that would turn the line around or steer the terminal."""
    return cell.translate(_TURNING).replace("[", r"\[")


#: Marks that turn a line around, and signs that steer a terminal; a line break stays.
_STEERING = (*range(10), *range(11, 32), *range(0x7F, 0xA0))
_TURNING = dict.fromkeys((*_STEERING, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def note(words: str, label: str = "note") -> None:
    """A line on stderr, as it is, never as markup."""
    console = Console(stderr=True, highlight=False)
    console.print(f"{label}: {words.translate(_TURNING)}", markup=False, soft_wrap=not console.is_terminal)


@contextmanager
def counting(what: str, number: int) -> Iterator[Iterator[None]]:
    """An iterator to advance once an item: a bar on a terminal, a line every thousand when stderr is piped."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal or number == 1:
        yield _counted(console, number)
        return
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    )
    with bar:
        task = bar.add_task(what, total=number)

        def advance() -> Iterator[None]:
            while True:
                bar.advance(task)
                yield

        yield advance()


def _counted(console: Console, number: int) -> Iterator[None]:
    for done in itertools.count(1):
        if done % 1000 == 0:
            console.print(f"· {done:,} of {number:,}", markup=False)
        yield


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


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """A function to tell (what, done, of): a bar with the time left on a terminal, silent when stderr is piped."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda what, done, of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("starting", total=None)
        yield lambda what, done, of: shown.update(task, description=what, completed=done, total=of)


@contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """How many of how many are done: a live line on a terminal, nothing when stderr is piped."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda done, of: None
        return
    with console.status(what) as status:
        yield lambda done, of: status.update(f"{what}: {done} of {of} done")
