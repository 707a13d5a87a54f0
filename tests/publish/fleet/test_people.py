"""Who is out and who is not: counted from the plan, group by group and minute by minute."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.situation import Group
from safeconduct.publish.fleet.day import day_of
from safeconduct.publish.fleet.people import groups_out, out_over_time, stays
from tests.publish.fleet.answered import PLAN, SITUATION, the_day
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
