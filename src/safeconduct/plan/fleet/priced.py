"""The prices of a search as rows of a certificate, and rows as prices again, on the same day or a changed one.

Rows are named after what they are for, so those of one situation can be read against another. Whatever they are,
amounts times prices plus the best day of every vehicle is a bound there too (docs/rules-fleet.md).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from safeconduct.model.fleet import FleetBound, Price
from safeconduct.plan.fleet.certificate import GRAINS
from safeconduct.plan.fleet.chains import priced_tables
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.lagrangian import Lagrangian, Prices
from safeconduct.plan.fleet.situated import EACH, Legend
from safeconduct.plan.fleet.tables import Floats


def prices_on(legend: Legend, instance: FleetInstance, stated: FleetBound) -> Prices:
    """Stated prices as an instance has them; one on something that is not there any more, or past the close, is
    dropped."""
    lagrangian = Lagrangian(priced_tables(legend, instance))
    prices = Prices.of(lagrangian.tables, np.zeros(lagrangian.amounts.size))
    rows = {
        "people": {key: row for row, key in enumerate(legend.groups)},
        "reception": {(name,): row for row, name in enumerate(legend.receptions)},
        "slot": {(name,): row for row, name in enumerate(legend.crossings[:-1])},
        "bay": {(site.id,): row for row, site in enumerate(legend.sites)},
    }
    for price in stated.prices:
        row = rows[price.row].get(price.of)  # type: ignore[attr-defined]
        if row is not None:
            _put(instance, prices, price, row)
    return prices


def _put(instance: FleetInstance, prices: Prices, price: Price, row: int) -> None:
    value = price.parts / GRAINS
    if price.row == "people":
        prices.people[row] = value
    elif price.row == "reception":
        prices.room[row] = value
    elif price.row == "slot":
        step = int(instance.crossing_slot[row])
        prices.slot[row, -(-price.since // step) * step : price.until : step] = value
    else:
        prices.bay[row, price.since : price.until] = value


def persons_bound(bounds: tuple[FleetBound, ...]) -> FleetBound:
    """The bound that counts every person as one."""
    return next(b for b in bounds if (b.worth.walking, b.worth.wheelchair, b.worth.stretcher) == EACH)


def rows_of(legend: Legend, instance: FleetInstance, prices: Prices) -> Iterator[Price]:
    """Every price above 0, minutes of one price together."""
    for (group, need), price in zip(legend.groups, prices.people, strict=True):
        if price > 0:
            yield Price(row="people", of=(group, need), since=0, until=0, parts=round(float(price) * GRAINS))
    for reception, price in zip(legend.receptions, prices.room, strict=True):
        if price > 0:
            yield Price(row="reception", of=(reception,), since=0, until=0, parts=round(float(price) * GRAINS))
    for b, resource in enumerate(legend.crossings[:-1]):
        step = int(instance.crossing_slot[b])
        for since, until, price in _spans(prices.slot[b, ::step]):
            yield Price(row="slot", of=(resource,), since=since * step, until=until * step, parts=price)
    for s, site in enumerate(legend.sites):
        for since, until, price in _spans(prices.bay[s]):
            yield Price(row="bay", of=(site.id,), since=since, until=until, parts=price)


def _spans(row: Floats) -> Iterator[tuple[int, int, int]]:
    """Runs of one price above 0: (from, to, price in grains)."""
    grains = np.rint(row * GRAINS).astype(np.int64)
    edges = np.flatnonzero(np.diff(grains)) + 1
    starts = [0, *edges.tolist()]
    for start, end in zip(starts, [*edges.tolist(), len(grains)], strict=True):
        if end > start and grains[start] > 0:
            yield start, end, int(grains[start])
