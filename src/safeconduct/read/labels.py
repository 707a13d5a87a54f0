"""Speaker labels: turns of a transcript ("SUND RESCUE: We are aground.") and posts ("@handle: Road closed").

A turn lasts to the next label or the end of its paragraph. The voices of a programme itself (host, anchor) are the
report's own voice and open no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.read.lexicon import words
from safeconduct.read.openings import HOUR, labels
from safeconduct.read.segment import paragraphs, view
from safeconduct.read.tree import Range

_OWN_VOICE = words(
    "host anchor presenter announcer narrator interviewer moderator newsreader studio operator"
    " reporter q a update note correction editor source sources edit"
)
_NEXT_LINE = re.compile(rf"\n(?=\s*(?:\[?{HOUR}|@\w|[-*\u2022\u00b7]\s))")
_QUESTION = re.compile(r"[^.!?]*\?[\"')]*")


@dataclass(frozen=True, slots=True)
class Turn:
    """Offsets of a label's speaker, its mark (":"), and all that is said in the turn."""

    source: Range
    mark: Range
    content: Range


def turns(text: str, names: frozenset[str] = frozenset()) -> Iterator[Turn]:
    """Every labelled turn that states something; pure questions do not. ``names``: parties, in lower case."""
    plain = view(text)
    for start, end in paragraphs(text):
        found = [m for m in labels(plain, start, end, names) if _opens(plain, start, m)]
        for number, label in enumerate(found):
            name = label.group("name")
            if name.lower() in _OWN_VOICE:
                continue
            stop = found[number + 1].start("name") if number + 1 < len(found) else end
            stop = _line_end(plain, label.end(), stop)
            body = plain[label.end() : stop]
            said = body.strip()
            if not said or _QUESTION.fullmatch(said):
                continue
            first = label.end() + len(body) - len(body.lstrip())
            yield Turn(label.span("name"), label.span("mark"), (first, first + len(said)))


def _opens(plain: str, start: int, label: re.Match[str]) -> bool:
    """At the start of a line (after a time or a number), or after the end of what was said before."""
    before = plain[start : label.start("name")].rstrip()
    return not before or before[-1] in ".!?\"')/" or plain[start : label.start("name")].endswith("\n") or _stamp(before)


def _stamp(before: str) -> bool:
    return re.fullmatch(r"[\d:./()\[\]\s-]*(?:[A-Z]{2,4})?", before.rsplit("\n", 1)[-1]) is not None


def _line_end(plain: str, at: int, stop: int) -> int:
    """A turn ends with its line when the next line opens with a time or a label of its own."""
    for match in _NEXT_LINE.finditer(plain, at, stop):
        return match.start()
    return stop
