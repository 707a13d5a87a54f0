"""Places mentioned in a text: names of a gazetteer first, then capitalised names in a place's position."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from safeconduct.read.segment import view


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at code points [start, end): its id, and whether the gazetteer knows it."""

    start: int
    end: int
    place: str
    known: bool


_WORD = r"[A-Z\u00c0-\u017f\u0400-\u042f][\w'’]*"
_NAME = rf"{_WORD}(?:-(?:(?:au|de|la|sur|el)-)?{_WORD})*(?!-[a-z])\b"
_KINDS = (
    r"(?:plant|factory|facility|works|complex|hospital|school|camp|city|town|village|district|region|province|area"
    r"|river|bridges?|crossing|road|port|airport|station|gate|bank)"
)
_LOCATIVE = (
    r"(?:In|in|At|at|Within|within|Inside|inside|Outside|outside|Near|near|To|to|From|from|Towards?|towards?|Across|across"
    r"|Over|over|Between|between|Around|around|Left|left|Leave|leave|Through|through|Via|via|Of|of|Both|both"
    r"|Connecting|connecting|-(?<=\w-)controlled|-(?<=\w-)held)"
)
"""Each begins with a letter of its own: an engine then steps over all places of a text that begin none."""
_AFTER_LOCATIVE = re.compile(
    rf"{_LOCATIVE}\s+(?:(?:the|its|their|city|town|village|eastern|western|northern|southern|of|both|[A-Z]\w+-controlled|[A-Z]\w+-held"
    rf"|nearby|besieged)\s+)*(?P<name>{_NAME}(?:\s+{_NAME}){{0,5}})(?!['’]s\b)"
)
_BEFORE_KIND = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Aa]t)\s+(?P<name>{_NAME}(?:\s+{_NAME}){{0,5}})\s+(?:[\"'\w]+\s+){{0,2}}?{_KINDS}\b"
)
_PAIR = re.compile(rf"\b(?:and|or|to)\s+(?:the\s+)?(?P<name>{_NAME}(?:\s+{_NAME}){{0,5}})")
_OTHER_WORDS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December The This That These Those It He She They We I GMT UTC MSK West "
    "East North South European President Minister Ministry Republic Nations United Council Cross Red Union "
    "People Sea Statement All"
)
_NOT_PLACES = frozenset(_OTHER_WORDS.split())


class Finder:
    """Finds places by the names of a gazetteer (place id to names); ``others`` are names that are not places here."""

    def __init__(self, gazetteer: Mapping[str, Sequence[str]], others: Iterable[str] = ()) -> None:
        self._ids: dict[str, str] = {}
        for place, names in gazetteer.items():
            for name in (*names, place.replace("-", " ").title()):
                self._ids.setdefault(_key(name), place)
        self._others = frozenset(name.lower() for name in others)
        alternatives = "|".join(re.escape(n) for n in sorted(self._ids, key=lambda n: (-len(n), n)) if n)
        self._pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE) if alternatives else None

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions in order, never overlapping; a gazetteer name wins over a guess, a longer name over a shorter."""
        plain = view(text).replace("\n", " ")
        found = list(self._known(plain))
        for start, end in _guesses(plain):
            name = plain[start:end]
            free = all(end <= m.start or start >= m.end for m in found)
            if free and name.lower() not in self._others and not set(name.split()) & _NOT_PLACES:
                found.append(Mention(start, end, slug(name), False))
        return tuple(sorted(found, key=lambda m: m.start))

    def _known(self, plain: str) -> Iterable[Mention]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(plain):
            written = match.group()
            if written[0].islower() and not written.lower().startswith("the ") and not self._lower(written):
                continue
            yield Mention(match.start(), match.end(), self._ids[_key(written)], True)

    def _lower(self, written: str) -> bool:
        return " " in written and written.rsplit(maxsplit=1)[-1].islower()


def slug(name: str) -> str:
    """Id of a place no gazetteer knows: its name in lower-case ASCII with hyphens (other scripts are kept)."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return re.sub(r"[^\w]+", "-", flat.lower()).strip("-")


def _guesses(plain: str) -> Iterable[tuple[int, int]]:
    seen: set[int] = set()
    for pattern in (_BEFORE_KIND, _AFTER_LOCATIVE):
        for match in pattern.finditer(plain):
            if match.start("name") not in seen:
                seen.add(match.start("name"))
                yield match.span("name")
            if pattern is _AFTER_LOCATIVE and re.match(r"(?:between|both|connecting)", match.group(), re.IGNORECASE):
                second = _PAIR.search(plain, match.end(), match.end() + 60)
                if second and second.start("name") not in seen:
                    seen.add(second.start("name"))
                    yield second.span("name")


def _key(name: str) -> str:
    return " ".join(view(name).replace('"', "").lower().split())
