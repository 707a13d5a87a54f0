"""A small operation of the past to change, as a value and as the text of its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from safeconduct.stress.operations import Figure, Operation

TEXT = """\
name: Northwell to Southwell
when: 2001-05-04
window: "08:00-20:00"
open_hours: {low: 12, high: 12, source: "Gazette"}
mode: bus
consent: agreed
km: {low: 38, high: 42, source: "Gazette"}
people: {low: 80, high: 100, source: "Gazette"}
vehicles: {low: 1, high: 1, source: "Gazette"}
first_day: {low: 45, high: 45, source: "Gazette"}
features: [screening bound, siege]
lesson: "One bus, twice."
"""


def figure(low: float, high: float | None = None) -> Figure:
    """A figure of the Gazette."""
    return Figure(low=low, high=low if high is None else high, source="Gazette")


SMALL = Operation(
    id="small",
    name="Northwell to Southwell",
    when=date(2001, 5, 4),
    window="08:00-20:00",
    movement="bus",
    consent="agreed",
    features=("siege", "screening bound"),
    lesson="One bus, twice.",
    open_hours=figure(12),
    km=figure(38, 42),
    people=figure(80, 100),
    vehicles=figure(1),
    first_day=figure(45),
)


def small(**changes: Any) -> Operation:
    """The small operation with some fields changed."""
    return replace(SMALL, **changes)
