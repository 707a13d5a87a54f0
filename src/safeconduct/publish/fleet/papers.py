"""The papers of a fleet: a brief, and sheets for vehicles, sites and receptions. Typst reads them as JSON data only."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import ToolMissing
from safeconduct.publish import figures, lexicon, map, tokens
from safeconduct.publish.fleet import pictures
from safeconduct.publish.fleet.answer import FleetAnswer, FleetView, named_shares, view_of
from safeconduct.publish.fleet.day import Day
from safeconduct.publish.fleet.page import fleet_sheet
from safeconduct.publish.fleet.proof import plain_bound, share_rows
from safeconduct.publish.fleet.sheets import DO, IF, reception_sheets, site_sheets, vehicle_sheets
from safeconduct.publish.ledger import Ledger
from safeconduct.publish.sheet import Sheet, build_sheet
from safeconduct.redact.levels import Level, shows

#: Creation date of every PDF: none would be the wall clock, and the same input gives the same bytes.
_EPOCH = 0
#: File name of each paper to what its template is told to print.
PAPERS = {"brief.pdf": "brief", "vehicles.pdf": "vehicles", "sites.pdf": "sites", "receptions.pdf": "receptions"}


def papers(dossier: Dossier, answer: FleetAnswer, level: Level = Level.INTERNAL) -> dict[str, bytes]:
    """PDF bytes by file name; the sheets only where the level shows movement details. ToolMissing without typst."""
    try:
        import typst
    except ImportError as error:
        raise ToolMissing("the PDF needs typst", next_step="pip install typst") from error
    if dossier.situation is None:
        return {}
    sheet, ledger = build_sheet(dossier, level)
    view, day = view_of(dossier.situation, answer, ledger, level), answer.day(dossier.situation)
    found: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="safeconduct-fleet-") as folder:
        root = Path(folder)
        data = _data(fleet_sheet(sheet, answer), view, day, level)
        data["drawings"] = _drawings(dossier, answer, day, ledger, level, root)
        template = files("safeconduct.publish").joinpath("templates/fleet.typ").read_text(encoding="utf-8")
        (root / "fleet.typ").write_text(template, encoding="utf-8")
        for name, paper in PAPERS.items():
            if paper != "brief" and not (data["timed"] and answer.plan is not None):
                continue
            data["paper"] = paper
            (root / "data.json").write_text(json.dumps(data, ensure_ascii=False, sort_keys=True), encoding="utf-8")
            found[name] = typst.compile(str(root / "fleet.typ"), root=str(root), format="pdf", timestamp=_EPOCH)
    return found


def _data(sheet: Sheet, view: FleetView, day: Day, level: Level) -> dict[str, Any]:
    timed = shows(level, "timetable") and shows(level, "movement details")
    zones = figures.zones(day.situation.parties)
    return {
        "f": asdict(view),
        "title": sheet.title,
        "status": sheet.status,
        "level": sheet.level,
        "sha": sheet.sha,
        "as_of": sheet.as_of,
        "date": figures.day(day.zero.date()),
        "people": sheet.people,
        "checked": sheet.checked,
        "parties": [asdict(party) for party in sheet.parties],
        "gaps": [asdict(gap) for gap in sheet.gaps],
        "zone": figures.zone_name(zones[0]).capitalize() if zones else "",
        "timed": timed,
        "proved": shows(level, "proof"),
        "vehicles": [asdict(one) for one in vehicle_sheets(day)] if timed else [],
        "sites": [asdict(one) for one in site_sheets(day)] if timed else [],
        "receptions": [asdict(one) for one in reception_sheets(day)] if timed else [],
        "do": DO,
        "if": IF,
        "tokens": tokens.for_typst(),
        "words": {
            "limit": lexicon.PROOF_LIMIT,
            "voluntary": lexicon.VOLUNTARY,
            "notice": lexicon.NOTICE,
            "stay": lexicon.STAY,
            "stay_words": lexicon.STAY_WORDS,
            "not_stressed": view.stress_note,
        },
    }


def _drawings(
    dossier: Dossier, answer: FleetAnswer, day: Day, ledger: Ledger, level: Level, root: Path
) -> dict[str, Any]:
    """Drawings as SVG files in the root; their names by use, empty where the level shows none."""
    certificate, stated = answer.certificate, plain_bound(answer.certificate)
    drawn: dict[str, str | None] = {"map": None, "out": None, "gantt": None, "shares": None}
    timed = shows(level, "timetable")
    if shows(level, "map"):
        drawn["map"] = map.map_svg(dossier, ledger)
    if timed:
        drawn["out"] = pictures.out_svg(day, certificate.people, certificate.levels[-1].bound, "out", 760)
    if timed and shows(level, "movement details"):
        drawn["gantt"] = pictures.gantt_svg(day, "gantt", 760)
        for one in day.situation.resources:
            drawn[f"slots-{one.id}"] = pictures.occupancy_svg(day, one, stated, "slots", 760)
    if stated is not None and shows(level, "proof"):
        rows = named_shares(answer, share_rows(day.situation, certificate, stated))
        drawn["shares"] = pictures.shares_svg(rows, stated.value, certificate.persons_out, "shares", 700)
    for use, svg in drawn.items():
        if svg:
            (root / f"{use}.svg").write_text(svg, encoding="utf-8")
    slots = [f"{use}.svg" for use, svg in drawn.items() if svg and use.startswith("slots-")]
    return {use: f"{use}.svg" if svg else "" for use, svg in drawn.items()} | {"slots": slots}
