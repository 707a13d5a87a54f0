"""A case folder: the reports and the tables beside them, read from disk once.

reports.yaml, parties.yaml, assumptions.yaml, and decisions.yaml when people have decided something. The roads are
drawn by hand in roads.geojson; or they come from an extract that the user names, between the places of places.geojson
and with the crossings called as in crossings.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from safeconduct.app.documents import names_of, report_from_file
from safeconduct.app.ledger import Gazetteer, file_bytes
from safeconduct.app.progress import Progress
from safeconduct.assess.assumptions import Case as Study
from safeconduct.assess.assumptions import parse_case
from safeconduct.assess.tables import parse_crossings, parse_decisions, parse_parties, parse_reports
from safeconduct.model.claim import Decision
from safeconduct.model.errors import InputError, NotFound
from safeconduct.model.report import Party, Report
from safeconduct.network.case_roads import CrossingName, MeasuredWays
from safeconduct.network.roadfile import RoadFile, parse_places, parse_roads


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """Everything a case folder holds, parsed and checked."""

    folder: Path
    study: Study
    reports: tuple[Report, ...]
    parties: tuple[Party, ...]
    roads: RoadFile
    decisions: tuple[Decision, ...]
    measured: MeasuredWays | None = None

    @property
    def gazetteer(self) -> Gazetteer:
        """Place id to its names, for the reader."""
        return self.roads.gazetteer


#: How to begin a case.
FIRST = "give a folder with the five files of docs/case-folder.md; examples/weir is the smallest to copy"


def load_case(folder: Path, roads: Path | None = None, say: Progress = lambda _: None) -> CaseFolder:
    """Read a case folder; every fault names the file, the field and the next step.

    ``roads`` is an extract or an imported network, for a case that draws none itself; without it such a case has
    places and no roads, which is enough to read its reports.
    """
    if not folder.is_dir():
        raise NotFound("there is no such case folder", file=str(folder), next_step=FIRST)
    decisions = folder / "decisions.yaml"
    study = _study(folder / "assumptions.yaml")
    drawn, measured = _roads(folder, study, roads, say)
    parties = load_parties(folder / "parties.yaml")
    return CaseFolder(
        folder=folder,
        study=study,
        reports=load_reports(folder / "reports.yaml", names_of(parties, drawn.gazetteer)),
        parties=parties,
        roads=drawn,
        decisions=load_decisions(decisions) if decisions.exists() else (),
        measured=measured,
    )


def _roads(folder: Path, study: Study, roads: Path | None, say: Progress) -> tuple[RoadFile, MeasuredWays | None]:
    """The roads of a case, and the ways measured on them when they come from an extract."""
    places = folder / "places.geojson"
    if not places.is_file():
        if roads is not None:
            raise InputError(
                "this case draws its own roads",
                file=str(folder / "roads.geojson"),
                field="--roads",
                next_step="leave --roads out, or give a case with a places.geojson",
            )
        return load_roads(folder / "roads.geojson"), None
    data, file = _named(places)
    frame = parse_places(data, file=file)
    if roads is None:
        return frame, None
    from safeconduct.app.extract import roads_between

    found = roads_between(frame, study, load_crossings(folder / "crossings.yaml"), roads, say)
    return found.file, found.measured


def require_roads(case: CaseFolder) -> None:
    """InputError for a case whose roads were not named."""
    if not case.roads.shapes:
        raise InputError(
            "this case draws no roads: they come from an OpenStreetMap extract",
            file=str(case.folder),
            field="--roads",
            next_step="add --roads FILE.osm.pbf that covers its places.geojson, or a network of `roads import`",
        )


def load_crossings(table: Path) -> tuple[CrossingName, ...]:
    """The names of a crossings.yaml; none when there is no such file."""
    if not table.is_file():
        return ()
    data, file = _named(table)
    return parse_crossings(data, file=file)


def load_reports(table: Path, known: Sequence[str] = ()) -> tuple[Report, ...]:
    """The reports a reports.yaml lists, in its order; ``known`` are names of places and parties, no private persons."""
    data, file = _named(table)
    return tuple(
        report_from_file(
            table.parent / entry.file,
            id=entry.id,
            title=entry.title,
            publisher=entry.publisher,
            published=entry.published,
            language=entry.language,
            known=known,
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
