"""When to plan the rest again: vehicles or roads are free that the orders in force do not count on, and people wait."""

from __future__ import annotations

from dataclasses import dataclass

from safeconduct.app.day_desk import Seen
from safeconduct.model.control import DayOpened, PlanReplaced, RoadReported
from safeconduct.model.place import RoadState
from safeconduct.publish import figures
from safeconduct.run.prospect import not_counted_on, prospect
from safeconduct.run.records import ConvoyState
from safeconduct.run.tally import ZERO, total
from safeconduct.web.replaced import people_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgain:
    """People wait without a place (``no_place``, by need), and ``freed`` says in words what no plan counts on yet;
    empty while it is only ``coming``: vehicles and people on their way back, not to be planned before they are there.
    """

    no_place: str
    freed: str
    coming: str


def plan_again(seen: Seen) -> PlanAgain | None:
    """Of a day; None when everybody at the sites has a place, or nothing came free since the plan was made."""
    state = seen.state
    without = prospect(state).without
    if state.closed_at is not None or not without.total:
        return None
    idle = {name for name, convoy in state.convoys.items() if _idle(convoy)}
    opened = {name for name, road in state.roads.items() if road.confirmed and road.state is not RoadState.CLOSED}
    vehicles, roads = _since_the_plan(seen, idle, opened) if idle or opened else ([], [])
    parts = []
    if vehicles:
        parts.append(f"vehicles of {_convoys(vehicles)} are free again at the site")
    if roads:
        parts.append(f"{figures.plural(len(roads), 'road')} reported open since")
    away = not_counted_on(state)
    coming = ""
    if away:
        aboard = sum(total(state.convoys[name].aboard) for name in away)
        coming = f"{_convoys(list(away))} with {figures.count(aboard)} aboard"
    if not parts and not coming:
        return None
    return PlanAgain(no_place=people_words(without), freed=figures.listed(parts), coming=coming)


def _idle(convoy: ConvoyState) -> bool:
    """Whether its vehicles stand at the site with nothing to do: it turned back and is empty, or never left."""
    if convoy.aboard != ZERO:
        return False
    return convoy.turned_back or (convoy.closed and convoy.departed is None)


def _since_the_plan(seen: Seen, idle: set[str], opened: set[str]) -> tuple[list[str], list[str]]:
    """Which of these convoys and roads had a line after the orders in force were given."""
    convoys: set[str] = set()
    roads: set[str] = set()
    for _, event in reversed(seen.lines):
        body = event.body
        if isinstance(body, DayOpened | PlanReplaced):
            break
        convoy = getattr(body, "convoy", None)
        if convoy in idle:
            convoys.add(convoy)
        if isinstance(body, RoadReported) and body.road in opened:
            roads.add(body.road)
    return [name for name in seen.state.convoys if name in convoys], sorted(roads)


def _convoys(names: list[str]) -> str:
    return f"{'convoy' if len(names) == 1 else 'convoys'} {figures.listed(names)}"
