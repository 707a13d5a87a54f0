"""The public instances and what was published on them, read where they lie beside the project.

Ninety random instances, ten in each of the sets 2 to 10, with results of CPLEX (15 minutes each) and of a GRASP
(the best of all its runs of 30 seconds), all from one public repository (Loyola et al. 2017).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.bep.instance import Instance, load
from benchmarks.registry import MissingData

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "bep"
#: States by which CPLEX says that a value is optimal: proved, and proved within its tolerance.
OPTIMAL = {"1", "102"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Makespans published for one instance, None where there is none; ``claimed``: CPLEX called its value optimal."""

    cplex: int | None
    claimed: bool
    grasp: int | None

    @property
    def values(self) -> dict[str, int]:
        """The values there are, by method."""
        found = {"CPLEX": self.cplex, "GRASP": self.grasp}
        return {method: value for method, value in found.items() if value is not None}


def public_instance(set_: int, number: int) -> Instance:
    """One of the ninety; MissingData where they are not beside the project."""
    found = sorted((SHARED / "instances" / "rand" / f"set{set_}").glob(f"*-i{number}.txt"))
    if len(found) != 1:
        raise MissingData("the public instances are not beside the project, in shared/data/bep")
    return load(found[0])


@cache
def published(folder: Path = SHARED) -> dict[tuple[int, int], Published]:
    """What was published, by set and number of the instance."""
    cplex = {
        (int(row[0]), int(row[1])): (round(float(row[2])), row[4] in OPTIMAL)
        for row in _rows(folder, "*Cplex_results*.csv")
        if len(row) > 4 and row[0].isdecimal()
    }
    grasp: dict[tuple[int, int], int] = {}
    for row in _rows(folder, "resultsBEP-randInstances*.csv"):
        named = re.fullmatch(r"BEP-1-(\d+)-\d+-\d+-i(\d+)", row[1]) if len(row) > 6 else None
        if named:
            key, value = (int(named[1]), int(named[2])), round(float(row[6]))
            grasp[key] = min(value, grasp.get(key, value))
    return {
        key: Published(
            cplex=cplex[key][0] if key in cplex else None,
            claimed=key in cplex and cplex[key][1],
            grasp=grasp.get(key),
        )
        for key in cplex.keys() | grasp.keys()
    }


def _rows(folder: Path, pattern: str) -> list[list[str]]:
    files = sorted((folder / "results").rglob(pattern))
    if not files:
        raise MissingData("the published results are not beside the project, in shared/data/bep")
    with files[0].open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))
