"""The brief: three to five A4 pages for people who carry paper. Typst reads the sheet as JSON, never as markup."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import ToolMissing
from safeconduct.model.known import Assumption
from safeconduct.publish import bars, chart, corridors, figures, lexicon, map, tokens
from safeconduct.publish.answers import anchor_of
from safeconduct.publish.ledger import Ledger
from safeconduct.publish.page import sheet_data
from safeconduct.publish.sheet import Sheet, build_sheet
from safeconduct.redact.levels import Level, shows

#: What fits the brief; the page and claims.csv hold the rest, and the brief says so.
MAX_CONFLICTS = 8
MAX_DECISIVES = 8
MAX_PAGES = 5
CLAIMS_TRIED = (18, 12, 8, 4)
MAX_REMEDIES = 8


def brief_pdf(
    dossier: Dossier, level: Level = Level.INTERNAL, assumptions: Sequence[Assumption] = (), past: str = ""
) -> bytes:
    """The brief of a dossier at a level as PDF bytes; ``past`` is a line on similar operations of the past.

    ToolMissing when typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise ToolMissing("the PDF needs typst", next_step="pip install typst") from error
    sheet, ledger = build_sheet(dossier, level, assumptions)
    with tempfile.TemporaryDirectory(prefix="safeconduct-brief-") as folder:
        root = Path(folder)
        drawings = _write_drawings(dossier, sheet, ledger, level, root)
        data = _data(dossier, sheet, ledger) | {"drawings": drawings, "past": past}
        template = files("safeconduct.publish").joinpath("templates/brief.typ").read_text(encoding="utf-8")
        (root / "brief.typ").write_text(template, encoding="utf-8")
        for shown in CLAIMS_TRIED:
            data["claims_shown"] = shown
            (root / "data.json").write_text(json.dumps(data, ensure_ascii=False, sort_keys=True), encoding="utf-8")
            pages = typst.query(str(root / "brief.typ"), "<pages>", field="value", one=True, root=str(root))
            if int(pages) <= MAX_PAGES:
                break
        pdf: bytes = typst.compile(str(root / "brief.typ"), root=str(root), format="pdf", timestamp=_EPOCH)
        return pdf


#: Creation date of every PDF: none would be the wall clock, and the same input gives the same bytes.
_EPOCH = 0


def _write_drawings(dossier: Dossier, sheet: Sheet, ledger: Ledger, level: Level, root: Path) -> dict[str, Any]:
    """Drawings as SVG files in the root; returns their names by use."""
    found: dict[str, Any] = {"map": "", "people": "", "charts": {}, "bounds": {}}
    drawn = map.map_svg(dossier, ledger) if shows(level, "map") else None
    counted = bars.people_svg(dossier.claims, ledger, "people", 760)
    for use, svg in (("map", drawn), ("people", counted)):
        if svg:
            found[use] = f"{use}.svg"
            (root / f"{use}.svg").write_text(svg, encoding="utf-8")
    main = {d.main for d in sheet.directions}
    for answer in dossier.answers:
        anchor = anchor_of(answer)
        plan, bound = answer.plan, answer.certificate.bound
        if anchor in main and plan is not None and dossier.situation is not None and shows(level, "timetable"):
            graph = chart.time_distance_svg(plan, dossier.situation, "chart", 760)
            if graph:
                name = f"chart-{len(found['charts'])}.svg"
                (root / name).write_text(graph, encoding="utf-8")
                found["charts"][anchor] = name
        if bound is not None and bound.terms and shows(level, "proof"):
            name = f"bound-{len(found['bounds'])}.svg"
            stairs = bars.bound_svg(bound, answer.certificate.scenario.people, "bound", 620)
            (root / name).write_text(stairs, encoding="utf-8")
            found["bounds"][anchor] = name
    return found


def _data(dossier: Dossier, sheet: Sheet, ledger: Ledger) -> dict[str, Any]:
    """Everything the template prints, as plain JSON data."""
    told = _telling(sheet)
    plain = sheet_data(sheet)
    plain["conflicts"] = [c for c in plain["conflicts"] if not c["again"]]  # type: ignore[attr-defined]
    plain["claims"] = [c for c in plain["claims"] if c["id"] in told]  # type: ignore[attr-defined]
    zones = figures.zones(dossier.situation.parties) if dossier.situation else ()
    return {
        "sheet": plain,
        "claims_all": len(ledger.claims),
        "claims_confirmed": sum(c.state == "confirmed" for c in sheet.claims),
        "columns": [head for _, head in corridors.COLUMNS],
        "states": {k: {"shape": m.shape, "word": m.word, "colour": m.colour} for k, m in tokens.STATES.items()},
        "tokens": tokens.for_typst(),
        "zone": figures.zone_name(zones[0]).capitalize() if zones else "",
        "limits": {"conflicts": MAX_CONFLICTS, "decisives": MAX_DECISIVES, "remedies": MAX_REMEDIES},
        "words": {
            "proof_limit": lexicon.DRAFT_LIMIT if sheet.draft else lexicon.PROOF_LIMIT,
            "not_stressed": sheet.stress_note,
            "voluntary": lexicon.VOLUNTARY,
            "notice": lexicon.NOTICE,
            "stay": lexicon.STAY,
            "stay_words": lexicon.STAY_WORDS,
            "draft": lexicon.DRAFT,
            "draft_words": lexicon.DRAFT_WORDS,
            "draft_assumptions": list(lexicon.DRAFT_ASSUMPTIONS),
            "no_conflict": lexicon.NEXT_STEP["conflicts"],
        },
    }


def _telling(sheet: Sheet) -> frozenset[str]:
    """Claims worth paper: confirmed ones, and those in a conflict; in a draft all of them."""
    if sheet.draft:
        return frozenset(c.id for c in sheet.claims)
    disputed = {c.id for pair in sheet.conflicts for c in (pair.left, pair.right)}
    confirmed = {c.id for c in sheet.claims if c.state == "confirmed"}
    return frozenset(confirmed or disputed)
