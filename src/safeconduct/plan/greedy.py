"""A feasible timetable in milliseconds: groups of vehicles that shuttle together, sized by hill climbing.

A *shuttle* is an ordered split of the fleet into groups; each group leaves as one convoy, again and again while the
window allows, the group that is back first leaving first. A *cap* limits the boarding minutes of one group on one
round: shorter caps give the first convoys fewer persons, so that they are back while the screening is still busy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Needs
from safeconduct.plan.instance import Instance, Vehicle, members
from safeconduct.plan.packing import mixed_profiles, pack, walking_profiles
from safeconduct.plan.timetable import Ride, Run, Timetable, worth

Shuttle = tuple[tuple[Vehicle, ...], ...]
Caps = dict[tuple[int, int], int]
Score = tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class _Load:
    """Who boards one vehicle: mixed households by profile position, and walking persons besides."""

    vehicle: Vehicle
    mixed: dict[int, int]
    walking: int
    fixed: Needs

    @property
    def persons(self) -> Needs:
        return replace(self.fixed, walking=self.fixed.walking + self.walking)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """One convoy on paper: departure, screening, and each load with the minute its boarding starts."""

    depart: int
    screen_from: int
    screen_until: int
    loads: list[_Load]
    load_from: list[int]


@dataclass(slots=True, kw_only=True)
class _Day:
    """The state of the day while convoys are added."""

    instance: Instance
    walking: int
    mixed: dict[int, int]
    bays: list[int]
    drafts: list[_Draft] = field(default_factory=list)

    @classmethod
    def of(cls, instance: Instance) -> _Day:
        """Everyone waits, as far as the reception has room: households with needs first (rule 10)."""
        stocks = instance.households
        room = instance.people if instance.capacity is None else min(instance.people, instance.capacity)
        mixed: dict[int, int] = {}
        for i in mixed_profiles(instance):
            mixed[i] = min(stocks[i].count, room // stocks[i].members.total)
            room -= mixed[i] * stocks[i].members.total
        walking = sum(stocks[i].count * stocks[i].members.total for i in walking_profiles(instance))
        return cls(instance=instance, walking=min(walking, room), mixed=mixed, bays=instance.bays_free())

    def people_left(self) -> int:
        stocks = self.instance.households
        return self.walking + sum(n * stocks[i].members.total for i, n in self.mixed.items())


def greedy(instance: Instance, scenario: Scenario, *, tries: int = 400) -> Timetable:
    """The best timetable of all shuttles after ``tries`` simulated days of hill climbing; empty when none fits."""
    ranked: list[tuple[Score, Shuttle, Caps, Timetable]] = []
    for shuttle in shuttles(instance):
        for caps in (*(_first_caps(instance, shuttle, share) for share in (1, 2, 4)), *_even_caps(instance, shuttle)):
            timetable = simulate(instance, shuttle, caps)
            ranked.append((_score(instance, scenario, timetable), shuttle, caps, timetable))
    ranked.sort(key=lambda row: row[0], reverse=True)
    best: tuple[Score, Timetable] = ((), ())
    left = tries
    for score, shuttle, caps, timetable in ranked[:4]:
        if _complete(instance, scenario, timetable) and scenario.objective == "most":
            return timetable
        spent, found = _climb(instance, scenario, shuttle, caps, (score, timetable), left // 2)
        left -= spent
        best = max(best, found, key=lambda row: row[0])
    return best[1]


def shuttles(instance: Instance) -> tuple[Shuttle, ...]:
    """Splits of the fleet into convoys of equal size, accessible vehicles first, last or spread."""
    accessible = [v for v in instance.vehicles if v.places.wheelchair + v.places.stretcher]
    plain = [v for v in instance.vehicles if not v.places.wheelchair + v.places.stretcher]
    orders = [(*plain, *accessible)]
    if accessible and plain:
        orders += [(*accessible, *plain), _spread(plain, accessible)]
    if instance.taken.ready:
        orders += [tuple(sorted(order, key=instance.ready)) for order in orders]
    found: dict[Shuttle, None] = {}
    for size in range(instance.convoy_min, min(instance.convoy_max, len(instance.vehicles)) + 1):
        for order in orders:
            groups = [order[at : at + size] for at in range(0, len(order), size)]
            if len(groups[-1]) < instance.convoy_min:
                last = groups.pop()
                if len(groups[-1]) + len(last) <= instance.convoy_max:
                    groups[-1] += last
            found[tuple(groups)] = None
            found[tuple(reversed(groups))] = None
    return tuple(found)


def _spread(plain: list[Vehicle], accessible: list[Vehicle]) -> tuple[Vehicle, ...]:
    step = -(-len(plain) // len(accessible))
    order: list[Vehicle] = []
    for n, vehicle in enumerate(accessible):
        order += [*plain[n * step : (n + 1) * step], vehicle]
    return tuple(order)


def _first_caps(instance: Instance, shuttle: Shuttle, share: int) -> Caps:
    """The first convoy boards for a full load's minutes divided by ``share``; all others in full."""
    if share == 1:
        return {}
    full = max(instance.boarding_minutes(v.places) for v in shuttle[0])
    return {(0, 0): max(1, full // share)}


def _even_caps(instance: Instance, shuttle: Shuttle) -> list[Caps]:
    """The same boarding minutes on every round, so that n rounds just fit the day, for each n that leaves any.

    Per round the time not driven is shared between boarding and the screening of as many persons as board.
    """
    size = max(len(group) for group in shuttle)
    full = max(instance.boarding_minutes(v.places) for v in instance.vehicles)
    found: list[Caps] = []
    rounds = 1
    while (spare := instance.latest - rounds * instance.out - (rounds - 1) * instance.turn) >= rounds:
        board = instance.swiftest * instance.lanes
        cap = spare * board // (rounds * (board + size * instance.seconds))
        if 1 <= cap < full:
            found.append({(g, r): cap for g in range(len(shuttle)) for r in range(rounds)})
        rounds += 1
    return found[:3]


def _score(instance: Instance, scenario: Scenario, timetable: Timetable) -> Score:
    value = worth(instance, timetable)
    if scenario.objective == "all":
        return (value.persons, -value.last, -value.arrivals, -value.vehicles)
    return (value.needs, value.persons, -value.arrivals, -value.vehicles)


def _complete(instance: Instance, scenario: Scenario, timetable: Timetable) -> bool:
    return worth(instance, timetable).persons == instance.people


def _climb(
    instance: Instance,
    scenario: Scenario,
    shuttle: Shuttle,
    caps: Caps,
    found: tuple[Score, Timetable],
    tries: int,
) -> tuple[int, tuple[Score, Timetable]]:
    """Change one cap at a time by a step that shrinks; keep what is better."""
    full = max(instance.boarding_minutes(v.places) for v in instance.vehicles)
    rounds = range(len(found[1]) // max(1, len(shuttle)) + 1)
    keys = [(g, r) for r in rounds for g in range(len(shuttle))]
    spent, step = 0, max(1, full // 4)
    while spent < tries:
        better = False
        for key in keys:
            for change in (-step, step):
                if spent >= tries:
                    return spent, found
                cap = caps.get(key, full) + change
                if not 1 <= cap <= full:
                    continue
                changed = {**caps, key: cap}
                timetable = simulate(instance, shuttle, changed)
                spent += 1
                score = _score(instance, scenario, timetable)
                if score > found[0]:
                    caps, found, better = changed, (score, timetable), True
        if not better:
            if step == 1:
                break
            step = max(1, step // 2)
    return spent, found


def simulate(instance: Instance, shuttle: Shuttle, caps: Caps) -> Timetable:
    """The day of a shuttle under caps (minutes of boarding by group and round; none is no limit)."""
    day = _Day.of(instance)
    ready = {g: max(map(instance.ready, group)) for g, group in enumerate(shuttle)}
    rounds = [0] * len(shuttle)
    while ready and day.people_left():
        group = min(ready, key=lambda g: (ready[g], g))
        draft = _convoy(day, shuttle[group], ready[group], caps.get((group, rounds[group])))
        if draft is None:
            del ready[group]
            continue
        rounds[group] += 1
        ready[group] = draft.screen_until + instance.far + instance.turn
    return _households(instance, day.drafts)


def _convoy(day: _Day, group: tuple[Vehicle, ...], ready: int, cap: int | None) -> _Draft | None:
    """Add one convoy of the group, its persons cut down until it arrives in time; None when it cannot."""
    instance = day.instance
    size = len(group)
    if day.people_left() < size:
        size = max(instance.convoy_min, min(size, day.people_left()))
    loads = _fill(day, group[:size], cap)
    while loads:
        draft = _schedule(day, loads, ready)
        if draft is None:
            return None
        room = instance.latest - instance.far - draft.screen_until
        if room >= 0:
            _commit(day, draft)
            return draft
        if draft.screen_from + instance.far > instance.latest or not _trim(instance, loads, -room):
            return None
    return None


def _fill(day: _Day, group: Iterable[Vehicle], cap: int | None) -> list[_Load]:
    """Loads for the vehicles: needs first, then walking persons; empty when a vehicle would stay without anyone."""
    instance = day.instance
    stocks, board = instance.households, instance.board
    mixed, walking = dict(day.mixed), day.walking
    vehicles = list(group)
    loads: list[_Load] = []
    for at, vehicle in enumerate(vehicles):
        seconds = 60 * (cap or instance.boarding_minutes(vehicle.places))
        taken: dict[int, int] = {}
        fixed = Needs()
        for i, waiting in mixed.items():
            n = _fits(instance, vehicle, fixed, i, seconds - instance.boarding_seconds(fixed), waiting)
            if n:
                taken[i] = n
                mixed[i] -= n
                fixed = fixed.plus(stocks[i].members.times(n))
        spare = max(0, seconds - instance.boarding_seconds(fixed)) // board.walking
        others = len(vehicles) - at - 1
        on_foot = max(0, min(vehicle.places.walking - fixed.walking, spare, walking - others))
        walking -= on_foot
        if not taken and not on_foot:
            return []
        loads.append(_Load(vehicle=vehicle, mixed=taken, walking=on_foot, fixed=fixed))
    return loads


def _fits(instance: Instance, vehicle: Vehicle, on: Needs, i: int, seconds: int, most: int) -> int:
    """How many households of profile ``i`` still fit the vehicle's places and the seconds."""
    one = instance.households[i].members
    rooms = (
        (vehicle.places.walking - on.walking, one.walking),
        (vehicle.places.wheelchair - on.wheelchair, one.wheelchair),
        (vehicle.places.stretcher - on.stretcher, one.stretcher),
        (seconds, instance.boarding_seconds(one)),
    )
    return max(0, min(most, *(room // use for room, use in rooms if use)))


def _trim(instance: Instance, loads: list[_Load], minutes: int) -> bool:
    """Take walking persons off so that screening shortens by about ``minutes``; False when nobody is left to take."""
    persons = max(1, minutes * 60 * instance.lanes // max(1, instance.seconds)) if instance.seconds else 1
    trimmed = False
    for _ in range(persons):
        load = max(loads, key=lambda item: item.walking)
        if load.walking <= (0 if load.mixed else 1):
            break
        load.walking -= 1
        trimmed = True
    if not trimmed:
        for load in loads:
            if load.mixed and (load.walking or sum(load.mixed.values()) > 1):
                i = next(iter(load.mixed))
                load.mixed[i] -= 1
                load.fixed = members(instance, tuple(load.mixed.get(j, 0) for j in range(len(instance.households))))
                load.mixed = {j: n for j, n in load.mixed.items() if n}
                return True
    return trimmed


def _schedule(day: _Day, loads: list[_Load], ready: int) -> _Draft | None:
    """Board, depart, be screened as early as possible without standing too long; None when it cannot be done."""
    instance = day.instance
    last = day.drafts[-1] if day.drafts else None
    least_depart = last.depart + instance.headway if last else instance.taken.depart
    free_from = last.screen_until if last else instance.taken.screen
    minutes = [instance.boarding_minutes(load.persons) for load in loads]
    if not instance.checkpoint:
        free_from = 0
    done_from = free_from - instance.near - 2 * instance.standing
    for _ in range(4):
        bays = list(day.bays)
        starts = []
        for need in minutes:
            bay = min(range(len(bays)), key=lambda b: (bays[b], b))
            start = max(ready, bays[bay], done_from - need)
            bays[bay] = start + need
            starts.append(start)
        ends = [start + need for start, need in zip(starts, minutes, strict=True)]
        depart = max(*ends, least_depart, free_from - instance.near - instance.standing, 0)
        if depart - min(ends) <= instance.standing:
            screen_from = max(depart + instance.near, free_from)
            persons = sum(load.persons.total for load in loads)
            until = screen_from + instance.screening_minutes(persons)
            return _Draft(depart=depart, screen_from=screen_from, screen_until=until, loads=loads, load_from=starts)
        done_from = depart - instance.standing
    return None


def _commit(day: _Day, draft: _Draft) -> None:
    instance = day.instance
    for load, start in zip(draft.loads, draft.load_from, strict=True):
        bay = min(range(len(day.bays)), key=lambda b: (day.bays[b] > start, -day.bays[b], b))
        day.bays[bay] = start + instance.boarding_minutes(load.persons)
        day.walking -= load.walking
        for i, n in load.mixed.items():
            day.mixed[i] -= n
    day.drafts.append(draft)


def _households(instance: Instance, drafts: list[_Draft]) -> Timetable:
    """The drafts with real households; a trip that cannot be filled exactly boards fewer and ends boarding as late."""
    loads = [load for draft in drafts for load in draft.loads]
    packed, _ = pack(instance, [load.walking for load in loads])
    families = iter(packed)
    runs = []
    for draft in drafts:
        rides = []
        for load, start in zip(draft.loads, draft.load_from, strict=True):
            walking = next(families)
            counts = tuple(load.mixed.get(i, 0) + walking.get(i, 0) for i in range(len(instance.households)))
            late = instance.boarding_minutes(load.persons) - instance.boarding_minutes(members(instance, counts))
            if any(counts):
                rides.append(Ride(class_id=load.vehicle.class_id, load_from=start + late, counts=counts))
        if len(rides) >= instance.convoy_min:
            runs.append(Run(depart=draft.depart, screen_from=draft.screen_from, rides=tuple(rides)))
    return tuple(runs)
