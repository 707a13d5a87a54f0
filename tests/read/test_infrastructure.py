import pytest

from safeconduct.model.claim import RoadValue
from safeconduct.read.infrastructure import road_states


def one(text: str) -> RoadValue:
    (found,) = road_states(text)
    return found.value


def test_all_bridges_over_a_river_between_two_places() -> None:
    value = one("All bridges across the Wide Water connecting Aton to Beta-held territory have been demolished")
    assert (value.element, value.state, value.scope, value.over) == ("bridge", "destroyed", "all", "Wide Water")
    assert value.links == ("Aton", "Beta-held territory")


@pytest.mark.parametrize(
    ("text", "state", "scope", "names"),
    [
        ("the Pavlo bridge was destroyed", "destroyed", "named", ("Pavlo",)),
        ("due to the destruction of the only bridge connecting the two cities", "destroyed", "only", ()),
        ("the last bridge over the Don no longer exists", "destroyed", "only", ()),
        ("because no bridge to Lisk is left", "destroyed", "all", ()),
        ("two of the three bridges are damaged", "damaged", "n of m", ()),
        ("the Ambel bridge is under water and closed to all vehicles", "closed", "named", ("Ambel",)),
        ("the Ambel bridge can be used by high lorries", "open", "named", ("Ambel",)),
        ("the bridge can be passed on foot only", "foot only", "named", ()),
        ("the road is not blocked", "open", "named", ()),
        ("crossing the river is difficult but not impossible", "difficult", "named", ()),
        ("the Alder and Birch bridges were blown up", "destroyed", "named", ("Alder", "Birch")),
        ("the ferry crossing is closed", "closed", "named", ()),
    ],
)
def test_states_and_scopes(text: str, state: str, scope: str, names: tuple[str, ...]) -> None:
    value = one(text)
    assert (value.state, value.scope, value.names) == (state, scope, names)
    assert value.as_written in text


def test_n_of_m() -> None:
    value = one("two of the three bridges are damaged")
    assert (value.n, value.m) == (2, 3)


def test_an_element_without_a_state_and_a_company_give_nothing() -> None:
    assert road_states("the bridge by the mill") == ()
    assert road_states("the ferry company has closed its office") == ()
