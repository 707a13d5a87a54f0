"""Published results are read from their tables, best run by best run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bep.published import Published, published
from benchmarks.bep.solve import Answer
from benchmarks.plan_bep import against
from benchmarks.registry import MissingData

CPLEX = "set;instance;solution;time;cplexStatus;\n2;1;46;33.7;1;\n2;2;13;900;11\n"
GRASP = """Set;instance;Seed;LRCSize;MaxHCIterations;TimeLimit[s];BestFO;
2;BEP-1-2-2-2-i1;4;0.1;20;30;47;
2;BEP-1-2-2-2-i1;5;0.1;20;30;46;
2;BEP-1-2-2-2-i3;4;0.1;20;30;9;
"""


def test_the_tables(tmp_path: Path) -> None:
    """The best of all runs of the GRASP; what CPLEX called optimal; a value that is missing stays missing."""
    folder = tmp_path / "results" / "deep"
    folder.mkdir(parents=True)
    (folder / "+bep_Cplex_results ALL.csv").write_text(CPLEX, encoding="utf-8")
    (folder / "resultsBEP-randInstances - All.csv").write_text(GRASP, encoding="utf-8")
    assert published(tmp_path) == {
        (2, 1): Published(cplex=46, claimed=True, grasp=46),
        (2, 2): Published(cplex=13, claimed=False, grasp=None),
        (2, 3): Published(cplex=None, claimed=False, grasp=9),
    }
    assert Published(cplex=None, claimed=False, grasp=9).values == {"GRASP": 9}


def test_no_tables(tmp_path: Path) -> None:
    """Missing data, not an empty comparison."""
    with pytest.raises(MissingData):
        published(tmp_path)


def answer(makespan: int, bound: int) -> Answer:
    """An answer with these figures."""
    return Answer(plan=(), makespan=makespan, bound=bound, static=0, refuted=())


def rows(makespan: int, bound: int, known: Published) -> dict[str, bool]:
    """Metrics against published values, and whether the target was reached."""
    return {
        metric: target is None or target.reached(value)
        for metric, _, value, target in against(answer(makespan, bound), known)
    }


def test_behind_and_refuted() -> None:
    """A value below the bound is refuted by name and left out; a value between bound and makespan is a loss."""
    known = Published(cplex=8, claimed=True, grasp=10)
    behind = "behind the best published value that can be"
    refuted = "published by CPLEX, but refuted: less than the proved bound"
    assert rows(10, 10, known)[behind]
    assert refuted in rows(10, 10, known)
    assert "published as optimal" not in rows(10, 10, known)
    assert not rows(10, 8, known)[behind]
    assert refuted not in rows(10, 8, known)
    assert not rows(11, 9, known)[behind]
