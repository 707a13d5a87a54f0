import pytest

from safeconduct.read.clock import clocks, settle


def minutes(text: str) -> list[int]:
    return [clock.minutes for clock in clocks(text) if not clock.bare]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:00 a.m.", [420]),
        ("6pm", [1080]),
        ("0800 hrs", [480]),
        ("0600Z-1200Z", [360, 720]),
        ("0700 to 1100 local", [420, 660]),
        ("14h30", [870]),
        ("by 18.00", [1080]),
        ("half past seven in the evening", [1170]),
        ("ten to nine", [530]),
        ("one o'clock this afternoon", [780]),
        ("noon", [720]),
        ("12 a.m.", [0]),
        ("10.5 km", []),
    ],
)
def test_times_of_day(text: str, expected: list[int]) -> None:
    assert minutes(text) == expected


def test_a_malformed_hour_is_read_and_said() -> None:
    (clock,) = clocks("20:00 p.m.")
    assert (clock.minutes, clock.flags) == (1200, ('"20:00 p.m." is malformed; read as 20:00',))


@pytest.mark.parametrize(
    ("text", "opens", "closes", "doubted"),
    [
        ("8 to 10 a.m.", 480, 600, False),
        ("10 to 4 p.m.", 600, 960, False),
        ("2 to 4 p.m.", 840, 960, False),
        ("six and noon", 360, 720, False),
        ("1 p.m. and five", 780, 1020, False),
        ("8 to 8", 480, 1200, True),
        ("9 to 5", 540, 1020, True),
        ("8:00 to 20:00", 480, 1200, False),
    ],
)
def test_halves_of_the_day(text: str, opens: int, closes: int, doubted: bool) -> None:
    first, last, doubt = settle(*clocks(text))
    assert (first.minutes, last.minutes, doubt is not None) == (opens, closes, doubted)
