"""Weights, sizes, speeds and durations as people tag them, to numbers. What cannot be read is unknown."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z'\"]*)\.?\Z")
_FEET = re.compile(r"(\d+)\s*(?:'|ft)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|in)?)?\Z")
_ISO_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?\Z")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\Z")
_NONE = frozenset({"none", "unlimited", "no"})
_TONNES = {"": 1.0, "t": 1.0, "kg": 0.001, "lbs": 0.00045359237, "lb": 0.00045359237, "st": 0.90718474}
_METRES = {"": 1.0, "m": 1.0, "cm": 0.01, "ft": 0.3048}
_KPH = {"": 1.0, "kmh": 1.0, "km": 1.0, "mph": 1.609344, "knots": 1.852}


def _scaled(text: str, units: dict[str, float]) -> float | None:
    found = _NUMBER.match(text.replace("/", ""))
    if found is None or found[2] not in units:
        return None
    value = float(found[1].replace(",", ".")) * units[found[2]]
    return value if value > 0 else None


def tonnes(text: str) -> float | None:
    """A weight limit in tonnes; infinity for "none"; None when it is unknown or cannot be read."""
    text = text.strip().lower()
    return math.inf if text in _NONE else _scaled(text, _TONNES)


def metres(text: str) -> float | None:
    """A height, width or length in metres, also ``12'6"``; infinity for "none"; None when unknown."""
    text = text.strip().lower()
    if text in _NONE:
        return math.inf
    feet = _FEET.match(text)
    if feet is not None:
        return (int(feet[1]) + float(feet[2] or 0) / 12) * 0.3048
    return _scaled(text, _METRES)


def kph(text: str) -> float | None:
    """A speed limit in km/h, also in mph; None for signals, zones and whatever cannot be read."""
    value = _scaled(text.strip().lower(), _KPH)
    return value if value is not None and value <= 200 else None


def minutes(text: str) -> float | None:
    """A duration in minutes: ``1:45``, ``00:05:00``, ``PT3M`` or plain minutes; None when it cannot be read."""
    text = text.strip().upper()
    iso = _ISO_DURATION.match(text)
    clock = _CLOCK.match(text)
    if iso is not None:
        total = int(iso[1] or 0) * 60 + int(iso[2] or 0) + int(iso[3] or 0) / 60
    elif clock is not None:
        total = int(clock[1]) * 60 + int(clock[2]) + int(clock[3] or 0) / 60
    elif text.isdecimal() and len(text) < 5:
        total = float(text)
    else:
        return None
    return total if total > 0 else None
