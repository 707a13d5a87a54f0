"""``safeconduct check``: every rule recomputed without the solver."""

from __future__ import annotations

from pathlib import Path

import typer

from safeconduct.cli.plan import SITUATION, WORKSPACE
from safeconduct.cli.show import JSON, as_json, table


def check(
    situation: str = SITUATION,
    certificate: Path = typer.Argument(..., help="The certificate document."),
    plan: Path | None = typer.Argument(None, help="The plan document, when the certificate is for one."),
    workspace: Path | None = WORKSPACE,
    as_json_: bool = JSON,
) -> None:
    """Recompute every rule of a plan and every number of a certificate; exit 5 when one does not hold."""
    from safeconduct.app.planning import check_documents, situation_named

    checks = check_documents(situation_named(situation, workspace), plan, certificate)
    if as_json_:
        as_json([{"rule": c.rule, "ok": c.ok, "found": c.found} for c in checks])
    else:
        rows = [(c.rule, "holds" if c.ok else "BROKEN", c.found) for c in checks]
        table(f"{len(checks)} rules recomputed without the solver", ("rule", "", "found"), rows)
