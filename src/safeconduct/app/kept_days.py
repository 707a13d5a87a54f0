"""Days simulated before an interruption, kept beside the report they are for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from safeconduct import codec
from safeconduct.model.errors import SafeconductError
from safeconduct.model.stress import SimulatedDay
from safeconduct.ports import Pool
from safeconduct.stress.batch import Chunk, run_chunk


class Kept:
    """Chunks that were simulated before an interruption, one a line beside ``out``; nothing is kept without it."""

    def __init__(self, out: Path | None) -> None:
        self.path = path = None if out is None else out.with_name(out.name + ".partial")
        self._found: dict[str, tuple[SimulatedDay, ...]] = {}
        if path is not None and path.is_file():
            for line in path.read_text("utf-8", errors="replace").splitlines():
                self._take(line)

    @staticmethod
    def _key(of: list[str | bool], chunk: Chunk) -> str:
        return json.dumps([*of, chunk.policy, chunk.seed, chunk.since, chunk.until, chunk.without])

    def _take(self, line: str) -> None:
        try:
            key, days = json.loads(line)
            self._found[str(key)] = tuple(codec.from_plain(SimulatedDay, day) for day in days)
        except (ValueError, TypeError, SafeconductError):
            return  # the line an interrupted run was writing, or of no run: simulated again

    def run(self, of: list[str | bool], todo: list[Chunk], over: Pool) -> Iterator[tuple[SimulatedDay, ...]]:
        """The days of each chunk in order, kept ones and new ones; ``of`` names plan and priors."""
        new = over.in_order(run_chunk, self._missing(of, todo))
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
                file.write(json.dumps([key, [codec.to_plain(day) for day in days]]) + "\n")

    def close(self) -> None:
        """The report is written: nothing is left to resume."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
