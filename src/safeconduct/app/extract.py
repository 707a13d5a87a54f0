"""The roads of a case out of an extract that the user names, or out of a network imported from one."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from safeconduct.app.progress import Progress
from safeconduct.app.wire import net_router
from safeconduct.assess.assumptions import Case as Study
from safeconduct.model.errors import InputError
from safeconduct.network.case_roads import CaseRoads, CrossingName, case_roads
from safeconduct.network.netfile import NetFile, load_net
from safeconduct.network.profile_table import load_profiles
from safeconduct.network.profiles import arc_times
from safeconduct.network.roadfile import RoadFile

#: Who moves in a convoy: the class whose times a case is planned with.
VEHICLE = "bus"


def roads_between(
    frame: RoadFile, study: Study, names: Sequence[CrossingName], roads: Path, say: Progress
) -> CaseRoads:
    """The crossings and ways between the places of a case; InputError naming the file and what to change."""
    content = net_file_of(roads, say)
    times = arc_times(content.net, load_profiles(), VEHICLE, convoy=True)
    say("reducing the network to the crossings that decide")
    between = tuple((corridor.site, corridor.reception) for corridor in study.corridors)
    try:
        return case_roads(
            content.net,
            times,
            net_router(content.net),
            frame=frame,
            between=between,
            names=names,
            source=Path(content.report.file).name,
        )
    except InputError as error:
        if error.file:
            raise
        raise InputError(error.message, file=str(roads), field=error.field, next_step=error.next_step) from error


def net_file_of(roads: Path, say: Progress) -> NetFile:
    """A network file, or an extract imported for this once."""
    if not roads.is_file():
        raise InputError(
            "there is no such file",
            file=str(roads),
            field="--roads",
            next_step="give an OpenStreetMap extract (.osm.pbf), or a network written by `roads import`",
        )
    if roads.suffix != ".pbf":
        return load_net(roads)
    from safeconduct.adapters.osm_import import import_extract

    with tempfile.TemporaryDirectory() as folder:
        return import_extract(roads, Path(folder) / "roads.net", hierarchy=False, tell=say)
