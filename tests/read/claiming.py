"""Claims made by hand: a rule on claims is tried without a reader."""

from __future__ import annotations

from safeconduct.model.claim import Claim, Hedge, Kind, Origin, Stance, Value
from safeconduct.model.report import Span


def made(
    id: str,
    words: str,
    stance: Stance = Stance.ASSERTS,
    *values: Value,
    party: str | None = None,
    report: str = "r",
    relayed_by: str | None = None,
    spoken: bool = True,
) -> Claim:
    """A claim of a report; ``id`` ends in the number of its place in the text."""
    start = 1000 * int("".join(filter(str.isdigit, id)) or 0)
    span = Span(report=report, start=start, end=start + len(words), quote=words)
    speaker = (Span(report=report, start=start + 900, end=start + 903, quote="one"),) if spoken else ()
    return Claim(
        id=id,
        report=report,
        kind=Kind(values[0].slot) if values else Kind.OUT_OF_SCOPE,
        stance=stance,
        hedge=Hedge.EXACT,
        origin=Origin.PERSON,
        speaker=speaker,
        cue=(),
        content=(span,),
        party=party,
        suggested_party=None,
        relayed_by=relayed_by,
        values=values,
        places=(),
        flags=(),
    )
