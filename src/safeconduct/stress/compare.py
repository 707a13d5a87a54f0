"""Plans on the same days: paired differences, and the robust choice among them.

The days of two plans meet the same luck (``stress.luck``), so the difference of each pair is the plans' and not
chance's; its interval is far narrower than those of the two means.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from safeconduct.model.stress import Compared, SimulatedDay, StressReport
from safeconduct.stress.summary import share, spread


def worst_tenth(days: Sequence[SimulatedDay]) -> float:
    """Mean persons out over the tenth of the days (at least one) on which fewest are out: the conditional value at risk
    of Rockafellar and Uryasev (2000), here of what is reached instead of what is lost."""
    ordered = sorted(day.arrived for day in days)
    tenth = ordered[: max(1, len(ordered) // 10)]
    return round(sum(tenth) / len(tenth), 1)


def compared(
    label: str, plan: str, planned: int, first: Sequence[SimulatedDay], other: Sequence[SimulatedDay]
) -> Compared:
    """Another plan against the first, day by day."""
    gain, half_width = paired([b.arrived - a.arrived for a, b in zip(first, other, strict=True)])
    return Compared(
        label=label,
        plan=plan,
        planned=planned,
        everyone=share(sum(day.everyone for day in other), len(other)),
        out=spread([day.arrived for day in other]),
        worst_tenth=worst_tenth(other),
        gain=gain,
        half_width=half_width,
    )


def paired(differences: Sequence[int]) -> tuple[float, float]:
    """Mean of paired differences, and the half width of its 95 % interval (normal)."""
    n = len(differences)
    mean = sum(differences) / n
    variance = sum((difference - mean) ** 2 for difference in differences) / max(1, n - 1)
    return round(mean, 1), round(1.96 * math.sqrt(variance / n), 1)


def robust(report: StressReport) -> str:
    """The plan to choose when the worst days count: the largest mean over its worst tenth of the days, then the largest
    mean over all; the first named when that is equal too. Returns its sha."""
    first = (report.worst_tenth, report.out.mean)
    best, chosen = first, report.plan
    for other in report.against:
        if (other.worst_tenth, other.out.mean) > best:
            best, chosen = (other.worst_tenth, other.out.mean), other.plan
    return chosen
