"""``safeconduct stress``: a plan on a thousand simulated days."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, bar, table

if TYPE_CHECKING:
    from safeconduct.app.played_day import Days
    from safeconduct.model.stress import Compared, Policy, StressReport

PLAN = typer.Argument(..., help="Plan: a file, or the first characters of its sha in the workspace.")
SITUATION = typer.Option(
    None, "--situation", "-s", help="Its situation, when it is neither beside it nor in the workspace."
)
WORKSPACE = typer.Option(None, "--workspace", "-w", help="The workspace file.")
DAYS = typer.Option(1000, "--days", "-n", help="How many days to simulate.")
SEED = typer.Option(0, "--seed", help="The same seed gives the same days, on any machine.")
PRIORS = typer.Option(None, "--priors", help="Your own file of what may go wrong, instead of the standard one.")
AGREED = typer.Option(False, "--as-if-agreed", help="Draw the days as if every party had accepted the corridor.")
ROLLING = typer.Option(False, "--rolling", help="Idle vehicles are sent again for those who wait; else fixed orders.")
POLICY = typer.Option(
    None,
    "--policy",
    help="orders (as planned), rolling, or repair: the rest of the day planned anew, up to three times.",
)
AGAINST = typer.Option(None, "--against", help="Another plan, on the same days; may be named several times.")
WORTH = typer.Option(
    False, "--worth", help="Plan anew with one more bus, hour, lane or crossing, and try each on the same days."
)
CHOOSE = typer.Option(False, "--choose", help="Try the planner's looser plans too, and say which holds best.")
CHOSEN = typer.Option(None, "--write-chosen", metavar="FOLDER", help="Write the plan that holds best, checked.")
WORK = typer.Option(None, "--work", min=1, help="Work of the search for one looser plan of a fleet.")
CAUSES = typer.Option(200, "--causes", help="Days simulated again without each disturbance; 0 for none.")
JOBS = typer.Option(0, "--jobs", "-j", help="Processes; 0: one, or two when it is worth it.")
POOL = typer.Option("process", "--pool", help="Who simulates: process (this machine) or ray.")
ADDRESS = typer.Option(None, "--address", help="A running Ray cluster: auto, or ray://host:port.")
OUT = typer.Option(None, "--out", "-o", help="Write the report as a document; interrupted, it goes on from there.")
DAY = typer.Option(None, "--day", help="Tell one simulated day instead, one event a line, for `day enter`.")
AS = typer.Option(None, "--as", metavar="NAME", help="With --day: the name of the day in its events.")
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
    policy: str | None = POLICY,
    against: list[str] | None = AGAINST,
    worth: bool = WORTH,
    choose: bool = CHOOSE,
    write_chosen: Path | None = CHOSEN,
    work: int | None = WORK,
    causes: int = CAUSES,
    jobs: int = JOBS,
    pool: str = POOL,
    address: str | None = ADDRESS,
    out: Path | None = OUT,
    day: int | None = DAY,
    name: str | None = AS,
    as_json_: bool = JSON,
) -> None:
    """How likely it is that everyone is out, who is left, and which change buys most."""
    from safeconduct import codec
    from safeconduct.app.played_day import Days
    from safeconduct.app.settings import settings
    from safeconduct.app.situating import write_whole
    from safeconduct.app.stressing import Effort, stress_plan, tell_day

    store = workspace or settings().workspace
    which = Days(seed=seed, priors=priors, agreed=agreed, policy=policy_named(policy, rolling))
    if day is not None:
        told = tell_day(plan, situation, store, which, day, name)
        if out is None:
            typer.echo(told, nl=False)
        else:
            write_whole(out, told.encode())
        return
    effort = Effort(
        days=days, causes=causes, worth=worth, choose=choose or write_chosen is not None, work=work, jobs=jobs,
        spread=pool, address=address,
    )  # fmt: skip
    with bar() as tell:
        report = stress_plan(
            plan, situation, store, which, effort, against=against or (), out=out, tell=tell, chosen=write_chosen
        )
    if as_json_:
        as_json(codec.to_plain(report))
        return
    show(report, replay_of(plan, situation, workspace, which))
    if write_chosen is not None:
        say(f"The robust choice is written, with its situation and its certificate, into {write_chosen}.")


def policy_named(word: str | None, rolling: bool) -> Policy:
    """The policy of ``--policy``; ``--rolling`` is another word for rolling. InputError for one there is not."""
    from safeconduct.model.errors import InputError

    known: dict[str, Policy] = {"orders": "fixed orders", "rolling": "rolling orders", "repair": "repaired orders"}
    if word is None:
        word = "rolling" if rolling else "orders"
    if word not in known or (rolling and word != "rolling"):
        what = "--rolling and --policy say two things" if rolling else f"there is no policy {word}"
        raise InputError(what, field="--policy", next_step=f"give one of {', '.join(known)}")
    return known[word]


def replay_of(plan: str, situation: str | None, workspace: Path | None, which: Days) -> str:
    """The command that tells a day of these again, but for its number."""
    named = {"--situation": situation, "--workspace": workspace, "--priors": which.priors}
    words = ["safeconduct", "stress", plan]
    for option, value in named.items():
        words += [option, str(value)] if value is not None else []
    words += ["--seed", str(which.seed)] if which.seed else []
    words += ["--as-if-agreed"] if which.agreed else []
    policy = {"rolling orders": "rolling", "repaired orders": "repair"}.get(which.policy)
    return shlex.join([*words, *(("--policy", policy) if policy else ()), "--day"])


def show(report: StressReport, replay: str = "safeconduct stress PLAN --day") -> None:
    """The report in tables of 80 columns; ``replay`` is the command that tells one of its days."""
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
            table(title, ("", "on paper", "out, mean", "worst tenth", "everyone out"), _beside(report, others))
    if report.against:
        chosen = robust(report)
        labels = {other.plan: other.label for other in report.against} | {report.plan: "this plan"}
        say(
            "Robust choice, by the mean over the worst tenth of its days, among equals by the mean over all: "
            f"{labels[chosen]}.{lead(report, chosen)}"
        )
    if report.leanings:
        leans = [(one.what, f"{one.weakest:g}", f"{one.strongest:g}") for one in report.leanings]
        table("Persons out, mean, on the fifth of the days where it was", ("", "least", "most"), leans)
    tallies = [(tally.why, f"{tally.runs:,}") for tally in report.lost_runs]
    table(f"Runs that were lost, of {report.runs:,}", ("because of", "runs"), tallies)
    worst = [(str(day.index), f"{day.arrived:,}", f"{day.left:,}", f"{day.detained:,}") for day in report.worst]
    if worst:
        table("Worst days", ("day", "out", "left", "held"), worst)
        for day in report.worst:
            typer.echo(f"  {replay} {day.index}")
    say("What the days are drawn from is judgement, mostly: see the priors in the report, and docs/stress.md.")


def lead(report: StressReport, chosen: str) -> str:
    """How sure it is that the chosen plan is better than this one; nothing where it is this one."""
    other = next((one for one in report.against if one.plan == chosen and chosen != report.plan), None)
    if other is None:
        return ""
    words = f" On the mean {other.gain:+g} ± {other.half_width:g} persons out against this plan"
    return f"{words}{', which is not told apart from chance' if abs(other.gain) <= other.half_width else ''}."


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
        paper = f"{other.planned:,} ({other.planned - report.planned:+,})"
        yield other.label, paper, gain, f"{other.worst_tenth:g}", f"{days} → {other.everyone.days}"


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
