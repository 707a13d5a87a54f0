"""Playback: the road runs from site to reception, and everybody of the plan is in a convoy."""

from __future__ import annotations

from itertools import pairwise

from safeconduct.publish.panel import distance_km
from safeconduct.web.playback import playback, way_of
from tests.web import served
from tests.web.served import Service


def test_the_way_begins_at_the_site_and_ends_at_the_reception() -> None:
    situation = served.dossier().situation
    assert situation is not None
    for leg in situation.legs:
        way = way_of(leg, situation)
        assert way[0] == next(site.point for site in situation.sites if site.id == leg.site)
        end = next(one.point for one in situation.receptions if one.id == leg.reception)
        assert distance_km(way[-1], end) < 0.5
        assert all(one != other for one, other in pairwise(way))


def test_minutes_are_those_of_the_plan_and_people_those_aboard() -> None:
    dossier = served.dossier()
    plan = next(one.plan for one in dossier.answers if one.plan is not None)
    assert dossier.situation is not None
    found = playback(plan, dossier.situation)
    assert [one["times"][0] for one in found["convoys"]] == [convoy.depart for convoy in plan.convoys]
    assert found["minutes"] >= max(convoy.arrive for convoy in plan.convoys)
    assert sum(one["persons"] for one in found["convoys"]) <= found["people"] == plan.scenario.people
    assert 0 <= found["near"] < 1


def test_a_plan_is_asked_for_by_its_sha_and_another_is_not_found(service: Service) -> None:
    reader, sha = service.person("reader"), service.plan()
    assert reader.get(f"/plan/{sha[:12]}/playback.json").json()["people"] == 100
    assert reader.get("/plan/ffff/playback.json").status_code == 404
    assert service.stranger().get(f"/plan/{sha[:12]}/playback.json").status_code == 401
