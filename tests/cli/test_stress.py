"""``safeconduct stress``: on screen, as a document, one day told, resumed, compared, and what it refuses."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files as files_of
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.cli.stress_report import _fan, change, more_often
from safeconduct.model.event import Event
from safeconduct.model.fleet import FleetPlan
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.model.stress import Compared, StressReport
from safeconduct.plan.solve import solve
from safeconduct.stress.compare import robust
from safeconduct.verify.fleet import check_fleet_plan
from tests.cli.runner import safeconduct
from tests.publish.test_stressed import report as ten_days
from tests.quay import quay, quay_plan
from tests.tiny import tiny
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.verify.test_fleet_convoys import TRIPS, convoyed
from tests.verify.test_fleet_convoys import planned as hand_planned
from tests.verify.test_standalone import under_the_right_sun


def test_the_screen_says_on_how_many_days_everyone_is_out_in_eighty_columns(files: tuple[Path, Path]) -> None:
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "60", "--causes", "20", "--as-if-agreed")
    assert ran.code == 0, ran.err
    flowing = " ".join(ran.out.split())
    assert "of 60 simulated days" in flowing
    for words in ("Wilson score", "as if the corridor were agreed", "without one disturbance", "judgement"):
        assert words in flowing
    said = [line for line in ran.out.splitlines() if not line.startswith("  safeconduct ")]  # to copy, never broken
    assert max(map(len, said)) <= 80


def test_the_document_is_the_same_bytes_twice_and_reads_back(files: tuple[Path, Path], tmp_path: Path) -> None:
    outs = [tmp_path / "a.json", tmp_path / "b.json"]
    for out, jobs in zip(outs, ("1", "2"), strict=True):
        args = ("-n", "110", "--causes", "0", "--jobs", jobs, "--out", out)
        assert safeconduct("stress", files[0], "-s", files[1], *args).code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    report = codec.load(StressReport, outs[0].read_bytes(), file="a.json")
    assert (report.days, report.policy, report.as_if_agreed) == (110, "fixed orders", False)
    assert not list(tmp_path.glob("*.partial"))


def test_a_day_is_told_event_by_event(files: tuple[Path, Path]) -> None:
    ran = safeconduct("stress", files[0], "-s", files[1], "--day", "4")
    events = [codec.from_plain(Event, json.loads(line)) for line in ran.out.splitlines()]
    assert events[0].body.kind == "day opened"
    assert {event.day for event in events} == {"simulated 0/4"}


def test_another_plan_stands_beside_on_the_same_days(files: tuple[Path, Path]) -> None:
    args = ("-n", "50", "--causes", "0", "--against", files[0], "--worth")
    ran = safeconduct("stress", files[0], "-s", files[1], *args)
    assert ran.code == 0, ran.err
    assert "no change" in ran.out, "the same plan gains nothing"
    assert "among equals by the mean over all: this plan." in " ".join(ran.out.split())
    assert "one more hour" in ran.out


def test_rolling_orders_and_own_priors_are_said_in_the_report(files: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    from importlib.resources import files as resources

    text = resources("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8")
    own.write_text(text.replace("chance = 0.12", "chance = 0.5"), "utf-8")
    ran = safeconduct(
        "stress", files[0], "-s", files[1], "-n", "20", "--causes", "0", "--rolling", "--priors", own, "--json"
    )
    said = json.loads(ran.out)
    assert said["policy"] == "rolling orders"
    (weather,) = [prior for prior in said["used"] if prior["prior"] == "weather"]
    assert weather["shape"] == "chance: p 0.5"


def test_the_screen_says_no_interval_of_few_days_and_no_change_where_nothing_happened() -> None:
    assert change(3.0, 1.5, 10) == "+3 ± 1.5"
    assert change(3.0, 0.0, 9) == "+3"
    assert change(0.0, 0.0, 200) == "no change"


def test_where_another_plan_gets_everyone_out_more_often_that_is_said() -> None:
    first = ten_days()
    other = Compared(
        label="an hour in hand", plan="other", planned=90, everyone=replace(first.everyone, days=6), out=first.out,
        worst_tenth=0.0, gain=-1.0, half_width=0.5,
    )  # fmt: skip
    report = replace(first, against=(other,))
    assert robust(report) == first.plan
    said = more_often(report, first.plan)
    assert said == " Everyone is out most often with another: an hour in hand, on 6 days, not 4."
    assert more_often(replace(report, against=(replace(other, everyone=first.everyone),)), first.plan) == ""


def test_a_plan_is_not_written_over(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Only a report takes the place of a report, and only events that of events."""
    before = files[0].read_bytes()
    args = ("stress", files[0], "-s", files[1], "-n", "5", "--causes", "0", "--tornado", "0")
    for more in ((), ("--day", "1")):
        ran = safeconduct(*args, *more, "--out", files[0])
        assert (ran.code, files[0].read_bytes()) == (2, before)
        assert "--out" in ran.err
    report, events = tmp_path / "report.json", tmp_path / "events.jsonl"
    for _ in range(2):
        assert safeconduct(*args, "--out", report).code == 0
        assert safeconduct(*args, "--day", "1", "--out", events).code == 0
    assert safeconduct(*args, "--out", events).code == 2
    assert safeconduct(*args, "--day", "1", "--out", report).code == 2


def test_a_plan_for_other_people_is_not_compared(case: tuple[Situation, Plan], tmp_path: Path) -> None:
    """More would be out because more are there."""
    situation, plan = case
    other, _ = solve(situation, Scenario(corridor="bravo", people=60, objective="most"), work=200)
    assert other is not None
    for name, document in (("situation", situation), ("plan", plan), ("other", other)):
        (tmp_path / f"{name}.json").write_bytes(codec.dump(document))
    ran = safeconduct(
        "stress", tmp_path / "plan.json", "-n", "5", "--causes", "0", "--against", tmp_path / "other.json"
    )
    assert ran.code == 2
    assert "--against" in ran.err
    assert "60 persons" in ran.err


def test_who_is_late_has_a_row_of_their_own(files: tuple[Path, Path]) -> None:
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "20", "--causes", "0", "--as-if-agreed")
    assert "of them late" in ran.out


def test_the_tornado_is_on_the_screen_and_in_the_document(files: tuple[Path, Path]) -> None:
    args = ("stress", files[0], "-s", files[1], "-n", "60", "--causes", "0", "--as-if-agreed")
    shown = safeconduct(*args, "--tornado", "40")
    assert "Tornado: persons more out with each prior at its ends (40 days)" in shown.out
    assert "the fifth of" not in shown.out
    assert max(len(line) for line in shown.out.splitlines() if not line.startswith("  safeconduct ")) <= 80
    bars = json.loads(safeconduct(*args, "--tornado", "40", "--json").out)["tornado"]
    assert {bar["of"] for bar in bars} == {40}
    widths = [max(0, b["at_low"], b["at_high"]) - min(0, b["at_low"], b["at_high"]) for b in bars]
    assert widths == sorted(widths, reverse=True)
    assert not any(bar["prior"].endswith("announced") for bar in bars)
    without = safeconduct(*args, "--tornado", "0")
    assert "Tornado" not in without.out
    assert "on the fifth of the days that met least and most" in " ".join(without.out.split())


def test_the_tornado_is_the_same_for_any_number_of_processes(files: tuple[Path, Path], tmp_path: Path) -> None:
    outs = [tmp_path / "a.json", tmp_path / "b.json"]
    for out, jobs in zip(outs, ("1", "2"), strict=True):
        args = ("-n", "60", "--causes", "0", "--tornado", "60", "--jobs", jobs, "--out", out)
        assert safeconduct("stress", files[0], "-s", files[1], *args).code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert codec.load(StressReport, outs[0].read_bytes(), file="a.json").tornado


def test_a_tampered_plan_is_refused_with_exit_five(case: tuple[Situation, Plan], files: tuple[Path, Path]) -> None:
    trips = tuple(replace(trip, load_until=trip.load_until - 1) for trip in case[1].trips)
    files[0].write_bytes(codec.dump(replace(case[1], trips=trips)))
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "5")
    assert ran.code == 5
    assert "rule" in ran.err


def test_the_situation_beside_the_plan_is_found_when_it_is_the_plans(files: tuple[Path, Path], tmp_path: Path) -> None:
    ran = safeconduct("stress", files[0], "-w", tmp_path / "none.safeconduct", "-n", "5", "--causes", "0")
    assert ran.code == 0, ran.err
    other = codec.load(Situation, files[1].read_bytes(), file="situation")
    files[1].write_bytes(codec.dump(replace(other, title="another")))
    ran = safeconduct("stress", files[0], "-w", tmp_path / "none.safeconduct", "-n", "5", "--causes", "0")
    assert ran.code == 2
    assert "--situation" in ran.err
    assert "beside the plan" in ran.err


def test_the_command_of_each_worst_day_tells_it_and_the_day_log_plays_it(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    args = ("-n", "40", "--causes", "0", "--as-if-agreed", "--rolling", "--seed", "2")
    ran = safeconduct("stress", files[0], "-s", files[1], *args)
    report = json.loads(safeconduct("stress", files[0], "-s", files[1], *args, "--json").out)
    commands = [line.split() for line in ran.out.splitlines() if line.startswith("  safeconduct stress ")]
    assert [int(words[-1]) for words in commands] == [day["index"] for day in report["worst"]]
    for number, (words, day) in enumerate(zip(commands, report["worst"], strict=True)):
        told, log = tmp_path / f"{number}.jsonl", tmp_path / f"{number}.safeconduct"
        assert safeconduct(*words[1:], "--as", "drill", "--out", told).code == 0
        assert safeconduct("day", "enter", told, "-w", log).code == 0
        balance = json.loads(safeconduct("day", "replay", "drill", "-w", log, "--json").out)
        assert balance["mode"] == "exercise"
        assert balance["balance"]["arrived"] == day["arrived"]


def test_the_robust_choice_is_written_and_passes_the_check(tmp_path: Path) -> None:
    """Two rounds just fit into five hours: whoever keeps an hour in hand drives one."""
    situation = under_the_right_sun(tiny(people=100, seconds=30, hours=5))
    plan, _ = solve(situation, Scenario(corridor="bravo", people=100, objective="most"), work=200)
    assert plan is not None
    folder, planned = tmp_path / "chosen", tmp_path / "plan.json"
    planned.write_bytes(codec.dump(plan))
    planned.with_name("situation.json").write_bytes(codec.dump(situation))
    ran = safeconduct("stress", planned, "-n", "60", "--causes", "0", "--as-if-agreed", "--write-chosen", folder)
    assert ran.code == 0, ran.err
    assert "minutes in hand" in ran.out
    parts = [folder / name for name in ("situation.json", "certificate.json", "plan.json")]
    assert safeconduct("check", *parts).code == 0
    assert safeconduct("stress", parts[2], "-n", "5", "--causes", "0").code == 0


def test_what_one_more_is_worth_stands_beside_what_it_is_on_paper_for_a_fleet(tmp_path: Path) -> None:
    situation = tiny_fleet()
    given, planned = tmp_path / "situation.json", tmp_path / "plan.json"
    given.write_bytes(codec.dump(situation))
    planned.write_bytes(codec.dump(fleet_plan(situation)))
    args = ("-n", "40", "--causes", "0", "--worth", "--choose", "--work", "40")
    ran = safeconduct("stress", planned, *args, "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    words = {one["label"] for one in report["worths"]}
    assert any("more" in one for one in words), words
    assert all(one["half_width"] >= 0 and one["planned"] >= 80 for one in report["worths"])
    assert any("another search" in one["label"] or "in hand" in one["label"] for one in report["against"])


@pytest.mark.parametrize(
    ("args", "field"),
    [
        (("-n", "0"), "--days"),
        (("-n", "1000000000000"), "--days"),
        (("-n", "5", "--as", "drill"), "--as"),
        (("--causes", "-1"), "--causes"),
        (("--tornado", "-1"), "--tornado"),
        (("--seed", "-1"), "--seed"),
        (("--day", "-1"), "--day"),
        (("--day", "1", "--seed", "-1"), "--seed"),
    ],
)
def test_a_number_out_of_range_names_its_option(files: tuple[Path, Path], args: tuple[str, ...], field: str) -> None:
    ran = safeconduct("stress", files[0], "-s", files[1], *args)
    assert ran.code == 2
    assert field in ran.err


def test_a_wrong_prior_names_file_and_field(files: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[weather]\nsays = 'x'\n", "utf-8")
    ran = safeconduct("stress", files[0], "-s", files[1], "--priors", own)
    assert ran.code == 2
    assert "own.toml" in ran.err
    text = files_of("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8")
    own.write_text(re.sub(r"(?s)(\[breakdown\].*?)rate = [0-9.]+", r"\1rate = -1", text, count=1), "utf-8")
    ran = safeconduct("stress", files[0], "-s", files[1], "--priors", own)
    assert ran.code == 2
    assert "own.toml: breakdown.rate" in ran.err


def test_priors_that_are_no_text_are_refused_by_name(files: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(b"\xff\xfe\x00")
    ran = safeconduct("stress", files[0], "-s", files[1], "--priors", own)
    assert ran.code == 2
    assert "own.toml: --priors" in ran.err


def test_who_is_out_by_need_is_on_the_screen_and_adds_up(tmp_path: Path) -> None:
    """Those of all needs together are those who came, and those who are out."""
    given, planned = tmp_path / "situation.json", tmp_path / "plan.json"
    given.write_bytes(codec.dump(tiny_fleet()))
    planned.write_bytes(codec.dump(fleet_plan(tiny_fleet())))
    args = ("stress", planned, "-s", given, "-n", "40", "--causes", "0", "--tornado", "0")
    report = codec.from_plain(StressReport, json.loads(safeconduct(*args, "--json").out))
    assert sum(one.came for one in report.by_need) / 40 == pytest.approx(report.came.mean, abs=0.06)
    assert sum(one.out for one in report.by_need) / 40 == pytest.approx(report.out.mean, abs=0.06)
    out = safeconduct(*args).out
    assert "Persons by need" in out
    for one in report.by_need:
        assert re.search(rf"{one.need} +│ {one.came / 40:,.1f} +│ {one.out / 40:,.1f} +│ {100 * one.share:.0f} %", out)


def test_the_fan_on_the_screen_ends_where_the_day_ends() -> None:
    """A last row, "later", for who arrives after the last point; else the last point, on the hour or not."""
    report = ten_days()
    last = report.fan[-1]
    rows = list(_fan(replace(report, fan=(replace(last, minute=90),), out=last.persons)))
    assert [row[0] for row in rows] == ["1.5"]
    rows = list(_fan(replace(report, fan=(replace(last, minute=60),), out=replace(last.persons, p50=91))))
    assert [(row[0], row[2]) for row in rows] == [("1", f"{last.persons.p50}"), ("later", "91")]


def test_what_never_ends_is_told_as_years(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Delays that no calendar holds, multiplied by each other, end in a report."""
    own = tmp_path / "own.toml"
    text = files_of("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8")
    own.write_text(re.sub(r"lognormal = .*", "lognormal = [1000000, 1000000]", text), "utf-8")
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "20", "--causes", "0", "--priors", own)
    assert ran.code == 0, ran.err


def fleet_files(folder: Path) -> tuple[Path, Path]:
    """Plan and situation of a fleet of two."""
    situation = under_the_right_sun(tiny_fleet())
    given, planned = folder / "situation.json", folder / "plan.json"
    given.write_bytes(codec.dump(situation))
    planned.write_bytes(codec.dump(fleet_plan(situation)))
    return planned, given


def test_every_policy_works_on_boats_and_on_convoys(tmp_path: Path) -> None:
    together = convoyed()
    of = {
        "boats": (quay(), quay_plan(quay())),
        "convoys": (together, replace(hand_planned(*TRIPS), situation=codec.sha(together))),
    }
    for name, (situation, plan) in of.items():
        given, planned = tmp_path / f"{name}-situation.json", tmp_path / f"{name}-plan.json"
        given.write_bytes(codec.dump(situation))
        planned.write_bytes(codec.dump(plan))
        out = {}
        for policy in ("orders", "rolling", "repair"):
            args = ("-n", "60", "--causes", "0", "--tornado", "0", "--as-if-agreed", "--policy", policy, "--json")
            ran = safeconduct("stress", planned, "-s", given, *args)
            assert ran.code == 0, (name, policy, ran.err)
            out[policy] = json.loads(ran.out)["out"]["mean"]
        assert out["orders"] <= out["rolling"] <= out["repair"]
        assert out["orders"] < out["repair"], name


def test_the_plan_chosen_for_a_fleet_passes_its_check(tmp_path: Path) -> None:
    planned, given = fleet_files(tmp_path)
    folder = tmp_path / "chosen"
    args = ("-n", "40", "--causes", "0", "--tornado", "0", "--as-if-agreed", "--work", "200")
    ran = safeconduct("stress", planned, "-s", given, *args, "--write-chosen", folder)
    assert ran.code == 0, ran.err
    chosen = codec.load(FleetPlan, (folder / "fleet-plan.json").read_bytes(), file="fleet-plan.json")
    situation = codec.load(Situation, (folder / "situation.json").read_bytes(), file="situation.json")
    assert all(check.ok for check in check_fleet_plan(situation, chosen, situation_sha=codec.sha(situation)))
    checked = safeconduct(
        "check", *(folder / f for f in ("situation.json", "fleet-certificate.json", "fleet-plan.json"))
    )
    assert checked.code == 0, checked.err
    again = safeconduct("stress", folder / "fleet-plan.json", "-n", "20", "--causes", "0")
    assert again.code == 0, again.err


def test_a_fleet_is_stressed_with_the_same_verb(tmp_path: Path) -> None:
    planned, given = fleet_files(tmp_path)
    ran = safeconduct("stress", planned, "-s", given, "-n", "30", "--causes", "0", "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["planned"] == 80
