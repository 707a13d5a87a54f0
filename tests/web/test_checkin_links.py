"""Check-in links: what each may enter, until when, and that a stop is nobody's to refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from safeconduct.model.day import SiteOrders
from safeconduct.model.errors import InputError, NotFound, RefusedError
from safeconduct.model.event import BODIES
from safeconduct.run.decide import FACTS
from safeconduct.run.records import State
from safeconduct.web.checkin_links import KINDS, CheckinLink, CheckinLinks, places_of, require_within
from safeconduct.web.problems import Forbidden
from tests.run.days import OPENED, ORDERS, after, at, convoy, walking


class Wall:
    """The service's clock, set by hand."""

    def __init__(self) -> None:
        self.now = at(0)

    def __call__(self) -> datetime:
        return self.now


def two_sites() -> State:
    """Convoy 1 from alpha and convoy 2 from gamma, both to bravo."""
    convoys = (convoy(1), replace(convoy(2), site="gamma"))
    sites = (*ORDERS.sites, SiteOrders(id="gamma", people=walking(50)))
    return after(replace(OPENED, orders=replace(ORDERS, convoys=convoys, sites=sites)))


def link(**given: str) -> CheckinLink:
    return CheckinLinks(Wall()).issue("day", two_sites(), hours=1, **given)


def within(of: CheckinLink, **body: object) -> bool:
    try:
        require_within(of, two_sites(), body)
    except RefusedError:
        return False
    return True


def test_every_kind_of_a_link_is_a_fact_a_phone_may_report() -> None:
    assert {BODIES[kind] for kind in KINDS} <= set(FACTS)


@pytest.mark.parametrize(
    ("given", "inside"),
    [
        ({"convoy": "1"}, {"1"}),
        ({"convoy": "2"}, {"2"}),
        ({"place": "alpha"}, {"1"}),
        ({"place": "gamma"}, {"2"}),
        ({"place": "bravo"}, {"1", "2"}),
    ],
)
def test_a_link_is_for_its_own_convoy_or_the_convoys_of_its_place(given: dict[str, str], inside: set[str]) -> None:
    found = link(**given)
    for kind in KINDS:
        assert {name for name in ("1", "2", "9") if within(found, kind=kind, convoy=name)} == inside


def test_only_a_place_speaks_of_those_who_wait_there() -> None:
    assert within(link(place="alpha"), kind="declined", site="alpha")
    assert not within(link(place="alpha"), kind="declined", site="gamma")
    assert not within(link(convoy="1"), kind="declined", site="alpha")
    assert not within(link(convoy="1"), kind="declined", site="")
    assert not within(link(convoy="1"), kind="declined")


def test_what_is_outside_is_refused_with_whom_to_tell() -> None:
    with pytest.raises(RefusedError, match="is for convoy 1, not for convoy 2") as refused:
        require_within(link(convoy="1"), two_sites(), {"kind": "boarded", "convoy": "2"})
    assert refused.value.next_step.startswith("tell the dispatcher")


@pytest.mark.parametrize("kind", sorted({*BODIES, "nothing"} - {*KINDS, "suspended", "aborted"}))
def test_no_other_kind_is_taken(kind: str) -> None:
    assert not within(link(convoy="1"), kind=kind, convoy="1")


@pytest.mark.parametrize("kind", ["suspended", "aborted"])
@pytest.mark.parametrize("body", [{}, {"convoy": "1"}, {"convoy": "2"}, {"corridor": "bravo"}])
def test_a_stop_is_within_every_link(kind: str, body: dict[str, str]) -> None:
    assert within(link(convoy="1"), kind=kind, **body)
    assert within(link(place="gamma"), kind=kind, **body)


def test_a_link_holds_until_its_hour_and_not_a_minute_more() -> None:
    wall = Wall()
    links = CheckinLinks(wall)
    made = links.issue("day", two_sites(), convoy="1", hours=2)
    assert (made.until, made.role, made.scope) == (at(120), "convoy leader", "convoy 1")
    wall.now = at(120) - timedelta(seconds=1)
    assert not links.over(made)
    wall.now = at(120)
    assert links.over(made)
    assert links.held(made.token) == made


def test_a_withdrawn_link_is_refused_for_good_and_leaves_the_board() -> None:
    links = CheckinLinks(Wall())
    first, second = (links.issue("day", two_sites(), place=place, hours=1) for place in ("alpha", "bravo"))
    assert links.of_day("day") == (second, first)
    assert links.of_day("another") == ()
    links.withdraw(first.name)
    with pytest.raises(Forbidden, match="withdrawn"):
        links.held(first.token)
    assert links.held(second.token) == second
    assert links.of_day("day") == (second,)
    with pytest.raises(NotFound):
        links.withdraw("checkin-none")


def test_an_unknown_token_is_told_that_nothing_is_lost() -> None:
    with pytest.raises(NotFound) as refused:
        CheckinLinks(Wall()).held("x")
    assert "what is unsent stays" in refused.value.next_step


@pytest.mark.parametrize(
    "given",
    [
        {"convoy": "9", "hours": 1},
        {"place": "nowhere", "hours": 1},
        {"hours": 1},
        {"convoy": "1", "place": "alpha", "hours": 1},
        {"convoy": "1", "hours": 0},
        {"convoy": "1", "hours": 25},
    ],
)
def test_a_link_for_nothing_or_for_too_long_is_not_made(given: dict[str, object]) -> None:
    links = CheckinLinks(Wall())
    with pytest.raises(InputError):
        links.issue("day", two_sites(), **given)  # type: ignore[arg-type]
    assert links.of_day("day") == ()


def test_two_links_share_nothing() -> None:
    one, other = link(convoy="1"), link(convoy="1")
    assert one.token != other.token
    assert one.name != other.name


def test_when_a_phone_was_last_heard() -> None:
    wall = Wall()
    links = CheckinLinks(wall)
    made = links.issue("day", two_sites(), convoy="1", hours=1)
    assert links.heard(made) is None
    wall.now = at(7)
    links.hear(made)
    assert links.heard(made) == at(7)


def test_places_are_the_sites_and_the_receptions() -> None:
    assert places_of(two_sites()) == ("alpha", "gamma", "bravo")
