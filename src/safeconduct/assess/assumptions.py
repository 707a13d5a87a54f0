"""Read assumptions.yaml: what no report says and the model needs, each value with its reason and source.

Every slot has one type and one range. A slot nobody knows is refused, so a typing error never becomes a default.
Only what may be assumed has a slot here: windows, people, destinations and the closing of a road do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from safeconduct.assess.fleet_tables import (
    GroupRow,
    ResourceRow,
    TransferRow,
    counts_in,
    depots_in,
    groups_in,
    links_in,
    resources_in,
    transfers_in,
)
from safeconduct.assess.rows import Row, load_table
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.known import Assumption, Basis, Known
from safeconduct.model.place import Mode, RoadState
from safeconduct.model.situation import Needs

T = TypeVar("T")

#: Nothing that carries people on a road is faster; whoever writes more mistyped.
MAX_KPH = 130.0
MAX_WALK_KPH = 8.0
#: States a person may assume. Only a confirmed claim closes a road or restricts it.
ASSUMABLE = (RoadState.OPEN.value, RoadState.UNKNOWN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """A class of identical vehicles: how many, and places by need in each."""

    count: int
    places: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoySize:
    """Least and most vehicles in a convoy."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """Households of one make-up per 1,000 people."""

    id: str
    per_thousand: int
    members: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorRow:
    """A direction to study: where from, where to, and how."""

    id: str
    site: str
    reception: str
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """The records by slot, each with its typed value, in file order."""

    file: str
    entries: Mapping[str, tuple[Assumption, object]]

    def has(self, slot: str) -> bool:
        """Whether somebody set the slot."""
        return slot in self.entries

    def known(self, slot: str, cls: type[T]) -> Known[T]:
        """The slot's value with its basis; DocumentInvalid when nobody set it."""
        if slot not in self.entries:
            raise DocumentInvalid(
                f"nothing is assumed for {slot}, and no report says it",
                file=self.file,
                field="assumptions",
                next_step=f"add an entry with slot {slot}, its reason and its source",
            )
        record, value = self.entries[slot]
        if not isinstance(value, cls):
            raise TypeError(f"{slot} holds {type(value).__name__}, not {cls.__name__}")
        return Known(value=value, basis=Basis(assumptions=(record.id,)))

    def matching(self, pattern: str) -> tuple[tuple[str, str], ...]:
        """(slot, the part the pattern's group matched) of every slot that matches as a whole, in file order."""
        found = ((slot, re.fullmatch(pattern, slot)) for slot in self.entries)
        return tuple((slot, hit.group(1)) for slot, hit in found if hit)

    @property
    def records(self) -> tuple[Assumption, ...]:
        """All assumptions for printing."""
        return tuple(record for record, _ in self.entries.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """assumptions.yaml as a whole: what is studied, as of when, and on which assumptions."""

    name: str
    title: str
    operation: str
    as_of: datetime
    reference_date: date
    sites: tuple[str, ...]
    corridors: tuple[CorridorRow, ...]
    assumptions: Assumptions
    depots: tuple[str, ...] = ()
    resources: tuple[ResourceRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    transfers: tuple[TransferRow, ...] = ()

    @property
    def of_a_fleet(self) -> bool:
        """Whether it takes one plan for all corridors: several sites, depots, narrow places or groups."""
        return len(self.sites) > 1 or bool(self.depots or self.resources or self.groups)


def parse_case(data: bytes, *, file: str) -> Case:
    """The case from the bytes of assumptions.yaml; DocumentInvalid naming file, field and next step."""
    top = load_table(data, file=file)
    sites = _sites(top)
    case = Case(
        name=top.word("name"),
        title=top.text("title"),
        operation=top.text("operation"),
        as_of=top.instant("as_of"),
        reference_date=top.day("reference_date"),
        sites=sites,
        corridors=_corridors(top, sites),
        assumptions=Assumptions(file=file, entries=_entries(top, file)),
        depots=depots_in(top),
        resources=resources_in(top),
        groups=groups_in(top, sites),
        links=links_in(top, sites),
        transfers=transfers_in(top, sites),
    )
    top.done()
    return case


def _sites(top: Row) -> tuple[str, ...]:
    sites = []
    for row in top.rows("sites"):
        sites.append(row.word("id"))
        row.done()
    if not sites:
        top.fault("sites", "a case needs a site", "add {id: …} of a site in roads.geojson")
    return tuple(sites)


def _corridors(top: Row, sites: tuple[str, ...]) -> tuple[CorridorRow, ...]:
    rows: list[CorridorRow] = []
    for row in top.rows("corridors"):
        site = row.choice("site", sites) if row.has("site") or len(sites) > 1 else sites[0]
        mode = Mode(row.choice("mode", tuple(mode.value for mode in Mode)))
        corridor = CorridorRow(id=row.word("id"), site=site, reception=row.word("reception"), mode=mode)
        row.done()
        if any(corridor.id == other.id for other in rows):
            row.fault("id", f"two corridors are called {corridor.id!r}", "rename one")
        if any(
            (corridor.site, corridor.reception, mode) == (other.site, other.reception, other.mode) for other in rows
        ):
            row.fault(
                "reception",
                f"two corridors lead from {corridor.site!r} to {corridor.reception!r} by {mode.value}",
                f"keep one, and give its other way as the slot leg.{corridor.site}.{corridor.reception}.other.NAME",
            )
        rows.append(corridor)
    if not rows:
        top.fault("corridors", "a case needs a direction to study", "add {id, reception, mode}")
    return tuple(rows)


def _entries(top: Row, file: str) -> dict[str, tuple[Assumption, object]]:
    entries: dict[str, tuple[Assumption, object]] = {}
    ids: set[str] = set()
    for row in top.rows("assumptions"):
        ident, slot = row.word("id"), row.word("slot")
        if ident in ids:
            row.fault("id", f"two assumptions are called {ident!r}", "rename one")
        if slot in entries:
            row.fault("slot", f"{slot} is set twice", "keep one of the two")
        row.call(f"assumptions[{slot}]")
        value = _reader(row, slot)(row)
        record = Assumption(
            id=ident,
            slot=slot,
            value=_written(row.raw("value")),
            unit=row.text("unit"),
            why=row.text("why"),
            source=row.text("source"),
        )
        row.done()
        ids.add(ident)
        entries[slot] = (record, value)
    return entries


def _reader(row: Row, slot: str) -> Callable[[Row], object]:
    reader = next((reader for pattern, reader in _SLOTS if re.fullmatch(pattern, slot)), None)
    if reader is None:
        known = ", ".join(sorted(pattern.replace(_ID, "ID").replace("\\", "") for pattern, _ in _SLOTS))
        row.fault("slot", f"unknown slot {slot!r}", f"use one of: {known}")
    return reader


def _written(value: Any) -> str:
    """The value as a person would write it in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_written(item)}" for key, item in value.items())
    if isinstance(value, list):
        nested = any(isinstance(item, dict) for item in value)
        return ("; " if nested else ", ").join(_written(item) for item in value)
    return str(value)


def _whole(least: int, most: int = 1_000_000) -> Callable[[Row], object]:
    return lambda row: row.whole("value", least=least, most=most)


def _number(most: float, above: float = 0.0) -> Callable[[Row], object]:
    return lambda row: row.number("value", above=above, most=most)


def _choice(*among: str) -> Callable[[Row], object]:
    return lambda row: row.choice("value", among)


def _needs(row: Row, most: int) -> Needs:
    needs = Needs(
        walking=row.whole("walking", most=most),
        wheelchair=row.whole("wheelchair", most=most),
        stretcher=row.whole("stretcher", most=most),
    )
    row.done()
    return needs


def _loading(row: Row) -> Needs:
    needs = _needs(row.row("value"), 86_400)
    if min(needs.walking, needs.wheelchair, needs.stretcher) < 1:
        row.fault("value", "boarding takes time for everyone", "write at least 1 second a person")
    return needs


def _fleet(row: Row) -> FleetRow:
    value = row.row("value")
    count = value.whole("count", least=1, most=10_000)
    places = Needs(
        walking=value.whole("seats", most=1_000),
        wheelchair=value.whole("wheelchair", most=1_000),
        stretcher=value.whole("stretcher", most=1_000),
    )
    value.done()
    if places.total < 1:
        row.fault("value", "a vehicle without places carries nobody", "give it seats, or leave it out")
    return FleetRow(count=count, places=places)


def _aboard(row: Row) -> Needs:
    needs = _needs(row.row("value"), 1_000)
    if needs.total < 1:
        row.fault("value", "nobody can cross with no place", "give it places, or leave the transfer out")
    return needs


def _convoy(row: Row) -> ConvoySize:
    value = row.row("value")
    least = value.whole("min", least=1, most=1_000)
    size = ConvoySize(least=least, most=value.whole("max", least=least, most=1_000))
    value.done()
    return size


def _profiles(row: Row) -> tuple[ProfileRow, ...]:
    profiles: list[ProfileRow] = []
    for entry in row.rows("value"):
        profile = ProfileRow(
            id=entry.word("id"),
            per_thousand=entry.whole("per_thousand", most=1_000),
            members=_needs(entry.row("members"), 100),
        )
        entry.done()
        if profile.members.total < 1:
            entry.fault("members", "a household has at least one person", "give it a member")
        if any(profile.id == other.id for other in profiles):
            entry.fault("id", f"two profiles are called {profile.id!r}", "rename one")
        profiles.append(profile)
    if (held := sum(p.per_thousand * p.members.total for p in profiles)) > 1_000:
        row.fault("value", f"the profiles hold {held} people per 1,000", "lower a per_thousand")
    if all(p.members != Needs(walking=1) for p in profiles):
        row.fault("value", "nobody travels alone here", "add a profile of one walking person for those left over")
    return tuple(profiles)


_ID = "[^.]+"
#: Slot patterns and how their value is read. Units: km, km/h, minutes, seconds per person, persons, vehicles.
_SLOTS: tuple[tuple[str, Callable[[Row], object]], ...] = (
    (r"year", _whole(1900, 2200)),
    (rf"site\.{_ID}\.bays", _whole(1, 1_000)),
    (rf"reception\.{_ID}\.capacity", _whole(0)),
    (rf"leg\.{_ID}\.{_ID}\.km", _number(5_000)),
    (rf"leg\.{_ID}\.{_ID}\.loaded_kph", _number(MAX_KPH)),
    (rf"leg\.{_ID}\.{_ID}\.empty_kph", _number(MAX_KPH)),
    (rf"leg\.{_ID}\.{_ID}\.via", lambda row: row.texts("value")),
    (rf"leg\.{_ID}\.{_ID}\.other\.{_ID}", lambda row: row.texts("value")),
    (r"leg\.(?:loaded|empty)_kph", _number(MAX_KPH)),
    (r"leg\.road_factor", _number(5, above=0.999)),
    (r"approach\.kph", _number(MAX_KPH)),
    (rf"approach\.{_ID}\.{_ID}\.km", _number(5_000)),
    (rf"approach\.{_ID}\.{_ID}\.kph", _number(MAX_KPH)),
    (rf"approach\.{_ID}\.{_ID}\.via", lambda row: row.texts("value")),
    (rf"resource\.{_ID}\.lanes", _whole(1, 1_000)),
    (rf"resource\.{_ID}\.slot_minutes", _whole(1, 1_440)),
    (rf"resource\.{_ID}\.delay_(?:loaded|empty)", _whole(0, 1_440)),
    (rf"resource\.{_ID}\.empty_free", _choice("yes", "no")),
    (rf"group\.{_ID}\.share_percent", _whole(0, 100)),
    (rf"group\.{_ID}\.wished", lambda row: row.word("value")),
    (rf"group\.{_ID}\.households", counts_in),
    (rf"foot\.{_ID}\.{_ID}\.km", _number(500)),
    (r"foot\.kph", _number(MAX_WALK_KPH)),
    (r"foot\.crossing_per_hour", _whole(1)),
    (r"fleet\.start", lambda row: row.word("value")),
    (rf"fleet\.{_ID}", _fleet),
    (rf"fleet\.{_ID}\.start", lambda row: row.word("value")),
    (rf"fleet\.{_ID}\.available_from", _whole(0, 10_080)),
    (rf"fleet\.{_ID}\.loading_minutes", _whole(1, 1_440)),
    (rf"fleet\.{_ID}\.unload_minutes", _whole(0, 1_440)),
    (rf"fleet\.{_ID}\.(?:duty|drive|rest)_minutes", _whole(1, 1_440)),
    (r"call\.minutes", _whole(0, 1_440)),
    (rf"transfer\.{_ID}\.places", _aboard),
    (rf"transfer\.{_ID}\.(?:minutes|per_minute)", _whole(1, 1_440)),
    (rf"transfer\.{_ID}\.boats", _whole(1, 1_000)),
    (rf"transfer\.{_ID}\.minutes_back", _whole(0, 1_440)),
    (rf"transfer\.{_ID}\.holds", _whole(0)),
    (r"convoy\.(?:led_above|escorts)", _whole(0, 1_000)),
    (r"convoy\.escort_return_minutes", _whole(0, 1_440)),
    (r"loading\.seconds", _loading),
    (r"unload\.minutes", _whole(0, 1_440)),
    (r"screening\.lanes", _whole(1, 1_000)),
    (r"screening\.seconds", _whole(0, 86_400)),
    (r"screening\.km", _number(5_000, above=-0.001)),
    (r"convoy\.size", _convoy),
    (r"convoy\.headway_minutes", _whole(0, 1_440)),
    (r"standing\.max_minutes", _whole(0, 1_440)),
    (r"window\.margin_minutes", _whole(0, 1_440)),
    (r"sunset\.margin_minutes", _whole(0, 1_440)),
    (r"spare\.share_percent", _whole(0, 100)),
    (r"households\.profiles", _profiles),
    (r"wishes", _choice("not recorded")),
    (r"roads\.default", _choice(*ASSUMABLE)),
    (r"roads\.foot", _choice(*ASSUMABLE)),
    (r"roads\.undecided", _choice(RoadState.UNKNOWN.value)),
    (rf"road\.{_ID}\.state", _choice(*ASSUMABLE)),
)
