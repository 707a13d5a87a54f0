"""Print the pinned closure of the project and its dev extra, one ``name==version`` a line, no addresses.

``make constraints`` writes it to constraints.txt after a dependency was changed on purpose, and what the extra ``ray``
needs beyond it to constraints-ray.txt (``python .ci/constraints.py ray``).
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]

#: Tools that make an environment rather than live in it; `pip freeze` leaves them out too.
INSTALLERS = {"pip", "setuptools", "wheel"}


def normal(name: str) -> str:
    """A distribution name as the index spells it: lower case, one hyphen."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(extra: str) -> list[Requirement]:
    """What pyproject.toml asks for: dependencies and an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(text) for text in (*project["dependencies"], *project["optional-dependencies"][extra])]


def closure(extra: str = "dev") -> dict[str, str]:
    """Versions installed here of everything the declared requirements lead to, by normal name."""
    pins: dict[str, str] = {}
    waiting = [(requirement, frozenset(requirement.extras)) for requirement in declared(extra)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement, extras = waiting.pop()
        name = normal(requirement.name)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"constraints: {name} is not installed; run `make setup` first")
        if name not in INSTALLERS:
            pins[name] = found.version
        for text in found.requires or []:
            inner = Requirement(text)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
                waiting.append((inner, frozenset(inner.extras)))
    return pins


if __name__ == "__main__":
    beyond = closure("dev") if sys.argv[1:] == ["ray"] else {}
    wanted = closure("ray" if beyond else "dev")
    sys.stdout.write("".join(f"{name}=={wanted[name]}\n" for name in sorted(wanted) if name not in beyond))
