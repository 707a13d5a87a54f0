"""A simulated day with rolling orders: whoever has a vehicle without a run, and people who wait, sends it again.

The rule a dispatcher could follow with paper and pencil: the vehicles of a convoy that have no run left go back (or
stay) for those who still wait, by the first way none of whose roads is known closed, when they can be in by the last
allowed arrival at the planned pace. Planning again can do what it does, and better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safeconduct.model.control import PlanReplaced
from safeconduct.model.day import ConvoyOrders, Orders
from safeconduct.run.tally import least, needs, total
from safeconduct.stress.hours import together
from safeconduct.stress.on_road import OnRoad
from safeconduct.stress.pool import times
from safeconduct.stress.programme import Round, Run, Seat


class Rolling(OnRoad):
    """The day with orders made on it."""

    def idle(self, at: float, run: Run, seats: list[Seat], there: bool) -> None:
        """Send them again if somebody waits and they can be in before the last allowed arrival."""
        waiting = sum(count for _, _, count in self.who_waits(run))
        open_way = self.way_for(run)
        if not waiting or open_way is None or self.fortune.corridors[run.orders.corridor].withdrawn:
            return
        ready = at + (open_way.back.minutes if there else 0.0)
        boards = max(seat.boards for seat in seats)
        # what the plan allowed for the stations of its way, and as much again for one it had not thought of
        stands = max(0.0, run.arrive - run.depart - run.way.minutes)
        if ready + boards + open_way.out.minutes + stands > self.latest(at, run):
            return
        if self.full(run, seats):
            return
        again = self.extra(run, seats, open_way, ready, boards, stands)
        self.orders = _with(self.orders, again.orders)
        self.tell(at, PlanReplaced(orders=self.orders))
        for seat in again.seats:
            self.mine[seat.vehicle].append(again)
        self.there[again.id] = set()
        for seat in again.seats:
            if there:
                self.later(at, self.send_empty, seat.vehicle, open_way.back, again)
            else:
                self.later(at, self.at_site, seat.vehicle)

    def full(self, run: Run, seats: list[Seat]) -> bool:
        """Whether the reception might not have room for who they would bring, beside those who are to come."""
        to = run.orders.reception
        if to not in self.programme.room:
            return False
        convoys = self.course.diary.state.convoys
        every = {other.id: other for runs in self.mine.values() for other in runs if other.orders.reception == to}
        due = sum(
            other.orders.persons.total
            for other in every.values()
            if other.id not in self.over and other.id in convoys and not convoys[other.id].begun
        )
        members = self.programme.members
        waiting = together(times(members[profile], n) for _, profile, n in self.who_waits(run))
        brought = total(least(waiting, together(seat.places for seat in seats)))
        return self.taken().get(to, 0) + due + brought > self.programme.room[to]

    def way_for(self, run: Run) -> Round | None:
        """The first way of the run's corridor on which no road is known closed."""
        for one in self.programme.rounds[run.orders.corridor]:
            if not any(road in self.reported for road, _ in one.out.roads):
                return one
        return None

    def who_waits(self, run: Run) -> Iterator[tuple[str, str, int]]:
        """Households that wait at a run's site and may board it: (group, profile, count), hardest to place first."""
        site = run.orders.site
        for profile in self.pool.order:
            for group in (*run.groups, *self.guests.get((site, run.orders.reception), ())):
                if count := self.pool.waits(site, group, profile):
                    yield group, profile, count

    def extra(self, run: Run, seats: list[Seat], by: Round, ready: float, boards: float, stands: float) -> Run:
        """The new run: everybody who waits may board, up to the places."""
        self.extras += 1
        self.course.again += 1
        instant = self.course.diary.instant
        arrive = ready + boards + by.out.minutes + stands
        everybody = tuple(self.who_waits(run))
        orders = ConvoyOrders(
            id=f"extra {self.extras}",
            corridor=run.orders.corridor,
            site=run.orders.site,
            reception=run.orders.reception,
            vehicles=tuple(v for v in run.orders.vehicles if v.id in {seat.vehicle for seat in seats}),
            persons=needs((0, 0, 0)),
            board=instant(ready),
            depart=instant(ready + boards),
            arrive=instant(arrive),
            points=tuple(stage.station for stage in by.out.stages if stage.station),
            roads=tuple(road for road, _ in by.out.roads),
        )
        return Run(
            orders=orders,
            groups=run.groups,
            seats=tuple(replace(seat, planned=everybody, back=None, after=0.0) for seat in seats),
            way=by.out,
            unload=run.unload,
            board=ready,
            depart=ready,
            arrive=ready + by.out.minutes + stands,
        )


def _with(orders: Orders, more: ConvoyOrders) -> Orders:
    return replace(orders, convoys=(*orders.convoys, more))
