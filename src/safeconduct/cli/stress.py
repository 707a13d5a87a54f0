"""``safeconduct stress``: a plan on a thousand simulated days."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import JSON, as_json, bar
from safeconduct.cli.stress_report import say, show

if TYPE_CHECKING:
    from safeconduct.app.played_day import Days
    from safeconduct.model.stress import Policy

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
TORNADO = typer.Option(
    None, "--tornado", help="Days on which each prior is tried at both ends; 0 for none. Up to 100, unless it is slow."
)
JOBS = typer.Option(0, "--jobs", "-j", help="Processes; 0: one, or two when it is worth it.")
POOL = typer.Option("process", "--pool", help="Who simulates: process (this machine) or ray.")
ADDRESS = typer.Option(None, "--address", help="A running Ray cluster: auto, or ray://host:port.")
OUT = typer.Option(None, "--out", "-o", help="Write the report as a document; interrupted, it goes on from there.")
DAY = typer.Option(None, "--day", help="Tell one simulated day instead, one event a line, for `day enter`.")
AS = typer.Option(None, "--as", metavar="NAME", help="With --day: the name of the day in its events.")


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
    tornado: int | None = TORNADO,
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
    from safeconduct.app.kept_days import of_others
    from safeconduct.app.played_day import Days
    from safeconduct.app.settings import settings
    from safeconduct.app.situating import write_whole
    from safeconduct.app.stressing import Effort, require_free, stress_plan, tell_day
    from safeconduct.model.errors import InputError
    from safeconduct.model.event import Event

    if name is not None and day is None:
        raise InputError("there is no day to name", field="--as", next_step="give --day N as well")
    store = workspace or settings().workspace
    which = Days(seed=seed, priors=priors, agreed=agreed, policy=policy_named(policy, rolling))
    if day is not None:
        told = tell_day(plan, situation, store, which, day, name)
        if out is None:
            typer.echo(told, nl=False)
        else:
            require_free(out, Event)
            write_whole(out, told.encode())
        return
    effort = Effort(
        days=days, causes=causes, tornado=tornado, worth=worth, choose=choose or write_chosen is not None, work=work,
        jobs=jobs, spread=pool, address=address,
    )  # fmt: skip
    with kept_on_the_way(out), bar() as tell:
        report = stress_plan(
            plan, situation, store, which, effort, against=against or (), out=out, tell=tell, chosen=write_chosen
        )
    if as_json_:
        as_json(codec.to_plain(report))
        return
    show(report, replay_of(plan, situation, workspace, which))
    if out is not None and (others := of_others(out)):
        say(f"{others}.")
    if write_chosen is not None:
        say(f"The robust choice is written, with its situation and its certificate, into {write_chosen}.")


@contextmanager
def kept_on_the_way(out: Path | None) -> Iterator[None]:
    """Says where the days of an interrupted run are kept."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None:
            typer.echo(f"the days simulated so far are in {out}.partial: the same command goes on from there", err=True)
        raise


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
