import pytest

from safeconduct.read.infrastructure import road_states
from safeconduct.read.parted import parted
from safeconduct.read.quantities import counts
from safeconduct.read.reserves import reserves
from safeconduct.read.tree import Range
from tests.read.test_wordings import FRIDAY


def parts(text: str) -> list[str]:
    def values(at: Range) -> list[object]:
        said = text[slice(*at)]
        roads = [road.value for road in road_states(said)]
        return [*roads, *reserves(said, FRIDAY), *(count.value for count in counts(said))]

    return [text[a:b] for a, b in parted(text, (0, len(text)), values)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the coast road is cut, but the inland highway is open", 2),
        ("the pier is sealed off; 143 passengers are waiting in the shed", 2),
        ("Tuva has bread for three days; no milk is left", 2),
        ("two bridges are gone, and the third can be crossed on foot", 1),
        ("Causeways 1 and 3 are under water; Causeway 2 can be passed by tractors only", 1),
        ("the bridge is gone; people wade through the stream", 1),
        ("214 people are in the hall, and they have water", 1),
    ],
)
def test_two_statements_are_two(text: str, number: int) -> None:
    found = parts(text)
    assert len(found) == number
    assert all(part in text for part in found)
