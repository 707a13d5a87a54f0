"""A fleet planned in a process of its own, so that whatever happens to the engines the best plan so far is still here.

Engines may run out of memory, end the process with a fault, or not come back in time; none of that can be caught where
it happens. So the process that plans sends every better plan as it finds it, and the one that asked keeps the last.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from safeconduct.app.settings import one_thread_for_matrices
from safeconduct.app.wire import child
from safeconduct.model.errors import ToolMissing
from safeconduct.model.fleet import FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.situation import Situation

if TYPE_CHECKING:
    from safeconduct.adapters.child import Child, Work
    from safeconduct.app.fleet_explaining import FleetExplanation
    from safeconduct.model.stress import StressReport
    from safeconduct.plan.fleet.answer import Keep
    from safeconduct.plan.fleet.portfolio import Progress

#: Seconds the process may last beyond twice those that were asked for, before it is ended: it may have to prepare
#: itself.
GRACE_S = 180.0
#: Seconds in which the process must have told of a first timetable, its preparation included: where memory is short,
#: loading an engine may never end.
START_S = 300.0
#: Seconds the process may last where work is counted and not time: so many, one more for each vehicle, and one more for
#: each so many units of work.
LONG_S, PER_SECOND = 900.0, 20
SO_FAR = "the best plan so far, checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be planned; arguments as for ``plan_together``."""

    situation: Situation
    scenario: FleetScenario
    work: int | None
    seconds: float | None
    strict: bool


@dataclass(slots=True)
class Heard:
    """What came back: the best answer so far, whether it is the last, what stands behind it, and what went wrong."""

    plan: FleetPlan | None = None
    certificate: FleetCertificate | None = None
    words: str = ""
    ended: bool = False
    explained: FleetExplanation | None = None
    stress: StressReport | None = None


def answer_apart(
    asked: Asked,
    tell: Callable[[Progress], None] | None = None,
    work: Work | None = None,
    *,
    say: Callable[[str], None] | None = None,
    answered: Callable[[Heard], None] | None = None,
) -> Heard:
    """The answer of ``work`` (None: ``planned``) in a process of its own. Ctrl-C once: it returns what it has; twice:
    it is ended, and what it last found is the answer, as when the process ends by itself or not in time. ToolMissing
    when it had found nothing by then; errors of the tree as they are raised there.

    ``answered`` is called with the answer as soon as it is there, while the process goes on to what stands behind it;
    what it raises ends the process. ``say`` hears in words what is done then."""
    heard = Heard()
    process = child(work or planned, asked)
    with _limited(process, asked, heard) as heard_of, _ended_by_hand(process, heard):
        try:
            for kind, what in process.told():
                heard_of()
                if kind == "told":
                    _hear(heard, what, tell, say)
                    if what[0] == "answer" and answered is not None:
                        _or_end(process, answered, heard)
        except ToolMissing as error:
            if heard.certificate is None:
                raise ToolMissing(heard.words or error.message, next_step=error.next_step) from error
            heard.words = heard.words or "the process that planned ended by itself, perhaps out of memory"
    if heard.words and not heard.ended:
        heard.words = f"{heard.words}; {SO_FAR}"
    return heard


def _or_end(process: Child, answered: Callable[[Heard], None], heard: Heard) -> None:
    try:
        answered(heard)
    except BaseException:
        process.end()
        raise


def _hear(
    heard: Heard,
    what: tuple[str, Any],
    tell: Callable[[Progress], None] | None,
    say: Callable[[str], None] | None,
) -> None:
    match what:
        case ("said", words):
            if say is not None:
                say(words)
        case ("progress", now):
            if tell is not None:
                tell(now)
        case ("kept", (plan, certificate)):
            heard.plan, heard.certificate = plan, certificate
        case ("answer", (plan, certificate, words)):
            heard.plan, heard.certificate, heard.words, heard.ended = plan, certificate, words, True
        case ("explained", explained):
            heard.explained = explained
        case ("stress", report):
            heard.stress = report


def allowed_s(asked: Asked) -> float:
    """Seconds the process may last: more than the search takes, so that what it was asked for decides the answer."""
    if asked.seconds is not None:
        return 2 * asked.seconds + GRACE_S
    vehicles = sum(kind.count.value for kind in asked.situation.vehicles)
    return LONG_S + vehicles + (asked.work or 0) / PER_SECOND


@contextmanager
def _limited(process: Child, asked: Asked, heard: Heard) -> Iterator[Callable[[], None]]:
    """End the process when it is far beyond its time, or told nothing by ``START_S``; to be called when it does."""

    def end(words: str) -> None:
        heard.words = heard.words or words
        process.end()

    late = threading.Timer(allowed_s(asked), end, ("the process that planned did not end in time",))
    silent = threading.Timer(START_S, end, ("the process that plans tells nothing; the machine may be out of memory",))
    for timer in (late, silent):
        timer.daemon = True
        timer.start()
    try:
        yield silent.cancel
    finally:
        late.cancel()
        silent.cancel()


@contextmanager
def _ended_by_hand(process: Child, heard: Heard) -> Iterator[None]:
    """Ctrl-C asks the process to stop, and ends it the second time; only where signals come in at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = []

    def press(number: int, frame: object) -> None:
        del number, frame
        pressed.append(True)
        process.stop()
        if len(pressed) > 1:
            heard.words = heard.words or "stopped by Ctrl-C"
            process.end()

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def planned(asked: Asked, tell: Callable[[Any], None], stopped: Callable[[], bool]) -> None:
    """The work of the process: the answer, and every better one on the way; then what stands behind it."""
    one_thread_for_matrices()

    def told(now: Progress) -> None:
        tell(("progress", replace(now, best=None)))
        if stopped():
            raise KeyboardInterrupt

    found = answer_here(asked, told, keep=lambda plan, certificate: tell(("kept", (plan, certificate))))
    assert found.certificate is not None
    before = stopped()  # who ended the search may still wish to know why the plan is no better
    tell(("answer", (found.plan, found.certificate, found.words)))

    def explaining(done: int, of: int) -> None:
        tell(("said", f"explaining: {done} of {of} groups that stay"))
        if stopped() and not before:
            raise KeyboardInterrupt

    with suppress(MemoryError, KeyboardInterrupt):
        _behind(asked, found.plan, found.certificate, tell, explaining)


def answer_here(
    asked: Asked,
    tell: Callable[[Progress], None] | None = None,
    keep: Keep | None = None,
) -> Heard:
    """The answer, in this process. ``keep`` is given every better one on the way."""
    from safeconduct.plan.fleet.answer import answer

    words: list[str] = []
    plan, certificate = answer(
        asked.situation,
        asked.scenario,
        work=asked.work,
        seconds=asked.seconds,
        strict=asked.strict,
        tell=tell,
        note=words.append,
        keep=keep,
    )
    return Heard(plan=plan, certificate=certificate, words="; ".join(words), ended=True)


def _behind(
    asked: Asked,
    plan: FleetPlan | None,
    certificate: FleetCertificate,
    tell: Callable[[Any], None],
    explaining: Callable[[int, int], None],
) -> None:
    from safeconduct.app.fleet_explaining import explain_fleet
    from safeconduct.app.rehearsal import number_beside

    tell(("said", "simulating days on which things go wrong"))
    tell(("stress", number_beside(asked.situation, plan)))
    tell(("explained", explain_fleet(asked.situation, plan, certificate, strict=asked.strict, tell=explaining)))
