"""``safeconduct stress``: on screen, as a document, one day told, resumed, compared, and what it refuses."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files as files_of
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.app.stressing import Days, Effort, stress_plan
from safeconduct.model.event import Event
from safeconduct.model.plan import Plan, Scenario
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport
from safeconduct.plan.solve import solve
from tests.cli.runner import safeconduct
from tests.tiny import tiny
from tests.tiny_fleet import fleet_plan, tiny_fleet


@pytest.fixture(scope="module")
def case() -> tuple[Situation, Plan]:
    """A hundred people, a bus, a checkpoint; and its plan."""
    situation = tiny(people=100, seconds=30)
    plan, _ = solve(situation, Scenario(corridor="bravo", people=100, objective="most"), work=200)
    assert plan is not None
    return situation, plan


@pytest.fixture
def files(case: tuple[Situation, Plan], tmp_path: Path) -> tuple[Path, Path]:
    """Plan and situation as files."""
    given, planned = tmp_path / "situation.json", tmp_path / "plan.json"
    given.write_bytes(codec.dump(case[0]))
    planned.write_bytes(codec.dump(case[1]))
    return planned, given


def test_the_screen_says_on_how_many_days_everyone_is_out_in_eighty_columns(files: tuple[Path, Path]) -> None:
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "60", "--causes", "20", "--as-if-agreed")
    assert ran.code == 0, ran.err
    assert "of 60 simulated days" in ran.out
    for words in ("Wilson score", "as if the corridor were agreed", "without one disturbance", "judgement"):
        assert words in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 80


def test_the_document_is_the_same_bytes_twice_and_reads_back(files: tuple[Path, Path], tmp_path: Path) -> None:
    outs = [tmp_path / "a.json", tmp_path / "b.json"]
    for out, jobs in zip(outs, ("1", "2"), strict=True):
        args = ("-n", "110", "--causes", "0", "--jobs", jobs, "--out", out)
        assert safeconduct("stress", files[0], "-s", files[1], *args).code == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    report = codec.load(StressReport, outs[0].read_bytes(), file="a.json")
    assert (report.days, report.policy, report.as_if_agreed) == (110, "fixed orders", False)
    assert not list(tmp_path.glob("*.partial"))


def test_an_interrupted_run_goes_on_where_it_stopped(files: tuple[Path, Path], tmp_path: Path) -> None:
    out, whole = tmp_path / "part.json", tmp_path / "whole.json"
    which, effort = Days(seed=3), Effort(days=200, causes=0, jobs=1)

    class Interrupted(Exception):
        """Stands for Ctrl-C."""

    def interrupt(what: str, done: int, of: int) -> None:
        if done == 100:
            raise Interrupted

    def quiet(what: str, done: int, of: int) -> None:
        """Says nothing."""

    with pytest.raises(Interrupted):
        stress_plan(str(files[0]), str(files[1]), tmp_path, which, effort, against=(), out=out, tell=interrupt)
    kept = out.with_name("part.json.partial")
    assert len(kept.read_text("utf-8").splitlines()) == 2
    assert not out.exists()
    kept.write_text(kept.read_text("utf-8") + '["the line it was writ', "utf-8")
    stress_plan(str(files[0]), str(files[1]), tmp_path, which, effort, against=(), out=out, tell=quiet)
    stress_plan(str(files[0]), str(files[1]), tmp_path, which, effort, against=(), out=whole, tell=quiet)
    assert out.read_bytes() == whole.read_bytes()
    assert not kept.exists()


def test_a_day_is_told_event_by_event(files: tuple[Path, Path]) -> None:
    ran = safeconduct("stress", files[0], "-s", files[1], "--day", "4")
    events = [codec.load(Event, line.encode(), file="told") for line in ran.out.splitlines()]
    assert events[0].body.kind == "day opened"
    assert {event.day for event in events} == {"simulated 0/4"}


def test_another_plan_stands_beside_on_the_same_days(files: tuple[Path, Path]) -> None:
    args = ("-n", "50", "--causes", "0", "--against", files[0], "--worth")
    ran = safeconduct("stress", files[0], "-s", files[1], *args)
    assert ran.code == 0, ran.err
    assert "+0 ± 0" in ran.out, "the same plan gains nothing"
    assert "Robust choice, by the mean over the worst tenth of its days: this plan." in " ".join(ran.out.split())
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


def test_a_tampered_plan_is_refused_with_exit_five(case: tuple[Situation, Plan], files: tuple[Path, Path]) -> None:
    trips = tuple(replace(trip, load_until=trip.load_until - 1) for trip in case[1].trips)
    files[0].write_bytes(codec.dump(replace(case[1], trips=trips)))
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "5")
    assert ran.code == 5
    assert "rule" in ran.err


@pytest.mark.parametrize(
    ("args", "field"),
    [
        (("-n", "0"), "--days"),
        (("--causes", "-1"), "--causes"),
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


def test_priors_that_are_no_text_are_refused_by_name(files: tuple[Path, Path], tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(b"\xff\xfe\x00")
    ran = safeconduct("stress", files[0], "-s", files[1], "--priors", own)
    assert ran.code == 2
    assert "own.toml: --priors" in ran.err


def test_what_was_kept_of_no_run_is_simulated_again(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A file beside the report that this program did not write, or only half."""
    out, whole = tmp_path / "a.json", tmp_path / "b.json"
    out.with_name("a.json.partial").write_bytes(b'\xff\n3\nnull\n[["x"], [{"index": 1}]]\n["x", 3]\n')
    for path in (out, whole):
        assert safeconduct("stress", files[0], "-s", files[1], "-n", "5", "--causes", "0", "-o", path).code == 0
    assert out.read_bytes() == whole.read_bytes()


def test_what_never_ends_is_told_as_years(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Delays that no calendar holds, multiplied by each other, end in a report."""
    own = tmp_path / "own.toml"
    text = files_of("safeconduct.stress").joinpath("data/priors.toml").read_text("utf-8")
    own.write_text(re.sub(r"lognormal = .*", "lognormal = [1000000, 1000000]", text), "utf-8")
    ran = safeconduct("stress", files[0], "-s", files[1], "-n", "20", "--causes", "0", "--priors", own)
    assert ran.code == 0, ran.err


def test_a_fleet_is_stressed_with_the_same_verb(tmp_path: Path) -> None:
    situation = tiny_fleet()
    given, planned = tmp_path / "situation.json", tmp_path / "plan.json"
    given.write_bytes(codec.dump(situation))
    planned.write_bytes(codec.dump(fleet_plan(situation)))
    ran = safeconduct("stress", planned, "-s", given, "-n", "30", "--causes", "0", "--json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["planned"] == 80
