"""What every page stands in: operation, clocks, role, navigation, and whether an exercise is on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from safeconduct.app.operation import Operation
from safeconduct.model.errors import SafeconductError
from safeconduct.model.movement import Reason
from safeconduct.model.situation import Situation
from safeconduct.publish import corridors, figures, lexicon, tokens
from safeconduct.publish.ledger import ClaimView, Ledger
from safeconduct.publish.sheet import Sheet, build_sheet
from safeconduct.redact.levels import Level
from safeconduct.run.account import status
from safeconduct.web.board import day_clock
from safeconduct.web.built_files import PLAIN, islands, islands_for
from safeconduct.web.guard import Guard, Session, scripted

if TYPE_CHECKING:
    from jinja2 import Environment

#: Pages in the order of the work: path, name.
PAGES = (
    ("/", "Reports"),
    ("/situation", "Situation"),
    ("/plan", "Plan"),
    ("/stress", "Stress"),
    ("/board", "Board"),
    ("/documents", "Documents"),
)

#: Characters of a claim's words in the title of the chip that leads to it.
QUOTED = 160

#: On which page the anchors of the ledger lie.
_ANCHORS = {"#claim-": "/", "#about-": "/", "#withheld": "/", "#assumption-": "/situation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock of the page: the short name of its zone, the zone, the time, and its date."""

    name: str
    zone: str
    time: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day the pages speak of: the latest of the log. ``plan`` is the sha of the plan it runs on, ``replaced`` how
    often that was replaced; ``over`` once it is closed."""

    name: str
    status: str
    exercise: bool
    at: datetime
    plan: str
    replaced: int
    over: bool


class Shell:
    """Draws pages of one operation for the sessions of one guard."""

    def __init__(self, operation: Operation, guard: Guard) -> None:
        self.operation = operation
        self.guard = guard
        self._sheet: tuple[tuple[str, int], Sheet, Ledger] | None = None
        self._titles: tuple[Ledger, dict[str, str]] | None = None

    def sheet(self) -> tuple[Sheet, Ledger]:
        """The sheet and ledger of the case as it now is."""
        case = self.operation.case()
        key = (case.sha, len(case.dossier.decisions))
        held = self._sheet
        if held is None or held[0] != key:
            held = (key, *build_sheet(case.dossier, Level.INTERNAL))
            self._sheet = held
        return held[1], held[2]

    def titles(self, href: str) -> str:
        """What an anchor of the ledger leads to, in a few words: who said what, when; empty when unknown."""
        sheet, ledger = self.sheet()
        if self._titles is None or self._titles[0] is not ledger:
            told = {one.href: _title_of(one) for one in ledger.claims if not one.masked}
            told |= {
                f"#assumption-{one.id}": f"assumed: {one.slot}: {one.value} {one.unit}".strip()
                for one in sheet.assumptions
            }
            self._titles = (ledger, told)
        return self._titles[1].get(href, "")

    def today(self) -> Today | None:
        """The latest day of the log; None when there is none, or when its texts were erased."""
        names = [name for name in self.operation.day_names() if name != "erasures"]
        if not names:
            return None
        try:
            seen = self.operation.days.seen(names[-1])
        except SafeconductError:
            return None
        return Today(
            name=seen.day,
            status=status(seen.state),
            exercise=seen.state.mode == "exercise",
            at=day_clock(seen, self.operation.now()),
            plan=seen.state.plan,
            replaced=len(seen.state.earlier),
            over=seen.state.closed_at is not None,
        )

    def page(
        self,
        request: Request,
        template: str,
        *,
        status_code: int = 200,
        session: Session | None = None,
        **given: object,
    ) -> HTMLResponse:
        """A template drawn in the shell."""
        case = self.operation.case()
        situation = case.dossier.situation
        now = self.operation.now()
        parties = situation.parties if situation else case.dossier.parties
        inside = session is not None or "link" in given  # a stranger is not told what is served here
        words = environment().get_template(template).render(
            operation=_title(situation) if inside else "safeconduct",
            clocks=_clocks(now, figures.zones(parties) if inside else ()),
            pages=PAGES,
            path=request.url.path,
            session=session,
            today=self.today() if session is not None else None,
            since=len(case.since),
            titles=self.titles,
            islands=islands_for(request.url.path) if session is not None and scripted(request.url.path) else (),
            plain=PLAIN if session is not None and not islands() else "",
            **given,
        )  # fmt: skip
        return HTMLResponse(words, status_code=status_code)

    def problem(self, request: Request, status_code: int, members: Mapping[str, object]) -> HTMLResponse:
        """A refusal as a page."""
        try:
            session: Session | None = self.guard.session(request)
        except SafeconductError:
            session = None
        return self.page(request, "problem.html.j2", status_code=status_code, session=session, problem=members)


def _title_of(claim: ClaimView) -> str:
    quote = figures.line(claim.quote)
    quote = quote if len(quote) <= QUOTED else quote[: QUOTED - 1] + "…"
    return f"{claim.kind}, {claim.publisher}, {claim.published}: “{quote}”"


def _title(situation: Situation | None) -> str:
    return figures.line(situation.title) if situation else "No situation yet"


def _clocks(now: datetime, zones: tuple[str, ...]) -> tuple[Clock, ...]:
    found = [Clock(name="UTC", zone="UTC", time=f"{now:%H:%M}Z", day=figures.day(now))]
    for zone in zones:
        name = figures.zone_name(zone).removesuffix(" time")
        found.append(Clock(name=name, zone=zone, time=figures.local(now, zone), day=""))
    return tuple(found)


@cache
def environment() -> Environment:
    """The templates, with escaping always on and the words of the documents at hand."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    loader = ChoiceLoader([PackageLoader("safeconduct.web"), PackageLoader("safeconduct.publish")])
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.filters["way"] = way
    made.filters["stamp"] = figures.stamp
    made.filters["hhmm"] = lambda at: f"{at:%H:%M}Z"
    made.filters["count"] = figures.count
    made.globals.update(
        states=tokens.STATES,
        words=lexicon,
        plural=figures.plural,
        words_of=figures.needs,
        reasons=[reason.value for reason in Reason],
        columns=[head for _, head in corridors.COLUMNS],
    )
    return made


def way(href: str) -> str:
    """An anchor of the ledger with the page it lies on."""
    return next((page + href for start, page in _ANCHORS.items() if href.startswith(start)), href)


@cache
def style() -> str:
    """The one style sheet: the tokens, the rules of the published page, and those of the service."""
    from jinja2 import Environment, PackageLoader

    published = PackageLoader("safeconduct.publish").get_source(Environment(autoescape=True), "page.css")[0]
    own = PackageLoader("safeconduct.web").get_source(Environment(autoescape=True), "service.css")[0]
    dark = f"@media (prefers-color-scheme:dark){{:root{{{tokens.css_variables('dark')}}}}}"
    printed = f"@media print{{:root{{{tokens.css_variables('light')}}}}}"
    colours = "".join(f".c-{name}{{color:var(--{name})}}" for name in tokens.PALETTE)
    scale = f"--sans:{tokens.WEB_FONTS};{tokens.css_scale()}"
    root = f":root{{color-scheme:light dark;{scale}{tokens.css_variables('light')}}}"
    return str(Markup(root + dark + printed + tokens.css_drawing_classes() + colours + published + own))
