import pytest

from safeconduct.model.claim import Population
from safeconduct.read.persons import population


@pytest.mark.parametrize(
    ("nouns", "in_peace", "among_arms"),
    [
        ("people", Population.UNSTATED, Population.UNSTATED),
        ("residents", Population.CIVILIANS, Population.CIVILIANS),
        ("armed men", Population.COMBATANTS, Population.COMBATANTS),
        ("armed persons", Population.COMBATANTS, Population.COMBATANTS),
        ("unarmed men", Population.CIVILIANS, Population.CIVILIANS),
        ("fighters and their families and residents", Population.MIXED, Population.MIXED),
        ("kids", Population.CHILDREN, Population.CHILDREN),
        ("women and children", Population.CIVILIANS, Population.CIVILIANS),
        ("under the age of ten", Population.CHILDREN, Population.CHILDREN),
    ],
)
def test_populations(nouns: str, in_peace: Population, among_arms: Population) -> None:
    assert population(nouns) is in_peace
    assert population(nouns, armed=True) is among_arms


@pytest.mark.parametrize("noun", ["fighters", "armed men", "armed people", "rifles", "gunmen", "soldiers"])
def test_those_who_bear_arms_are_never_civilians(noun: str) -> None:
    for armed in (True, False):
        assert population(noun, armed=armed) is Population.COMBATANTS
