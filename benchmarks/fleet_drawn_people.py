"""Who waits where on a drawn day of family ``full``: households by profile, their wishes, and the sites they are at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.fleet_drawn_land import DRAWN, Land, known, point
from safeconduct.model.known import Estimate
from safeconduct.model.place import Point
from safeconduct.model.situation import Endurance, Group, HouseholdProfile, Needs, ProfileCount, Site

#: Shares near those of the places of a fleet of family core: 26 wheelchairs and 6 stretchers in a thousand people. An
#: ambulance seats one: who lies alone is in its crew's care.
PROFILES = (
    HouseholdProfile(id="single", members=Needs(walking=1), per_thousand=known(0)),
    HouseholdProfile(id="pair", members=Needs(walking=2), per_thousand=known(90)),
    HouseholdProfile(id="family", members=Needs(walking=4), per_thousand=known(95)),
    HouseholdProfile(id="pair-with-wheelchair", members=Needs(walking=1, wheelchair=1), per_thousand=known(18)),
    HouseholdProfile(id="alone-in-wheelchair", members=Needs(wheelchair=1), per_thousand=known(8)),
    HouseholdProfile(id="carer-and-stretcher", members=Needs(walking=1, stretcher=1), per_thousand=known(2)),
    HouseholdProfile(id="alone-on-stretcher", members=Needs(stretcher=1), per_thousand=known(4)),
)
#: Persons of a village, and of an isle as a share of all.
VILLAGE, ISLE = (8, 31), 0.02


def sites_of(rng: np.random.Generator, land: Land, people: int) -> tuple[Site, ...]:
    """Towns, villages, the quay without people of its own, and the isle."""
    shares = rng.multinomial(people, rng.dirichlet(np.full(land.towns, 1.5)))
    villages = rng.integers(*VILLAGE, land.quay - land.towns)
    found = []
    for s, (name, place) in enumerate(zip(land.sites, land.site, strict=True)):
        count = int(shares[s]) if s < land.towns else int(villages[s - land.towns]) if s < land.quay else 0
        bays = max(1, round(count / max(1, people) * land.size.vehicles * 0.4)) if s < land.quay else 2
        found.append(_site(name, point(place), bays, tuple(_groups(rng, land, name, count))))
    far = land.site[land.quay] + (-1.0, 9.0)
    whole = _group("isle-any", "isle", "any", max(12, round(ISLE * people)))
    return (*found, _site("isle", point(far), 1, (whole,)))


def _site(name: str, where: Point, bays: int, groups: tuple[Group, ...]) -> Site:
    none = Endurance(food_days=None, water_days=None, said=())
    return Site(id=name, name=name, point=where, bays=known(bays), endurance=none, groups=groups)


def _groups(rng: np.random.Generator, land: Land, site: str, people: int) -> Iterator[Group]:
    """Half to two thirds of a town wish any direction, the others one reception; one in twenty stays. Of every second
    group households were counted."""
    if people < 1:
        return
    if people <= VILLAGE[1]:
        yield _group(f"{site}-any", site, "any", people)
        return
    stay, bound = people // 20, int(people * rng.uniform(0.3, 0.45))
    wish = str(rng.choice(land.receptions))
    yield _group(f"{site}-any", site, "any", people - stay - bound, counted=bool(rng.integers(2)))
    yield _group(f"{site}-one-way", site, wish, bound, counted=bool(rng.integers(2)))
    if stay:
        yield _group(f"{site}-stay", site, "stay", stay)


def _group(name: str, site: str, wish: str, people: int, *, counted: bool = False) -> Group:
    households = None
    if counted:
        counts = [people * profile.per_thousand.value // 1000 for profile in PROFILES]
        counts[0] = people - sum(n * p.members.total for n, p in zip(counts, PROFILES, strict=True))
        households = known(tuple(ProfileCount(profile=p.id, count=n) for p, n in zip(PROFILES, counts, strict=True)))
    estimate = Estimate(low=people * 4 // 5, likely=people, high=people * 5 // 4, basis=DRAWN)
    return Group(id=name, site=site, wished=known(wish), people=estimate, households=households)
