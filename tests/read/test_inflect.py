"""Forms of verbs, regular and not."""

from __future__ import annotations

import re

import pytest

from safeconduct.read.inflect import forms, verbs


@pytest.mark.parametrize(
    ("lemma", "wanted"),
    [
        ("stop", "stop stops stopped stopping"),
        ("deny", "deny denies denied denying"),
        ("tie", "tie ties tied tying"),
        ("agree", "agree agrees agreed agreeing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("permit", "permit permits permitted permitting"),
    ],
)
def test_forms(lemma: str, wanted: str) -> None:
    assert forms(lemma) == tuple(wanted.split())


def test_a_particle_may_stand_behind_the_object() -> None:
    pattern = re.compile(verbs("turn_down"))
    assert pattern.fullmatch("turned the offer down")
    assert pattern.fullmatch("turned the offer") is None
