"""The wheel carries the built islands: built here where npm is, refused where they are missing or of other sources."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs frontend/build.py before a wheel or a source archive is written; an editable install needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the islands, or say why there can be no wheel."""
        if version == "editable":
            return
        build = runpy.run_path(str(Path(self.root) / "frontend" / "build.py"))
        if build["built_sha"]() == build["sources_sha"]():
            return
        fault = build["build"]()
        if fault is not None:
            raise RuntimeError(
                f"a wheel carries the built pages, and they are missing or older than frontend/: {fault}\n"
                "Next: install node and npm, or build the wheel from the source archive, which holds them."
            )
