"""Open a network file with the states beside it: times by class, and a router that obeys them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safeconduct.app.wire import clock, prepared_router
from safeconduct.network.damage import Standing, standing
from safeconduct.network.damage_file import beside, load_states
from safeconduct.network.edge_based import EXACT_UP_TO
from safeconduct.network.netfile import load_net
from safeconduct.network.profile_table import Profiles, load_profiles
from safeconduct.network.profiles import ArcTimes, arc_times
from safeconduct.network.roadnet import RoadNet
from safeconduct.ports import NetworkRouter


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opened:
    """A network at an instant: its states, the times of the map alone (``mapped``) and under these states
    (``times``) by class, and a router that holds the latter; ``engine`` and ``exact`` say which."""

    file: Path
    net: RoadNet
    standing: Standing
    at: datetime
    profiles: Profiles
    mapped: Mapping[str, ArcTimes]
    times: Mapping[str, ArcTimes]
    router: NetworkRouter
    engine: str
    exact: bool


def open_roads(path: Path, classes: Sequence[str], *, exact: bool | None = None, at: datetime | None = None) -> Opened:
    """A network file for some classes. ``exact``: obey turn restrictions; None does so up to 300,000 arcs. ``at``: in
    the states that stood, and were recorded, at an earlier instant.

    InputError naming the file when it, or the states beside it, cannot be used."""
    content = load_net(path)
    net, profiles = content.net, load_profiles()
    now = at or clock().now().replace(microsecond=0)  # as written in answers, so that they are checked to the letter
    ledger, _ = load_states(beside(path))
    stands = standing(net, ledger if at is None else ledger.known_by(at), now)
    turns = exact if exact is not None else 2 * net.edges <= EXACT_UP_TO
    router, engine = prepared_router(content, path, profiles if turns else None)
    mapped = {name: arc_times(net, profiles, name) for name in classes}
    times = mapped
    if stands.states:
        times = {name: arc_times(net, profiles, name, states=stands.states) for name in classes}
    for name, found in times.items():
        router.customise(name, found.deciseconds)
    return Opened(
        file=path,
        net=net,
        standing=stands,
        at=now,
        profiles=profiles,
        mapped=mapped,
        times=times,
        router=router,
        engine=engine,
        exact=turns,
    )
