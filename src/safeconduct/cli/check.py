"""``safeconduct check``: every rule recomputed without the solver."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.plan import SITUATION, WORKSPACE
from safeconduct.cli.show import JSON, as_json, note, table, wrapped


def check(
    situation: str = SITUATION,
    certificate: Path = typer.Argument(..., help="The certificate, of one corridor or of a fleet; or the plan alone."),
    plan: Path | None = typer.Argument(None, help="The plan, of one corridor or of a fleet."),
    workspace: Path | None = WORKSPACE,
    as_json_: bool = JSON,
) -> None:
    """Recompute every rule of a plan and every number of a certificate; exit 5 when one does not hold.

    Takes the documents of one corridor or of a fleet: certificate and plan in
    either order, or one of them alone. The code is that of check.pyz.
    """
    from safeconduct.app.planning import check_documents, situation_named
    from safeconduct.verify.check import require

    files = [path for path in (certificate, plan) if path is not None]
    checks, notices = check_documents(situation_named(situation, workspace), files)
    if as_json_:
        as_json([{"document": kind, "rule": c.rule, "ok": c.ok, "found": c.found} for kind, c in checks])
        for one in notices:
            note(f"{one.name}: {one.says}")
    else:
        rows = [(kind, c.rule, "holds" if c.ok else "BROKEN", c.found) for kind, c in checks]
        table(f"{len(checks)} rules recomputed without the solver", ("on", "rule", "", "found"), rows)
        for one in notices:
            wrapped(f"NOTE {one.name}: {one.says}.")
    require([c for _, c in checks])
