"""The table of profiles: every number with its source, read from one TOML file and refused when one has none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.place import RoadState
from safeconduct.network.osm_tags import ROAD_KINDS

CLASSES = ("car", "bus", "truck", "light", "ambulance", "foot")
FACTS = ("weight", "height", "width")
#: Fastest and slowest speed that is not a slip of the pen, km/h.
_KPH = (0.5, 150.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A number with its unit and the words for where it comes from."""

    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleClass:
    """Who moves: which access tags speak of it, which facts it asks for, its speed relative to a car's and its
    sizes (None on foot). Lengths in metres, weight in tonnes."""

    name: str
    access: tuple[str, ...]
    asks: tuple[str, ...]
    speed_share: Sourced
    speed_cap: Sourced
    sizes: Mapping[str, Sourced]

    @property
    def on_foot(self) -> bool:
        """True for people, who need no road."""
        return self.name == "foot"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRule:
    """What a reported state does: the speed it leaves (None: no cap) and the classes it stops."""

    cap: Sourced | None
    closed_to: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """Everything of the table, by the words OpenStreetMap and the model use."""

    kinds: Mapping[str, Sourced]
    tracktype: Mapping[str, Sourced]
    surface: Mapping[str, Sourced]
    share_of_maxspeed: Sourced
    margin: Sourced
    convoy_share: Sourced
    convoy_cap: Sourced
    states: Mapping[RoadState, StateRule]
    barriers: Mapping[str, Mapping[str, frozenset[str]]]
    classes: Mapping[str, VehicleClass]
    flow: Mapping[str, Sourced]


def load_profiles(path: Path | None = None) -> Profiles:
    """The table that comes with safeconduct, or an edited copy. DocumentInvalid names the entry that is not usable:
    a number without a source, a source nobody listed, a speed out of range, an unknown or missing class."""
    if path is None:
        data, file = files("safeconduct.network").joinpath("data", "profiles.toml").read_bytes(), "profiles.toml"
    else:
        file = str(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"the profiles cannot be read: {error.strerror}", file=file, next_step="give a TOML file"
            ) from error
    try:
        return _Reader(file, tomllib.loads(data.decode("utf-8"))).profiles()
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DocumentInvalid(f"this is not TOML: {error}", file=file, next_step="repair the line it names") from error


class _Reader:
    """One TOML document on its way to Profiles."""

    def __init__(self, file: str, table: Mapping[str, Any]) -> None:
        self.file, self.table = file, table
        self.sources = self._map("sources")

    def profiles(self) -> Profiles:
        """The whole table, checked."""
        if self.table.get("version") != 1:
            self._fault("version", f"version 1 is read, got {self.table.get('version')!r}")
        speed = self._map("speed")
        classes = self._map("classes")
        if set(classes) != set(CLASSES):
            self._fault("classes", f"the classes are {', '.join(CLASSES)}; got {', '.join(classes)}")
        states = self._map("states")
        if set(states) != {str(state) for state in RoadState}:
            self._fault("states", f"the states are {', '.join(RoadState)}; got {', '.join(states)}")
        kinds = self._speeds("speed.kinds")
        if missing := (ROAD_KINDS | {"ferry", "barrier"}) - set(kinds):
            self._fault("speed.kinds", f"a speed is missing for {', '.join(sorted(missing))}")
        return Profiles(
            kinds=kinds,
            tracktype=self._speeds("speed.tracktype"),
            surface=self._speeds("speed.surface"),
            share_of_maxspeed=self._number(speed, "share_of_maxspeed", "speed"),
            margin=self._number(speed, "margin", "speed", low=1.0, high=10.0),
            convoy_share=self._number(speed, "convoy_share", "speed", high=1.0),
            convoy_cap=self._speed(speed, "convoy_cap", "speed"),
            states={RoadState(name): self._state(name) for name in states},
            barriers={who: self._barriers(who) for who in ("vehicle", "foot")},
            classes={name: self._class(name) for name in CLASSES},
            flow={
                name: self._number(self._map("flow"), name, "flow", unit=str(entry.get("unit", "")), high=1e5)
                for name, entry in self._map("flow").items()
            },
        )

    def _fault(self, field: str, message: str) -> NoReturn:
        raise DocumentInvalid(message, file=self.file, field=field, next_step="correct the entry in the profiles")

    def _map(self, path: str) -> Mapping[str, Any]:
        here: Any = self.table
        for part in path.split("."):
            here = here.get(part) if isinstance(here, dict) else None
        if not isinstance(here, dict):
            self._fault(path, "a table is missing here")
        return here

    def _sourced(self, holder: Mapping[str, Any], key: str, path: str, name: str, low: float, high: float) -> Sourced:
        field, entry = f"{path}.{key}", holder.get(key)
        if not isinstance(entry, dict) or not set(entry) <= {name, "source", "unit"}:
            self._fault(field, f"an entry is {{ {name} = NUMBER, source = NAME }}, got {entry!r}")
        value, source = entry.get(name), entry.get("source")
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self._fault(field, f"{name} lies in {low:g}..{high:g}, got {value!r}")
        if not isinstance(source, str) or source not in self.sources:
            self._fault(field, f"the number needs a source out of [sources], got {source!r}")
        return Sourced(value=float(value), unit="km/h" if name == "kph" else "", source=str(self.sources[source]))

    def _speed(self, holder: Mapping[str, Any], key: str, path: str) -> Sourced:
        return self._sourced(holder, key, path, "kph", *_KPH)

    def _number(
        self, holder: Mapping[str, Any], key: str, path: str, *, unit: str = "", low: float = 0.01, high: float = 1e3
    ) -> Sourced:
        found = self._sourced(holder, key, path, "value", low, high)
        return Sourced(value=found.value, unit=unit, source=found.source)

    def _speeds(self, path: str) -> dict[str, Sourced]:
        table = self._map(path)
        return {key: self._speed(table, key, path) for key in table}

    def _words(self, holder: Mapping[str, Any], key: str, path: str) -> tuple[str, ...]:
        words = holder.get(key)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            self._fault(f"{path}.{key}", f"a list of words is missing, got {words!r}")
        return tuple(words)

    def _state(self, name: str) -> StateRule:
        path, rule = f"states.{name}", self._map("states")[name]
        closed_to = self._words(rule, "closed_to", path)
        if unknown := set(closed_to) - set(CLASSES):
            self._fault(f"{path}.closed_to", f"there is no class {sorted(unknown)[0]!r}")
        cap = self._speed(rule, "cap", path) if "cap" in rule else None
        return StateRule(cap=cap, closed_to=frozenset(closed_to))

    def _barriers(self, who: str) -> dict[str, frozenset[str]]:
        path = f"barriers.{who}"
        table = self._map(path)
        return {answer: frozenset(self._words(table, answer, path)) for answer in ("no", "yes")}

    def _class(self, name: str) -> VehicleClass:
        path = f"classes.{name}"
        entry = self._map(path)
        asks = self._words(entry, "asks", path)
        if unknown := set(asks) - set(FACTS):
            self._fault(f"{path}.asks", f"a class asks for {', '.join(FACTS)}, not {sorted(unknown)[0]!r}")
        units = {"weight_t": "t", "height_m": "m", "width_m": "m", "length_m": "m", "passenger_cars": ""}
        sizes = {} if name == "foot" else {key: self._number(entry, key, path, unit=u) for key, u in units.items()}
        return VehicleClass(
            name=name,
            access=self._words(entry, "access", path),
            asks=asks,
            speed_share=self._number(entry, "speed_share", path),
            speed_cap=self._speed(entry, "speed_cap", path),
            sizes=sizes,
        )
