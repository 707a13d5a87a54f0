"""The palette: text contrast on both grounds, lightness apart for greyscale; every state has mark, word and colour."""

from __future__ import annotations

import pytest

from safeconduct.publish import tokens

TEXT = ("ink", "soft", "link", "yes", "partly", "no", "unknown", "party", "waterword")


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("name", TEXT)
def test_text_contrast(ground: str, name: str) -> None:
    colour = getattr(tokens.PALETTE[name], ground)
    for behind in ("paper", "panel"):
        assert tokens.contrast(colour, getattr(tokens.PALETTE[behind], ground)) >= 4.5


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_marks_and_warnings_are_readable(ground: str) -> None:
    ink = getattr(tokens.PALETTE["ink"], ground)
    for behind in ("mark", "mark2", "warn"):
        assert tokens.contrast(ink, getattr(tokens.PALETTE[behind], ground)) >= 4.5


def test_states_are_told_by_more_than_colour() -> None:
    for mark in tokens.STATES.values():
        assert mark.shape
        assert mark.word
        assert mark.colour in tokens.PALETTE


def test_parties_share_one_colour_and_have_marks_of_their_own() -> None:
    marks = [tokens.party_mark(n) for n in range(9)]
    assert len(set(marks)) == 9
