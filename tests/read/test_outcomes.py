import pytest

from safeconduct.read.outcomes import outcomes


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
