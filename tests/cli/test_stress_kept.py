"""``safeconduct stress`` stopped and gone on with: which days are kept, believed, named and left."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.played_day import Days
from safeconduct.app.stressing import Effort, stress_plan
from safeconduct.model.stress import SimulatedDay
from tests.cli.runner import safeconduct


def test_an_interrupted_run_goes_on_where_it_stopped(files: tuple[Path, Path], tmp_path: Path) -> None:
    out, whole = tmp_path / "part.json", tmp_path / "whole.json"
    which, effort = Days(seed=3), Effort(days=200, causes=0, jobs=1)

    class Interrupted(Exception):
        """Stands for Ctrl-C."""

    def interrupt(what: str, done: int, of: int) -> None:
        if done == 100:
            raise Interrupted

    def quiet(what: str, done: int, of: int) -> None:
        """Says nothing."""

    with pytest.raises(Interrupted):
        stress_plan(str(files[0]), str(files[1]), tmp_path, which, effort, against=(), out=out, tell=interrupt)
    kept = out.with_name("part.json.partial")
    assert len(kept.read_text("utf-8").splitlines()) == 2
    assert not out.exists()
    kept.write_text(kept.read_text("utf-8") + '["the line it was writ', "utf-8")
    stress_plan(str(files[0]), str(files[1]), tmp_path, which, effort, against=(), out=out, tell=quiet)
    stress_plan(str(files[0]), str(files[1]), tmp_path, which, effort, against=(), out=whole, tell=quiet)
    assert out.read_bytes() == whole.read_bytes()
    assert not kept.exists()


def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A process of its own, stopped as a person stops it once the first days are kept."""
    out, whole = tmp_path / "part.json", tmp_path / "whole.json"
    args = ["stress", str(files[0]), "-n", "40000", "--causes", "0", "--jobs", "1", "--out", str(out)]
    code = "import sys; from safeconduct.cli.main import run; run()"
    with subprocess.Popen([sys.executable, "-c", code, *args], stderr=subprocess.PIPE) as running:
        kept = out.with_name("part.json.partial")
        while running.poll() is None and not (kept.is_file() and kept.read_bytes().count(b"\n") > 1):
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        running.communicate()
    assert running.returncode == 130
    assert not out.exists()
    done = kept.read_bytes().count(b"\n")
    assert done < 800, "it was stopped on its way"
    short: list[str | Path] = ["stress", files[0], "-n", "200", "--causes", "0", "--out"]
    assert safeconduct(*short, out).code == 0
    assert safeconduct(*short, whole).code == 0
    assert out.read_bytes() == whole.read_bytes()


def test_what_was_kept_of_no_run_is_simulated_again(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A file beside the report that this program did not write, or only half."""
    out, whole = tmp_path / "a.json", tmp_path / "b.json"
    out.with_name("a.json.partial").write_bytes(b'\xff\n3\nnull\n[["x"], [{"index": 1}]]\n["x", 3]\n')
    for path in (out, whole):
        assert safeconduct("stress", files[0], "-s", files[1], "-n", "5", "--causes", "0", "-o", path).code == 0
    assert out.read_bytes() == whole.read_bytes()


def test_days_that_do_not_add_up_are_not_believed(files: tuple[Path, Path], tmp_path: Path) -> None:
    """What was kept of a run and then changed is simulated again; a link is not followed."""
    out, whole = tmp_path / "a.json", tmp_path / "b.json"
    short = ("stress", files[0], "-s", files[1], "-n", "100", "--causes", "0", "--tornado", "0", "--out")
    kept, lines = out.with_name("a.json.partial"), []

    def quiet(what: str, done: int, of: int) -> None:
        if kept.exists():
            lines.append(kept.read_text("utf-8"))

    effort = Effort(days=100, causes=0, tornado=0, jobs=1)
    stress_plan(str(files[0]), str(files[1]), tmp_path, Days(), effort, against=(), out=out, tell=quiet)
    assert safeconduct(*short, whole).code == 0
    assert out.read_bytes() == whole.read_bytes()
    kept.write_text(re.sub(r'"waiting": \d+', '"waiting": 0', lines[-1]), "utf-8")
    assert kept.read_text("utf-8") != lines[-1]
    assert safeconduct(*short, out).code == 0
    assert out.read_bytes() == whole.read_bytes()
    kept.symlink_to(whole)
    ran = safeconduct(*short, out)
    assert ran.code == 2
    assert "link" in ran.err


def test_days_that_were_edited_are_not_believed_though_they_add_up(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Who waits put among those who are out, in all counts that must agree: the hash of the line tells."""
    out, whole = tmp_path / "a.json", tmp_path / "b.json"
    short = ("stress", files[0], "-s", files[1], "-n", "50", "--causes", "0", "--tornado", "0", "--out")
    assert safeconduct(*short, whole).code == 0
    kept = keep_days(files, out, days=50, seed=0)
    key, days, sha = json.loads(kept.read_text("utf-8"))
    for day in days:
        day["arrived"] += day["waiting"]
        day["waiting"] = 0
        day["out_by"] = {"walking": day["arrived"], "wheelchair": 0, "stretcher": 0}
    assert all(codec.from_plain(SimulatedDay, day).adds_up for day in days)
    kept.write_text(json.dumps([key, days, sha]) + "\n", "utf-8")
    assert safeconduct(*short, out).code == 0
    assert out.read_bytes() == whole.read_bytes()


def test_days_kept_of_another_seed_are_named_and_stay(files: tuple[Path, Path], tmp_path: Path) -> None:
    """The other command goes on from them, to the same bytes, and nothing is left then."""
    out, whole = tmp_path / "a.json", tmp_path / "b.json"
    kept = keep_days(files, out, days=50, seed=7)
    short = ("stress", files[0], "-s", files[1], "-n", "50", "--causes", "0", "--tornado", "0")
    ran = safeconduct(*short, "--out", out)
    assert "a.json.partial still holds 50 days of another run (seed 7)" in " ".join(ran.out.split())
    assert kept.exists()
    assert "holds" not in safeconduct(*short, "--out", whole).out
    quick = safeconduct(*short, "--seed", "7", "--out", out)
    assert "holds" not in quick.out
    assert not kept.exists()
    assert safeconduct(*short, "--seed", "7", "--out", whole).code == 0
    assert out.read_bytes() == whole.read_bytes()


def keep_days(files: tuple[Path, Path], out: Path, *, days: int, seed: int) -> Path:
    """What an interrupted run of so many days leaves beside ``out``."""

    class Interrupted(Exception):
        """Stands for Ctrl-C."""

    def interrupt(what: str, done: int, of: int) -> None:
        if done == days:
            raise Interrupted

    effort = Effort(days=days + 50, causes=0, tornado=0, jobs=1)
    with pytest.raises(Interrupted):
        stress_plan(
            str(files[0]), str(files[1]), out.parent, Days(seed=seed), effort, against=(), out=out, tell=interrupt
        )
    return out.with_name(out.name + ".partial")
