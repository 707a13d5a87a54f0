"""``safeconduct plan --together``: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from safeconduct import codec
from safeconduct.model.situation import Situation
from safeconduct.verify.bundle import build_pyz
from tests.cli.runner import safeconduct
from tests.plan.fleet_explain.days import VAN, lasting, many
from tests.sunsets import sun_set
from tests.tiny_fleet import tiny_fleet


def stored(situation: Situation, folder: Path) -> Path:
    """The situation as a file, its sunset set right."""
    path = folder / "given.json"
    path.write_bytes(codec.dump(sun_set(situation)))
    return path


def test_everyone_out_is_told_written_and_checked_by_the_file_to_take_along(tmp_path: Path) -> None:
    """The table in 80 columns, three documents, and ``check.pyz`` agrees."""
    out = tmp_path / "out"
    ran = safeconduct("plan", stored(tiny_fleet(), tmp_path), "--together", "--work", "1500", "--out", out)
    assert ran.code == 0, ran.err
    assert "100 of 100 people out" in ran.out
    assert "people who wish to go" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    files = sorted(path.name for path in out.iterdir())
    assert files == ["fleet-certificate.json", "fleet-plan.json", "situation.json"]
    build_pyz(tmp_path / "check.pyz")
    command = [sys.executable, "-I", str(tmp_path / "check.pyz"), *(str(out / name) for name in files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert sum(line.startswith("ok  ") for line in checked.stdout.splitlines()) >= 16


def test_not_everyone_out_exits_three_unless_most_was_asked_for(tmp_path: Path) -> None:
    """Charlie wishes to go elsewhere, where no corridor leads: 60 of 100."""
    situation = tiny_fleet(wish="elsewhere")
    there = replace(situation.receptions[0], id="elsewhere", name="Elsewhere")
    given = stored(replace(situation, receptions=(*situation.receptions, there)), tmp_path)
    assert safeconduct("plan", given, "--together", "--work", "500").code == 3
    most = safeconduct("plan", given, "--together", "--work", "500", "--mode", "most", "--json")
    assert most.code == 0
    assert json.loads(most.out)["persons_out"] == 60


def test_a_fleet_is_planned_for_an_end_of_the_estimates(tmp_path: Path) -> None:
    """Not for a number, and not for a corridor there is none of."""
    given = stored(tiny_fleet(), tmp_path)
    number = safeconduct("plan", given, "--together", "--people", "80")
    assert number.code == 2
    assert "low, likely or high" in number.err
    lost = safeconduct("plan", given, "--together", "--corridor", "nowhere")
    assert lost.code == 2
    assert "from-charlie" in lost.err


def test_who_stays_and_what_separates_is_told(tmp_path: Path) -> None:
    """Four vans, a bridge with one slot in time: by prices, by the network, and group by group; the same again from the
    documents, in lines of 80 columns."""
    given = stored(lasting(tiny_fleet(vehicles=(many(VAN, 4),), slot=60), 110), tmp_path)
    out = tmp_path / "out"
    ran = safeconduct("plan", given, "--together", "--work", "300", "--out", out)
    assert ran.code == 3
    explained = safeconduct("explain", given, out / "fleet-certificate.json", out / "fleet-plan.json")
    assert explained.code == 0, explained.err
    for words in (
        "What binds",
        "crossings",
        "If they all ended 30 minutes earlier",
        "the slots at Old Bridge are taken whenever",
        "Everyone out is proved impossible: at most 20 of 100 people.",
        "By prices, what limits it: Old Bridge",
        "Whatever the fleet, Old Bridge lets 1 vehicles",
    ):
        assert words in ran.out
        assert words in explained.out
    assert max(map(len, ran.out.splitlines())) <= 80
    again = safeconduct("explain", given, out / "fleet-certificate.json", out / "fleet-plan.json", "--json")
    assert json.loads(again.out)["network"]["persons"] == 20


def test_what_would_help_and_what_decides(tmp_path: Path) -> None:
    """The same verbs as for one corridor, with --together."""
    given = stored(lasting(tiny_fleet(vehicles=(VAN,)), 90), tmp_path)
    helped = safeconduct("remedies", given, "--together", "--seconds", "1")
    assert helped.code == 0, helped.err
    assert "one more van" in helped.out
    assert "each solved again" in helped.out
    ran = safeconduct("decisive", given, "--together", "--seconds", "1", "--json")
    assert ran.code == 0, ran.err
    decided = json.loads(ran.out)
    assert "claims and unknowns were read the other way" in decided["how"]
    assert decided["ranked"][0]["before"].startswith("20 of 100 out")


def test_a_plan_is_changed_on_the_day_and_the_old_one_kept(tmp_path: Path) -> None:
    """The bridge is shut for a while: repaired first, proved last, written to a folder of its own, and from there
    again; nothing that was given out is overwritten."""
    given, first, second = stored(tiny_fleet(), tmp_path), tmp_path / "first", tmp_path / "second"
    assert safeconduct("plan", given, "--together", "--work", "500", "--out", first).code == 0
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    plan = first / "fleet-plan.json"
    ran = safeconduct("replan", plan, "--now", "100", "--shut", "old-bridge@108/11:00", "--work", "60", "--out", second)
    assert ran.code == 0, ran.err
    assert ran.out.index("Repaired and checked") < ran.out.index("no plan brings out more than")
    assert "later" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert {path.name for path in second.iterdir()} - set(before) <= {"left-situation.json", "left-certificate.json"}
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before
    refused = safeconduct("replan", plan, "--now", "100", "--work", "0", "--out", second)
    assert refused.code == 2
    assert "never overwritten" in refused.err
    lost = safeconduct(
        "replan", second / "fleet-plan.json", "--now", "12:00", "--lose", "bus-1", "--work", "0", "--json"
    )
    assert lost.code == 0, lost.err
    changes = json.loads(lost.out)["changes"]
    assert [v["vehicle"] for v in changes["vehicles"] if v["lost"]] == ["bus-1"]
    for args, says in (
        (("--now", "04:59"), "--now: '04:59' is minute 1259 after the opening"),
        (("--now", "2099-01-01T00:00:00Z"), "--now"),
        (("--now", "100", "--pin", "bus-1:0"), "--pin"),
    ):
        late = safeconduct("replan", plan, *args, "--work", "0")
        assert late.code == 2
        assert says in " ".join(late.err.split())


def test_what_makes_no_sense_is_refused_by_its_field(tmp_path: Path) -> None:
    """Nothing is planned, nothing written."""
    given = stored(tiny_fleet(vehicles=(many(VAN, 10**9),)), tmp_path)
    ran = safeconduct("plan", given, "--together", "--out", tmp_path / "out")
    assert ran.code == 2
    assert "vehicles" in ran.err
    assert "next:" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_plan_of_another_situation_is_not_overwritten(tmp_path: Path) -> None:
    """Exit 2 names the folder and the way out; the same situation again, and --force, are fine."""
    one, other, out = (tmp_path / name for name in ("one", "other", "out"))
    one.mkdir()
    other.mkdir()
    first, second = stored(tiny_fleet(), one), stored(tiny_fleet(capacity=10), other)
    plan = ("--together", "--work", "50", "--out", out)
    assert safeconduct("plan", first, *plan).code == 0
    assert safeconduct("plan", first, *plan).code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    refused = safeconduct("plan", second, *plan)
    assert refused.code == 2
    assert "another situation" in refused.err
    assert "--force" in refused.err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert safeconduct("plan", second, *plan, "--force").code in (0, 3)
    assert {path.name: path.read_bytes() for path in out.iterdir()} != before


def test_what_contradicts_itself_on_the_day_is_refused(tmp_path: Path) -> None:
    """A road closed and opened at once, more trips pinned than there are, a late vehicle without a time: by field."""
    given, first = stored(tiny_fleet(), tmp_path), tmp_path / "first"
    assert safeconduct("plan", given, "--together", "--work", "100", "--out", first).code == 0
    for args, says in (
        (("--close", "bridge", "--open", "Old Bridge"), "--open: bridge is said to close and to open at minute 100"),
        (("--pin", "van-1:99"), "--pin: 'van-1:99' pins 99 trips, van-1 has"),
        (("--late", "van-1"), "--late: 'van-1' says not until when it is late"),
    ):
        ran = safeconduct("replan", first / "fleet-plan.json", "--now", "100", "--work", "0", *args)
        assert ran.code == 2, ran.err
        assert says in " ".join(ran.err.split())
    late = safeconduct("replan", first / "fleet-plan.json", "--now", "100", "--work", "0", "--late", "van-1@130")
    assert late.code == 0, late.err
    assert "no plan brings out more than" in " ".join(late.out.split())
    proved = json.loads((first / "fleet-certificate.json").read_text())["body"]
    assert ("with those who need help first" in " ".join(late.out.split())) == (proved["levels"][0]["value"] > 0)
