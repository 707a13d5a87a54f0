import pytest

from safeconduct.read.openings import NUMBERED, labels


def read(text: str) -> list[str]:
    return [m.group("name") for m in labels(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("14:20 \u2013 Harbour control reports", "Harbour control reports"),
        ("0640 Patrol Two sees", "Patrol Two sees"),
        ("UPDATE 3, 0830 GMT \u2013 Vash rejects", "Vash rejects"),
        ("1420Z: Ardia says", "Ardia says"),
        ("- Municipality: none", "Municipality: none"),
        ("(b) The lane opens", "The lane opens"),
        ("2/5 The lane opens", "The lane opens"),
    ],
)
def test_what_stands_before_the_first_words(text: str, rest: str) -> None:
    opened = NUMBERED.match(text)
    assert opened is not None
    assert text[opened.end() :] == rest


@pytest.mark.parametrize("text", ["Harbour control reports", "12 boats left", "The 14:20 ferry left"])
def test_first_words_that_open_nothing(text: str) -> None:
    assert NUMBERED.match(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LISK QUAY: aground", ["LISK QUAY"]),
        ("@lisk 10:58: aground", ["@lisk"]),
        ("School caretaker, to Patrol Two: soup until noon", ["School caretaker"]),
        ("Mayor of Lisk: the gate is shut", ["Mayor of Lisk"]),
        ("0712 Red Cross: two trucks", ["Red Cross"]),
        ("Spokesman Rell Tavos spoke. Tavos: the lane is shut", ["Tavos"]),
        ("Upland agrees to it. Upland: not us", ["Upland"]),
        ("Tavos: shut. So says captain Emil Tavos", ["Tavos"]),
        ("Tavos: shut. Tavos often says so", ["Tavos"]),
    ],
)
def test_who_speaks_before_a_colon(text: str, names: list[str]) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Water: none since Monday",
        "Tavos: shut. So says captain Emil Tavosi, and the Old Tavos",
        "Tavos: shut. The captain of the Tavos, and tavos says so",
        "Tavos: shut. A captain told the young Tavos of it",
        "Low bridge: walkers only",
        "A driver, asked why, said: the road is shut",
        "The mayor said: the road is shut",
        "It opens at 14:20: be there",
    ],
)
def test_what_is_no_speaker_before_a_colon(text: str) -> None:
    assert read(text) == []
