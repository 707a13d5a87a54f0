"""SITUATION and PLAN arguments: a file path, or a sha prefix in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from safeconduct import codec
from safeconduct.app.ledger import file_bytes
from safeconduct.app.wire import database_address, workspace
from safeconduct.model.errors import NotFound

T = TypeVar("T")


def document(cls: type[T], kind: str, named: str, workspace_path: Path) -> T:
    """The document a person named by path or by the first characters of its sha."""
    path = Path(named)
    if path.is_file():
        return codec.load(cls, file_bytes(path), file=named)
    if database_address(workspace_path) is None and not workspace_path.is_file():
        raise NotFound(
            f"there is no file {named}, and no workspace {workspace_path} to look it up in",
            next_step=f"give the path of a {kind}, or --workspace FILE",
        )
    store = workspace(workspace_path)
    try:
        return codec.load(cls, store.get(kind, named), file=f"{kind} {named}")
    finally:
        store.close()
