"""The bound without time never exceeds the optimum, whatever the distances."""

from __future__ import annotations

from hypothesis import given, settings

from benchmarks.bep.instance import Instance
from benchmarks.bep.static import least_driving, static_bound
from tests.benchmarks.bep.tiny import one_bus, shortest, tiny


def test_driving_of_one_bus() -> None:
    """3 to the source, 2 to the nearest shelter, and 2 + 2 for each further load."""
    assert least_driving(one_bus(5, 2, loads=3)) == 3 + 2 + 2 * (2 + 2)


def test_room_counts() -> None:
    """The near shelter takes one load: 3 + 2, then back from it and on to the far one."""
    case = Instance(name="r", buses=(1,), loads=(2,), room=(5, 1), start=((3,),), way=((5, 2),))
    assert least_driving(case) == 3 + 2 + 2 + 5


def test_shared_and_rounded_up() -> None:
    """Two buses, three loads: one bus alone drives least, 3 + 2 and twice 2 + 2; of its 13 minutes each has seven."""
    case = Instance(name="s", buses=(2,), loads=(3,), room=(3,), start=((3,),), way=((2,),))
    assert least_driving(case) == 13
    assert static_bound(case) == 7


@settings(max_examples=150, deadline=None)
@given(tiny())
def test_never_above_the_optimum(case: Instance) -> None:
    """Against every plan of a tiny instance."""
    assert static_bound(case) <= shortest(case)
