"""Pins: what the next plan keeps of one that is known, because somebody decided so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A part of the plan with this sha that the next one keeps.

    ``convoy`` alone: the convoy, its minutes, vehicles and people. With ``vehicle``: that vehicle's trip in it, with
    its people; others may join the convoy. ``group`` and ``profile`` without a convoy: these households keep their
    vehicle and the minute it leaves, wherever the plan has them; other seats are free.
    """

    plan: str
    convoy: int = 0
    vehicle: str = ""
    group: str = ""
    profile: str = ""

    def __post_init__(self) -> None:
        if (self.convoy > 0) == bool(self.profile) or bool(self.group) != bool(self.profile):
            raise ValueError("a pin holds a convoy, a trip of a convoy, or the households of one profile of a group")
        if self.vehicle and self.convoy < 1:
            raise ValueError("a vehicle is pinned in a convoy")

    @property
    def words(self) -> str:
        """What is pinned: convoy 3; bus-1 in convoy 3; the places of older pair."""
        if self.profile:
            return f"the places of {self.profile.replace('-', ' ')}"
        return f"{self.vehicle} in convoy {self.convoy}" if self.vehicle else f"convoy {self.convoy}"
