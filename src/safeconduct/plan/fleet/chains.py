"""The bound where a trip may pick people up at several sites: places to end such a trip at, beside the sites.

A trip that picks up at s1, ..., sk boards in all as long as a full vehicle does (rule F13), drives from s1 to sk no
faster than the shortest way, and leaves from sk with people of the sites sk can be reached from. For each site where
such a trip can end there is one *end* more: an empty vehicle comes to it as it comes to s1 and then drives that
shortest way, loads once, and leaves as from sk with the best that all those sites have. So whatever trips with several
pick-ups can do, a day over the ends can, no later and for no more: the bound over sites and ends holds. Its bays are
free and so are the narrow places between pick-ups, which the certificate names.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from safeconduct.plan.fleet.instance import FleetInstance, Ints, Posts, Ways
from safeconduct.plan.fleet.landings import landed_stock, transfers_of
from safeconduct.plan.fleet.situated import Legend
from safeconduct.plan.fleet.tables import Tables, tables_of

#: What a bound does not hold trips with several pick-ups to.
RELAXED_STOPS = ("pick-ups on the way are free of bays, narrow places and closures",)


def least_between(legend: Legend) -> dict[tuple[int, int], int]:
    """Least minutes driven loaded from a first to a last pick-up, by rows of sites."""
    row = {site.id: s for s, site in enumerate(legend.sites)}
    least: dict[tuple[int, int], int] = {}
    for way in legend.situation.approaches:
        if way.minutes_loaded is None or way.depot not in row or way.site not in row or way.depot == way.site:
            continue
        ends = row[way.depot], row[way.site]
        least[ends] = min(least.get(ends, way.minutes_loaded.value), way.minutes_loaded.value)
    joined = sorted({site for ends in least for site in ends})
    for middle in joined:
        for a in joined:
            for b in joined:
                if a != b and (a, middle) in least and (middle, b) in least:
                    over = least[a, middle] + least[middle, b]
                    least[a, b] = min(least.get((a, b), over), over)
    return least


def relaxed_stops(legend: Legend) -> tuple[str, ...]:
    """The names of what is relaxed for pick-ups on the way; none where no trip can have them."""
    return RELAXED_STOPS if least_between(legend) else ()


def priced_tables(legend: Legend, instance: FleetInstance, grid: int = 1) -> Tables:
    """The tables a bound is searched on: those of the instance, with an end for each site where a trip with several
    pick-ups can end, in the rows behind the sites. An instance on a coarser clock counts in ``grid`` minutes."""
    least = {ends: round(minutes / grid) for ends, minutes in least_between(legend).items()}
    if not least:
        tables = tables_of(instance)
        return tables._replace(stock=landed_stock(legend, tables.stock)) if transfers_of(legend) else tables
    ends = sorted({last for _, last in least})
    posts = _Copies(instance.posts)
    inbound = _inbound(instance, least, ends, posts)
    outbound = {
        one.name: np.concatenate([getattr(instance.outbound, one.name), getattr(instance.outbound, one.name)[ends]])
        for one in fields(Ways)
    }
    between = np.array([min(minutes for (_, b), minutes in least.items() if b == last) for last in ends])
    outbound["drive"][instance.sites :] += between[:, None, None]  # no halt between the pick-ups of a trip
    bays = np.concatenate([instance.bays, np.full(len(ends), instance.vehicles, dtype=np.int64)])
    tables = tables_of(instance.with_(bays=bays, inbound=inbound, outbound=Ways(**outbound), posts=posts.all()))
    at_sites = landed_stock(legend, tables.stock[: instance.sites])
    stock = _stock(at_sites, least, ends)
    return tables._replace(stock=stock, allowed=_served(instance, at_sites))


def _served(instance: FleetInstance, stock: Ints) -> Ints:
    """(G, R): 1 where a group wishes to go and a way leads there from a site it boards at."""
    leads = np.any(instance.outbound.crossing >= 0, axis=2)
    served = np.zeros((instance.groups, instance.receptions), dtype=np.bool_)
    for s in range(instance.sites):
        for group in stock[s][stock[s] >= 0]:
            served[group] |= leads[s]
    return np.ascontiguousarray((instance.group_allowed & served).astype(np.int64))


def _inbound(instance: FleetInstance, least: dict[tuple[int, int], int], ends: list[int], posts: _Copies) -> Ways:
    """Every way into a first pick-up, longer by the minutes from there to the last one."""
    ways = instance.inbound
    origins, sites, k = ways.crossing.shape
    leading = {last: [(a, minutes) for (a, b), minutes in sorted(least.items()) if b == last] for last in ends}
    width = max(k, *(k * len(firsts) for firsts in leading.values()))
    shape = origins, sites + len(ends), width
    cells = {one.name: np.zeros(shape, dtype=np.int64) for one in fields(Ways)}
    cells["crossing"][:] = cells["post"][:] = -1
    for name, cell in cells.items():
        cell[:, :sites, :k] = getattr(ways, name)
    for e, last in enumerate(ends):
        for n, (first, minutes) in enumerate(leading[last]):
            for name, cell in cells.items():
                cell[:, sites + e, n * k : (n + 1) * k] = getattr(ways, name)[:, first]
            after, post = (cells[name][:, sites + e, n * k : (n + 1) * k] for name in ("after", "post"))
            after[post < 0] += minutes
            post[post >= 0] = [posts.copied(int(p), sites + e, minutes) for p in post[post >= 0]]
    return Ways(**cells)


def _stock(at_sites: Ints, least: dict[tuple[int, int], int], ends: list[int]) -> Ints:
    """(S + ends, N, M): groups by site and need; an end has those of every site that leads to it."""
    found = [
        [
            sorted(
                {int(g) for site in {last, *(a for a, b in least if b == last)} for g in at_sites[site, need] if g >= 0}
            )
            for need in range(at_sites.shape[1])
        ]
        for last in ends
    ]
    most = max(len(groups) for needs in found for groups in needs)
    wide = np.full((len(at_sites) + len(ends), at_sites.shape[1], max(at_sites.shape[2], most)), -1, dtype=np.int64)
    wide[: len(at_sites), :, : at_sites.shape[2]] = at_sites
    for e, needs in enumerate(found):
        for need, groups in enumerate(needs):
            wide[len(at_sites) + e, need, : len(groups)] = groups
    return wide


@dataclass(init=False, slots=True)
class _Copies:
    """The posts of an instance and copies of them that lead on to ends."""

    rows: dict[str, list[int]]
    known: dict[tuple[int, int, int], int]

    def __init__(self, posts: Posts) -> None:
        self.rows = {one.name: getattr(posts, one.name).tolist() for one in fields(Posts)}
        self.known = {}

    def copied(self, post: int, goal: int, minutes: int) -> int:
        """The copy of a post whose goal is ``goal``, so many minutes behind the old one."""
        key = (post, goal, minutes)
        if key not in self.known:
            onward = self.rows["onward"][post]
            changed = {"onward": self.copied(onward, goal, minutes)} if onward >= 0 else {"lag": minutes}
            row = {name: column[post] for name, column in self.rows.items()}
            row |= {"goal": goal, "onward": changed.get("onward", -1), "lag": row["lag"] + changed.get("lag", 0)}
            for name, value in row.items():
                self.rows[name].append(value)
            self.known[key] = len(self.rows["goal"]) - 1
        return self.known[key]

    def all(self) -> Posts:
        """Old and new."""
        return Posts(**{name: np.array(column, dtype=np.int64) for name, column in self.rows.items()})
