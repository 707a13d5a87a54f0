"""``safeconduct roads close|reopen|states|undo``: what was reported of roads since the map was drawn."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, table
from safeconduct.model.place import RoadState

if TYPE_CHECKING:
    from safeconduct.app.road_states import Recorded, States
    from safeconduct.network.damage import Entry

NET = typer.Argument(..., metavar="NET", help="A network file written by `roads import`.")
ROAD = typer.Option([], "--road", metavar="ID", help="A road by id: way/ID, way/ID/PIECE or node/ID; may be repeated.")
NAME = typer.Option([], "--name", help="A road by name; may be repeated.")
NEAR = typer.Option(None, "--near", metavar="LON,LAT", help="Of several roads of a name, the one nearest to here.")
AREA = typer.Option(None, "--area", metavar="FILE.geojson", help="All roads that touch a drawn polygon.")
SOURCE = typer.Option(None, "--source", help="Who says so.")
BY = typer.Option(..., "--by", help="Role of the person entering it.")
SINCE = typer.Option(None, "--since", metavar="TIME", help="From when it holds, with a zone.")
UNTIL = typer.Option(None, "--until", metavar="TIME", help="Until when it holds, with a zone.")
REPORTED = typer.Option(False, "--reported", help="Not confirmed: the road's state becomes unknown, it is not closed.")
CLAIM = typer.Option(None, "--claim", metavar="ID", help="The claim of a workspace that says so.")
WORKSPACE = typer.Option(None, "--workspace", "-w", help="The workspace that holds the claim.")


def close(
    net: Path = NET,
    road: list[str] = ROAD,
    name: list[str] = NAME,
    near: str | None = NEAR,
    area: Path | None = AREA,
    state: RoadState | None = typer.Option(None, "--state", help="Closed when neither this nor a claim says else."),
    source: str | None = SOURCE,
    by: str = BY,
    since: str | None = SINCE,
    until: str | None = UNTIL,
    reported: bool = REPORTED,
    claim: str | None = CLAIM,
    workspace: Path | None = WORKSPACE,
    as_json_: bool = JSON,
) -> None:
    """Record that roads are closed, or in another state; kept beside the network, never overwritten."""
    from safeconduct.app.road_states import Choice, Said, record_state

    given = state if state is not None or claim is not None else RoadState.CLOSED
    choice = Choice(roads=road, names=name, near=near, area=area)
    said = Said(
        source=source, by=by, since=since, until=until, reported=reported, claim=claim, workspace=workspace
    )  # fmt: skip
    _print(record_state(net, choice, said, given), as_json_)


def reopen(
    net: Path = NET,
    road: list[str] = ROAD,
    name: list[str] = NAME,
    near: str | None = NEAR,
    area: Path | None = AREA,
    source: str | None = SOURCE,
    by: str = BY,
    since: str | None = SINCE,
    until: str | None = UNTIL,
    reported: bool = REPORTED,
    as_json_: bool = JSON,
) -> None:
    """Record that roads are open again."""
    from safeconduct.app.road_states import Choice, Said, record_state

    choice = Choice(roads=road, names=name, near=near, area=area)
    said = Said(source=source, by=by, since=since, until=until, reported=reported)
    _print(record_state(net, choice, said, RoadState.OPEN), as_json_)


def undo(
    net: Path = NET,
    number: int | None = typer.Argument(None, metavar="[NUMBER]", help="Which state; the last when none is given."),
    by: str = BY,
    why: str = typer.Option(..., "--why", help="The reason."),
    as_json_: bool = JSON,
) -> None:
    """Take back a state. It stays in the history, with who took it back and why."""
    from safeconduct.app.road_states import undo_state

    done = undo_state(net, number, by=by, why=why)
    if as_json_:
        as_json({"undone": _entry(done.entry), "stretches": done.edges, "file": str(done.file)})
    else:
        typer.echo(f"state {done.entry.number} ({done.entry.state}, {done.entry.chosen}) no longer stands")


def states(
    net: Path = NET,
    as_of: str | None = typer.Option(None, "--as-of", metavar="TIME", help="What stood then; now when not given."),
    history: bool = typer.Option(False, "--history", help="Every entry, also those taken back or out of date."),
    as_json_: bool = JSON,
) -> None:
    """List what was reported of roads, with source and age."""
    from safeconduct.app.road_states import states_of

    found = states_of(net, as_of)
    if as_json_:
        as_json(_plain(found))
        return
    standing = {entry.number for entry in found.ledger.standing() if entry.holds(found.at)}
    entries = [e for e in found.ledger.entries if history or e.number in standing]
    rows = [(str(e.number), e.chosen, e.state.value, _age(e, found), _source(e), _standing(e, found)) for e in entries]
    later = [e for e in found.ledger.standing() if e.number not in standing]
    if later and not history:
        which = "state begins" if len(later) == 1 else "states begin"
        typer.echo(f"{len(later)} {which} later or ended before: --history lists them.")
    if not rows:
        typer.echo("No states stand. Record one with `safeconduct roads close`.")
        return
    title = f"States of {net.name} on {found.at:%F %H:%M}Z"
    table(title, ("no.", "roads", "state", "age", "source", "standing"), rows)
    for road in found.standing.strangers:
        typer.echo(f"{road} is not in this network any more")


def _source(entry: Entry) -> str:
    """Who says so; of an entry that takes one back who did that, and why."""
    return entry.source if entry.undoes is None else f"{entry.by}: {entry.source}"


def _standing(entry: Entry, found: States) -> str:
    if entry.undoes is not None:
        return f"takes back {entry.undoes}"
    undone = next((other.number for other in found.ledger.entries if other.undoes == entry.number), None)
    if undone is not None:
        return f"no: taken back by {undone}"
    if not entry.holds(found.at):
        return f"no: {_out_of_date(entry, found.at)}"
    return "confirmed" if entry.confirmed else "reported only"


def _out_of_date(entry: Entry, at: datetime) -> str:
    """Why a state does not hold at an instant."""
    if entry.until is not None and entry.until <= at:
        return f"ended {entry.until:%F %H:%M}Z"
    return f"begins {entry.since or entry.at:%F %H:%M}Z"


def _age(entry: Entry, found: States) -> str:
    days = entry.age(found.at)
    words = f"{abs(days) * 24:.0f} h" if abs(days) < 2 else f"{abs(days):,.0f} days"
    return words if days >= 0 else f"in {words}"


def _print(done: Recorded, as_json_: bool) -> None:
    if as_json_:
        as_json(
            {
                "recorded": _entry(done.entry),
                "holds_now": done.entry.holds(done.entry.at),
                "stretches": done.edges,
                "km": round(done.km, 3),
                "file": str(done.file),
            }
        )
        return
    weight = "" if done.entry.confirmed else " (reported only: closes nothing)"
    stretches = f"{done.edges:,} {'stretch' if done.edges == 1 else 'stretches'}, {done.km:.1f} km"
    typer.echo(f"state {done.entry.number}: {done.entry.chosen} {done.entry.state}{weight}; {stretches}")
    if not done.entry.holds(done.entry.at):
        typer.echo(f"note: it does not hold now: {_out_of_date(done.entry, done.entry.at)}")


def _entry(entry: Entry) -> dict[str, object]:
    def time(of: object) -> object:
        return None if of is None else f"{of:%FT%TZ}"

    return {
        "number": entry.number,
        "at": time(entry.at),
        "by": entry.by,
        "roads": list(entry.roads),
        "chosen": entry.chosen,
        "state": entry.state.value,
        "since": time(entry.since),
        "until": time(entry.until),
        "source": entry.source,
        "claims": list(entry.claims),
        "confirmed": entry.confirmed,
        "undoes": entry.undoes,
    }


def _plain(found: States) -> dict[str, object]:
    return {
        "as_of": f"{found.at:%FT%TZ}",
        "entries": [_entry(entry) for entry in found.ledger.entries],
        "standing": [entry.number for entry in found.ledger.standing() if entry.holds(found.at)],
        "states": {found.net.road_id(edge): state.value for edge, state in found.standing.states.items()},
        "not_in_network": list(found.standing.strangers),
        "file": str(found.file),
    }
