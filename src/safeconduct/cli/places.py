"""``safeconduct places``: which place a name means, from a gazetteer file of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, steps, table

if TYPE_CHECKING:
    from safeconduct.network.places import Candidate, Resolved

SHOWN = 3

app = typer.Typer(
    help="Which place a name means, from a gazetteer file of one's own.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def build(
    dump: Path = typer.Argument(..., metavar="DUMP", help="A GeoNames table (.txt, .zip) or a JSON list, also .gz."),
    out: Path = typer.Option(..., "--out", metavar="PLACES", help="The gazetteer file to write."),
    as_json_: bool = JSON,
) -> None:
    """Make a gazetteer file of a GeoNames dump. Nothing is asked of a server, then or later."""
    from safeconduct.app.places import build_places

    with steps() as say:
        about = build_places(dump, out, say)
    if as_json_:
        as_json({"out": str(out), **about})
        return
    rows = [("places", f"{int(about['places']):,}"), ("names", f"{int(about['names']):,}")]
    table(
        f"{dump.name} → {out.name}",
        ("what", "found"),
        [*rows, ("source", about["source"]), ("licence", about["licence"])],
    )


@app.command()
def find(
    gazetteer: Path = typer.Argument(..., metavar="PLACES", help="A gazetteer file written by `places build`."),
    names: list[str] = typer.Argument(..., metavar="NAME…", help="Names as written, together as one report has them."),
    near: str | None = typer.Option(None, "--near", metavar="LON,LAT", help="Middle of the area of operations."),
    within: float | None = typer.Option(None, "--within", metavar="KM", help="Reach of the area (default 100 km)."),
    sites: Path | None = typer.Option(None, "--sites", help="Your own sites, GeoJSON or CSV; looked at first."),
    as_json_: bool = JSON,
) -> None:
    """Say what names mean beside each other: found, ambiguous with distances, or unknown. A person decides."""
    from safeconduct.app.places import find_places

    found = find_places(gazetteer, names, sites=sites, near=near, within=within)
    if as_json_:
        as_json([_plain(one) for one in found])
        return
    table("Places", ("name", "means", "where", "how", "from the others"), _rows(found))


def _rows(found: Sequence[Resolved]) -> Iterator[tuple[str, str, str, str, str]]:
    for one in found:
        if not one.candidates:
            yield one.name, one.verdict, "–", "–", "; ".join(one.flags) or "–"
        for number, candidate in enumerate(one.candidates[:SHOWN]):
            place = candidate.place
            where = f"{place.point.lon:.4f},{place.point.lat:.4f}"
            means = place.name if one.place is not None and number == 0 else f"{one.verdict}: {place.name}"
            if one.place is not None and number:
                means = f"not: {place.name}"
            region = f" ({place.country} {place.region})" if place.country else ""
            how = candidate.how if number else "; ".join(one.flags) or candidate.how
            yield one.name if number == 0 else "", means + region, where, how, _far(candidate)


def _far(candidate: Candidate) -> str:
    return ", ".join(f"{other} {km:,.0f} km" for other, km in candidate.km_to[:SHOWN]) or "–"


def _plain(one: Resolved) -> dict[str, object]:
    """One answer for programs: positions as [longitude, latitude], km to the other names of the same call."""
    return {
        "name": one.name,
        "verdict": one.verdict,
        "place": None if one.place is None else one.place.id,
        "flags": list(one.flags),
        "candidates": [
            {
                "id": c.place.id,
                "name": c.place.name,
                "country": c.place.country,
                "region": c.place.region,
                "point": [c.place.point.lon, c.place.point.lat],
                "how": c.how,
                "fits": c.fits,
                "likeness": c.likeness,
                "km_to": dict(c.km_to),
            }
            for c in one.candidates
        ],
    }
