"""The worked case proved, and what holds for every small case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.certificate import Verdict
from safeconduct.model.errors import UnconfirmedError
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.plan.solve import solve
from tests.plan.cases import asked, checked, worked
from tests.tiny import known, profile, tiny, vehicle


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "needs", "persons"), [(501, 7, 458), (568, 7, 458), (800, 10, 457), (1000, 12, 455)]
)
def test_one_lane_is_solved_and_proved(people: int, needs: int, persons: int) -> None:
    """The same optima came from two other formulations (vehicles by name; enforced precedences)."""
    _, certificate = checked(worked(people), asked(people))
    first, second = certificate.levels[:2]
    assert (first.value, first.bound, second.value, second.bound) == (needs, needs, persons, persons)
    assert "open" not in (first.proof, second.proof)
    assert certificate.verdict is Verdict.SOME_LEFT


@pytest.mark.parametrize("people", [501, 568, 800, 1000])
def test_not_everyone_fits_one_lane(people: int) -> None:
    plan, certificate = checked(worked(people), asked(people, "all"))
    assert (plan, certificate.verdict) == (None, Verdict.SOME_LEFT)
    assert certificate.bound is not None
    assert certificate.bound.persons < people or certificate.exhaustive is not None


def test_same_work_gives_the_same_bytes() -> None:
    first, second = (solve(worked(200), asked(200, "all"), work=500) for _ in range(2))
    assert [codec.dump(x) for x in first if x is not None] == [codec.dump(x) for x in second if x is not None]


def test_a_closed_bridge_is_a_cut() -> None:
    plan, certificate = solve(tiny(bridge=RoadState.CLOSED), asked(10))
    assert (plan, certificate.verdict) == (None, Verdict.NOBODY)
    assert certificate.cut is not None
    assert [edge.road for edge in certificate.cut.edges] == ["bridge"]


def test_an_unknown_bridge_is_leant_on_or_refused() -> None:
    situation = tiny(bridge=RoadState.UNKNOWN)
    plan, _ = checked(situation, asked(10))
    assert plan is not None
    assert plan.leans_on == ("bridge",)
    with pytest.raises(UnconfirmedError):
        solve(situation, asked(10), strict=True)


def test_a_window_too_short_moves_nobody() -> None:
    plan, certificate = solve(tiny(hours=1), asked(10))
    assert (plan, certificate.verdict) == (None, Verdict.NOBODY)


def test_families_are_never_split() -> None:
    """One ride of seven seats: a family of five and two singles, or fewer; never part of a family."""
    situation = tiny(
        people=20,
        hours=2,
        vehicles=(vehicle("bus", 1, 7),),
        profiles=(profile("single", 0, 1), profile("five", 150, 5)),
    )
    plan, certificate = checked(situation, asked(20))
    assert plan is not None
    assert certificate.persons_out == 7


SMALL = st.fixed_dictionaries(
    {
        "people": st.integers(1, 40),
        "hours": st.integers(2, 6),
        "bays": st.integers(1, 2),
        "lanes": st.sampled_from([None, 1, 2]),
        "seconds": st.sampled_from([0, 60, 150]),
        "convoy_min": st.integers(1, 2),
        "headway": st.sampled_from([0, 10]),
        "standing": st.sampled_from([15, 60]),
        "capacity": st.sampled_from([None, 12]),
    }
)


def _small(values: dict[str, int], buses: int) -> Situation:
    return tiny(
        vehicles=(vehicle("bus", buses, 8), vehicle("van", 1, 3, 1, 1)),
        profiles=(
            profile("single", 100, 1),
            profile("four", 80, 4),
            profile("chair", 50, 1, 1),
            profile("bed", 30, 1, 0, 1),
        ),
        **values,  # type: ignore[arg-type]
    )


@settings(max_examples=25, deadline=None)
@given(values=SMALL, buses=st.integers(1, 2), objective=st.sampled_from(["most", "all"]))
def test_every_answer_survives_the_checker_and_its_bound(values: dict[str, int], buses: int, objective: str) -> None:
    _, certificate = checked(_small(values, buses), asked(values["people"], objective), work=300)
    assert certificate.bound is None or certificate.persons_out <= certificate.bound.persons
    for level in certificate.levels:
        assert (level.bound - level.value) * (1 if level.sense == "max" else -1) >= 0


@settings(max_examples=12, deadline=None)
@given(values=SMALL, more=st.sampled_from(["bus", "bay", "hour", "capacity"]))
def test_more_of_anything_never_moves_fewer_of_those_who_come_first(values: dict[str, int], more: str) -> None:
    """Compared level by level, only while both sides are proved: fewer persons may go once more needs do."""
    before = checked(_small(values, 1), asked(values["people"]), work=1500)[1]
    situation = _small({**values, "hours": values["hours"] + (more == "hour")}, 1 + (more == "bus"))
    if more == "bay":
        site = situation.sites[0]
        situation = replace(situation, sites=(replace(site, bays=known(site.bays.value + 1)),))
    if more == "capacity":
        situation = replace(situation, receptions=(replace(situation.receptions[0], capacity=None),))
    after = checked(situation, asked(values["people"]), work=1500)[1]
    for was, now in zip(before.levels[:2], after.levels[:2], strict=False):
        if "open" in (was.proof, now.proof):
            break
        assert now.value >= was.value
        if now.value > was.value:
            break


def test_counted_work_ends_at_its_limit_and_is_the_same_below_it() -> None:
    """With no time at all the constructed plan stands and nothing is searched; with a day of time, the work decides."""
    situation, scenario = worked(568), asked(568)
    plan, certificate = solve(situation, scenario, work=50, limit=0.0)
    assert plan is not None
    assert (plan.work.units, certificate.levels[1].proof) == (0, "open")
    assert solve(situation, scenario, work=50, limit=86400.0) == solve(situation, scenario, work=50)
