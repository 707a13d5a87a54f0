"""Rules 4 to 7: convoys form, keep their distance, are screened one after another, do not stand, arrive in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from safeconduct.model.dossier import Check
from safeconduct.model.plan import Convoy, Plan
from safeconduct.verify.facts import Facts, trips_of
from safeconduct.verify.rules import CONVOYS, SCREENING, STANDING, WINDOW, judge, up


def _membership(facts: Facts, plan: Plan) -> Iterator[str]:
    numbers = Counter(convoy.number for convoy in plan.convoys)
    for number, times in numbers.items():
        if times > 1:
            yield f"convoy {number} is listed {times} times"
    for trip in plan.trips:
        if trip.convoy not in numbers:
            yield f"{trip.vehicle} travels with convoy {trip.convoy}, which is not listed"
    for convoy in plan.convoys:
        trips = trips_of(plan, convoy)
        least = max(1, facts.convoy_min)
        if not least <= len(trips) <= facts.convoy_max:
            yield f"convoy {convoy.number} has {len(trips)} vehicles, {least} to {facts.convoy_max} are allowed"
        for vehicle, times in Counter(trip.vehicle for trip in trips).items():
            if times > 1:
                yield f"{vehicle} is {times} times in convoy {convoy.number}"
        for trip in trips:
            if trip.load_until > convoy.depart:
                yield (
                    f"convoy {convoy.number} departs at {convoy.depart}, {trip.vehicle} boards until {trip.load_until}"
                )


def _headways(facts: Facts, plan: Plan) -> Iterator[str]:
    ordered = sorted(plan.convoys, key=lambda c: c.depart)
    for first, second in pairwise(ordered):
        apart = second.depart - first.depart
        if apart < facts.headway:
            pair = f"convoys {first.number} and {second.number}"
            yield f"{pair} depart {apart} minutes apart, the headway is {facts.headway}"


def check_convoys(facts: Facts, plan: Plan) -> Check:
    """Rule 4."""
    problems = [*_membership(facts, plan), *_headways(facts, plan)]
    fine = f"{len(plan.convoys)} convoys of {facts.convoy_min} to {facts.convoy_max}, {facts.headway} minutes apart"
    return judge(CONVOYS, problems, fine)


def _passage(facts: Facts, plan: Plan, convoy: Convoy) -> Iterator[str]:
    name = f"convoy {convoy.number}"
    persons = sum(facts.members(trip).total for trip in trips_of(plan, convoy))
    due = up(persons * facts.seconds, 60 * facts.lanes)
    if convoy.reach != convoy.depart + facts.near:
        yield f"{name} reaches the checkpoint at {convoy.reach}, {facts.near} minutes after {convoy.depart} is due"
    if convoy.screen_from < convoy.reach:
        yield f"{name} is screened from {convoy.screen_from}, before it reaches the checkpoint at {convoy.reach}"
    if not facts.checkpoint and convoy.screen_from != convoy.reach:
        yield f"{name} waits from {convoy.reach} to {convoy.screen_from} at a checkpoint that does not exist"
    if convoy.screen_until - convoy.screen_from != due:
        took = convoy.screen_until - convoy.screen_from
        yield f"{name} is screened for {took} minutes, {persons} persons take {due}"
    if convoy.arrive != convoy.screen_until + facts.far:
        yield f"{name} arrives at {convoy.arrive}, {facts.far} minutes after {convoy.screen_until} is due"


def _queue(plan: Plan) -> Iterator[str]:
    ordered = sorted(plan.convoys, key=lambda c: (c.screen_from, c.screen_until))
    for first, second in pairwise(ordered):
        if second.screen_from < first.screen_until:
            yield (
                f"convoy {second.number} is screened from {second.screen_from}, "
                f"convoy {first.number} until {first.screen_until}"
            )


def check_screening(facts: Facts, plan: Plan) -> Check:
    """Rule 5."""
    problems = [p for convoy in plan.convoys for p in _passage(facts, plan, convoy)] + list(_queue(plan))
    if facts.checkpoint:
        fine = f"{len(plan.convoys)} screenings of {facts.seconds} s a person in {facts.lanes} lanes, none overlaps"
    else:
        fine = f"no checkpoint; {len(plan.convoys)} convoys drive {facts.out} minutes"
    return judge(SCREENING, problems, fine)


def _waits(facts: Facts, plan: Plan) -> Iterator[tuple[int, str]]:
    departs = {convoy.number: convoy.depart for convoy in plan.convoys}
    for trip in plan.trips:
        if trip.convoy in departs:
            yield departs[trip.convoy] - trip.load_until, f"{trip.vehicle} in convoy {trip.convoy} after boarding"
    for convoy in plan.convoys:
        yield convoy.screen_from - convoy.reach, f"convoy {convoy.number} before screening"


def check_standing(facts: Facts, plan: Plan) -> Check:
    """Rule 6."""
    waits = list(_waits(facts, plan))
    longest = max((minutes for minutes, _ in waits), default=0)
    problems = [
        f"{who} stands loaded for {minutes} minutes, at most {facts.standing} are allowed"
        for minutes, who in waits
        if minutes > facts.standing
    ]
    return judge(STANDING, problems, f"the longest stand is {longest} minutes, {facts.standing} are allowed")


def check_window(facts: Facts, plan: Plan) -> Check:
    """Rule 7."""
    problems = [
        f"convoy {convoy.number} arrives at minute {convoy.arrive}, the latest is {facts.latest}"
        for convoy in plan.convoys
        if convoy.arrive > facts.latest
    ]
    last = max((convoy.arrive for convoy in plan.convoys), default=0)
    return judge(WINDOW, problems, f"the last arrival is at minute {last}, the latest allowed is {facts.latest}")
