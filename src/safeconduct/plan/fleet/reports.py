"""What was reported of vehicles on the day (docs/rules-fleet.md, F18): who is lost, and until when others are late."""

from __future__ import annotations

from safeconduct.model.situation import Situation, VehicleClass

OUT = "vehicle.out"


def reported(situation: Situation) -> tuple[frozenset[str], dict[str, int]]:
    """Vehicles that are lost, and the minute until which others are late, by name."""
    lost, late = set(), dict[str, int]()
    for report in (a.value for a in situation.assumptions if a.slot == OUT):
        name, _, minutes = report.rpartition("@")
        _, _, until = minutes.partition("/")
        if until:
            late[name] = max(late.get(name, 0), int(until))
        else:
            lost.add(name)
    return frozenset(lost), late


def names_of(kind: VehicleClass) -> tuple[str, ...]:
    """The vehicles of a class."""
    return tuple(f"{kind.id}-{n}" for n in range(1, kind.count.value + 1))


def held_back(situation: Situation, kind: VehicleClass) -> int:
    """How many vehicles of a class are spare: a share, rounded down, less the lost ones whose place they take."""
    rules = situation.rules
    if rules.fleet_convoys is None:
        return 0
    lost, _ = reported(situation)
    share = kind.count.value * rules.spare_percent.value // 100
    return max(0, share - sum(name in lost for name in names_of(kind)))
