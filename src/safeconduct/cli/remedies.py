"""``safeconduct remedies``: what would help, each re-solved."""

from __future__ import annotations

from pathlib import Path

from safeconduct.cli.plan import CORRIDOR, PEOPLE, SECONDS, SITUATION, TOGETHER, WORKSPACE
from safeconduct.cli.show import JSON, as_json, counted, progress, table, wrapped


def remedies(
    situation: str = SITUATION,
    workspace: Path | None = WORKSPACE,
    corridor: str | None = CORRIDOR,
    people: str = PEOPLE,
    seconds: float = SECONDS,
    together: bool = TOGETHER,
    as_json_: bool = JSON,
) -> None:
    """One more bus, hour, lane, half the screening time, one usable bridge: what each would give, re-solved."""
    from safeconduct import codec
    from safeconduct.app.planning import help_with, situation_named

    if together:
        _fleet(situation, workspace, corridor, people, seconds, as_json_)
        return
    with progress("trying remedies"):
        tried = help_with(situation_named(situation, workspace), corridor=corridor, people=people, seconds=seconds)
    if as_json_:
        as_json([codec.to_plain(r) for r in tried])
        return
    rows = [
        (r.change, f"{r.before:,}", f"{r.after:,}", f"{r.after_bound:,}", "yes" if r.all_out else "not found")
        for r in tried
    ]
    table("What would help, each solved again", ("change", "out now", "out then", "at most", "everyone"), rows)


def _fleet(
    situation: str, workspace: Path | None, corridor: str | None, people: str, seconds: float, as_json_: bool
) -> None:
    """The remedies of a fleet, with their prices."""
    from safeconduct import codec
    from safeconduct.app.fleet_changes import help_fleet
    from safeconduct.app.fleet_planning import scenario_of
    from safeconduct.app.planning import situation_named

    given = situation_named(situation, workspace)
    with counted("trying remedies") as tell:
        tried, most = help_fleet(given, scenario_of(given, corridor, people), seconds=seconds, tell=tell)
    if as_json_:
        besides = [{"priced": r.priced, "today": r.today, "today_at_most": most} for r in tried]
        as_json([{**codec.to_plain(r.remedy), **more} for r, more in zip(tried, besides, strict=True)])
        return
    rows = [
        (
            r.remedy.change,
            "–" if r.priced is None else f"{r.priced:,.1f}",
            f"{r.remedy.before:,}",
            f"{r.remedy.after:,}",
            f"{r.remedy.after_bound:,}",
            "yes" if r.remedy.all_out else "not found",
        )
        for r in tried
    ]
    columns = ("change", "price", "out now", "out then", "at most", "everyone")
    table("What would help: priced in persons, each solved again", columns, rows)
    if tried and most > tried[0].remedy.before:
        wrapped(
            f"With nothing changed the same search carries {tried[0].today:,}, and at most {most:,} is proved: of what "
            f"a change adds, up to {most - tried[0].remedy.before:,} may be had without it."
        )
