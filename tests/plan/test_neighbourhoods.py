"""Neighbourhoods: from a timetable that carries hardly anyone to the best one, without losing what is kept."""

from __future__ import annotations

from safeconduct.plan.instance import Instance, instance_of
from safeconduct.plan.neighbourhoods import polish
from safeconduct.plan.search import Effort, Found, SearchFailed, search
from safeconduct.plan.timetable import Timetable, worth
from tests.plan.cases import asked
from tests.tiny import profile, tiny, vehicle

PLENTY = Effort(units=2000)


def crowd() -> Instance:
    """Two buses of 10 and a van with two wheelchair spaces; three turns fit the day, far more people than seats."""
    situation = tiny(
        people=400,
        hours=6,
        out=60,
        back=40,
        near=10,
        seconds=6,
        vehicles=(vehicle("bus", 2, 10), vehicle("van", 1, 4, 2)),
        profiles=(profile("single", 900, 1), profile("couple", 50, 1, 1)),
    )
    return instance_of(situation, asked(400))


def polished(instance: Instance, start: Timetable, needs: int, efforts: int) -> tuple[Timetable, list[Found]]:
    """After at most so many searches."""
    booked: list[Found] = []
    failures: list[SearchFailed] = []

    def took(found: Found) -> Found:
        booked.append(found)
        return found

    best = polish(
        instance,
        "persons",
        start,
        value=lambda timetable: worth(instance, timetable).persons,
        keep={"needs": needs},
        effort=lambda most: Effort(units=most) if len(booked) < efforts else None,
        took=took,
        failed=failures.append,
    )
    assert failures == []
    return best, booked


def test_a_timetable_for_needs_alone_is_filled_to_the_proved_optimum() -> None:
    """Search for needs boards one walking person here and there; neighbourhoods reach what the whole search proves."""
    instance = crowd()
    needs = search(instance, "needs", PLENTY, keep={}, better_than=0)
    assert needs.timetable is not None
    most = worth(instance, needs.timetable).needs
    whole = search(instance, "persons", PLENTY, keep={"needs": most}, better_than=0, start=needs.timetable)
    assert whole.proved
    assert whole.timetable is not None
    optimum = worth(instance, whole.timetable).persons
    assert worth(instance, needs.timetable).persons < optimum
    best, booked = polished(instance, needs.timetable, most, efforts=50)
    assert worth(instance, best).persons == optimum
    assert worth(instance, best).needs >= most
    assert not any(found.proved or found.bound for found in booked)  # the end of a neighbourhood proves nothing


def test_it_stops_when_nothing_may_be_spent() -> None:
    """The timetable comes back as it was."""
    instance = crowd()
    start = search(instance, "needs", PLENTY, keep={}, better_than=0).timetable
    assert start is not None
    assert polished(instance, start, 0, efforts=0) == (start, [])
    assert polished(instance, (), 0, efforts=5) == ((), [])
