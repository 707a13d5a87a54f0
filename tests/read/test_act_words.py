import re

import pytest

from safeconduct.read import act_words


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("MOVERS", "buses", "bridges"),
        ("AID", "blankets", "bridges"),
        ("PASSAGES", "safe passage", "bridge"),
        ("PEOPLE", "villagers", "villages"),
        ("CARRIED", "flown", "fired"),
        ("FUTURE", "is going to", "went to"),
        ("GIVE", "lay on", "lie on"),
        ("HOSTILE", "shelled", "sheltered"),
        ("TOLD", "notified", "noted"),
        ("FALSE", "a lie", "a line"),
        ("ROADS", "viaduct", "convoy"),
        ("NUMBER", "some hundreds", "some"),
        ("IMPOSSIBLE", "out of the question", "possible"),
    ],
)
def test_a_class_holds_its_words(name: str, inside: str, outside: str) -> None:
    pattern = getattr(act_words, name)
    assert re.fullmatch(pattern, inside)
    assert not re.fullmatch(pattern, outside)


def test_any_of_looks_over_lines_and_at_no_case() -> None:
    found = act_words.any_of("a.b", "c")
    assert found.search("A\nB")
    assert found.search("xCx")
    assert not found.search("d")


def test_any_of_looks_for_a_words_edge_where_a_pattern_asks_for_it() -> None:
    found = act_words.any_of(r"\bcat|\bdog", "^ox", "bee")
    assert all(found.search(text) for text in ("a cat", "A DOG", "oxen", "lobbee"))
    assert not any(found.search(text) for text in ("bobcat", "hotdog", "an ox"))
