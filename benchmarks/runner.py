"""Run a spec over its instances and seeds, resume where an interrupted run stopped, and report in one form."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.registry import BenchSpec, MissingData, Request, Row
from benchmarks.spread import spread
from safeconduct import __version__

Json = dict[str, Any]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rows of one spec in the form they are written; ``missing`` says which data was not there."""

    name: str
    rows: tuple[Json, ...]
    missing: str | None

    @property
    def ok(self) -> bool:
        """True when there was data and no target was missed."""
        return self.missing is None and bool(self.rows) and all(row["ok"] for row in self.rows)


def row_json(row: Row) -> Json:
    """A row as the JSON form has it."""
    return {
        "instance": row.instance,
        "seed": row.seed,
        "metric": row.metric,
        "unit": row.unit,
        "value": row.value,
        "target": row.target.value if row.target else None,
        "op": row.target.op if row.target else None,
        "ok": row.ok,
    }


def machine() -> Json:
    """Processor, cores this process may use, and memory in GB."""
    return {"cpu": _cpu(), "cores": len(os.sched_getaffinity(0)), "ram": _ram_gb()}


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _ram_gb() -> float:
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1)


def report(result: Result) -> Json:
    """The JSON form of one spec's run."""
    return {
        "name": result.name,
        "date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": __version__,
        "machine": machine(),
        "rows": list(result.rows),
        "ok": result.ok,
    }


class Progress:
    """Rows already measured by an interrupted full run, kept beside the JSON file, one instance and seed a line."""

    def __init__(self, path: Path | None, request: Request) -> None:
        self.path = path
        self.request = {"version": __version__, "input": str(request.input), "limit_s": request.limit_s}
        self.done: dict[tuple[str, str, int], list[Json]] = {}
        if path is not None and path.exists():
            text = path.read_text(encoding="utf-8")
            for line in text.splitlines():
                self._take(line)
            if text and not text.endswith("\n"):
                path.write_text(f"{text}\n", encoding="utf-8")  # what follows has a line of its own

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
        except ValueError:
            return  # the line an interrupted run was writing
        if entry["request"] == self.request:
            self.done[(entry["name"], entry["instance"], entry["seed"])] = entry["rows"]

    def add(self, name: str, instance: str, seed: int, rows: list[Json]) -> None:
        """Remember what one instance gave with one seed."""
        self.done[(name, instance, seed)] = rows
        if self.path is not None:
            entry = {"request": self.request, "name": name, "instance": instance, "seed": seed, "rows": rows}
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")

    def close(self) -> None:
        """The run is complete; nothing is left to resume."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def run_spec(spec: BenchSpec, request: Request, seeds: Sequence[int] | None, progress: Progress, tell: Tell) -> Result:
    """Measure one spec; a missing file or library ends it and is reported, never passed over."""
    rows: list[Json] = []
    try:
        for instance in spec.instances(request):
            for seed in spec.seeds_of(request) if seeds is None else seeds:
                held = progress.done.get((spec.name, instance.name, seed))
                if held is None:
                    held = [row_json(row) for row in spec.run(instance, seed, request)]
                    progress.add(spec.name, instance.name, seed, held)
                rows.extend(held)
                for row in held:
                    tell(line_of(spec.name, row))
        about = [] if spec.summary is None else [row_json(row) for row in spec.summary(rows)]
        named = {(row["instance"], row["metric"]) for row in about}
        about += [row_json(row) for row in spread(rows) if (row.instance, row.metric) not in named]
        rows.extend(about)
        for row in about:
            tell(line_of(spec.name, row))
    except MissingData as missing:
        tell(f"{spec.name}: no data: {missing}")
        return Result(name=spec.name, rows=tuple(rows), missing=str(missing))
    return Result(name=spec.name, rows=tuple(rows), missing=None)


def line_of(name: str, row: Json) -> str:
    """A row for the screen: where, what, how much, and the target with whether it was reached."""
    value = row["value"]
    shown = f"{value:g}" if isinstance(value, int) else f"{value:.4g}"
    line = f"{name}  {row['instance']}  {row['metric']} {shown} {row['unit']}".rstrip()
    if row["target"] is None:
        return line
    return f"{line}  ({row['op']} {row['target']:g}: {'reached' if row['ok'] else 'MISSED'})"


def verdict(results: Sequence[Result]) -> tuple[int, str]:
    """Exit code and the one line a run ends with: 5 a target was missed, 2 data was missing, 0 neither."""
    rows = [row for result in results for row in result.rows]
    targets = [row for row in rows if row["target"] is not None]
    missed = [row for row in targets if not row["ok"]]
    missing = [result.name for result in results if result.missing is not None]
    code = 5 if missed else 2 if missing or not rows else 0
    parts = [f"{len(results)} benchmarks", f"{len(rows)} rows", f"{len(targets) - len(missed)} targets reached"]
    parts.append(f"{len(missed)} missed")
    if missing:
        parts.append(f"no data for {', '.join(missing)}")
    return code, f"{'ok' if code == 0 else 'NOT OK'}: {', '.join(parts)}"
