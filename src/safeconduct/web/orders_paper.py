"""The orders in force of an open day as a table: what drivers and gates are to be given while a day runs."""

from __future__ import annotations

from collections.abc import Mapping

from safeconduct.app.day_desk import Seen
from safeconduct.publish.tables import written
from safeconduct.run.prospect import prospect
from safeconduct.web.whereabouts import phase_words

#: The file of the orders in force, on the page of documents while a day is open.
ORDERS = "orders.csv"

HEAD = (
    "day", "line", "plan", "convoy", "now", "from", "to", "vehicles", "board_utc", "depart_utc", "arrive_utc",
    "walking", "wheelchair", "stretcher", "brings_out", "must_stand", "roads",
)  # fmt: skip


def orders_csv(seen: Seen, names: Mapping[str, str]) -> str:
    """One row a convoy of the orders in force, in the order they leave: persons by need as ordered, how many it brings
    out (arrived, on the way, or still to board), what became of it; ``names`` are those of roads by id. Times are UTC,
    empty where a convoy that turned back does not arrive."""
    state, ahead = seen.state, prospect(seen.state)
    rows = []
    for convoy in sorted(state.convoys.values(), key=lambda one: (one.orders.depart, one.orders.id)):
        orders = convoy.orders
        rows.append(
            (
                seen.day,
                str(seen.version),
                state.plan[:12],
                orders.id,
                phase_words(convoy),
                orders.site,
                orders.reception,
                "; ".join(vehicle.id for vehicle in orders.vehicles),
                f"{orders.board:%Y-%m-%dT%H:%MZ}",
                f"{orders.depart:%Y-%m-%dT%H:%MZ}",
                "" if convoy.turned_back else f"{orders.arrive:%Y-%m-%dT%H:%MZ}",
                str(orders.persons.walking),
                str(orders.persons.wheelchair),
                str(orders.persons.stretcher),
                str(ahead.by_convoy[orders.id]),
                "yes" if state.stopped(orders) else "no",
                "; ".join(dict.fromkeys(names.get(road, road) for road in orders.roads)),
            )
        )
    return written(HEAD, rows)
