"""Who moves: the classes of the profiles, as an option of the roads verbs."""

from __future__ import annotations

from enum import StrEnum


class Vehicle(StrEnum):
    """The classes of the profiles."""

    CAR = "car"
    BUS = "bus"
    TRUCK = "truck"
    LIGHT = "light"
    AMBULANCE = "ambulance"
    FOOT = "foot"


class Turns(StrEnum):
    """Whether routes obey turn restrictions."""

    AUTO = "auto"
    EXACT = "exact"
    OFF = "off"

    @property
    def exact(self) -> bool | None:
        """True, False, or None to decide by the size of the network."""
        return None if self is Turns.AUTO else self is Turns.EXACT
