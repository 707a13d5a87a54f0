"""Transfers: the day made by hand holds, and every way to break it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.model.fleet import Crossing, FleetPlan
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.situation import Needs, Situation, Transfer
from safeconduct.verify.fleet import check_fleet_plan
from tests.quay import BOATS, CROSSINGS, PATH, bus_day, over, quay, quay_plan, some
from tests.tiny import CLAIMED, OPENS, known


def failing(situation: Situation, plan: FleetPlan, *, strict: bool = False) -> set[str]:
    """The rules that do not hold, by their number."""
    named = replace(plan, situation=codec.sha(situation))
    checks = check_fleet_plan(situation, named, situation_sha=codec.sha(situation), strict=strict)
    return {check.rule.split()[0].split("-")[0] for check in checks if not check.ok}


def test_the_day_made_by_hand_holds() -> None:
    """Everyone crosses and everyone boards; 84 is in time, 83 is not."""
    assert failing(quay(), quay_plan(quay())) == set()
    assert failing(quay(close=84), quay_plan(quay(close=84))) == set()
    assert failing(quay(close=83), quay_plan(quay(close=83))) == {"F7"}


def crossing(number: int, **changes: Any) -> tuple[Crossing, ...]:
    """The crossings with one changed."""
    return tuple(replace(c, **changes) if n == number else c for n, c in enumerate(CROSSINGS))


BROKEN: dict[str, Callable[[FleetPlan], FleetPlan]] = {
    "boards a minute before they land": lambda p: replace(p, days=(p.days[0], bus_day(2, 49))),
    "one more boards than has crossed": lambda p: replace(p, crossings=crossing(4, aboard=some(7))),
    "boards who never crosses": lambda p: replace(p, crossings=p.crossings[:-1]),
    "crosses and does not board": lambda p: replace(p, days=(p.days[0], bus_day(2, 50, 19)), left_behind=some(1)),
    "no such transfer": lambda p: replace(p, crossings=crossing(0, transfer="ferry")),
    "nobody aboard": lambda p: replace(p, crossings=(*CROSSINGS, replace(over(1, 40), aboard=()))),
    "no such boat": lambda p: replace(p, crossings=crossing(0, boat=2)),
    "a boat below 0": lambda p: replace(p, crossings=crossing(0, boat=-1)),
    "a boat twice at once": lambda p: replace(p, crossings=crossing(1, boat=0)),
    "a boat before it is back": lambda p: replace(p, crossings=crossing(2, depart=19, arrive=29)),
    "a boat that took longer is back later": lambda p: replace(p, crossings=crossing(0, arrive=11)),
    "too fast over": lambda p: replace(p, crossings=crossing(4, arrive=49)),
    "before the corridor opens": lambda p: replace(p, crossings=crossing(0, depart=-1, arrive=9)),
    "above the places of a boat": lambda p: replace(p, crossings=(over(0, 0, 9), over(1, 0, 7), *CROSSINGS[2:])),
    "people of another group": lambda p: replace(
        p, crossings=crossing(4, aboard=(replace(some(8)[0], group="quay-any"),))
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_the_transfer_is_found(name: str) -> None:
    """By F15 and by no other rule."""
    situation = quay()
    assert failing(situation, BROKEN[name](quay_plan(situation))) == {"F15"}


@pytest.mark.parametrize(("holds", "rules"), [(16, set()), (15, {"F15"}), (None, set())])
def test_the_landing_holds_so_many(holds: int | None, rules: set[str]) -> None:
    """Sixteen land at 10. At 30 it would be 32, but then the bus begins to take twenty on, and twelve wait. When it
    comes two minutes later, 32 wait."""
    situation = quay(transfers=(replace(BOATS, holds=None if holds is None else known(holds)),))
    assert failing(situation, quay_plan(situation)) == rules
    late = replace(quay_plan(situation), days=(bus_day(1, 32), bus_day(2, 50)))
    assert failing(situation, late) == (set() if holds is None else {"F15"})


def test_people_of_the_site_itself_need_no_crossing() -> None:
    """Eight people live at the quay: they board there without having crossed."""
    situation = quay()
    own = replace(
        situation.sites[0].groups[0],
        id="quay-own",
        site="quay",
        people=replace(situation.sites[0].groups[0].people, low=8, likely=8, high=8),
    )
    situation = replace(situation, sites=(situation.sites[0], replace(situation.sites[1], groups=(own,))))
    local = (replace(some(8)[0], group="quay-own"),)
    second = bus_day(2, 50)
    trip = replace(second.trips[0], boarded=(*some(12), *local), load_from=34, load_until=38)
    day = replace(second, trips=(replace(trip, depart=38, arrive=68, unloaded=73),))
    plan = replace(quay_plan(situation), days=(bus_day(1, 30), day), crossings=CROSSINGS[:-1], left_behind=some(8))
    assert failing(situation, plan) == set()


def test_who_boards_at_the_landing_goes_where_they_wish() -> None:
    """Alpha's people wish to go elsewhere: neither the boats nor the buses take them there."""
    situation = quay()
    site = situation.sites[0]
    elsewhere = replace(site, groups=(replace(site.groups[0], wished=known("elsewhere")),))
    other = replace(situation, sites=(elsewhere, situation.sites[1]))
    assert failing(other, quay_plan(other)) == {"F2", "F15"}


def test_without_a_transfer_nobody_of_alpha_boards_at_the_quay() -> None:
    """They are not even people of the plan."""
    situation = quay(transfers=())
    assert failing(situation, replace(quay_plan(situation), crossings=())) == {"F1", "F2"}


def test_a_transfer_is_for_the_people_of_its_site() -> None:
    """People of a village nearby do not board at the quay, which no transfer leads them to."""
    situation = quay()
    group = replace(situation.sites[0].groups[0], id="village-any", site="village")
    village = replace(situation.sites[1], id="village", groups=(group,))
    corridor = replace(situation.corridors[0], id="from-village", site="village")
    joined = replace(situation, sites=(*situation.sites, village), corridors=(*situation.corridors, corridor))
    plan = quay_plan(joined)
    trip = replace(plan.days[1].trips[0], boarded=(*some(19), replace(some(1)[0], group="village-any")))
    strange = replace(
        plan,
        scenario=replace(plan.scenario, corridors=("from-quay", "from-village")),
        days=(plan.days[0], replace(plan.days[1], trips=(trip,))),
        crossings=crossing(4, aboard=some(7)),
        left_behind=(*some(1), replace(some(39)[0], group="village-any")),
    )
    assert failing(joined, strange) == {"F2", "F15"}


def walked(situation: Situation, parties: tuple[tuple[int, int, int], ...]) -> FleetPlan:
    """Parties on foot: departure, arrival, persons; both buses at 30 and 34."""
    return replace(
        quay_plan(situation),
        days=(bus_day(1, 30), bus_day(2, 34)),
        crossings=tuple(
            Crossing(transfer="path", boat=0, depart=depart, arrive=arrive, aboard=some(n))
            for depart, arrive, n in parties
        ),
    )


@pytest.mark.parametrize(
    ("parties", "holds"),
    [
        (((0, 19, 20), (7, 26, 20)), True),  # 20 persons set out in 7 minutes, and are across 12 later
        (((0, 18, 20), (7, 26, 20)), False),
        (((0, 19, 20), (6, 26, 20)), False),
        (((0, 26, 40),), False),  # above the largest party
    ],
)
def test_parties_on_foot(parties: tuple[tuple[int, int, int], ...], holds: bool) -> None:
    """Three a minute, one party behind the other, of at most 20."""
    path = replace(PATH, places=known(Needs(walking=20)))
    situation = quay(transfers=(path,), bridge=RoadState.FOOT_ONLY)
    assert (failing(situation, walked(situation, parties)) == set()) == holds


@pytest.mark.parametrize(
    ("transfer", "state", "rules"),
    [
        (BOATS, RoadState.CLOSED, {"F15"}),
        (BOATS, RoadState.FOOT_ONLY, set()),
        (PATH, RoadState.BOAT, {"F15"}),
        (PATH, RoadState.FOOT_ONLY, set()),
        (PATH, RoadState.LIGHT, set()),
    ],
)
def test_states_of_the_road_that_is_crossed(transfer: Transfer, state: RoadState, rules: set[str]) -> None:
    """On foot where people on foot may go, by boat where nothing is closed."""
    path = replace(transfer, places=known(Needs(walking=20)))
    situation = quay(transfers=(path,), bridge=state)
    plan = quay_plan(situation)
    if transfer is PATH:
        plan = walked(situation, ((0, 19, 20), (7, 26, 20)))
    assert failing(situation, plan) == rules


def test_an_unknown_road_is_leaned_on() -> None:
    """Listed, and refused when asked to be strict."""
    situation = quay(bridge=RoadState.UNKNOWN)
    plan = quay_plan(situation)
    assert failing(situation, plan) == {"F11"}
    leaning = replace(plan, leans_on=("bridge",))
    assert failing(situation, leaning) == set()
    assert failing(situation, leaning, strict=True) == {"F11"}


@pytest.mark.parametrize(("minute", "rules"), [(51, set()), (50, {"F15"})])
def test_a_road_that_closes_while_somebody_crosses(minute: int, rules: set[str]) -> None:
    """The last boat lands at 50."""
    situation = quay()
    bridge = situation.roads[1]
    shut = RoadFact(state=RoadState.CLOSED, since=OPENS + timedelta(minutes=minute), basis=CLAIMED)
    closing = replace(situation, roads=(situation.roads[0], replace(bridge, history=(*bridge.history, shut))))
    assert failing(closing, quay_plan(closing)) == rules


def test_a_transfer_is_by_boat_or_on_foot() -> None:
    """Not both, not neither."""
    for wrong in (
        {"per_minute": known(3)},
        {"boats": None},
        {"boats": None, "minutes_back": None},
        {"minutes": known(0)},
        {"boats": known(0)},
        {"minutes_back": known(-1)},
    ):
        with pytest.raises(ValueError, match="transfer boats"):
            replace(BOATS, **wrong)
