from safeconduct.model.claim import (
    ConflictKind,
    Hedge,
    OutcomeValue,
    PeopleValue,
    Population,
    Stance,
    TransportValue,
)
from safeconduct.read.magnitudes import counts_apart, outcomes_apart, transport_apart
from tests.read.claiming import made


def people(
    low: int | None,
    high: int | None,
    of: Population = Population.CIVILIANS,
    place: str | None = None,
    written: str = "9",
) -> PeopleValue:
    return PeopleValue(low=low, high=high, population=of, hedge=Hedge.EXACT, as_written=written, place=place)


def told(a: PeopleValue, b: PeopleValue, *, between: int = 0) -> str | None:
    left, right = made("c1", "a", Stance.ASSERTS, a, party="x"), made("c9", "b", Stance.ASSERTS, b, party="y")
    rows = [left, *(made(f"c{n + 2}", "z") for n in range(between)), right]
    return counts_apart(left, right, True, rows)


def test_ranges_that_do_not_meet() -> None:
    assert told(people(300, 350), people(1001, None))
    assert told(people(300, 350), people(340, 400)) is None
    assert told(people(None, 199), people(340, 380))


def test_different_populations_are_never_a_conflict() -> None:
    assert told(people(300, 300), people(900, 900, Population.COMBATANTS)) is None
    assert told(people(300, 300), people(900, 900, Population.CHILDREN)) is None
    assert told(people(300, 300), people(900, 900, Population.UNSTATED))


def test_different_places_and_kinds_of_persons_are_none_either() -> None:
    assert told(people(300, 300, place="mill"), people(900, 900, place="camp")) is None
    assert told(people(300, 300, written="300 patients"), people(900, 900, written="900 people")) is None


def test_far_apart_in_a_text_only_counts_of_one_place_are_compared() -> None:
    assert told(people(300, 300), people(900, 900), between=6) is None
    assert told(people(300, 300, place="mill"), people(900, 900, place="mill"), between=6)


def test_what_was_long_ago_is_no_count_of_today() -> None:
    left = made("c1", "300 people are there", Stance.ASSERTS, people(300, 300), party="x")
    right = made("c2", "900 people spent three weeks in a cellar", Stance.ASSERTS, people(900, 900), party="y")
    assert counts_apart(left, right, True, [left, right]) is None


def test_outcomes_of_two_speakers_contradict() -> None:
    some, none = OutcomeValue(people=30, as_written="w"), OutcomeValue(people=0, as_written="w")
    left, right = made("c1", "a", Stance.ASSERTS, some, party="x"), made("c2", "b", Stance.ASSERTS, none, party="y")
    found = outcomes_apart(left, right, True)
    assert found is not None
    assert found[0] is ConflictKind.CONTRADICTS
    assert outcomes_apart(left, made("c2", "b", Stance.ASSERTS, some, party="y"), True) is None


def test_each_number_of_vehicles_stands_against_the_first() -> None:
    rows = [
        made(f"c{n}", "w", Stance.OFFERS, TransportValue(what="buses", count=count, as_written="w"))
        for n, count in enumerate((4, 1, 2))
    ]
    assert [(a.id, b.id) for _, a, b, _ in transport_apart(rows)] == [("c0", "c1"), ("c0", "c2")]
