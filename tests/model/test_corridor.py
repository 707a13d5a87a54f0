"""The status of a corridor follows from who said what; silence and hearsay never count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.corridor import Corridor, CorridorStatus, Position
from safeconduct.model.place import Mode

C = ("c1",)
BOTH = ("north", "south")


def corridor(*positions: Position, touching: tuple[str, ...] = BOTH) -> Corridor:
    """A corridor with these positions on record."""
    return Corridor(
        id="bravo",
        site="alpha",
        reception="bravo",
        mode=Mode.BUS,
        window=None,
        window_basis=None,
        positions=positions,
        touching=touching,
        controlled_by="north",
    )


def north(**record: tuple[str, ...]) -> Position:
    """What one party is on record with."""
    return Position(party="north", **record)


def south(**record: tuple[str, ...]) -> Position:
    """What the other is on record with."""
    return Position(party="south", **record)


@pytest.mark.parametrize(
    ("positions", "status"),
    [
        ((), CorridorStatus.PROPOSED),
        ((north(requested=C), south(requested=C)), CorridorStatus.PROPOSED),
        ((north(accepted=C), south(accepted=C)), CorridorStatus.PROPOSED),
        ((north(offered=C),), CorridorStatus.ANNOUNCED),
        ((north(offered=C), south()), CorridorStatus.ANNOUNCED),
        ((north(offered=C), south(told=C)), CorridorStatus.ANNOUNCED),
        ((north(offered=C), south(requested=C)), CorridorStatus.ANNOUNCED),
        ((north(offered=C), south(refused=C)), CorridorStatus.ANNOUNCED),
        ((north(offered=C), south(conditions=C)), CorridorStatus.ANNOUNCED),
        ((north(offered=C), south(receipt=C)), CorridorStatus.NOTIFIED),
        ((north(offered=C), south(receipt=C, told=C)), CorridorStatus.NOTIFIED),
        ((north(offered=C), south(accepted=C)), CorridorStatus.AGREED),
        ((north(offered=C), south(offered=C)), CorridorStatus.AGREED),
        ((north(offered=C), south(accepted=C, refused=C)), CorridorStatus.ANNOUNCED),
        ((north(offered=C, refused=C), south(accepted=C)), CorridorStatus.ANNOUNCED),
    ],
)
def test_status(positions: tuple[Position, ...], status: CorridorStatus) -> None:
    """The furthest stage the record reaches."""
    assert corridor(*positions).status is status


def test_one_acceptance_and_one_silent_party_is_announced() -> None:
    """Red line 1: with three parties on the route, two are not enough, and the third is named."""
    held = corridor(north(offered=C), south(accepted=C), Position(party="east"), touching=("north", "south", "east"))
    assert held.status is CorridorStatus.ANNOUNCED
    assert held.missing_parties == ("east",)
    agreed = replace(held, positions=(*held.positions[:2], Position(party="east", accepted=C)))
    assert agreed.status is CorridorStatus.AGREED
    assert agreed.missing_parties == ()


def test_a_party_without_a_position_is_missing_too() -> None:
    """Not being in the table is silence."""
    held = corridor(north(offered=C))
    assert held.status is CorridorStatus.ANNOUNCED
    assert held.missing_parties == ("south",)


def test_a_receipt_is_not_consent() -> None:
    """Red line 13: a party that confirmed receipt is still missing."""
    held = corridor(north(offered=C), south(receipt=C))
    assert held.status is CorridorStatus.NOTIFIED
    assert held.missing_parties == ("south",)


def test_a_route_nobody_is_known_to_touch_is_never_agreed() -> None:
    """An empty list of parties is a gap, not a consent."""
    assert corridor(north(offered=C), touching=()).status is CorridorStatus.ANNOUNCED


def test_order_of_the_table_does_not_matter() -> None:
    """The same record in another order has the same status (red line 10)."""
    one = corridor(north(offered=C), south(receipt=C))
    two = corridor(south(receipt=C), north(offered=C))
    assert one.status is two.status is CorridorStatus.NOTIFIED


@pytest.mark.parametrize("field", ["offered", "requested", "accepted", "refused", "conditions"])
def test_who_speaks_is_not_silent(field: str) -> None:
    """Any statement of a party's own ends its silence."""
    assert not north(**{field: C}).silent


@pytest.mark.parametrize("field", ["told", "receipt", "relayed_by"])
def test_being_told_is_still_silence(field: str) -> None:
    """Being notified, and being quoted by others, is no statement of one's own on the offer."""
    assert north(**{field: C}).silent


def test_a_window_comes_with_its_basis() -> None:
    """Neither without the other."""
    with pytest.raises(ValueError, match="come together"):
        replace(corridor(), window_basis=None, window="not a basis")  # type: ignore[arg-type]
