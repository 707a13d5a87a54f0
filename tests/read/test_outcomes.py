import pytest

from safeconduct.read.outcomes import outcome_doubts, outcomes


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("one man, 74 years old, had come out", 1),
        ("about 20 people left", 20),
        ("more than 20 people left", None),
        ("between 150 and 200 residents were evacuated", None),
        ("nobody has come out", 0),
        ("fire stopped the corridor", None),
        ("Moved to the hall since noon: 412", 412),
        ("61 of some 400 people used the gate", 61),
        ("a barge brought 88 villagers ashore", 88),
        ("The last passenger left the ship", None),
    ],
)
def test_outcome_states_a_number_only_where_one_is_exact(text: str, people: int | None) -> None:
    (value,) = outcomes(text)
    assert value.people == people
    assert value.as_written in text


@pytest.mark.parametrize(
    "text",
    ["people can leave the plant", "300 people will be taken out", "40 people have not been evacuated by bus yet"],
)
def test_no_outcome_before_it_came(text: str) -> None:
    assert all(value.people == 0 for value in outcomes(text))


def test_buses_and_numbers_spoken_of_are_no_persons() -> None:
    assert outcomes("Nine arrived.", before="The county promised 12 buses for tomorrow. ") == ()
    assert [v.people for v in outcomes("Nine arrived.", before="The county expected 12 residents. ")] == [9]
    assert outcomes("the 4,600 included people who had only registered") == ()
    assert outcomes("Another 200 are expected tomorrow", before="By noon 90 people had come out. ") == ()
    assert [v.people for v in outcomes("Another 200 came out", before="By noon 90 people had come out. ")] == [200]


@pytest.mark.parametrize(
    ("text", "before", "doubted"),
    [
        ("that 400 people had reached the quay", "He later acknowledged ", True),
        ("that 400 people had reached the quay", "He said ", False),
        ("the ship carried 412 passengers and 61 crew", "", True),
        ("the ship carried 412 passengers to the far bank", "", False),
        ("the expected 400 people had reached the quay", "", True),
    ],
)
def test_an_outcome_in_question_is_flagged(text: str, before: str, doubted: bool) -> None:
    assert bool(outcome_doubts(text, before=before)) == doubted
