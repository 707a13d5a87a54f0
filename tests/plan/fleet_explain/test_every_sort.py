"""What is said of days with several pick-ups a trip, boats, a path, or convoys: it adds up, names everyone, holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from safeconduct import codec
from safeconduct.app.fleet_explaining import explain_fleet
from safeconduct.model.fleet import FleetCertificate, FleetPlan, FleetScenario
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.answer import answer
from safeconduct.plan.fleet.priced import persons_bound
from safeconduct.plan.fleet_explain.decisive import fleet_decisive
from safeconduct.plan.fleet_explain.remedies import fleet_remedies
from safeconduct.verify.fleet import check_fleet_plan
from tests.plan.fleet.villages import all_of, bus, villages
from tests.quay import BOATS, PATH, quay
from tests.quay import SCENARIO as QUAY
from tests.tiny import OPENS, known
from tests.tiny_fleet import SCENARIO
from tests.verify.test_fleet_convoys import convoyed

SORTS = ("stops", "boats", "path", "convoys")


def closing(situation: Situation, minutes: int) -> Situation:
    """Every corridor closes after so many minutes."""
    corridors = []
    for corridor in situation.corridors:
        assert corridor.window is not None
        window = replace(corridor.window, closes=OPENS + timedelta(minutes=minutes))
        corridors.append(replace(corridor, window=window))
    return replace(situation, corridors=tuple(corridors))


@cache
def short(sort: str) -> tuple[Situation, FleetScenario, FleetPlan, FleetCertificate]:
    """A day of a sort on which some go and some stay, with its answer."""
    scenario = SCENARIO
    if sort == "stops":
        between = {(0, 1): 5, (1, 2): 5}
        situation = villages((4, 4, 9), close=50, out=(20, 20, 20), between=between, vehicles=(bus(1, 12),))
        scenario = all_of(situation)
    elif sort == "boats":
        situation, scenario = quay(close=83, transfers=(BOATS,)), QUAY
    elif sort == "path":
        path = replace(PATH, holds=known(8))
        situation, scenario = quay(close=64, transfers=(path,), bridge=RoadState.FOOT_ONLY), QUAY
    else:
        situation = closing(convoyed(least=2, most=2, vans=3), 110)
    plan, certificate = answer(situation, scenario, work=300, threads=1)
    assert plan is not None
    assert 0 < certificate.persons_out < certificate.people
    return situation, scenario, plan, certificate


def test_the_days_are_what_they_are_called() -> None:
    """Stops, crossings and convoys are in the plans."""
    assert any(trip.stops for day in short("stops")[2].days for trip in day.trips)
    assert all(short(sort)[2].crossings for sort in ("boats", "path"))
    departs = [trip.depart for day in short("convoys")[2].days for trip in day.trips]
    assert min(map(departs.count, departs)) == 2


@pytest.mark.parametrize("sort", SORTS)
def test_shares_are_the_bound(sort: str) -> None:
    """Together what is proved, rounding apart; and every one has a name."""
    situation, _, plan, certificate = short(sort)
    found = explain_fleet(situation, plan, certificate)
    parts = sum(share.parts for share in found.shares)
    assert abs(parts - persons_bound(certificate.bounds).parts) <= len(found.shares)
    assert all(share.name for share in found.shares)


@pytest.mark.parametrize("sort", SORTS)
def test_everyone_who_stays_is_accounted_for(sort: str) -> None:
    """Group by group, with a reason; people behind a transfer as well."""
    situation, _, plan, certificate = short(sort)
    found = explain_fleet(situation, plan, certificate)
    members = {profile.id: profile.members.total for profile in situation.profiles}
    behind: dict[str, int] = {}
    for entry in plan.left_behind:
        behind[entry.group] = behind.get(entry.group, 0) + members[entry.profile] * entry.count
    assert {left.group: left.persons for left in found.left} == behind
    assert sum(behind.values()) == certificate.people - certificate.persons_out
    assert all(left.why and left.kinds for left in found.left)


@pytest.mark.parametrize("sort", SORTS)
def test_the_network_lets_through_what_the_plan_moves(sort: str) -> None:
    """And "proved" is said only when the bound is below everyone."""
    situation, _, plan, certificate = short(sort)
    found = explain_fleet(situation, plan, certificate)
    assert found.network is None or found.network.persons >= certificate.persons_out
    assert found.proved == (certificate.levels[-1].bound < certificate.people)


@pytest.mark.parametrize("sort", SORTS)
def test_remedies_and_what_decides_are_solved_again(sort: str) -> None:
    """Every plan behind a line passes the checker on its changed day, and none moves fewer for more."""
    situation, scenario, plan, certificate = short(sort)
    bound = persons_bound(certificate.bounds)
    helped = fleet_remedies(situation, scenario, plan, bound, certificate.persons_out)
    assert helped
    for remedy in helped:
        assert remedy.remedy.before <= remedy.remedy.after <= remedy.remedy.after_bound
    before = certificate.persons_out, certificate.levels[-1].bound, certificate.people
    decided = fleet_decisive(situation, scenario, plan, bound, before, seconds=1.0)
    changed = [(one.changed, one.plan) for one in helped]
    changed += [(flip.changed, after.plan) for flip, after in zip(decided.flips, decided.found, strict=True)]
    for day, made in changed:
        if made is not None:
            checks = check_fleet_plan(day, made, situation_sha=codec.sha(day))
            assert [(c.rule, c.found) for c in checks if not c.ok] == []


def test_why_they_stay_is_true() -> None:
    """Boats: bus 2 has seats, but who lands at 50 is too late, and 32 is proved to be the most. The path: one person
    more is across at 19, when bus 2 boards, so the plan can be better. Convoys: Charlie is too far, not closed."""
    told = {sort: explain_fleet(short(sort)[0], *short(sort)[2:]) for sort in SORTS}
    why = {sort: {left.group: left.why for left in found.left} for sort, found in told.items()}
    assert why["boats"]["alpha-any"] == "trip 1 of bus-2 has seats left, but nobody more is across by Boats then"
    assert "the plan can be better" in why["path"]["alpha-any"]
    assert "minutes too late" in why["convoys"]["charlie-all"]
    assert why["stops"]["gamma-any"] == "no trip of the plan has places left for them"
