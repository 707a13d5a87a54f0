"""``safeconduct plan --together``: one timetable for a fleet on several corridors, and the prices that bound it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from safeconduct.cli.fleet_explained import print_explanation
from safeconduct.cli.show import as_json, note, table, wrapped

if TYPE_CHECKING:
    from safeconduct.plan.fleet.portfolio import Progress


def plan_fleet(
    situation: str,
    workspace: Path | None,
    *,
    corridor: str | None,
    people: str,
    everyone: bool,
    work: int | None,
    seconds: float,
    strict: bool,
    out: Path | None,
    force: bool,
    as_json_: bool,
) -> None:
    """Plan and print. Exit 3 when nobody can move, or not everyone and everyone was asked for."""
    from safeconduct import codec
    from safeconduct.app.fleet_explaining import explain_fleet
    from safeconduct.app.fleet_planning import plan_together, scenario_of
    from safeconduct.app.planning import situation_named
    from safeconduct.app.rehearsal import number_beside
    from safeconduct.publish.stressed import beside, headline

    given = situation_named(situation, workspace)
    scenario = scenario_of(given, corridor, people)
    with live() as tell:
        found = plan_together(
            given,
            scenario,
            work=work,
            seconds=None if work else seconds,
            strict=strict,
            out=out,
            tell=tell,
            force=force,
        )
    if found.stopped:
        note(found.stopped)
    certificate = found.certificate
    explained = explain_fleet(given, found.plan, certificate, strict=strict)
    stress = number_beside(given, found.plan)
    if as_json_:
        as_json({**codec.to_plain(certificate), "stress": beside(stress), "explained": explained.plain()})
    else:
        table(
            f"{certificate.persons_out:,} of {certificate.people:,} people out, {len(found.checks)} rules recomputed",
            ("level", "reached", "at most", "gap"),
            [(lvl.name, f"{lvl.value:,}", f"{lvl.bound:,}", _share(lvl.gap, lvl.bound)) for lvl in certificate.levels],
        )
        if stress is not None:
            wrapped(f"{headline(stress)}.")
        print_explanation(certificate, explained)
    if certificate.persons_out == 0 or (everyone and certificate.persons_out < certificate.people):
        raise typer.Exit(3)


def _share(gap: int, bound: int) -> str:
    return "none" if gap == 0 else f"{gap:,} ({100 * gap / bound:.1f} %)"


@contextmanager
def live() -> Iterator[Callable[[Progress], None]]:
    """Plan, bound and gap after every round: a live line on a terminal, nothing when stderr is piped."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("planning: the first timetable (a new version prepares itself for a minute)") as status:
        yield lambda p: status.update(
            f"planning: {p.value:,} reached, at most {p.bound:,} (gap {100 * p.gap:.1f} %), {p.seconds:.0f} s"
        )
