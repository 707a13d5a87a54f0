"""The service is killed, again and again, under many writers: nothing acknowledged is lost.

A round lets so many writers check in for a while, kills the process with SIGKILL at a moment drawn from the seed, opens
the log anew and recomputes its chain. Size: rounds; severity: writers. ``day_outage`` does it at the interface of the
service, ``kill_rounds`` with the log alone. A kill of the process does not test the disk: what the system had accepted
survives it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.day_outage import rounds
from benchmarks.day_stores import kinds, store
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
    """The rounds of one size at the interface of the service, on a fresh store of each kind."""
    rows: list[Row] = []

    def row(kind: str, metric: str, unit: str, value: float, target: Target | None = None) -> None:
        named = f"{kind}: {metric}"
        rows.append(Row(instance=instance.name, seed=seed, metric=named, unit=unit, value=value, target=target))

    for kind in kinds(request.smoke):
        with store(kind) as path:
            found = rounds(path, instance.size, instance.severity, seed)
        row(kind, "acknowledged", "events", len(found.acknowledged), Target(op=">", value=0))
        row(kind, "acknowledged and lost", "events", found.lost, NONE)
        row(kind, "acknowledged as another line", "events", found.moved, NONE)
        row(kind, "written twice", "events", found.doubled, NONE)
        row(kind, "chains broken", "rounds", found.broken, NONE)
        row(kind, "written, not acknowledged, sent again", "events", found.unacknowledged)
        goal = None if request.smoke else BACK_S
        row(kind, "longest from a new start to its first check-in", "s", round(found.back_s, 3), goal)
    return rows


SPEC = BenchSpec(
    name="day.faults",
    describe="kill -9 of the service under writers at its interface (size: rounds; severity: writers at once)",
    sizes=(50,),
    severities=(40,),
    seeds=(1,),
    run=run,
    target="nothing acknowledged lost, nothing doubled, the chain whole after every round, back within 3 s",
    label="{size} rounds, {severity} writers",
    smoke_sizes=(2,),
)
