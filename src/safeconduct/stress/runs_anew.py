"""The rest of a day that was planned anew (``stress.rest_of_day``), as runs of the day that is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from safeconduct.model.day import ConvoyOrders, VehicleOrders
from safeconduct.model.situation import Transfer
from safeconduct.run.loaded import LoadedRun
from safeconduct.run.orders import convoys_of
from safeconduct.stress.of_fleet import OfFleet
from safeconduct.stress.programme import Programme, Run, Seat, Way
from safeconduct.stress.rest_of_day import Anew
from safeconduct.stress.ways import Ways


class RunsAnew:
    """The runs of a new plan under the names of the day.

    Args:
        programme: What the day began with; ways it knows are driven as it knows them.
        anew: The new plan.
        number: Which of the day's new plans it is, from 1: its runs are "new {number}.{n}".
        group_of: The group of those who wait under a name.
    """

    def __init__(self, programme: Programme, anew: Anew, number: int, group_of: Mapping[str, str]) -> None:
        self._of = OfFleet(Ways(anew.situation), anew.plan, _by_id(anew))
        self._begins = (anew.since - programme.opens).total_seconds() / 60
        self._group_of = group_of
        self._ids = {run.id: f"new {number}.{n}" for n, run in enumerate(self._of.loaded, 1)}
        self._known = {
            way.id: way for rounds in programme.rounds.values() for one in rounds for way in (one.out, one.back)
        }
        self._unload = {seat.vehicle: run.unload for run in programme.runs for seat in run.seats if not run.lands}

    def runs(self) -> list[Run]:
        """All of them, in the order they board."""
        found = [self._run(run, old) for run, old in zip(self._of.runs(), self._of.loaded, strict=True)]
        return sorted(found, key=lambda run: run.board)

    def comes(self) -> dict[tuple[str, str], Way]:
        """By run and vehicle, how a vehicle or a boat comes to its first run; who stands there already is not named."""
        found = {}
        for run in self._of.loaded:
            for one in run.boardings:
                key = self._ids[run.id], self._vehicle(run, one.vehicle)
                if isinstance(run.way, Transfer):
                    found[key] = self._of.ways.over(run.way)
                elif one.number == 1 and (approach := self._of.days[one.vehicle].approach) is not None:
                    found[key] = self._as_known(self._of.ways.empty(approach.way))
        return found

    def _as_known(self, way: Way) -> Way:
        return self._known.get(way.id, way)

    def _vehicle(self, run: LoadedRun, name: str) -> str:
        """The day's name: of a vehicle that is a class of its own, of a boat, or of a party like no other."""
        if not isinstance(run.way, Transfer):
            return name.rpartition("-")[0]
        return name if run.way.per_minute is None else f"{run.way.id} party {self._ids[run.id]}"

    def _run(self, run: Run, old: LoadedRun) -> Run:
        names = {one.vehicle: self._vehicle(old, one.vehicle) for one in old.boardings}
        orders = replace(
            run.orders,
            id=self._ids[run.id],
            vehicles=tuple(VehicleOrders(id=names[one.id], places=one.places) for one in run.orders.vehicles),
        )
        return replace(
            run,
            orders=orders,
            groups=self._groups(run.groups),
            seats=tuple(self._seat(seat, names[seat.vehicle]) for seat in run.seats),
            way=self._as_known(run.way),
            unload=max(self._unload.get(name, run.unload) for name in names.values()),
            board=run.board + self._begins,
            depart=run.depart + self._begins,
            arrive=run.arrive + self._begins,
            onward=self._ids.get(run.onward, ""),
            after=tuple(self._ids[name] for name in run.after),
        )

    def _groups(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._group_of[name] for name in names))

    def _seat(self, seat: Seat, vehicle: str) -> Seat:
        planned = tuple((self._group_of[name], profile, n) for name, profile, n in seat.planned)
        back = None if seat.back is None else self._as_known(seat.back)
        return replace(seat, vehicle=vehicle, planned=planned, back=back)


def _by_id(anew: Anew) -> dict[str, ConvoyOrders]:
    return {convoy.id: convoy for convoy in convoys_of(anew.situation, anew.plan, anew.since)}
