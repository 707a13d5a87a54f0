"""Legs on a real network: the fastest way in the roads' confirmed states, its minutes and kilometres as measured."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.assess.assumptions import Assumptions, CorridorRow
from safeconduct.assess.legs import joint
from safeconduct.model.known import Basis, Known
from safeconduct.model.place import Passable, Road, passable
from safeconduct.model.situation import Checkpoint, Leg
from safeconduct.network.case_roads import MeasuredWay, MeasuredWays


def measured_leg(
    corridor: CorridorRow, roads: Sequence[Road], assumptions: Assumptions, measured: MeasuredWays
) -> Leg | None:
    """The leg of a corridor for vehicles; None when its roads, in their latest states, leave no way there or back.

    A road of unknown state may be used and is listed in ``leans_on``.
    """
    use = {road.id: passable(road.now.state, corridor.mode, road.kind) for road in roads}
    closed = frozenset(road for road, answer in use.items() if answer is Passable.NO)
    there = measured.way(corridor.site, corridor.reception, closed)
    back = measured.way(corridor.reception, corridor.site, closed)
    if there is None or back is None:
        return None
    basis = Basis(assumptions=(measured.record.id,))
    return Leg(
        id=f"{corridor.site}-{corridor.reception}-{corridor.mode.value}",
        site=corridor.site,
        reception=corridor.reception,
        mode=corridor.mode,
        km=Known(value=there.km, basis=basis),
        minutes_loaded=Known(value=there.minutes, basis=basis),
        minutes_empty=Known(value=back.minutes, basis=basis),
        edges=there.roads,
        leans_on=tuple(road for road in there.roads if use[road] is Passable.UNKNOWN),
        checkpoint=_checkpoint(there, basis, assumptions),
    )


def _checkpoint(way: MeasuredWay, basis: Basis, assumptions: Assumptions) -> Checkpoint | None:
    """Screening as assumed, at its share of the way; None when nothing is assumed."""
    if not any(assumptions.has(f"screening.{what}") for what in ("km", "lanes", "seconds")):
        return None
    at = assumptions.known("screening.km", float)
    share = min(1.0, at.value / way.km) if way.km else 0.0
    return Checkpoint(
        id="screening",
        name="Screening",
        minutes_from_site=Known(value=round(way.minutes * share), basis=joint(at.basis, basis)),
        lanes=assumptions.known("screening.lanes", int),
        seconds_per_person=assumptions.known("screening.seconds", int),
    )
