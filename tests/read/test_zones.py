from datetime import UTC, datetime

import pytest

from safeconduct.read.zones import NAMED, zone_from, zone_of

SUMMER, WINTER = datetime(2027, 7, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Moscow time", "Europe/Moscow"),
        ("Pacific Daylight Time", "America/Los_Angeles"),
        ("Central European Summer Time", "Europe/Brussels"),
        ("AEST", "Australia/Sydney"),
        ("CAT", "Africa/Maputo"),
        ("UTC+3", "Etc/GMT-3"),
        ("GMT", "UTC"),
        ("Manila time", "Asia/Manila"),
        ("Kelmar time", None),
        ("local time", None),
    ],
)
def test_zones_as_people_name_them(text: str, zone: str | None) -> None:
    match = NAMED.search(text)
    assert match is not None
    assert zone_from(match).iana == zone


@pytest.mark.parametrize("text", ["this time", "The first time", "at the time", "IST"])
def test_what_names_no_zone(text: str) -> None:
    match = NAMED.search(text)
    assert match is None or zone_from(match).iana is None


@pytest.mark.parametrize(
    ("text", "fits"), [("PDT", SUMMER), ("PST", WINTER), ("EEST", SUMMER), ("Pacific Daylight Time", SUMMER)]
)
def test_a_season_that_does_not_hold_is_doubted(text: str, fits: datetime) -> None:
    match = NAMED.search(text)
    assert match is not None
    zone = zone_from(match)
    assert zone.doubt(fits) is None
    assert zone.doubt(WINTER if fits is SUMMER else SUMMER)


def test_codes_of_several_regions_are_left_out() -> None:
    assert zone_of("IST") is None
    assert zone_of("AST") is None
