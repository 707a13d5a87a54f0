"""Every prior changes days: put to an extreme, alone, on a day on which nothing else happens; and each says where it
comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeconduct.model.errors import InputError
from safeconduct.run.account import balance
from safeconduct.stress.batch import TOGETHER
from safeconduct.stress.course import play
from safeconduct.stress.hours import Course
from safeconduct.stress.priors import NAMES, read_priors, standard
from safeconduct.stress.programme import Programme, Station, Towards
from safeconduct.stress.shapes import Fixed, Rate, Shape
from tests.stress.programmes import LUCK, STILL, priors, shuttle

GATE = Station(id="gate", lanes=1, minutes=0.0, seconds=30, screens=True)


def day(*, agreed: bool = True, towards: Towards = "unknown", hours: float = 12.0) -> Programme:
    """Two rounds of one bus for 100, through a gate, over a bridge; the road there is of unknown state."""
    made = shuttle(
        station=GATE, agreed=agreed, hours=hours, unknown=frozenset({"road"}), crossings=frozenset({"bridge"})
    )
    return replace(made, corridors={"corridor": replace(made.corridors["corridor"], towards=towards)})


def out(course: Course) -> int:
    return balance(course.diary.state).arrived.total


#: The second round is called at 184 and needs 70 minutes: too late for a close at 240, said at 180 to be at 300.
EXTENDED: dict[str, float | Shape] = {"window.extended": 1.0, "window.extended.by": 60.0, "driving": 1.2}
#: By prior: the day, the value of the prior alone or of it and what it leads to, and what is to be seen. On the still
#: day 100 are out, in two runs, at 95 and 255.
Case = tuple[Programme, dict[str, float | Shape], Callable[[Course], bool]]
CASES: dict[str, Case] = {
    "turnout.agreed": (day(), {"turnout.agreed": 0.0}, lambda c: out(c) == 0),
    "turnout.announced": (day(agreed=False), {"turnout.announced": 0.5}, lambda c: out(c) == 50),
    "turnout.direction.same": (day(towards="same"), {"turnout.direction.same": 0.5}, lambda c: out(c) == 50),
    "turnout.direction.other": (day(towards="other"), {"turnout.direction.other": 0.0}, lambda c: out(c) == 0),
    "turnout.direction.unknown": (day(), {"turnout.direction.unknown": 0.5}, lambda c: out(c) == 50),
    "crowd": (day(), {"crowd": 3.0}, lambda c: balance(c.diary.state).known.total == 300),
    "start.late.agreed": (day(), {"start.late.agreed": 200.0}, lambda c: c.arrivals[0][0] == 295.0),
    "start.late.announced": (day(agreed=False), {"start.late.announced": 200.0}, lambda c: c.arrivals[0][0] == 295.0),
    "window.withdrawn.agreed": (day(), {"window.withdrawn.agreed": 1.0}, lambda c: out(c) == 0),
    "window.withdrawn.announced": (day(agreed=False), {"window.withdrawn.announced": 1.0}, lambda c: out(c) == 0),
    "window.cut": (day(), {"window.cut": 1.0, "window.cut.at": 0.25}, lambda c: out(c) == 50),
    "window.cut.at": (day(), {"window.cut": 1.0, "window.cut.at": 0.0}, lambda c: out(c) == 0),
    "window.extended": (day(hours=4), EXTENDED, lambda c: out(c) == 100),
    "window.extended.by": (day(hours=4), EXTENDED, lambda c: out(c) == 100),
    "pause": (day(), {"pause": 5 / 60, "pause.minutes": 100.0}, lambda c: len(c.diary.state.stops) > 1),
    "pause.minutes": (day(), {"pause": 1.0, "pause.minutes": 30.0}, lambda c: c.arrivals[0][0] > 95.0),
    "screening": (day(), {"screening": 3.0}, lambda c: c.arrivals[0][0] == 145.0),
    "screening.run": (day(), {"screening.run": 3.0}, lambda c: c.arrivals[0][0] == 145.0),
    "screening.refused.agreed": (day(), {"screening.refused.agreed": 1.0}, lambda c: "refused" in c.lost_runs),
    "screening.refused.announced": (
        day(agreed=False),
        {"screening.refused.announced": 1.0},
        lambda c: "refused" in c.lost_runs,
    ),
    "detention": (
        day(),
        {"detention": 1.0, "detention.share": 1.0},
        lambda c: balance(c.diary.state).detained.total == 100,
    ),
    "detention.share": (
        day(),
        {"detention": 1.0, "detention.share": 0.5},
        lambda c: 0 < balance(c.diary.state).detained.total < 100,
    ),
    "loading": (day(), {"loading": 4.0}, lambda c: c.arrivals[0][0] == 125.0),
    "driving": (day(), {"driving": 2.0}, lambda c: c.arrivals[0][0] == 155.0),
    "driving.run": (day(), {"driving.run": 2.0}, lambda c: c.arrivals[0][0] == 155.0),
    "weather": (day(), {"weather": 1.0}, lambda c: c.arrivals[0][0] == 14.0 + 42 + 25 + 42),
    # at minute 252 the second run has three minutes to go
    "night": (day(hours=4.2), {"night": 5.0}, lambda c: c.arrivals[-1][0] == 267.0),
    "breakdown": (day(), {"breakdown": 0.5, "breakdown.recovery": 0.0}, lambda c: c.lost_runs == {"vehicle": 1}),
    "breakdown.recovery": (
        day(),
        {"breakdown": 0.5, "breakdown.recovery": 70.0},
        lambda c: c.arrivals[0][0] == 165.0,
    ),
    "driver.absent": (day(), {"driver.absent": 1.0}, lambda c: c.lost_runs == {"vehicle": 2}),
    "road.unknown": (day(), {"road.unknown": 1.0}, lambda c: "road" in c.lost_runs and out(c) == 0),
    "crossing.lost": (day(), {"crossing.lost": Fixed(value=1.5)}, lambda c: out(c) == 50),
}


def test_there_is_a_case_for_each() -> None:
    assert sorted(CASES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_at_an_extreme_it_is_seen(name: str) -> None:
    programme, values, seen = CASES[name]
    changed = {key.replace(".", "__"): value for key, value in values.items()}
    assert seen(play(programme, priors(**changed), LUCK))
    others = {key: value for key, value in changed.items() if key != name.replace(".", "__")}
    assert not seen(play(programme, priors(**others), LUCK)), "it is this prior that does it"


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_unit_a_default_a_neutral_value_and_a_source(name: str) -> None:
    prior = standard().by_name[name]
    assert prior.unit
    assert len(prior.says) > 20
    assert prior.source.startswith("judgement") or "20" in prior.source
    still = standard().without(name).by_name[name].shape
    assert still == (Rate(per_hour=0.0) if isinstance(prior.shape, Rate) else Fixed(value=prior.neutral))


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_one_names_its_field(name: str) -> None:
    lines = standard_text().splitlines()
    at = lines.index(f"[{name}]")
    unit = next(n for n in range(at, len(lines)) if lines[n].startswith("unit"))
    with pytest.raises(InputError) as refused:
        read_priors("\n".join([*lines[:unit], *lines[unit + 1 :]]), "mine.toml")
    assert refused.value.field == f"{name}.unit"


def standard_text() -> str:
    from importlib.resources import files

    return files("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8")


def test_every_prior_can_be_taken_out_by_what_a_report_calls_it() -> None:
    """All but what only says how a thing goes that another prior makes happen."""
    led_to = {"window.cut.at", "window.extended", "window.extended.by", "pause.minutes", "detention.share"}
    named = {name for names in TOGETHER.values() for name in names}
    assert set(NAMES) - named == led_to | {"breakdown.recovery"}


def test_trust_in_a_side_is_the_same_for_all_sites_of_a_day() -> None:
    """Two sites, one prior for the day: both have the same share, however it falls."""
    from safeconduct.stress.fortune import fortune_of
    from safeconduct.stress.luck import Luck
    from safeconduct.stress.programme import People
    from safeconduct.stress.shapes import Uniform

    one = day(towards="other")
    programme = replace(
        one,
        people=(*one.people, People(group="beside", site="site", households={"one": 100})),
        runs=tuple(replace(run, groups=("all", "beside")) for run in one.runs),
    )
    shares = set()
    for index in range(20):
        come = fortune_of(programme, priors(turnout__direction__other=Uniform(low=0.0, high=1.0)), Luck(0, index)).come
        assert abs(come["all"]["one"] - come["beside"]["one"]) <= 1
        shares.add(come["all"]["one"])
    assert len(shares) > 10


def test_a_still_day_is_still() -> None:
    assert [at for at, _ in play(day(), STILL, LUCK).arrivals] == [95.0, 255.0]
