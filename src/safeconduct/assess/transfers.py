"""Transfers: a way on foot or by boat from a site to a landing, where vehicles of the fleet take people on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from safeconduct.assess.assumptions import Case
from safeconduct.assess.fleet_tables import TransferRow
from safeconduct.model.errors import InputError
from safeconduct.model.known import Known
from safeconduct.model.place import Mode, Passable, Road, passable
from safeconduct.model.situation import Needs, Transfer

T = TypeVar("T")


def transfers_of(case: Case, roads: Sequence[Road]) -> tuple[Transfer, ...]:
    """The transfers of a case with their assumed figures, in file order.

    InputError naming the field: a road the network does not have, or a transfer that is neither by boat (``boats`` and
    ``minutes_back``) nor on foot (``per_minute``), or both.
    """
    by_id = {road.id: road for road in roads}
    return tuple(_transfer(case, row, by_id) for row in case.transfers)


def _transfer(case: Case, row: TransferRow, roads: dict[str, Road]) -> Transfer:
    strange = [edge for edge in row.via if edge not in roads]
    if strange:
        _refuse(case, row, "via", f"{strange[0]!r} is no road of the network", "use ids of lines in roads.geojson")

    def known(what: str, cls: type[T]) -> Known[T] | None:
        slot = f"transfer.{row.id}.{what}"
        return case.assumptions.known(slot, cls) if case.assumptions.has(slot) else None

    boats, back, rate = (known(what, int) for what in ("boats", "minutes_back", "per_minute"))
    if (boats is None) == (rate is None) or (boats is None) != (back is None):
        _refuse(
            case,
            row,
            "boats",
            "a transfer is by boat or on foot",
            f"set transfer.{row.id}.boats and .minutes_back, or transfer.{row.id}.per_minute",
        )
    states = {edge: passable(roads[edge].now.state, Mode.FOOT, roads[edge].kind) for edge in row.via}
    return Transfer(
        id=row.id,
        name=row.name,
        site=row.site,
        landing=row.landing,
        places=case.assumptions.known(f"transfer.{row.id}.places", Needs),
        minutes=case.assumptions.known(f"transfer.{row.id}.minutes", int),
        boats=boats,
        minutes_back=back,
        per_minute=rate,
        edges=row.via,
        leans_on=tuple(edge for edge in row.via if states[edge] is Passable.UNKNOWN),
        holds=known("holds", int),
    )


def _refuse(case: Case, row: TransferRow, what: str, problem: str, step: str) -> None:
    raise InputError(problem, file=case.assumptions.file, field=f"transfers.{row.id}.{what}", next_step=step)
