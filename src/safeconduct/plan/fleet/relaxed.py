"""What the bound of a situation does not hold its vehicles to, by name, as its certificate says it."""

from __future__ import annotations

from safeconduct.model.situation import Situation

#: In every situation: loads are counted in persons, and vehicles are bound to each other by prices only.
ALWAYS = ("households travel whole", "vehicles are priced one by one")
#: Where crews have halts to take (docs/rules-fleet.md, F16). Ways too long for them, and the end of duty, are kept.
HALTS = "crews take no halts"
#: Where a fleet departs in convoys (F17). Headway, largest size and spare vehicles are kept.
SMALL, ESCORTS = "convoys may be smaller than the least", "there is always an escort"


def relaxed_rules(situation: Situation) -> tuple[str, ...]:
    """The rules, in order."""
    rules, convoys = situation.rules, situation.rules.fleet_convoys
    small = convoys is not None and rules.convoy_min.value > 1
    led = convoys is not None and convoys.escorts is not None
    resting = any(kind.count.value and kind.drive_minutes for kind in situation.vehicles)
    named = ((HALTS, resting), (SMALL, small), (ESCORTS, led))
    return (*ALWAYS, *(name for name, is_so in named if is_so))
