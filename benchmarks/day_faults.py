"""The writer of a day's log is killed, again and again, under many writers: nothing acknowledged is lost.

A round starts a process with so many writers on one log, lets it acknowledge for a while, kills it with SIGKILL at a
moment drawn from the seed, opens the log anew and recomputes its chain. Size: rounds; severity: writers. A kill of the
process does not test the disk: what the system had accepted survives it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.registry import BenchSpec, Instance, Request, Row, Target

ROOT = Path(__file__).resolve().parents[1]
NONE = Target(op="==", value=0)
BACK_S = Target(op="<=", value=3.0)


@dataclass(slots=True)
class Tally:
    """What the rounds found: events acknowledged, lost, doubled, chains broken, seconds until the log was back."""

    acknowledged: set[tuple[str, int]] = field(default_factory=set)
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    unacknowledged: int = 0
    back_s: float = 0.0


def kill_rounds(store: str, rounds: int, writers: int, seed: int) -> Tally:
    """Run the rounds on one log, given as ``benchmarks.day_writer`` takes it."""
    from benchmarks.day_writer import open_log

    tally, chance = Tally(), random.Random(seed)
    for _ in range(rounds):
        tally.acknowledged |= _round(store, writers, tally, chance.uniform(0.05, 0.4))
        started = time.perf_counter()
        log = open_log(store)
        lines = log.read("faults")
        tally.back_s = max(tally.back_s, time.perf_counter() - started)
        written = Counter((line.envelope.device, line.envelope.counter) for line in lines)
        tally.lost = len(tally.acknowledged - set(written))
        tally.doubled = sum(n - 1 for n in written.values())
        tally.unacknowledged += len(set(written) - tally.acknowledged)
        tally.broken += not log.verify().ok
        log.close()
    return tally


def _round(store: str, writers: int, before: Tally, seconds: float) -> set[tuple[str, int]]:
    """Acknowledgements of one process, killed so many seconds after the first of them."""
    next_one = Counter(device for device, _ in before.acknowledged)
    start = ",".join(str(next_one[f"phone-{number}"]) for number in range(writers))
    command = [sys.executable, "-m", "benchmarks.day_writer", store, start, str(writers)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        time.sleep(seconds)
        process.kill()
        told += process.stdout.read()
    # a line that was cut by the kill was not told
    whole = told[: told.rfind(b"\n") + 1].decode().splitlines()
    return {(device, int(counter)) for device, counter in (line.split() for line in whole)}


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """The rounds of one size on a fresh SQLite log."""
    with tempfile.TemporaryDirectory(prefix="safeconduct-faults-") as folder:
        tally = kill_rounds(str(Path(folder) / "day.safeconduct"), instance.size, instance.severity, seed)

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=instance.name, seed=seed, metric=metric, unit=unit, value=value, target=target)

    return [
        row("acknowledged", "events", len(tally.acknowledged), Target(op=">", value=0)),
        row("acknowledged and lost", "events", tally.lost, NONE),
        row("written twice", "events", tally.doubled, NONE),
        row("chains broken", "rounds", tally.broken, NONE),
        row("written, not acknowledged, sent again", "events", tally.unacknowledged),
        row("longest until the log was read again", "s", round(tally.back_s, 3), BACK_S),
    ]


SPEC = BenchSpec(
    name="day.faults",
    describe="kill -9 of the log's writer (size: rounds; severity: writers at once)",
    sizes=(50,),
    severities=(40,),
    seeds=(1,),
    run=run,
    target="nothing acknowledged lost, nothing doubled, the chain whole after every round, back within 3 s",
    label="{size} rounds, {severity} writers",
    smoke_sizes=(2,),
)
