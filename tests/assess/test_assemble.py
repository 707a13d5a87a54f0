"""The Situation of the village: what enters, what it rests on, what stops it, what mirrors it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.assess.assemble import assemble
from safeconduct.model.claim import Kind, Stance
from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.errors import DocumentInvalid, InputError, UnconfirmedError
from safeconduct.model.known import Basis
from safeconduct.model.place import RoadState
from safeconduct.model.report import Party
from safeconduct.model.situation import Situation
from safeconduct.redact.combatants import withheld
from tests.assess.village import CONFIRMED, PARTIES, TEXT, case, claim, claims, decide, report, village, window


def bases(value: Any) -> list[Basis]:
    """Every Basis anywhere in a value."""
    if isinstance(value, Basis):
        return [value]
    if is_dataclass(value):
        return [b for f in fields(value) for b in bases(getattr(value, f.name))]
    return [b for item in value for b in bases(item)] if isinstance(value, tuple) else []


def test_two_directions_one_announced_one_only_asked_for() -> None:
    situation = assemble(**village())
    up, low = situation.corridors
    assert (up.status, low.status) == (CorridorStatus.ANNOUNCED, CorridorStatus.PROPOSED)
    assert (up.window.opens, up.window.closes) == (
        datetime(2022, 6, 15, 5, tzinfo=UTC),
        datetime(2022, 6, 15, 17, tzinfo=UTC),
    )
    assert low.window is None
    assert (up.controlled_by, low.controlled_by) == ("north", "south")
    assert up.touching == ("north", "south")
    assert [leg.reception for leg in situation.legs] == ["upham"]
    assert situation.sites[0].groups[0].people.pick("likely") == 120
    assert not situation.wishes_recorded


def test_every_value_rests_on_a_confirmed_claim_or_a_printed_assumption() -> None:
    arguments = village()
    situation = assemble(**arguments)
    confirmed = {c.id for c in arguments["claims"][:-2]}
    printed = {a.id for a in situation.assumptions}
    found = bases(situation)
    assert len(found) > 30
    assert {c for b in found for c in b.claims} <= confirmed
    assert {a for b in found for a in b.assumptions} <= printed


def test_it_survives_its_canonical_form() -> None:
    situation = assemble(**village())
    assert codec.load(Situation, codec.dump(situation)) == situation


@pytest.mark.parametrize(
    ("without", "slot"),
    [
        ("a corridor is open", "window"),
        ("people go to Upham", "destination"),
        ("South asked for Lowford", "destination"),
        ("120 civilians", "people"),
        ("the Old bridge fell", "road"),
    ],
)
def test_a_needed_slot_without_a_confirmed_claim_is_exit_4_naming_it(without: str, slot: str) -> None:
    with pytest.raises(UnconfirmedError) as caught:
        assemble(**village(without=(without,)))
    assert (caught.value.field, caught.value.exit_code) == (slot, 4)
    assert caught.value.file
    assert "safeconduct confirm" in caught.value.next_step or "safeconduct claims" in caught.value.next_step


def test_deleting_the_sentence_leaves_its_decision_without_a_match() -> None:
    text = TEXT.replace("120 civilians", "many")
    arguments = village()
    with pytest.raises(UnconfirmedError, match="120 civilians"):
        assemble(**{**arguments, "reports": (report(text),)})


def test_bridges_nobody_speaks_of_are_open_by_a_printed_assumption() -> None:
    arguments = village(without=("the New bridge fell",))
    kept = tuple(c for c in arguments["claims"] if c.kind is not Kind.ROAD or "Old" in c.content[0].quote)
    situation = assemble(**{**arguments, "claims": kept})
    new = next(r for r in situation.roads if r.id == "new-bridge")
    assert (new.now.state, new.now.basis.assumptions) == (RoadState.OPEN, ("roads-default",))
    assert [leg.reception for leg in situation.legs] == ["upham", "lowford"]


def test_claims_on_combatants_are_counted_and_kept_out() -> None:
    arguments = village()
    situation = assemble(**arguments)
    assert situation.withheld_claims == 1
    assert b"oldier" not in codec.dump(situation)
    call = claim(arguments["reports"][0], "Fifty soldiers", kind=Kind.OUT_OF_SCOPE, stance=Stance.OFFERS)
    plea = claim(arguments["reports"][0], "a white flag", kind=Kind.OUT_OF_SCOPE, stance=Stance.REQUESTS)
    assert (withheld(call), withheld(plea)) == (True, False)


@pytest.mark.parametrize(
    ("zone", "opens", "closes"), [("Europe/Moscow", "05:00", "17:00"), ("Europe/Kyiv", "06:00", "18:00")]
)
def test_winter_twin_the_last_arrival_follows_december(zone: str, opens: str, closes: str) -> None:
    one = report(TEXT.replace("15 June", "14 December").replace("June", "December"), published=date(2022, 12, 13))
    said = claims(one, window("2022-12-14", opens, closes, zone=zone), "December")
    decisions = tuple(decide(one, quote, slot) for quote, slot in CONFIRMED)
    situation = assemble(**village(reports=(one,), claims=said, decisions=decisions))
    assert situation.corridors[0].window.opens == datetime.fromisoformat(f"2022-12-14T{opens}:00+00:00")
    sunset = situation.sunsets[0].at.value
    assert datetime(2022, 12, 14, 13, 25, tzinfo=UTC) < sunset < datetime(2022, 12, 14, 13, 32, tzinfo=UTC)
    assert {r.id: r.now.since and r.now.since.month for r in situation.roads}["old-bridge"] == 12


def swapped_ids(arguments: dict[str, Any], one: str, two: str) -> dict[str, Any]:
    """The same inputs with the two parties' ids exchanged everywhere, and the table turned round."""
    other = {one: two, two: one}
    return {
        **arguments,
        "parties": tuple(replace(p, id=other[p.id]) for p in reversed(arguments["parties"])),
        "claims": tuple(replace(c, party=other.get(c.party or "", c.party)) for c in arguments["claims"]),
        "decisions": tuple(replace(d, speaker=other.get(d.speaker or "", d.speaker)) for d in arguments["decisions"]),
    }


def test_swapping_the_parties_gives_the_same_situation_after_renaming_back() -> None:
    arguments = village()
    one, other = assemble(**arguments), assemble(**swapped_ids(arguments, "north", "south"))
    text = codec.dump(other).decode()
    for a, b in (("north", "\0"), ("south", "north"), ("\0", "south")):
        text = text.replace(f'"{a}"', f'"{b}"').replace(f'.{a}"', f'.{b}"')
    assert text == codec.dump(one).decode()


def test_parties_stand_in_order_of_first_mention() -> None:
    assert [p.id for p in assemble(**village()).parties] == ["north", "south"]
    assert [p.id for p in assemble(**village(parties=tuple(reversed(PARTIES)))).parties] == ["north", "south"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (
            {"case": case(sites=[{"id": "upham"}], corridors=[{"id": "up", "reception": "upham", "mode": "bus"}])},
            "sites",
        ),
        ({"case": case(corridors=[{"id": "up", "reception": "mill", "mode": "bus"}])}, "corridors"),
        ({"case": case({"leg.mill.nowhere.km": 3})}, "assumptions"),
        ({"case": case({"road.nowhere.state": "unknown"})}, "assumptions"),
        ({"case": case({"fleet.start": "upham"})}, "fleet.start"),
        ({"parties": (Party(id="n", label="N", aliases=(), zone="UTC", controls=("nowhere",)),)}, "controls"),
    ],
)
def test_tables_that_contradict_each_other_are_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        assemble(**village(**changes))
    assert caught.value.field == field
    assert caught.value.next_step


@pytest.mark.parametrize(
    "slot", ["site.mill.bays", "wishes", "roads.default", "convoy.size", "leg.mill.upham.loaded_kph"]
)
def test_a_missing_assumption_is_named(slot: str) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        assemble(**village(case=case({slot: None})))
    assert slot in caught.value.message
