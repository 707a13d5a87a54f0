"""What the bound of a situation does not hold its vehicles to, by name, as its certificate says it."""

from __future__ import annotations

from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.halts import PARTS

#: In every situation: loads are counted in persons, and vehicles are bound to each other by prices only.
ALWAYS = ("households travel whole", "vehicles are priced one by one")
#: Where crews have halts to take (docs/rules-fleet.md, F16) and a bound does not know them, or counts driving in parts
#: of what a crew may drive. Ways too long for them, and the end of duty, are always kept.
HALTS = "crews take no halts"
#: Where a fleet departs in convoys (F17). Headway, largest size and spare vehicles are kept.
SMALL, ESCORTS = "convoys may be smaller than the least", "there is always an escort"


def counted_in(parts: int) -> tuple[str, ...]:
    """What a bound names that counts driving in so many parts of the limit (``halts``); 0: in minutes, so nothing."""
    if parts <= 1:
        return (HALTS,) * parts
    whole = "halves" if parts == 2 else f"whole {parts}ths"
    return (f"driving between halts is counted in {whole} of the limit",)


def halts_among(named: tuple[str, ...]) -> str:
    """What a bound says that it relaxes of halts; empty where that is nothing."""
    known = {name for parts in PARTS for name in counted_in(parts)}
    return next((name for name in named if name in known), "")


def relaxed_rules(situation: Situation, parts: int = 0) -> tuple[str, ...]:
    """The rules, in order; driving between halts is counted in ``parts``."""
    rules, convoys = situation.rules, situation.rules.fleet_convoys
    small = convoys is not None and rules.convoy_min.value > 1
    led = convoys is not None and convoys.escorts is not None
    resting = any(kind.count.value and kind.drive_minutes for kind in situation.vehicles)
    named = ((SMALL, small), (ESCORTS, led))
    return (*ALWAYS, *(counted_in(parts) if resting else ()), *(name for name, is_so in named if is_so))
