"""The tiny fleet's day as it is published: the hand-made plan, and a bound at prices that are easy to add up."""

from __future__ import annotations

from dataclasses import replace

from safeconduct import codec
from safeconduct.model.certificate import Level
from safeconduct.model.dossier import Check, Dossier
from safeconduct.model.fleet import FleetCertificate
from safeconduct.model.situation import Situation
from safeconduct.publish.fleet.answer import FleetAnswer
from safeconduct.publish.fleet.day import Day, day_of
from safeconduct.verify.fleet_certificate import HELPED
from safeconduct.verify.fleet_facts import fleet_facts
from tests.publish import sample
from tests.tiny_fleet import SCENARIO, fleet_plan, tiny_fleet
from tests.verify.test_fleet_bound import bound_of, price

SITUATION = tiny_fleet()
PLAN = fleet_plan(SITUATION)
#: Every person costs a whole person, so the bound is the 100 people there are.
PRICES = (price("people", "alpha-any", "walking"), price("people", "charlie-all", "walking"))


def level(name: str, value: int, bound: int) -> Level:
    """One level of "most"."""
    return Level(name=name, sense="max", value=value, bound=bound, proof="arithmetic")


def answered(situation: Situation = SITUATION, **reasons: str) -> FleetAnswer:
    """The plan with its certificate; ``reasons`` by group id, hyphens written as underscores."""
    plan = fleet_plan(situation)
    facts = fleet_facts(situation, SCENARIO)
    bound = bound_of(facts, PRICES)
    certificate = FleetCertificate(
        situation=codec.sha(situation),
        scenario=SCENARIO,
        plan=codec.sha(plan),
        people=100,
        persons_out=80,
        levels=(level("stretcher and wheelchair persons out", 0, 0), level("persons out", 80, bound.value)),
        bounds=(replace(bound, worth=HELPED, prices=(), days=(), parts=0, value=0), bound),
    )
    return FleetAnswer(
        plan=plan,
        certificate=certificate,
        checks=(Check(rule="F1 people", ok=True, found="80 of 100 aboard"),),
        reasons={name.replace("_", "-"): words for name, words in reasons.items()},
    )


def the_day() -> Day:
    """The day of the hand-made plan."""
    return day_of(SITUATION, PLAN)


def dossier(situation: Situation = SITUATION) -> Dossier:
    """The sample's reports and claims around the tiny fleet's situation."""
    return replace(sample.dossier(), situation=situation, answers=(), audits=(), decisives=())
