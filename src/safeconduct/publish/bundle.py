"""The bundle: every document of a dossier in one folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from safeconduct import codec
from safeconduct.model.dossier import Dossier
from safeconduct.model.known import Assumption
from safeconduct.publish.answers import anchor_of
from safeconduct.publish.brief import brief_pdf
from safeconduct.publish.ledger import build_ledger
from safeconduct.publish.map import map_svg
from safeconduct.publish.page import page_html
from safeconduct.publish.tables import claims_csv, timetable_csv
from safeconduct.redact.levels import Level, shows

#: Names this module writes; an earlier bundle's documents are cleared by these patterns, nothing else is touched.
_OURS = (
    "index.html",
    "brief.pdf",
    "map.svg",
    "timetable.csv",
    "claims.csv",
    "situation.json",
    "plan-*.json",
    "certificate-*.json",
    "check.pyz",
    "picture.svg",
)


def write_bundle(
    dossier: Dossier,
    out: Path,
    *,
    level: Level = Level.INTERNAL,
    build_check: Callable[[Path], object] | None = None,
    assumptions: Sequence[Assumption] = (),
    past: str = "",
) -> tuple[Path, ...]:
    """Write all documents of a dossier into the folder ``out``; returns their paths in order of name.

    Everything is made in a temporary folder beside ``out`` first and moved in file by file only once all of it
    exists, so a failure leaves the folder as it was. ``build_check`` writes check.pyz to the path it is given; ``past``
    is the brief's line on similar operations of the past.
    """
    found = contents(dossier, level, build_check=build_check, assumptions=assumptions, past=past)
    return whole_folder(out, _OURS, lambda room: _write_all(room, found))


def whole_folder(out: Path, ours: Sequence[str], write: Callable[[Path], None]) -> tuple[Path, ...]:
    """Fill the folder ``out`` by ``write``, which is given an empty folder beside it; what of ``ours`` (patterns) an
    earlier bundle left is cleared. Returns the paths in order of name; a failure leaves the folder as it was."""
    out.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        write(room)
        out.mkdir(exist_ok=True)
        made = sorted(p.name for p in room.iterdir())
        for name in made:
            os.replace(room / name, out / name)
        for pattern in ours:
            for stale in out.glob(pattern):
                if stale.name not in made:
                    stale.unlink()
        return tuple(out / name for name in made)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def contents(
    dossier: Dossier,
    level: Level = Level.INTERNAL,
    *,
    build_check: Callable[[Path], object] | None = None,
    assumptions: Sequence[Assumption] = (),
    past: str = "",
) -> dict[str, Callable[[], bytes]]:
    """The documents of a bundle by file name, each made when it is called for; only those the level shows."""
    ledger = build_ledger(dossier, level=level)
    found: dict[str, Callable[[], bytes]] = {
        "index.html": lambda: page_html(dossier, level, assumptions).encode(),
        "brief.pdf": lambda: brief_pdf(dossier, level, assumptions, past),
    }
    drawn = map_svg(dossier, ledger) if shows(level, "map") else None
    if drawn is not None:
        found["map.svg"] = drawn.encode
    found["claims.csv"] = lambda: claims_csv(ledger, level).encode()
    if dossier.situation is None:
        return found
    if shows(level, "timetable"):
        found["timetable.csv"] = lambda: timetable_csv(dossier, level).encode()
    if not shows(level, "documents"):
        return found
    found["situation.json"] = partial(codec.dump, dossier.situation)
    for answer in dossier.answers:
        name = anchor_of(answer).removeprefix("proof-")
        found[f"certificate-{name}.json"] = partial(codec.dump, answer.certificate)
        if answer.plan is not None:
            found[f"plan-{name}.json"] = partial(codec.dump, answer.plan)
    if build_check is not None:
        found["check.pyz"] = partial(_built, build_check)
    return found


def _built(build: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="safeconduct-check-") as folder:
        path = Path(folder) / "check.pyz"
        build(path)
        return path.read_bytes()


def _write_all(room: Path, found: dict[str, Callable[[], bytes]]) -> None:
    for name, make in found.items():
        (room / name).write_bytes(make())
    if (room / "check.pyz").exists():
        (room / "check.pyz").chmod(0o755)  # it is run by its name
