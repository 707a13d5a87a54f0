"""Groups: shares of the confirmed people, wishes that are assumptions, households within what the claims allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.assess.groups import _parted
from safeconduct.model.errors import InputError
from safeconduct.model.situation import ProfileCount
from tests.assess.fleet_village import fleet_village


def test_shares_split_the_confirmed_people() -> None:
    (site,) = fleet_village().sites
    assert [(g.id, g.wished.value, g.people.likely) for g in site.groups] == [("up", "upham", 72), ("home", "stay", 48)]
    assert site.groups[0].people.basis.claims
    assert site.groups[0].people.basis.assumptions == ("group-up-share_percent",)
    assert site.groups[0].wished.basis.assumptions == ("group-up-wished",)


def test_a_wish_assumed_is_not_a_wish_recorded() -> None:
    situation = fleet_village()
    assert situation.wishes_recorded is False
    (asked,) = (gap for gap in situation.gaps if gap.slot == "wishes")
    assert asked.question.endswith("Only an assumption says so.")


def test_without_groups_everybody_is_one_group_and_free() -> None:
    changes = {f"group.{g}.{what}": None for g in ("up", "home") for what in ("share_percent", "wished")}
    (group,) = fleet_village(changes, groups=[]).sites[0].groups
    assert (group.id, group.wished.value, group.people.likely) == ("mill-any", "any", 120)


@given(st.integers(0, 100_000), st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_nobody_is_lost_or_added(people: int, parts: list[int]) -> None:
    shares = [*(min(part, 100 // len(parts)) for part in parts[1:])]
    shares.append(100 - sum(shares))
    found = _parted(people, shares)
    assert sum(n or 0 for n in found) == people
    assert all(abs((n or 0) - people * share / 100) < 1 for n, share in zip(found, shares, strict=True))


def test_households_counted_are_taken_as_counted() -> None:
    households = [{"profile": "single", "count": 72}]
    group = fleet_village({"group.up.households": households}).sites[0].groups[0]
    assert group.households is not None
    assert group.households.value == (ProfileCount(profile="single", count=72),)
    assert group.households.basis.assumptions == ("group-up-households",)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"group.up.share_percent": 50}, "group.up.share_percent", "not 100 percent"),
        ({"group.up.wished": "halm"}, "group.up.wished", "no corridor leads from mill to halm"),
        ({"group.up.households": [{"profile": "single", "count": 73}]}, "group.up.households", "hold 73 people"),
        ({"group.up.households": [{"profile": "clan", "count": 1}]}, "group.up.households", "'clan' is no household"),
        ({"group.down.wished": "stay"}, "assumptions", "belongs to no group"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        fleet_village(changes)
    assert caught.value.field == field
    assert caught.value.next_step
