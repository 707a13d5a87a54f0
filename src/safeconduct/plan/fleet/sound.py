"""What a situation must be before a fleet is planned on it: numbers in range, names used once and known.

The model keeps single values in order; here is what only shows when things meet. Every error names the field as it
stands in the situation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from safeconduct.model.errors import InputError
from safeconduct.model.fleet import FleetScenario
from safeconduct.model.situation import Approach, Leg, Situation
from safeconduct.model.times import Window
from safeconduct.plan.fleet.instance import LONGEST

#: More people in one group are taken for a misread count; more vehicles than any day has had.
MOST_PEOPLE, MOST_VEHICLES = 1_000_000, 20_000
#: More of anything else that is counted.
MOST = 1_000_000

Fault = tuple[str, str, str]


def require_sound(situation: Situation, scenario: FleetScenario) -> None:
    """InputError for the first thing that makes no sense."""
    for faults in (
        _twice(situation),
        _people(situation, scenario),
        _vehicles(situation),
        _places(situation),
        _ways(situation),
        _transfers(situation),
        _convoys(situation),
        _corridors(situation, scenario),
    ):
        for field, message, next_step in faults:
            raise InputError(message, field=field, next_step=next_step)


def _twice(situation: Situation) -> Iterator[Fault]:
    lists = (
        ("sites", [site.id for site in situation.sites]),
        ("receptions", [reception.id for reception in situation.receptions]),
        ("depots", [depot.id for depot in situation.depots]),
        ("sites.groups", [group.id for site in situation.sites for group in site.groups]),
    )
    for field, names in lists:
        twice = [name for name, n in Counter(names).items() if n > 1]
        if twice:
            yield field, f"{twice[0]} is named twice", "give each an id of its own"


def _people(situation: Situation, scenario: FleetScenario) -> Iterator[Fault]:
    for site in situation.sites:
        for group in site.groups:
            field = f"sites.{site.id}.groups.{group.id}"
            if group.site != site.id:
                yield f"{field}.site", f"the group stands at {site.id} and says {group.site}", "name its own site"
            wishes = {"any", "stay", *(reception.id for reception in situation.receptions)}
            if group.wished.value not in wishes:
                names = ", ".join(sorted(wishes))
                yield f"{field}.wished", f"{group.wished.value!r} is no reception", f"name one of: {names}"
            people = group.people.pick(scenario.people)
            if people > MOST_PEOPLE:
                yield (
                    f"{field}.people",
                    f"{people:,} people; at most {MOST_PEOPLE:,} are planned for in one group",
                    "check the confirmed counts with `safeconduct claims`, and reject the one that cannot be",
                )


def _vehicles(situation: Situation) -> Iterator[Fault]:
    total = sum(kind.count.value for kind in situation.vehicles)
    if total > MOST_VEHICLES:
        yield "vehicles", f"{total:,} vehicles; at most {MOST_VEHICLES:,} are planned for", "correct the counts"
    standing = {site.id for site in situation.sites} | {depot.id for depot in situation.depots}
    for kind in situation.vehicles:
        field = f"vehicles.{kind.id}"
        yield from _range(f"{field}.count", kind.count.value, 0, MOST_VEHICLES)
        if kind.start.value not in standing:
            yield f"{field}.start", f"{kind.start.value!r} is no site and no depot", "name where the vehicles stand"
        if kind.available_from is not None:
            yield from _range(f"{field}.available_from", kind.available_from.value, 0, LONGEST)
        if kind.loading_minutes is not None:
            yield from _range(f"{field}.loading_minutes", kind.loading_minutes.value, 1, LONGEST)
        if kind.unload_minutes is not None:
            yield from _range(f"{field}.unload_minutes", kind.unload_minutes.value, 0, LONGEST)
    yield from _range("rules.unload_minutes", situation.rules.unload_minutes.value, 0, LONGEST)


def _places(situation: Situation) -> Iterator[Fault]:
    for site in situation.sites:
        yield from _range(f"sites.{site.id}.bays", site.bays.value, 0, MOST)
    for reception in situation.receptions:
        if reception.capacity is not None:
            yield from _range(f"receptions.{reception.id}.capacity", reception.capacity.value, 0, 10 * MOST)
    for resource in situation.resources:
        field = f"resources.{resource.id}"
        yield from _range(f"{field}.lanes", resource.lanes.value, 1, MOST)
        yield from _range(f"{field}.slot_minutes", resource.slot_minutes.value, 1, LONGEST)
        yield from _range(f"{field}.delay_loaded", resource.delay_loaded.value, 0, LONGEST)
        yield from _range(f"{field}.delay_empty", resource.delay_empty.value, 0, LONGEST)


def _ways(situation: Situation) -> Iterator[Fault]:
    for leg in situation.legs:
        yield from _range(f"legs.{leg.id}.minutes_loaded", leg.minutes_loaded.value, 1, LONGEST)
        yield from _range(f"legs.{leg.id}.minutes_empty", leg.minutes_empty.value, 0, LONGEST)
        yield from _met(leg, f"legs.{leg.id}.uses", leg.uses, leg.minutes_loaded.value)
        yield from _met(leg, f"legs.{leg.id}.uses_empty", leg.uses_empty, leg.minutes_empty.value)
    for way in situation.approaches:
        yield from _range(f"approaches.{way.id}.minutes", way.minutes.value, 0, LONGEST)
        yield from _met(way, f"approaches.{way.id}.uses", way.uses, way.minutes.value)
        if way.minutes_loaded is not None:
            yield from _range(f"approaches.{way.id}.minutes_loaded", way.minutes_loaded.value, 1, LONGEST)
            yield from _met(way, f"approaches.{way.id}.uses", way.uses, way.minutes_loaded.value)


def _transfers(situation: Situation) -> Iterator[Fault]:
    sites = {site.id for site in situation.sites}
    for transfer in situation.transfers:
        field = f"transfers.{transfer.id}"
        for end, name in (("site", transfer.site), ("landing", transfer.landing)):
            if name not in sites:
                yield f"{field}.{end}", f"{name!r} is no site of the situation", "add it, or correct the transfer"
        if transfer.site == transfer.landing:
            yield f"{field}.landing", "the landing is the site it leads from", "name the place on the other side"
        yield from _range(f"{field}.minutes", transfer.minutes.value, 1, LONGEST)
        yield from _range(f"{field}.places", transfer.places.value.total, 0, MOST)
        for what, given in (("boats", transfer.boats), ("minutes_back", transfer.minutes_back)):
            if given is not None:
                yield from _range(f"{field}.{what}", given.value, 0, LONGEST)
        for what, given in (("per_minute", transfer.per_minute), ("holds", transfer.holds)):
            if given is not None:
                yield from _range(f"{field}.{what}", given.value, 0, MOST)
    if situation.rules.call_minutes is not None:
        yield from _range("rules.call_minutes", situation.rules.call_minutes.value, 0, LONGEST)


def _convoys(situation: Situation) -> Iterator[Fault]:
    rules = situation.rules
    if rules.fleet_convoys is None:
        return
    yield from _range("rules.convoy_min", rules.convoy_min.value, 0, MOST)
    yield from _range("rules.convoy_max", rules.convoy_max.value, 1, MOST)
    yield from _range("rules.headway_minutes", rules.headway_minutes.value, 0, LONGEST)
    yield from _range("rules.spare_percent", rules.spare_percent.value, 0, 100)


def _met(way: Leg | Approach, field: str, uses: Sequence[object], minutes: int) -> Iterator[Fault]:
    """Places are met in order, and before the way ends."""
    met = [int(getattr(use, "minutes", 0)) for use in uses]
    if met and (max(met) > minutes or met != sorted(met)):
        words = f"{way.id} takes {minutes} minutes and meets its shared places after {', '.join(map(str, met))}"
        yield field, words, "give the minutes of driving to each, in order, none after the end of the way"


def _corridors(situation: Situation, scenario: FleetScenario) -> Iterator[Fault]:
    sites = {site.id for site in situation.sites}
    receptions = {reception.id for reception in situation.receptions}
    seen: dict[tuple[str, str], str] = {}
    for corridor in (c for c in situation.corridors if c.id in scenario.corridors):
        field = f"corridors.{corridor.id}"
        if corridor.site not in sites:
            yield f"{field}.site", f"{corridor.site!r} is no site of the situation", "add it, or correct the corridor"
        if corridor.reception not in receptions:
            yield f"{field}.reception", f"{corridor.reception!r} is no reception", "add it, or correct the corridor"
        if corridor.window is not None and not _known_zone(corridor.window.zone):
            words = f"there is no time zone {corridor.window.zone!r}"
            yield f"{field}.window.zone", words, "use a name such as Europe/Kyiv"
        pair = corridor.site, corridor.reception
        if pair in seen:
            yield field, f"leads the same way as {seen[pair]}", "plan one of them with --corridor, or join their hours"
        seen[pair] = corridor.id
    windows = {c.id: c.window for c in situation.corridors if c.id in scenario.corridors and c.window is not None}
    if windows:
        span = max(w.closes for w in windows.values()) - min(w.opens for w in windows.values())
        if span.total_seconds() > 60 * LONGEST:
            odd, window = _apart(windows)
            words = (
                f"the hours of all corridors span {span.days} days, at most {LONGEST // 1440} are planned; {odd} is "
            )
            words += f"open from {window.opens:%Y-%m-%d %H:%M} to {window.closes:%Y-%m-%d %H:%M} UTC"
            step = "correct the hours of this corridor, or plan it by itself with --corridor"
            yield f"corridors.{odd}.window", words, step


def _apart(windows: Mapping[str, Window]) -> tuple[str, Window]:
    """The corridor whose hours lie farthest from those of the others: from the hours in the middle."""
    middle = sorted(window.opens for window in windows.values())[(len(windows) - 1) // 2]
    return max(windows.items(), key=lambda one: max(abs(one[1].opens - middle), abs(one[1].closes - middle)))


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _range(field: str, value: int, low: int, high: int) -> Iterator[Fault]:
    if not low <= value <= high:
        yield field, f"{value:,} is not between {low:,} and {high:,}", "correct the field and plan again"
