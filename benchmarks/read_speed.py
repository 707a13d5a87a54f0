"""How fast reports are read, how soon the first one is there, and whether memory stays flat over many.

Reports of about 800 words are put together from paragraphs of our own corpus, each report another draw, and written as
files; each goes the whole way a person's file goes: opened, its language told, private names masked, read, checked
against nothing. One process reads; processor time is counted, so that what else the machine does matters little.
``--input`` takes a folder of .txt files instead. Peak memory is taken from the reading process, in a child of its own.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import load_corpus
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT / "corpus" / "dev"
WORDS = 800
"""Words of a report, at least."""
SETTLED = 0.2
"""Share of the reports after which memory has settled; it may not grow after that."""

CHILD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path

started = time.perf_counter()
from safeconduct.app.read_run import With, run, sources

folder, settled = Path(sys.argv[1]), int(sys.argv[2])
def memory():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024

found, parties, places = sources([folder], date(2027, 5, 12))
marks, claims, first, early = [], 0, None, None
for number, outcome in enumerate(run(found, With(parties=(), gazetteer={}), into=None, jobs=1, resume=False), 1):
    assert outcome.fault is None, outcome.fault
    claims += len(outcome.claims)
    if first is None:
        first, warm = time.perf_counter() - started, time.process_time()
    if number == settled:
        early = memory()
spent = time.process_time() - warm
print(json.dumps({
    "first": first, "spent": spent, "read": number, "claims": claims, "early": early, "late": memory(),
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def reports(folder: Path, number: int, seed: int) -> int:
    """Write ``number`` reports of WORDS words or more into a folder; how many words they have in all."""
    texts = [annotated.text for annotated in load_corpus(DEV)]
    pieces = [piece for text in texts for piece in text.split("\n\n") if len(piece.split()) >= 12]
    if not pieces:
        raise MissingData("corpus/dev")
    draw, words = random.Random(seed), 0
    for at in range(number):
        chosen: list[str] = []
        while sum(len(piece.split()) for piece in chosen) < WORDS:
            chosen.append(draw.choice(pieces))
        text = "\n\n".join(chosen)
        words += len(text.split())
        (folder / f"{at:05}.txt").write_text(text + "\n", encoding="utf-8")
    return words


def measured(folder: Path, number: int) -> dict[str, Any]:
    """What a fresh process takes to read a folder."""
    command = [sys.executable, "-c", CHILD, str(folder), str(max(1, int(number * SETTLED)))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode != 0:
        raise MissingData(f"the reading process ended: {done.stderr.strip()[-300:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(name: str, seed: int, found: dict[str, Any], words: int, *, aimed: bool) -> list[Row]:
    """Measured figures; memory and speed have targets only over enough reports to mean something."""
    share = (found["read"] - 1) / found["read"]  # the first one is not in the time
    speed = words * share / WORDS / found["spent"]

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=name, seed=seed, metric=metric, unit=unit, value=round(value, 3), target=target)

    return [
        row("reports read", "", found["read"], Target(op=">=", value=1)),
        row("claims", "", found["claims"]),
        row("800-word reports per second of one core", "1/s", speed, Target(op=">=", value=8) if aimed else None),
        row("first result, cold", "s", found["first"], Target(op="<", value=3) if aimed else None),
        row("most memory", "MB", found["peak"], Target(op="<=", value=1500)),
        row(
            "memory grown after a fifth",
            "MB",
            found["late"] - found["early"],
            Target(op="<=", value=50) if aimed else None,
        ),
    ]


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Read so many reports, or those of a folder, in a process of its own."""
    if not Path("/proc/self/status").exists():
        raise MissingData("/proc, which says how much memory a process holds")
    if instance.path is not None:
        files = sorted(instance.path.rglob("*.txt"))
        words = sum(len(file.read_text(encoding="utf-8").split()) for file in files)
        return rows(instance.name, seed, measured(instance.path, len(files)), words, aimed=False)
    with tempfile.TemporaryDirectory() as made:
        words = reports(Path(made), instance.size, seed)
        found = measured(Path(made), instance.size)
        return rows(instance.name, seed, found, words, aimed=not request.smoke)


def from_input(path: Path) -> Sequence[Instance]:
    """A folder of .txt files as one instance."""
    return (Instance(name=str(path), path=path),) if path.is_dir() and any(path.rglob("*.txt")) else ()


SPEC = BenchSpec(
    name="read.speed",
    describe="reports of 800 words drawn from our corpus, as files, the whole way to claims: speed of one core, first "
    "result cold, memory over many; size is the number of reports",
    sizes=(1_000, 10_000),
    severities=(0,),
    seeds=(0,),
    run=run,
    target=">= 8 reports a second per core, first result < 3 s cold, memory flat after the first fifth",
    label="{size} reports",
    smoke_sizes=(12,),
    from_input=from_input,
)
