from safeconduct.read.labels import turns


def read(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*t.source)], text[slice(*t.content)]) for t in turns(text)]


def test_a_turn_lasts_to_the_end_of_its_paragraph() -> None:
    text = "05:41 LISK QUAY: We are aground. There is no fire.\n\n05:43 LISK RESCUE: Stay."
    assert read(text) == [("LISK QUAY", "We are aground. There is no fire."), ("LISK RESCUE", "Stay.")]


def test_a_post_ends_where_the_next_one_begins() -> None:
    text = "@lisk_town: \u201cGo north.\u201d @lisk_fire: \u201cNot true.\u201d"
    assert read(text) == [("@lisk_town", "\u201cGo north.\u201d"), ("@lisk_fire", "\u201cNot true.\u201d")]


def test_the_programme_itself_and_its_questions_are_no_turns() -> None:
    assert read("HOST: The road is open.") == []
    assert read("MAYOR: How many?") == []
    assert read("MAYOR:") == []


def test_capitals_within_a_sentence_are_no_label() -> None:
    assert read("They met at LISK QUAY: a long pier.") == []
    assert read("Low Bridge: pedestrians only.") == []
