"""``demo``: the worked case, end to end, into one folder."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.case import load_case, require_roads
from safeconduct.app.casework import Effort, investigate, read_case
from safeconduct.app.progress import Progress
from safeconduct.app.publishing import publish
from safeconduct.app.settings import settings
from safeconduct.app.situating import write_whole
from safeconduct.app.wire import reader, workspace
from safeconduct.model.errors import NotFound
from safeconduct.publish.picture import picture_svg
from safeconduct.publish.screen import screen

#: Where worked cases lie: inside an installed wheel, or beside the sources.
EXAMPLES = (Path(__file__).parents[1] / "examples", Path(__file__).parents[3] / "examples")


def case_folder(named: str) -> Path:
    """The folder of a worked case by its name, or the folder a path names."""
    for folder in (Path(named), *(place / named for place in EXAMPLES)):
        if (folder / "reports.yaml").is_file():
            return folder
    raise NotFound(
        f"no case is called {named!r}",
        next_step="give azot or porto-flood, or the path of a folder that holds a reports.yaml",
    )


def run_demo(named: str, out: Path, effort: Effort, say: Progress, roads: Path | None = None) -> str:
    """Read, assess, plan, check and publish a case folder into ``out``; returns the closing screen (80 columns).

    ``roads`` is the extract of a case that draws none itself.
    """
    case = load_case(case_folder(named), roads, say)
    require_roads(case)
    out.mkdir(parents=True, exist_ok=True)
    store = workspace(out.with_name(f"{out.name}.safeconduct"))  # beside the bundle: the ledger holds what it withholds
    try:
        say("reading the reports")
        found = read_case(case, reader(settings()), store)
        dossier = investigate(case, found, store.decisions(), store, effort, say)
    finally:
        store.close()
    say("publishing")
    publish(dossier, out)
    write_whole(out / "picture.svg", picture_svg(dossier).encode())
    return screen(dossier, out / "index.html")
