"""An offer put as a thing and not as a sentence: "the transfer to Kelm on Friday, 08:00 to 13:00", whatever the verb.

Who proposes, fixes or grants a passage with its hours, or simply posts them behind a label, announces it. Only verbs of
putting forward count: whoever deplores or counts a convoy "from ten to noon" announces nothing.
"""

from __future__ import annotations

import re

from safeconduct.read.act_words import MOVERS, PASSAGES
from safeconduct.read.days import WEEKDAYS
from safeconduct.read.sieve import AnyCase

_PUTS = AnyCase(
    r"\b(?:propos|suggest|tabl|float|moot|fix|set\b|sets\b|nam(?:es|ed|ing)|arrang|schedul|publish|post(?:s|ed)\b|counter|tender|grant|permit"
    r"|authori[sz]|appoint|assign|allot|earmark|reserv|commit|undert|forward|submit|notif|issu|circulat|approv|design|pledg|offer"
    r"|(?:come|came|comes)\s+up|put(?:s|ting)?\s+(?:up|forward|on)|(?:lay|laid|lays)\s+on|stand(?:s|ing)?\s+by|abid|(?:keep|kept|stick|stuck|hold|held)s?\s+to)"
    r"|^\W*:\W*$|:\s*$",
)
_THINGS = (
    r"(?:transfers?|removals?|evacuations?|crossings?|walk(?:s|\s+down|\s+out)?|visits?|lifts?|pick-?ups?|sailings?|trips?|runs?|launch(?:es)?"
    r"|ferr(?:y|ies)|landing|escorts?|reception|moving|taking|bringing|carrying|steamers?|craft|cots|beds|pauses?|truces?|lulls?|removal)"
)
_THING = AnyCase(rf"\b(?:{MOVERS}|{PASSAGES}|{_THINGS})\b")
_CLOCK = (
    r"(?:\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m\b)|(?:[01]\d|2[0-4])[0-5]\d\b|noon\b|midday\b|midnight\b|dawn\b|dusk\b|first\s+light\b"
    r"|half\s+(?:past\s+)?\w+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_HOURS = AnyCase(
    rf"\b(?:from|between|until|till|not\s+before|no(?:t)?\s+earlier\s+than|as\s+from|to\s+start(?:\s+at)?|sailing\s+at|leaving\s+at)\s+"
    rf"(?:(?:{'|'.join(WEEKDAYS)}|today|tomorrow)[\w\s,]{{0,24}}?\s)?{_CLOCK}"
    rf"|{_CLOCK}[\w\s.]{{0,24}}?(?:\s?[-\u2013]\s?|\bto\s|\buntil\s|\btill\s|\bonwards?\b|\bon\b(?=\s*(?:$|[.,;])))"
)
_CLAUSE = AnyCase(
    r"^\W*(?:that|whether|if|how|why|what)\b|^[^.;]*?\b(?:is|are|was|were|be|been|has|have|had|will|would|shall|can|could|may|might|must|should|do|does"
    r"|did|said|says|left|came|went|reached|arrived|crossed|got|made|remain\w*|stay\w*|saw|counted|passed|[\w]+n't|they|we|he|she|it|i)\b"
)
"""A clause of its own says what happens; what is put forward is a noun with its hours."""


def announced(cue: str, plain: str) -> bool:
    """Whether a cue puts forward a movement, a means or a passage with its hours, named by a noun."""
    return (
        _PUTS.search(cue) is not None
        and _HOURS.search(plain) is not None
        and _THING.search(plain) is not None
        and _CLAUSE.search(_first(plain)) is None
    )


def _first(plain: str) -> str:
    return re.split(r"[.;!?]\s", plain, maxsplit=1)[0]
