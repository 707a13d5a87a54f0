"""A dossier to check by eye: two parties, nested and unattributed claims, a count of combatants, a conflict.

The texts are ours; North, South, Alpha, Bravo and the river Anduin do not exist.
"""

from __future__ import annotations

from dataclasses import replace

from safeconduct import codec
from safeconduct.model.certificate import (
    Audit,
    AuditRow,
    Bound,
    BoundTerm,
    Certificate,
    Cut,
    CutEdge,
    Decisive,
    FrontierPoint,
    Level,
    Remedy,
    Verdict,
)
from safeconduct.model.claim import (
    Claim,
    Conflict,
    ConflictKind,
    Decision,
    Kind,
)
from safeconduct.model.corridor import Corridor, Position
from safeconduct.model.dossier import Answer, Check, Dossier
from safeconduct.model.known import Basis, Estimate
from safeconduct.model.place import Mode
from safeconduct.model.plan import Convoy, Households, Plan, Return, Scenario, Trip, Work
from safeconduct.model.situation import Situation
from tests.publish.sample_claims import (
    BRIDGE,
    CLAIMS,
    COMBATANT_TEXT,
    COMBATANTS,
    COUNT,
    DENIAL,
    FOOD,
    ON_FOOT,
    OPENS,
    REFUSAL,
    REPORT,
    REQUEST,
    TEXT,
    WINDOW,
    bridge,
    claim,
    people,
    report,
    span,
)
from tests.tiny import tiny

__all__ = [
    "BRIDGE",
    "CLAIMS",
    "COMBATANTS",
    "COMBATANT_TEXT",
    "COUNT",
    "DENIAL",
    "FOOD",
    "ON_FOOT",
    "OPENS",
    "REFUSAL",
    "REPORT",
    "REQUEST",
    "TEXT",
    "WINDOW",
    "answers",
    "bridge",
    "claim",
    "dossier",
    "draft",
    "people",
    "plan",
    "report",
    "situation",
    "span",
]


def situation(accepted: bool = False) -> Situation:
    """The tiny situation with the claims of the report behind it, and a second direction that is cut."""
    base = tiny(people=100, accepted_by_south=accepted)
    group = replace(
        base.sites[0].groups[0], people=Estimate(low=100, likely=100, high=120, basis=Basis(claims=(COUNT.id,)))
    )
    site = replace(base.sites[0], groups=(group,), endurance=replace(base.sites[0].endurance, said=(FOOD.id,)))
    offered = replace(
        base.corridors[0],
        window_basis=Basis(claims=(WINDOW.id,)),
        positions=(Position(party="north", offered=(WINDOW.id,)), *base.corridors[0].positions[1:]),
    )
    asked = Corridor(
        id="charlie",
        site="alpha",
        reception="charlie",
        mode=Mode.BUS,
        window=None,
        window_basis=None,
        positions=(
            Position(party="north", refused=(REFUSAL.id,)),
            Position(party="south", requested=(REQUEST.id,), relayed_by=(REFUSAL.id,)),
        ),
        touching=("north", "south"),
        controlled_by="south",
    )
    charlie = replace(base.receptions[0], id="charlie", name="Charlie", controlled_by="south")
    return replace(
        base,
        sites=(site,),
        receptions=(*base.receptions, charlie),
        corridors=(offered, asked),
        withheld_claims=1,
    )


def plan(of: Situation) -> Plan:
    """Two buses, one convoy, everyone out."""
    return Plan(
        situation=codec.sha(of),
        scenario=Scenario(corridor="bravo", people=100, objective="all"),
        status="capacity study",
        convoys=(Convoy(number=1, depart=34, reach=44, screen_from=44, screen_until=50, arrive=100),),
        trips=tuple(
            Trip(
                vehicle=f"bus-{n}",
                convoy=1,
                bay=n - 1,
                load_from=0,
                load_until=34,
                boarded=(Households(group="alpha-any", profile="single", count=50),),
            )
            for n in (1, 2)
        ),
        returns=(Return(vehicle="bus-1", depart=120, arrive=170),),
        left_behind=(),
        leans_on=(),
        work=Work(engine="by hand", version="1", units=0),
    )


def answers(of: Situation) -> tuple[Answer, ...]:
    """Everyone, not everyone, nobody: one answer of each verdict."""
    timetable = plan(of)
    terms = (
        BoundTerm(resource="people", persons=100, inputs=(("people", 100),), formula="people"),
        BoundTerm(resource="screening", persons=590, inputs=(("lanes", 1), ("s", 60)), formula="590*60*lanes//s"),
        BoundTerm(resource="fleet", persons=300, inputs=(("buses", 2), ("trips", 3)), formula="buses*trips*50"),
    )
    first = Certificate(
        situation=codec.sha(of),
        scenario=timetable.scenario,
        plan=codec.sha(timetable),
        verdict=Verdict.ALL_OUT,
        persons_out=100,
        levels=(
            Level(name="last arrival", sense="min", value=100, bound=100, proof="arithmetic"),
            Level(name="sum of arrivals", sense="min", value=10_000, bound=9_400, proof="arithmetic"),
            Level(name="vehicles", sense="min", value=2, bound=2, proof="search"),
        ),
        bound=Bound(persons=100, binding="people", terms=terms),
        cut=None,
        exhaustive=None,
    )
    some = replace(
        first,
        scenario=Scenario(corridor="bravo", people=400, objective="most"),
        plan=None,
        verdict=Verdict.SOME_LEFT,
        persons_out=300,
        bound=Bound(persons=300, binding="fleet", terms=(replace(terms[0], persons=400), *terms[1:])),
    )
    edge = CutEdge(
        road="bridge",
        name="Old Bridge",
        state="closed",
        since="2022-06-13",
        claims=(BRIDGE.id,),
        disputed_by=(DENIAL.id, ON_FOOT.id),
    )
    nobody = Certificate(
        situation=codec.sha(of),
        scenario=Scenario(corridor="charlie", people=100, objective="most"),
        plan=None,
        verdict=Verdict.NOBODY,
        persons_out=0,
        levels=(),
        bound=None,
        cut=Cut(
            mode="bus",
            site="alpha",
            reception="charlie",
            near=("alpha",),
            edges=(edge,),
            statement=f"No vehicle route from Alpha to Charlie if claim {BRIDGE.id} on the Old Bridge holds.",
        ),
        exhaustive=None,
    )
    checks = (
        Check(rule="1 people", ok=True, found="100 people in 100 households"),
        Check(rule="7 window", ok=True, found="last arrival at minute 100 of 720"),
    )
    remedy = Remedy(id="bus", change="one more bus", before=300, after=400, after_bound=400, all_out=True)
    return (
        Answer(plan=timetable, certificate=first, checks=checks, remedies=()),
        Answer(plan=None, certificate=some, checks=checks[:1], remedies=(remedy,)),
        Answer(plan=None, certificate=nobody, checks=(), remedies=()),
    )


def dossier() -> Dossier:
    """The whole sample."""
    of = situation()
    return Dossier(
        reports=(REPORT,),
        claims=CLAIMS,
        conflicts=(
            Conflict(kind=ConflictKind.DENIES, left=BRIDGE.id, right=DENIAL.id, about="the Old Bridge"),
            Conflict(kind=ConflictKind.DIFFERENT_MAGNITUDE, left=COUNT.id, right=COMBATANTS.id, about=COMBATANT_TEXT),
        ),
        decisions=(
            Decision(
                report="wire",
                quote="a corridor to Bravo will be open",
                slot=Kind.WINDOW,
                verdict="confirm",
                by="access officer",
                at=OPENS,
                why="Read in the statement.",
            ),
            Decision(
                report="wire",
                quote="civilians are in Alpha",
                slot=Kind.PEOPLE,
                verdict="confirm",
                by="access officer",
                at=OPENS,
                why="Named source.",
            ),
            Decision(
                report="wire",
                quote="fighters may be in Alpha",
                slot=Kind.PEOPLE,
                verdict="reject",
                by="access officer",
                at=OPENS,
                why="About fighters; 2,500 is not for a plan.",
            ),
        ),
        situation=of,
        answers=answers(of),
        audits=(
            Audit(
                corridor="bravo",
                rows=(
                    AuditRow(people=100, buses=2, trips=1, spares=1, seconds_per_person=300, lanes=1, proof="proved"),
                    AuditRow(people=400, buses=3, trips=3, spares=1, seconds_per_person=80, lanes=1, proof="found"),
                ),
                frontier=tuple(
                    FrontierPoint(buses=b, lanes=n, hours=12, persons=150 * b, bound=150 * b + (10 if n > 1 else 0))
                    for b in (1, 2, 3)
                    for n in (1, 2)
                ),
                one_wave=((100, 2), (400, 8)),
            ),
        ),
        decisives=(
            Decisive(
                subject=BRIDGE.id,
                what="the Old Bridge is destroyed",
                flipped="the Old Bridge is open",
                corridor="charlie",
                before="nobody can be moved",
                after="100 of 100 people",
                score=900,
                question="Who has seen the Old Bridge since 13 June?",
                ask="South",
            ),
            Decisive(
                subject=COMBATANTS.id,
                what=COMBATANT_TEXT,
                flipped="none",
                corridor="bravo",
                before="x",
                after="y",
                score=1,
                question="q",
                ask="North",
            ),
        ),
        draft=False,
    )


def draft(text: str = TEXT, claims: tuple[Claim, ...] = CLAIMS) -> Dossier:
    """What ``try`` makes: the report and its claims, nothing confirmed."""
    source = report(text) if text != TEXT else REPORT
    return Dossier(
        reports=(source,),
        claims=claims,
        conflicts=(Conflict(kind=ConflictKind.DENIES, left=BRIDGE.id, right=DENIAL.id, about="the Old Bridge"),),
        decisions=(),
        situation=None,
        answers=(),
        audits=(),
        decisives=(),
        draft=True,
    )
