"""The Situation: everything a plan may rest on, from confirmed claims and printed assumptions and nothing else.

Needed and confirmed by claim: people, window, destination, states of crossings reported on. Without one of them
there is no Situation but an UnconfirmedError (exit 4) that names the slot and the next step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NoReturn
from zoneinfo import ZoneInfo

from safeconduct.assess.assumptions import Assumptions, Case, ConvoySize, CorridorRow
from safeconduct.assess.confirm import Ledger, apply_decisions
from safeconduct.assess.crossings import Crossings
from safeconduct.assess.depots import approaches_of, depots_of, vehicles_of
from safeconduct.assess.gaps import forced_transfer_guards, gaps
from safeconduct.assess.groups import groups_of
from safeconduct.assess.legs import Routers, foot_crossing, leg_for, other_legs
from safeconduct.assess.measured import measured_leg
from safeconduct.assess.narrow import meeting, resources_of
from safeconduct.assess.needs import counted_at, endurance, people_at
from safeconduct.assess.offers import Offers, by_first_mention
from safeconduct.assess.roads import road_states
from safeconduct.assess.sunset import by_daylight, night_gaps, sunset_record
from safeconduct.assess.transfers import transfers_of
from safeconduct.assess.unreached import unreached
from safeconduct.model.claim import Claim, Decision, Kind
from safeconduct.model.corridor import Corridor
from safeconduct.model.errors import InputError, UnconfirmedError
from safeconduct.model.known import Assumption, Known
from safeconduct.model.place import Mode, Node, Road
from safeconduct.model.report import Party, Report
from safeconduct.model.resource import FleetConvoys
from safeconduct.model.situation import (
    Depot,
    FootCrossing,
    HouseholdProfile,
    Leg,
    Needs,
    Reception,
    Rules,
    Site,
    Situation,
    Sunset,
)
from safeconduct.network.case_roads import MeasuredWays
from safeconduct.network.roadfile import RoadFile
from safeconduct.redact.combatants import withheld


def assemble(
    *,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    decisions: Sequence[Decision],
    parties: Sequence[Party],
    roads: RoadFile,
    case: Case,
    routers: Routers,
    measured: MeasuredWays | None = None,
) -> Situation:
    """The Situation of a case.

    ``reports`` stand in the order of reports.yaml and ``claims`` in text order within it; ``routers`` makes a router
    of a road graph and a speed (such as ``ScipyRouter.of``). With ``measured``, minutes and kilometres are those of
    the network the roads were drawn from. UnconfirmedError (exit 4) for a needed slot without a
    confirmed claim or a decision that matches nothing; InputError (exit 2) for tables that contradict each other.
    """
    _refuse_strangers(case, roads, parties)
    ledger = apply_decisions(reports, claims, decisions, parties)
    parties = by_first_mention(parties, reports)
    between = tuple((c.site, c.reception) for c in case.corridors)
    states = road_states(roads, ledger, case.assumptions, between)
    profiles = _profiles(case.assumptions)
    sites = tuple(_site(site, roads, ledger, case, profiles) for site in case.sites)
    offers = Offers(ledger, parties, case.corridors)
    corridors, dawns = _corridors(case, offers, parties, roads)
    receptions = tuple(_reception(c, roads, parties, case.assumptions) for c in _once(case.corridors))
    legs, walks = _ways(case, roads, states.roads, routers, measured)
    resources = resources_of(case, states.roads)
    depots = _depots(case, roads, measured)
    approaches = approaches_of(case, roads.nodes, states.roads, routers)
    sunsets, computed = _sunsets(corridors, receptions, case.reference_date)
    return Situation(
        name=case.name,
        title=case.title,
        as_of=case.as_of,
        parties=parties,
        nodes=roads.nodes,
        roads=states.roads,
        waters=roads.waters,
        sites=sites,
        receptions=receptions,
        corridors=corridors,
        legs=tuple(meeting(leg, resources, states.roads) for leg in legs),
        foot_crossings=walks,
        vehicles=vehicles_of(case),
        profiles=profiles,
        rules=_rules(case.assumptions),
        sunsets=sunsets,
        assumptions=(*case.assumptions.records, *dawns, *computed, *((measured.record,) if measured else ())),
        gaps=unreached(ledger, Crossings(roads, between), offers, case.sites)
        + night_gaps(corridors, sunsets, case.assumptions.known("sunset.margin_minutes", int).value)
        + gaps(
            parties=parties,
            sites=sites,
            corridors=corridors,
            receptions=receptions,
            legs=legs,
            roads=states.roads,
            undecided=states.undecided,
            ledger=ledger,
            assumptions=case.assumptions,
            resources=resources,
        ),
        guards=forced_transfer_guards(corridors, receptions),
        wishes_recorded=False,
        withheld_claims=sum(withheld(claim) for claim in claims),
        depots=depots,
        approaches=tuple(meeting(one, resources, states.roads) for one in approaches),
        resources=resources,
        transfers=transfers_of(case, states.roads),
    )


def _refuse_strangers(case: Case, roads: RoadFile, parties: Sequence[Party]) -> None:
    """Ids in the tables must be ids of the road file."""

    def refuse(field: str, node: str, what: str) -> NoReturn:
        raise InputError(
            f"{node!r} is no {what} of the road file",
            file=case.assumptions.file if field != "controls" else "parties.yaml",
            field=field,
            next_step=f"use the id of a point of kind {what} in roads.geojson",
        )

    kinds = {node.id: node.kind for node in roads.nodes}
    for site in case.sites:
        if kinds.get(site) != "site":
            refuse("sites", site, "site")
    for corridor in case.corridors:
        if kinds.get(corridor.reception) != "reception":
            refuse("corridors", corridor.reception, "reception")
    for party in parties:
        for node in party.controls:
            if node not in kinds:
                refuse("controls", node, "node")
    corridors = {f"{c.site}.{c.reception}" for c in case.corridors}
    approaches = {f"{d}.{s}" for d in case.depots for s in case.sites} | {f"{a}.{b}" for a, b in case.links}
    classes = {name for _, name in case.assumptions.matching(r"fleet\.((?!start$)[^.]+)")}
    for pattern, what, known in (
        (r"(?:leg|foot)\.([^.]+\.[^.]+)\..+", "corridor", corridors),
        (r"approach\.([^.]+\.[^.]+)\.[^.]+", "depot and site", approaches),
        (r"resource\.([^.]+)\.[^.]+", "narrow place", {row.id for row in case.resources}),
        (r"transfer\.([^.]+)\.[^.]+", "transfer", {row.id for row in case.transfers}),
        (r"group\.([^.]+)\.[^.]+", "group", {row.id for row in case.groups}),
        (r"fleet\.([^.]+)\.[^.]+", "vehicle class", classes),
    ):
        for slot, name in case.assumptions.matching(pattern):
            if name not in known:
                raise InputError(
                    f"the slot {slot} belongs to no {what} of the case",
                    file=case.assumptions.file,
                    field="assumptions",
                    next_step=f"use one of: {', '.join(sorted(known)) or f'none is named; add a {what}'}",
                )


def _once(corridors: Sequence[CorridorRow]) -> tuple[CorridorRow, ...]:
    """The first corridor to each reception, in table order."""
    return tuple(
        {c.reception: c for c in reversed(corridors)}[r] for r in dict.fromkeys(c.reception for c in corridors)
    )


def _node(roads: RoadFile, node_id: str) -> Node:
    node = roads.node(node_id)
    assert node is not None  # _refuse_strangers has looked
    return node


def _site(site: str, roads: RoadFile, ledger: Ledger, case: Case, profiles: Sequence[HouseholdProfile]) -> Site:
    node = _node(roads, site)
    alone = len(case.sites) == 1
    landing = any(row.landing == site for row in case.transfers)
    counted = not landing or counted_at(site, ledger, only_site=alone)
    return Site(
        id=site,
        name=node.name,
        point=node.point,
        bays=case.assumptions.known(f"site.{site}.bays", int),
        endurance=endurance(ledger, None if alone else site),
        groups=groups_of(site, people_at(site, ledger, only_site=alone), case, profiles) if counted else (),
    )


def _depots(case: Case, roads: RoadFile, measured: MeasuredWays | None) -> tuple[Depot, ...]:
    if measured is not None and (case.depots or case.links):
        raise InputError(
            "the ways from depots are not measured on an extract yet",
            file=case.assumptions.file,
            field="depots",
            next_step="let the vehicles start at a site, or draw the roads in roads.geojson",
        )
    return depots_of(case, roads.nodes)


def _reception(corridor: CorridorRow, roads: RoadFile, parties: Sequence[Party], assumptions: Assumptions) -> Reception:
    node = _node(roads, corridor.reception)
    capacity = f"reception.{node.id}.capacity"
    return Reception(
        id=node.id,
        name=node.name,
        point=node.point,
        capacity=assumptions.known(capacity, int) if assumptions.has(capacity) else None,
        controlled_by=_holder(node.id, parties),
    )


def _holder(node: str, parties: Sequence[Party]) -> str | None:
    """The one party reported to hold a node; None when nobody or several are."""
    holders = [party.id for party in parties if node in party.controls]
    return holders[0] if len(holders) == 1 else None


def _corridors(
    case: Case, offers: Offers, parties: Sequence[Party], roads: RoadFile
) -> tuple[tuple[Corridor, ...], tuple[Assumption, ...]]:
    """Corridors in table order, open by daylight only, with the records of that; every party of the table touches every
    one, as fronts are not in the model."""
    corridors: list[Corridor] = []
    dawns: list[Assumption] = []
    for row in case.corridors:
        if not offers.named(row):
            _needed(Kind.DESTINATION, f"no confirmed claim names {row.reception} as a destination")
        window, basis = offers.window(row) or (None, None)
        if window is not None and basis is not None:
            window, record = by_daylight(row.id, _node(roads, row.reception).point, window)
            if record is not None:
                dawns.append(record)
                basis = replace(basis, assumptions=(*basis.assumptions, record.id))
        corridors.append(
            Corridor(
                id=row.id,
                site=row.site,
                reception=row.reception,
                mode=row.mode,
                window=window,
                window_basis=basis,
                positions=offers.positions(row.id),
                touching=tuple(party.id for party in parties),
                controlled_by=_holder(row.reception, parties),
            )
        )
    if all(corridor.window is None for corridor in corridors):
        _needed(Kind.WINDOW, "no confirmed claim gives the hours of any corridor")
    return tuple(corridors), tuple(dawns)


def _needed(slot: Kind, problem: str) -> NoReturn:
    raise UnconfirmedError(
        problem,
        file="decisions.yaml",
        field=slot.value,
        next_step=f"confirm one with `safeconduct confirm` (slot {slot.value}); `safeconduct claims` lists them",
    )


def _ways(
    case: Case, roads: RoadFile, states: Sequence[Road], routers: Routers, measured: MeasuredWays | None
) -> tuple[tuple[Leg, ...], tuple[FootCrossing, ...]]:
    legs = (
        leg_for(row, roads.nodes, states, case.assumptions, routers)
        if measured is None or row.mode is Mode.FOOT
        else measured_leg(row, states, case.assumptions, measured)
        for row in case.corridors
    )
    walks = (
        foot_crossing(row.site, row.reception, roads.nodes, states, case.assumptions, routers)
        for row in _once(case.corridors)
    )
    others = (leg for row in case.corridors for leg in other_legs(row, states, case.assumptions))
    return (*(leg for leg in legs if leg is not None), *others), tuple(walk for walk in walks if walk is not None)


def _profiles(assumptions: Assumptions) -> tuple[HouseholdProfile, ...]:
    rows = assumptions.known("households.profiles", tuple)
    return tuple(
        HouseholdProfile(id=row.id, members=row.members, per_thousand=Known(value=row.per_thousand, basis=rows.basis))
        for row in rows.value
    )


def _rules(assumptions: Assumptions) -> Rules:
    convoy = assumptions.known("convoy.size", ConvoySize)
    return Rules(
        loading_seconds=assumptions.known("loading.seconds", Needs),
        unload_minutes=assumptions.known("unload.minutes", int),
        convoy_min=Known(value=convoy.value.least, basis=convoy.basis),
        convoy_max=Known(value=convoy.value.most, basis=convoy.basis),
        headway_minutes=assumptions.known("convoy.headway_minutes", int),
        standing_max_minutes=assumptions.known("standing.max_minutes", int),
        window_margin_minutes=assumptions.known("window.margin_minutes", int),
        sunset_margin_minutes=assumptions.known("sunset.margin_minutes", int),
        spare_percent=assumptions.known("spare.share_percent", int),
        call_minutes=assumptions.known("call.minutes", int) if assumptions.has("call.minutes") else None,
        fleet_convoys=_fleet_convoys(assumptions),
    )


def _fleet_convoys(assumptions: Assumptions) -> FleetConvoys | None:
    """A fleet departs in convoys when somebody says above which size one is led."""
    led, escorts, back = (f"convoy.{what}" for what in ("led_above", "escorts", "escort_return_minutes"))
    if assumptions.has(escorts) != assumptions.has(back) or (assumptions.has(escorts) and not assumptions.has(led)):
        raise InputError(
            "escorts need their number, the minutes until they are back, and the size above which a convoy is led",
            file=assumptions.file,
            field=escorts,
            next_step=f"set {led}, {escorts} and {back}, or {led} alone",
        )
    if not assumptions.has(led):
        return None
    return FleetConvoys(
        led_above=assumptions.known(led, int),
        escorts=assumptions.known(escorts, int) if assumptions.has(escorts) else None,
        escort_return_minutes=assumptions.known(back, int) if assumptions.has(back) else None,
    )


def _sunsets(
    corridors: Sequence[Corridor], receptions: Sequence[Reception], reference: date
) -> tuple[tuple[Sunset, ...], tuple[Assumption, ...]]:
    """Sunset at each reception on the day of its corridor's window; without one, of the case's first window."""
    announced = next((c.window for c in corridors if c.window), None)
    sunsets, records = [], []
    for reception in receptions:
        window = next((c.window for c in corridors if c.reception == reception.id and c.window), announced)
        zone = window.zone if window else "UTC"
        day = window.opens.astimezone(ZoneInfo(zone)).date() if window else reference
        found = sunset_record(reception.id, reception.point, day, zone, window.opens if window else None)
        if found is not None:
            sunsets.append(found[0])
            records.append(found[1])
    return tuple(sunsets), tuple(records)
