"""Certificates: verdicts and gaps."""

from __future__ import annotations

from typing import Literal

import pytest

from safeconduct.model.certificate import Bound, Cut, Exhaustive, Level, Verdict


@pytest.mark.parametrize(
    ("sense", "value", "bound", "gap"), [("max", 560, 568, 8), ("max", 568, 568, 0), ("min", 655, 600, 55)]
)
def test_the_gap_is_the_distance_to_the_bound(sense: Literal["max", "min"], value: int, bound: int, gap: int) -> None:
    """Absolute, whichever way the level is pushed."""
    assert Level(name="x", sense=sense, value=value, bound=bound, proof="open").gap == gap


def test_verdicts() -> None:
    """In words a negotiator understands."""
    assert [v.value for v in Verdict] == [
        "everyone can be moved",
        "not everyone can be moved",
        "nobody can be moved",
        "not decided",
    ]


def test_each_proof_names_its_kind() -> None:
    """Cut, bound and exhaustive are told apart in JSON by their kind."""
    cut = Cut(mode="bus", site="a", reception="b", near=("a",), edges=(), statement="")
    bound = Bound(persons=0, binding="fleet", terms=())
    search = Exhaustive(engine="cp-sat", version="9.15", model_sha="0" * 64)
    assert (cut.kind, bound.kind, search.kind) == ("cut", "bound", "exhaustive")
