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


@pytest.mark.parametrize(
    ("text", "element", "state", "scope"),
    [
        ("the coast road is under half a metre of water", "road", "closed", "named"),
        ("the level crossing is jammed with cars", "crossing", "difficult", "named"),
        ("Neither of the two bridges can be used", "bridge", "closed", "all"),
        ("the ford can no longer be crossed", "crossing", "closed", "named"),
        ("the railway has been cut in two places", "rail", "closed", "named"),
        ("Low Bridge: pedestrians only", "bridge", "foot only", "named"),
        ("Zarn Pass: blocked by two slides", "road", "closed", "named"),
        ("one lane of the lake road is open", "road", "difficult", "named"),
        ("all but one of the three bridges are gone", "bridge", "destroyed", "n of m"),
        ("of the four roads out of town, three are open", "road", "open", "n of m"),
        ("the causeway is damaged but passable", "road", "damaged", "named"),
        ("the ferry has been suspended", "ferry", "closed", "named"),
        ("fire has cut the ring road", "road", "closed", "named"),
        ("the dyke road is the only way in", "road", "open", "only"),
        ("the viaduct is open to military traffic only", "bridge", "closed", "named"),
        ("eleven villages have no road", "road", "closed", "some"),
        ("the footbridge is considered unsafe", "bridge", "unknown", "named"),
    ],
)
def test_states_in_many_words(text: str, element: str, state: str, scope: str) -> None:
    value = one(text)
    assert (value.element, value.state, value.scope) == (element, state, scope)


def test_it_is_the_road_named_before() -> None:
    (found,) = road_states(
        "it is passable on foot only", before="Engineers are at work on the Alder bridge. Until then "
    )
    assert (found.value.element, found.value.state, found.value.names) == ("bridge", "foot only", ("Alder",))


def test_a_bridge_at_a_ford_is_one_element() -> None:
    assert one("the bridge at Stone Ford is gone").element == "bridge"


def test_what_is_not_destroyed_is_what_is_said_next() -> None:
    assert one("The Alder bridge is NOT destroyed. It is closed to cars and open to walkers.").state == "foot only"


def test_trains_on_offer_are_no_state_of_a_line() -> None:
    assert road_states("trains to Kelm will run free of charge") == ()


@pytest.mark.parametrize("text", ["if the road is open", "whether the bridge is destroyed"])
def test_a_supposed_state_is_none(text: str) -> None:
    assert road_states(text) == ()
