"""The fleet's case as a person runs it: reports to one plan for four places, and documents that check themselves."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.case import load_case
from safeconduct.app.casework import situate
from safeconduct.model.situation import Situation
from tests.cases import azot
from tests.cli.runner import Ran, safeconduct
from tests.house.tree import ROOT

VALLEY = azot.AZOT.parent / "valley-fire"
WORK = "200"


@pytest.fixture(scope="module")
def situation() -> Situation:
    case = load_case(VALLEY)
    return situate(case, azot.read(case), case.decisions)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """The demo with little work; the first run on a machine compiles."""
    out = tmp_path_factory.mktemp("demo") / "valley"
    return safeconduct("demo", "valley-fire", "--out", out, "--work", WORK, timeout=600), out


def test_everything_in_it_rests_on_claims_or_assumptions(situation: Situation) -> None:
    claims = {claim.id for claim in azot.read(load_case(VALLEY)).claims}
    stated = {one.id for one in situation.assumptions}
    for name, basis in _bases(codec.to_plain(situation)):
        assert basis["claims"] or basis["assumptions"], name
        assert set(basis["claims"]) <= claims, name
        assert set(basis["assumptions"]) <= stated, name


def _bases(plain: object, name: str = "situation") -> list[tuple[str, dict[str, list[str]]]]:
    found = []
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key == "basis" and value is not None:
                found.append((name, value))
            found += _bases(value, f"{name}.{key}")
    elif isinstance(plain, list):
        for at, value in enumerate(plain):
            found += _bases(value, f"{name}[{at}]")
    return found


def test_how_many_comes_from_claims_and_who_wishes_what_is_assumed(situation: Situation) -> None:
    people = {g.id: (g.people.low, g.people.likely, g.people.high) for s in situation.sites for g in s.groups}
    assert people["home"] == (104, 104, 104)
    assert people["moinhos-any"] == (230, 261, 261)
    for end in range(3):
        total = [people[f"carvalhal-{part}"][end] for part in ("north", "south", "stay")]
        assert sum(n or 0 for n in total) == (640, 655, 655)[end]
    assert all(g.people.basis.claims for s in situation.sites for g in s.groups)
    assert situation.wishes_recorded is False


def test_each_body_offers_its_own_direction_in_its_own_hours(situation: Situation) -> None:
    hours = {c.reception: c.window.minutes for c in situation.corridors if c.window}
    assert hours == {"almeda": 240, "torrinha": 270}
    for corridor in situation.corridors:
        offering = {position.party for position in corridor.positions if position.offered}
        assert offering == {"almeda": {"civil-protection"}, "torrinha": {"valley-council"}}[corridor.reception]


def test_ways_meet_the_narrow_places(situation: Situation) -> None:
    """North over the bridge, south through the checkpoint, along the ridge past neither and over roads unknown."""
    met = {leg.id: tuple(use.resource for use in leg.uses) for leg in situation.legs}
    assert {uses for name, uses in met.items() if "almeda" in name and "ridge" not in name} == {("weir",)}
    assert {uses for name, uses in met.items() if "torrinha" in name} == {("cruz",)}
    ridge = next(leg for leg in situation.legs if leg.id.endswith("ridge"))
    assert met[ridge.id] == ()
    assert ridge.leans_on == ("ridge-road", "high-bridge")


def test_it_ends_with_the_answer_in_80_columns(demo: tuple[Ran, Path]) -> None:
    ran, _ = demo
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 80
    for label in (
        "STATUS",
        "PEOPLE",
        "ANSWER",
        "NEED FIRST",
        "AT MOST",
        "BINDS",
        "NO PLACE FOR",
        "MISSING",
        "CHECKED",
        "OPEN",
    ):
        assert any(line.startswith(label) for line in lines), label
    assert "capacity study" in ran.out


def test_the_bundle_is_checked_again_with_bare_python(demo: tuple[Ran, Path]) -> None:
    out = demo[1]
    files = [str(out / name) for name in ("situation.json", "fleet-plan.json", "fleet-certificate.json")]
    command = [sys.executable, "-I", str(out / "check.pyz"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tables_say_what_the_certificate_says(demo: tuple[Ran, Path]) -> None:
    out = demo[1]
    certificate = json.loads((out / "fleet-certificate.json").read_text(encoding="utf-8"))["body"]
    for name in ("trips.csv", "calls.csv"):
        with (out / name).open(encoding="utf-8", newline="") as file:
            assert sum(int(row["persons"]) for row in csv.DictReader(file)) == certificate["persons_out"], name
    page = (out / "index.html").read_text(encoding="utf-8")
    assert f"{certificate['persons_out']:,} of {certificate['people']:,} people" in page


def test_publishing_the_documents_again_gives_the_same_papers(demo: tuple[Ran, Path], tmp_path: Path) -> None:
    """Without the dossier the page holds no reports; the sheets are the same bytes."""
    out = demo[1]
    ran = safeconduct("publish", "--fleet", out, "--out", tmp_path / "again", "--level", "internal")
    assert ran.code == 0, ran.err
    for name in ("vehicles.pdf", "sites.pdf", "receptions.pdf", "trips.csv", "plan.geojson"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes(), name


def test_an_altered_plan_is_not_published(demo: tuple[Ran, Path], tmp_path: Path) -> None:
    changed = tmp_path / "fleet"
    changed.mkdir()
    for name in ("situation.json", "fleet-plan.json", "fleet-certificate.json"):
        (changed / name).write_bytes((demo[1] / name).read_bytes())
    document = json.loads((changed / "fleet-plan.json").read_text(encoding="utf-8"))
    document["body"]["days"][0]["trips"][0]["arrive"] -= 1
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    (changed / "fleet-plan.json").write_text(text, encoding="utf-8")
    ran = safeconduct("publish", "--fleet", changed, "--out", tmp_path / "bundle")
    assert ran.code == 5
    assert not (tmp_path / "bundle").exists()


def test_neither_dossier_nor_fleet_is_bad_use(tmp_path: Path) -> None:
    ran = safeconduct("publish", "--out", tmp_path / "bundle")
    assert ran.code == 2
    assert "--fleet" in ran.err


def test_the_pictures_of_the_docs_are_up_to_date() -> None:
    """docs/fleet.md and its drawings are what the example, the kept plan and its certificate give; the rules hold."""
    command = [sys.executable, str(ROOT / ".ci" / "fleet_pictures.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
