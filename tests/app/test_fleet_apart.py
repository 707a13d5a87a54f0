"""Planning in a process of its own: real faults and real limits end that process, and the best plan so far is there."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.app import fleet_apart
from safeconduct.app.fleet_apart import Asked, Heard, answer_apart, planned
from safeconduct.app.fleet_planning import checked_fleet
from safeconduct.model.errors import CheckFailed, SafeconductError, ToolMissing, UnconfirmedError
from safeconduct.model.situation import Situation
from tests.cli.runner import REPO
from tests.plan.fleet_explain.days import lasting
from tests.sunsets import sun_set
from tests.tiny_fleet import SCENARIO, tiny_fleet

Tell = Callable[[Any], None]
Stopped = Callable[[], bool]


def asked(**changes: Any) -> Asked:
    """The tiny day, by counted work unless told otherwise."""
    given: dict[str, Any] = {"work": 600, "seconds": None, "strict": False}
    return Asked(**{"situation": tiny_fleet(slot=4), "scenario": SCENARIO, **given, **changes})


def short_of_time() -> Situation:
    """A day on which some stay."""
    return lasting(tiny_fleet(slot=30), 240)


def after_the_first_plan(then: Callable[[], None]) -> Callable[[Asked, Tell, Stopped], None]:
    """The work of the process, with something that happens once the first plan was sent."""

    def work(given: Asked, tell: Tell, stopped: Stopped) -> None:
        def told(what: Any) -> None:
            tell(what)
            if what[0] == "kept":
                then()

        planned(given, told, stopped)

    return work


def crashes(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """As when an engine ends the process with a fault of its own."""
    after_the_first_plan(os.abort)(given, tell, stopped)


def is_killed(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """As the system does where memory is out."""
    after_the_first_plan(lambda: os.kill(os.getpid(), signal.SIGKILL))(given, tell, stopped)


def runs_out(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """A limit on memory that is reached: hardly more than there is already, and then a search that asks for more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_mapped() + 2**20,) * 2)
        hoard = []
        while True:
            hoard.append(bytearray(2**16))

    after_the_first_plan(limit)(given, tell, stopped)


def hangs(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """An engine that does not come back."""
    after_the_first_plan(lambda: time.sleep(600))(given, tell, stopped)


def says_nothing(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """As when the engines cannot be loaded, and go on trying."""
    del given, tell, stopped
    time.sleep(600)


def crashes_at_once(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """Before there is any plan."""
    del given, tell, stopped
    os.abort()


def crashes_behind(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """After the answer, while what stands behind it is worked out."""

    def told(what: Any) -> None:
        tell(what)
        if what[0] == "answer":
            os.abort()

    planned(given, told, stopped)


def waits_behind(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """After the answer, until somebody has written it down in the folder the day is named after; not for long."""

    def told(what: Any) -> None:
        tell(what)
        began = time.monotonic()
        while what[0] == "answer" and not Path(given.situation.title).exists():
            assert time.monotonic() - began < 60
            time.sleep(0.05)

    planned(given, told, stopped)


def hangs_behind(given: Asked, tell: Tell, stopped: Stopped) -> None:
    """After the answer, for good."""

    def told(what: Any) -> None:
        tell(what)
        if what[0] == "answer":
            time.sleep(600)

    planned(given, told, stopped)


def _mapped() -> int:
    """Bytes of memory this process has mapped."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def holds(heard: Heard) -> int:
    """Persons out of a plan that keeps every rule, with a certificate that holds."""
    assert heard.certificate is not None
    assert heard.plan is not None
    assert all(check.ok for check in checked_fleet(tiny_fleet(slot=4), heard.plan, heard.certificate))
    return heard.certificate.persons_out


def test_when_nothing_happens_it_is_the_answer() -> None:
    """The same as in this process, and what stands behind it."""
    heard = answer_apart(asked())
    assert (holds(heard), heard.words, heard.ended) == (100, "", True)
    assert heard.explained is not None
    assert heard.stress is not None


@pytest.mark.parametrize("fault", [crashes, is_killed, runs_out])
def test_what_ends_the_process_leaves_the_best_plan_so_far(fault: Callable[[Asked, Tell, Stopped], None]) -> None:
    """And the answer says so."""
    heard = answer_apart(asked(), work=fault)
    assert holds(heard) > 0
    assert "so far, checked" in heard.words
    assert "memory" in heard.words
    assert heard.explained is None


def test_an_engine_that_does_not_come_back_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon after the time asked for, with the plan it had found by then."""
    monkeypatch.setattr(fleet_apart, "GRACE_S", 25.0)  # the process has to start first
    began = time.monotonic()
    heard = answer_apart(asked(work=None, seconds=0.5), work=hangs)
    assert time.monotonic() - began < 60
    assert holds(heard) > 0
    assert heard.words == "the process that planned did not end in time; the best plan so far, checked"


def test_counted_work_does_not_last_for_ever() -> None:
    """Where no time was asked for there is a limit all the same, by hand for two vehicles and 600 units."""
    assert fleet_apart.allowed_s(asked()) == 900 + 2 + 30
    assert fleet_apart.allowed_s(asked(work=None)) == 900 + 2
    assert fleet_apart.allowed_s(asked(work=None, seconds=10.0)) == 20 + 180


def test_a_process_that_tells_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where loading the engines hangs, that is said soon, whatever time was asked for."""
    monkeypatch.setattr(fleet_apart, "START_S", 2.0)
    began = time.monotonic()
    with pytest.raises(ToolMissing, match="tells nothing; the machine may be out of memory"):
        answer_apart(asked(), work=says_nothing)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("tells", [True, False])
def test_who_told_something_is_not_ended_for_silence(monkeypatch: pytest.MonkeyPatch, tells: bool) -> None:
    """Only the limit of time is left then."""
    ended = []

    class Process:
        def end(self) -> None:
            ended.append(True)

    monkeypatch.setattr(fleet_apart, "START_S", 0.3)
    with fleet_apart._limited(Process(), asked(), Heard()) as heard_of:  # type: ignore[arg-type]
        if tells:
            heard_of()
        time.sleep(0.8)
    assert bool(ended) is not tells


def test_where_nothing_was_found_it_is_an_error() -> None:
    """No plan is made up."""
    with pytest.raises(ToolMissing, match="out of memory"):
        answer_apart(asked(), work=crashes_at_once)


def test_a_fault_behind_the_answer_leaves_the_answer() -> None:
    """All of it but what was still being worked out."""
    heard = answer_apart(asked(), work=crashes_behind)
    assert holds(heard) == 100
    assert heard.explained is None


def test_errors_of_a_situation_come_through() -> None:
    """With their words, their field and how the program ends."""
    day = tiny_fleet()
    shut = replace(day, corridors=tuple(replace(c, window=None, window_basis=None) for c in day.corridors))
    with pytest.raises(SafeconductError, match="no window is confirmed") as problem:
        answer_apart(replace(asked(), situation=shut))
    assert (problem.value.exit_code, problem.value.code) == (UnconfirmedError.exit_code, UnconfirmedError.code)
    assert problem.value.field


@pytest.mark.parametrize("megabytes", [1800, 330])
def test_the_command_under_a_limit_on_memory(megabytes: int, tmp_path: Path) -> None:
    """With enough of it there is a plan; with too little to plan anything it says so, and writes nothing."""
    given, out = tmp_path / "given.json", tmp_path / "out"
    given.write_bytes(codec.dump(sun_set(tiny_fleet())))
    program = (
        "import resource; from safeconduct.cli.main import run; "
        f"resource.setrlimit(resource.RLIMIT_AS, ({megabytes} * 2**20,) * 2); run()"
    )
    command = [sys.executable, "-c", program, "plan", str(given), "--together", "--work", "200", "--out", str(out)]
    env = {**os.environ, "PYTHONPATH": str(REPO / "src"), "COLUMNS": "80", "NO_COLOR": "1"}
    env["OPENBLAS_NUM_THREADS"] = "1"  # each of its threads takes room of its own
    ran = subprocess.run(command, capture_output=True, text=True, env=env, timeout=300, check=False)
    assert ran.returncode == (0 if megabytes > 1000 else 2), ran.stderr
    assert ("100 of 100 people out" in ran.stdout) == (megabytes > 1000)
    if megabytes < 1000:
        assert "out of memory" in ran.stderr
        assert not out.exists()


def test_the_answer_is_there_while_the_process_goes_on(tmp_path: Path) -> None:
    """It goes on to what stands behind the answer once that is written, and says what it does."""
    written, said = tmp_path / "written", list[str]()
    given = asked(work=200)
    day = replace(short_of_time(), title=str(written))

    def answered(heard: Heard) -> None:
        assert heard.plan is not None
        assert heard.explained is None
        written.write_text("the plan", encoding="utf-8")

    heard = answer_apart(replace(given, situation=day), work=waits_behind, say=said.append, answered=answered)
    assert heard.explained is not None
    assert len(heard.explained.left) == 1
    assert [words for words in said if "groups" in words] == ["explaining: 0 of 1 groups that stay"]


def test_who_cannot_use_the_answer_ends_the_process() -> None:
    """Nobody waits for what stands behind a plan that breaks a rule."""

    def answered(heard: Heard) -> None:
        raise CheckFailed("a rule does not hold", next_step="report it")

    began = time.monotonic()
    with pytest.raises(CheckFailed, match="a rule does not hold"):
        answer_apart(asked(), work=hangs_behind, answered=answered)
    assert time.monotonic() - began < 120


@pytest.mark.parametrize("when", ["in the search", "behind the answer", "never"])
def test_ctrl_c_ends_what_is_under_way(when: str) -> None:
    """The search, and why the answer is no better is said all the same; or the saying, and the answer stands."""
    told: list[Any] = []

    def stopped() -> bool:
        return when == "in the search" or (when == "behind the answer" and any(what[0] == "answer" for what in told))

    planned(asked(situation=short_of_time(), work=200), told.append, stopped)
    kinds = [what[0] for what in told]
    assert kinds.count("answer") == 1
    assert ("explained" in kinds) == (when != "behind the answer")
    assert bool(next(what[1][2] for what in told if what[0] == "answer")) == (when == "in the search")
