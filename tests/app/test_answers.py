"""How many people a plan is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.app.answers import people_number
from safeconduct.model.errors import InputError
from safeconduct.model.known import Estimate
from tests.tiny import CLAIMED, tiny


def test_a_plan_for_nobody_is_refused_in_words() -> None:
    """And the other end of the same estimate is not."""
    situation = tiny()
    site, corridor = situation.sites[0], situation.corridors[0]
    nobody = replace(site.groups[0], people=Estimate(low=0, likely=0, high=7, basis=CLAIMED))
    situation = replace(situation, sites=(replace(site, groups=(nobody,)), *situation.sites[1:]))
    with pytest.raises(InputError) as caught:
        people_number(situation, corridor, "likely")
    assert f"nobody is at {site.name}" in caught.value.message
    assert people_number(situation, corridor, "high") == 7
