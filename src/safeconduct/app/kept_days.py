"""Days simulated before an interruption, kept beside the report they are for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from safeconduct import codec
from safeconduct.app.situating import write_whole
from safeconduct.model.errors import InputError, SafeconductError
from safeconduct.model.stress import SimulatedDay
from safeconduct.ports import Pool
from safeconduct.stress.batch import Chunk, run_chunk


class Kept:
    """Chunks that were simulated before an interruption, one a line beside ``out``; nothing is kept without it.

    A line is key, days and the hash of both: a line that was changed since is not believed. Lines of another command
    (another seed, plan, priors or policy) stay where they are.
    """

    def __init__(self, out: Path | None) -> None:
        self.path = path = None if out is None else out.with_name(out.name + ".partial")
        self._found: dict[str, tuple[SimulatedDay, ...]] = {}
        self._lines: dict[str, str] = {}
        if path is not None and path.is_symlink():
            raise InputError(
                "is a link to another file", file=str(path), field="--out", next_step="remove it, or name another file"
            )
        if path is not None and path.is_file():
            for line in path.read_text("utf-8", errors="replace").splitlines():
                self._take(line)

    def found(self) -> Iterator[tuple[str, tuple[SimulatedDay, ...]]]:
        """Key and days of each line that is believed."""
        yield from self._found.items()

    @staticmethod
    def _key(of: list[str | bool], chunk: Chunk) -> str:
        return json.dumps([*of, chunk.policy, chunk.seed, chunk.since, chunk.until, chunk.without, chunk.end])

    def _take(self, line: str) -> None:
        try:
            key, days, sha = json.loads(line)
            found = tuple(codec.from_plain(SimulatedDay, day) for day in days)
            if sha == _sha(key, days) and all(day.adds_up for day in found):
                self._found[str(key)], self._lines[str(key)] = found, line
        except (ValueError, TypeError, SafeconductError):
            return  # the line an interrupted run was writing, or of no run: simulated again

    def run(self, of: list[str | bool], todo: list[Chunk], over: Pool) -> Iterator[tuple[SimulatedDay, ...]]:
        """The days of each chunk in order, kept ones and new ones; ``of`` names plan and priors."""
        new = over.in_order(run_chunk, self._missing(of, todo))
        for chunk in todo:
            self._lines.pop(self._key(of, chunk), None)
        try:
            for chunk in todo:
                key = self._key(of, chunk)
                if key not in self._found:
                    days = next(new)
                    self._write(key, days)
                    yield days
                else:
                    yield self._found[key]
        finally:
            new.close()

    def _missing(self, of: list[str | bool], todo: list[Chunk]) -> Iterable[Chunk]:
        return (chunk for chunk in todo if self._key(of, chunk) not in self._found)

    def _write(self, key: str, days: tuple[SimulatedDay, ...]) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                plain = json.loads(json.dumps([codec.to_plain(day) for day in days]))
                file.write(json.dumps([key, plain, _sha(key, plain)]) + "\n")

    def close(self) -> None:
        """The report is written: nothing of it is left to resume; days of another command are kept."""
        if self.path is None:
            return
        if self._lines:
            write_whole(self.path, "".join(f"{line}\n" for line in self._lines.values()).encode())
        else:
            self.path.unlink(missing_ok=True)


def of_others(out: Path) -> str:
    """What of other commands is still kept beside a report that is written, in words; empty when nothing is."""
    kept = Kept(out)
    days, seeds = 0, set()
    for key, found in kept.found():
        days += len(found)
        seeds.add(int(json.loads(key)[4]))
    if not days:
        return ""
    of = f"seed {', '.join(str(seed) for seed in sorted(seeds))}"
    return f"{kept.path} still holds {days:,} days of another run ({of}): the command they are of goes on from there"


def _sha(key: str, days: Any) -> str:
    return sha256(json.dumps([key, days], sort_keys=True).encode()).hexdigest()
