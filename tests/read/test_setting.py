import pytest

from safeconduct.read.setting import armed, unrest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 300 people are in the school; fighters hold the roof.", True),
        ("The besieged town has 900 people.", True),
        ("Shelling went on; 500 civilians are in the cellars, 40 of them on stretchers.", False),
        ("Army engineers and soldiers are clearing the road after the flood.", False),
        ("The river rose by two metres.", False),
    ],
)
def test_combatants_at_the_place(text: str, expected: bool) -> None:
    assert armed(text) is expected


def test_armed_forces_with_a_part_in_it() -> None:
    assert unrest("People can leave only if there is a ceasefire.")
    assert not unrest("People can leave by the lower road.")
