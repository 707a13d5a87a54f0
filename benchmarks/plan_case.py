"""The worked case planned for several numbers of people and screening lanes: seconds, persons out, bound, proof.

Each instance is asked twice: can everyone go (``all``), and how many can (``most``). An answer counts as proved when
its certificate says so: a verdict that is not "not decided", and a persons level that is not open.

``--input`` takes a folder of situations (``*.json`` documents written by ``safeconduct assess``) or one such file
instead of the worked case. Every plan and certificate is recomputed by the checker before its figures count.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

if TYPE_CHECKING:
    from safeconduct.model.certificate import Certificate
    from safeconduct.model.situation import Leg, Situation

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "examples" / "azot"
CORRIDOR = "svatove"
LIMIT_S = 5.0
OBJECTIVES: tuple[Literal["all", "most"], ...] = ("all", "most")
SECONDS = Target(op="<", value=LIMIT_S)
CHECKED = Target(op="==", value=0)
PROVED = Target(op="==", value=1)
#: What the solver may use of the limit: hashing and checking take the rest.
SOLVER_S = LIMIT_S - 0.5


@cache
def worked_case() -> Situation:
    """The situation of the worked case."""
    return case_situation(CASE)


def case_situation(folder: Path) -> Situation:
    """The situation of a case folder, read and assembled as the demo does it."""
    try:
        from safeconduct.app.case import load_case
        from safeconduct.app.casework import situate
        from safeconduct.app.ledger import Ledger, read_reports
        from safeconduct.app.settings import settings
        from safeconduct.app.wire import reader
    except ImportError as error:
        raise MissingData(f"the use cases are not built: {error}") from error
    case = load_case(folder)
    read = read_reports(case.reports, reader(settings({})), case.parties, case.gazetteer)
    claims = tuple(claim for _, found in read for claim in found)
    return situate(case, Ledger(reports=case.reports, claims=claims, conflicts=()), case.decisions)


def with_lanes(situation: Situation, lanes: int) -> Situation:
    """The same situation with that many screening lanes on every leg that is screened."""

    def widened(leg: Leg) -> Leg:
        if leg.checkpoint is None:
            return leg
        gate = replace(leg.checkpoint, lanes=replace(leg.checkpoint.lanes, value=lanes))
        return replace(leg, checkpoint=gate)

    return replace(situation, legs=tuple(widened(leg) for leg in situation.legs))


def situation_of(instance: Instance) -> Situation:
    """What an instance is solved on."""
    if instance.path is None:
        return with_lanes(worked_case(), instance.severity)
    from safeconduct import codec
    from safeconduct.model.situation import Situation

    return codec.load(Situation, instance.path.read_bytes(), file=str(instance.path))


def targets_of(instance: Instance) -> dict[str, Target]:
    """What the worked case must reach with the one lane it assumes: answers that are proved, and 1,000 people that
    do not fit. With two lanes the gap is reported without a target."""
    if instance.path is not None or instance.severity != 1:
        return {}
    targets = {"everyone: decided": PROVED, "persons out: proved": PROVED}
    if instance.size == 1000:
        targets["persons out"] = Target(op="<", value=1000)
    return targets


def figures(certificate: Certificate) -> Iterator[tuple[str, str, float]]:
    """Metric, unit and value of everything a certificate proves."""
    from safeconduct.model.certificate import Verdict

    if certificate.scenario.objective == "all":
        yield "everyone: decided", "", certificate.verdict is not Verdict.UNDECIDED
        yield "everyone: can go", "", certificate.verdict is Verdict.ALL_OUT
        return
    yield "persons out", "persons", certificate.persons_out
    if certificate.bound is not None:
        yield "arithmetic bound", "persons", certificate.bound.persons
    for level in certificate.levels:
        yield f"{level.name}: bound", "", level.bound
        yield f"{level.name}: gap", "", level.gap
        yield f"{level.name}: proved", "", level.proof != "open"


def scenarios(instance: Instance, situation: Situation) -> Iterator[tuple[str, int]]:
    """Corridors that have a leg, and how many people ask to go."""
    for corridor in situation.corridors:
        if instance.path is None and corridor.id != CORRIDOR:
            continue
        if situation.leg_of(corridor) is not None:
            site = next(site for site in situation.sites if site.id == corridor.site)
            stated = sum(group.people.pick("likely") for group in site.groups)
            yield corridor.id, instance.size or stated


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Solve for everyone, check the plan and the certificate, and report what they prove."""
    try:
        from safeconduct import codec
        from safeconduct.model.plan import Scenario
        from safeconduct.plan.solve import solve
        from safeconduct.verify.check import check_certificate, check_plan
    except ImportError as error:
        raise MissingData(f"the planner is not built: {error}") from error
    situation = situation_of(instance)
    # the short form runs beside other work: what depends on seconds is reported there without a target
    wanted, within = ({}, None) if request.smoke else (targets_of(instance), SECONDS)
    sha = codec.sha(situation)
    rows: list[Row] = []
    for corridor, people in scenarios(instance, situation):
        name = instance.name if instance.path is None else f"{instance.name} {corridor}"
        for objective in OBJECTIVES:
            scenario = Scenario(corridor=corridor, people=people, objective=objective)
            started = time.perf_counter()
            plan, certificate = solve(situation, scenario, seconds=request.limit_s or SOLVER_S)
            seconds = round(time.perf_counter() - started, 3)
            checks = check_certificate(situation, certificate, plan, situation_sha=sha)
            if plan is not None:
                checks = (*check_plan(situation, plan, situation_sha=sha), *checks)
            failed = sum(not check.ok for check in checks)
            rows.append(
                Row(instance=name, seed=seed, metric=f"{objective}: solved in", unit="s", value=seconds, target=within)
            )
            metric = f"{objective}: checks that fail"
            rows.append(Row(instance=name, seed=seed, metric=metric, unit="", value=failed, target=CHECKED))
            rows.extend(
                Row(instance=name, seed=seed, metric=metric, unit=unit, value=value, target=wanted.get(metric))
                for metric, unit, value in figures(certificate)
            )
    if not rows:
        raise MissingData(f"{instance.name} has no corridor with a way for vehicles")
    return rows


def from_input(path: Path) -> Sequence[Instance]:
    """Situation documents of a folder, or the one file."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path] if path.exists() else []
    return tuple(Instance(name=file.stem, path=file) for file in files)


SPEC = BenchSpec(
    name="plan.case",
    describe="the worked case to Svatove: people (size) by screening lanes (severity), solved, proved and checked",
    sizes=(501, 568, 800, 1000),
    severities=(1, 2),
    seeds=(0,),
    run=run,
    target="each solved in < 5 s and no check fails; with one lane each proved, and 1,000 people do not all fit",
    label="{size} people, {severity} lanes",
    smoke_sizes=(568,),
    from_input=from_input,
)
