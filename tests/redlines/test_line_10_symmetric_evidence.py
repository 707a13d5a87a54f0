"""Red line 10: symmetric evidence.

Fails when: the reader, the assessment or a page treats a party by its name: swapping two parties gives other claims,
another situation, another order or another colour than the same ones with the names swapped.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.claim import Claim
from safeconduct.model.report import Party, Report
from tests.redlines.worked import assembled, case, claims, reader, room, situation

LEFT, RIGHT = "Norland", "Sorland"
PLACES = {"mill": ("the mill", "Mill"), "harbour": ("Harbour",)}

#: Reports with placeholders {a} and {b}: an offer, an accusation and its denial, a count, a relayed request, a refusal,
#: a state of a bridge.
TEMPLATES = (
    "{a} said that a corridor will be open on 15 June 2022 from 08:00 to 20:00 UTC to Harbour.",
    "{a} accused {b} of blowing up the bridge. {b} denied this.",
    "{b} said that more than 500 civilians remain at the mill. {a} said that about 300 civilians remain at the mill.",
    "{a} said that {b} had asked for a corridor to Harbour. {a} refused it.",
    "{a} said that all bridges over the river are destroyed. {b} said that the old bridge can be passed on foot only.",
    "{b} demanded that {a} accept an evacuation to Harbour. According to {a}, nobody has left the mill.",
)


def read(template: str, a: str, b: str) -> list[Any]:
    """Claims of a filled template with the parties' names written back as A and B, ids left out."""
    text = template.format(a=a, b=b)
    report = Report(
        id="r",
        title="t",
        publisher="p",
        published=date(2022, 6, 14),
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    parties = tuple(Party(id=name, label=name, aliases=(name,), zone="UTC") for name in (LEFT, RIGHT))
    found = reader().read(report, parties, PLACES)
    order = {claim.id: n for n, claim in enumerate(found)}

    def renamed(value: object) -> object:
        if isinstance(value, str):
            return order.get(value, re.sub(rf"\b{b}\b", "B", re.sub(rf"\b{a}\b", "A", value)))
        if isinstance(value, list):
            return [renamed(item) for item in value]
        if isinstance(value, dict):
            return {key: renamed(item) for key, item in value.items()}
        return value

    return [renamed(codec.to_plain(claim)) for claim in found]


@pytest.mark.parametrize("template", TEMPLATES)
def test_swapped_parties_make_the_same_claims(template: str) -> None:
    one, other = read(template, LEFT, RIGHT), read(template, RIGHT, LEFT)
    assert one
    assert one == other


def swapped_ids(value: Any) -> Any:
    """Plain data with the two party ids exchanged."""
    ids = {"russian-side": "ukrainian-side", "ukrainian-side": "russian-side"}
    if isinstance(value, str):
        return ids.get(value, re.sub("|".join(ids), lambda m: ids[m.group()], value))
    if isinstance(value, list):
        return [swapped_ids(item) for item in value]
    if isinstance(value, dict):
        return {key: swapped_ids(item) for key, item in value.items()}
    return value


def test_ids_of_parties_mean_nothing() -> None:
    """Exchange the ids everywhere on the way in: the situation is the same with the ids exchanged."""
    given = case()
    other = assembled(
        parties=tuple(codec.from_plain(Party, swapped_ids(codec.to_plain(p))) for p in given.parties),
        claims=tuple(codec.from_plain(Claim, swapped_ids(codec.to_plain(c))) for c in claims()),
        decisions=tuple(replace(d, speaker=swapped_ids(d.speaker) if d.speaker else None) for d in given.decisions),
    )
    assert swapped_ids(codec.to_plain(other)) == codec.to_plain(situation())


def test_the_order_of_the_table_means_nothing() -> None:
    """Parties stand in the order the reports mention them, whatever the table says."""
    given = case()
    assert assembled(parties=tuple(reversed(given.parties))) == situation()


def test_labels_give_no_colour() -> None:
    """The lexicon and the palette of the program name no party of the case."""
    tokens = room("publish.tokens")
    lexicon = room("publish.lexicon")
    for module in (tokens, lexicon):
        words = " ".join(str(value) for value in vars(module).values() if isinstance(value, str | dict | tuple))
        for party in case().parties:
            assert party.id not in words
            assert party.label not in words
