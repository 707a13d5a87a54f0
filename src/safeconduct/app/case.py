"""A case folder: the reports and the tables beside them, read from disk once.

reports.yaml, parties.yaml, roads.geojson, assumptions.yaml, and decisions.yaml when people have decided something.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from safeconduct.app.ledger import Gazetteer, file_bytes
from safeconduct.assess.assumptions import Case as Study
from safeconduct.assess.assumptions import parse_case
from safeconduct.assess.tables import parse_decisions, parse_parties, parse_reports
from safeconduct.model.claim import Decision
from safeconduct.model.errors import NotFound
from safeconduct.model.report import Party, Report
from safeconduct.network.roadfile import RoadFile, parse_roads
from safeconduct.read.load import load_report


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """Everything a case folder holds, parsed and checked."""

    folder: Path
    study: Study
    reports: tuple[Report, ...]
    parties: tuple[Party, ...]
    roads: RoadFile
    decisions: tuple[Decision, ...]

    @property
    def gazetteer(self) -> Gazetteer:
        """Place id to its names, for the reader."""
        return self.roads.gazetteer


def load_case(folder: Path) -> CaseFolder:
    """Read a case folder; every fault names the file, the field and the next step."""
    if not folder.is_dir():
        raise NotFound("there is no such case folder", file=str(folder), next_step="give a folder with reports.yaml")
    decisions = folder / "decisions.yaml"
    return CaseFolder(
        folder=folder,
        study=_study(folder / "assumptions.yaml"),
        reports=load_reports(folder / "reports.yaml"),
        parties=load_parties(folder / "parties.yaml"),
        roads=load_roads(folder / "roads.geojson"),
        decisions=load_decisions(decisions) if decisions.exists() else (),
    )


def load_reports(table: Path) -> tuple[Report, ...]:
    """The reports a reports.yaml lists, in its order."""
    data, file = _named(table)
    return tuple(
        load_report(
            file_bytes(table.parent / entry.file),
            id=entry.id,
            title=entry.title,
            publisher=entry.publisher,
            published=entry.published,
            language=entry.language,
            file=str(table.parent / entry.file),
        )
        for entry in parse_reports(data, file=file)
    )


def load_parties(table: Path) -> tuple[Party, ...]:
    """The parties of a parties.yaml."""
    data, file = _named(table)
    return parse_parties(data, file=file)


def load_decisions(table: Path) -> tuple[Decision, ...]:
    """The decisions of a decisions.yaml."""
    data, file = _named(table)
    return parse_decisions(data, file=file)


def _named(path: Path) -> tuple[bytes, str]:
    return file_bytes(path), str(path)


def load_roads(path: Path) -> RoadFile:
    """The road network of a roads.geojson."""
    data, file = _named(path)
    return parse_roads(data, file=file)


def _study(path: Path) -> Study:
    data, file = _named(path)
    return parse_case(data, file=file)
