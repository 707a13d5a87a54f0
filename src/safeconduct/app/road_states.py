"""The ROADS verbs about damage: record what was reported of roads, list it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from safeconduct.app.lonlat import parse_lonlat
from safeconduct.app.reading import existing
from safeconduct.app.wire import clock, workspace
from safeconduct.assess.confirm import match
from safeconduct.assess.roads import STATES
from safeconduct.model.claim import Claim, Kind, RoadValue
from safeconduct.model.errors import InputError, NotFound, UnconfirmedError
from safeconduct.model.place import RoadState
from safeconduct.network.area import load_area
from safeconduct.network.damage import Entry, Ledger, Standing, road_ids, standing
from safeconduct.network.damage_file import beside, load_states, save_states
from safeconduct.network.netfile import load_net
from safeconduct.network.road_names import NamedRoad, nearest, roads_named
from safeconduct.network.roadnet import RoadNet

_TIME = "give a time with its zone, such as 2022-06-13T06:00+03:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which roads: ids, names (the one nearest to ``near`` where a name stands for several), drawn polygons."""

    roads: Sequence[str] = ()
    names: Sequence[str] = ()
    near: str | None = None
    area: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of them: by whom (``source``), entered by which role, from and until when (ISO 8601 with a zone).

    ``claim`` is a claim of a workspace instead of a source in words. What is only ``reported`` closes nothing.
    """

    source: str | None = None
    by: str = ""
    since: str | None = None
    until: str | None = None
    reported: bool = False
    claim: str | None = None
    workspace: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The entry as kept, and how many stretches and kilometres of the network it speaks of."""

    entry: Entry
    edges: int
    km: float
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The ledger of a network, what of it stands at an instant, and the network."""

    net: RoadNet
    ledger: Ledger
    standing: Standing
    at: datetime
    file: Path


def record_state(path: Path, choice: Choice, said: Said, state: RoadState | None) -> Recorded:
    """Add an entry to the ledger beside a network. ``state`` None takes the one that the claim gives."""
    net = load_net(path).net
    file = beside(path)
    ledger, read = load_states(file)
    source, names = said.source, tuple(choice.names)
    claims: tuple[str, ...] = ()
    if said.claim is not None:
        claim, value = _claimed(said)
        source, claims, state = source or value.as_written, (claim.id,), state or STATES[value.state]
        if not (names or choice.roads or choice.area):
            names = value.names
    if source is None:
        raise InputError("a state needs its source", field="--source", next_step="say who reports it, or give --claim")
    if state is None:
        raise InputError("which state?", field="--state", next_step=f"give one of {', '.join(RoadState)}")
    edges, chosen = _chosen(net, choice, names)
    extended = ledger.add(
        at=clock().now().replace(microsecond=0),
        by=said.by,
        roads=road_ids(net, edges),
        chosen=chosen,
        state=state,
        since=_instant(said.since, "--since"),
        until=_instant(said.until, "--until"),
        source=source,
        claims=claims,
        confirmed=not said.reported,
    )
    save_states(file, extended, read)
    km = float(net.edge_metres[list(edges)].sum()) / 1000
    return Recorded(entry=extended.entries[-1], edges=len(edges), km=km, file=file)


def undo_state(path: Path, number: int | None, *, by: str, why: str) -> Recorded:
    """Take back an entry, or the last that stands; the entry stays in the history."""
    net = load_net(path).net
    file = beside(path)
    ledger, read = load_states(file)
    extended = ledger.undo(number, at=clock().now().replace(microsecond=0), by=by, why=why)
    save_states(file, extended, read)
    taken = extended.entries[(extended.entries[-1].undoes or 1) - 1]
    edges = {edge for found in net.edges_by_road(taken.roads).values() for edge in found}
    return Recorded(entry=taken, edges=len(edges), km=float(net.edge_metres[sorted(edges)].sum()) / 1000, file=file)


def states_of(path: Path, as_of: str | None = None) -> States:
    """What was reported of a network's roads, and what of it stands at an instant (default: now)."""
    net = load_net(path).net
    at = _instant(as_of, "--as-of") or clock().now()
    ledger, _ = load_states(beside(path))
    return States(net=net, ledger=ledger, standing=standing(net, ledger, at), at=at, file=beside(path))


def _chosen(net: RoadNet, choice: Choice, names: Sequence[str]) -> tuple[tuple[int, ...], str]:
    """The edges a person chose, and in words how."""
    edges: set[int] = set()
    words: list[str] = []
    if choice.near is not None and not names:
        raise InputError("a point chooses between roads of a name", field="--near", next_step="give --name too")
    found = net.edges_by_road(choice.roads)
    for road in choice.roads:
        edges.update(found[road] or net.edges_of(road))  # NotFound where there is none
        words.append(road)
    for name in names:
        alike = roads_named(net, name)
        if len(alike) > 1 and choice.near is None:
            raise _ambiguous(name, alike)
        one = alike[0] if choice.near is None else nearest(alike, net, parse_lonlat(choice.near, "--near"))
        edges.update(one.edges)
        words.append(f"name {one.name}" + (f" near {choice.near}" if len(alike) > 1 else ""))
    if choice.area is not None:
        area = load_area(choice.area)
        inside = area.edges(net)
        if not inside:
            mirrored = area.swapped()
            step = "write longitude first" if mirrored is not None and mirrored.edges(net) else "draw it over the roads"
            raise NotFound("the area touches no road", file=str(choice.area), next_step=step)
        edges.update(inside)
        words.append(f"area {choice.area.name}")
    if not edges:
        raise InputError("no road was chosen", field="--road", next_step="give --road ID, --name NAME or --area FILE")
    return tuple(sorted(edges)), "; ".join(words)


def _ambiguous(name: str, roads: Sequence[NamedRoad]) -> InputError:
    listed = "; ".join(
        f"{r.name} at {r.point.lon:.4f},{r.point.lat:.4f} ({r.km:.1f} km, {r.crossings} crossings)" for r in roads[:8]
    )
    more = f" and {len(roads) - 8} more" if len(roads) > 8 else ""
    return InputError(
        f"{name!r} stands for {len(roads)} roads: {listed}{more}",
        field="--name",
        next_step="choose one with --near LON,LAT, or name the road by its id",
    )


def _instant(text: str | None, field: str) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"this is no time: {text!r}", field=field, next_step=_TIME) from None
    if at.tzinfo is None:
        raise InputError(f"{text!r} names no zone", field=field, next_step=_TIME)
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise InputError(f"{text!r} lies outside the years 1 to 9999", field=field, next_step=_TIME) from None


def _claimed(said: Said) -> tuple[Claim, RoadValue]:
    """The claim meant, with its one statement on roads. UnconfirmedError when nobody confirmed it and it is not
    entered as reported only."""
    assert said.claim is not None
    store = workspace(existing(said.workspace))
    try:
        claims, reports, decisions = store.claims(), store.reports(), store.decisions()
    finally:
        store.close()
    found = [claim for claim in claims if claim.id.startswith(said.claim)]
    if len(found) != 1:
        raise NotFound(
            f"{len(found)} claims begin with {said.claim!r}", field="--claim", next_step="see `safeconduct claims`"
        )
    claim = found[0]
    values = [value for value in claim.values if isinstance(value, RoadValue)]
    if len(values) != 1:
        raise InputError(
            f"the claim states {len(values)} things of roads", field="--claim", next_step="give --source and --state"
        )
    texts = {report.id: report for report in reports}
    verdicts = [d.verdict for d in sorted(decisions, key=lambda d: d.at)
                if d.slot is Kind.ROAD and match(d, texts, claims).id == claim.id]  # fmt: skip
    if not said.reported and (not verdicts or verdicts[-1] != "confirm"):
        raise UnconfirmedError(
            "nobody confirmed this claim, and only a confirmed one changes a road's state",
            file=claim.report,
            field=Kind.ROAD.value,
            next_step="confirm it with `safeconduct confirm` (slot road), or record it with --reported",
        )
    return claim, values[0]
