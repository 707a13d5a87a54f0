"""Similar operations: what a situation states, which are named, and the line a brief prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from safeconduct.model.corridor import Position
from safeconduct.model.place import Mode
from safeconduct.model.situation import Endurance, Situation
from safeconduct.stress.operations import Operation
from safeconduct.stress.similar import Similar, features_of, similar, told
from tests.stress.past import figure, small
from tests.tiny import tiny

DAY = date(2022, 6, 15)


def besieged(situation: Situation) -> Situation:
    """Somebody spoke of its reserves."""
    said = Endurance(food_days=None, water_days=None, said=("claim",))
    return replace(situation, sites=tuple(replace(site, endurance=said) for site in situation.sites))


def corridors(situation: Situation, **changes: object) -> Situation:
    """The situation with all its corridors changed."""
    return replace(situation, corridors=tuple(replace(one, **changes) for one in situation.corridors))  # type: ignore[arg-type]


def test_reserves_spoken_of_are_a_siege() -> None:
    plain = replace(tiny(), sites=tuple(
        replace(site, endurance=Endurance(food_days=None, water_days=None, said=())) for site in tiny().sites
    ))  # fmt: skip
    assert "siege" not in features_of(plain)
    assert "siege" in features_of(besieged(plain))


def test_consent_is_missing_until_every_party_that_touches_a_way_is_on_record() -> None:
    one = Position(party="north", offered=("c1",))
    two = Position(party="south", accepted=("c2",))
    touched = corridors(tiny(), touching=("north", "south"), positions=(one,))
    assert "consent missing" in features_of(touched)
    assert "consent missing" not in features_of(corridors(touched, positions=(one, two)))
    silent = features_of(corridors(tiny(), touching=(), positions=(one,)))
    assert "no opponent" in silent
    assert "consent missing" not in silent
    assert "no opponent" not in features_of(touched)


def test_walkers_are_a_foot_corridor() -> None:
    assert "foot corridor" not in features_of(tiny())
    assert "foot corridor" in features_of(corridors(tiny(), mode=Mode.FOOT))


def test_screening_binds_when_it_takes_more_than_half_of_the_window() -> None:
    """100 people on one lane in twelve hours: more than 216 seconds each."""
    window = tiny().corridors[0].window
    assert window is not None
    assert (window.closes - window.opens).total_seconds() == 12 * 3600
    assert "screening bound" in features_of(tiny(people=100, seconds=217))
    assert "screening bound" not in features_of(tiny(people=100, seconds=216))


def test_people_elsewhere_do_not_pass_the_checkpoint() -> None:
    one = tiny(people=100, seconds=216)
    elsewhere = replace(one.sites[0], id="elsewhere")
    assert "screening bound" not in features_of(replace(one, sites=(*one.sites, elsewhere)))


def named(*operations: Operation, features: tuple[str, ...] = ("siege", "screening bound")) -> list[str]:
    return [one.name for one in similar(operations, features, DAY)]  # type: ignore[arg-type]


def test_the_most_alike_first_then_the_latest() -> None:
    both, half = small(name="both"), small(name="half", features=("siege",), when=date(2020, 1, 1))
    newer = small(name="newer", when=date(2010, 1, 1))
    assert named(half, both, newer) == ["newer", "both", "half"]


def test_what_shares_less_than_half_or_nothing_is_not_named() -> None:
    third = small(features=("siege", "foot corridor"), name="a third")
    nothing = small(features=("foot corridor",), name="nothing")
    assert named(third, nothing) == []
    assert named(third, features=("siege",)) == ["a third"]
    assert named(small(features=("crowd",)), features=()) == []


def test_what_is_only_known_afterwards_makes_nothing_less_alike() -> None:
    later = small(features=("siege", "screening bound", "detentions", "stop and go", "crowd"), name="later")
    assert named(later) == ["later"]
    assert similar([later], ("siege", "screening bound"), DAY)[0].shared == ("siege", "screening bound")


def test_only_the_past_and_only_with_a_first_day() -> None:
    assert named(small(when=DAY)) == [], "an operation is not like itself"
    assert named(small(when=date(2022, 6, 14))) == ["Northwell to Southwell"]
    assert named(small(first_day=None)) == []


def test_at_most_four() -> None:
    assert len(named(*(small(name=str(n)) for n in range(6)))) == 4


@pytest.mark.parametrize(
    ("first", "of", "share"),
    [((45, 45), (90, 90), (0.5, 0.5)), ((1, 1), (500, 568), (1 / 568, 1 / 500)), ((43, 53), (43, 53), (43 / 53, 1.0))],
)
def test_the_share_runs_from_the_least_of_most_to_the_most_of_least(
    first: tuple[float, float], of: tuple[float, float], share: tuple[float, float]
) -> None:
    one = similar([small(first_day=figure(*first), people=figure(*of))], ("siege",), DAY)[0]
    assert one.share == pytest.approx(share)


def line(**changes: object) -> str:
    found: tuple[Similar, ...] = similar([small(**changes)], ("siege",), DAY)
    return told(("siege",), found)


def test_the_line_says_how_many_of_how_many() -> None:
    assert line() == (
        "Operations of the past most like this one (siege), and who was out on the first day, as told: "
        "Northwell to Southwell (2001): 45 of 80 to 100 there (45 to 56 %). No forecast."
    )
    assert "(2001): 45 of 300 in the end (15 %)." in line(people=None, total=figure(300))
    assert "(2001): 45. No forecast." in line(people=None)
    assert "(2001): 1 of 500 to 568 there (under 1 %)." in line(first_day=figure(1), people=figure(500, 568))
    assert "(2001): 0 of 80 to 100 there (0 %)." in line(first_day=figure(0))
    assert told(("siege",), ()) == ""
