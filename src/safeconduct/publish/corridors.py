"""Directions as readers see them: who is on record with what, the derived status, the alternative that comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.model.claim import Claim, ConditionValue, DestinationValue, Kind, Stance
from safeconduct.model.corridor import Corridor, CorridorStatus, Position
from safeconduct.model.dossier import Dossier
from safeconduct.model.situation import Situation
from safeconduct.publish import figures, lexicon
from safeconduct.publish.ledger import Ledger, PartyView, Ref

#: Columns of the negotiation table: field of a Position and its heading.
COLUMNS = (
    ("offered", "offers"),
    ("requested", "asks for"),
    ("accepted", "accepts"),
    ("refused", "refuses"),
    ("conditions", "conditions"),
    ("told", "was told (as claimed)"),
    ("receipt", "confirms receipt"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words with the ways to what they rest on."""

    text: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One party's record on one direction; ``cells`` follow COLUMNS."""

    party: PartyView
    touches: bool
    silent: bool
    cells: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardView:
    """A warning that blocks an order until a named role resolves it."""

    id: str
    text: str
    resolved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorView:
    """One direction. ``status`` are the words of the status banner; ``missing`` the parties that have not agreed;
    ``over`` says that the announced hours lie before the situation, empty where they do not."""

    id: str
    name: str
    title: str
    mode: str
    status: str
    agreed: bool
    window: Said
    window_local: str
    over: str
    controlled_by: str
    missing: str
    route: Said
    rows: tuple[PositionRow, ...]
    guards: tuple[GuardView, ...]
    leans_on: str
    foot: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """How long a site can hold out, and how many people are there."""

    name: str
    people: Said
    food: Said
    water: Said


def status_words(corridor: Corridor) -> str:
    """The derived status with what it lacks: "announced by one party · not agreed"."""
    offering = sum(1 for p in corridor.positions if p.offered)
    match corridor.status:
        case CorridorStatus.AGREED:
            return "agreed by every party that touches it"
        case CorridorStatus.NOTIFIED:
            return "announced and received · not agreed"
        case CorridorStatus.ANNOUNCED:
            return f"announced by {'one party' if offering == 1 else f'{offering} parties'} · not agreed"
        case CorridorStatus.PROPOSED:
            asked = any(p.requested for p in corridor.positions)
            refused = any(p.refused for p in corridor.positions)
            words = "asked for" if asked else "proposed"
            return f"{words}{', refused by one party' if refused else ''} · not agreed"


def over(situation: Situation, corridor: Corridor) -> str:
    """That the hours of a corridor have ended or begun when the situation was made, and what a plan of them then is."""
    window, now = corridor.window, situation.as_of
    if window is None or now < window.opens:
        return ""
    if now >= window.closes:
        return (
            f"these hours ended on {figures.stamp(window.closes)}, before this situation (as of {figures.stamp(now)}): "
            "every plan of them is a study of that day, not of one to come"
        )
    return (
        f"these hours began at {figures.stamp(window.opens)}, before this situation (as of {figures.stamp(now)}): "
        "every plan of them counts from their beginning"
    )


def corridor_views(situation: Situation, ledger: Ledger, claims: Sequence[Claim]) -> tuple[CorridorView, ...]:
    """The directions in the situation's order."""
    by_id = {c.id: c for c in claims}
    return tuple(_corridor(situation, c, ledger, by_id) for c in situation.corridors)


def place_name(situation: Situation, place: str) -> str:
    """The name of a site, reception or node by id."""
    names = {n.id: n.name for n in situation.nodes}
    names |= {s.id: s.name for s in situation.sites} | {r.id: r.name for r in situation.receptions}
    return figures.line(names.get(place, place))


def _corridor(situation: Situation, corridor: Corridor, ledger: Ledger, claims: dict[str, Claim]) -> CorridorView:
    name = place_name(situation, corridor.reception)
    window = Said(text="no window announced")
    local = ""
    if corridor.window is not None and corridor.window_basis is not None:
        window = Said(text=figures.window(corridor.window), refs=ledger.basis(corridor.window_basis))
        local = figures.window_local(corridor.window, situation.parties)
    status = status_words(corridor)
    return CorridorView(
        id=corridor.id,
        name=name,
        title=f"{place_name(situation, corridor.site)} → {name}, {lexicon.MODE[corridor.mode]}",
        mode=lexicon.MODE[corridor.mode],
        status=status,
        agreed=corridor.status is CorridorStatus.AGREED,
        window=window,
        window_local=local,
        over=over(situation, corridor),
        controlled_by=ledger.label(corridor.controlled_by) if corridor.controlled_by else "",
        missing=figures.listed(ledger.label(p) for p in corridor.missing_parties),
        route=_route(situation, corridor, ledger),
        rows=tuple(_row(p, corridor, ledger, claims) for p in corridor.positions),
        guards=tuple(
            GuardView(id=g.id, text=figures.line(g.text), resolved=figures.line(g.resolved_by or ""))
            for g in situation.guards
            if g.corridor == corridor.id
        ),
        leans_on=_leans(situation, corridor),
        foot=_foot(situation, corridor, ledger),
    )


def _route(situation: Situation, corridor: Corridor, ledger: Ledger) -> Said:
    leg = situation.leg_of(corridor)
    if leg is None:
        return Said(text=f"no {lexicon.MODE_ROUTE[corridor.mode]} given the confirmed states")
    words = f"{figures.number(leg.km.value)} km, {figures.duration(leg.minutes_loaded.value)} loaded"
    if leg.checkpoint is not None:
        point = leg.checkpoint
        words += (
            f"; screening: {figures.plural(point.lanes.value, 'lane')}, {point.seconds_per_person.value} s a person"
        )
    refs = dict.fromkeys((*ledger.basis(leg.km.basis), *ledger.basis(leg.minutes_loaded.basis)))
    return Said(text=words, refs=tuple(refs))


def _leans(situation: Situation, corridor: Corridor) -> str:
    leg = situation.leg_of(corridor)
    if leg is None or not leg.leans_on:
        return ""
    names = {r.id: r.name for r in situation.roads}
    return figures.listed(figures.line(names.get(r, r)) for r in leg.leans_on)


def _foot(situation: Situation, corridor: Corridor, ledger: Ledger) -> Said:
    found = next((f for f in situation.foot_crossings if f.reception == corridor.reception), None)
    if found is None:
        return Said(text="")
    words = (
        f"If people can cross on foot: about {figures.count(found.persons_per_hour.value)} an hour, "
        f"{figures.number(found.km.value)} km, {figures.duration(found.walk_minutes.value)} of walking; "
        "whether the crossing is passable nobody has confirmed."
    )
    return Said(text=words, refs=ledger.basis(found.persons_per_hour.basis))


def _row(position: Position, corridor: Corridor, ledger: Ledger, claims: dict[str, Claim]) -> PositionRow:
    party = ledger.party(position.party) or PartyView(id=position.party, label=position.party, mark="·")
    return PositionRow(
        party=party,
        touches=position.party in corridor.touching,
        silent=position.silent,
        cells=tuple(_cell(field, getattr(position, field), position, ledger, claims) for field, _ in COLUMNS),
    )


def _cell(field: str, ids: Sequence[str], position: Position, ledger: Ledger, claims: dict[str, Claim]) -> Said:
    if not ids:
        return _only_said(position, ledger, claims) if field == "accepted" else Said(text="–")
    words = "yes"
    told_by = [c.party for i in ids if (c := claims.get(i)) is not None and c.party not in (None, position.party)]
    relays = [claims[r].party for r in position.relayed_by if r in claims] if field == "requested" else []
    others = [p for p in dict.fromkeys([*told_by, *relays]) if p and p != position.party]
    if others:
        words = f"according to {figures.listed(ledger.label(p) for p in others)}"
    if field == "conditions":
        values = [v for i in ids if i in claims for v in claims[i].values if isinstance(v, ConditionValue)]
        words = "military condition" if any(v.military for v in values) else "condition"
    if field == "told":
        words = "notice claimed" + (f" by {figures.listed(ledger.label(p) for p in others)}" if others else "")
    return Said(text=words, refs=ledger.refs(ids))


def _only_said(position: Position, ledger: Ledger, claims: dict[str, Claim]) -> Said:
    """An acceptance that other speakers report and the party has not given itself; a dash without one."""
    answers = [
        claims[c]
        for c in position.relayed_by
        if c in claims and claims[c].party == position.party and Kind.ACCEPTANCE in (claims[c].kind, *_slots(claims[c]))
    ]
    if not answers:
        return Said(text="–")
    by = dict.fromkeys(claims[c.relayed_by].party for c in answers if c.relayed_by in claims)
    names = [ledger.label(party) if party else "another speaker" for party in by]
    return Said(text=f"only according to {figures.listed(names)}", refs=ledger.refs([c.id for c in answers]))


def _slots(claim: Claim) -> tuple[Kind, ...]:
    return tuple(Kind(value.slot) for value in claim.values)


def site_views(situation: Situation, ledger: Ledger) -> tuple[SiteView, ...]:
    """Sites with their people and endurance."""
    out = []
    for site in situation.sites:
        said = ledger.refs(site.endurance.said)
        food, water = site.endurance.food_days, site.endurance.water_days
        people = [Said(text=figures.estimate(g.people), refs=ledger.basis(g.people.basis)) for g in site.groups]
        out.append(
            SiteView(
                name=figures.line(site.name),
                people=Said(
                    text="; ".join(p.text for p in people) or "not counted",
                    refs=tuple(r for p in people for r in p.refs),
                ),
                food=Said(
                    text=figures.days(food.value if food else None), refs=ledger.basis(food.basis) if food else said
                ),
                water=Said(
                    text=figures.days(water.value if water else None), refs=ledger.basis(water.basis) if water else ()
                ),
            )
        )
    return tuple(out)


def guessed_corridors(dossier: Dossier, ledger: Ledger) -> tuple[Said, ...]:
    """In a draft: directions that offers, requests and refusals name, with the claims that name them."""
    found: dict[str, tuple[str, list[str]]] = {}
    for claim in dossier.claims:
        if claim.id not in ledger.by_id or ledger.by_id[claim.id].masked:
            continue
        for value in claim.values:
            if isinstance(value, DestinationValue):
                key = value.place or figures.line(value.as_written).casefold()
                found.setdefault(key, (figures.line(value.as_written), []))[1].append(claim.id)
    out = [Said(text=f"to {words}", refs=ledger.refs(ids)) for words, ids in found.values()]
    if not out:
        offers = [
            c.id
            for c in dossier.claims
            if c.stance in (Stance.OFFERS, Stance.REQUESTS) and c.kind is not Kind.OUT_OF_SCOPE
        ]
        refs = ledger.refs(offers)
        out = [Said(text="an offer or request that names no destination", refs=refs)] if refs else []
    return tuple(out)
