"""Situations: counts by need, what is looked up, and what has no field."""

from __future__ import annotations

import dataclasses
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta, timezone
from typing import Any

import pytest

from safeconduct.model import certificate, corridor, known, place, plan, situation
from safeconduct.model.place import RoadState
from safeconduct.model.situation import HouseholdProfile, Needs
from tests.tiny import known as on_test_assumption
from tests.tiny import tiny, vehicle


def test_needs_add_up() -> None:
    """Element by element."""
    family = Needs(walking=3, wheelchair=1)
    assert family.total == 4
    assert family.times(3) == Needs(walking=9, wheelchair=3)
    assert family.times(0) == Needs()
    assert family.plus(Needs(walking=1, stretcher=2)) == Needs(walking=4, wheelchair=1, stretcher=2)


@pytest.mark.parametrize("need", ["walking", "wheelchair", "stretcher"])
def test_needs_start_at_zero(need: str) -> None:
    """Nobody counts below 0."""
    with pytest.raises(ValueError, match="start at 0"):
        Needs(**{need: -1})


def test_a_household_has_members() -> None:
    """An empty household does not exist."""
    with pytest.raises(ValueError, match="has no members"):
        HouseholdProfile(id="none", members=Needs(), per_thousand=on_test_assumption(1))


def test_a_corridor_is_found_by_id() -> None:
    """Or it is a KeyError."""
    assert tiny().corridor("bravo").reception == "bravo"
    with pytest.raises(KeyError):
        tiny().corridor("nowhere")


def test_the_leg_of_a_corridor() -> None:
    """The leg with its site, reception and mode; None where no route was found."""
    held = tiny()
    leg = held.leg_of(held.corridor("bravo"))
    assert leg is not None
    assert leg.minutes_loaded.value == 60
    cut_off = tiny(bridge=RoadState.CLOSED)
    assert cut_off.leg_of(cut_off.corridor("bravo")) is None


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("roads", "road"),
        ("corridors", "corridor"),
        ("vehicles", "vehicle class"),
        ("profiles", "profile"),
        ("assumptions", "assumption"),
    ],
)
def test_ids_are_used_once(field: str, what: str) -> None:
    """Two things of one kind do not share an id."""
    doubled = {field: getattr(tiny(), field) * 2}
    with pytest.raises(ValueError, match=f"{what} ids are used twice"):
        replace(tiny(), **doubled)


def test_the_day_is_utc() -> None:
    """As everywhere."""
    held = tiny()
    with pytest.raises(ValueError, match=r"situation\.as_of"):
        replace(held, as_of=held.as_of.astimezone(timezone(timedelta(hours=3))))
    with pytest.raises(ValueError, match="sunset"):
        replace(held.sunsets[0], at=on_test_assumption(held.as_of.replace(tzinfo=None)))


#: Words of fields that must not exist (red lines 4 and 12).
PERSONAL = {"phone", "document", "passport", "birth", "birthdate", "face", "photo", "ethnicity", "religion", "address"}
MILITARY = {"fighters", "combatants", "soldiers", "weapons", "units", "fire", "positions_of_fire", "targets"}


def every_field(module: Any) -> set[tuple[str, str]]:
    """Class and field name of every value in a module."""
    return {
        (name, field.name)
        for name, item in vars(module).items()
        if isinstance(item, type) and is_dataclass(item) and item.__module__ == module.__name__
        for field in fields(item)
    }


def test_there_is_no_field_for_persons_or_fighters() -> None:
    """Nothing a plan is made of can hold a person's particulars or anything military."""
    modules = (certificate, corridor, known, place, plan, situation)
    held = {pair for module in modules for pair in every_field(module)}
    assert ("Plan", "trips") in held
    found = {pair for pair in held if pair[1] in PERSONAL | MILITARY} - {("Work", "units")}
    assert not found


def test_values_are_frozen_and_named() -> None:
    """Vehicles are named by class and number only, and nothing can be changed in place."""
    bus = vehicle("bus", 2, 50)
    with pytest.raises(dataclasses.FrozenInstanceError):
        bus.id = "other"  # type: ignore[misc]
    assert {field.name for field in fields(bus)} == {
        *("id", "name", "count", "places", "start"),
        *("available_from", "loading_minutes", "unload_minutes"),
        *("duty_minutes", "drive_minutes", "rest_minutes"),
    }
