"""Households into trips: by hand, and never split, overfilled or misdirected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.plan import Households
from safeconduct.model.situation import Needs
from safeconduct.plan.fleet.households import NEEDS, Seats, Waiting, board_households

NOWHERE: frozenset[str] = frozenset()


def waiting(
    name: str, count: int, walking: int = 0, wheelchair: int = 0, stretcher: int = 0, **more: object
) -> Waiting:
    """Households at alpha that go anywhere, unless told otherwise."""
    members = Needs(walking=walking, wheelchair=wheelchair, stretcher=stretcher)
    given_ = {"site": "alpha", "receptions": NOWHERE, **more}
    return Waiting(group="g", profile=name, members=members, count=count, **given_)  # type: ignore[arg-type]


def seats(walking: int, wheelchair: int = 0, stretcher: int = 0, *, to: str = "bravo", arrive: int = 0) -> Seats:
    """A trip from alpha."""
    return Seats(
        site="alpha",
        reception=to,
        places=Needs(walking=walking, wheelchair=wheelchair, stretcher=stretcher),
        arrive=arrive,
    )


def aboard(name: str, count: int) -> Households:
    """So many households of a profile."""
    return Households(group="g", profile=name, count=count)


def test_who_may_go_anywhere_leaves_places_to_who_may_not() -> None:
    """One wheelchair space to bravo, first, and one to delta: who wishes for bravo gets it, the other one goes too."""
    trips = [seats(0, 1, to="bravo", arrive=10), seats(0, 1, to="delta", arrive=50)]
    everyone = [waiting("any", 1, 0, 1), waiting("wish", 1, 0, 1, receptions=frozenset({"bravo"}))]
    boarded, staying = board_households(everyone, trips, {})
    assert boarded == ((aboard("wish", 1),), (aboard("any", 1),))
    assert staying == ()


def test_a_family_of_four_waits_rather_than_parts() -> None:
    """Six seats: one family and two singles; the other family stays."""
    boarded, staying = board_households([waiting("single", 2, 1), waiting("family", 2, 4)], [seats(6)], {})
    assert boarded == ((aboard("family", 1), aboard("single", 2)),)
    assert staying == (aboard("family", 1),)


def test_help_comes_first() -> None:
    """One seat and one wheelchair space: the couple with a wheelchair, not the single."""
    boarded, staying = board_households([waiting("single", 1, 1), waiting("couple", 1, 1, 1)], [seats(1, 1)], {})
    assert boarded == ((aboard("couple", 1),),)
    assert staying == (aboard("single", 1),)


def test_the_earliest_trip_is_filled_first_and_the_wish_is_kept() -> None:
    """Who wishes for bravo never goes to delta; who goes anywhere takes what arrives first."""
    trips = [seats(2, to="bravo", arrive=50), seats(2, to="delta", arrive=10)]
    everyone = [waiting("any", 1, 1), waiting("wish", 3, 1, receptions=frozenset({"bravo"}))]
    boarded, staying = board_households(everyone, trips, {})
    assert boarded == ((aboard("wish", 2),), (aboard("any", 1),))
    assert staying == (aboard("wish", 1),)


def test_a_reception_takes_what_it_takes() -> None:
    """Five places for families of two: two families."""
    boarded, _ = board_households([waiting("pair", 4, 2)], [seats(50)], {"bravo": 5})
    assert boarded == ((aboard("pair", 2),),)


@given(
    counts=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)), max_size=4),
    places=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=4),
    room=st.integers(0, 20),
)
def test_nothing_is_lost_or_overfilled(
    counts: list[tuple[int, int, int, int]], places: list[tuple[int, int, int, bool]], room: int
) -> None:
    """Every household boards or stays; places and reception hold."""
    everyone = [waiting(f"p{i}", n, w, c, s) for i, (n, w, c, s) in enumerate(counts) if w + c + s]
    trips = [seats(w, c, s, to="bravo" if here else "delta") for w, c, s, here in places]
    boarded, staying = board_households(everyone, trips, {"bravo": room})
    members = {p.profile: p.members for p in everyone}
    for p in everyone:
        entries = [e for group in (*boarded, staying) for e in group if e.profile == p.profile]
        assert sum(e.count for e in entries) == p.count
    at_bravo = 0
    for trip, entries_aboard in zip(trips, boarded, strict=True):
        total = Needs()
        for entry in entries_aboard:
            total = total.plus(members[entry.profile].times(entry.count))
        assert all(getattr(total, need) <= getattr(trip.places, need) for need in NEEDS)
        at_bravo += total.total if trip.reception == "bravo" else 0
    assert at_bravo <= room
