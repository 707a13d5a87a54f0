"""The numbers a plan is judged by, taken from the situation alone: minutes, seconds, places, the latest arrival."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.model.corridor import Corridor
from safeconduct.model.plan import Convoy, Plan, Trip
from safeconduct.model.situation import HouseholdProfile, Leg, Needs, Reception, Site, Situation, VehicleClass
from safeconduct.verify.rules import Unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One corridor in the notation of ``docs/rules.md``.

    Minutes: ``out``, ``back``, ``near``, ``far``, ``unload``, ``headway``, ``standing``, and ``latest`` since the
    window opens. Seconds per person: ``seconds`` of screening (0 without a checkpoint), ``boarding`` by need.
    ``vehicles`` maps every vehicle's name to its class.
    """

    corridor: Corridor
    leg: Leg
    site: Site
    reception: Reception
    checkpoint: bool
    out: int
    back: int
    near: int
    far: int
    lanes: int
    seconds: int
    boarding: Needs
    unload: int
    bays: int
    convoy_min: int
    convoy_max: int
    headway: int
    standing: int
    latest: int
    vehicles: dict[str, VehicleClass]
    profiles: dict[str, HouseholdProfile]

    @property
    def quickest(self) -> int:
        """Least seconds it takes to board one person, over the needs."""
        return min(self.boarding.walking, self.boarding.wheelchair, self.boarding.stretcher)

    def members(self, trip: Trip) -> Needs:
        """Persons on a trip by need; households of an unknown profile count nobody (rule 1 names them)."""
        total = Needs()
        for entry in trip.boarded:
            profile = self.profiles.get(entry.profile)
            if profile is not None:
                total = total.plus(profile.members.times(entry.count))
        return total


def trips_of(plan: Plan, convoy: Convoy) -> tuple[Trip, ...]:
    """Trips that say they belong to a convoy."""
    return tuple(trip for trip in plan.trips if trip.convoy == convoy.number)


def latest_arrival(situation: Situation, corridor: Corridor) -> int:
    """Rule 7's ``latest`` in whole minutes since opening, rounded down; without a sunset only the window counts."""
    if corridor.window is None:
        raise Unusable(f"corridor {corridor.id} has no window")
    latest = corridor.window.minutes - situation.rules.window_margin_minutes.value
    for sunset in situation.sunsets:
        if sunset.reception == corridor.reception:
            minutes = int((sunset.at.value - corridor.window.opens).total_seconds() // 60)
            latest = min(latest, minutes - situation.rules.sunset_margin_minutes.value)
    return latest


def facts_of(situation: Situation, corridor_id: str) -> Facts:
    """The facts of one corridor; raises Unusable saying what the situation lacks."""
    corridor = next((c for c in situation.corridors if c.id == corridor_id), None)
    if corridor is None:
        raise Unusable(f"the situation has no corridor {corridor_id}")
    leg = situation.leg_of(corridor)
    if leg is None:
        raise Unusable(f"corridor {corridor.id} has no leg for mode {corridor.mode.value}")
    site = next((s for s in situation.sites if s.id == corridor.site), None)
    reception = next((r for r in situation.receptions if r.id == corridor.reception), None)
    if site is None or reception is None:
        raise Unusable(f"corridor {corridor.id} joins {corridor.site} and {corridor.reception}, one is not described")
    gate = leg.checkpoint
    out = leg.minutes_loaded.value
    near = gate.minutes_from_site.value if gate else 0
    lanes = gate.lanes.value if gate else 1
    rules = situation.rules
    facts = Facts(
        corridor=corridor,
        leg=leg,
        site=site,
        reception=reception,
        checkpoint=gate is not None,
        out=out,
        back=leg.minutes_empty.value,
        near=near,
        far=out - near,
        lanes=lanes,
        seconds=gate.seconds_per_person.value if gate else 0,
        boarding=rules.loading_seconds.value,
        unload=rules.unload_minutes.value,
        bays=site.bays.value,
        convoy_min=rules.convoy_min.value,
        convoy_max=rules.convoy_max.value,
        headway=rules.headway_minutes.value,
        standing=rules.standing_max_minutes.value,
        latest=latest_arrival(situation, corridor),
        vehicles={f"{c.id}-{n}": c for c in situation.vehicles for n in range(1, c.count.value + 1)},
        profiles={p.id: p for p in situation.profiles},
    )
    _refuse_odd_numbers(facts)
    return facts


def _refuse_odd_numbers(facts: Facts) -> None:
    """Durations below zero, a checkpoint beyond the reception or without lanes would make every rule empty."""
    for name in ("out", "back", "near", "far", "seconds", "unload", "headway", "standing"):
        if getattr(facts, name) < 0:
            raise Unusable(f"{name} is {getattr(facts, name)}, minutes and seconds are counted from 0")
    if facts.lanes < 1:
        raise Unusable(f"the checkpoint has {facts.lanes} lanes, nobody can pass it")
