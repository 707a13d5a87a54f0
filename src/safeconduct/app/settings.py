"""The only reader of the environment.

SAFECONDUCT_WORKSPACE   path of the workspace used when a command is given none
SAFECONDUCT_MODEL       folder of an official spaCy English pipeline to use instead of the packaged one
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Values a person may set outside the command line."""

    workspace: Path
    model: Path | None


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``environment`` (default: this process's)."""
    env = os.environ if environment is None else environment
    model = env.get("SAFECONDUCT_MODEL")
    return Settings(
        workspace=Path(env.get("SAFECONDUCT_WORKSPACE", "case.safeconduct")),
        model=Path(model) if model else None,
    )
