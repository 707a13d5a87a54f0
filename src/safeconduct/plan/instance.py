"""A situation and a scenario as the integers a planner works with (docs/rules.md, rules 1 to 12).

Minutes count from the opening of the corridor's window; persons, seats and households are integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safeconduct.model.corridor import Corridor, CorridorStatus
from safeconduct.model.errors import InputError, NotFound, RefusedError, UnconfirmedError
from safeconduct.model.place import Mode, Passable, passable
from safeconduct.model.plan import Households, Scenario
from safeconduct.model.situation import Group, Leg, Needs, Site, Situation

ONE_WALKING = Needs(walking=1)


def ceil_div(a: int, b: int) -> int:
    """The least integer >= a / b, for b > 0."""
    return -(-a // b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One vehicle that stands at the site when the window opens: its id, its class and its places by need."""

    id: str
    class_id: str
    places: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Households of one profile that wait at the site: members of one household by need, and how many there are."""

    profile: str
    members: Needs
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What those under way still take of a day that has begun, in minutes since the window opens: ``ready`` when each
    vehicle named can board at the site (others: at 0), ``bays`` when each bay is free (others: at 0), ``depart`` the
    least minute of a departure, ``screen`` of a screening."""

    ready: tuple[tuple[str, int], ...] = ()
    bays: tuple[int, ...] = ()
    depart: int = 0
    screen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Everything the rules of the road need for one scenario, as integers.

    ``out``, ``back``, ``near`` and ``far`` are minutes; ``latest`` is the last minute of an arrival (may be
    negative: then nobody can go); ``seconds`` is the screening of one person in one of ``lanes`` lanes, 0 without a
    checkpoint; ``board`` is seconds to board one person by need; ``capacity`` is the reception's, None when unknown;
    ``taken`` is what a day that has begun does not leave free.
    """

    corridor: str
    group: str
    people: int
    households: tuple[Stock, ...]
    vehicles: tuple[Vehicle, ...]
    out: int
    back: int
    near: int
    checkpoint: bool
    lanes: int
    seconds: int
    board: Needs
    unload: int
    bays: int
    convoy_min: int
    convoy_max: int
    headway: int
    standing: int
    latest: int
    capacity: int | None
    taken: Taken = Taken()

    @property
    def far(self) -> int:
        """Minutes driven after the checkpoint; the whole way without one."""
        return self.out - self.near

    def ready(self, vehicle: Vehicle) -> int:
        """The first minute a vehicle can board at the site."""
        return dict(self.taken.ready).get(vehicle.id, 0)

    def bays_free(self) -> list[int]:
        """When each bay is free for the first time."""
        given = self.taken.bays[: self.bays]
        return [*given, *[0] * (self.bays - len(given))]

    @property
    def turn(self) -> int:
        """Least minutes from an arrival to the vehicle's next boarding: unload and drive back."""
        return self.unload + self.back

    def boarding_seconds(self, persons: Needs) -> int:
        """Seconds the persons of one trip take to board."""
        return (
            self.board.walking * persons.walking
            + self.board.wheelchair * persons.wheelchair
            + self.board.stretcher * persons.stretcher
        )

    def boarding_minutes(self, persons: Needs) -> int:
        """Whole minutes a trip occupies its bay (rule 3)."""
        return ceil_div(self.boarding_seconds(persons), 60)

    def screening_minutes(self, persons: int) -> int:
        """Whole minutes a convoy of so many persons is screened (rule 5)."""
        return ceil_div(persons * self.seconds, 60 * self.lanes)

    @property
    def swiftest(self) -> int:
        """``w`` of the rules: the least seconds any person takes to board."""
        return min(self.board.walking, self.board.wheelchair, self.board.stretcher)


def corridor_of(situation: Situation, corridor_id: str) -> Corridor:
    """The corridor of that id; NotFound names the ones there are."""
    try:
        return situation.corridor(corridor_id)
    except KeyError as error:
        known = ", ".join(c.id for c in situation.corridors) or "none"
        raise NotFound(
            f"there is no corridor {corridor_id!r} in this situation",
            field="scenario.corridor",
            next_step=f"name one of: {known}",
        ) from error


def site_of(situation: Situation, corridor: Corridor) -> Site:
    """The site a corridor starts from; NotFound when the situation lacks it."""
    for site in situation.sites:
        if site.id == corridor.site:
            return site
    raise NotFound(
        f"corridor {corridor.id} starts at {corridor.site!r}, which is no site of the situation",
        field=f"corridors.{corridor.id}.site",
        next_step="add the site, or correct the corridor",
    )


def group_of(situation: Situation, corridor: Corridor) -> Group:
    """The first group of the site that wishes to go to the corridor's reception or has no recorded wish.

    Raises RefusedError when every group wishes otherwise: the direction of choice is a constraint.
    """
    site = site_of(situation, corridor)
    for group in site.groups:
        if group.wished.value in (corridor.reception, "any"):
            return group
    raise RefusedError(
        f"no group at {site.name} wishes to go to {corridor.reception}",
        field=f"sites.{site.id}.groups",
        next_step="plan a corridor that people wish to use, or record their wishes",
    )


def blocked_edges(situation: Situation, leg: Leg) -> tuple[str, ...]:
    """Roads of the leg that its mode cannot use in their latest state, in the order of the leg (rule 11)."""
    return _edges(situation, leg, Passable.NO)


def leaned_edges(situation: Situation, leg: Leg) -> tuple[str, ...]:
    """Roads of the leg whose latest state is unknown, in the order of the leg (rule 11)."""
    return _edges(situation, leg, Passable.UNKNOWN)


def _edges(situation: Situation, leg: Leg, want: Passable) -> tuple[str, ...]:
    roads = {road.id: road for road in situation.roads}
    missing = [edge for edge in leg.edges if edge not in roads]
    if missing:
        raise NotFound(
            f"leg {leg.id} uses {missing[0]!r}, which is no road of the situation",
            field=f"legs.{leg.id}.edges",
            next_step="route the leg again over the roads given",
        )
    return tuple(e for e in leg.edges if passable(roads[e].now.state, leg.mode, roads[e].kind) is want)


def status_of(situation: Situation, corridor: Corridor) -> Literal["capacity study", "order"]:
    """Rule 12: an order needs agreement, recorded wishes and every guard on the corridor resolved."""
    guarded = any(g.corridor == corridor.id and g.resolved_by is None for g in situation.guards)
    if corridor.status is CorridorStatus.AGREED and situation.wishes_recorded and not guarded:
        return "order"
    return "capacity study"


def split(situation: Situation, people: int) -> tuple[Stock, ...]:
    """Rule 1: households by profile in the situation's order, the persons left over as walking singles.

    Raises InputError when no profile is one walking person, or when the profiles hold more than everyone.
    """
    counts = [people * p.per_thousand.value // 1000 for p in situation.profiles]
    single = next((i for i, p in enumerate(situation.profiles) if p.members == ONE_WALKING), None)
    if single is None:
        raise InputError(
            "no household profile is one walking person, so persons left over by the split cannot travel",
            field="profiles",
            next_step="add a profile with members walking 1",
        )
    left = people - sum(n * p.members.total for n, p in zip(counts, situation.profiles, strict=True))
    if left < 0:
        raise InputError(
            f"the household profiles hold {people - left} of {people} people",
            field="profiles.per_thousand",
            next_step="lower the households per 1,000 people until they hold at most 1,000",
        )
    counts[single] += left
    return tuple(
        Stock(profile=p.id, members=p.members, count=n) for p, n in zip(situation.profiles, counts, strict=True)
    )


def households(instance: Instance, counts: tuple[int, ...]) -> tuple[Households, ...]:
    """Counts by profile (in the order of ``instance.households``) as the plan writes them, zeros left out."""
    return tuple(
        Households(group=instance.group, profile=stock.profile, count=n)
        for stock, n in zip(instance.households, counts, strict=True)
        if n
    )


def members(instance: Instance, counts: tuple[int, ...]) -> Needs:
    """Persons by need in so many households of each profile."""
    total = Needs()
    for stock, n in zip(instance.households, counts, strict=True):
        total = total.plus(stock.members.times(n))
    return total


def latest_arrival(situation: Situation, corridor: Corridor) -> int:
    """Rule 7: the last minute of an arrival; UnconfirmedError when no window is confirmed."""
    if corridor.window is None:
        raise UnconfirmedError(
            f"no window is confirmed for corridor {corridor.id}",
            field="window",
            next_step="confirm a claim that states the hours of the corridor",
        )
    rules = situation.rules
    latest = corridor.window.minutes - rules.window_margin_minutes.value
    for sunset in situation.sunsets:
        if sunset.reception == corridor.reception:
            seconds = (sunset.at.value - corridor.window.opens).total_seconds()
            latest = min(latest, int(seconds // 60) - rules.sunset_margin_minutes.value)
    return latest


def instance_of(situation: Situation, scenario: Scenario) -> Instance:
    """The integers of a scenario on a corridor that has a leg.

    Raises NotFound for an unknown corridor or one without a leg, UnconfirmedError without a window, RefusedError
    when nobody wishes to go that way, InputError when a number cannot be used.
    """
    corridor = corridor_of(situation, scenario.corridor)
    latest = latest_arrival(situation, corridor)
    group = group_of(situation, corridor)
    leg = situation.leg_of(corridor)
    if leg is None:
        raise NotFound(
            f"corridor {corridor.id} has no leg in mode {corridor.mode.value}",
            field=f"corridors.{corridor.id}",
            next_step="ask for its cut instead of a plan",
        )
    rules, gate = situation.rules, leg.checkpoint
    reception = next((r for r in situation.receptions if r.id == corridor.reception), None)
    instance = Instance(
        corridor=corridor.id,
        group=group.id,
        people=scenario.people,
        households=split(situation, scenario.people),
        vehicles=_vehicles(situation, corridor),
        out=leg.minutes_loaded.value,
        back=leg.minutes_empty.value,
        near=gate.minutes_from_site.value if gate else 0,
        checkpoint=gate is not None,
        lanes=gate.lanes.value if gate else 1,
        seconds=gate.seconds_per_person.value if gate else 0,
        board=rules.loading_seconds.value,
        unload=rules.unload_minutes.value,
        bays=site_of(situation, corridor).bays.value,
        convoy_min=rules.convoy_min.value,
        convoy_max=rules.convoy_max.value,
        headway=rules.headway_minutes.value,
        standing=rules.standing_max_minutes.value,
        latest=latest,
        capacity=reception.capacity.value if reception and reception.capacity else None,
    )
    _require_usable(instance)
    return instance


def _vehicles(situation: Situation, corridor: Corridor) -> tuple[Vehicle, ...]:
    """Rule 9: the vehicles that stand at the corridor's site, in the order of their classes. None go on foot."""
    if corridor.mode is not Mode.BUS:
        return ()
    return tuple(
        Vehicle(id=f"{kind.id}-{n}", class_id=kind.id, places=kind.places.value)
        for kind in situation.vehicles
        if kind.start.value == corridor.site
        for n in range(1, kind.count.value + 1)
    )


def _require_usable(instance: Instance) -> None:
    """Refuse numbers the rules give no meaning to, naming the field."""
    at_least = (
        ("legs.minutes_loaded", instance.out, 1),
        ("legs.minutes_empty", instance.back, 1),
        ("checkpoint.minutes_from_site", instance.near, 0),
        ("leg beyond the checkpoint", instance.far, 0),
        ("checkpoint.lanes", instance.lanes, 1),
        ("checkpoint.seconds_per_person", instance.seconds, 0),
        ("rules.loading_seconds", instance.swiftest, 1),
        ("rules.unload_minutes", instance.unload, 0),
        ("sites.bays", instance.bays, 1),
        ("rules.convoy_min", instance.convoy_min, 1),
        ("rules.convoy_max", instance.convoy_max, instance.convoy_min),
        ("rules.headway_minutes", instance.headway, 0),
        ("rules.standing_max_minutes", instance.standing, 0),
    )
    for field, got, least in at_least:
        if got < least:
            raise InputError(f"needs at least {least}, got {got}", field=field, next_step="correct the value")
