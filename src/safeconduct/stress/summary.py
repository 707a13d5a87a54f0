"""From simulated days to a report: shares with their interval, quantiles, who is left, what leans which way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, pvariance
from typing import Literal

from safeconduct.model.stress import ByNeed, FanPoint, Leaning, LeftOver, Share, SimulatedDay, Spread, Tally, WorstDay
from safeconduct.stress.measure import STEP

CONFIDENCE = 0.95
Need = Literal["walking", "wheelchair", "stretcher"]
#: Days shown as the worst.
WORST = 5


def share(days: int, of: int) -> Share:
    """Wilson's score interval for a share (Wilson 1927): it stays inside 0 and 1 and holds near both ends."""
    z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    p = days / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Share(days=days, of=of, low=round(low, 4), high=round(high, 4), confidence=CONFIDENCE, method="Wilson score")


def spread(values: Sequence[int]) -> Spread:
    """Quantiles by nearest rank: the smallest value with at least that share of the days at or below it."""
    ordered = sorted(values)

    def at(percent: int) -> int:
        return ordered[max(0, math.ceil(percent * len(ordered) / 100) - 1)]

    mean = round(sum(ordered) / len(ordered), 1)
    return Spread(p5=at(5), p25=at(25), p50=at(50), p75=at(75), p95=at(95), mean=mean)


def fan(days: Sequence[SimulatedDay]) -> tuple[FanPoint, ...]:
    """Persons out by time."""
    return tuple(
        FanPoint(minute=(step + 1) * STEP, persons=spread([day.by_time[step] for day in days]))
        for step in range(len(days[0].by_time))
    )


def by_need(days: Sequence[SimulatedDay]) -> tuple[ByNeed, ...]:
    """Who came and who is out, of each need that anybody who came has; those walking first.

    The interval of a share's difference to that of those walking is of a ratio of sums over days, linearised (Cochran,
    Sampling Techniques, 1977, section 6): whole days are drawn, and the persons of a day share its luck.
    """
    walk = [(day.out_by.walking, day.came_by.walking) for day in days]
    chairs = [(day.out_by.wheelchair, day.came_by.wheelchair) for day in days]
    lying = [(day.out_by.stretcher, day.came_by.stretcher) for day in days]
    found = (_of_need("walking", walk, walk), _of_need("wheelchair", chairs, walk), _of_need("stretcher", lying, walk))
    return tuple(one for one in found if one.came)


def _of_need(need: Need, rows: Sequence[tuple[int, int]], walk: Sequence[tuple[int, int]]) -> ByNeed:
    """Of persons out and come, a day each."""
    out, came = (sum(column) for column in zip(*rows, strict=True))
    if not came or not sum(row[1] for row in walk):
        return ByNeed(need=need, came=came, out=out)
    apart = [a - b for a, b in zip(_residuals(rows), _residuals(walk), strict=True)]
    half = 1.96 * math.sqrt(pvariance(apart) / max(1, len(apart) - 1))
    return ByNeed(need=need, came=came, out=out, half_width=round(half, 4))


def _residuals(rows: Sequence[tuple[int, int]]) -> list[float]:
    """How each day pulls at the share of all: (out - share x come) / mean come."""
    out, came = (sum(column) for column in zip(*rows, strict=True))
    return [(one - out / came * of) * len(rows) / came for one, of in rows]


def left_over(days: Sequence[SimulatedDay]) -> tuple[LeftOver, ...]:
    """Who is left, by site in order of first appearance."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for day in days:
        for left in day.left:
            persons = left.persons
            found.setdefault(left.site, []).append((persons.walking, persons.wheelchair, persons.stretcher))
    means = {
        site: [round(sum(column) / len(days), 1) for column in zip(*rows, strict=True)] for site, rows in found.items()
    }
    return tuple(
        LeftOver(site=site, walking=mean[0], wheelchair=mean[1], stretcher=mean[2], days=len(found[site]))
        for site, mean in sorted(means.items())
    )


def lost_runs(days: Sequence[SimulatedDay]) -> tuple[Tally, ...]:
    """Runs lost over all days by cause, the most frequent first."""
    sums: dict[str, int] = {}
    for day in days:
        for tally in day.lost_runs:
            sums[tally.why] = sums.get(tally.why, 0) + tally.runs
    return tuple(
        Tally(why=cause, runs=runs) for cause, runs in sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    )


def leanings(days: Sequence[SimulatedDay]) -> tuple[Leaning, ...]:
    """Mean persons out where a disturbance was weakest and strongest (fifths), widest first.

    Taken from the same days, without simulating again; days with equal strength keep their order, and a disturbance
    that never varies is left out.
    """
    fifth = max(1, len(days) // 5)
    found: list[Leaning] = []
    for position, met in enumerate(days[0].met):
        ordered = sorted(days, key=lambda day: (day.met[position].value, day.index))
        if ordered[0].met[position].value == ordered[-1].met[position].value:
            continue
        low, high = ordered[:fifth], ordered[-fifth:]
        found.append(
            Leaning(
                what=met.what,
                weakest=round(sum(day.arrived for day in low) / len(low), 1),
                strongest=round(sum(day.arrived for day in high) / len(high), 1),
                half_width=_half_width([day.arrived for day in low], [day.arrived for day in high]),
            )
        )
    return tuple(sorted(found, key=lambda one: (-abs(one.weakest - one.strongest), one.what)))


def _half_width(low: Sequence[int], high: Sequence[int]) -> float:
    """Of the 95 % interval of the difference of two means (normal)."""
    squares = (pvariance(values) / max(1, len(values) - 1) for values in (low, high))
    return round(1.96 * math.sqrt(sum(squares)), 1)


def worst(days: Sequence[SimulatedDay]) -> tuple[WorstDay, ...]:
    """Days on which most of those who came forward are not out; more held first among equals."""
    ordered = sorted(days, key=lambda day: (day.arrived - day.came, -day.detained, day.index))
    return tuple(
        WorstDay(
            index=day.index,
            arrived=day.arrived,
            left=day.waiting + day.returned + day.let_off,
            detained=day.detained,
            lost_runs=day.lost_runs,
        )
        for day in ordered[:WORST]
        if not day.everyone and day.came > 0
    )
