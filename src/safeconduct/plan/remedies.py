"""What would help, each change re-solved before it is shown: a price nobody re-solved is a guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from safeconduct.model.certificate import Certificate, Remedy
from safeconduct.model.place import RoadState
from safeconduct.model.plan import Scenario
from safeconduct.model.situation import Situation
from safeconduct.plan import variants
from safeconduct.plan.solve import solve

#: Deterministic work per remedy, in units of ``plan.search``.
WORK = 300

Change = tuple[str, str, Situation]


def remedies(situation: Situation, scenario: Scenario, found: Certificate) -> tuple[Remedy, ...]:
    """One more bus, hour and lane, half the screening time; for a cut, each crossing of it usable again.

    ``before`` is what ``found`` moves. More of anything never moves fewer: a plan that worked still works.
    """
    asked = replace(scenario, objective="most")
    changes = _crossings(situation, asked, found) if found.cut is not None else one_more(situation, asked.corridor)
    return tuple(_solved(asked, found.persons_out, *change) for change in changes)


def _solved(scenario: Scenario, before: int, remedy: str, change: str, changed: Situation) -> Remedy:
    _, certificate = solve(changed, scenario, work=WORK)
    after = max(before, certificate.persons_out)
    persons = next((level.bound for level in certificate.levels if level.name == "persons out"), scenario.people)
    return Remedy(
        id=remedy,
        change=change,
        before=before,
        after=after,
        after_bound=max(after, persons),
        all_out=after == scenario.people,
    )


def one_more(situation: Situation, corridor: str) -> Iterator[Change]:
    """One more of each thing a corridor's plan hangs on: (id, what is changed in words, the changed situation)."""
    buses = variants.main_class(situation)
    yield "one-more-bus", f"one more {buses.name}", variants.with_buses(situation, buses.count.value + 1)
    yield "one-more-hour", "one more hour before the window closes", variants.with_close(situation, corridor, 60)
    leg = situation.leg_of(situation.corridor(corridor))
    if leg is not None and leg.checkpoint is not None:
        gate = leg.checkpoint
        lanes, seconds = gate.lanes.value + 1, gate.seconds_per_person.value
        yield "one-more-lane", "one more screening lane", variants.with_screening(situation, corridor, lanes=lanes)
        if seconds > 1:
            half = variants.with_screening(situation, corridor, seconds=seconds // 2)
            yield "half-the-screening", f"screening in {seconds // 2} s a person instead of {seconds} s", half


def _crossings(situation: Situation, scenario: Scenario, found: Certificate) -> Iterator[Change]:
    """Each crossing of the cut open to vehicles again; hours nobody announced are borrowed and said to be."""
    corridor = situation.corridor(scenario.corridor)
    borrowed = next((c for c in situation.corridors if c.window is not None), None)
    for edge in found.cut.edges if found.cut is not None else ():
        changed, words = variants.with_road(situation, edge.road, RoadState.OPEN), f"{edge.name} usable by vehicles"
        if corridor.window is None:
            if borrowed is None or borrowed.window is None:
                continue
            changed = variants.with_window(changed, corridor.id, borrowed.window)
            words += f", in the hours announced for {borrowed.id}"
        if changed.leg_of(changed.corridor(corridor.id)) is not None:
            yield f"open-{edge.road}", words, changed
