"""The only reader of the environment.

SAFECONDUCT_WORKSPACE   path of the workspace used when a command is given none
SAFECONDUCT_MODEL       folder of an official spaCy English pipeline to use instead of the packaged one
SAFECONDUCT_KEYS        folder of the keys of a day log that is in PostgreSQL; a workspace file has its own beside it
SAFECONDUCT_LLM_KEY     key sent to the language model named by --llm; it is never written anywhere
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Values a person may set outside the command line."""

    workspace: Path
    model: Path | None
    llm_key: str | None = field(default=None, repr=False)
    keys: Path = Path("safeconduct.keys")


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``environment`` (default: this process's)."""
    env = os.environ if environment is None else environment
    model = env.get("SAFECONDUCT_MODEL")
    return Settings(
        workspace=Path(env.get("SAFECONDUCT_WORKSPACE", "case.safeconduct")),
        model=Path(model) if model else None,
        llm_key=env.get("SAFECONDUCT_LLM_KEY") or None,
        keys=Path(env.get("SAFECONDUCT_KEYS", "safeconduct.keys")),
    )


def keep_ray_quiet() -> None:
    """Ray reports its use to its makers unless its environment says otherwise before it starts."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"


def one_thread_for_matrices() -> None:
    """Ask the engines' matrix library, not loaded yet, for one thread, unless somebody asked otherwise: each of its
    threads takes room of its own, and where memory is short it asks for that for ever."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
