"""An exercise that is played while the service runs, in a thread of its own, and ends with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from safeconduct.app.exercise import Board, Exercise, Played, Player
from safeconduct.app.operation import Operation
from safeconduct.app.wire import board_client
from safeconduct.model.errors import RefusedError, SafeconductError, StoreError

#: Seconds an exercise gets to notice that the service ends.
_GRACE = 5.0
#: How often, and with which pause in seconds, the player knocks at a service that is starting.
_TRIES, _PAUSE = 200, 0.05


class Exercises:
    """The exercise that is on: one at a time, in a thread of its own, until it is over or the service ends."""

    def __init__(self, leaving: Callable[[], bool], say: Callable[[str], None] = lambda _: None) -> None:
        self._leaving, self._say = leaving, say
        self._ended = threading.Event()
        self._player: Player | None = None
        self._thread: threading.Thread | None = None

    def begin(self, made: Callable[[], Player]) -> None:
        """Play what ``made`` gives; RefusedError while another is on."""
        if self._thread is not None and self._thread.is_alive():
            raise RefusedError(
                "an exercise is being played", next_step="wait until it is over, or start the service again"
            )  # fmt: skip
        self._thread = threading.Thread(target=self._play, args=(made,), name="exercise", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether the service ends within so many seconds."""
        return self._ended.wait(seconds)

    def close(self) -> None:
        """The service ends: what was entered stays."""
        self._ended.set()
        if self._player is not None:
            self._player.stop()
        if self._thread is not None:
            self._thread.join(_GRACE)

    def join(self) -> None:
        """Wait until it is over."""
        if self._thread is not None:
            self._thread.join()

    def _play(self, made: Callable[[], Player]) -> None:
        try:
            self._player = player = made()
            if not self._ended.is_set():
                self._say(_words(player.name, player.run()))
        except SafeconductError as error:
            if not self._ended.is_set() and not self._leaving():
                self._say(f"the exercise ended: {error.message}; next: {error.next_step}")


def start_player(
    exercises: Exercises,
    operation: Operation,
    address: str,
    tokens: Mapping[str, str],
    exercise: Exercise,
    say: Callable[[str], None],
) -> None:
    """Play ``exercise`` with the links of ``tokens``, a token a role, as soon as the service listens."""

    def made() -> Player:
        boards = {role: _opened(address, token, exercises) for role, token in tokens.items()}
        return Player(operation, boards, exercise, say)

    exercises.begin(made)


def _opened(address: str, token: str, exercises: Exercises) -> Board:
    """A session, as soon as the service listens."""
    for _ in range(_TRIES):
        try:
            return board_client(address, token)
        except StoreError:
            if exercises.wait(_PAUSE):
                break
    return board_client(address, token)


def _words(name: str, played: Played) -> str:
    where = ", ".join(f"{persons} {word}" for word, persons in played.places.items() if persons)
    even = "the balance adds up" if played.even else "THE BALANCE DOES NOT ADD UP: report this as a fault"
    how = "was stopped" if played.stopped else "is over"
    return f"EXERCISE {name} {how}: {played.entered} events, {played.refused} refused; {even}: {where}"
