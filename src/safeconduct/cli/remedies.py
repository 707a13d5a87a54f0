"""``safeconduct remedies``: what would help, each re-solved."""

from __future__ import annotations

from pathlib import Path

from safeconduct.cli.plan import CORRIDOR, PEOPLE, SECONDS, SITUATION, WORKSPACE
from safeconduct.cli.show import JSON, as_json, progress, table


def remedies(
    situation: str = SITUATION,
    workspace: Path | None = WORKSPACE,
    corridor: str | None = CORRIDOR,
    people: str = PEOPLE,
    seconds: float = SECONDS,
    as_json_: bool = JSON,
) -> None:
    """One more bus, hour, lane, half the screening time, one usable bridge: what each would give, re-solved."""
    from safeconduct import codec
    from safeconduct.app.planning import help_with, situation_named

    with progress("trying remedies"):
        tried = help_with(situation_named(situation, workspace), corridor=corridor, people=people, seconds=seconds)
    if as_json_:
        as_json([codec.to_plain(r) for r in tried])
        return
    rows = [
        (r.change, f"{r.before:,}", f"{r.after:,}", f"{r.after_bound:,}", "yes" if r.all_out else "no") for r in tried
    ]
    table("What would help, each solved again", ("change", "out now", "out then", "at most", "everyone"), rows)
