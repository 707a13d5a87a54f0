"""Who is out and who is not: counted from the plan, group by group and minute by minute."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.situation import Group
from safeconduct.publish.fleet.answer import view_of
from safeconduct.publish.fleet.day import day_of
from safeconduct.publish.fleet.people import groups_out, not_planned, out_over_time, stays
from safeconduct.publish.sheet import build_sheet
from safeconduct.redact.levels import Level
from tests.publish.fleet.answered import PLAN, SITUATION, answered, dossier, the_day
from tests.tiny import known


def test_carried_and_left_add_up_to_all() -> None:
    found = {one.id: (one.people.total, one.out.total, one.left.total) for one in groups_out(the_day())}
    assert found == {"alpha-any": (60, 40, 20), "charlie-all": (40, 40, 0)}


def test_people_are_out_when_they_arrive() -> None:
    assert out_over_time(the_day()) == ((72, 20), (141, 60), (210, 80))
    assert out_over_time(the_day(), "bravo") == out_over_time(the_day())
    assert out_over_time(the_day(), "elsewhere") == ()


def test_who_stays_is_told_apart() -> None:
    site = SITUATION.sites[0]
    staying: Group = replace(site.groups[0], id="alpha-stay", wished=known("stay"))
    with_them = replace(SITUATION, sites=(replace(site, groups=(*site.groups, staying)), *SITUATION.sites[1:]))
    day = day_of(with_them, PLAN)
    assert stays(day) == (("alpha", 60),)
    assert [one.id for one in groups_out(day)] == ["alpha-any", "charlie-all"]


def test_who_is_in_no_number_is_named_beside_the_headline() -> None:
    """The plan's headline speaks of the 100 of its two groups; 60 more at alpha, whom it does not know, are said."""
    assert not_planned(the_day()) == ()
    site = SITUATION.sites[0]
    more = replace(site.groups[0], id="alpha-more")
    wider = replace(SITUATION, sites=(replace(site, groups=(*site.groups, more)), *SITUATION.sites[1:]))
    assert not_planned(day_of(wider, PLAN)) == (("alpha", 60),)
    ledger = build_sheet(dossier(wider), Level.INTERNAL)[1]
    said = view_of(wider, answered(), ledger, Level.INTERNAL).headline
    assert said.endswith("not among them, as no way with hours leads from there: 60 at Alpha")
