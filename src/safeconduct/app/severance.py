"""Why there is no way now: the closed roads at the border of what is in reach, who says so, and the proof checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safeconduct.app.road_network import Opened
from safeconduct.model.dossier import Check
from safeconduct.model.errors import CheckFailed
from safeconduct.model.place import Point
from safeconduct.network.arcs import SHUT
from safeconduct.network.damage import Entry
from safeconduct.network.netcut import find_cut_off, named
from safeconduct.verify.road_cut import check_road_cut

_OTHER = {"foot": "boats"}
SAID = "road cut: who says so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """A road or crossing with what stands of it: its road ids, state, since when, the days since then, who says so,
    the claims and the number of reports that say otherwise."""

    name: str
    roads: tuple[str, ...]
    state: str
    since: str | None
    age_days: float
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    confirmed: bool
    disputed_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Severed:
    """No way given these confirmed states. ``near`` counts the nodes within reach, ``shut`` what is closed at their
    border, and ``reopen`` the fewest road ids whose reopening gives a way."""

    near: int
    shut: tuple[Shut, ...]
    reopen: tuple[str, ...]
    statement: str
    checks: tuple[Check, ...]


def severed(opened: Opened, vehicle: str, begin: int, end: int, between: tuple[str, str]) -> Severed | None:
    """The certificate that confirmed states leave no way between two nodes, recomputed by the checker; None when
    there is one. CheckFailed when the checker finds otherwise."""
    net, mapped, times = opened.net, opened.mapped[vehicle], opened.times[vehicle]
    closed = opened.standing.closed(mapped, times)
    off = find_cut_off(net, mapped, [begin], [end], closed) if closed else None
    if off is None:
        return None
    shut = tuple(shut_of(opened, name, edges) for name, edges in named(net, off.boundary))
    reopen = tuple(net.road_id(edge) for edge in off.repair)
    names = tuple(name for name, _ in named(net, off.repair))
    near = int(off.near.sum())
    statement = _statement(opened, vehicle, between, shut, names)
    certificate: Mapping[str, Any] = {
        "class": vehicle,
        "near": near,
        "shut": [{"name": s.name, "roads": s.roads, "state": s.state, "sources": s.sources} for s in shut],
        "reopen": reopen,
        "statement": statement,
    }
    checks = recheck(opened, vehicle, begin, end, certificate)
    for check in checks:
        if not check.ok:
            raise CheckFailed(
                f"{check.rule}: {check.found}", file=str(opened.file), next_step="report this: a proof did not hold"
            )
    return Severed(near=near, shut=shut, reopen=reopen, statement=statement, checks=checks)


def recheck(opened: Opened, vehicle: str, begin: int, end: int, certificate: Mapping[str, Any]) -> tuple[Check, ...]:
    """A certificate before the checker, which is given the arcs of the map and the states as recorded."""
    net, mapped = opened.net, opened.mapped[vehicle]
    tail, head = net.arc_tails().tolist(), net.arc_heads().tolist()
    usable = (mapped.deciseconds != SHUT).nonzero()[0].tolist()
    return check_road_cut(
        certificate,
        start=begin,
        goal=end,
        arcs=[(tail[arc], head[arc], net.road_id(arc // 2)) for arc in usable],
        confirmed={net.road_id(edge): entry.state.value for edge, entry in opened.standing.rests_on.items()},
    )


def shut_of(opened: Opened, name: str, edges: Sequence[int]) -> Shut:
    """What stands of the edges of one name; where entries differ, the first edge's state and every source."""
    stands = opened.standing
    entries = list(dict.fromkeys(entry for edge in edges for entry in _behind(opened, edge)))
    reports = {entry.number for edge in edges for entry in stands.reports.get(edge, ()) if edge in stands.rests_on}
    first = entries[0]
    return Shut(
        name=name,
        roads=tuple(opened.net.road_id(edge) for edge in edges),
        state=stands.states[edges[0]].value,
        since=None if first.since is None else f"{first.since:%FT%TZ}",
        age_days=round(first.age(opened.at), 2),
        sources=tuple(dict.fromkeys(entry.source for entry in entries)),
        claims=tuple(dict.fromkeys(claim for entry in entries for claim in entry.claims)),
        confirmed=edges[0] in stands.rests_on,
        disputed_by=len(reports),
    )


def as_typed(place: Point) -> str:
    """A place as a statement names it."""
    return f"{place.lon},{place.lat}"


def misquoted(
    opened: Opened, certificate: Mapping[str, Any], between: tuple[Point, Point], listed: Sequence[Mapping[str, Any]]
) -> Check:
    """Whether a certificate says of every closed road what was recorded of it (sources, claims, since when, age, who
    says otherwise), and its statement the same, of the places asked about."""
    wrong = []
    for one in listed:
        edges = sorted(edge for found in opened.net.edges_by_road(one["roads"]).values() for edge in found)
        if not edges or any(edge not in opened.standing.rests_on for edge in edges):
            wrong.append(f"of {one['name']} nothing confirmed was recorded")
            continue
        recorded = shut_of(opened, one["name"], edges)
        for key in ("sources", "claims", "since", "age_days", "confirmed", "disputed_by"):
            value = getattr(recorded, key)
            if one.get(key) != (list(value) if isinstance(value, tuple) else value):
                wrong.append(f"of {one['name']} other {key.replace('_', ' ')} than stated were recorded")
        if _words(recorded) not in certificate["statement"]:
            wrong.append(f"the statement does not say: {_words(recorded)}")
    ends = f" from {as_typed(between[0])} to {as_typed(between[1])} given"
    if ends not in certificate["statement"]:
        wrong.append(f"the statement does not say:{ends}")
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    found = wrong[0] + more if wrong else "sources, claims and ages are those recorded"
    return Check(rule=SAID, ok=not wrong, found=found)


def _behind(opened: Opened, edge: int) -> Sequence[Entry]:
    """The entries an edge's state rests on: the confirmed one, else the reports."""
    confirmed = opened.standing.rests_on.get(edge)
    return opened.standing.reports[edge] if confirmed is None else (confirmed,)


def _statement(
    opened: Opened, vehicle: str, between: tuple[str, str], shut: Sequence[Shut], reopen: Sequence[str]
) -> str:
    """Red line 21: the class, the cut, its sources and their age, and what would change it."""
    who = "people on foot" if vehicle == "foot" else f"a vehicle of class {vehicle}"
    listed = "; ".join(_words(one) for one in shut)
    change = f"{who} can pass {' and '.join(reopen)}" if reopen else "the map lacks a road that exists"
    return (
        f"No way for {who} from {between[0]} to {between[1]} given these confirmed states (as of {opened.at:%F}; "
        f"every road of unknown state counts as passable): {listed}. "
        f"It changes if a confirmed report says that {change}. "
        f"It says nothing of {_OTHER.get(vehicle, 'people on foot or in boats')}."
    )


def _words(shut: Shut) -> str:
    days = f"{abs(shut.age_days):.0f} {'day' if round(abs(shut.age_days)) == 1 else 'days'}"
    since = f" since {shut.since[:10]}" if shut.since else ""
    claims = f" [{', '.join(shut.claims)}]" if shut.claims else ""
    disputes = f", disputed by {shut.disputed_by}" if shut.disputed_by else ""
    return f"{shut.name} {shut.state}{since} ({days} old), by {', '.join(shut.sources)}{claims}{disputes}"
