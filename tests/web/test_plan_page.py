"""The page of plans: graphs drawn by the server, and two plans compared without a script."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.app.operation import Operation
from safeconduct.model.plan import Plan
from tests.web.served import Service


def test_each_plan_has_its_graph_its_vehicles_and_its_playback(service: Service) -> None:
    page = service.person("reader").get("/plan").text
    assert page.count("<figcaption>Vehicles</figcaption>") == len(service.operation.plans())
    assert f'data-playback="/plan/{service.plan()[:12]}/playback.json"' in page


def test_two_plans_are_chosen_by_a_form(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Two plans side by side" not in service.person("reader").get("/plan").text
    sha, plan = service.operation.plans()[0]
    assert isinstance(plan, Plan)
    other = replace(plan, scenario=replace(plan.scenario, people=plan.scenario.people + 1))
    monkeypatch.setattr(Operation, "plans", lambda _self: ((sha, plan), ("f" * 64, other)))
    page = service.person("reader").get(f"/plan?one={'f' * 12}&other={sha[:12]}").text
    assert "Two plans side by side" in page
    assert "<td>-1</td>" in page
    assert f'<option value="{"f" * 12}" selected>' in page
