"""The runs of a fleet's plan (docs/rules-fleet.md) as a day plays them: pick-ups, convoys, crossings, crews, spares."""

from __future__ import annotations

import math
from collections.abc import Mapping

from safeconduct.model.day import ConvoyOrders
from safeconduct.model.fleet import FleetPlan, VehicleDay
from safeconduct.model.situation import Situation, Transfer, VehicleClass
from safeconduct.run.loaded import Boarding, LoadedRun, runs_of
from safeconduct.run.tally import count
from safeconduct.stress.programme import Crew, Run, Seat, Spares, Start, Together, Way
from safeconduct.stress.ways import Ways, planned


class OfFleet:
    """Runs and starts of a checked plan; ``convoys`` are the orders by their id."""

    def __init__(self, ways: Ways, plan: FleetPlan, convoys: Mapping[str, ConvoyOrders]) -> None:
        self.ways, self.plan, self.convoys = ways, plan, convoys
        self.situation: Situation = ways.situation
        self.loaded = runs_of(self.situation, plan)
        self.days = {day.vehicle: day for day in plan.days}
        self.landings = {transfer.landing: transfer for transfer in self.situation.transfers}

    def runs(self) -> list[Run]:
        """Every run of the day."""
        return [self._run(run) for run in self.loaded]

    def _run(self, run: LoadedRun) -> Run:
        way = run.way
        if isinstance(way, Transfer):
            seats: tuple[Seat, ...] = (self._boat(run, way, run.boardings[0]),)
            unload = 0.0
        else:
            seats = tuple(self._seat(run, one) for one in run.boardings)
            unload = max(self.ways.unload(self.ways.class_of(one.vehicle)) for one in run.boardings)
        return Run(
            orders=self.convoys[run.id],
            groups=self._groups(run),
            seats=seats,
            way=self.ways.loaded(way),
            unload=unload,
            board=float(run.board),
            depart=float(run.depart),
            arrive=float(run.out),
            onward=run.onward,
            after=self._after(run),
            lands=isinstance(way, Transfer),
            afoot=isinstance(way, Transfer) and way.per_minute is not None,
            drives=sum(self.ways.loaded(one).minutes for one in (way, *run.ahead)),
        )

    def _groups(self, run: LoadedRun) -> tuple[str, ...]:
        """Who may board: people of the site, and at a landing those who cross to it."""
        goals = frozenset({run.reception})
        if isinstance(run.way, Transfer):
            corridors = [self.situation.corridor(name) for name in self.plan.scenario.corridors]
            goals = frozenset(corridor.reception for corridor in corridors if corridor.site == run.reception)
        sites = [run.site, *(one.site for one in self.situation.transfers if one.landing == run.site)]
        return tuple(dict.fromkeys(group for site in sites for group in self.ways.groups(site, goals)))

    def _after(self, run: LoadedRun) -> tuple[str, ...]:
        """Crossings that should be over before a run boards at their landing."""
        if isinstance(run.way, Transfer) or run.site not in self.landings:
            return ()
        return tuple(one.id for one in self.loaded if one.reception == run.site and one.arrives <= run.board)

    def _seat(self, run: LoadedRun, one: Boarding) -> Seat:
        return Seat(
            vehicle=one.vehicle,
            places=count(self.ways.class_of(one.vehicle).places.value),
            bay=one.bay,
            after=float(one.load_from - run.board),
            boards=float(one.load_until - one.load_from),
            planned=planned(one.boarded),
            back=None if run.onward else self._back(self.days[one.vehicle], one.number),
        )

    def _back(self, day: VehicleDay, number: int) -> Way | None:
        return None if number == len(day.trips) else self.ways.empty(day.moves[number - 1].way)

    def _boat(self, run: LoadedRun, transfer: Transfer, one: Boarding) -> Seat:
        """A boat goes back after every crossing but its last; parties on foot set out one behind the other, as out of
        one bay."""
        later = [other for other in self.loaded if other.depart > run.depart and isinstance(other.way, Transfer)]
        again = any(other.boardings[0].vehicle == one.vehicle for other in later)
        return Seat(
            vehicle=one.vehicle,
            places=count(transfer.places.value),
            bay=-1 - self.situation.transfers.index(transfer),
            after=0.0,
            boards=float(one.load_until - one.load_from),
            planned=planned(one.boarded),
            back=self.ways.over(transfer) if again else None,
        )

    def starts(self) -> dict[str, Start]:
        """How the day of each vehicle and boat begins."""
        found = {
            day.vehicle: Start(
                free=_free(self.ways.class_of(day.vehicle)),
                way=None if day.approach is None else self.ways.empty(day.approach.way),
            )
            for day in self.plan.days
        }
        boats = [run.boardings[0].vehicle for run in self.loaded if isinstance(run.way, Transfer)]
        return found | dict.fromkeys(boats, Start(free=0.0, way=None))

    def crews(self) -> dict[str, Crew]:
        """Crews with limits."""
        found = {}
        for vehicle in self.days:
            kind = self.ways.class_of(vehicle)
            if kind.duty_minutes is None and kind.drive_minutes is None:
                continue
            found[vehicle] = Crew(
                ends=math.inf if kind.duty_minutes is None else _free(kind) + kind.duty_minutes.value,
                drives=math.inf if kind.drive_minutes is None else float(kind.drive_minutes.value),
                rests=math.inf if kind.rest_minutes is None else float(kind.rest_minutes.value),
            )
        return found

    def spares(self) -> dict[str, Spares]:
        """Vehicles held back, where the rules say so: of each class so many of those without a trip."""
        if self.situation.rules.fleet_convoys is None:
            return {}
        percent = self.situation.rules.spare_percent.value
        found = {}
        for kind in self.situation.vehicles:
            idle = [f"{kind.id}-{n}" for n in range(1, kind.count.value + 1) if f"{kind.id}-{n}" not in self.days]
            held = idle[: kind.count.value * percent // 100]
            if held:
                found[kind.id] = Spares(names=tuple(held), free=_free(kind), ways=self._from(kind.start.value))
        return found

    def _from(self, start: str) -> dict[str, Way | None]:
        """The first way from a place to each site."""
        found: dict[str, Way | None] = {start: None}
        for approach in self.situation.approaches:
            if approach.depot == start and approach.site not in found:
                found[approach.site] = self.ways.empty(approach.id)
        return found

    def together(self) -> Together | None:
        """The rule on convoys, where there is one."""
        rules = self.situation.rules
        rule = rules.fleet_convoys
        if rule is None:
            return None
        return Together(
            headway=float(max(1, rules.headway_minutes.value)),
            led_above=rule.led_above.value,
            escorts=None if rule.escorts is None else rule.escorts.value,
            returns=0.0 if rule.escort_return_minutes is None else float(rule.escort_return_minutes.value),
        )

    def held_at(self) -> dict[str, int | None]:
        """How many persons can wait at each landing."""
        held: dict[str, list[int]] = {}
        for one in self.situation.transfers:
            held.setdefault(one.landing, []).extend([] if one.holds is None else [one.holds.value])
        return {landing: min(room, default=None) for landing, room in held.items()}


def _free(kind: VehicleClass) -> float:
    return float(max(0, kind.available_from.value)) if kind.available_from is not None else 0.0
