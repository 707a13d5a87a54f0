"""A confirmed claim that touches nothing of the case is said; one that does is not."""

from __future__ import annotations

from typing import Any

import pytest

from safeconduct.assess.assemble import assemble
from safeconduct.assess.unreached import SLOT
from safeconduct.model.claim import Claim, Kind, Population, Stance
from tests.assess.village import CONFIRMED, TEXT, bridge, claim, claims, decide, people, report, village, window

ONE = report(TEXT + "Later news.")
QUOTE = "Later news"


def said(*more: Claim, confirm: bool = True) -> list[str]:
    """Slots of the gaps on claims that reach nothing, with these claims besides those of the village."""
    decisions = [decide(ONE, quote, slot) for quote, slot in CONFIRMED]
    decisions += [decide(ONE, QUOTE, one.kind) for one in more if confirm]
    found = village(reports=(ONE,), claims=(*claims(ONE), *more), decisions=tuple(decisions))
    return [gap.slot for gap in assemble(**found).gaps if gap.slot.startswith(SLOT)]


def later(value: Any, **more: Any) -> Claim:
    return claim(ONE, QUOTE, value, **more)


def test_the_village_reaches_all_it_says() -> None:
    assert said() == []


@pytest.mark.parametrize(
    "one",
    [
        later(bridge("closed", "Rope", element="road", as_written="Rope Road is closed")),
        later(people(150, 150, place="elsewhere")),
        later(window(opens="06:00")),
    ],
    ids=["road", "people", "window"],
)
def test_a_confirmed_claim_that_reaches_nothing_is_said_first_and_once(one: Claim) -> None:
    assert said(one) == [f"{SLOT}.{one.kind.value}.{one.id}"]
    assert said(one, confirm=False) == []


@pytest.mark.parametrize(
    "one",
    [
        later(bridge("closed", "Hill Road", element="road", as_written="Hill Road is closed")),
        later(people(110, 120, place=None)),
        later(people(3, 3, place="elsewhere", population=Population.CHILDREN)),
        later(window(), party="north"),
        later(window(opens="06:00"), party="north", stance=Stance.DENIES),
    ],
    ids=["road", "people", "children", "window", "hours taken back"],
)
def test_one_that_reaches_something_or_announces_nothing_is_not(one: Claim) -> None:
    assert one.kind in (Kind.ROAD, Kind.PEOPLE, Kind.WINDOW)
    assert said(one) == []


def test_the_gap_on_people_holds_no_number() -> None:
    one = later(people(3, 3, place="elsewhere", as_written="3 residents"))
    found = village(
        reports=(ONE,),
        claims=(*claims(ONE), one),
        decisions=tuple([decide(ONE, q, s) for q, s in CONFIRMED] + [decide(ONE, QUOTE, Kind.PEOPLE)]),
    )
    first = assemble(**found).gaps[0]
    assert first.slot.startswith(SLOT)
    assert not any(sign.isdigit() for sign in first.question)
