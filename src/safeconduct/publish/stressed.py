"""What simulated days say of a plan, in sentences: beside every plan that is shown, and nowhere called a forecast."""

from __future__ import annotations

from safeconduct.model.stress import StressReport
from safeconduct.publish import figures

#: Stands under every figure that comes from simulated days.
JUDGEMENT = (
    "Simulated days are drawn from stated disturbances, most of them judgement: "
    "they compare plans, they foretell nothing."
)
#: The reason of a lost run, as a page says it.
WHY = {
    "window": "no time left before the last allowed arrival",
    "road": "a road found closed",
    "withdrawn": "the corridor withdrawn",
    "refused": "refused at a checkpoint",
    "nobody": "nobody came forward for it",
    "vehicle": "no vehicle or driver",
}


def headline(report: StressReport) -> str:
    """On how many days everyone is out, and how many that is: few come where few trust."""
    everyone = report.everyone
    return (
        f"Everyone who came forward is out in {figures.count(everyone.days)} of {figures.count(everyone.of)} simulated "
        f"days ({100 * everyone.low:.0f} to {100 * everyone.high:.0f} %); half of the days at most "
        f"{figures.count(report.came.p50)} came forward"
    )


def beside(report: StressReport | None) -> dict[str, float | int | str] | None:
    """The number beside a plan in a listing for programs; None for a plan that moves nobody."""
    if report is None:
        return None
    everyone = report.everyone
    return {
        "everyone_out_days": everyone.days,
        "of_days": everyone.of,
        "low": everyone.low,
        "high": everyone.high,
        "method": everyone.method,
        "median_out": report.out.p50,
        "planned": report.planned,
        "seed": report.seed,
        "says": JUDGEMENT,
    }


def persons(report: StressReport) -> str:
    """How many are out, against how many the plan moves."""
    return (
        f"half of the days at least {figures.count(report.out.p50)} are out, of {figures.count(report.planned)} "
        f"planned; on nine days in ten between {figures.count(report.out.p5)} and {figures.count(report.out.p95)}"
    )


def consent(report: StressReport) -> str:
    """What consent the days were drawn for."""
    if report.as_if_agreed:
        return "drawn as if every party had accepted"
    return "drawn for the consent there is"


def reasons(report: StressReport, most: int = 3) -> str:
    """Why planned runs did not arrive, the most frequent first, with their share of all."""
    shares = [
        f"{WHY.get(tally.why, tally.why)} ({100 * tally.runs / report.runs:.0f} %)" for tally in report.lost_runs[:most]
    ]
    return "Runs that did not arrive: " + "; ".join(shares) + "." if shares else "Every planned run arrived."


def sentences(report: StressReport) -> str:
    """All of it, as one short paragraph."""
    return f"{headline(report)}, {consent(report)}; {persons(report)}. {reasons(report)}"
