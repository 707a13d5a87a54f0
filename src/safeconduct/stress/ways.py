"""What the programmes of both kinds of plan are made of: ways in stages, stations, groups, people."""

from __future__ import annotations

from itertools import pairwise

from safeconduct.model.corridor import Corridor
from safeconduct.model.plan import Households
from safeconduct.model.resource import Resource, ResourceUse
from safeconduct.model.situation import Approach, Leg, Situation, Transfer, VehicleClass
from safeconduct.stress.programme import People, Round, Stage, Station, Way


class Ways:
    """A situation's ways, with the stations they share."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.classes = {vehicle.id: vehicle for vehicle in situation.vehicles}
        self.legs = {leg.id: leg for leg in situation.legs}
        self.approaches = {approach.id: approach for approach in situation.approaches}
        self.resources = {resource.id: resource for resource in situation.resources}
        self.stations: dict[str, Station] = {r.id: _station(r) for r in situation.resources}

    def groups(self, site: str, receptions: frozenset[str]) -> tuple[str, ...]:
        """Groups of a site that wish to go to one of these, or have not said where."""
        found = next(one for one in self.situation.sites if one.id == site)
        return tuple(group.id for group in found.groups if group.wished.value in {*receptions, "any"})

    def people(self, households: list[Households]) -> tuple[People, ...]:
        """Households of each group that the plan speaks of, in the situation's order."""
        sums: dict[str, dict[str, int]] = {}
        for entry in households:
            of = sums.setdefault(entry.group, {})
            of[entry.profile] = of.get(entry.profile, 0) + entry.count
        return tuple(
            People(group=group.id, site=site.id, households=sums[group.id])
            for site in self.situation.sites
            for group in site.groups
            if group.id in sums
        )

    def unload(self, vehicle: VehicleClass) -> float:
        """Minutes a vehicle of a class unloads."""
        own = vehicle.unload_minutes
        return own.value if own is not None else self.situation.rules.unload_minutes.value

    def class_of(self, vehicle: str) -> VehicleClass:
        """The class of a vehicle ``{class}-{n}``."""
        return self.classes[vehicle.rpartition("-")[0]]

    def checked(self, corridor: Corridor, leg: Leg) -> Round:
        """A leg with its checkpoint as a station, and the way back without one."""
        out = float(leg.minutes_loaded.value)
        back = Way(id=f"{leg.id} back", stages=(Stage(minutes=float(leg.minutes_empty.value)),))
        gate = leg.checkpoint
        if gate is None:
            return Round(out=Way(id=leg.id, stages=(Stage(minutes=out),), roads=_spread(leg.edges, out)), back=back)
        near = float(gate.minutes_from_site.value)
        self.stations[gate.id] = Station(
            id=gate.id,
            lanes=gate.lanes.value,
            minutes=0.0,
            seconds=gate.seconds_per_person.value,
            screens=True,
        )
        stages = (Stage(minutes=near, station=gate.id), Stage(minutes=out - near))
        return Round(out=Way(id=leg.id, stages=stages, roads=_spread(leg.edges, out)), back=back)

    def rounds(self, corridor: Corridor, alone: bool) -> tuple[Round, ...]:
        """The ways of a corridor, in the situation's order."""
        legs = self.situation.legs_of(corridor)
        if alone:
            return tuple(self.checked(corridor, leg) for leg in legs)
        return tuple(Round(out=self.loaded(leg), back=self.empty(leg.id)) for leg in legs)

    def loaded(self, way: Leg | Approach | Transfer) -> Way:
        """A way as it is driven, or crossed, with people aboard."""
        if isinstance(way, Transfer):
            return self._way(way.id, way.minutes.value, (), way.edges)
        if isinstance(way, Leg):
            return self._way(way.id, way.minutes_loaded.value, way.uses, way.edges)
        assert way.minutes_loaded is not None  # else the checker refuses the pick-up
        return self._way(way.id, way.minutes_loaded.value, way.uses, way.edges)

    def empty(self, name: str) -> Way:
        """A way as it is driven empty: an approach, or back along a leg."""
        leg = self.legs.get(name)
        if leg is not None:
            return self._way(f"{leg.id} back", leg.minutes_empty.value, leg.uses_empty, tuple(reversed(leg.edges)))
        approach = self.approaches[name]
        return self._way(approach.id, approach.minutes.value, approach.uses, approach.edges)

    def over(self, transfer: Transfer) -> Way:
        """The way of a boat back to where it came from."""
        minutes = 0 if transfer.minutes_back is None else transfer.minutes_back.value
        return self._way(f"{transfer.id} back", minutes, (), tuple(reversed(transfer.edges)))

    def _way(self, name: str, minutes: int, uses: tuple[ResourceUse, ...], roads: tuple[str, ...]) -> Way:
        marks = [0, *(use.minutes for use in uses), minutes]
        stations = [*(use.resource for use in uses), None]
        stages = tuple(
            Stage(minutes=float(until - since), station=station)
            for (since, until), station in zip(pairwise(marks), stations, strict=True)
        )
        at = {self.resources[use.resource].road: float(use.minutes) for use in uses}
        spread = tuple((road, at.get(road, mark)) for road, mark in _spread(roads, float(minutes)))
        return Way(id=name, stages=stages, roads=spread)


def _spread(roads: tuple[str, ...], minutes: float) -> tuple[tuple[str, float], ...]:
    """Where each road of a way begins, in minutes of driving: a situation keeps no minutes per road, so they are
    spread evenly."""
    return tuple((road, minutes * index / max(1, len(roads))) for index, road in enumerate(roads))


def planned(boarded: tuple[Households, ...]) -> tuple[tuple[str, str, int], ...]:
    """Households as a seat keeps them."""
    return tuple((entry.group, entry.profile, entry.count) for entry in boarded)


def _station(resource: Resource) -> Station:
    return Station(
        id=resource.id,
        lanes=resource.lanes.value,
        minutes=float(resource.slot_minutes.value),
        loaded=float(resource.delay_loaded.value),
        empty=float(resource.delay_empty.value),
        empty_free=resource.empty_free,
        screens=resource.kind == "checkpoint",
    )
