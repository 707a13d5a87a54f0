"""Days given with --input: Situation documents, which nobody drew, instead of the drawn days of family ``core``.

A file, or every ``*.json`` of a folder. All corridors for vehicles that have a window, the likely number of people, and
persons weighted by need as in the drawn days. What a situation asks for beyond the rules of a fleet's instance
(households that travel whole, convoys, stops on the way) is family ``full``: see ``benchmarks.fleet_full``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import Instance, MissingData

if TYPE_CHECKING:
    from safeconduct.model.fleet import FleetScenario
    from safeconduct.model.situation import Situation
    from safeconduct.plan.fleet.instance import FleetInstance


def situations_in(path: Path) -> Sequence[Instance]:
    """One instance for each document, ``size`` its vehicles; MissingData for what is no situation with a fleet."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [Instance(name=f"full: {file.stem}", size=_vehicles(file), path=file) for file in files]


def situation_of(path: Path) -> tuple[Situation, FleetScenario]:
    """A situation and the scenario it is measured on."""
    try:
        from safeconduct import codec
        from safeconduct.app.fleet_planning import scenario_of
        from safeconduct.model.errors import SafeconductError
        from safeconduct.model.situation import Situation
    except ImportError as error:
        raise MissingData(f"the planner cannot run here: {error}") from error
    try:
        situation = codec.load(Situation, path.read_bytes(), file=str(path))
        return situation, scenario_of(situation, None, "likely")
    except (OSError, SafeconductError) as error:
        raise MissingData(f"{path} is no situation a fleet can be planned for: {error}") from error


def day_of_document(path: Path) -> FleetInstance:
    """The day of a document as the fleet's search has it, persons weighted by need."""
    from safeconduct.model.errors import SafeconductError

    situation, scenario = situation_of(path)
    try:
        return day_of_situation(situation, scenario)
    except SafeconductError as error:
        raise MissingData(f"{path}: {error}") from error


def day_of_situation(situation: Situation, scenario: FleetScenario) -> FleetInstance:
    """A situation's day as the fleet's search has it, persons weighted by need. Raises what ``instance_of`` raises."""
    from benchmarks.fleet_instances import WEIGHTS
    from safeconduct.plan.fleet.situated import instance_of, legend_of

    one, two, three = (int(weight) for weight in WEIGHTS)
    return instance_of(legend_of(situation, scenario), (one, two, three))


def _vehicles(path: Path) -> int:
    situation, _ = situation_of(path)
    return sum(kind.count.value for kind in situation.vehicles)
