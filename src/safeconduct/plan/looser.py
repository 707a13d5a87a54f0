"""Plans with something in hand: made as if less were there, valid for what is there.

A plan that fills the last minute and the last vehicle is the best on paper, and the first to lose a round when a bus is
late. Each candidate is planned with earlier last arrivals, vehicles kept in reserve or shorter convoys; every rule it
keeps then, it keeps in the real situation as well. Which of them holds best is for simulated days to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safeconduct import codec
from safeconduct.model.certificate import Certificate, Level, Verdict
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Needs, Situation
from safeconduct.plan import variants
from safeconduct.plan.bound import arithmetic_bound
from safeconduct.plan.instance import instance_of
from safeconduct.plan.levels import LEVELS, NAMES, arithmetic_of, value_of
from safeconduct.plan.solve import solve
from safeconduct.plan.timetable import Worth

#: Minutes kept free before the last allowed arrival.
SLACK = (30, 60, 120)
#: Part of the vehicles kept in reserve: the spare share UNHCR advises (10 to 20 %), rounded up to whole vehicles.
RESERVE = 10
#: Deterministic work per candidate, in units of ``plan.search``.
WORK = 300


def tighter(situation: Situation) -> Iterator[tuple[str, Situation]]:
    """The situation with less in it: (what a plan made there has in hand, the situation)."""
    for minutes in SLACK:
        yield f"{minutes} minutes in hand", with_slack(situation, minutes)
    main = variants.main_class(situation)
    number = main.count.value
    reserve = -(-number * RESERVE // 100)
    if number > reserve:
        words = f"{reserve} {main.name} in reserve" if reserve == 1 else f"{reserve} of {number} {main.name} in reserve"
        yield words, variants.with_buses(situation, number - reserve)


def with_slack(situation: Situation, minutes: int) -> Situation:
    """Every last arrival so many minutes earlier: both margins are longer, the hours are what they are."""
    rules = situation.rules
    longer = replace(
        rules,
        window_margin_minutes=variants.supposed(rules.window_margin_minutes.value + minutes),
        sunset_margin_minutes=variants.supposed(rules.sunset_margin_minutes.value + minutes),
    )
    return variants.marked(replace(situation, rules=longer))


def looser_plans(situation: Situation, plan: Plan) -> Iterator[tuple[str, Plan]]:
    """Other plans of the same scenario with something in hand, each once: (what it has in hand, the plan).

    A change under which the scenario has no plan (``all`` asks for everyone) gives none.
    """
    seen = {plan.trips}
    for words, changed in (*tighter(situation), *_shorter_convoys(situation)):
        found, _ = solve(changed, plan.scenario, work=WORK)
        if found is not None and found.trips and found.trips not in seen:
            seen.add(found.trips)
            yield words, replace(found, situation=plan.situation, status=plan.status, leans_on=plan.leans_on)


def _shorter_convoys(situation: Situation) -> Iterator[tuple[str, Situation]]:
    """What holds up one vehicle holds up its whole convoy: fewer in each, as long as the rules allow."""
    rules = situation.rules
    half = max(rules.convoy_min.value, rules.convoy_max.value // 2, 1)
    if half < rules.convoy_max.value:
        shorter = replace(rules, convoy_max=variants.supposed(half))
        yield f"convoys of at most {half}", variants.marked(replace(situation, rules=shorter))


def stated(situation: Situation, plan: Plan) -> Certificate:
    """What arithmetic proves of a plan that is there already; every level is open above its arithmetic bound."""
    instance = instance_of(situation, plan.scenario)
    bound, worth = arithmetic_bound(instance), worth_of(situation, plan)
    return Certificate(
        situation=codec.sha(situation),
        scenario=plan.scenario,
        plan=codec.sha(plan),
        verdict=Verdict.ALL_OUT if worth.persons == instance.people else Verdict.SOME_LEFT,
        persons_out=worth.persons,
        levels=tuple(
            Level(
                name=NAMES[goal],
                sense="max" if goal in ("needs", "persons") else "min",
                value=value_of(goal, worth),
                bound=arithmetic_of(instance, goal, worth, bound),
                proof="arithmetic",
            )
            for goal in LEVELS[plan.scenario.objective]
        ),
        bound=bound,
        cut=None,
        exhaustive=None,
    )


def worth_of(situation: Situation, plan: Plan) -> Worth:
    """What the objectives look at, counted from a plan."""
    members = {profile.id: profile.members for profile in situation.profiles}
    arrive = {convoy.number: convoy.arrive for convoy in plan.convoys}
    total, arrivals = Needs(), 0
    for trip in plan.trips:
        for entry in trip.boarded:
            persons = members[entry.profile].times(entry.count)
            total, arrivals = total.plus(persons), arrivals + persons.total * arrive[trip.convoy]
    return Worth(
        needs=total.wheelchair + total.stretcher,
        persons=total.total,
        last=max(arrive.values(), default=0),
        arrivals=arrivals,
        vehicles=len({trip.vehicle for trip in plan.trips}),
    )
