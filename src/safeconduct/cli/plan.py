"""``safeconduct plan``: the best timetable and the proof of how good it is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer

from safeconduct.cli.show import JSON, as_json, note, progress, table, wrapped

SITUATION = typer.Argument(..., help="Situation: a file, or the first characters of its sha in the workspace.")
WORKSPACE = typer.Option(None, "--workspace", "-w", help="The workspace file.")
CORRIDOR = typer.Option(None, "--corridor", help="One corridor; without it, every one.")
PEOPLE = typer.Option("likely", "--people", help="low, likely, high or a number.")
TOGETHER = typer.Option(False, "--together", help="One fleet for all corridors, depots and crossings.")
SECONDS = typer.Option(5.0, "--seconds", min=0.1, help="Cap per scenario, in seconds.")


class Mode(StrEnum):
    """The objective asked for."""

    ALL = "all"
    MOST = "most"


def plan(
    situation: str = SITUATION,
    workspace: Path | None = WORKSPACE,
    corridor: str | None = CORRIDOR,
    people: str = PEOPLE,
    mode: Mode = typer.Option(
        Mode.ALL, "--mode", help="all: everyone, as early as possible; most: as many as possible."
    ),
    work: int | None = typer.Option(None, "--work", min=1, help="Deterministic work: same bytes on every run."),
    seconds: float = SECONDS,
    strict: bool = typer.Option(False, "--strict", help="Refuse roads of unknown state."),
    out: Path | None = typer.Option(None, "--out", help="Folder for plan and certificate documents."),
    force: bool = typer.Option(False, "--force", help="Overwrite the plan of another situation in --out."),
    together: bool = TOGETHER,
    as_json_: bool = JSON,
) -> None:
    """Plan each direction and prove the answer. Exit 3 when nobody can move, or not everyone with --mode all."""
    if together:
        from safeconduct.cli.fleet import plan_fleet

        plan_fleet(
            situation, workspace, corridor=corridor, people=people, everyone=mode is Mode.ALL, work=work,
            seconds=seconds, strict=strict, out=out, force=force, as_json_=as_json_,
        )  # fmt: skip
        return
    from safeconduct import codec
    from safeconduct.app.planning import plan_situation, require_sunset, situation_named
    from safeconduct.app.rehearsal import number_beside
    from safeconduct.model.certificate import Verdict
    from safeconduct.plan.levels import FAILED
    from safeconduct.publish.answers import state_of
    from safeconduct.publish.stressed import beside, headline
    from safeconduct.publish.tokens import STATES
    from safeconduct.verify.notices import notices

    given = situation_named(situation, workspace)
    for one in notices(given, [c.id for c in given.corridors if corridor in (None, c.id)], fleet=False):
        note(f"{one.name}: {one.says}")
    require_sunset(given, [c.id for c in given.corridors if corridor in (None, c.id)])
    with progress("planning"):
        answers = plan_situation(
            given, corridor=corridor, people=people, mode=mode.value, work=work,
            seconds=seconds, strict=strict, out=out, force=force,
        )  # fmt: skip
        stress = [number_beside(given, a.plan) for a in answers]
    if any(a.plan is not None and a.plan.work.engine.endswith(FAILED) for a in answers):
        note("the engine of the search failed on the way: shown is the best plan found before, every rule recomputed")
    if as_json_:
        as_json([{**codec.to_plain(a.certificate), "stress": beside(s)} for a, s in zip(answers, stress, strict=True)])
    else:
        rows = [
            (a.certificate.scenario.corridor, f"{a.certificate.scenario.people:,}", a.certificate.scenario.objective,
             STATES[state_of(a.certificate)].word, f"{a.certificate.persons_out:,}",
             "–" if a.certificate.bound is None else f"{a.certificate.bound.persons:,} ({a.certificate.bound.binding})",
             str(sum(check.ok for check in a.checks)))
            for a in answers
        ]  # fmt: skip
        table("Answers", ("corridor", "people", "mode", "verdict", "out", "bound", "rules checked"), rows)
        for a, s in zip(answers, stress, strict=True):
            if s is not None:
                wrapped(f"{a.certificate.scenario.corridor}, {a.certificate.scenario.people:,}: {headline(s)}.")
            if a.certificate.cut is not None:
                typer.echo(a.certificate.cut.statement)
    full = {a.certificate.scenario.corridor for a in answers if a.certificate.verdict is Verdict.ALL_OUT}
    impossible = any(
        a.certificate.verdict is Verdict.NOBODY or (mode is Mode.ALL and a.certificate.scenario.corridor not in full)
        for a in answers
    )
    if impossible:
        raise typer.Exit(3)
