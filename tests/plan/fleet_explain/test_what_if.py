"""One thing changed, nothing else, and it rests on the assumption."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.place import RoadState
from safeconduct.plan.fleet_explain import what_if
from tests.plan.fleet_explain.days import closed_bridge, tiny_fleet

DAY = closed_bridge(tiny_fleet(capacity=70), 100)
CHANGES = {
    "vehicles": what_if.with_vehicles(DAY, "van", 3),
    "later": what_if.with_later_vehicles(DAY, "van", 60),
    "bays": what_if.with_bays(DAY, "alpha", 2),
    "lanes": what_if.with_slots(DAY, "old-bridge", lanes=2),
    "slots": what_if.with_slots(DAY, "old-bridge", slot_minutes=1),
    "closures": what_if.without_closures(DAY, "old-bridge"),
    "room": what_if.with_room(DAY, "bravo", 80),
    "hours": what_if.with_hours(DAY, ("bravo",), 30),
    "state": what_if.with_state(DAY, "bridge", RoadState.CLOSED),
    "people": what_if.with_people(DAY, "charlie-all", 12),
}
FIELDS = {
    "vehicles": "vehicles", "later": "vehicles", "bays": "sites", "lanes": "resources", "slots": "resources",
    "closures": "resources", "room": "receptions", "hours": "corridors", "state": "roads", "people": "sites",
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_one_field_changes(name: str) -> None:
    """And the assumption is added."""
    changed, field = CHANGES[name], FIELDS[name]
    assert getattr(changed, field) != getattr(DAY, field)
    assert changed.assumptions[-1].id == "what-if"
    assert replace(changed, **{field: getattr(DAY, field)}, assumptions=DAY.assumptions) == DAY


def test_hours_never_end_before_they_begin() -> None:
    """A day that loses more than it has keeps one minute."""
    window = what_if.with_hours(DAY, ("bravo",), -10_000).corridors[0].window
    assert window is not None
    assert window.minutes == 1


def test_what_is_named_changes_and_its_neighbours_do_not() -> None:
    """The bus is there from 15 on, the van from the opening; alpha and charlie have a bay each."""

    def since(name: str) -> list[tuple[str, int | None]]:
        kinds = what_if.with_later_vehicles(DAY, name, 60).vehicles
        return [(kind.id, kind.available_from.value if kind.available_from else None) for kind in kinds]

    assert since("van") == [("bus", 15), ("van", 60)]
    assert since("bus") == [("bus", 75), ("van", None)]
    assert [kind.count.value for kind in CHANGES["vehicles"].vehicles] == [1, 3]
    assert [site.bays.value for site in CHANGES["bays"].sites] == [2, 1]
    windows = [corridor.window for corridor in CHANGES["hours"].corridors]
    assert [now == was.window for now, was in zip(windows, DAY.corridors, strict=True)] == [False, True]
