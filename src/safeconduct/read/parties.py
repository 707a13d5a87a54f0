"""Which party a speaker belongs to. A guess is always flagged; "local authorities" stays open."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files

from safeconduct.model.report import Party
from safeconduct.read.lexicon import words
from safeconduct.read.segment import view
from safeconduct.read.sieve import usual

_ROLES = (
    "defense ministry|defence ministry|ministry of defense|ministry of defence|foreign ministry|interior ministry"
    "|ministry|government|army|military|armed forces|president|prime minister|officials|forces|troops|side"
)
_ROLE = re.compile(rf"^(?:the\s+)?(?P<role>{_ROLES})(?:'s\b.*)?$", re.IGNORECASE)
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i"])
_OPEN = re.compile(
    r"^(?:the\s+)?(?:local|regional|municipal)\s+(?:authorities|officials|media|residents)$", re.IGNORECASE
)
_FIRST = re.compile(r"^(?:we|i|our|my|us)\b", re.IGNORECASE)
_OWNED = re.compile(r"^(?:its|his|her|their)\s+\w", re.IGNORECASE)
_TITLES = words(
    "general captain colonel major commander commandant admiral mayor minister president governor sheriff"
    " ambassador director chief deputy chair secretary prefect coxswain"
)
"""Titles before a name in an alias ("General Sarko"): the title alone, or the name alone, then points to its party."""
_LIKENESS = 0.85
"""Smallest similarity at which a misspelt surname is taken for one named before; always flagged."""


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The party found (None: unknown), a party only suggested, and what was guessed."""

    party: str | None
    suggested: str | None = None
    flags: tuple[str, ...] = ()


class PartyTable:
    """Aliases of the parties of a situation, and the speakers met so far in one report."""

    def __init__(self, parties: Sequence[Party], report_text: str, publisher: str = "") -> None:
        """``publisher``: who speaks as "we" in the report's own voice."""
        self._aliases = _aliases(parties)
        self._short = _short(parties, self._aliases)
        names = sorted(self._aliases, key=lambda n: (-len(n), n))
        joined = "|".join(re.escape(name) for name in names)
        self._pattern = re.compile(rf"(?<![\w])(?:{joined})(?![\w])", re.IGNORECASE) if joined else None
        self._firsts = {first.group() if (first := _WORD.search(name)) else "" for name in names}
        self._text = view(report_text)
        self._named: dict[str, str] = {}
        self._heads: dict[str, str] = {}
        self._roles: dict[str, Resolved] = {}
        self._last: str | None = None
        self._publisher = self._longest(publisher) if publisher else None

    def resolve(self, speaker: str, *, quoted: bool = False) -> Resolved:
        """Party of a speaker as written. Speakers are to be given in text order: pronouns look back.

        ``quoted``: the speaker stands inside what another one says; no later pronoun means this one.
        """
        plain = " ".join(view(speaker).split())
        found = self._resolve(plain)
        if found.party is not None:
            self._last = self._last if quoted else found.party
            self._heads[_head(plain)] = found.party
            if not found.flags:
                self._named.update(dict.fromkeys(re.findall(r"\b[A-Z][a-z]{4,}\b", plain), found.party))
        elif plain.lower() not in _PRONOUNS and not quoted:
            self._last = None
        return found

    def mentioned(self, text: str) -> str | None:
        """The party a text names first, or None."""
        matches = self._written(view(text))
        return self._aliases.get(_key(matches[0].group())) if matches else None

    def names(self) -> frozenset[str]:
        """All aliases as they are keyed: lower case, plain spaces."""
        return frozenset(self._aliases)

    def _resolve(self, plain: str) -> Resolved:
        if plain.lower() in _PRONOUNS:
            if _FIRST.match(plain):
                return self._own_voice(plain)
            flags = (f'"{plain}" taken to be the speaker before',) if self._last else ()
            return Resolved(self._last, None, flags)
        if _OPEN.match(plain):
            return Resolved(None)
        role = _ROLE.match(plain)
        exact = self._aliases.get(_key(plain)) or self._aliases.get(
            _key(re.sub(r"^(?:the|an?)\s+", "", plain, flags=re.I))
        )
        if exact is not None:
            return Resolved(exact)
        if role is not None and (named := self._role(role.group("role"))).party is not None:
            return named
        longest = self._longest(plain)
        if longest is None and re.fullmatch(r"the \w+", plain, re.IGNORECASE) and _head(plain) in self._heads:
            return Resolved(self._heads[_head(plain)], None, (f'"{plain}" taken to be the {_head(plain)} before',))
        if longest is not None:
            return Resolved(longest)
        if role is None and _FIRST.match(plain):
            return self._own_voice(plain)
        if role is None and _OWNED.match(plain) and self._last is not None:
            return Resolved(self._last, None, (f'"{plain}" taken to belong to the speaker before',))
        return self._shortened(plain, role is not None) or self._misspelt(plain)

    def _own_voice(self, plain: str) -> Resolved:
        """ "We", "our skipper": the publisher's side, as a guess."""
        flags = (f'"{plain}" taken to be the publisher',) if self._publisher else ()
        return Resolved(self._publisher, None, flags)

    def _shortened(self, plain: str, role: bool) -> Resolved | None:
        """ "The council", "Sarko", "council chair Ames": the one party whose alias ends or begins so, as a guess."""
        for word in re.findall(r"[\w'-]+", plain.split(",", maxsplit=1)[0]):
            party = self._short.get(word.lower())
            if party is None or (role and self._named_twice(word)):
                continue
            return Resolved(party, None, (f'"{plain}" taken to be the only party known by "{word}"',))
        return None

    def _named_twice(self, word: str) -> bool:
        """Two sides have one: "the Ardian ministry", "the Ordian ministry"."""
        sides = re.finditer(rf"([\w'-]+(?:\s+[\w'-]+)?)\s+(?:\w+\s+)?{re.escape(word)}\b", self._text, re.IGNORECASE)
        return len({party for side in sides if (party := self._longest(side.group(1))) is not None}) > 1

    def _written(self, plain: str) -> list[re.Match[str]]:
        """Aliases in a text, left to right; a single word counts only with a capital ("US", never "us")."""
        plain = usual(plain)
        if self._pattern is None or (plain.isascii() and self._firsts.isdisjoint(_WORD.findall(plain.lower()))):
            return []
        return [m for m in self._pattern.finditer(plain) if m.group()[0].isupper() or " " in m.group()]

    def _longest(self, plain: str) -> str | None:
        matches = self._written(plain)
        if not matches:
            return None
        best = max(matches, key=lambda m: (len(m.group()), -m.start()))
        return self._aliases.get(_key(best.group()))

    def _role(self, role: str) -> Resolved:
        """ "the defense ministry": the one side whose ministry the report names in full, flagged as a guess."""
        key = role.lower()
        if key not in self._roles:
            self._roles[key] = self._named_role(role)
        return self._roles[key]

    def _named_role(self, role: str) -> Resolved:
        kind = r"(?:defen[sc]e\s+ministry|ministry\s+of\s+defen[sc]e|ministry)" if "ministry" in role.lower() else role
        sides = []
        for match in re.finditer(rf"(?<![\w'-])([\w'-]+(?:\s+[\w'-]+)?)\s+{kind}\b", self._text, re.IGNORECASE):
            party = self._longest(match.group(1))
            if party is not None:
                sides.append(party)
        if len(set(sides)) == 1:
            return Resolved(sides[0], None, (f'"{role}" taken to be the only one the report names in full',))
        return Resolved(None)

    def _misspelt(self, plain: str) -> Resolved:
        """A surname close to one met before, by spelling."""
        for word in re.findall(r"\b[A-Z][a-z]{4,}\b", plain):
            for name, party in sorted(self._named.items()):
                if name != word and name[0] == word[0] and SequenceMatcher(None, name, word).ratio() >= _LIKENESS:
                    return Resolved(party, None, (f'"{word}" taken to be {name}',))
                if name == word and self._longest(name) is None:
                    return Resolved(party, None, (f'"{word}" taken to be the speaker named before',))
        return Resolved(None)


@lru_cache(maxsize=1)
def neutral_parties() -> tuple[Party, ...]:
    """States as parties, for a report that comes with no party table. Read from ``data/states.toml``."""
    data = tomllib.loads(files("safeconduct.read").joinpath("data", "states.toml").read_text(encoding="utf-8"))
    return tuple(
        Party(
            id=state["code"].lower(),
            label=state["name"],
            aliases=tuple(dict.fromkeys((state["name"], state["capital"], *state["demonyms"], *state.get("also", ())))),
            zone=state["zone"],
        )
        for state in data["state"]
    )


def _aliases(parties: Sequence[Party]) -> dict[str, str]:
    """Alias to party; an alias two parties share names neither."""
    owners: dict[str, set[str]] = {}
    for party in parties:
        for alias in (*party.aliases, party.label):
            owners.setdefault(_key(alias), set()).add(party.id)
    return {alias: next(iter(ids)) for alias, ids in owners.items() if alias and len(ids) == 1}


def _short(parties: Sequence[Party], aliases: Mapping[str, str]) -> dict[str, str]:
    """Last common noun of an alias, or title and name of a person in one, to the only party that has it."""
    owners: dict[str, set[str]] = {}
    for party in parties:
        for alias in (*party.aliases, party.label):
            parts = alias.split()
            if len(parts) < 2 or _key(alias) not in aliases:
                continue
            titled = parts[0].lower() in _TITLES or (len(parts) > 2 and parts[1].lower() in _TITLES)
            common = parts[-1] if parts[-1].islower() else None
            kept = (
                [parts[-1], *(w for w in parts[:2] if w.lower() in _TITLES)] if titled else [common] if common else []
            )
            for word in kept:
                owners.setdefault(word.lower(), set()).add(party.id)
    return {word: next(iter(ids)) for word, ids in owners.items() if len(ids) == 1 and len(word) > 2}


def _head(plain: str) -> str:
    """Last word of the noun phrase that names the speaker."""
    words = re.split(r",|\s+(?:of|in|for|who|from)\s", plain)[0].split()
    return words[-1].lower() if words else ""


def demonyms() -> frozenset[str]:
    """Demonyms of the states, lower case: never names of places."""
    return frozenset(_key(alias) for party in neutral_parties() for alias in party.aliases[2:])


def _key(name: str) -> str:
    return " ".join(view(name).lower().split())
