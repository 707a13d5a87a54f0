"""Gaps ask somebody something; the guard fires where one side offers the only way to itself."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.assess.assemble import assemble
from safeconduct.assess.gaps import _left_out, _Listed, forced_transfer_guards
from safeconduct.model.claim import Claim, Kind, Stance
from safeconduct.model.corridor import CorridorStatus, Position
from safeconduct.model.situation import Situation
from tests.assess.village import CONFIRMED, TEXT, answer, bridge, case, claim, claims, decide, report, village

SITUATION = assemble(**village())


def slots() -> dict[str, str]:
    return {gap.slot: gap.ask for gap in SITUATION.gaps}


def test_staying_with_aid_comes_first() -> None:
    assert SITUATION.gaps[0].slot == "alternative.stay.mill"


def test_what_nobody_said_is_asked_of_whoever_could_say_it() -> None:
    asked = slots()
    assert asked["acceptance.up.south"] == "South"
    assert asked["receipt.up.south"] == "South"
    assert asked["condition.up.north"] == "North"
    assert asked["acceptance.low.north"] == "North"
    assert asked["window.low"] == "North and South"
    assert asked["reception.upham.capacity"] == "North"
    for slot in ("wishes", "needs", "guarantees", "screening", "fleet", "medical", "reserve.mill.food_days"):
        assert slot in asked
    assert "acceptance.up.north" not in asked
    assert all(gap.level == "listed" and gap.question.endswith(("?", ".")) for gap in SITUATION.gaps)


def test_an_unknown_crossing_is_asked_about() -> None:
    assert "road.weir.state" in slots()
    assert "road.hill-road.state" not in slots()


def test_a_capacity_assumed_is_not_a_gap() -> None:
    situation = assemble(**village(case=case({"reception.upham.capacity": 500})))
    assert "reception.upham.capacity" not in {gap.slot for gap in situation.gaps}
    assert situation.receptions[0].capacity is not None


def test_the_guard_fires_where_the_holder_of_the_reception_offers_it() -> None:
    assert [(g.corridor, g.resolved_by) for g in SITUATION.guards] == [("up", None)]
    assert "forced transfer" in SITUATION.guards[0].text
    assert "may stay" in SITUATION.guards[0].text


def test_an_agreed_other_direction_lifts_it_from_up() -> None:
    up, low = SITUATION.corridors
    agreed = replace(low, positions=(Position(party="north", accepted=("a",)), Position(party="south", offered=("b",))))
    assert "up" not in {guard.corridor for guard in forced_transfer_guards((up, agreed), SITUATION.receptions)}


def test_a_reception_nobody_or_both_hold_is_a_gap() -> None:
    parties = tuple(replace(p, controls=("upham",)) for p in village()["parties"])
    situation = assemble(**village(parties=parties))
    assert situation.receptions[0].controlled_by is None
    assert {"reception.upham.control", "reception.lowford.control"} <= {gap.slot for gap in situation.gaps}
    assert situation.guards == ()


def test_an_acceptance_known_only_from_others_is_asked_of_the_party_and_its_denial_is_said() -> None:
    heard = report(TEXT + "North says that South accepted. South denies that it took it.")
    relay = claim(heard, "North says that South accepted", kind=Kind.NOTICE, party="north")
    yes = claim(
        heard, "that South accepted", answer("acceptance", place="upham"), party="south", stance=Stance.ACCEPTS,
        relayed_by=relay.id,
    )  # fmt: skip
    no = claim(heard, "it took it", answer("acceptance", place="upham"), party="south", stance=Stance.DENIES)

    def asked(*confirmed: Claim) -> str:
        found = village(reports=(heard,), claims=(*claims(heard), relay, yes, no))
        decided = [decide(heard, quote, slot) for quote, slot in CONFIRMED]
        decided += [decide(heard, one.content[0].quote, Kind.ACCEPTANCE) for one in confirmed]
        situation = assemble(**{**found, "decisions": tuple(decided)})
        assert situation.corridors[0].status is not CorridorStatus.AGREED
        return next(gap.question for gap in situation.gaps if gap.slot == "acceptance.up.south")

    assert asked(yes) == "Does South itself accept movement to Upham? North says that it does."
    assert asked(yes, no) == f"{asked(yes)} Its own words deny it."
    assert asked() == "Does South accept movement to Upham? Silence is not consent."


def over_the_river(*shut: str) -> Situation:
    """The village with the way to Lowford given over the Old bridge, and these bridges confirmed as closed."""
    found = village()
    one = found["reports"][0]
    drop = {f"the {name.title()} bridge fell" for name in ("old", "new") if name not in shut}
    decisions = tuple(decide(one, quote, slot, "reject" if quote in drop else "confirm") for quote, slot in CONFIRMED)
    via = ["quay-road", "old-bridge", "low-road"]
    slots = {"leg.mill.lowford.via": via, "leg.road_factor": 1.5}
    rejected = (*decisions, decide(one, "All bridges are gone", Kind.ROAD, "reject"))
    return assemble(**{**found, "decisions": rejected, "case": case(slots)})


def test_a_way_given_by_hand_that_is_blocked_and_replaced_is_asked_about() -> None:
    def asked(situation: Situation) -> list[str]:
        return [gap.question for gap in situation.gaps if gap.slot == "leg.mill.lowford.replaced"]

    assert asked(over_the_river()) == []
    assert asked(over_the_river("new")) == []
    (question,) = asked(over_the_river("old"))
    assert "Quay Road, New Bridge, Low Road" in question
    assert "blocked at Old Bridge" in question
    assert asked(over_the_river("old", "new")) == []


def test_people_from_whom_no_way_has_hours_are_named() -> None:
    assert "window.from.mill" not in slots()
    mill = SITUATION.sites[0]
    listed = _Listed()
    _left_out(listed, (mill,), [replace(c, window=None, window_basis=None) for c in SITUATION.corridors])
    assert [gap.slot for gap in listed.gaps] == ["window.from.mill"]
    assert not any(sign.isdigit() for sign in listed.gaps[0].question)


def test_a_crossing_that_confirmed_claims_dispute_is_asked_about_with_how_to_settle_it() -> None:
    one = report(TEXT + "On 13 June a New bridge stood.")
    more = claim(one, "a New bridge stood", bridge("open", "New"), party="north")
    decided = [decide(one, quote, slot) for quote, slot in CONFIRMED]
    found = village(reports=(one,), claims=(*claims(one), more))
    both = assemble(**{**found, "decisions": (*decided, decide(one, "a New bridge stood", Kind.ROAD))})
    alone = assemble(**{**found, "decisions": tuple(decided)})

    def asked(situation: Situation) -> list[str]:
        return [gap.question for gap in situation.gaps if gap.slot == "road.new-bridge.state"]

    assert asked(alone) == []
    (question,) = asked(both)
    assert question.endswith("Confirmed claims exclude each other: reject the one that does not hold.")
