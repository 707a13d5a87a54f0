"""Who boards: households whole, planned ones first, those who need help before others, never above places or plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.run.tally import total
from safeconduct.stress.pool import Pool, fitting

MEMBERS = {"single": (1, 0, 0), "family": (4, 0, 0), "wheel": (1, 1, 0)}
SITES = {"g": "here", "north": "here", "south": "here"}


def test_planned_households_that_stayed_are_replaced_by_others_up_to_the_planned_persons() -> None:
    pool = Pool({"g": {"single": 10, "family": 1, "wheel": 0}}, MEMBERS, SITES)
    load = pool.take("here", ("g",), (("g", "family", 2),), (50, 0, 0))
    assert load == {("g", "family"): 1, ("g", "single"): 4}  # eight persons were planned
    assert pool.waiting["g"] == {"single": 6, "family": 0, "wheel": 0}


def test_who_needs_help_takes_a_free_place_before_others() -> None:
    pool = Pool({"g": {"single": 10, "family": 5, "wheel": 1}}, MEMBERS, SITES)
    load = pool.take("here", ("g",), (("g", "single", 3),), (3, 1, 0))
    assert load == {("g", "single"): 3}
    pool.put_back(load)
    pool.waiting["g"]["single"] = 0
    assert pool.take("here", ("g",), (("g", "single", 3),), (3, 1, 0)) == {("g", "wheel"): 1}


def test_a_family_that_does_not_fit_whole_waits() -> None:
    pool = Pool({"g": {"family": 3}}, MEMBERS, SITES)
    assert pool.take("here", ("g",), (("g", "family", 1),), (3, 0, 0)) == {}


def test_people_of_another_wish_do_not_board() -> None:
    pool = Pool({"north": {"single": 5}, "south": {"single": 5}}, MEMBERS, SITES)
    assert pool.take("here", ("north",), (("north", "single", 8),), (50, 0, 0)) == {("north", "single"): 5}


@given(
    st.fixed_dictionaries({name: st.integers(0, 12) for name in MEMBERS}),
    st.fixed_dictionaries({name: st.integers(0, 12) for name in MEMBERS}),
    st.tuples(st.integers(0, 20), st.integers(0, 4), st.integers(0, 2)),
)
def test_nobody_is_lost_or_seated_twice(
    waiting: dict[str, int], planned: dict[str, int], places: tuple[int, int, int]
) -> None:
    pool = Pool({"g": waiting}, MEMBERS, SITES)
    load = pool.take("here", ("g",), tuple(("g", name, n) for name, n in planned.items() if n), places)
    assert fitting(pool.persons(load), places)
    assert total(pool.persons(load)) <= sum(total(MEMBERS[name]) * n for name, n in planned.items())
    pool.put_back(load)
    assert pool.waiting["g"] == waiting


def test_who_has_crossed_boards_where_they_landed_and_counts_as_aboard_until_then() -> None:
    pool = Pool({"g": {"single": 6}}, MEMBERS, SITES)
    load = pool.take("here", ("g",), (("g", "single", 4),), (50, 0, 0))
    pool.set_down(load, "quay", "boat 1")
    assert (pool.waits("here", "g", "single"), pool.waits("quay", "g", "single")) == (2, 4)
    taken = pool.take("quay", ("g",), (("g", "single", 3),), (50, 0, 0))
    ((name, _),) = taken
    assert (list(taken.values()), pool.carrier[name]) == ([3], "boat 1")
    pool.put_back(taken)
    assert pool.waits("quay", "g", "single") == 4
    again = pool.take("quay", ("g",), (("g", "single", 4),), (50, 0, 0))
    pool.set_down(again, "quay")  # the bus came back: nobody counts as aboard any more
    assert pool.waits("quay", "g", "single") == 4
    assert not any(key in pool.carrier for key, _ in pool.take("quay", ("g",), (("g", "single", 4),), (50, 0, 0)))


def test_who_comes_home_is_no_guest() -> None:
    pool = Pool({"g": {"single": 6}}, MEMBERS, SITES)
    pool.set_down(pool.take("here", ("g",), (("g", "single", 6),), (50, 0, 0)), "here")
    assert pool.waiting == {"g": {"single": 6}}


def test_a_group_in_two_parts_takes_no_more_places_than_planned_for_it() -> None:
    pool = Pool({"north": {"single": 7}, "south": {"single": 5}}, MEMBERS, {"north": "there", "south": "here"})
    for carrier, people in (("boat 1", 2), ("boat 2", 5)):
        pool.set_down(pool.take("there", ("north",), (("north", "single", people),), (50, 0, 0)), "here", carrier)
    load = pool.take("here", ("north", "south"), (("north", "single", 3), ("south", "single", 2)), (50, 0, 0))
    assert sum(n for (name, _), n in load.items() if pool.group_of[name] == "north") == 3
    assert load["south", "single"] == 2
