"""Situation and scenario to integers, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.errors import InputError, NotFound, RefusedError, UnconfirmedError
from safeconduct.plan.instance import instance_of, split
from tests.plan.cases import asked, worked
from tests.tiny import known, profile, tiny


def test_fixed_assumptions_as_minutes() -> None:
    instance = instance_of(worked(568), asked(568))
    assert (instance.latest, instance.far, instance.turn) == (690, 102, 114)
    assert [v.id for v in instance.vehicles] == [*(f"bus-{n}" for n in range(1, 6)), "accessible-1"]


def test_split_leaves_nobody_over() -> None:
    stocks = split(worked(568), 568)
    assert sum(stock.count * stock.members.total for stock in stocks) == 568
    assert [stock.count for stock in stocks[1:]] == [62, 39, 13, 3, 2]


def test_sunset_less_margin_binds_when_earlier_than_the_window() -> None:
    assert instance_of(tiny(hours=18, sunset_margin=30), asked(10)).latest == 724


def test_unknown_corridor_is_named() -> None:
    with pytest.raises(NotFound, match="nowhere"):
        instance_of(tiny(), replace(asked(10), corridor="nowhere"))


def test_no_window_is_unconfirmed() -> None:
    situation = tiny()
    corridor = replace(situation.corridors[0], window=None, window_basis=None)
    with pytest.raises(UnconfirmedError) as error:
        instance_of(replace(situation, corridors=(corridor,)), asked(10))
    assert (error.value.field, error.value.exit_code) == ("window", 4)


def test_nobody_is_sent_where_nobody_wishes_to_go() -> None:
    situation = tiny()
    site = situation.sites[0]
    staying = replace(site.groups[0], wished=known("stay"))
    with pytest.raises(RefusedError):
        instance_of(replace(situation, sites=(replace(site, groups=(staying,)),)), asked(10))


def test_profiles_need_a_walking_single_and_at_most_everyone() -> None:
    with pytest.raises(InputError, match="one walking person"):
        instance_of(tiny(profiles=(profile("pair", 100, 2),)), asked(10))
    with pytest.raises(InputError, match="hold"):
        instance_of(tiny(profiles=(profile("single", 0, 1), profile("pair", 900, 2))), asked(1000))
