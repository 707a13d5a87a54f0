"""Cases that one line of the checker alone decides: the last minute, the last vehicle, and names that are missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from safeconduct.model.known import Assumption
from safeconduct.model.place import RoadFact, RoadState
from safeconduct.model.situation import Situation
from safeconduct.verify.fleet_bound import best_days, tariff_of
from safeconduct.verify.fleet_convoys import departing, on_the_road
from safeconduct.verify.fleet_facts import fleet_facts
from safeconduct.verify.fleet_landing import last_boarding, most_across
from tests.quay import BOATS, BUSES, CROSSINGS, PATH, bus_day, over, quay, quay_plan, some
from tests.quay import SCENARIO as QUAY
from tests.tiny import CLAIMED, OPENS, known
from tests.tiny_fleet import BUS_DAY, SCENARIO, VAN, VAN_DAY, fleet_plan, singles, tiny_fleet
from tests.tiny_fleet import over as bridge_at
from tests.verify.test_fleet import approach, bus, failing, van
from tests.verify.test_fleet_bound import EACH, UNIT
from tests.verify.test_fleet_convoys import TRIPS, convoyed, planned, trip
from tests.verify.test_fleet_landing import joined


def told(situation: Situation, slot: str, *values: str) -> Situation:
    """With reports of the day."""
    reports = tuple(
        Assumption(id=f"day-{n}", slot=slot, value=value, unit="", why="reported", source="dispatcher")
        for n, value in enumerate(values)
    )
    return replace(situation, assumptions=(*situation.assumptions, *reports))


# --- convoys ------------------------------------------------------------------------------------------------------


def test_without_convoys_their_numbers_mean_nothing() -> None:
    """Spare share, headway and size stand in the rules and are not asked for."""
    day = convoyed(spare=50, headway=60, most=1, least=1)
    alone = replace(day, rules=replace(day.rules, fleet_convoys=None))
    facts = fleet_facts(alone, SCENARIO)
    assert on_the_road(facts, alone.vehicles[0]) == 4
    assert departing(facts) == facts
    assert failing(alone, planned(*TRIPS)) == set()


@pytest.mark.parametrize(("now", "rules"), [("21", set()), ("20", {"F17"})])
def test_a_convoy_that_left_before_the_change_may_be_small(now: str, rules: set[str]) -> None:
    """One van departs at 20, two are due."""
    assert failing(told(convoyed(), "day.now", now), planned(TRIPS[0])) == rules


@pytest.mark.parametrize(
    ("change", "trips"),
    [
        ({"most": 2}, TRIPS),  # as many as there may be
        ({"led_above": 1}, TRIPS),  # nobody says that escorts are few
        ({"headway": 0}, (trip(0, 21, 51, 20), trip(1, 21, 54, 20))),  # at any minute
    ],
)
def test_what_convoys_may_do(change: dict[str, int], trips: tuple[Any, ...]) -> None:
    """All rules hold."""
    assert failing(convoyed(**change), planned(*trips)) == set()


def test_names_that_are_missing_are_another_rule() -> None:
    """A leg or a vehicle nobody has: found by its rule, and convoys are counted all the same."""
    assert "F2" in failing(convoyed(), planned(*TRIPS, replace(trip(4, 60, 93, 1), leg="nowhere")))
    plan = planned(*TRIPS)
    ghost = replace(plan, days=(*plan.days[:3], replace(plan.days[3], vehicle="ghost-1")))
    assert "F3" in failing(convoyed(), ghost)


def test_departing_in_a_convoy_takes_no_time() -> None:
    """At 20 off, at 50 on the bridge where slots are minutes, at 80 there: not at 79."""
    day = convoyed()
    day = replace(day, resources=(replace(day.resources[0], slot_minutes=known(1)),))
    facts = departing(fleet_facts(day, SCENARIO))
    for latest, worth in ((80, 20), (79, 0)):
        short = replace(facts, latest=dict.fromkeys(facts.latest, latest))
        assert best_days(short, tariff_of(short, (), latest), EACH.times(UNIT), latest)["van"] == worth * UNIT


# --- transfers ----------------------------------------------------------------------------------------------------


def ferried(**changes: Any) -> Situation:
    """The day of the boats with the transfer changed."""
    return quay(transfers=(replace(BOATS, **changes),))


def test_a_crossing_by_a_transfer_that_is_not_there() -> None:
    """Though nobody relies on it."""
    plan = quay_plan(quay())
    ghosts = (replace(over(1, 40), transfer="ferry"), replace(over(1, 60), transfer="ferry"))
    for n in (1, 2):
        assert failing(quay(), replace(plan, crossings=(*CROSSINGS, *ghosts[:n]))) == {"F15"}
    lost = replace(bus_day(2, 50), trips=(replace(bus_day(2, 50).trips[0], leg="nowhere"),))
    assert "F2" in failing(quay(), replace(plan, days=(plan.days[0], lost)))


def test_a_crossing_takes_people_of_its_own_site() -> None:
    """Not those who live where it lands."""
    day = quay()
    own = replace(day.sites[0].groups[0], id="quay-own", site="quay")
    day = replace(day, sites=(day.sites[0], replace(day.sites[1], groups=(own,))))
    plan = quay_plan(day)
    home = replace(some(40)[0], group="quay-own")
    stays = replace(plan, left_behind=(*plan.left_behind, home))
    assert failing(day, stays) == set()
    rowed = replace(over(1, 40), aboard=(replace(home, count=8),))
    assert failing(day, replace(stays, crossings=(*CROSSINGS, rowed))) == {"F15"}


def test_who_crosses_can_go_on_from_there() -> None:
    """Elsewhere is where another site's corridor leads, not the landing's."""
    day = joined(quay())
    site, corridor = day.sites[0], day.corridors[1]
    there = replace(day.receptions[0], id="elsewhere")
    other = replace(
        day,
        sites=(replace(site, groups=(replace(site.groups[0], wished=known("elsewhere")),)), *day.sites[1:]),
        receptions=(*day.receptions, there),
        corridors=(day.corridors[0], replace(corridor, reception="elsewhere")),
    )
    plan = quay_plan(other)
    both = replace(plan, scenario=replace(plan.scenario, corridors=("from-quay", "from-village")))
    assert failing(other, both) == {"F2", "F15"}


def test_names_missing_in_a_crossing() -> None:
    """A profile nobody described is nobody; a road nobody described bars nothing."""
    plan = quay_plan(quay())
    ghosts = (replace(some(8)[0], profile="ghost"),)
    assert failing(quay(), replace(plan, crossings=(*CROSSINGS, replace(over(1, 40), aboard=ghosts)))) == set()
    assert failing(ferried(edges=("bridge", "nowhere")), quay_plan(ferried(edges=("bridge", "nowhere")))) == set()


@pytest.mark.parametrize(("opens", "rules"), [((0, 5), set()), ((5, 0), set()), ((1, 1), {"F15"})])
def test_crossings_begin_with_the_first_corridor_of_the_landing(opens: tuple[int, int], rules: set[str]) -> None:
    """Two lead from the quay; a third, from elsewhere, opens at 0 and does not count."""
    day = joined(quay())
    corridor, village = day.corridors
    assert corridor.window is not None
    first, second = (
        replace(corridor, id=name, window=replace(corridor.window, opens=OPENS + timedelta(minutes=minute)))
        for name, minute in (("from-quay", opens[0]), ("also", opens[1]))
    )
    day = replace(day, corridors=(first, replace(second, reception="other"), village))
    day = replace(day, receptions=(*day.receptions, replace(day.receptions[0], id="other")))
    plan = quay_plan(day)
    together = replace(plan, scenario=replace(plan.scenario, corridors=("from-quay", "also", "from-village")))
    assert failing(day, together) == rules


@pytest.mark.parametrize(("now", "rules"), [("41", set()), ("40", {"F15"})])
def test_who_set_out_before_the_change_may_be_left_standing(now: str, rules: set[str]) -> None:
    """One of the last boat's, which set out at 40."""
    day = told(quay(), "day.now", now)
    plan = replace(quay_plan(day), days=(bus_day(1, 30), bus_day(2, 50, 19)), left_behind=some(1))
    assert failing(day, plan) == rules


@pytest.mark.parametrize(("now", "rules"), [("1", set()), ("0", {"F15"})])
def test_who_set_out_before_the_change_may_be_too_many(now: str, rules: set[str]) -> None:
    """Sixteen land at 10 where fifteen may stand."""
    day = told(ferried(holds=known(15)), "day.now", now)
    assert failing(day, quay_plan(day)) == rules


def test_a_landing_holds_what_the_least_of_its_transfers_says() -> None:
    """And not what is said of another landing."""
    least = quay(transfers=(replace(BOATS, holds=known(16)), replace(PATH, holds=known(15))))
    assert failing(least, quay_plan(least)) == {"F15"}
    apart = joined(quay(transfers=(BOATS, replace(BOATS, id="other", landing="village", holds=known(1)))))
    plan = quay_plan(apart)
    both = replace(plan, scenario=replace(plan.scenario, corridors=("from-quay", "from-village")))
    assert failing(apart, both) == set()


def test_a_road_that_was_closed_until_somebody_set_out() -> None:
    """Closed before minute 0, open to boats from then on."""
    day = quay()
    road = day.roads[1]
    before = RoadFact(state=RoadState.CLOSED, since=OPENS - timedelta(minutes=60), basis=CLAIMED)
    then = RoadFact(state=RoadState.BOAT, since=OPENS, basis=CLAIMED)
    day = replace(day, roads=(day.roads[0], replace(road, history=(before, then))))
    assert failing(day, quay_plan(day)) == set()


def test_a_party_on_foot_has_number_0_and_may_lean_on_an_unknown_road() -> None:
    """There is one path."""
    path = replace(PATH, places=known(replace(PATH.places.value, walking=20)))
    day = quay(transfers=(path,), bridge=RoadState.UNKNOWN)
    plan = quay_plan(day)
    party = replace(CROSSINGS[0], transfer="path", boat=0, depart=0, arrive=19, aboard=some(20))
    walked = replace(
        plan,
        days=(bus_day(1, 30), bus_day(2, 34)),
        crossings=(party, replace(party, depart=7, arrive=26)),
        leans_on=("bridge",),
    )
    assert failing(day, walked) == set()
    assert failing(day, replace(walked, crossings=(replace(party, boat=1), walked.crossings[1]))) == {"F15"}


def test_the_last_boarding_at_a_landing() -> None:
    """By the quickest vehicle there is, on a leg of the landing or of where it leads on to: 84 - 30 - 4. Neither a van
    that is not there counts, nor a village that only leads to the quay."""
    slow, absent = (
        replace(BUSES, id="slow", loading_minutes=known(9)),
        replace(VAN, count=known(0), start=known("yard")),
    )
    kinds = (slow, BUSES, replace(absent, loading_minutes=known(1)))
    assert last_boarding(fleet_facts(quay(close=84, vehicles=kinds), QUAY), "quay") == 50
    day = joined(quay(close=84, vehicles=kinds))
    both = replace(QUAY, corridors=("from-quay", "from-village"))
    way = day.approaches[-1]
    for last in (replace(way, depot="village", site="quay"), replace(way, minutes_loaded=None)):
        apart = replace(day, approaches=(*day.approaches[:-1], last))
        assert last_boarding(fleet_facts(apart, both), "quay") == 50
    assert last_boarding(fleet_facts(day, both), "quay") == 84 - 5 - 1


def test_boats_wait_for_the_hours_of_their_landing() -> None:
    """50 is the last minute to board. Open from 20 on they land at 30 and at 50, 32 persons; from 21 on at 31 alone."""
    day = joined(quay(close=84))
    corridor, village = day.corridors
    assert corridor.window is not None
    apart = replace(day, approaches=day.approaches[:-1])
    both = replace(QUAY, corridors=("from-quay", "from-village"))
    for opens, out in ((20, 32), (21, 16)):
        window = replace(corridor.window, opens=OPENS + timedelta(minutes=opens))
        later = replace(apart, corridors=(replace(corridor, window=window), village))
        assert most_across(fleet_facts(later, both), BOATS, "walking") == out


# --- ways and turns -----------------------------------------------------------------------------------------------


def test_an_empty_run_takes_its_minutes_too() -> None:
    """Over the bridge at 36, at the site at 66 and not before; a minute more with a delay for empty vehicles."""
    plan = fleet_plan(tiny_fleet())
    assert BUS_DAY.approach is not None
    arrive = BUS_DAY.approach.arrive
    assert failing(tiny_fleet(), approach(plan, arrive=arrive - 1)) == {"F5"}
    day = tiny_fleet()
    slow = replace(day, resources=(replace(day.resources[0], delay_empty=known(1)),))
    assert failing(slow, fleet_plan(slow)) == {"F5"}


def test_ways_and_places_that_nobody_described() -> None:
    """An approach, and a narrow place on every way."""
    assert failing(tiny_fleet(), approach(fleet_plan(tiny_fleet()), way="nowhere")) == {"F5", "F8"}
    bare = replace(tiny_fleet(), resources=())
    assert failing(bare, fleet_plan(bare)) == {"F5"}
    unknown = tiny_fleet(bridge=RoadState.UNKNOWN)
    assert "F5" in failing(unknown, bus(fleet_plan(unknown), passes=()))


def test_slots_begin_at_minute_0() -> None:
    """A multiple of three before it is none."""
    assert "F6" in failing(tiny_fleet(), approach(fleet_plan(tiny_fleet()), passes=bridge_at(-3)))


@pytest.mark.parametrize(("since", "rules"), [(0, set()), (1, {"F8"})])
def test_who_stands_at_the_site_boards_when_available(since: int, rules: set[str]) -> None:
    """The van boards at 0."""
    kinds = tuple(replace(v, available_from=known(since)) if v.id == "van" else v for v in tiny_fleet().vehicles)
    day = tiny_fleet(vehicles=kinds)
    assert failing(day, fleet_plan(day)) == rules


@pytest.mark.parametrize(("opens", "rules"), [(77, set()), (78, {"F7"})])
def test_nobody_drives_back_before_the_hours_of_that_way(opens: int, rules: set[str]) -> None:
    """The van goes from bravo to charlie for its second trip, off at 77; charlie's corridor opens at 78."""
    day = tiny_fleet()
    corridor = day.corridors[1]
    assert corridor.window is not None
    later = replace(corridor, window=replace(corridor.window, opens=OPENS + timedelta(minutes=opens)))
    ford = replace(day.roads[0], id="ford")  # so that nothing of alpha's leads onto charlie's way
    day = replace(day, roads=(*day.roads, ford), corridors=(day.corridors[0], later))
    second = replace(VAN_DAY.trips[1], leg="charlie-bravo", boarded=singles("charlie-all", 20))
    crosswise = replace(
        VAN_DAY, trips=(VAN_DAY.trips[0], second), moves=(replace(VAN_DAY.moves[0], way="charlie-bravo"),)
    )
    assert VAN_DAY.moves[0].depart == 77
    left = (*singles("alpha-any", 40), *singles("charlie-all", 20))
    assert failing(day, replace(fleet_plan(day), days=(crosswise,), left_behind=left)) == rules


def test_strict_asks_nothing_of_known_roads() -> None:
    """Nothing leans."""
    assert failing(tiny_fleet(), fleet_plan(tiny_fleet()), strict=True) == set()


# --- reports of the day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("out", "rules"),
    [
        ("bus-1@14/16", {"F18"}),  # drives off at 15
        ("bus-1@15/36", set()),  # at its first and its last minute, and nothing between
        ("van-1@-", {"F0"}),
        ("van-1@137/139", {"F18"}),  # back at 138
        ("bus-1@65/67", {"F18"}),
    ],
)
def test_a_vehicle_that_is_out_does_nothing(out: str, rules: set[str]) -> None:
    """Its approach, its arrival and its boarding included."""
    day = told(tiny_fleet(), "vehicle.out", out)
    assert failing(day, fleet_plan(day)) == rules


def test_a_vehicle_that_is_out_does_not_begin_to_board() -> None:
    """The van waits at alpha from 138 on and boards two minutes later; it was out in between."""
    moved = van(fleet_plan(tiny_fleet()), 1, load_from=140, load_until=150, depart=150)
    assert failing(tiny_fleet(), moved) == set()
    assert failing(told(tiny_fleet(), "vehicle.out", "van-1@139/141"), moved) == {"F18"}


def test_a_vehicle_without_a_day_may_be_out() -> None:
    """Nothing to say of it."""
    day = told(tiny_fleet(), "vehicle.out", "van-1@5")
    plan = fleet_plan(day)
    alone = replace(plan, days=(BUS_DAY,), left_behind=singles("alpha-any", 60))
    assert failing(day, alone) == set()


def test_the_last_change_counts() -> None:
    """Of two."""
    day = told(convoyed(), "day.now", "21", "5")
    assert failing(day, planned(TRIPS[0])) == set()
