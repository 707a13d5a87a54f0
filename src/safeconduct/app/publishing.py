"""PUBLISH: a dossier to the bundle of documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from safeconduct.app.find import document
from safeconduct.app.operations import line_on_similar
from safeconduct.app.settings import settings
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import InputError
from safeconduct.model.known import Assumption
from safeconduct.publish.bundle import contents, write_bundle
from safeconduct.publish.picture import picture_svg
from safeconduct.redact.levels import Level, parse_level
from safeconduct.verify.bundle import build_pyz


def publish(
    dossier: Dossier, out: Path, level: Level = Level.INTERNAL, assumptions: Sequence[Assumption] = ()
) -> tuple[Path, ...]:
    """Write the bundle of a dossier into ``out``, whole or not at all; the files written.

    ``assumptions`` are those of a draft, which has no situation to hold them.
    """
    past = "" if dossier.situation is None else line_on_similar(dossier.situation)
    return write_bundle(dossier, out, level=level, build_check=build_pyz, assumptions=assumptions, past=past)


def documents(dossier: Dossier, level: Level) -> dict[str, Callable[[], bytes]]:
    """The documents of a dossier for an audience by file name, each made when it is called for."""
    past = "" if dossier.situation is None else line_on_similar(dossier.situation)
    found = contents(dossier, level, build_check=build_pyz, past=past)
    if dossier.situation is not None and level is Level.INTERNAL:
        found["picture.svg"] = lambda: picture_svg(dossier).encode()
    return found


def publish_named(named: str, workspace: Path | None, out: Path, level: str) -> tuple[Path, ...]:
    """The bundle of a dossier named by path or sha prefix; InputError for a folder, which has none to choose."""
    if Path(named).is_dir():
        raise InputError(
            f"{named} is a folder; what `assess` and `plan` write by hand has no dossier",
            field="DOSSIER",
            next_step="run `safeconduct demo CASE_FOLDER`: it plans, checks and writes the bundle; documents of a "
            "fleet are published with --fleet FOLDER",
        )
    dossier = document(Dossier, "dossier", named, workspace or settings().workspace)
    return publish(dossier, out, parse_level(level))
