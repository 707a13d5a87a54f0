import pytest

from safeconduct.read.road_states import LEADS, LIMITS, STATES


def first(text: str) -> str | None:
    limits = (state for state, pattern in LIMITS if pattern.search(text))
    found = sorted((hit.start(), state) for state, pattern in STATES if (hit := pattern.search(text)) is not None)
    return next(limits, found[0][1] if found else None)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("was swept away", "destroyed"),
        ("has been breached in two places", "closed"),
        ("is cracked", "damaged"),
        ("carries traffic again", "open"),
        ("can be crossed on foot only", "foot only"),
        ("is open to light vehicles only", "difficult"),
        ("is open to light vehicles", "open"),
        ("has not been inspected", "unknown"),
        ("is long", None),
    ],
)
def test_states_said_after_an_element(text: str, state: str | None) -> None:
    assert first(text) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("fire has cut the ", "closed"),
        ("nobody has inspected the ", "unknown"),
        ("only people on foot may use the ", "foot only"),
        ("traffic is flowing over the ", "open"),
        ("they crossed the ", None),
    ],
)
def test_states_said_ahead_of_it(text: str, state: str | None) -> None:
    assert next((name for name, pattern in LEADS if pattern.search(text)), None) == state
