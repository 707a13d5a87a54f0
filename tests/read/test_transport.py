import pytest

from safeconduct.model.claim import Stance
from safeconduct.read.transport import transports


@pytest.mark.parametrize(
    ("text", "stance", "found"),
    [
        ("boats and buses will take people", Stance.OFFERS, [("boats", None), ("buses", None)]),
        ("it will provide 40 buses", Stance.OFFERS, [("buses", 40)]),
        ("two dozen coaches stood ready", Stance.ASSERTS, [("coaches", 24)]),
        ("for nine ambulances and a low-floor bus", Stance.REQUESTS, [("ambulances", 9), ("low-floor bus", 1)]),
        ("wants lorries, six of them", Stance.DEMANDS, [("lorries", 6)]),
        ("it gives no number of buses", Stance.ASSERTS, []),
        ("the bridge can be used by high lorries", Stance.ASSERTS, []),
        ("thirty came out by bus", Stance.ASSERTS, []),
    ],
)
def test_transport_is_what_is_put_at_disposal(text: str, stance: Stance, found: list[tuple[str, int | None]]) -> None:
    assert [(value.what, value.count) for value in transports(text, stance)] == found
