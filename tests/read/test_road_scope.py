import pytest

from safeconduct.read.road_scope import links_in, over_in, scope_of


@pytest.mark.parametrize(
    ("lead", "tail", "plural", "expected"),
    [
        ("the ", " is shut", False, ("named", None, None)),
        ("a ", " is shut", False, ("some", None, None)),
        ("all ", " are shut", True, ("all", None, None)),
        ("neither ", " is open", False, ("all", None, None)),
        ("the only ", " is shut", False, ("only", None, None)),
        ("the dyke ", " is the last way out", False, ("only", None, None)),
        ("two of the three ", " are shut", True, ("n of m", 2, 3)),
        ("all but one of the four ", " are shut", True, ("n of m", 3, 4)),
        ("Of the five ", " out of town, two are open", True, ("n of m", 2, 5)),
        ("", ": one lane", False, ("named", None, None)),
    ],
)
def test_scopes(lead: str, tail: str, plural: bool, expected: tuple[str, int | None, int | None]) -> None:
    assert scope_of(lead, tail, named=False, plural=plural) == expected


def test_water_and_links() -> None:
    assert over_in(" over the Wide Water is shut") == "Wide Water"
    assert over_in(" on Sunday") is None
    assert links_in(" between Orla and Benn") == ("Orla", "Benn")
