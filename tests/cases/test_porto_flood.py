"""The second worked case on the real network: six crossings close, and the answer names them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from safeconduct.app.case import CaseFolder, load_case
from safeconduct.app.casework import situate
from safeconduct.model.errors import InputError
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.network.cut import cut_of
from tests.cases import azot
from tests.cli.runner import Ran, safeconduct
from tests.network.extracts import real

PORTO = azot.AZOT.parent / "porto-flood"
SIX = {"arrabida", "luis-lower-deck", "infante", "freixo", "crestuma", "a41"}


@pytest.fixture(scope="module")
def case() -> CaseFolder:
    return load_case(PORTO, real("porto"))


@pytest.fixture(scope="module")
def situation(case: CaseFolder) -> Situation:
    return situate(case, azot.read(case), case.decisions)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    out = tmp_path_factory.mktemp("demo") / "porto"
    return safeconduct("demo", "porto-flood", "--roads", real("porto"), "--out", out, "--work", "300", timeout=500), out


def test_without_roads_the_error_says_what_to_give(tmp_path: Path) -> None:
    ran = safeconduct("demo", "porto-flood", "--out", tmp_path / "porto")
    assert ran.code == 2
    assert "--roads" in ran.err
    assert "places.geojson" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_case_that_draws_its_roads_takes_no_others(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="draws its own roads"):
        load_case(azot.AZOT, tmp_path / "other.osm.pbf")


def test_its_reports_can_be_read_without_roads() -> None:
    case = load_case(PORTO)
    assert case.gazetteer["grijo"][0] == "Grijó school"
    assert len(azot.read(case).claims) > 15


def test_closing_all_six_cuts_off_and_names_them(situation: Situation) -> None:
    cut = cut_of(situation, "campanha")
    assert cut is not None
    assert {edge.road for edge in cut.edges} == SIX
    assert all(edge.claims and edge.state == "closed" for edge in cut.edges)
    assert "Arrábida bridge closed since 2026-02-13" in cut.statement
    assert cut_of(situation, "grijo") is None


def test_the_bridge_spoken_of_otherwise_is_disputed(situation: Situation) -> None:
    cut = cut_of(situation, "campanha")
    assert cut is not None
    assert [edge.road for edge in cut.edges if edge.disputed_by] == ["freixo"]


def test_closed_one_after_the_other_the_way_only_gets_longer(case: CaseFolder) -> None:
    """Least detour first: every step costs nothing or more, the last leaves no way; minutes are the network's."""
    assert case.measured is not None
    closed: list[str] = []
    minutes: list[int] = []
    while (way := case.measured.way("afurada", "campanha", frozenset(closed))) is not None:
        minutes.append(way.minutes)
        closed += [road for road in way.roads if road in SIX]
    assert minutes == sorted(minutes)
    assert len(minutes) == 6
    assert set(closed) == SIX
    assert minutes[-1] > 2 * minutes[0]


def test_one_bridge_left_is_the_way(case: CaseFolder) -> None:
    """Without the decision on the Arrábida bridge, and left unknown on purpose, a plan leans on it."""
    kept = tuple(d for d in case.decisions if "Arrábida" not in d.quote)
    entries = dict(case.study.assumptions.entries)
    record = replace(entries["roads.undecided"][0], id="arrabida-unknown", slot="road.arrabida.state")
    entries["road.arrabida.state"] = (record, RoadState.UNKNOWN.value)
    study = replace(case.study, assumptions=replace(case.study.assumptions, entries=entries))
    found = situate(replace(case, study=study), azot.read(case), kept)
    leg = found.leg_of(found.corridor("campanha"))
    assert leg is not None
    assert leg.edges == ("afurada--arrabida-near", "arrabida", "arrabida-far--campanha")
    assert leg.leans_on == ("arrabida",)
    assert leg.minutes_loaded.basis.assumptions == ("network-times",)


def test_the_demo_answers_both_directions(demo: tuple[Ran, Path]) -> None:
    ran, out = demo
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "no vehicle route if 7 bridge claims hold (disputed)" in " ".join(ran.out.split())
    assert "Can a bus cross Arrábida bridge" in ran.out
    for name in ("index.html", "brief.pdf", "map.svg", "situation.json", "check.pyz", "picture.svg"):
        assert (out / name).is_file(), name


def test_the_page_and_the_map_credit_the_source_of_the_roads(demo: tuple[Ran, Path]) -> None:
    for name in ("index.html", "map.svg"):
        assert "© OpenStreetMap contributors" in (demo[1] / name).read_text(encoding="utf-8"), name


def test_every_answer_holds_in_bare_python(demo: tuple[Ran, Path]) -> None:
    out = demo[1]
    verdicts = {}
    for certificate in sorted(out.glob("certificate-*.json")):
        plan = out / certificate.name.replace("certificate-", "plan-")
        files = [out / "situation.json", *([plan] if plan.is_file() else []), certificate]
        command = [sys.executable, "-I", str(out / "check.pyz"), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        body = json.loads(certificate.read_text(encoding="utf-8"))["body"]
        verdicts.setdefault(body["scenario"]["corridor"], set()).add(body["verdict"])
    assert verdicts["campanha"] == {"nobody can be moved"}
    assert "nobody can be moved" not in verdicts["grijo"]
