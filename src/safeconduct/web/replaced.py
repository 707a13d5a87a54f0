"""What another plan means for people, before it is accepted and after: who has no place any more, and which way now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from safeconduct.app.day_desk import Seen
from safeconduct.model.control import DayOpened, PlanReplaced
from safeconduct.model.day import ConvoyOrders, Orders
from safeconduct.model.situation import Needs
from safeconduct.publish import figures
from safeconduct.run.order_changes import Decision, decisions
from safeconduct.run.prospect import Prospect, at_opening, prospect
from safeconduct.run.records import State
from safeconduct.run.tally import count

#: So many roads of another way are named.
NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """A convoy that no plan of the day holds any more."""

    id: str
    persons: str
    depart: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """The plan was replaced: when, by whom; the convoys that are gone, in words who has no place now and had one when
    the day was opened, and the other ways of convoys that are still to go or under way."""

    at: datetime
    role: str
    cancelled: tuple[Cancelled, ...]
    no_place: str
    ways: tuple[tuple[str, str], ...]


def no_place(state: State, orders: Orders) -> str:
    """Who would have no place any more under new orders, in words by need; empty when nobody loses one."""
    return more_without(prospect(state), prospect(state, orders))


def more_without(before: Prospect, after: Prospect) -> str:
    """Who has no place after and had one before, in words by need. One need is not set against another: a seat is no
    stretcher."""
    was, now = count(before.without), count(after.without)
    lost = Needs(**{name: max(0, b - a) for name, a, b in zip(_NEEDS, was, now, strict=True)})
    return people_words(lost)


def replaced(seen: Seen, names: Mapping[str, str]) -> Replaced | None:
    """What the latest replacement of a day's plan took away and changed; None when the plan is the first one. ``names``
    are those of roads by id."""
    if not seen.lines or not isinstance(opened := seen.lines[0][1].body, DayOpened):
        return None
    if opened.orders.plan == seen.state.plan:
        return None
    ever: dict[str, ConvoyOrders] = {}
    latest = None
    for envelope, event in seen.lines:
        if envelope.kind not in ("day opened", "plan replaced"):
            continue
        body = event.body
        if isinstance(body, DayOpened | PlanReplaced):
            ever |= {convoy.id: convoy for convoy in body.orders.convoys}
        if isinstance(body, PlanReplaced):
            latest = envelope
    if latest is None:
        return None
    going = {name: None for name, convoy in seen.state.convoys.items() if not convoy.closed}
    gone = [convoy for name, convoy in ever.items() if name not in seen.state.convoys]
    return Replaced(
        at=latest.at,
        role=latest.role,
        cancelled=tuple(
            Cancelled(id=one.id, persons=figures.needs(one.persons), depart=one.depart)
            for one in sorted(gone, key=lambda one: (one.depart, one.id))
        ),
        no_place=more_without(at_opening(opened.orders), prospect(seen.state)),
        ways=_together(other_ways(seen, going, names)),
    )


def decided(state: State, names: Mapping[str, str]) -> tuple[Decision, ...]:
    """What a person must decide about convoys whose way is closed, with the names of the roads where they are known."""
    return tuple(
        replace(one, words=one.words.replace(f"({', '.join(one.roads)})", f"({', '.join(_once(one.roads, names))})"))
        for one in decisions(state)
    )


def way_words(
    before: ConvoyOrders | None, after: ConvoyOrders | None, names: Mapping[str, str], reported: Collection[str] = ()
) -> str:
    """The other way in words: the roads that are new in the order of the way, and what is no longer on it, first what
    was ``reported``; empty when the way is the same. ``names`` are those of roads by id."""
    if before is None or after is None or before.roads == after.roads:
        return ""
    new = _once((road for road in after.roads if road not in before.roads), names)
    left = [road for road in before.roads if road not in after.roads]
    gone = _once((road for road in left if road in reported), names) or _once(left, names)[:1]
    more = len(_once(left, names)) - len(gone)
    parts = [f"by {' → '.join([*new[:NAMED], *(['…'] if len(new) > NAMED else [])])}"] if new else []
    if gone:
        words = figures.listed([*gone, *([figures.plural(more, "other road")] if more else [])])
        parts.append(f"no longer by {words}")
    return "; ".join(parts)


def _once(roads: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(names.get(road, road) for road in roads))


def other_ways(seen: Seen, convoys: Collection[str], names: Mapping[str, str]) -> dict[str, str]:
    """Of each of these convoys that has another way than when the day was opened, that way in words."""
    opened = seen.lines[0][1].body if seen.lines else None
    if not isinstance(opened, DayOpened) or opened.orders.plan == seen.state.plan:
        return {}
    first = {one.id: one for one in opened.orders.convoys if one.id in convoys}
    held = {
        name: way_words(first.get(name), seen.state.convoys[name].orders, names, seen.state.roads) for name in convoys
    }
    return {name: words for name, words in held.items() if words}


def _together(ways: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Convoys that take the same way, named together, and that way."""
    same: dict[str, list[str]] = {}
    for name, words in ways.items():
        same.setdefault(words, []).append(name)
    return tuple((f"{'convoy' if len(of) == 1 else 'convoys'} {figures.listed(of)}", way) for way, of in same.items())


def people_words(of: Needs) -> str:
    """So many people, by need: "5 people: 3 who walk and 2 on stretchers"; empty for nobody."""
    if not of.total:
        return ""
    people = f"{figures.count(of.total)} {'person' if of.total == 1 else 'people'}"
    parts = [
        f"{figures.count(n)} {words}"
        for n, words in (
            (of.walking, "who walk"),
            (of.wheelchair, "in wheelchairs"),
            (of.stretcher, "on stretchers"),
        )
        if n
    ]
    return f"{people}: {figures.listed(parts)}"


_NEEDS = ("walking", "wheelchair", "stretcher")
