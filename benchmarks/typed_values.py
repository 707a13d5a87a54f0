"""Typed values and conflicts of read claims against their gold: what was found, what was flagged, what was wrong.

A value is right when the aligned gold claim has an equal one of its slot: every field of ``corpus/README.md`` but a
road's names. Stock and means of transport are equal when their nouns share a word. Zones are equal when they have one
name, or one offset from UTC at each instant stated ("Central European Summer Time" is no city).

A value is *flagged* when it carries flags of its own, or its claim one that speaks of values (``CLAIM_FLAGS``); flags
on who spoke flag no value. It is *silently wrong* when it has no flag and the aligned gold claim has values of its
slot, none equal. That a count's place was guessed says nothing of its number: such a flag breaks no silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.attribution import Tally
from benchmarks.corpus import SLOTS, GoldClaim, GoldConflict
from safeconduct.model.claim import Claim, Conflict, ConflictKind, Kind, PeopleValue, Population, Value

PLACE_FLAG = "place taken from earlier words"
#: How flags of a claim begin that speak of its values, and of which slot; None is every slot.
CLAIM_FLAGS = {
    PLACE_FLAG: "people",
    "civilians and combatants counted": "people",
    "count: ": "people",
    "road: ": "road",
    "speaks of ": None,
}

_ANSWERS = ("acceptance", "refusal", "notice")
#: What slots are called in the figures: the three answers are one.
FIGURES = tuple(dict.fromkeys("answers" if slot in _ANSWERS else slot for slot in SLOTS))
_LEAVES = (Population.CIVILIANS, Population.CHILDREN)
_WATCHED = {"window": "windows", "people": "civilian counts"}
_SIBILANT = ("ses", "ches", "shes", "xes")

Gold = Mapping[str, Any]


@dataclass(slots=True)
class Findings:
    """What the values and conflicts of many reports come to. ``wrong`` and ``unsupported`` count windows and civilian
    counts without a flag: those that differ from their gold, and those whose gold claim has none, or that have none."""

    slots: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    conflicts: dict[ConflictKind, Tally] = field(default_factory=lambda: defaultdict(Tally))
    pairs: Tally = field(default_factory=Tally)
    flagged: Tally = field(default_factory=Tally)
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_WATCHED.values(), 0))
    unsupported: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_WATCHED.values(), 0))
    across: int = 0


def figure_of(slot: str) -> str:
    """The name under which a slot is reported."""
    return "answers" if slot in _ANSWERS else slot


def same(gold: Gold, value: Value) -> bool:
    """Whether a value states what the gold states."""
    if gold["slot"] != value.slot:
        return False
    return all(_agree(name, gold, value) for name in SLOTS[value.slot].split() if name != "names")


def _agree(name: str, gold: Gold, value: Value) -> bool:
    stated = getattr(value, name)
    if name == "days" and gold["present"] is False:
        return True  # what is gone lasts no day: 0 and null say the same
    if name == "what":
        return bool(_nouns(gold["what"]) & _nouns(stated))
    if name == "zone" and gold["zone"] and stated:
        instants = [gold[end] for end in ("opens", "closes") if gold[end]]
        zones = [[at.astimezone(ZoneInfo(zone)).utcoffset() for at in instants] for zone in (gold["zone"], stated)]
        return bool(gold["zone"] == stated or (instants and zones[0] == zones[1]))
    return bool(gold[name] == stated)


def _nouns(what: str) -> set[str]:
    return {_singular(word) for word in what.lower().split()} - {"and", "with", "of"}


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(_SIBILANT):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def flags_of(value: Value, claim: Claim) -> tuple[str, ...]:
    """What a person is told to look at in a value."""
    own = tuple(getattr(value, "flags", ()))
    return own + tuple(
        flag
        for flag in claim.flags
        for start, slot in CLAIM_FLAGS.items()
        if flag.startswith(start) and slot in (None, value.slot)
    )


def _silent(value: Value, claim: Claim) -> bool:
    """True for a window, or a count that may leave the ledger, of which no flag says that it may be wrong."""
    if isinstance(value, PeopleValue) and value.population not in _LEAVES:
        return False
    return value.slot in _WATCHED and all(flag.startswith(PLACE_FLAG) for flag in flags_of(value, claim))


def compare_values(gold: GoldClaim | None, claim: Claim | None, into: Findings) -> None:
    """Count the values of an aligned pair, or of a claim that stands alone on either side."""
    left = list(gold.values) if gold is not None else []
    stated = {value["slot"] for value in left}
    for value in left:
        into.slots[figure_of(value["slot"])].add(0, 0, 1)
    for read in claim.values if claim is not None else ():
        assert claim is not None
        match = next((value for value in left if same(value, read)), None)
        if match is not None:
            left.remove(match)
        into.slots[figure_of(read.slot)].add(match is not None, 1, 0)
        into.flagged.add(bool(flags_of(read, claim)), 1, 1)
        if match is None and _silent(read, claim):
            counts = into.wrong if read.slot in stated else into.unsupported
            counts[_WATCHED[read.slot]] += 1


def compare_conflicts(
    gold: Sequence[GoldConflict], found: Sequence[Conflict], aligned: Mapping[str, str], into: Findings
) -> None:
    """Count conflicts of one report; ``aligned`` names the gold claim of a read one. Sides may be swapped."""
    wanted = {(conflict.kind, frozenset((conflict.left, conflict.right))) for conflict in gold}
    read = {
        (conflict.kind, frozenset(aligned.get(side, f"not aligned {side}") for side in (conflict.left, conflict.right)))
        for conflict in found
    }
    for kind in ConflictKind:
        ours, theirs = ({row for row in rows if row[0] is kind} for rows in (read, wanted))
        into.conflicts[kind].add(len(ours & theirs), len(ours), len(theirs))
    pairs, known = ({pair for _, pair in rows} for rows in (read, wanted))
    into.pairs.add(len(pairs & known), len(pairs), len(known))


def across_populations(found: Sequence[Conflict], claims: Mapping[str, Claim], gold_of: Mapping[str, GoldClaim]) -> int:
    """Conflicts on counts whose two sides count different people: in truth where the gold counts, else as read.

    A population left unstated is no different one.
    """
    number = 0
    for conflict in found:
        sides = [claims[conflict.left], claims[conflict.right]]
        counted = all(side.kind is Kind.PEOPLE for side in sides)
        if conflict.kind is not ConflictKind.DIFFERENT_MAGNITUDE and not counted:
            continue
        one, other = (_populations(side, gold_of.get(side.id)) for side in sides)
        number += bool(one and other and not one & other)
    return number


def _populations(claim: Claim, gold: GoldClaim | None) -> set[Population]:
    true = _stated(value["population"] for value in gold.values if value["slot"] == "people") if gold else set()
    return true or _stated(value.population for value in claim.values if isinstance(value, PeopleValue))


def _stated(populations: Iterable[Population]) -> set[Population]:
    return set(populations) - {Population.UNSTATED}
