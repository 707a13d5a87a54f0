"""``safeconduct stress``: a plan on a thousand simulated days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, bar, table

if TYPE_CHECKING:
    from safeconduct.model.stress import StressReport

PLAN = typer.Argument(..., help="Plan: a file, or the first characters of its sha in the workspace.")
SITUATION = typer.Option(None, "--situation", "-s", help="Its situation, when it is not in the workspace.")
WORKSPACE = typer.Option(None, "--workspace", "-w", help="The workspace file.")
DAYS = typer.Option(1000, "--days", "-n", help="How many days to simulate.")
SEED = typer.Option(0, "--seed", help="The same seed gives the same days, on any machine.")
PRIORS = typer.Option(None, "--priors", help="Your own file of what may go wrong, instead of the standard one.")
AGREED = typer.Option(False, "--as-if-agreed", help="Draw the days as if every party had accepted the corridor.")
ROLLING = typer.Option(False, "--rolling", help="Idle vehicles are sent again for those who wait; else fixed orders.")
CAUSES = typer.Option(200, "--causes", help="Days simulated again without each disturbance; 0 for none.")
JOBS = typer.Option(0, "--jobs", "-j", help="Processes; 0: one, or two when it is worth it.")
POOL = typer.Option("process", "--pool", help="Who simulates: process (this machine) or ray.")
ADDRESS = typer.Option(None, "--address", help="A running Ray cluster: auto, or ray://host:port.")
OUT = typer.Option(None, "--out", "-o", help="Write the report as a document; interrupted, it goes on from there.")
DAY = typer.Option(None, "--day", help="Tell one simulated day event by event instead.")
#: Width of the bars of the fan, in characters.
BAR = 30


def stress(
    plan: str = PLAN,
    situation: str | None = SITUATION,
    workspace: Path | None = WORKSPACE,
    days: int = DAYS,
    seed: int = SEED,
    priors: Path | None = PRIORS,
    agreed: bool = AGREED,
    rolling: bool = ROLLING,
    causes: int = CAUSES,
    jobs: int = JOBS,
    pool: str = POOL,
    address: str | None = ADDRESS,
    out: Path | None = OUT,
    day: int | None = DAY,
    as_json_: bool = JSON,
) -> None:
    """How likely it is that everyone is out, who is left, and which change buys most."""
    from safeconduct import codec
    from safeconduct.app.settings import settings
    from safeconduct.app.stressing import Days, stress_plan, tell_day

    store = workspace or settings().workspace
    which = Days(seed=seed, priors=priors, agreed=agreed, policy="rolling orders" if rolling else "fixed orders")
    if day is not None:
        for event in tell_day(plan, situation, store, which, day):
            typer.echo(codec.dump(event).decode().strip())
        return
    with bar("simulating days") as tell:
        report = stress_plan(
            plan,
            situation,
            store,
            which,
            days=days,
            causes=causes,
            jobs=jobs,
            spread=pool,
            address=address,
            out=out,
            tell=tell,
        )
    if as_json_:
        as_json(codec.to_plain(report))
    else:
        show(report)


def show(report: StressReport) -> None:
    """The report in tables of 80 columns."""
    everyone = report.everyone
    typer.echo(
        f"Everyone who came forward is out on {everyone.days:,} of {everyone.of:,} simulated days\n"
        f"({100 * everyone.low:.1f} to {100 * everyone.high:.1f} %, {everyone.method}, "
        f"{100 * everyone.confidence:.0f} %; seed {report.seed}; {report.policy}"
        f"{'; drawn as if the corridor were agreed' if report.as_if_agreed else ''})."
    )
    rows = [
        (name, *(f"{value:,}" for value in (spread.p5, spread.p25, spread.p50, spread.p75, spread.p95)))
        for name, spread in (("came forward", report.came), ("out", report.out), ("held", report.detained))
    ]
    table(f"Persons (the plan moves {report.planned:,})", ("", "5 %", "25 %", "median", "75 %", "95 %"), rows)
    table("Persons out by time (· 5 to 95 %, # the median)", ("hours", "", "median"), _fan(report))
    if report.left:
        left = [
            (one.site, f"{one.walking:g}", f"{one.wheelchair:g}", f"{one.stretcher:g}", f"{one.days:,}")
            for one in report.left
        ]
        table("Left behind, mean a day", ("site", "walking", "wheelchair", "stretcher", "days"), left)
    if report.removed:
        gains = [
            (one.disturbance, f"{one.gain:+g} ± {one.half_width:g}", f"{one.before} → {one.after} of {one.of}")
            for one in report.removed
        ]
        table("The same days without one disturbance", ("without", "persons out", "days everyone is out"), gains)
    tallies = [(tally.cause, f"{tally.runs:,}") for tally in report.lost_runs]
    table(f"Runs that were lost, of {report.runs:,}", ("because of", "runs"), tallies)
    worst = [(str(day.index), f"{day.arrived:,}", f"{day.left:,}", f"{day.detained:,}") for day in report.worst]
    if worst:
        table("Worst days (tell one with --day N)", ("day", "out", "left", "held"), worst)
    typer.echo("What the days are drawn from is judgement, mostly: see the priors in the report, and docs/stress.md.")


def _fan(report: StressReport) -> Iterator[tuple[str, str, str]]:
    top = max(1, report.planned, report.fan[-1].persons.p95)
    for point in report.fan:
        if point.minute % 60 == 0:
            low, middle, high = (
                round(BAR * value / top) for value in (point.persons.p5, point.persons.p50, point.persons.p95)
            )
            cells = ["·" if low <= at <= high else " " for at in range(BAR + 1)]
            cells[middle] = "#"
            yield str(point.minute // 60), "".join(cells), f"{point.persons.p50:,}"
