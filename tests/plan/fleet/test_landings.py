"""Who may board at a landing: groups moved for the bound, and the rows of a site's stock."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safeconduct.model.fleet import FleetScenario
from safeconduct.model.situation import Situation
from safeconduct.plan.fleet.chains import priced_tables
from safeconduct.plan.fleet.landings import (
    RELAXED_TRANSFERS,
    crossing_groups,
    landed_stock,
    relaxed_transfers,
    transfers_of,
    with_landed,
)
from safeconduct.plan.fleet.situated import EACH, Legend, instance_of, legend_of
from tests.quay import BOATS, PATH, SCENARIO, quay
from tests.tiny import known


def legend(situation: Situation, scenario: FleetScenario = SCENARIO) -> Legend:
    """Its legend."""
    return legend_of(situation, scenario)


def test_those_who_have_no_other_way() -> None:
    """Alpha's people; nobody where no transfer lands at a site of the plan."""
    assert [g.id for g in crossing_groups(legend(quay()))["alpha"]] == ["alpha-any"]
    elsewhere = replace(BOATS, landing="pier")
    assert transfers_of(legend(quay(transfers=(elsewhere,)))) == ()
    assert crossing_groups(legend(quay(transfers=()))) == {}
    assert relaxed_transfers(legend(quay())) == RELAXED_TRANSFERS
    assert relaxed_transfers(legend(quay(transfers=()))) == ()


def test_moved_to_the_landing() -> None:
    """Once, however often it is asked for; who wishes to stay is not moved."""
    plain = legend(quay())
    assert plain.groups == ()
    landed = with_landed(plain)
    assert landed.groups == (("alpha-any", "walking"),)
    assert instance_of(landed, EACH).group_people.tolist() == [40]
    assert with_landed(landed) == landed
    situation = quay()
    site = situation.sites[0]
    staying = replace(site, groups=(replace(site.groups[0], wished=known("stay")),))
    assert with_landed(legend(replace(situation, sites=(staying, situation.sites[1])))).groups == ()


def test_without_a_transfer_nothing_changes() -> None:
    """The same groups, the same tables."""
    plain = legend(quay(transfers=()))
    assert with_landed(plain) == plain


def both_ways() -> tuple[Situation, FleetScenario]:
    """Alpha has a corridor of its own as well."""
    situation = quay(transfers=(BOATS, PATH))
    own = replace(situation.corridors[0], id="from-alpha", site="alpha")
    leg = replace(situation.legs[0], id="alpha-bravo", site="alpha")
    joined = replace(situation, corridors=(*situation.corridors, own), legs=(*situation.legs, leg))
    return joined, replace(SCENARIO, corridors=("from-quay", "from-alpha"))


def test_who_has_a_way_of_their_own_may_board_at_both() -> None:
    """Group 0 stands in the rows of alpha and of the quay, once in each."""
    there = legend(*both_ways())
    assert crossing_groups(there) == {}
    assert with_landed(there) == there
    instance = instance_of(there, EACH)
    stock = priced_tables(there, instance).stock
    assert stock[:, 0, 0].tolist() == [0, 0]
    assert (stock >= 0).sum() == 2
    assert np.array_equal(landed_stock(there, stock), stock)
