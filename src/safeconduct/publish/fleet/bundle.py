"""The bundle of a fleet: page, papers, drawings, tables and the documents that prove it, in one folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from safeconduct import codec
from safeconduct.model.dossier import Dossier
from safeconduct.publish.bundle import whole_folder
from safeconduct.publish.fleet.answer import FleetAnswer
from safeconduct.publish.fleet.papers import PAPERS, papers
from safeconduct.publish.fleet.tables import calls_csv, passes_csv, plan_geojson, trips_csv
from safeconduct.publish.ledger import build_ledger
from safeconduct.publish.map import map_svg
from safeconduct.publish.page import page_html
from safeconduct.publish.tables import claims_csv
from safeconduct.redact.levels import Level, shows

#: Names this module writes; an earlier bundle's documents are cleared by these patterns, nothing else is touched.
_OURS = (
    "index.html",
    *PAPERS,
    "map.svg",
    "trips.csv",
    "calls.csv",
    "passes.csv",
    "claims.csv",
    "plan.geojson",
    "situation.json",
    "fleet-plan.json",
    "fleet-certificate.json",
    "check.pyz",
)


def write_fleet_bundle(
    dossier: Dossier,
    answer: FleetAnswer,
    out: Path,
    *,
    level: Level = Level.INTERNAL,
    build_check: Callable[[Path], object] | None = None,
) -> tuple[Path, ...]:
    """Write all documents of a fleet's checked answer into ``out``, whole or not at all; the paths in order of name.

    ``dossier`` holds the situation, and the reports and claims when they are at hand. ``build_check`` writes check.pyz
    to the path it is given. ValueError when the dossier has no situation.
    """
    if dossier.situation is None:
        raise ValueError("a fleet's bundle needs the situation it was planned for")
    return whole_folder(out, _OURS, lambda room: _write_all(dossier, answer, room, level, build_check))


def _write_all(
    dossier: Dossier, answer: FleetAnswer, room: Path, level: Level, build_check: Callable[[Path], object] | None
) -> None:
    situation = dossier.situation
    assert situation is not None  # write_fleet_bundle has looked
    ledger, day = build_ledger(dossier, level=level), answer.day(situation)
    texts = {"index.html": page_html(dossier, level, fleet=answer), "claims.csv": claims_csv(ledger, level)}
    drawn = map_svg(dossier, ledger) if shows(level, "map") else None
    if drawn is not None:
        texts["map.svg"] = drawn
    if shows(level, "timetable") and shows(level, "movement details"):
        texts |= {"trips.csv": trips_csv(day), "calls.csv": calls_csv(day), "passes.csv": passes_csv(day)}
        texts["plan.geojson"] = plan_geojson(day)
    for name, text in texts.items():
        (room / name).write_bytes(text.encode("utf-8"))
    for name, pdf in papers(dossier, answer, level).items():
        (room / name).write_bytes(pdf)
    if not shows(level, "documents"):
        return
    (room / "situation.json").write_bytes(codec.dump(situation))
    if answer.plan is not None:
        (room / "fleet-plan.json").write_bytes(codec.dump(answer.plan))
    (room / "fleet-certificate.json").write_bytes(codec.dump(answer.certificate))
    if build_check is not None:
        build_check(room / "check.pyz")
