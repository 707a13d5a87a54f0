"""The right sunset of made-up places, as `check` computes it: the tiny cases state a round one, some minutes off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from safeconduct.model.situation import Situation, Sunset
from safeconduct.verify.sunset import solar_day, sunset
from tests.tiny import known


def sun_set(situation: Situation, late: timedelta = timedelta(0)) -> Situation:
    """The situation with the sunset of each reception, on the day its first window opens, so much later."""
    opens = min(corridor.window.opens for corridor in situation.corridors if corridor.window is not None)
    found = []
    for reception in situation.receptions:
        at = sunset(reception.point, solar_day(reception.point, opens))
        assert isinstance(at, datetime)
        found.append(Sunset(reception=reception.id, at=known(at + late)))
    return replace(situation, sunsets=tuple(found))
