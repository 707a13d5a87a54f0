"""What breaks no rule and is said all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from safeconduct.model.known import Basis, Estimate, Known
from safeconduct.model.resource import FleetConvoys
from safeconduct.model.situation import Gap, Situation, Sunset
from safeconduct.verify.notices import notices
from tests.quay import quay
from tests.tiny import CLAIMED, known
from tests.tiny_fleet import SCENARIO, tiny_fleet

BOTH = SCENARIO.corridors


def quiet() -> Situation:
    """Convoys that keep a distance, hours whose words agree with them."""
    base = tiny_fleet()
    return replace(base, rules=replace(base.rules, headway_minutes=known(10)))


def wishing(situation: Situation, bases: tuple[Basis, Basis], *, recorded: bool = True) -> Situation:
    """The wishes of both sites resting on these."""
    sites = tuple(
        replace(site, groups=tuple(replace(g, wished=Known(value=g.wished.value, basis=basis)) for g in site.groups))
        for site, basis in zip(situation.sites, bases, strict=True)
    )
    return replace(situation, sites=sites, wishes_recorded=recorded)


def said(situation: Situation, *, fleet: bool = True) -> list[tuple[str, str]]:
    """Names and sentences."""
    return [(one.name, one.says) for one in notices(situation, BOTH, fleet=fleet)]


def test_nothing_to_say() -> None:
    """And nothing about corridors that are not planned."""
    assert notices(quiet(), BOTH, fleet=True) == ()
    assert notices(quiet(), ("nowhere",), fleet=True) == ()


def test_a_zone_that_is_not_the_words() -> None:
    """Of the corridor it is, not of the others."""
    situation = quiet()
    first, second = situation.corridors
    assert first.window is not None
    odd = replace(first, window=replace(first.window, as_written="08:00 to 18:00 Lisbon time"))
    situation = replace(situation, corridors=(odd, second))
    names = {name for name, _ in said(situation)}
    assert names == {"window words"}
    assert all(says.startswith(f"{first.id}: ") for _, says in said(situation))
    assert notices(situation, (second.id,), fleet=True) == ()


@pytest.mark.parametrize(
    ("bases", "says"),
    [
        ((Basis(assumptions=("given",)), Basis(assumptions=("given",))), "every one rests on an assumption alone"),
        ((CLAIMED, Basis(assumptions=("given",))), "that of charlie-all rests on an assumption alone"),
        ((CLAIMED, Basis(claims=("c",), assumptions=("given",))), None),
    ],
)
def test_wishes_recorded_by_nobody(bases: tuple[Basis, Basis], says: str | None) -> None:
    """Said to be recorded, and no claim says so; where they are not said to be, there is nothing to say."""
    found = said(wishing(quiet(), bases))
    assert found == ([] if says is None else [("wishes", f"they are said to be recorded, and {says}")])
    assert said(wishing(quiet(), bases, recorded=False)) == []


def test_no_minutes_between_convoys() -> None:
    """Used by one corridor, and by a fleet only where it drives in convoys."""
    situation = tiny_fleet()
    assert situation.rules.headway_minutes.value == 0
    assert said(situation) == [
        ("headway", "rules.headway_minutes is 0, and is not used: the vehicles of this fleet leave one by one")
    ]
    used = [("headway", "rules.headway_minutes is 0: convoys may leave with no minutes between them")]
    assert said(situation, fleet=False) == used
    convoys = replace(situation, rules=replace(situation.rules, fleet_convoys=FleetConvoys(led_above=known(5))))
    assert said(convoys) == used


def test_what_a_person_confirmed_in_vain() -> None:
    vain = Gap(slot="unreached.road.abc", level="listed", question="Which road?", ask="somebody")
    other = replace(vain, slot="road.abc.state")
    assert said(replace(quiet(), gaps=(vain, other))) == [("confirmed in vain", "Which road?")]


def test_a_way_that_took_the_place_of_one_given() -> None:
    way = Gap(slot="leg.alpha.bravo.replaced", level="listed", question="Can that way be used?", ask="somebody")
    other = replace(way, slot="leg.alpha.bravo.km")
    assert said(replace(quiet(), gaps=(way, other))) == [("another way", "Can that way be used?")]


def without_hours(situation: Situation, corridor: str) -> Situation:
    """The situation with one corridor's hours struck out."""
    shut = (replace(c, window=None, window_basis=None) if c.id == corridor else c for c in situation.corridors)
    return replace(situation, corridors=tuple(shut))


@pytest.mark.parametrize(("high", "says"), [(42, "up to 42 people"), (None, "at least 40 people")])
def test_people_no_corridor_of_whom_has_hours(high: int | None, says: str) -> None:
    """Whether or not their corridor was asked for; of an estimate without an upper end, what it is at least."""
    situation = quiet()
    first, second = situation.corridors
    counted = Estimate(low=40, likely=40, high=high, basis=CLAIMED)
    sites = tuple(
        replace(s, groups=(replace(s.groups[0], people=counted),)) if s.id == second.site else s
        for s in situation.sites
    )
    found = said(without_hours(replace(situation, sites=sites), second.id))
    name = next(s.name for s in sites if s.id == second.site)
    assert found == [("left out", f"{name}, {says}: no corridor from there has hours, so no plan carries them")]
    assert said(without_hours(situation, first.id))[0][1].startswith(next(s.name for s in sites if s.id == first.site))


def test_people_who_cross_to_a_place_with_hours_are_not_left_out() -> None:
    """From alpha boats go to the quay, from where a corridor with hours leads on."""
    situation = quay()
    assert {corridor.site for corridor in situation.corridors} == {"quay"}
    on = [c.id for c in situation.corridors]
    assert "left out" not in {one.name for one in notices(situation, on, fleet=True)}
    assert "left out" in {one.name for one in notices(replace(situation, transfers=()), on, fleet=True)}


def test_hours_at_night_are_the_reason() -> None:
    """Of the corridor they are, and only when the sun has set, less the margin, before they begin."""
    base = quiet()
    situation = replace(base, rules=replace(base.rules, sunset_margin_minutes=known(30)))
    first = situation.corridors[0]
    assert first.window is not None
    margin = timedelta(minutes=situation.rules.sunset_margin_minutes.value)

    def with_sunset(at: datetime) -> list[tuple[str, str]]:
        sunsets = (Sunset(reception=first.reception, at=known(at)),)
        return [(one.name, one.says) for one in notices(replace(situation, sunsets=sunsets), (first.id,), fleet=True)]

    assert with_sunset(first.window.opens + margin + timedelta(minutes=1)) == []
    elsewhere = Sunset(reception="elsewhere", at=known(first.window.opens))
    assert notices(replace(situation, sunsets=(elsewhere,)), (first.id,), fleet=True) == ()
    ((name, says),) = with_sunset(first.window.opens + margin)
    assert name == "night"
    assert says.startswith(f"{first.id}: the sun sets at")
