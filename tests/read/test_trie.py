"""A list of words written by common beginnings finds the same words."""

from __future__ import annotations

import re

from safeconduct.read.trie import compact


def test_the_same_words_and_no_others() -> None:
    pattern = re.compile(compact(r"residents?|wom[ae]n|bab(?:y|ies)|under-\w+|boats?"))
    for word in ("resident", "residents", "woman", "women", "baby", "babies", "under-fives", "boat"):
        assert pattern.fullmatch(word), word
    for word in ("reside", "womn", "babys", "under-", "boatss", ""):
        assert pattern.fullmatch(word) is None, word
