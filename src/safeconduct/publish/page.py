"""The page: one self-contained ``index.html`` that needs no script and asks nothing of any other host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from markupsafe import Markup

from safeconduct import __version__
from safeconduct.model.dossier import Dossier
from safeconduct.model.known import Assumption
from safeconduct.publish import bars, chart, corridors, fan, figures, lexicon, map, tokens, tornado
from safeconduct.publish.answers import anchor_of
from safeconduct.publish.fleet.answer import FleetAnswer
from safeconduct.publish.fleet.page import NO_FLEET, fleet_context, fleet_sheet
from safeconduct.publish.ledger import ClaimView, Ledger
from safeconduct.publish.marked import marked_report
from safeconduct.publish.sheet import Sheet, build_sheet
from safeconduct.read.notes import notes_on
from safeconduct.redact.levels import SHOWN, Level, shows

_TEMPLATES = "safeconduct.publish"
Pair = tuple[Markup, Markup]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report on the page; ``marked`` and ``notes`` are empty where the level hides the text."""

    id: str
    title: str
    publisher: str
    published: str
    language: str
    marked: Markup
    claims: tuple[ClaimView, ...]
    notes: tuple[str, ...]


def page_html(
    dossier: Dossier,
    level: Level = Level.INTERNAL,
    assumptions: Sequence[Assumption] = (),
    fleet: FleetAnswer | None = None,
) -> str:
    """The page of a dossier at a level, as HTML; ``assumptions`` adds those of a draft without a situation, ``fleet``
    the answer for all its corridors together, which then takes the place of the answers by corridor."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    sheet, ledger = build_sheet(dossier, level, assumptions)
    context = NO_FLEET
    if fleet is not None and dossier.situation is not None:
        sheet, context = fleet_sheet(sheet, fleet), fleet_context(dossier.situation, fleet, ledger, level)
    environment = Environment(
        loader=PackageLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    template = environment.get_template("index.html.j2")
    return template.render(
        s=sheet,
        css=Markup(_css(environment.loader.get_source(environment, "page.css")[0])),  # type: ignore[union-attr]
        states=tokens.STATES,
        words=lexicon,
        columns=[head for _, head in corridors.COLUMNS],
        count=figures.count,
        plural=figures.plural,
        show={field: shows(level, field) for field in SHOWN},
        reports=_reports(dossier, ledger, level),
        version=__version__,
        first_zone=_first_zone(dossier),
        **_presence(sheet),
        **_drawings(dossier, ledger, level),
        **context,
    )


def _css(rules: str) -> str:
    dark = f"@media (prefers-color-scheme:dark){{:root{{{tokens.css_variables('dark')}}}}}"
    printed = f"@media print{{:root{{{tokens.css_variables('light')}}}}}"
    states = "".join(f".c-{name}{{color:var(--{name})}}" for name in tokens.PALETTE)
    root = f":root{{--sans:{tokens.WEB_FONTS};{tokens.css_scale()}{tokens.css_variables('light')}}}"
    return root + dark + printed + tokens.css_drawing_classes() + states + rules


def _presence(sheet: Sheet) -> dict[str, bool]:
    return {
        "has_timetable": any(a.convoys for d in sheet.directions for a in d.rows),
        "has_proof": any(d.proofs for d in sheet.directions),
        "has_remedies": any(a.remedies for d in sheet.directions for a in d.rows),
        "has_again": any(c.again for c in sheet.conflicts),
        "has_answers": any(d.rows for d in sheet.directions),
    }


def _first_zone(dossier: Dossier) -> str:
    zones = figures.zones(dossier.situation.parties) if dossier.situation else ()
    return figures.zone_name(zones[0]).capitalize() if zones else ""


def _reports(dossier: Dossier, ledger: Ledger, level: Level) -> tuple[ReportView, ...]:
    return tuple(
        ReportView(
            id=report.id,
            title=figures.line(report.title),
            publisher=figures.line(report.publisher),
            published=figures.day(report.published),
            language=report.language,
            marked=marked_report(report, dossier.claims, ledger) if shows(level, "reports") else Markup(""),
            claims=tuple(c for c in ledger.claims if c.report == report.id),
            notes=tuple(figures.line(note) for note in notes_on(report)) if shows(level, "reports") else (),
        )
        for report in dossier.reports
    )


def _pair(wide: str | None, narrow: str | None) -> Pair | None:
    """Two drawings as trusted markup: our own writer escaped every word in them."""
    return (Markup(wide), Markup(narrow)) if wide and narrow else None


def _drawings(dossier: Dossier, ledger: Ledger, level: Level) -> dict[str, object]:
    people = _pair(
        bars.people_svg(dossier.claims, ledger, "people"), bars.people_svg(dossier.claims, ledger, "people-n", 360)
    )
    drawn = None
    if shows(level, "map"):
        drawn = _pair(map.map_svg(dossier, ledger), map.map_svg(dossier, ledger, "tall", "map-n"))
    charts: dict[str, Pair | None] = {}
    bounds: dict[str, Pair | None] = {}
    fans: dict[str, Pair | None] = {}
    causes: dict[str, tornado.CausesView | None] = {}
    for answer in dossier.answers:
        anchor = anchor_of(answer)
        plan, bound = answer.plan, answer.certificate.bound
        charts[anchor] = bounds[anchor] = fans[anchor] = causes[anchor] = None
        if answer.stress is not None and shows(level, "proof"):
            fans[anchor] = _pair(
                fan.fan_svg(answer.stress, f"fan-{anchor}"), fan.fan_svg(answer.stress, f"fan-n-{anchor}", 360)
            )
            causes[anchor] = tornado.causes_of(answer.stress, f"causes-{anchor}")
        if plan is not None and dossier.situation is not None and shows(level, "timetable"):
            charts[anchor] = _pair(
                chart.time_distance_svg(plan, dossier.situation, f"chart-{anchor}"),
                chart.time_distance_svg(plan, dossier.situation, f"chart-n-{anchor}", 400),
            )
        if bound is not None and bound.terms and shows(level, "proof"):
            persons = answer.certificate.scenario.people
            bounds[anchor] = _pair(
                bars.bound_svg(bound, persons, f"bound-{anchor}"),
                bars.bound_svg(bound, persons, f"bound-n-{anchor}", 400),
            )
    return {
        "map_wide": drawn[0] if drawn else "",
        "map_tall": drawn[1] if drawn else "",
        "people_wide": people[0] if people else "",
        "people_narrow": people[1] if people else "",
        "charts": charts,
        "fans": fans,
        "causes": causes,
        "bounds": bounds,
    }


def sheet_data(sheet: Sheet) -> dict[str, object]:
    """The sheet as JSON-ready data, for the PDF template."""
    return asdict(sheet)
