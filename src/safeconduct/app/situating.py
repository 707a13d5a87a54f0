"""ASSESS on a workspace: confirmed claims and a case folder's tables to a situation document."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from safeconduct import codec
from safeconduct.app.assessing import keep_tables
from safeconduct.app.case import load_case, require_roads
from safeconduct.app.casework import read_case, situate
from safeconduct.app.settings import settings
from safeconduct.app.wire import reader, workspace
from safeconduct.model.errors import InputError
from safeconduct.model.situation import Situation


def assess_case(
    folder: Path, workspace_path: Path | None, out: Path | None, roads: Path | None = None
) -> tuple[Situation, str]:
    """The situation of a case folder and its sha, kept in the workspace and written to ``out`` when given; ``roads``
    is the extract of a case that draws none."""
    case = load_case(folder, roads)
    require_roads(case)
    store = workspace(workspace_path or settings().workspace)
    try:
        found = read_case(case, reader(settings()), store)
        keep_tables(store, folder)
        situation = situate(case, found, store.decisions())
        sha = store.put("situation", codec.dump(situation))
    finally:
        store.close()
    if out is not None:
        write_whole(out, codec.dump(situation))
    return situation, sha


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; InputError when there is no place for it."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(
            f"cannot be written: {error.strerror}",
            file=str(path),
            next_step="give a file name in a folder that exists and may be written to",
        ) from error


def require_same_day(out: Path | None, situation: Situation, *, force: bool) -> None:
    """InputError when a folder holds the plan of another situation, unless it is to be overwritten by ``force``."""
    there = None if out is None else out / "situation.json"
    if force or there is None or not there.is_file():
        return
    with suppress(InputError):  # what cannot be read is not that situation
        if codec.sha(codec.load(Situation, there.read_bytes(), file=str(there))) == codec.sha(situation):
            return
    raise InputError(
        "holds the plan of another situation, which would be overwritten",
        file=str(out),
        field="--out",
        next_step="name another folder, or give --force to overwrite this one",
    )


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """A new folder with all its files, or no folder: it gets its name when everything is in it. InputError when there
    is no place for it, or it is there already and not empty."""
    part = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, data in files.items():
            (part / name).write_bytes(data)
        part.replace(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise InputError(
            f"cannot be written: {error.strerror}",
            file=str(folder),
            next_step="name a folder that is not there yet, in one that may be written to",
        ) from error
