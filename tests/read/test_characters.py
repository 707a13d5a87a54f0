"""Characters that deceive the eye are counted and named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.read.characters import INVISIBLE, TURNING, Oddities, oddities, spelled_out

NONE = Oddities(turning=0, invisible=0, mixed=())


def test_plain_text_in_any_one_script_is_not_odd() -> None:
    for text in ("The bridge is “down” – café", "Міст закрито", "الجسر مغلق", "\ufeffText", "Hestøy Größe"):
        assert oddities(text) == NONE


def test_what_turns_hides_and_looks_alike_is_counted() -> None:
    found = oddities("the \u202eegdirb\u202c is evac\u00adu\u200bated from Mоscow, M\u043escow and pоrt\ufeff")
    assert (found.turning, found.invisible, found.mixed) == (2, 3, ("Mоscow", "pоrt"))


def test_a_look_alike_letter_is_named() -> None:
    assert spelled_out("Mоscow") == "Mоscow (CYRILLIC SMALL LETTER O)"


@given(st.text(alphabet=st.sampled_from(["a", "б", " ", "о", *sorted(TURNING), *sorted(INVISIBLE)]), max_size=60))
def test_each_character_is_counted_once(text: str) -> None:
    found = oddities(text)
    body = text.removeprefix("\ufeff")
    assert found.turning == sum(body.count(c) for c in TURNING)
    assert found.invisible == sum(body.count(c) for c in INVISIBLE)
