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
    from safeconduct.app.fleet_planning import plan_together, scenario_of
    from safeconduct.app.planning import require_sunset, situation_named
    from safeconduct.publish.stressed import beside, headline
    from safeconduct.verify.notices import notices

    given = situation_named(situation, workspace)
    scenario = scenario_of(given, corridor, people)
    for one in notices(given, scenario.corridors, fleet=True):
        note(f"{one.name}: {one.says}")
    require_sunset(given, scenario.corridors)
    with live() as (tell, say):
        found = plan_together(
            given,
            scenario,
            work=work,
            seconds=None if work else seconds,
            strict=strict,
            out=out,
            tell=tell,
            say=say,
            force=force,
            apart=True,
        )
    if found.stopped:
        note(found.stopped)
    certificate = found.certificate
    stress, explained = found.stress, found.explained
    if explained is None:
        note("why it is no better could not be worked out; `safeconduct explain` tries again")
    if as_json_:
        plain = None if explained is None else explained.plain()
        as_json({**codec.to_plain(certificate), "stress": beside(stress), "explained": plain})
    else:
        table(
            f"{certificate.persons_out:,} of {certificate.people:,} people out, {len(found.checks)} rules recomputed",
            ("level", "reached", "at most", "gap"),
            [(lvl.name, f"{lvl.value:,}", f"{lvl.bound:,}", _share(lvl.gap, lvl.bound)) for lvl in certificate.levels],
        )
        if stress is not None:
            wrapped(f"{headline(stress)}.")
        if explained is not None:
            print_explanation(certificate, explained)
    if certificate.persons_out == 0 or (everyone and certificate.persons_out < certificate.people):
        raise typer.Exit(3)


def _share(gap: int, bound: int) -> str:
    return "none" if gap == 0 else f"{gap:,} ({100 * gap / bound:.1f} %)"


@contextmanager
def live() -> Iterator[tuple[Callable[[Progress], None], Callable[[str], None]]]:
    """Plan, bound and gap after every round, then in words what is done with them: a live line on a terminal, nothing
    when stderr is piped."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield (lambda _: None), (lambda _: None)
        return
    with console.status("planning: the first timetable (a new version prepares itself for a minute)") as status:

        def tell(p: Progress) -> None:
            gap = f"{100 * p.gap:.1f} %"
            status.update(f"planning: {p.value:,} {p.what}, at most {p.bound:,} (gap {gap}), {p.seconds:.0f} s")

        yield tell, status.update
