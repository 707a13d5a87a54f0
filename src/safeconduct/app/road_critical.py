"""The ROADS verb about criticality: what closing each used road would do to every site and reception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from safeconduct.app.progress import Progress
from safeconduct.app.road_network import open_roads
from safeconduct.app.road_tables import naming_list
from safeconduct.network.criticality import FIRST, Asked, Criticalities, Criticality, ranked
from safeconduct.network.place_list import load_places
from safeconduct.network.tables import snap_places

_EVERY = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Findings, heaviest first; how many roads are on used ways (``found`` may hold fewer), of how many pairs."""

    file: str
    found: tuple[Criticality, ...]
    roads: int
    pairs: int


def critical_roads(
    path: Path,
    sites: Path,
    receptions: Path,
    classes: Sequence[str],
    *,
    most: int | None,
    exact: bool | None,
    say: Progress,
) -> Ranking:
    """Every road on a fastest way, closed once; at most ``most`` roads, the likely most important first."""
    begin, end = load_places(sites), load_places(receptions)
    say("opening the network")
    opened = open_roads(path, classes, exact=exact)
    asked: list[Asked] = []
    for name in classes:
        with naming_list(sites, receptions, begin):
            snapped = snap_places(opened.net, opened.mapped[name], begin, end)
        asked.extend(
            Asked(vehicle=name, origin=site.node, destination=reception.node)
            for site in snapped.sites.values()
            for reception in snapped.receptions.values()
        )
    roads = Criticalities(opened.net, opened.router, asked)
    found: list[Criticality] = []
    for one in roads:
        if most is not None and len(found) >= most:
            break
        found.append(one)
        if len(found) == FIRST or len(found) % _EVERY == 0:
            worst = ranked(found)[0]
            say(f"{len(found):,} of {len(roads):,} roads; so far most hangs on {worst.name} ({worst.cut_off} cut off)")
    return Ranking(file=str(path), found=ranked(found), roads=len(roads), pairs=len(asked))
