"""Large neighbourhoods on the exact model: a few convoys in a row are planned anew, the make-up of the others stands.

How many vehicles of each class a convoy has is fixed outside the neighbourhood, inside it is free, with one empty place
for a convoy more; all minutes and all persons are free everywhere. Such a model is solved to its end in a fraction of
what the whole day takes, and each answer is where the next neighbourhood starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from safeconduct.plan.exact import Goal, Model
from safeconduct.plan.instance import Instance
from safeconduct.plan.search import MAXIMISED, Effort, Found, SearchFailed, search
from safeconduct.plan.timetable import Run, Timetable

#: Convoys planned anew at once.
WIDTH = 3
#: Work one neighbourhood may take.
UNITS = 250


def polish(
    instance: Instance,
    goal: Goal,
    timetable: Timetable,
    *,
    value: Callable[[Timetable], int],
    keep: Mapping[Goal, int],
    effort: Callable[[int], Effort | None],
    took: Callable[[Found], Found],
    failed: Callable[[SearchFailed], None],
) -> Timetable:
    """The timetable after every neighbourhood in turn has been tried without finding a better ``goal``; the best so far
    when the engine has ``failed``.

    ``value`` of a timetable, ``effort`` gives what the next search may take (at most so many units; None: stop),
    ``took`` books it. The goals in ``keep`` stay at least as good.
    """
    best, since, at = timetable, 0, 0
    while best and since <= len(best):
        allowed = effort(UNITS)
        if allowed is None:
            return best
        runs = sorted(best, key=lambda run: (run.screen_from, run.depart))
        at = at % len(runs)
        rules = _all_but(runs, at)
        try:
            found = took(search(instance, goal, allowed, keep=keep, better_than=None, start=best, restrict=rules))
        except SearchFailed as error:
            failed(error)
            return best
        if found.timetable is not None and _better(goal, value(found.timetable), value(best)):
            best, since = found.timetable, 0
        else:
            since, at = since + 1, at + 1
    return best


def _better(goal: Goal, new: int, old: int) -> bool:
    return new > old if goal in MAXIMISED else new < old


def _all_but(runs: list[Run], at: int) -> Callable[[Model], None]:
    """Fix the make-up of all convoys but ``WIDTH`` from ``at`` on, which get one place more."""

    def fix(model: Model) -> None:
        gap = 1 if len(runs) < model.size else 0
        for place, run in _places(runs, at, gap, model.size):
            for c, (vehicle, _) in enumerate(model.classes):
                count = 0 if run is None else sum(ride.class_id == vehicle.class_id for ride in run.rides)
                model.cp.add(model.count[c, place] == count)

    return fix


def _places(runs: list[Run], at: int, gap: int, size: int) -> Iterator[tuple[int, Run | None]]:
    """The fixed convoys by their place in the order of screening; None for places that stay empty."""
    end = min(at + WIDTH, len(runs))
    yield from enumerate(runs[:at])
    for number, run in enumerate(runs[end:], start=end + gap):
        if number < size:
            yield number, run
    for number in range(len(runs) + gap, size):
        yield number, None
