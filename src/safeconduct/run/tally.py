"""Counts of persons by need as plain triples (walking, wheelchair, stretcher): the arithmetic of the fold.

``Needs`` checks itself each time one is made; the fold makes several an event, so inside it counts are triples.
"""

from __future__ import annotations

from safeconduct.model.situation import Needs

Count = tuple[int, int, int]

ZERO: Count = (0, 0, 0)


def count(needs: Needs) -> Count:
    """The triple of a ``Needs``."""
    return (needs.walking, needs.wheelchair, needs.stretcher)


def needs(of: Count) -> Needs:
    """The ``Needs`` of a triple; ValueError when one is below 0."""
    return Needs(walking=of[0], wheelchair=of[1], stretcher=of[2])


def add(a: Count, b: Count) -> Count:
    """Element-wise sum."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Count, b: Count) -> Count:
    """Element-wise difference; may be below 0."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def least(a: Count, b: Count) -> Count:
    """Element-wise minimum."""
    return (min(a[0], b[0]), min(a[1], b[1]), min(a[2], b[2]))


def total(of: Count) -> int:
    """All persons."""
    return of[0] + of[1] + of[2]


def first(of: Count, persons: int) -> Count:
    """The first so many persons of a count that holds at least as many, walking first."""
    walking = min(of[0], persons)
    wheelchair = min(of[1], persons - walking)
    return (walking, wheelchair, persons - walking - wheelchair)


def draw(source: Count, wanted: Count) -> tuple[Count, Count, Count]:
    """Take ``wanted`` persons from ``source``: (granted, drawn, short).

    Heads decide, needs follow: two gates may judge one person's need differently, so who is wanted under one need is
    drawn from another when the first is used up. ``granted`` and ``drawn`` are as many persons, as the taker and as the
    source counted them; ``short`` are those wanted that the source does not hold: granted + short = wanted.
    """
    if wanted[0] <= source[0] and wanted[1] <= source[1] and wanted[2] <= source[2]:
        return wanted, wanted, ZERO
    common = least(source, wanted)
    left, asked = sub(source, common), sub(wanted, common)
    persons = min(total(left), total(asked))
    granted = add(common, first(asked, persons))
    return granted, add(common, first(left, persons)), sub(wanted, granted)
