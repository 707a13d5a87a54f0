"""The audit's requirements against arithmetic done by hand."""

from __future__ import annotations

from safeconduct.plan.audit import audit
from tests.tiny import tiny, vehicle


def test_one_shuttle_day_by_hand() -> None:
    """12 h = 720 min. Five trips drive 5 x 60 out and 4 x 70 to come back and unload: 140 min are left for boarding,
    at 40 s a person 210 people. A sixth trip would leave 10 min, 15 people. So 210 need one bus and 211 need two."""
    situation = tiny(people=210, seconds=0, vehicles=(vehicle("bus", 1, 50),))
    (first, _) = audit(situation, "bravo", (210,)).rows
    assert (first.buses, first.trips, first.proof) == (1, 5, "proved")
    (second, _) = audit(situation, "bravo", (211,)).rows
    assert (second.buses, second.proof) == (2, "proved")


def test_spares_are_a_share_rounded_up() -> None:
    (row, _) = audit(tiny(people=50), "bravo", (50,)).rows
    assert (row.buses, row.spares) == (1, 1)


def test_screening_seconds_turn_the_bound_round() -> None:
    """(720 - 60 - 1) min of lane time for 100 people: 395 s each in one lane, 790 s in two."""
    rows = audit(tiny(people=100, seconds=60), "bravo", (100,)).rows
    assert [(row.lanes, row.seconds_per_person) for row in rows] == [(1, 395), (2, 790)]


def test_one_wave_is_seats() -> None:
    assert audit(tiny(people=101), "bravo", (100, 101)).one_wave == ((100, 2), (101, 3))


def test_more_of_anything_never_carries_fewer_at_most() -> None:
    found = {(p.buses, p.lanes, p.hours): p for p in audit(tiny(people=400, seconds=60), "bravo", (400,)).frontier}
    for (buses, lanes, hours), point in found.items():
        assert point.persons <= point.bound
        for (b, n, h), other in found.items():
            if b >= buses and n >= lanes and h >= hours:
                assert other.bound >= point.bound


def test_where_nobody_is_screened_nothing_is_asked_of_screening() -> None:
    """One row a number of people, without lanes, and a frontier over buses and hours alone."""
    found = audit(tiny(people=100, lanes=None), "bravo", (50, 100))
    assert [(row.people, row.lanes, row.seconds_per_person) for row in found.rows] == [(50, 0, 0), (100, 0, 0)]
    assert {point.lanes for point in found.frontier} == {0}
    assert len({(point.buses, point.hours) for point in found.frontier}) == len(found.frontier)
