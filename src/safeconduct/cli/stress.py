"""``safeconduct stress``: a plan on a thousand simulated days."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, bar, table

if TYPE_CHECKING:
    from safeconduct.model.stress import Compared, StressReport

PLAN = typer.Argument(..., help="Plan: a file, or the first characters of its sha in the workspace.")
SITUATION = typer.Option(None, "--situation", "-s", help="Its situation, when it is not in the workspace.")
WORKSPACE = typer.Option(None, "--workspace", "-w", help="The workspace file.")
DAYS = typer.Option(1000, "--days", "-n", help="How many days to simulate.")
SEED = typer.Option(0, "--seed", help="The same seed gives the same days, on any machine.")
PRIORS = typer.Option(None, "--priors", help="Your own file of what may go wrong, instead of the standard one.")
AGREED = typer.Option(False, "--as-if-agreed", help="Draw the days as if every party had accepted the corridor.")
ROLLING = typer.Option(False, "--rolling", help="Idle vehicles are sent again for those who wait; else fixed orders.")
AGAINST = typer.Option(None, "--against", help="Another plan, on the same days; may be named several times.")
WORTH = typer.Option(
    False, "--worth", help="Plan anew with one more bus, hour and lane, and try each on the same days."
)
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
    against: list[str] | None = AGAINST,
    worth: bool = WORTH,
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
    from safeconduct.app.stressing import Days, Effort, stress_plan, tell_day

    store = workspace or settings().workspace
    which = Days(seed=seed, priors=priors, agreed=agreed, policy="rolling orders" if rolling else "fixed orders")
    if day is not None:
        for event in tell_day(plan, situation, store, which, day):
            typer.echo(codec.dump(event).decode().strip())
        return
    effort = Effort(days=days, causes=causes, worth=worth, jobs=jobs, spread=pool, address=address)
    with bar() as tell:
        report = stress_plan(plan, situation, store, which, effort, against=against or (), out=out, tell=tell)
    if as_json_:
        as_json(codec.to_plain(report))
    else:
        show(report)


def show(report: StressReport) -> None:
    """The report in tables of 80 columns."""
    from safeconduct.stress.compare import robust

    everyone = report.everyone
    say(
        f"Everyone who came forward is out on {everyone.days:,} of {everyone.of:,} simulated days "
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
    for title, others in (("Other plans on the same days", report.against), ("Planned anew with", report.worths)):
        if others:
            table(title, ("", "planned", "out, mean", "worst tenth", "everyone out"), _beside(report, others))
    if report.against:
        chosen = robust(report)
        labels = {other.plan: other.label for other in report.against} | {report.plan: "this plan"}
        say(f"Robust choice, by the mean over the worst tenth of its days: {labels[chosen]}.")
    if report.leanings:
        leans = [(one.what, f"{one.weakest:g}", f"{one.strongest:g}") for one in report.leanings]
        table("Persons out, mean, on the fifth of the days where it was", ("", "least", "most"), leans)
    tallies = [(tally.why, f"{tally.runs:,}") for tally in report.lost_runs]
    table(f"Runs that were lost, of {report.runs:,}", ("because of", "runs"), tallies)
    worst = [(str(day.index), f"{day.arrived:,}", f"{day.left:,}", f"{day.detained:,}") for day in report.worst]
    if worst:
        table("Worst days (tell one with --day N)", ("day", "out", "left", "held"), worst)
    say("What the days are drawn from is judgement, mostly: see the priors in the report, and docs/stress.md.")


def say(words: str) -> None:
    """A sentence on the screen, in lines of 80 columns."""
    typer.echo(textwrap.fill(words, 80))


def _beside(report: StressReport, others: tuple[Compared, ...]) -> Iterator[tuple[str, ...]]:
    days = report.everyone.days
    yield (
        "this plan",
        f"{report.planned:,}",
        f"{report.out.mean:g}",
        f"{report.worst_tenth:g}",
        str(report.everyone.days),
    )
    for other in others:
        gain = f"{other.gain:+g} ± {other.half_width:g}"
        yield other.label, f"{other.planned:,}", gain, f"{other.worst_tenth:g}", f"{days} → {other.everyone.days}"


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
