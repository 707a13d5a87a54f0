"""``safeconduct replan``: a plan that is being driven, changed on the day; who must be told what, in 80 columns."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from safeconduct.cli.plan import WORKSPACE
from safeconduct.cli.show import JSON, as_json, table, wrapped

if TYPE_CHECKING:
    from safeconduct.app.fleet_replanning import Replanning
    from safeconduct.model.fleet import FleetPlan
    from safeconduct.plan.fleet.changes import PlanChanges, TripChange, VehicleChange
    from safeconduct.plan.fleet_explain.clock import DayClock

MANY = "May be given several times."


def replan(
    plan: str = typer.Argument(..., help="Fleet plan: a file, or the first characters of its sha in the workspace."),
    now: str = typer.Option(
        ..., "--now", help="Minutes since the opening, HH:MM by the corridors' clock, or 2026-03-12T10:30Z."
    ),
    close: list[str] = typer.Option([], "--close", help=f"ROAD or ROAD@TIME: closed from then on. {MANY}"),
    open_: list[str] = typer.Option([], "--open", help=f"ROAD or ROAD@TIME: open from then on. {MANY}"),
    shut: list[str] = typer.Option([], "--shut", help=f"PLACE, PLACE@FROM or PLACE@FROM/UNTIL serves nobody. {MANY}"),
    lose: list[str] = typer.Option([], "--lose", help=f"VEHICLE that can be used no more. {MANY}"),
    late: list[str] = typer.Option([], "--late", help=f"VEHICLE@TIME: it does nothing more before then. {MANY}"),
    pin: list[str] = typer.Option([], "--pin", help=f"VEHICLE, or VEHICLE:TRIPS, whose orders stay. {MANY}"),
    price: int = typer.Option(1, "--price", min=0, help="Persons that a given order must bring to be changed."),
    seconds: float = typer.Option(5.0, "--seconds", min=0.0, help="Cap of the search after the repair, in seconds."),
    work: int | None = typer.Option(None, "--work", min=0, help="Deterministic work instead of --seconds."),
    situation: str | None = typer.Option(None, "--situation", help="The situation, when it is not beside the plan."),
    workspace: Path | None = WORKSPACE,
    out: Path | None = typer.Option(None, "--out", help="A new folder for situation, plan and certificate."),
    as_json_: bool = JSON,
) -> None:
    """Repair at once, search, prove: what changes for whom when a road closes or a vehicle is lost.

    TIME as for --now. HH:MM in a report is the one within the corridors' hours,
    else the nearest to --now, before the opening too; where that is more than
    six hours off, give the date. How each was understood is printed first.
    """
    from safeconduct import codec
    from safeconduct.app.fleet_day import Told
    from safeconduct.app.fleet_replanning import replan_day

    told = Told(close=tuple(close), open=tuple(open_), shut=tuple(shut), lose=tuple(lose), late=tuple(late))
    started, first = time.perf_counter(), ""
    understood: list[str] = []

    def hear(words: tuple[str, ...]) -> None:
        understood.extend(words)
        if not as_json_:
            for line in words:
                wrapped(f"Understood: {line}.")

    def tell(_: FleetPlan | None, changes: PlanChanges, clock: DayClock) -> None:
        nonlocal first
        first = str(changes)
        if not as_json_:
            taken = time.perf_counter() - started
            print_changes(f"Repaired and checked in {taken:.1f} s, not searched yet", changes, clock)
            sys.stdout.flush()

    with searching(seconds if work is None else None):
        found = replan_day(
            plan, situation=situation, workspace=workspace, now=now, told=told, pins=pin, price=price, work=work,
            seconds=seconds, out=out, tell=tell, hear=hear,
        )  # fmt: skip
    certificate = found.certificate
    if as_json_:
        from dataclasses import asdict

        rest = found.rest
        of_rest = None if rest is None else {"begun": rest.begun[1], "certificate": codec.to_plain(rest.certificate)}
        told_ = {"understood": understood, "reports": [asdict(report) for report in found.reports]}
        changes = {"changes": asdict(found.changes), "at_most": found.at_most, "rest": of_rest, **told_}
        as_json({"certificate": codec.to_plain(certificate), **changes})
    else:
        if str(found.changes) == first:
            wrapped(f"Search found nothing better that is worth changing an order for (--price {price}).")
        else:
            print_changes(f"Better after search, each order changed for {price} or more", found.changes, found.clock)
        begun = certificate.persons_out if found.rest is None else found.rest.begun[1]
        since = found.clock.of(found.changes.now)
        first = " with those who need help first" if certificate.levels[0].value else ""  # else whoever goes first
        wrapped(
            f"{certificate.persons_out:,} of {certificate.people:,} people out{_rest_of(found)}. "
            f"From {since} on no plan brings out more than {found.at_most:,}{first}, "
            f"the {begun:,} whose trip has begun included. {len(found.checks)} rules recomputed."
        )
    if certificate.persons_out == 0:
        raise typer.Exit(3)


def _rest_of(found: Replanning) -> str:
    """Everybody who is not out by the plan, so that both add up to those it is for."""
    left = found.certificate.people - found.certificate.persons_out
    if not left:
        return ""
    held = min(left, sum(vehicle.aboard for vehicle in found.changes.vehicles if vehicle.stranded))
    aboard = f", {held:,} of them aboard with no way on" if held else ""
    return f", {left:,} have no place{aboard}"


def print_changes(title: str, changes: PlanChanges, clock: DayClock) -> None:
    """First whom someone must decide about, then each changed trip, then the sums."""
    for vehicle in changes.vehicles:
        for words in _warnings(vehicle):
            wrapped(f"! {vehicle.vehicle} {words}")
    for words in changes.besides:
        wrapped(f"! {words}")
    rows = [
        (vehicle.vehicle, str(trip.number + 1), trip.kind, *_cells(trip, clock))
        for vehicle in changes.vehicles
        for trip in vehicle.trips
        if trip.kind != "unchanged"
    ]
    if rows:
        table(title, ("vehicle", "trip", "change", "boards", "arrives", "way", "people"), rows)
    else:
        wrapped(f"{title}: no trip changes.")
    same = sum(vehicle.kind == "unchanged" for vehicle in changes.vehicles)
    wrapped(f"{same} of {len(changes.vehicles)} vehicles keep their orders; {changes.orders} orders change.")
    for words, groups in (("no longer leave", changes.lost), ("more leave", changes.gained)):
        for group, persons in groups:
            wrapped(f"{group}: {persons:,} {words}")
    wrapped(f"{changes.persons_after:,} people out, {changes.persons_before:,} before.")


def _warnings(vehicle: VehicleChange) -> Iterator[str]:
    """What a person must decide or say at once."""
    if vehicle.lost:
        aboard = f"under way with {vehicle.aboard} people: decide" if vehicle.aboard else "on an empty run"
        yield "can be used no more" + (f", {aboard}" if vehicle.stranded else "")
    elif vehicle.stranded and vehicle.aboard:
        yield f"is under way with {vehicle.aboard} people and no way on is known: decide"
    elif vehicle.stranded:
        yield "is on an empty run and no way on is known: tell its crew"
    if vehicle.turns_back:
        yield "turns back"
    if vehicle.pin_broken:
        yield "was pinned, and its orders cannot be kept"


def _cells(trip: TripChange, clock: DayClock) -> tuple[str, str, str, str]:
    """Boarding and arrival before and after, the way, the people."""
    old, new = trip.before, trip.after
    begins = [None if t is None else t.begins for t in (old, new)]
    arrives = [None if t is None else t.arrive for t in (old, new)]
    ways = [t.leg for t in (old, new) if t is not None]
    return (
        _moved(begins, clock),
        _moved(arrives, clock),
        " → ".join(dict.fromkeys(ways)),
        f"{trip.persons:,}",
    )


def _moved(minutes: list[int | None], clock: DayClock) -> str:
    """Such as 09:10 → 09:55; one time where it stays, a dash for none."""
    before, after = ("–" if minute is None else clock.of(minute) for minute in minutes)
    return before if before == after else f"{before} → {after}"


@contextmanager
def searching(seconds: float | None) -> Iterator[None]:
    """A live line on a terminal while search and proof go on."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield
        return
    cap = "" if seconds is None else f" for up to {seconds:.0f} s"
    with console.status(f"repairing, then searching{cap}; Ctrl-C keeps the best so far"):
        yield
