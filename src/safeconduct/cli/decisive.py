"""``safeconduct decisive``: which claims decide the answer, and whom to ask first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from safeconduct.cli.plan import PEOPLE, SECONDS, SITUATION, TOGETHER, WORKSPACE
from safeconduct.cli.show import JSON, as_json, counted, progress, table, wrapped
from safeconduct.model.certificate import Decisive


def decisive(
    situation: str = SITUATION,
    workspace: Path | None = WORKSPACE,
    people: str = PEOPLE,
    together: bool = TOGETHER,
    seconds: float = SECONDS,
    as_json_: bool = JSON,
) -> None:
    """Flip every conflict and unknown, solve again, and rank by what the answer becomes."""
    from safeconduct import codec
    from safeconduct.app.planning import decide, situation_named

    given = situation_named(situation, workspace)
    if together:
        from safeconduct.app.fleet_changes import decide_fleet
        from safeconduct.app.fleet_planning import scenario_of

        with counted("flipping claims and unknowns") as tell:
            decided = decide_fleet(given, scenario_of(given, None, people), seconds=seconds, tell=tell)
        if as_json_:
            rows = [{**codec.to_plain(r.decisive), "again": r.again} for r in decided.ranked]
            as_json({"how": decided.how, "ranked": rows})
            return
        _print([r.decisive for r in decided.ranked])
        wrapped(decided.how)
        return
    with progress("flipping claims and unknowns"):
        found = decide(given, people)
    if as_json_:
        as_json([codec.to_plain(d) for d in found])
        return
    _print(found)


def _print(found: Sequence[Decisive]) -> None:
    rows = [(str(n), d.corridor, d.what, d.flipped, d.before, d.after, d.ask) for n, d in enumerate(found, 1)]
    table("Claims and unknowns that decide", ("", "corridor", "what", "if instead", "now", "then", "ask"), rows)
