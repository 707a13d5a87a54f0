"""Rules 2, 9 and 10."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.verify.facts import facts_of
from safeconduct.verify.places import check_places, check_reception, check_start
from tests.tiny import known, tiny
from tests.verify.mutations.people import one_above_wheelchairs
from tests.verify.timetables import busy, timetable


def test_a_free_seat_is_not_a_wheelchair_space() -> None:
    situation = busy()
    plan = timetable(situation)
    assert check_places(facts_of(situation, "bravo"), plan).ok
    changed = one_above_wheelchairs(situation, plan)
    assert changed is not None
    check = check_places(facts_of(changed[0], "bravo"), plan)
    assert check.found == "van-1 in convoy 1 carries 4 wheelchair persons on 3 places"


def test_only_used_vehicles_must_stand_at_the_site() -> None:
    situation = tiny(people=40)
    plan = timetable(situation)
    bus = situation.vehicles[0]
    idle = replace(bus, id="idle", start=known("bravo"))
    assert check_start(facts_of(replace(situation, vehicles=(bus, idle)), "bravo"), plan).ok
    moved = replace(bus, start=known("bravo"))
    check = check_start(facts_of(replace(situation, vehicles=(moved,)), "bravo"), plan)
    assert check.found == "bus-1 stands at bravo when the window opens, it cannot board at alpha"


def test_a_reception_is_filled_to_the_last_place_and_no_further() -> None:
    plan = timetable(tiny(people=80))
    assert check_reception(facts_of(tiny(capacity=80), "bravo"), plan).ok
    assert check_reception(facts_of(tiny(), "bravo"), plan).ok
    check = check_reception(facts_of(tiny(capacity=79), "bravo"), plan)
    assert check.found == "80 persons arrive at bravo, it takes 79"
