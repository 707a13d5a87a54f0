"""One simulated day: discrete events in time order, under the rules the real day is run by.

People are called forward for a convoy that is there, never more than it seats; nobody departs before the corridor lets
the first one go, during a stop, onto a road known closed, or too late to arrive in time; a convoy that meets a closed
road or is refused turns back with everybody aboard. What happens is told as events (``stress.diary``) and folded by
``run.state``: whoever is counted here is counted by the code of the real day.

Fixed orders: convoys run as planned, at the planned minute or later, with the vehicles that are left. Rolling orders
(``stress.rolling``): vehicles that have no run left are sent again for those who still wait. Repaired orders
(``stress.repairing``): besides, when a road closes, a vehicle is lost or a window changes, the rest is planned anew.
"""

from __future__ import annotations

from functools import cache

from safeconduct.model.control import DayOpened
from safeconduct.model.errors import InputError
from safeconduct.model.movement import CrowdCounted, Declined
from safeconduct.model.stress import Policy
from safeconduct.run.tally import count, needs, sub
from safeconduct.stress.fortune import fortune_of
from safeconduct.stress.hours import Course, together
from safeconduct.stress.luck import Luck
from safeconduct.stress.on_road import OnRoad
from safeconduct.stress.pool import persons_of
from safeconduct.stress.priors import Priors
from safeconduct.stress.programme import Programme
from safeconduct.stress.rolling import Rolling


def play(
    programme: Programme, priors: Priors, luck: Luck, *, keep: bool = False, policy: Policy = "fixed orders"
) -> Course:
    """Play a day to its end.

    Args:
        programme: The plan's programme.
        priors: What may go wrong.
        luck: The day.
        keep: Whether the events are kept in ``course.diary.events``.
        policy: Whether orders are made on the day.

    Raises:
        InputError: The policy is repair, and days of this kind cannot be planned anew.
    """
    require_policy(programme, policy)
    kind: type[FixedDay] = RollingDay if policy == "rolling orders" else FixedDay
    if policy == "repaired orders":
        kind = repaired_day()
    return kind(programme, priors, luck, fortune_of(programme, priors, luck), keep).play()


class FixedDay(OnRoad):
    """One day, from its opening to its end."""

    def play(self) -> Course:
        """Open the day and do what is on the agenda until nothing is."""
        self.open()
        self.agenda_done()
        self.fetch_back()
        return self.course

    def open(self) -> None:
        """The day opens; the crowd is counted, those who do not come say so; vehicles set out."""
        programme, members = self.programme, self.programme.members
        self.tell(0.0, DayOpened(mode="exercise", orders=programme.orders))
        claimed = {site.id: count(site.people) for site in programme.orders.sites}
        for site, people in claimed.items():
            groups = [one.group for one in programme.people if one.site == site]
            there = together(persons_of(self.fortune.present[group], members) for group in groups)
            coming = together(persons_of(self.fortune.come[group], members) for group in groups)
            if there != people:
                self.tell(0.0, CrowdCounted(site=site, waiting=needs(there)))
            if there != coming:
                self.tell(0.0, Declined(site=site, persons=needs(sub(there, coming))))
        self.corridors()
        for vehicle, start in programme.starts.items():
            if vehicle in self.fortune.absent:
                self.later(0.0, self.lose, vehicle)
            elif start.way is None:
                self.later(start.free, self.at_site, vehicle)
            else:
                self.later(start.free, self.send_empty, vehicle, start.way, self.mine[vehicle][0])


class RollingDay(Rolling, FixedDay):
    """The same with orders made on the day."""


@cache
def repaired_day() -> type[FixedDay]:
    """The same with the rest of the day planned anew. Made when asked for: the planner is slow to load."""
    from safeconduct.stress.repairing import Repairing

    class RepairedDay(Repairing, FixedDay):
        """Rolling orders, and repair."""

    return RepairedDay


def can_be_repaired(programme: Programme) -> bool:
    """Whether the rest of its days can be planned anew: those of any plan, none of a programme made by hand."""
    return programme.situation is not None


def require_policy(programme: Programme, policy: Policy) -> None:
    """InputError where days of this kind cannot be planned anew."""
    if policy == "repaired orders" and not can_be_repaired(programme):
        raise InputError(
            "days that are not of a plan cannot be planned anew",
            field="--policy",
            next_step="give rolling: idle vehicles are sent again for those who wait",
        )
