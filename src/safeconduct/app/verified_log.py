"""The chain of a log that is served, recomputed as it grows: what was found whole is not recomputed for every document.

What was recomputed is held in memory, from the start of the service on. Before it is gone on from, its last line is
looked at: it must still stand in the log as it was. A row before it that is changed afterwards, behind the service's
back, is found by whatever recomputes the whole: the next start, ``/api/log/verify``, ``safeconduct day verify`` and
``day replay``.
"""

from __future__ import annotations

import threading

from safeconduct.app.day_room import DayRoom
from safeconduct.model.event import Verified
from safeconduct.ports import DayLog
from safeconduct.run.chain import Verifying

#: Lines recomputed before those who wait to write have a turn: some hundredths of a second.
_PIECE = 500


class VerifiedLog:
    """The log of a room of days, recomputed in pieces between its commits."""

    def __init__(self, days: DayRoom) -> None:
        self._days = days
        self._lock = threading.Lock()
        self._known = Verifying()

    def whole(self) -> Verified:
        """Every line recomputed, now."""
        with self._lock:
            self._known = Verifying()
            return self._to_the_end()

    def now(self) -> Verified:
        """Every line recomputed since the service started; those that were added since the last time, now. A log with
        a fault is recomputed from its beginning each time."""
        with self._lock:
            if self._known.faults or not self._days.ask(self._stands):
                self._known = Verifying()
            return self._to_the_end()

    def _stands(self, log: DayLog) -> bool:
        """Whether the last line that was recomputed is in the log as it was, and no other day was erased since."""
        known = self._known
        if not known.lines:
            return True
        last = log.sealed(known.lines - 1, 1)
        erased = {day for day in known.versions if not log.readable(day)}
        return bool(last) and last[0][0].hash == known.head and erased == set(known.erased)

    def _to_the_end(self) -> Verified:
        while self._days.ask(self._piece):
            pass
        return self._known.found()

    def _piece(self, log: DayLog) -> bool:
        some = log.sealed(self._known.lines, _PIECE)
        for envelope, texts in some:
            self._known.take(envelope, texts)
        return len(some) == _PIECE
