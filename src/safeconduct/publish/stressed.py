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
    "crew": "the crew's day over",
}
#: Travel needs, as a sentence says them.
NEEDS = {"walking": "walking", "wheelchair": "in wheelchairs", "stretcher": "on stretchers"}
#: Stands beside what breakdowns cost: a model in which nobody stays in a broken vehicle makes them look cheap.
BREAKDOWNS = (
    "A breakdown costs a wait and the vehicle's later runs: another always comes for its people. So this says little "
    "of what a spare vehicle is worth."
)


def headline(report: StressReport) -> str:
    """On how many days everyone is out, and how many that is: few come where few trust."""
    everyone = report.everyone
    in_time = f", in time on {figures.count(report.in_time)} of them" if report.in_time < everyone.days else ""
    nobody = f"nobody at all is out in {figures.count(report.nobody)}; " if report.nobody else ""
    return (
        f"Everyone who came forward, however few, is out in {figures.count(everyone.days)} of "
        f"{figures.count(everyone.of)} simulated days "
        f"({100 * everyone.low:.0f} to {100 * everyone.high:.0f} %){in_time}; {nobody}on the mean "
        f"{report.out.mean:,.0f} of {figures.count(report.planned)} planned are out; half of the days at most "
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
    """How many are out on half of the days and on nine in ten, and how many of them late."""
    late = ""
    if report.late.mean >= 0.5:
        late = f"; of those out, {report.late.mean:,.0f} on the mean come after the last allowed arrival"
    half = f"half of the days at least {figures.count(report.out.p50)} are out"
    if report.out.p50 == 0:
        half = "on half of the days or more nobody is out"
    low, high = figures.count(report.out.p5), figures.count(report.out.p95)
    return f"{half}; on nine days in ten between {low} and {high}{late}"


def needs(report: StressReport) -> str:
    """Which needs fare worse than those walking, beyond chance; empty when none does."""
    walking = next((one for one in report.by_need if one.need == "walking"), None)
    worse = [one for one in report.by_need if walking and walking.share - one.share > one.half_width]
    if walking is None or not worse:
        return ""
    others = " and ".join(f"{100 * one.share:.0f} % of those {NEEDS[one.need]}" for one in worse)
    return f"Of all who came forward {100 * walking.share:.0f} % of those walking are out, but only {others}."


def consent(report: StressReport) -> str:
    """What consent the days were drawn for."""
    if report.as_if_agreed:
        return "drawn as if every party had accepted"
    return "drawn for the consent there is"


def orders(report: StressReport) -> str:
    """Under which orders the days were played, and how often they changed on the mean of the days."""
    if report.policy == "fixed orders":
        return "fixed orders"
    anew = f", the rest planned anew {report.repairs:.2f} times" if report.repairs else ""
    return f"{report.policy}: on the mean of the days vehicles were sent again {report.again:.2f} times{anew}"


def reasons(report: StressReport, most: int = 3) -> str:
    """Why planned runs did not arrive, the most frequent first, with their share of all that were planned."""
    shares = [
        f"{WHY.get(tally.why, tally.why)} ({100 * tally.runs / report.runs:.0f} %)" for tally in report.lost_runs[:most]
    ]
    lost = 100 * sum(tally.runs for tally in report.lost_runs) / max(1, report.runs)
    return (
        f"Of all planned runs {lost:.0f} % did not arrive: {'; '.join(shares)}."
        if shares
        else "Every planned run arrived."
    )


def sentences(report: StressReport) -> str:
    """All of it, as one short paragraph."""
    said = f"{headline(report)}, {consent(report)}; {persons(report)}. {needs(report)} {reasons(report)}"
    return said.replace("  ", " ")
