"""A long list of words as a pattern that an engine reads letter by letter, not word by word.

An alternation of three hundred words is tried word after word at every place of a text; written by common beginnings
it is left at the first letter that does not fit. It matches the same words, the longest first.
"""

from __future__ import annotations

from itertools import product

Atoms = tuple[str, ...]
_END = ""


def compact(pattern: str) -> str:
    """The same words as ``pattern``, an alternation of words with ``?``, ``[..]`` and ``(?:..)`` in them."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in dict.fromkeys(_alternatives(pattern, 0)[0]):
        node = root
        for atom in word:
            node = node.setdefault(atom, {})
        node[_END] = {}
    return f"(?:{_written(root)})"


def _written(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [atom + _written(child) for atom, child in node.items() if atom != _END]
    if not branches:
        return ""
    single = all(len(branch) == 1 for branch in branches) and len(branches) > 1
    joined = f"[{''.join(branches)}]" if single else "|".join(branches)
    if _END in node:
        return f"{joined}?" if single or (len(branches) == 1 and len(joined) == 1) else f"(?:{joined})?"
    return joined if len(branches) == 1 or single else f"(?:{joined})"


def _alternatives(pattern: str, at: int) -> tuple[list[Atoms], int]:
    """Every word of an alternation from a place on, to its end or to the bracket that closes it."""
    found: list[Atoms] = []
    parts: list[list[Atoms]] = []
    while True:
        if at == len(pattern) or pattern[at] in "|)":
            found.extend(tuple(atom for piece in word for atom in piece) for word in product(*parts))
            parts = []
            if at == len(pattern) or pattern[at] == ")":
                return found, at
            at += 1
            continue
        choices, at = _item(pattern, at)
        if at < len(pattern) and pattern[at] == "?":
            choices, at = [*choices, ()], at + 1
        parts.append(choices)


def _item(pattern: str, at: int) -> tuple[list[Atoms], int]:
    """What may stand at one place of a word, and where the pattern goes on."""
    letter = pattern[at]
    if pattern.startswith("(?:", at):
        choices, end = _alternatives(pattern, at + 3)
        return choices, end + 1
    if letter == "[":
        end = pattern.index("]", at)
        return [(inside,) for inside in pattern[at + 1 : end]], end + 1
    length = 2 if letter == "\\" else 1
    atom = pattern[at : at + length]
    at += length
    if at < len(pattern) and pattern[at] in "+*":
        atom, at = atom + pattern[at], at + 1
    return [(atom,)], at
