"""Search on the exact model: one goal at a time, the earlier levels fixed, better than what is already known.

Deterministic: one worker, fixed seed, and work counted in CP-SAT's deterministic time. One unit of work is a
thousandth of its deterministic second, about a millisecond of an idle core.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from safeconduct.plan.exact import Goal, Model
from safeconduct.plan.instance import Instance
from safeconduct.plan.packing import mixed_profiles, pack
from safeconduct.plan.timetable import Ride, Run, Timetable

UNITS_PER_SECOND = 1000
MAXIMISED: frozenset[Goal] = frozenset(("needs", "persons"))


class SearchFailed(Exception):
    """The engine failed and said nothing of the model: what was known before stands. Never leaves ``plan``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much may be spent: work units (deterministic), and wall seconds as a cap (None: no cap)."""

    units: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came back with.

    ``timetable`` is the best one found (None: none better than asked for). ``bound`` is the best value still
    thinkable (None: nothing better exists, or nothing was learnt). ``proved`` says that the search was finished.
    ``units`` is the work spent and ``model_sha`` the SHA-256 of the model searched.
    """

    timetable: Timetable | None
    bound: int | None
    proved: bool
    units: int
    model_sha: str


def search(
    instance: Instance,
    goal: Goal,
    effort: Effort,
    *,
    keep: Mapping[Goal, int],
    better_than: int | None,
    start: Timetable = (),
    everyone: bool = False,
    restrict: Callable[[Model], None] | None = None,
    by_household: bool = False,
) -> Found:
    """The best timetable for ``goal`` with every goal in ``keep`` at least as good as its value.

    Looks only for values better than ``better_than`` (any, when None); ``everyone`` boards all households.
    ``restrict`` adds the rules of a neighbourhood of ``start``: the search begins there, and its end and its bound
    say nothing of the whole. ``by_household`` counts households from the start, not walking persons first.
    SearchFailed when the engine fails.
    """
    spent, better = 0, better_than
    if restrict is not None:
        better = None  # as good as the start is enough, so that the start itself is a hint
    for whole in (True,) if by_household else (False, True):
        model = Model(
            instance,
            whole_households=whole,
            count_vehicles=goal == "vehicles" or "vehicles" in keep,
            persons=_persons_at_least(instance, goal, keep, better, everyone),
        )
        _restrict(model, keep, everyone)
        if restrict is not None:
            restrict(model)
        expression = model.goal(goal)
        if better is not None:
            _at_least_as_good(model, goal, expression, better + (1 if goal in MAXIMISED else -1))
        else:
            model.hint(start)
        found = _run(model, goal, expression, Effort(units=effort.units - spent, seconds=effort.seconds))
        spent += found.units
        if found.timetable is not None or found.proved or not model.unpacked:
            break
    if restrict is not None:
        found = replace(found, proved=False, bound=None)
    return replace(found, units=spent)


def needs_at_most(instance: Instance, effort: Effort) -> Found:
    """A bound on wheelchair and stretcher persons out: only the vehicles that take them, the rest as ghosts."""
    accessible = tuple(v for v in instance.vehicles if v.places.wheelchair + v.places.stretcher)
    if not accessible:
        return Found(timetable=None, bound=0, proved=True, units=0, model_sha="")
    model = Model(replace(instance, vehicles=accessible), ghosts=True)
    return _run(model, "needs", model.needs(), effort)


def _persons_at_least(
    instance: Instance, goal: Goal, keep: Mapping[Goal, int], better_than: int | None, everyone: bool
) -> int:
    """Persons that any timetable of interest moves."""
    if everyone:
        return instance.people
    if goal == "persons" and better_than is not None:
        return better_than + 1
    return keep.get("persons", 0)


def _restrict(model: Model, keep: Mapping[Goal, int], everyone: bool) -> None:
    for goal, value in keep.items():
        _at_least_as_good(model, goal, model.goal(goal), value)
    if everyone:
        model.cp.add(model.total() == model.instance.people)


def _at_least_as_good(model: Model, goal: Goal, expression: Any, value: int) -> None:
    if goal in MAXIMISED:
        model.cp.add(expression >= value)
    else:
        model.cp.add(expression <= value)


def _run(model: Model, goal: Goal, expression: Any, effort: Effort) -> Found:
    """Solve and read the answer back; a solution that does not pack into households is not returned. SearchFailed when
    the engine raises or refuses the model."""
    from ortools.sat.python import cp_model

    if goal in MAXIMISED:
        model.cp.maximize(expression)
    else:
        model.cp.minimize(expression)
    sha = model.sha()
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 1
    solver.parameters.catch_sigint_signal = False  # a person's Ctrl-C stops the program, not only this search
    solver.parameters.max_deterministic_time = max(0.001, effort.units / UNITS_PER_SECOND)
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, effort.seconds)
    try:
        status = solver.solve(model.cp)
    except Exception as error:  # whatever an engine raises, the plan that is there is still a plan
        raise SearchFailed(f"{type(error).__name__}: {error}") from error
    if status == cp_model.MODEL_INVALID:
        raise SearchFailed("the engine refused the model")
    units = round(solver.response_proto.deterministic_time * UNITS_PER_SECOND)
    if status == cp_model.INFEASIBLE:
        return Found(timetable=None, bound=None, proved=True, units=units, model_sha=sha)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(timetable=None, bound=None, proved=False, units=units, model_sha=sha)
    bound = round(solver.best_objective_bound)
    timetable = None if model.ghosts else _read(model, solver)
    proved = status == cp_model.OPTIMAL and (timetable is not None or model.ghosts)
    return Found(timetable=timetable, bound=bound, proved=proved, units=units, model_sha=sha)


def _read(model: Model, solver: Any) -> Timetable | None:
    """The solution as a timetable, None when walking persons cannot be made of whole households."""
    instance = model.instance
    used = [key for key, ride in model.rides.items() if solver.value(ride.used)]
    used.sort(key=lambda key: (key[1], key[0], key[2]))
    if model.whole:
        families = [{p: int(solver.value(n)) for p, n in model.rides[key].single.items()} for key in used]
        model.unpacked = False
    else:
        packed, exact = pack(instance, [int(solver.value(model.rides[key].walking)) for key in used])
        families, model.unpacked = list(packed), not exact
        if not exact:
            return None
    runs: dict[int, list[Ride]] = {}
    for key, walking in zip(used, families, strict=True):
        ride = model.rides[key]
        mixed = {p: int(solver.value(n)) for p, n in ride.families.items() if p in mixed_profiles(instance)}
        runs.setdefault(key[1], []).append(
            Ride(
                class_id=model.classes[key[0]][0].class_id,
                load_from=int(solver.value(ride.load_from)),
                counts=tuple(mixed.get(p, 0) + walking.get(p, 0) for p in range(len(instance.households))),
            )
        )
    return tuple(
        Run(
            depart=int(solver.value(model.depart[k])),
            screen_from=int(solver.value(model.screen_from[k])),
            rides=tuple(rides),
        )
        for k, rides in sorted(runs.items())
    )
