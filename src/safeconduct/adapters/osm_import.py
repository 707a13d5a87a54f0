"""Import an extract in a process of its own, with limits on memory and time: a file from elsewhere is not trusted.

The child reads the extract, prepares the hierarchy where its engine is installed, and writes the network file; the
parent passes on its progress and turns every way it can end into an answer. ``python -m`` of this module is the
child; people use ``import_extract``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from safeconduct.model.errors import InputError, ToolMissing
from safeconduct.network.area import load_area
from safeconduct.network.netfile import NetFile, load_net, save_net
from safeconduct.network.osm import read_osm
from safeconduct.network.osm_ways import Tell
from safeconduct.network.roadnet import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the child may use: megabytes of memory and seconds."""

    memory_mb: int = 6_000
    seconds: float = 1_800.0


DEFAULT = Limits()
#: How the child's progress says what it needed.
PEAK = "most memory held:"


def import_extract(
    extract: Path,
    out: Path,
    *,
    box: Box | None = None,
    area: Path | None = None,
    hierarchy: bool = True,
    limits: Limits = DEFAULT,
    tell: Tell = lambda line: None,
) -> NetFile:
    """Read ``extract``, or what of it lies in a box or in the polygons of a GeoJSON file, into the network file
    ``out`` and open it. InputError, naming the file and the next step, for
    whatever is wrong with the extract, and when a limit is met; ``out`` is then as it was."""
    task = {
        "extract": str(extract),
        "out": str(out),
        "box": None if box is None else [box.west, box.south, box.east, box.north],
        "area": None if area is None else str(area),
        "hierarchy": hierarchy,
        "memory_mb": limits.memory_mb,
        "seconds": limits.seconds,
    }
    command = [sys.executable, "-m", "safeconduct.adapters.osm_import", json.dumps(task)]
    with (
        tempfile.TemporaryFile(mode="w+", encoding="utf-8", errors="replace") as said,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, text=True) as child,
    ):
        late = Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = Timer(limits.seconds, stop)
        timer.start()
        try:
            assert child.stdout is not None
            answer = _answer(child.stdout, tell)
        except BaseException:
            child.kill()
            raise
        finally:
            timer.cancel()
        code = child.wait()
        if answer is None or code != 0:
            raise _died(code, late.is_set(), said, extract, limits)
    if "error" in answer:
        raise InputError(**answer["error"])
    return load_net(out)


def _answer(lines: IO[str], tell: Tell) -> dict[str, Any] | None:
    """The child's last word; its progress is passed on."""
    answer: dict[str, Any] | None = None
    for line in lines:
        try:
            word = json.loads(line)
        except ValueError:
            continue
        if "tell" in word:
            tell(str(word["tell"]))
        else:
            answer = word
    return answer


def _died(code: int, late: bool, said: IO[str], extract: Path, limits: Limits) -> InputError:
    """Why a child ended without an answer."""
    said.seek(0)
    last = (said.read().strip().splitlines() or [""])[-1][:300]
    if late or code == -24:  # SIGXCPU
        why, step = f"reading took longer than {limits.seconds:.0f} s", "give a smaller extract or box, or more time"
    elif "MemoryError" in last or "bad_alloc" in last:
        why = f"reading needs more than {limits.memory_mb} MB of memory"
        step = "give a smaller extract or box, or allow more memory"
    else:
        why = f"reading it ended the reading process (code {code}{': ' if last else ''}{last})"
        step = "the file is damaged or built to do harm: fetch it again from its publisher"
    return InputError(why, file=str(extract), next_step=step)


def _limit(memory_mb: int, seconds: float) -> None:
    """Hold this process to its limits, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    bytes_ = memory_mb * 2**20
    cpu = int(seconds) + 1
    for which, most in ((resource.RLIMIT_AS, bytes_), (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (allowed, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def _peak_mb() -> float | None:
    """The most memory this process has held, MB, where the platform says so."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), None)


def _say(word: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(word) + "\n")
    sys.stdout.flush()


def run(task: dict[str, Any]) -> None:
    """What the child does."""
    _limit(task["memory_mb"], task["seconds"])
    box = (
        None if task["box"] is None else Box(**dict(zip(("west", "south", "east", "north"), task["box"], strict=True)))
    )
    try:
        area = None if task["area"] is None else load_area(Path(task["area"]))
        net, report = read_osm(Path(task["extract"]), box=area or box, tell=lambda line: _say({"tell": line}))
        engine, parts = "", {}
        if task["hierarchy"]:
            from safeconduct.adapters import cch_router
            from safeconduct.network.arcs import ArcTable

            try:
                _say({"tell": "preparing the hierarchy"})
                parts, engine = cch_router.CchRouter.build(ArcTable.of(net)).save(), cch_router.ENGINE
            except ToolMissing as missing:
                _say({"tell": f"{missing.message}; routes will be slower"})
        save_net(Path(task["out"]), NetFile(net=net, report=report, engine=engine, hierarchy=parts))
    except InputError as error:
        _say(
            {
                "error": {
                    "message": error.message,
                    "file": error.file,
                    "field": error.field,
                    "next_step": error.next_step,
                }
            }
        )
        return
    peak = _peak_mb()
    if peak is not None:
        _say({"tell": f"{PEAK} {peak:.0f} MB"})
    _say({"done": True})


if __name__ == "__main__":
    run(json.loads(sys.argv[1]))
