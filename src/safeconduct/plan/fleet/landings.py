"""Who may board at the landing of a transfer: people of the sites it leads from, beside those of the place itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safeconduct.model.situation import Group, Transfer
from safeconduct.plan.fleet.instance import NEEDS, Ints
from safeconduct.plan.fleet.situated import Legend, households_of

#: What a bound does not hold people who cross to.
RELAXED_TRANSFERS = ("people are at a landing from the start, as many as can cross in time",)


def transfers_of(legend: Legend) -> tuple[Transfer, ...]:
    """The transfers that land at a site of the plan."""
    sites = {site.id for site in legend.sites}
    return tuple(transfer for transfer in legend.situation.transfers if transfer.landing in sites)


def relaxed_transfers(legend: Legend) -> tuple[str, ...]:
    """What a bound names where people may cross at transfers."""
    return RELAXED_TRANSFERS if transfers_of(legend) else ()


def crossing_groups(legend: Legend) -> dict[str, tuple[Group, ...]]:
    """Groups by the site they have no way out of but a transfer."""
    near = {transfer.site for transfer in transfers_of(legend)} - {site.id for site in legend.sites}
    return {site.id: site.groups for site in legend.situation.sites if site.id in near}


def with_landed(legend: Legend) -> Legend:
    """The legend with those groups at a landing of theirs, the first one; the same where no one crosses."""
    moved = crossing_groups(legend)
    there: dict[str, list[Group]] = {}
    for near, groups in moved.items():
        landing = next(t.landing for t in transfers_of(legend) if t.site == near)
        there.setdefault(landing, []).extend(replace(group, site=landing) for group in groups)
    known = {group.id for site in legend.sites for group in site.groups}
    fresh = {landing: [g for g in groups if g.id not in known] for landing, groups in there.items()}
    situation, which = legend.situation, legend.scenario.people
    households = {g.id: households_of(situation, g, which) for groups in fresh.values() for g in groups}
    members = {profile.id: profile.members for profile in situation.profiles}
    return replace(
        legend,
        sites=tuple(replace(site, groups=(*site.groups, *fresh.get(site.id, ()))) for site in legend.sites),
        households=legend.households | {group: counts for group, counts in households.items() if counts},
        groups=(
            *legend.groups,
            *(
                (group, need)
                for group, counts in households.items()
                for need in NEEDS
                if sum(getattr(members[profile], need) * n for profile, n in counts.items())
            ),
        ),
    )


def landed_stock(legend: Legend, stock: Ints) -> Ints:
    """(S, N, M): groups by site and need, at every landing those of the sites that transfers lead from as well."""
    rows = {site.id: s for s, site in enumerate(legend.sites)}
    site_of = {group.id: site.id for site in legend.sites for group in site.groups}
    site_of |= {group.id: near for near, groups in crossing_groups(legend).items() for group in groups}
    lists = {(s, n): [int(g) for g in stock[s, n] if g >= 0] for s, n in np.ndindex(stock.shape[:2])}
    for transfer in transfers_of(legend):
        for row, (group, need) in enumerate(legend.groups):
            here = lists[rows[transfer.landing], NEEDS.index(need)]
            if site_of[group] == transfer.site and row not in here:
                here.append(row)
    wide = np.full((*stock.shape[:2], max(1, *map(len, lists.values()))), -1, dtype=np.int64)
    for key, groups in lists.items():
        wide[key][: len(groups)] = groups
    return wide
