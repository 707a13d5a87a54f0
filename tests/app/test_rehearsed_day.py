"""Replanning is rehearsed at the start, on the open day or one nobody keeps, with a road closed; nothing stays."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.app.rehearsed_day import day_to_rehearse
from safeconduct.app.replanning import Replanning
from safeconduct.model.place import RoadState
from tests.web import served
from tests.web.served import Service

ROOT = Path(__file__).resolve().parents[2]

#: Closes a road and plans again, after a rehearsal where one is asked for; tells which modules the plan had to load.
_FIRST_PLAN = """
import json, sys
from pathlib import Path
from safeconduct.app.replanning import Replanning
from tests.web import served
with served.service(Path(sys.argv[1])) as service:
    replanning = Replanning(service.operation)
    if sys.argv[2] == "rehearsed":
        replanning.rehearse()
    dispatcher = service.exercise()
    body = {"kind": "road reported", "road": "bridge", "state": "closed", "confirmed": True}
    assert dispatcher.send("/api/days/15 June/events", {"body": body}).status_code == 201
    before = set(sys.modules)
    replanning.propose("15 June", service.operation.days.seen("15 June").latest, "planner")
    print(json.dumps(sorted(set(sys.modules) - before)))
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with served.service(tmp_path) as made:
        yield made


def test_without_a_day_one_is_opened_that_nobody_keeps(service: Service) -> None:
    found = day_to_rehearse(service.operation)
    assert found is not None
    situation, plan, state, now = found
    (told,) = state.roads.values()
    assert (told.state, told.confirmed) == (RoadState.CLOSED, True)
    assert (plan, situation) == (service.operation.plans()[0][1], service.operation.case().dossier.situation)
    assert now == min(convoy.orders.board for convoy in state.convoys.values())
    Replanning(service.operation).rehearse()
    assert service.operation.day_names() == ()


def test_the_open_day_stays_as_it_is(service: Service) -> None:
    service.exercise()
    before = service.operation.days.seen("15 June")
    replanning = Replanning(service.operation)
    replanning.rehearse()
    after = service.operation.days.seen("15 June")
    assert (after.version, after.state) == (1, before.state)
    assert replanning.latest("15 June") is None


@pytest.mark.slow
def test_the_first_plan_after_a_rehearsal_loads_nothing(tmp_path: Path) -> None:
    """Loading is what makes a first plan slow; without a rehearsal there is much of it."""
    loaded = {}
    for how in ("cold", "rehearsed"):
        folder = tmp_path / how
        folder.mkdir()
        command = [sys.executable, "-c", _FIRST_PLAN, str(folder), how]
        ran = subprocess.run(
            command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, check=True
        )
        loaded[how] = json.loads(ran.stdout)
    assert any(name.startswith("scipy") for name in loaded["cold"])
    assert loaded["rehearsed"] == []
