"""A bare count put against a movement counts who came out; any other number counts who is there."""

import pytest

from safeconduct.model.claim import Hedge, OutcomeValue, PeopleValue, Population
from safeconduct.read.same_outcome import same_outcome

OUT = (OutcomeValue(people=52, as_written="52"),)


def people(low: int | None, high: int | None, population: Population = Population.UNSTATED) -> PeopleValue:
    written = f"{low} people"
    return PeopleValue(low=low, high=high, population=population, hedge=Hedge.EXACT, as_written=written)


@pytest.mark.parametrize("said", ["47 people", "it was 47 people", "only 47 people", "47 people in all"])
def test_a_bare_count_is_of_the_same_movement(said: str) -> None:
    found = same_outcome(said, (people(47, 47),), [OUT])
    assert found is not None
    assert [v.people for v in found if isinstance(v, OutcomeValue)] == [47]


@pytest.mark.parametrize(
    ("said", "value", "before"),
    [
        ("47 people are still on board", people(47, 47), [OUT]),
        ("47 people", people(47, 47), []),
        ("47 people", people(47, 47), [OUT, (), (), ()]),
        ("47 people", people(47, 47), [OUT, (people(60, 60),)]),
        ("470 people", people(470, 470), [OUT]),
        ("47 people", people(47, None), [OUT]),
        ("47 people", people(47, 47, Population.COMBATANTS), [OUT]),
        ("47 people", people(47, 47), [(OutcomeValue(people=None, as_written="some"),)]),
    ],
)
def test_others_stay_counts(
    said: str, value: PeopleValue, before: list[tuple[OutcomeValue | PeopleValue, ...]]
) -> None:
    assert same_outcome(said, (value,), before) is None
