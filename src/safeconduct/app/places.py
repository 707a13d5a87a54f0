"""The PLACES verbs: a gazetteer of one's own, what a name means, and the names a reader should know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from safeconduct.app.ledger import Gazetteer, file_bytes
from safeconduct.app.lonlat import parse_lonlat
from safeconduct.app.progress import Progress
from safeconduct.app.wire import build_gazetteer, gazetteer
from safeconduct.model.errors import InputError
from safeconduct.model.place import NamedPlace
from safeconduct.model.report import Report
from safeconduct.network.own_sites import parse_sites
from safeconduct.network.places import REACH_KM, Resolved, names_to_read, resolve
from safeconduct.read.document import Document
from safeconduct.read.places import Finder, slug


def build_places(dump: Path, out: Path, say: Progress) -> dict[str, str]:
    """A GeoNames dump to the gazetteer ``out``; what the file says of itself."""
    if not dump.is_file():
        raise InputError(
            "there is no such dump", file=str(dump), next_step="give a table of geonames.org, or a JSON list of places"
        )
    if out.is_dir():
        raise InputError("is a folder", file=str(out), field="--out", next_step="give a file name")
    if out.exists() and out.samefile(dump):
        raise InputError("the gazetteer would replace the dump", file=str(out), next_step="give another file name")
    return build_gazetteer(dump, out, say)


def find_places(
    path: Path, names: Sequence[str], *, sites: Path | None, near: str | None, within: float | None
) -> tuple[Resolved, ...]:
    """What names mean, beside each other: the user's own sites first, then the gazetteer."""
    points = () if near is None else (parse_lonlat(near, "--near"),)
    reach = REACH_KM if within is None else within
    if not 0 < reach <= 2_000:
        raise InputError(f"{reach} km is no area", field="--within", next_step="give 1 to 2000 km")
    with gazetteer(path) as places:
        return resolve(names, places, own=own_sites(sites), near=points, reach_km=reach)


def own_sites(path: Path | None) -> tuple[NamedPlace, ...]:
    """The sites of a list; none without one."""
    return () if path is None else parse_sites(file_bytes(path), file=str(path))


def places_in(
    reports: Iterable[Report | Document], path: Path, *, sites: Path | None = None
) -> tuple[Gazetteer, tuple[Resolved, ...]]:
    """For the reader: the names that stand in a place's position in the reports and are settled beside each other,
    with every spelling of the place. The second part is everything that was looked up, for a person to see."""
    finder = Finder({})
    own = own_sites(sites)
    written = dict.fromkeys(
        report.text[mention.start : mention.end] for report in reports for mention in finder.find(report.text)
    )
    with gazetteer(path) as places:
        found = resolve(tuple(" ".join(name.split()) for name in written), places, own=own)
    return names_to_read(found, slug), found
