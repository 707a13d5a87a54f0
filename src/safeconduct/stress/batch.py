"""Days by the chunk: the unit of work a process takes, and the report made of all of them.

A day depends on seed and index alone, so the report is the same bytes for any number of workers and any size of chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Policy, Removed, SimulatedDay, StressReport, Swing, UsedPrior
from safeconduct.stress.compare import paired, worst_tenth
from safeconduct.stress.course import require_policy
from safeconduct.stress.measure import STEP, simulate
from safeconduct.stress.priors import End, Priors, lines
from safeconduct.stress.programme import TOWARDS, Programme
from safeconduct.stress.summary import by_need, fan, leanings, left_over, lost_runs, share, spread, worst

#: Days a process is given at a time.
CHUNK = 50
#: Disturbances taken out together when asked what removing one would give: a chance and what it leads to.
TOGETHER = {
    "turnout": ("turnout.agreed", "turnout.announced", *(f"turnout.direction.{side}" for side in TOWARDS)),
    "crowd": ("crowd",),
    "late start": ("start.late.agreed", "start.late.announced"),
    "withdrawal": ("window.withdrawn.agreed", "window.withdrawn.announced"),
    "window cut": ("window.cut",),
    "stops": ("pause",),
    "slow screening": ("screening", "screening.run"),
    "refusals": ("screening.refused.agreed", "screening.refused.announced"),
    "detentions": ("detention",),
    "slow boarding": ("loading",),
    "slow roads": ("driving", "driving.run", "weather", "night"),
    "breakdowns": ("breakdown",),
    "absent drivers": ("driver.absent",),
    "roads unknown": ("road.unknown",),
    "crossings lost": ("crossing.lost",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Days ``since`` to ``until`` (half-open) of a seed, without the disturbances of ``without``, or with the prior
    named in ``end`` at one of its ends; of these days those in ``only`` (None: all)."""

    programme: Programme
    priors: Priors
    seed: int
    since: int
    until: int
    without: str | None = None
    policy: Policy = "fixed orders"
    end: tuple[str, End] | None = None
    only: frozenset[int] | None = None


def run_chunk(chunk: Chunk) -> tuple[SimulatedDay, ...]:
    """The days of a chunk, in order; a top-level function, so that any pool can call it."""
    priors = chunk.priors if chunk.without is None else chunk.priors.without(*TOGETHER[chunk.without])
    if chunk.end is not None:
        priors = priors.at_end(*chunk.end)
    days = [day for day in range(chunk.since, chunk.until) if chunk.only is None or day in chunk.only]
    return tuple(simulate(chunk.programme, priors, chunk.seed, index, chunk.policy) for index in days)


def chunks(
    programme: Programme,
    priors: Priors,
    seed: int,
    days: int,
    without: str | None = None,
    policy: Policy = "fixed orders",
    end: tuple[str, End] | None = None,
    only: frozenset[int] | None = None,
) -> Iterable[Chunk]:
    """The chunks of so many days; InputError where the policy does not go with the programme."""
    require_policy(programme, policy)
    for since in range(0, days, CHUNK):
        yield Chunk(
            programme=programme,
            priors=priors,
            seed=seed,
            since=since,
            until=min(days, since + CHUNK),
            without=without,
            policy=policy,
            end=end,
            only=only,
        )


def as_if_agreed(programme: Programme) -> Programme:
    """The same, drawn as if every party had accepted every corridor."""
    return replace(
        programme,
        corridors={name: replace(facts, agreed=True) for name, facts in programme.corridors.items()},
    )


def removed(name: str, priors: Priors, before: Sequence[SimulatedDay], after: Sequence[SimulatedDay]) -> Removed:
    """What taking a disturbance out of the same days gives; the interval is that of the mean of paired differences."""
    gain, half_width = paired([later.arrived - first.arrived for first, later in zip(before, after, strict=True)])
    return Removed(
        disturbance=name,
        says=priors.by_name[TOGETHER[name][0]].says,
        of=len(before),
        before=sum(day.everyone for day in before),
        after=sum(day.everyone for day in after),
        gain=gain,
        half_width=half_width,
    )


def report_of(
    situation: Situation,
    plan: Plan | FleetPlan,
    programme: Programme,
    priors: Priors,
    *,
    seed: int,
    days: Sequence[SimulatedDay],
    gains: Sequence[Removed],
    assumed: bool,
    policy: Policy,
    swings: Sequence[Swing] = (),
) -> StressReport:
    """The report of all days, in the order of their index."""
    return StressReport(
        plan=codec.sha(plan),
        situation=codec.sha(situation),
        priors=priors.sha,
        seed=seed,
        days=len(days),
        step=STEP,
        policy=policy,
        as_if_agreed=assumed,
        planned=programme.planned,
        everyone=share(sum(day.everyone for day in days), len(days)),
        out=spread([day.arrived for day in days]),
        came=spread([day.came for day in days]),
        detained=spread([day.detained for day in days]),
        late=spread([day.late for day in days]),
        repairs=round(sum(day.repairs for day in days) / len(days), 3),
        again=round(sum(day.again for day in days) / len(days), 3),
        nobody=sum(day.arrived == 0 for day in days),
        in_time=sum(day.everyone and not day.late for day in days),
        fan=fan(days),
        left=left_over(days),
        by_need=by_need(days),
        runs=len(programme.runs) * len(days),
        lost_runs=lost_runs(days),
        removed=tuple(sorted(gains, key=lambda one: (-one.gain, one.disturbance))),
        leanings=leanings(days),
        worst=worst(days),
        worst_tenth=worst_tenth(days),
        tornado=tuple(sorted(swings, key=lambda one: (-one.width, one.prior))),
        used=tuple(
            UsedPrior(prior=name, says=priors.by_name[name].says, shape=shape, unit=unit, source=source)
            for name, shape, unit, source in lines(priors)
        ),
    )
