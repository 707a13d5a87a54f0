"""Entry of the console script. It loads nothing itself, so that Ctrl-C ends a command quietly from its first moment."""

from __future__ import annotations

import os
import sys

#: What is said when somebody stops a command.
STOPPED = "stopped; nothing was half-written"


def run() -> None:
    """Load the verbs, then run the one that is asked for. Ctrl-C while they load is answered as it is afterwards: one
    line and 130. It is not left to an exception there: libraries that are half loaded turn it into others."""
    try:
        import signal

        ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not where it is ignored, as under nohup
        if ours:
            signal.signal(signal.SIGINT, _leave)
        from safeconduct.cli import verbs

        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        verbs.run()
    except KeyboardInterrupt:  # before the first of these lines or between two of them
        _leave()


def _leave(*_: object) -> None:
    print(STOPPED, file=sys.stderr, flush=True)
    os._exit(130)
