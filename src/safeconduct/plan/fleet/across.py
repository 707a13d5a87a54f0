"""The bound where people cross at a transfer: they count as waiting at the landing, as many as can cross in time.

Whoever boards at a landing has crossed before, at the latest when the last boarding there can begin, and no boat or
path takes more people until then than its places, or its persons a minute, allow. So of a site that has no other way
out no more people leave than that, need by need. The bound has them at the landing from the start, which a certificate
names.
"""

from __future__ import annotations

import numpy as np

from safeconduct.model.situation import Transfer
from safeconduct.plan.fleet.chains import least_between
from safeconduct.plan.fleet.instance import FleetInstance
from safeconduct.plan.fleet.landings import crossing_groups, transfers_of
from safeconduct.plan.fleet.situated import Legend, instance_of, type_of
from safeconduct.plan.instance import latest_arrival


def landed_instance(legend: Legend, worth: tuple[int, int, int]) -> FleetInstance:
    """The instance of a legend with landed groups, no more people of them than can cross in time."""
    instance = instance_of(legend, worth)
    near_of = {group.id: near for near, groups in crossing_groups(legend).items() for group in groups}
    if not near_of:
        return instance
    people = [int(n) for n in instance.group_people]
    for row, (group, need) in enumerate(legend.groups):
        if group in near_of:
            ways = (transfer for transfer in transfers_of(legend) if transfer.site == near_of[group])
            people[row] = min(people[row], sum(most_across(legend, transfer, need) for transfer in ways))
    holders = {r.id: r.capacity for r in legend.situation.receptions}
    room = [
        sum(people) if holders[name] is None else int(places)  # one that takes everybody takes all of these
        for name, places in zip(legend.receptions, instance.reception_capacity, strict=True)
    ]
    return instance.with_(
        group_people=np.array(people, dtype=np.int64), reception_capacity=np.array(room, dtype=np.int64)
    )


def last_boarding(legend: Legend, landing: str) -> int:
    """No boarding at a landing can begin after this minute."""
    row = {site.id: s for s, site in enumerate(legend.sites)}
    onward = {legend.sites[last].id for first, last in least_between(legend) if first == row[landing]}
    ends = []
    for corridor in legend.corridors:
        if corridor.site in {landing, *onward} and corridor.window is not None:
            opens = int((corridor.window.opens - legend.zero).total_seconds() // 60)
            latest = opens + latest_arrival(legend.situation, corridor)
            ends += [latest - leg.minutes_loaded.value for leg in legend.situation.legs_of(corridor)]
    loads = [type_of(legend.situation, kind)[1] for kind in legend.classes]
    return max(ends, default=-1) - (1 if onward else min(loads, default=1))


def opening(legend: Legend, landing: str) -> int:
    """The minute from which people may cross to a landing."""
    windows = [c.window for c in legend.corridors if c.site == landing and c.window is not None]
    return min(int((window.opens - legend.zero).total_seconds() // 60) for window in windows)


def most_across(legend: Legend, transfer: Transfer, need: str) -> int:
    """The most persons of a need who can be across in time to board."""
    places: int = getattr(transfer.places.value, need)
    minutes = transfer.minutes.value
    spare = last_boarding(legend, transfer.landing) - opening(legend, transfer.landing) - minutes
    if spare < 0 or places == 0:
        return 0
    if transfer.per_minute is not None:
        return spare * transfer.per_minute.value
    assert transfer.boats is not None
    assert transfer.minutes_back is not None
    return transfer.boats.value * places * (1 + spare // (minutes + transfer.minutes_back.value))
