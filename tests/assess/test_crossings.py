"""Words to roads: names, waters, places joined, the unnamed river."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.assess.crossings import Crossings
from tests.assess.village import bridge, roads

BOTH = ("old-bridge", "new-bridge")


@pytest.fixture(scope="module")
def crossings() -> Crossings:
    return Crossings(roads(), [("mill", "upham"), ("mill", "lowford")])


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (bridge("destroyed", "Old Bridge"), ("old-bridge",)),
        (bridge("destroyed", "the OLD"), ("old-bridge",)),
        (bridge("destroyed", "Old", "New"), BOTH),
        (bridge("destroyed", "Rope"), ()),
        (bridge("destroyed", "H-1", element="road"), ("hill-road",)),
        (bridge("destroyed", scope="some", as_written="The stone bridge can be passed"), ("old-bridge",)),
        (bridge("destroyed", scope="all", over="Anduin"), BOTH),
        (bridge("destroyed", scope="all", over="the Anduin River"), BOTH),
        (bridge("destroyed", scope="all", over="Brandywine"), ()),
        (bridge("destroyed", scope="only", links=("the two towns",)), BOTH),
        (bridge("destroyed", scope="all", links=("Lowford",)), BOTH),
        (bridge("destroyed", scope="all", links=("Mill", "Lowford")), BOTH),
        (bridge("difficult", scope="some", element="crossing"), (*BOTH, "weir")),
        (bridge("damaged", scope="some", element="rail"), ()),
        (bridge("closed", scope="some", element="road"), ()),
    ],
)
def test_the_roads_a_value_means(crossings: Crossings, value: Any, meant: tuple[str, ...]) -> None:
    assert crossings.meant(value) == meant


def test_a_name_given_is_told_from_a_general_statement(crossings: Crossings) -> None:
    assert crossings.named(bridge("destroyed", "Old")) == ("old-bridge",)
    assert crossings.named(bridge("destroyed", scope="all")) == ()
