"""Variations of the tiny fleet's day that the explanations are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from safeconduct.model.resource import Closure
from safeconduct.model.situation import Situation, VehicleClass
from tests.tiny import ASSUMED, OPENS, known
from tests.tiny_fleet import BUS, VAN, tiny_fleet


def lasting(situation: Situation, minutes: int) -> Situation:
    """Every corridor's hours last so many minutes."""
    closes = OPENS + timedelta(minutes=minutes)
    return replace(
        situation,
        corridors=tuple(
            c if c.window is None else replace(c, window=replace(c.window, closes=closes)) for c in situation.corridors
        ),
    )


def closed_bridge(situation: Situation, since: int, until: int | None = None) -> Situation:
    """The bridge serves nobody in these minutes."""
    end = None if until is None else OPENS + timedelta(minutes=until)
    closure = Closure(since=OPENS + timedelta(minutes=since), until=end, basis=ASSUMED)
    return replace(situation, resources=(replace(situation.resources[0], closures=(closure,)),))


def many(vehicle: VehicleClass, count: int) -> VehicleClass:
    """So many of them."""
    return replace(vehicle, count=known(count))


def without_bays(situation: Situation, site: str) -> Situation:
    """A site without a loading bay."""
    sites = tuple(replace(s, bays=known(0)) if s.id == site else s for s in situation.sites)
    return replace(situation, sites=sites)


__all__ = ["BUS", "VAN", "closed_bridge", "lasting", "many", "tiny_fleet", "without_bays"]
