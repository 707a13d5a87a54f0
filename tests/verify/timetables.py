"""A plain timetable builder for tests: one convoy after another, neediest households first, no search.

It obeys ``docs/rules.md`` by construction and shares nothing with the planner, so that the checker is judged on
plans whose making can be read on one screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from safeconduct.model.plan import Convoy, Households, Plan, Return, Scenario, Trip, Work
from safeconduct.model.situation import Needs, Situation
from tests.tiny import profile, tiny, vehicle

SHA = "5" * 64
FAMILIES = (
    profile("single", 0, walking=1),
    profile("family", 100, walking=3),
    profile("chair", 20, walking=1, wheelchair=1),
    profile("bed", 10, walking=1, stretcher=1),
)
FLEET = (vehicle("bus", 3, 40), vehicle("van", 1, 6, wheelchair=4, stretcher=2))


def busy(**changes: Any) -> Situation:
    """A situation in which every rule has something to say: families, needs, lanes, headway, margins."""
    given: dict[str, Any] = {
        "people": 230,
        "bays": 2,
        "lanes": 2,
        "seconds": 20,
        "headway": 45,
        "standing": 60,
        "margin": 30,
        "convoy_max": 3,
        "vehicles": FLEET,
        "profiles": FAMILIES,
    }
    return tiny(**(given | changes))


def split(situation: Situation, people: int) -> dict[str, int]:
    """Households per profile, as rule 1 has it."""
    counts = {p.id: people * p.per_thousand.value // 1000 for p in situation.profiles}
    single = next(p.id for p in situation.profiles if p.members == Needs(walking=1))
    counts[single] += people - sum(counts[p.id] * p.members.total for p in situation.profiles)
    return counts


@dataclass(frozen=True)
class _Load:
    """One vehicle's next trip: where it boards, from when it can, for how long, and who."""

    vehicle: str
    bay: int
    earliest: int
    minutes: int
    taken: dict[str, int]


class _Day:
    """What is taken and what is still free while convoys are set one after another."""

    def __init__(self, situation: Situation, people: int) -> None:
        corridor, rules = situation.corridors[0], situation.rules
        leg, capacity = situation.leg_of(corridor), situation.receptions[0].capacity
        assert leg is not None
        assert corridor.window is not None
        gate = leg.checkpoint
        sunset = int((situation.sunsets[0].at.value - corridor.window.opens).total_seconds() // 60)
        self.group = situation.sites[0].groups[0].id
        self.rules, self.gate = rules, gate
        self.near = gate.minutes_from_site.value if gate else 0
        self.far = leg.minutes_loaded.value - self.near
        self.back = leg.minutes_empty.value
        self.standing = rules.standing_max_minutes.value
        self.latest = min(
            corridor.window.minutes - rules.window_margin_minutes.value, sunset - rules.sunset_margin_minutes.value
        )
        self.profiles = {p.id: p for p in situation.profiles}
        self.order = sorted(situation.profiles, key=lambda p: (-_helped(p.members), -p.members.total))
        self.places = {f"{c.id}-{n}": c.places.value for c in situation.vehicles for n in range(1, c.count.value + 1)}
        self.pool = split(situation, people)
        self.room = people if capacity is None else capacity.value
        self.free = dict.fromkeys(self.places, 0)
        self.bays = [0] * situation.sites[0].bays.value
        self.convoys: list[Convoy] = []
        self.trips: list[Trip] = []
        self.returns: list[Return] = []
        self.arrived: dict[str, int] = {}

    def members(self, taken: dict[str, int]) -> Needs:
        """Persons by need in so many households."""
        total = Needs()
        for profile_id, count in taken.items():
            total = total.plus(self.profiles[profile_id].members.times(count))
        return total

    def fill(self, places: Needs) -> dict[str, int]:
        """Households taken from the pool for one vehicle, those with needs first."""
        aboard, taken = Needs(), dict[str, int]()
        for each in self.order:
            while self.pool[each.id] and self.room >= each.members.total and _fits(places, aboard.plus(each.members)):
                aboard = aboard.plus(each.members)
                self.pool[each.id] -= 1
                self.room -= each.members.total
                taken[each.id] = taken.get(each.id, 0) + 1
        return taken

    def loads(self) -> list[_Load]:
        """The next convoy's vehicles, the soonest free first, one to a bay."""
        found: list[_Load] = []
        seconds = self.rules.loading_seconds.value
        for name in sorted(self.places, key=lambda v: (self.free[v], -_helped(self.places[v]), v)):
            if len(found) == min(self.rules.convoy_max.value, len(self.bays)):
                break
            taken = self.fill(self.places[name])
            if taken:
                who, bay = self.members(taken), len(found)
                total = sum(getattr(seconds, n) * getattr(who, n) for n in ("walking", "wheelchair", "stretcher"))
                earliest = max(self.bays[bay], self.free[name])
                found.append(_Load(vehicle=name, bay=bay, earliest=earliest, minutes=-(-total // 60), taken=taken))
        return found

    def convoy(self, loads: list[_Load]) -> Convoy:
        """The earliest passage of the next convoy: after boarding, a headway after the last, without a long stand."""
        screened = max((c.screen_until for c in self.convoys), default=0)
        depart = max(load.earliest + load.minutes for load in loads)
        if self.convoys:
            depart = max(depart, self.convoys[-1].depart + self.rules.headway_minutes.value)
        screening = 0
        if self.gate:
            depart = max(depart, screened - self.near - self.standing)
            persons = sum(self.members(load.taken).total for load in loads)
            screening = -(-persons * self.gate.seconds_per_person.value // (60 * self.gate.lanes.value))
        reach = depart + self.near
        start = max(reach, screened) if self.gate else reach
        return Convoy(
            number=len(self.convoys) + 1,
            depart=depart,
            reach=reach,
            screen_from=start,
            screen_until=start + screening,
            arrive=start + screening + self.far,
        )

    def add(self, convoy: Convoy, loads: list[_Load]) -> None:
        """Set a convoy, its trips, and the returns of vehicles that go again; late boarding when it would stand."""
        self.convoys.append(convoy)
        for load in loads:
            until = max(load.earliest + load.minutes, convoy.depart - self.standing)
            if load.vehicle in self.arrived:
                gone = self.arrived[load.vehicle] + self.rules.unload_minutes.value
                self.returns.append(Return(vehicle=load.vehicle, depart=gone, arrive=gone + self.back))
            boarded = tuple(Households(group=self.group, profile=p, count=n) for p, n in load.taken.items())
            self.trips.append(
                Trip(
                    vehicle=load.vehicle,
                    convoy=convoy.number,
                    bay=load.bay,
                    load_from=until - load.minutes,
                    load_until=until,
                    boarded=boarded,
                )
            )
            self.bays[load.bay] = until
            self.arrived[load.vehicle] = convoy.arrive
            self.free[load.vehicle] = convoy.arrive + self.rules.unload_minutes.value + self.back


def _helped(needs: Needs) -> int:
    return needs.wheelchair + needs.stretcher


def _fits(places: Needs, aboard: Needs) -> bool:
    return all(getattr(aboard, need) <= getattr(places, need) for need in ("walking", "wheelchair", "stretcher"))


def timetable(situation: Situation, people: int = 0, objective: Literal["all", "most"] = "most") -> Plan:
    """A valid plan for ``people`` (the group's likely count when 0) on the situation's first corridor."""
    people = people or situation.sites[0].groups[0].people.pick("likely")
    day = _Day(situation, people)
    while True:
        before = (dict(day.pool), day.room)
        loads = day.loads()
        if len(loads) < max(1, day.rules.convoy_min.value):
            break
        convoy = day.convoy(loads)
        if convoy.arrive > day.latest or max(load.earliest for load in loads) > day.latest:
            break
        day.add(convoy, loads)
        before = (dict(day.pool), day.room)
    day.pool, day.room = before
    leg = situation.leg_of(situation.corridors[0])
    return Plan(
        situation=SHA,
        scenario=Scenario(corridor=situation.corridors[0].id, people=people, objective=objective),
        status="capacity study",
        convoys=tuple(day.convoys),
        trips=tuple(day.trips),
        returns=tuple(day.returns),
        left_behind=tuple(Households(group=day.group, profile=p, count=n) for p, n in day.pool.items() if n),
        leans_on=leg.leans_on if leg else (),
        work=Work(engine="by hand", version="1", units=0),
    )
