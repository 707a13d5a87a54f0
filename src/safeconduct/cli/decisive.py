"""``safeconduct decisive``: which claims decide the answer, and whom to ask first."""

from __future__ import annotations

from pathlib import Path

from safeconduct.cli.plan import PEOPLE, SITUATION, WORKSPACE
from safeconduct.cli.show import JSON, as_json, progress, table


def decisive(
    situation: str = SITUATION,
    workspace: Path | None = WORKSPACE,
    people: str = PEOPLE,
    as_json_: bool = JSON,
) -> None:
    """Flip every conflict and unknown, solve again, and rank by what the answer becomes."""
    from safeconduct import codec
    from safeconduct.app.planning import decide, situation_named

    with progress("flipping claims and unknowns"):
        found = decide(situation_named(situation, workspace), people)
    if as_json_:
        as_json([codec.to_plain(d) for d in found])
        return
    rows = [(str(n), d.corridor, d.what, d.flipped, d.before, d.after, d.ask) for n, d in enumerate(found, 1)]
    table("Claims and unknowns that decide", ("", "corridor", "what", "if instead", "now", "then", "ask"), rows)
