"""How a line opens before its first words: a point's number, a log's hour, a speaker's label.

A handle or a name in capitals before a colon is a label. So is a name as it is usually written ("School caretaker:",
"Municipality:"), when its noun is one of somebody who speaks, or when the text lets that name speak elsewhere;
"Water:" and "Low bridge:" head what the report itself says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

HOUR = (
    r"(?:\d{1,2}[:.h]\d\d|(?:[01]\d|2[0-3])[0-5]\d)"
    r"(?:\s?(?:hrs?|hours|local|UTC|GMT|Z|[AaPp]\.?[Mm]\.?|[A-Z]{1,4}T)\b\.?)?"
)
_DASH = r"[-|\u2010-\u2015]"
NUMBERED = re.compile(
    rf"(?:[*\u2022\u00b7]\s+|{_DASH}\s+)?"
    rf"(?:\(?\d{{1,3}}/\d{{0,3}}\)?|\((?:\d{{1,2}}|[a-z])\)(?=\s+[A-Z])|\(?\d{{1,2}}\.(?=\s+[A-Z])"
    rf"|[T\[(]?\s?{HOUR}[\]).]?(?:\s?{_DASH}|:)?(?=\s+[\"(@A-Z])"
    rf"|[A-Z]\w+(?: #?\w+){{0,2}},? \(?{HOUR}\)?\s?(?:{_DASH}|:)(?=\s+[\"(@A-Z])"
    rf"|[-*\u2022\u00b7](?=\s+[\"A-Z]))\s+"
)
"""A point's number, a bullet or a log's hour before its first words."""

_LOUD = re.compile(
    rf"(?P<name>@\w{{2,30}}|(?<![\w@])[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de0-9.'-]+"
    r"(?: [A-Z\u00c0-\u00de0-9][A-Z\u00c0-\u00de0-9.'-]*){0,3})"
    rf"(?: \([^()\n]{{1,30}}\)| \(?{HOUR}\)?)?(?P<mark>:)(?=\s)"
)
_QUIET = re.compile(
    r"(?P<name>(?!An? )(?:The )?[A-Z\u00c0-\u00de][\w.'-]*(?: (?:of the |of |the )?[\w'-]+){0,4})"
    r"(?:, (?:(?:to|at|on|in|from|by) (?:the )?)?[A-Z0-9][^:;.\n\"]{0,30}| \([^()\n]{1,30}\))?(?P<mark>:)(?=\s)"
)
_SPEAKERS = (
    "municipality council ministry brigade agency office command directorate commission mission patrol guard police"
    " army navy headquarters board authority authorities society cross crescent team control desk company"
    " operator spokesman spokeswoman spokesperson mayor governor prefect minister president commander commandant"
    " general colonel major captain officer chief director deputy secretary commissioner coordinator administrator"
    " caretaker nurse doctor surgeon matron witness resident driver skipper coxswain master pilot neighbour neighbor"
    " volunteer teacher headmaster headmistress principal manager warden sister abbess priest imam engineer"
    " dispatcher dispatch liaison observer observers monitors cell coastguard federation union committee"
    " government prefecture county province parish delegate delegation envoy ambassador sheriff marshal harbourmaster"
    " home borough canton association cooperative secretariat bureau department division brigadier hospital clinic"
    " monastery convent union watch assembly chamber institute consortium lieutenant sergeant vicar pastor bishop abbot"
    " skippers villagers residents keeper carer midwife pharmacist radio"
    " farmer shopkeeper worker foreman passenger relative mother father elder elders"
)
_NOUNS = frozenset(_SPEAKERS.split())
_SAYS = (
    r"(?:says?|said|tells?|told|reports?|reported|agree[sd]?|accuse[sd]?|den(?:y|ies|ied)|informs?|informed|rejects?"
    r"|rejected|confirms?|confirmed|offers?|offered|ask(?:s|ed)?|wants?|replie[sd]|adds?|added|complains?|put)"
)
_WRITTEN_BEFORE = 60
"""Longest label, in code points."""


def labels(plain: str, start: int, end: int, names: frozenset[str] = frozenset()) -> Iterator[re.Match[str]]:
    """The labels of a paragraph in order, as matches with the groups ``name`` and ``mark``."""
    if plain.find(":", start, end) < 0:
        return
    taken = start
    for mark in re.finditer(r":(?=\s)", plain[start:end]):
        at = start + mark.start()
        low = max(taken, plain.rfind("\n", start, at) + 1, at - _WRITTEN_BEFORE)
        found = next((m for m in _LOUD.finditer(plain, low, min(end, at + 2)) if m.start("mark") == at), None)
        found = found or _named(plain, low, at, end, names)
        if found is not None:
            yield found
        taken = at + 1


def _named(plain: str, low: int, at: int, end: int, names: frozenset[str]) -> re.Match[str] | None:
    """A label in ordinary letters: it opens a line or follows the end of a sentence."""
    opened = NUMBERED.match(plain, low, at)
    begin = opened.end() if opened is not None else low
    stops = [m.end() for m in re.finditer(r"[.!?][\"')]*\s+", plain[begin:at])]
    for first in (begin, *(begin + stop for stop in reversed(stops))):
        found = _QUIET.match(plain, first, end)
        if found is not None and found.start("mark") == at and _speaks(found.group("name"), plain, names):
            return found
    return None


def _speaks(name: str, plain: str, names: frozenset[str]) -> bool:
    if name.lower() in names or name.lower().removeprefix("the ") in names:
        return True
    words = name.lower().split()
    noun = next((n for n, word in enumerate(words) if word in _NOUNS), None)
    named = noun is not None and all(w[:1].isupper() or w in ("of", "the") for w in name.split()[noun + 1 :])
    if words[-1] in _NOUNS or named:
        return True
    if len(words) > 3 or not name.replace("The ", "").replace(" ", "").replace("-", "").isalpha():
        return False
    return _speaks_elsewhere(name, plain)


_TITLED = re.compile(
    rf"\b(?:{'|'.join(_SPEAKERS.split())}|Maj\.|Gen\.|Col\.|Capt\.|Lt\.|Dr\.?|Mr|Mrs|Ms) (?:\w+ )?\Z", re.IGNORECASE
)
_SPEAKING = re.compile(rf"(?: \w+)? {_SAYS}\b")
_EDGE = re.compile(r"\b")


@lru_cache(maxsize=256)
def _speaks_elsewhere(name: str, plain: str) -> bool:
    """Whether a text says something of a name that is said of a speaker: "Harl told us", "Captain Harl"."""
    for found in re.finditer(rf"(?={re.escape(name)})", plain, re.IGNORECASE):
        start, end = found.start(), found.start() + len(name)
        low = plain.rfind(" ", 0, max(0, plain.rfind(" ", 0, max(0, start - 1)))) + 1  # two words before the name
        if plain[start - 1 : start] == " " and _TITLED.search(plain, low, start) and _EDGE.match(plain, end):
            return True
        if plain.startswith(name, start) and _EDGE.match(plain, start) and _SPEAKING.match(plain, end):
            return True
    return False
