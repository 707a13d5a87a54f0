"""The page of plans says beside every plan what simulated days say of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.publish.test_stressed import report
from tests.web import served


def test_the_plan_page_says_it_beside_every_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = served.dossier()
    answers = tuple(one if one.plan is None else replace(one, stress=report()) for one in found.answers)
    stressed = replace(found, answers=answers)
    monkeypatch.setattr(served, "dossier", lambda: stressed)
    with served.service(tmp_path) as service:
        page = service.person("reader").get("/plan").text
    plans = sum(one.plan is not None for one in answers)
    assert page.count("is out in 4 of 10 simulated days (17 to 69 %)") >= plans > 0
