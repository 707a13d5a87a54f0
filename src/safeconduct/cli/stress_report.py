"""A stress report on the screen, in tables of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from safeconduct.cli.show import table
from safeconduct.publish import stressed
from safeconduct.publish.fan import later

if TYPE_CHECKING:
    from safeconduct.model.stress import Compared, StressReport

#: Width of the bars of the fan, in characters.
BAR = 30
#: On fewer days no interval is stated: it would be of nothing.
LEAST_DAYS = 10


def show(report: StressReport, replay: str = "safeconduct stress PLAN --day") -> None:
    """The whole report; ``replay`` is the command that tells one of its days."""
    _everyone(report)
    _persons(report)
    _causes(report)
    _plans(report)
    if report.tornado:
        table(*_tornado(report))
    elif report.leanings:
        leans = [
            (one.what, f"{one.weakest:g}", f"{one.strongest:g}", "" if one.told_apart else "may be chance")
            for one in report.leanings
        ]
        table("Persons out, mean, on the fifth of the days that met least and most", ("", "least", "most", ""), leans)
    tallies = [(tally.why, f"{tally.runs:,}") for tally in report.lost_runs]
    table(f"Runs that were lost, of {report.runs:,}", ("because of", "runs"), tallies)
    worst = [(str(day.index), f"{day.arrived:,}", f"{day.left:,}", f"{day.detained:,}") for day in report.worst]
    if worst:
        table("Worst days", ("day", "out", "left", "held"), worst)
        for day in report.worst:
            typer.echo(f"  {replay} {day.index}")
    say("What the days are drawn from is judgement, mostly: see the priors in the report, and docs/stress.md.")


def _everyone(report: StressReport) -> None:
    everyone = report.everyone
    say(
        f"Everyone who came forward, however few, is out on {everyone.days:,} of {everyone.of:,} simulated days "
        f"({100 * everyone.low:.1f} to {100 * everyone.high:.1f} %, {everyone.method}, "
        f"{100 * everyone.confidence:.0f} %; seed {report.seed}; {report.policy}"
        f"{'; drawn as if the corridor were agreed' if report.as_if_agreed else ''})."
        f"{f' On {report.in_time:,} of them nobody arrives late.' if report.in_time < everyone.days else ''}"
        f"{f' On {report.nobody:,} days nobody at all is out.' if report.nobody else ''}"
        f" On the mean {report.out.mean:,.0f} of {report.planned:,} planned are out."
    )
    if report.policy != "fixed orders":
        anew = f", and the rest planned anew {report.repairs:.2f} times" if report.repairs else ""
        say(f"On the mean of the days, vehicles were sent again {report.again:.2f} times{anew}.")


def _persons(report: StressReport) -> None:
    rows = [
        (name, *(f"{value:,}" for value in (spread.p5, spread.p25, spread.p50, spread.p75, spread.p95)))
        for name, spread in (
            ("came forward", report.came),
            ("out", report.out),
            ("of them late", report.late),
            ("held", report.detained),
        )
    ]
    table(f"Persons (the plan moves {report.planned:,})", ("", "5 %", "25 %", "median", "75 %", "95 %"), rows)
    table("Persons out by time (· 5 to 95 %, # the median)", ("hours", "", "median"), _fan(report))
    if report.by_need:
        rows = [
            (one.need, f"{one.came / report.days:,.1f}", f"{one.out / report.days:,.1f}", f"{100 * one.share:.0f} %")
            for one in report.by_need
        ]
        table("Persons by need, mean a day", ("", "came", "out", "share"), rows)
        if worse := stressed.needs(report):
            say(worse)
    if report.left:
        left = [
            (one.site, f"{one.walking:g}", f"{one.wheelchair:g}", f"{one.stretcher:g}", f"{one.days:,}")
            for one in report.left
        ]
        table("Left behind, mean a day", ("site", "walking", "wheelchair", "stretcher", "days"), left)


def _causes(report: StressReport) -> None:
    if report.removed:
        gains = [
            (one.disturbance, change(one.gain, one.half_width, one.of), f"{one.before} → {one.after} of {one.of}")
            for one in report.removed
        ]
        table("The same days without one disturbance", ("without", "persons out", "days everyone is out"), gains)
        if any(one.disturbance == "breakdowns" for one in report.removed):
            say(stressed.BREAKDOWNS)


def _plans(report: StressReport) -> None:
    from safeconduct.stress.compare import robust

    for title, others in (("Other plans on the same days", report.against), ("Planned anew with", report.worths)):
        if others:
            table(title, ("", "on paper", "out, mean", "worst tenth", "everyone out"), _beside(report, others))
    if report.against:
        chosen = robust(report)
        labels = {other.plan: other.label for other in report.against} | {report.plan: "this plan"}
        say(
            "Robust choice, by the mean over the worst tenth of its days, among equals by the mean over all: "
            f"{labels[chosen]}.{lead(report, chosen)}{more_often(report, chosen)}"
        )


def change(persons: float, half_width: float, days: int) -> str:
    """A change with its interval; none is stated of a few days, nor of days that were all the same."""
    if days < LEAST_DAYS:
        return f"{persons:+g}"
    return "no change" if persons == 0 and half_width == 0 else f"{persons:+g} ± {half_width:g}"


def more_often(report: StressReport, chosen: str) -> str:
    """The plan with which everyone is out most often, where that is not the chosen one."""
    days = {other.plan: other.everyone.days for other in report.against} | {report.plan: report.everyone.days}
    labels = {other.plan: other.label for other in report.against} | {report.plan: "this plan"}
    best = max(days, key=lambda plan: days[plan])
    if days[best] <= days[chosen]:
        return ""
    return f" Everyone is out most often with another: {labels[best]}, on {days[best]:,} days, not {days[chosen]:,}."


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


def _tornado(report: StressReport) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """Title, heads and rows of the tornado, the widest first."""
    rows: list[tuple[str, ...]] = [
        (
            one.prior,
            f"{one.low:.3g}",
            change(one.at_low, one.low_half_width, one.of),
            f"{one.high:.3g}",
            change(one.at_high, one.high_half_width, one.of),
        )
        for one in report.tornado
    ]
    title = f"Tornado: persons more out with each prior at its ends ({report.tornado[0].of} days)"
    return title, ("", "low", "persons", "high", "persons"), rows


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
        gain = change(other.gain, other.half_width, other.everyone.of)
        paper = f"{other.planned:,} ({other.planned - report.planned:+,})"
        yield other.label, paper, gain, f"{other.worst_tenth:g}", f"{days} → {other.everyone.days}"


def _fan(report: StressReport) -> Iterator[tuple[str, str, str]]:
    top = max(1, report.planned, report.out.p95)
    hours = [(f"{point.minute / 60:g}", point.persons) for point in report.fan if point.minute % 60 == 0]
    if later(report):
        hours.append(("later", report.out))
    elif report.fan[-1].minute % 60:
        hours.append((f"{report.fan[-1].minute / 60:g}", report.fan[-1].persons))
    for hour, persons in hours:
        low, middle, high = (round(BAR * value / top) for value in (persons.p5, persons.p50, persons.p95))
        cells = ["·" if low <= at <= high else " " for at in range(BAR + 1)]
        cells[middle] = "#"
        yield hour, "".join(cells), f"{persons.p50:,}"
