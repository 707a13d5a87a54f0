import pytest

from safeconduct.read.whereabouts import Role, role_of


@pytest.mark.parametrize(
    ("lead", "tail", "role"),
    [
        ("", " are in the cellar", Role.PRESENT),
        ("", " have left the town", Role.OUT),
        ("", " have not left the town", Role.PRESENT),
        ("the boat landed ", " at the quay", Role.OUT),
        ("two helicopters to lift ", " from the roof", Role.PRESENT),
        ("the boat can take ", " a trip", Role.ROOM),
        ("", " were killed", Role.LOST),
        ("", " took cover from the shelling", Role.PRESENT),
        ("", " took shelter by the mill", Role.PRESENT),
        ("", " taken off by boat", Role.OUT),
        ("we've got ", " up here", Role.PRESENT),
    ],
)
def test_what_is_said_of_a_count(lead: str, tail: str, role: Role) -> None:
    assert role_of(lead, tail, tail, lead + "40 people" + tail, "") is role
