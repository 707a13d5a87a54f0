"""Nothing in the tree names a machine, a home folder or a package registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import relative, text_of, tracked

#: Written in pieces so that this file does not find itself.
FORBIDDEN = {
    "a machine path": re.compile(r"(?<![\w.<>-])/(?:work|root|home/\w+|Users/\w+)/"),
    "a registry address": re.compile(
        "|".join(
            (
                r"files\.python" + "hosted",
                r"py" + r"pi\.org/simple",
                r"--(?:extra-)?index" + "-url",
                r"PIP_INDEX" + "_URL",
                r"registry\." + r"npmjs",
                r"art" + "ifactory",
                r"proxy\.go" + r"lang",
            )
        )
    ),
}


@pytest.mark.parametrize("path", tracked(), ids=relative)
def test_no_machine_path_and_no_registry(path: Path) -> None:
    """Text files hold neither kind of address."""
    text = text_of(path)
    if text is None:
        return
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        assert not found, f"{relative(path)}:{line} holds {what}: {found.group() if found else ''}"


def test_constraints_hold_names_and_versions_only() -> None:
    """Each line of constraints.txt is name==version."""
    lines = [line for path in tracked() if path.name == "constraints.txt" for line in path.read_text().splitlines()]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+!]+", line), line
