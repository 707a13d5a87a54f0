"""The ROADS verb about tables: minutes and routes from every site to every reception, and ways across a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safeconduct.app.progress import Progress
from safeconduct.app.road_network import Opened, open_roads
from safeconduct.model.errors import InputError
from safeconduct.network.place_list import Place, load_places
from safeconduct.network.profiles import arc_times
from safeconduct.network.tables import RouteTable, route_table
from safeconduct.network.transfers import Transfer, Transfers


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The table, the network it was made on, and by (class, site, reception) a transfer where no way is left."""

    opened: Opened
    table: RouteTable
    transfers: Mapping[tuple[str, str, str], Transfer]


@contextmanager
def naming_list(sites: Path, receptions: Path, begin: Sequence[Place]) -> Iterator[None]:
    """An InputError about a place (its ``field``) names the list it stands in; ``begin`` are the sites."""
    try:
        yield
    except InputError as error:
        file = sites if error.field in {place.id for place in begin} else receptions
        raise InputError(error.message, file=str(file), field=error.field, next_step=error.next_step) from error


def tables_of(
    path: Path,
    sites: Path,
    receptions: Path,
    classes: Sequence[str],
    *,
    others: int,
    exact: bool | None,
    say: Progress,
) -> Tables:
    """Every class from every site to every reception. InputError naming the file and place that cannot be used."""
    begin, end = load_places(sites), load_places(receptions)
    say("opening the network")
    opened = open_roads(path, classes, exact=exact)
    say(f"{len(begin)} sites, {len(end)} receptions, {len(classes)} classes")
    with naming_list(sites, receptions, begin):
        table = route_table(opened.net, opened.router, opened.times, opened.mapped, begin, end, others=others)
    return Tables(opened=opened, table=table, transfers=_transfers(opened, table))


def _transfers(opened: Opened, table: RouteTable) -> dict[tuple[str, str, str], Transfer]:
    """Of every pair that a vehicle cannot serve, the way with one walk or boat in it, where there is one."""
    missing = [pair for pair in table.pairs if not pair.routes and pair.vehicle != "foot"]
    if not missing:
        return {}
    states = opened.standing.states
    walking = arc_times(opened.net, opened.profiles, "foot", states=states)
    found: dict[tuple[str, str, str], Transfer] = {}
    for name in dict.fromkeys(pair.vehicle for pair in missing):
        ways = Transfers(opened.net, opened.times[name], walking, states, opened.profiles)
        for pair in (p for p in missing if p.vehicle == name):
            ends = table.snapped[name].sites[pair.site].node, table.snapped[name].receptions[pair.reception].node
            transfer = ways.best(*ends)
            if transfer is not None:
                found[name, pair.site, pair.reception] = transfer
    return found


def places_moved(table: RouteTable, vehicle: str) -> dict[str, float]:
    """How far each place was moved to a road of a class, metres, by ``site ID`` and ``reception ID``."""
    snapped = table.snapped[vehicle]
    return {
        **{f"site {place}": found.metres for place, found in snapped.sites.items()},
        **{f"reception {place}": found.metres for place, found in snapped.receptions.items()},
    }
