"""``demo``: the worked case, end to end, into one folder."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.assessing import keep_tables
from safeconduct.app.case import CaseFolder, load_case, require_roads
from safeconduct.app.casework import Effort, investigate, read_case
from safeconduct.app.fleet_casework import investigate_fleet, publish_fleet
from safeconduct.app.ledger import Ledger
from safeconduct.app.progress import Progress
from safeconduct.app.publishing import publish
from safeconduct.app.settings import settings
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import reader, workspace
from safeconduct.model.claim import Decision
from safeconduct.model.errors import NotFound
from safeconduct.ports import Documents
from safeconduct.publish.fleet.screen import fleet_screen
from safeconduct.publish.picture import picture_svg
from safeconduct.publish.screen import screen

#: Where worked cases lie: inside an installed wheel, or beside the sources.
EXAMPLES = (Path(__file__).parents[1] / "examples", Path(__file__).parents[3] / "examples")
#: How many times the seconds of one scenario a fleet's plan may take.
FLEET_SHARE = 2
#: What a case of one corridor at a time is given where nobody says: work, so that a slow or busy machine finds and
#: proves the same, and seconds of wall time after which it ends all the same. A fleet's search counts seconds.
WORK, SECONDS, LIMIT = 2000, 5.0, 90.0


def case_folder(named: str) -> Path:
    """The folder of a worked case by its name, or the folder a path names."""
    for folder in (Path(named), *(place / named for place in EXAMPLES)):
        if (folder / "reports.yaml").is_file():
            return folder
    raise NotFound(
        f"no case is called {named!r}",
        next_step="give azot, porto-flood or valley-fire, or the path of a folder that holds a reports.yaml",
    )


def run_demo(named: str, out: Path, effort: Effort | None, say: Progress, roads: Path | None = None) -> str:
    """Read, assess, plan, check and publish a case folder into ``out``; returns the closing screen (80 columns).

    Without ``effort`` the work is counted where it can be, so that the same answer comes on a slow machine.
    ``roads`` is the extract of a case that draws none itself.
    """
    case = load_case(case_folder(named), roads, say)
    require_roads(case)
    out.mkdir(parents=True, exist_ok=True)
    store = workspace(out.with_name(f"{out.name}.safeconduct"))  # beside the bundle: the ledger holds what it withholds
    try:
        say("reading the reports")
        found = read_case(case, reader(settings()), store)
        keep_tables(store, case.folder)
        if case.study.of_a_fleet:
            given = effort or Effort(seconds=SECONDS)
            return _fleet_demo(case, found, store.decisions(), store, out, given, say)
        given = effort or Effort(work=WORK, limit=LIMIT)
        dossier = investigate(case, found, store.decisions(), store, given, say)
    finally:
        store.close()
    say("publishing")
    publish(dossier, out)
    write_whole(out / "picture.svg", picture_svg(dossier).encode())
    return screen(dossier, out / "index.html")


def _fleet_demo(
    case: CaseFolder,
    found: Ledger,
    decisions: tuple[Decision, ...],
    documents: Documents,
    out: Path,
    effort: Effort,
    say: Progress,
) -> str:
    """One plan for all directions, published; the closing screen. It is one scenario in place of several, so it may
    take ``FLEET_SHARE`` times the seconds of one."""
    whole = Effort(work=effort.work, seconds=effort.seconds * FLEET_SHARE)
    dossier, answer = investigate_fleet(case, found, decisions, documents, whole, say)
    say("publishing")
    publish_fleet(dossier, answer, out)
    return fleet_screen(dossier, answer, out / "index.html")
