"""Documents come back as they were written: by properties, and one of every kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import codec
from safeconduct.model.certificate import Audit, AuditRow, Bound, BoundTerm, Certificate, Level, Remedy, Verdict
from safeconduct.model.claim import (
    Claim,
    Decision,
    Hedge,
    Kind,
    Origin,
    PeopleValue,
    Population,
    RoadValue,
    Stance,
    Value,
    WindowValue,
)
from safeconduct.model.place import Point, RoadState
from safeconduct.model.plan import Convoy, Households, Plan, Return, Scenario, Trip, Work
from safeconduct.model.report import Span
from safeconduct.model.situation import Situation
from safeconduct.model.times import Window
from tests.tiny import tiny

WORDS = st.text(min_size=1, max_size=12).filter(str.strip)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)
COUNTS = st.integers(min_value=0, max_value=100_000)
INSTANTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds and adds the zone itself


@st.composite
def spans(draw: st.DrawFn, report: str) -> Span:
    """Some span of a report."""
    quote, start = draw(WORDS), draw(COUNTS)
    return Span(report=report, start=start, end=start + len(quote), quote=quote)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Any window of up to two days."""
    opens = draw(INSTANTS)
    length = draw(st.integers(min_value=1, max_value=2 * 24 * 3600))
    return Window(opens=opens, closes=opens + timedelta(seconds=length), zone=draw(WORDS), as_written=draw(WORDS))


@st.composite
def people_values(draw: st.DrawFn) -> PeopleValue:
    """A count with either bound open."""
    bounds = sorted(draw(st.tuples(COUNTS, COUNTS)))
    low, high = draw(st.sampled_from([(bounds[0], bounds[1]), (bounds[0], None), (None, bounds[1]), (None, None)]))
    return PeopleValue(
        low=low,
        high=high,
        population=draw(st.sampled_from(Population)),
        hedge=draw(st.sampled_from(Hedge)),
        as_written=draw(WORDS),
        place=draw(st.none() | IDS),
    )


def values() -> st.SearchStrategy[Value]:
    """Values of three slots: the union is told apart by its slot."""
    window = st.builds(
        WindowValue,
        opens=st.none() | INSTANTS,
        closes=st.none() | INSTANTS,
        zone=st.none() | WORDS,
        as_written=WORDS,
        flags=st.tuples() | st.tuples(WORDS),
    )
    road = st.builds(
        RoadValue,
        element=st.sampled_from(["bridge", "road", "crossing", "ferry", "rail"]),
        state=st.sampled_from(["destroyed", "damaged", "closed", "open", "foot only", "difficult", "unknown"]),
        scope=st.sampled_from(["all", "only", "some", "n of m", "named"]),
        names=st.tuples() | st.tuples(WORDS),
        over=st.none() | WORDS,
        links=st.tuples(IDS, IDS),
        as_written=WORDS,
    )
    return people_values() | window | road


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim of one report."""
    report = draw(IDS)
    some = st.lists(spans(report), max_size=2).map(tuple)
    return Claim(
        id=draw(IDS),
        report=report,
        kind=draw(st.sampled_from(Kind)),
        stance=draw(st.sampled_from(Stance)),
        hedge=draw(st.sampled_from(Hedge)),
        origin=draw(st.sampled_from(Origin)),
        speaker=draw(some),
        cue=draw(some),
        content=draw(st.lists(spans(report), min_size=1, max_size=3).map(tuple)),
        party=draw(st.none() | IDS),
        suggested_party=draw(st.none() | IDS),
        relayed_by=draw(st.none() | IDS),
        values=draw(st.lists(values(), max_size=3).map(tuple)),
        places=draw(st.lists(IDS, max_size=2).map(tuple)),
        flags=draw(st.lists(WORDS, max_size=2).map(tuple)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan that is well formed; whether it obeys the rules of the road is the checker's business."""
    minute = st.integers(min_value=0, max_value=1440)
    boarded = st.builds(Households, group=IDS, profile=IDS, count=st.integers(min_value=1, max_value=500))
    some = st.lists(boarded, max_size=3).map(tuple)
    trip = st.builds(Trip, vehicle=IDS, convoy=minute, bay=minute, load_from=minute, load_until=minute, boarded=some)
    convoy = st.builds(
        Convoy, number=minute, depart=minute, reach=minute, screen_from=minute, screen_until=minute, arrive=minute
    )
    return Plan(
        situation="0" * 64,
        scenario=Scenario(
            corridor=draw(IDS),
            people=draw(st.integers(min_value=1, max_value=5000)),
            objective=draw(st.sampled_from(["all", "most"])),
        ),
        status=draw(st.sampled_from(["capacity study", "order"])),
        convoys=draw(st.lists(convoy, max_size=3).map(tuple)),
        trips=draw(st.lists(trip, max_size=3).map(tuple)),
        returns=draw(st.lists(st.builds(Return, vehicle=IDS, depart=minute, arrive=minute), max_size=2).map(tuple)),
        left_behind=draw(some),
        leans_on=draw(st.lists(IDS, max_size=2).map(tuple)),
        work=Work(engine=draw(WORDS), version=draw(WORDS), units=draw(COUNTS)),
    )


@given(claims())
def test_claims_come_back(claim: Claim) -> None:
    """Claim to bytes to claim."""
    assert codec.load(Claim, codec.dump(claim)) == claim


@given(plans())
def test_plans_come_back(plan: Plan) -> None:
    """Plan to bytes to plan."""
    assert codec.load(Plan, codec.dump(plan)) == plan


@given(windows())
def test_windows_come_back(window: Window) -> None:
    """Instants keep their second, their zone name and their words."""
    assert codec.from_plain(Window, codec.to_plain(window)) == window


@given(st.builds(Point, lon=st.floats(-180, 180), lat=st.floats(-90, 90)))
def test_points_come_back(point: Point) -> None:
    """Coordinates keep every bit."""
    assert codec.from_plain(Point, codec.to_plain(point)) == point


@given(
    st.builds(
        Decision,
        report=IDS,
        quote=WORDS,
        slot=st.sampled_from(Kind),
        verdict=st.sampled_from(["confirm", "reject"]),
        by=WORDS,
        at=INSTANTS,
        why=WORDS,
        speaker=st.none() | IDS,
    )
)
def test_decisions_come_back(decision: Decision) -> None:
    """Decision to bytes to decision."""
    assert codec.load(Decision, codec.dump(decision)) == decision


@pytest.mark.parametrize("bridge", list(RoadState))
@pytest.mark.parametrize("capacity", [None, 0, 250])
@pytest.mark.parametrize("lanes", [None, 2])
def test_situations_come_back(bridge: RoadState, capacity: int | None, lanes: int | None) -> None:
    """Situation to bytes to situation, with every road state and with what may be missing missing."""
    situation = tiny(bridge=bridge, capacity=capacity, lanes=lanes)
    assert codec.load(Situation, codec.dump(situation)) == situation


def test_certificates_remedies_and_audits_come_back() -> None:
    """The proofs too, with their integer inputs in order."""
    term = BoundTerm(resource="screening", persons=582, inputs=(("h", 690), ("s", 60)), formula="h * 60 // s")
    certificate = Certificate(
        situation="0" * 64,
        scenario=Scenario(corridor="svatove", people=568, objective="all"),
        plan=None,
        verdict=Verdict.SOME_LEFT,
        persons_out=560,
        levels=(Level(name="persons", sense="max", value=560, bound=568, proof="open"),),
        bound=Bound(persons=568, binding="people", terms=(term,)),
        cut=None,
        exhaustive=None,
    )
    remedy = Remedy(id="bus", change="one more bus", before=560, after=568, after_bound=568, all_out=True)
    row = AuditRow(people=568, buses=5, trips=3, spares=1, seconds_per_person=60, lanes=1, proof="proved")
    audit = Audit(corridor="svatove", rows=(row,), frontier=(), one_wave=((568, 13),))
    for value in (certificate, remedy, audit):
        assert codec.load(type(value), codec.dump(value)) == value
