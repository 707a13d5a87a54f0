"""Benchmarks: the form they report in, how they end, how they resume."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as program
from benchmarks import registry
from benchmarks.registry import BenchSpec, Instance, MissingData, Op, Request, Row, Target, specs
from benchmarks.runner import Progress, Result, report, run_spec, verdict


def spec(run: registry.Run, **changes: object) -> BenchSpec:
    """A benchmark of two sizes and two severities."""
    fields = {
        "name": "test.spec",
        "describe": "a test",
        "sizes": (1, 2),
        "severities": (0, 50),
        "seeds": (7,),
        "run": run,
        "target": "small enough",
    }
    return BenchSpec(**{**fields, **changes})  # type: ignore[arg-type]


def row(instance: Instance, seed: int, value: float, target: Target | None = None) -> Row:
    """One measured number."""
    return Row(instance=instance.name, seed=seed, metric="m", unit="s", value=value, target=target)


def small(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Measures its own size; sizes below 2 reach the target."""
    return [row(instance, seed, instance.size, Target(op="<", value=2))]


def absent(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Has nothing to measure on."""
    raise MissingData("the annotated report")


def run(one: BenchSpec, request: Request | None = None, path: Path | None = None) -> Result:
    """A result without any output."""
    asked = request or Request()
    return run_spec(one, asked, None, Progress(path, asked), lambda line: None)


@pytest.mark.parametrize(
    ("op", "value", "reached"),
    [("<=", 2, True), ("<", 2, False), (">=", 2, True), (">", 2, False), ("==", 2, True), ("==", 3, False)],
)
def test_targets(op: Op, value: float, reached: bool) -> None:
    """Two, against each comparison."""
    assert Target(op=op, value=value).reached(2) is reached


def test_sizes_are_swept_against_severities() -> None:
    """Every pair once, the smoke form over its own sizes, --input instead of both."""
    one = spec(small, smoke_sizes=(1,), from_input=lambda path: [Instance(name=path.name, path=path)])
    assert [(i.size, i.severity) for i in one.instances(Request())] == [(1, 0), (1, 50), (2, 0), (2, 50)]
    assert [(i.size, i.severity) for i in one.instances(Request(smoke=True))] == [(1, 0), (1, 50)]
    assert [i.name for i in one.instances(Request(input=Path("folder")))] == ["folder"]


def test_pairs_may_be_left_out_and_named() -> None:
    """Only the pairs that are swept, each severity by its own name, and in a smoke run its own seeds."""
    one = spec(small, labels={50: "steep {size}"}, swept=lambda size, severity: size > 1 or severity == 0)
    names = [i.name for i in one.instances(Request())]
    assert names == ["size 1, severity 0", "size 2, severity 0", "steep 2"]
    seeded = spec(small, seeds=(1, 2), smoke_seeds=(3,))
    assert (seeded.seeds_of(Request()), seeded.seeds_of(Request(smoke=True))) == ((1, 2), (3,))
    assert spec(small).seeds_of(Request(smoke=True)) == (7,)
    assert {row["seed"] for row in run(seeded, Request(smoke=True)).rows} == {3}


def test_input_without_instances_is_missing_data() -> None:
    """An empty folder is no pass, and neither is a benchmark that takes none."""
    for one in (spec(small), spec(small, from_input=lambda path: [])):
        with pytest.raises(MissingData):
            one.instances(Request(input=Path("empty")))


def test_the_json_form() -> None:
    """Keys exactly as the contract has them."""
    form = report(run(spec(small)))
    assert list(form) == ["name", "date", "version", "machine", "rows", "ok"]
    assert list(form["machine"]) == ["cpu", "cores", "ram"]
    assert form["rows"][0] == {
        "instance": "size 1, severity 0",
        "seed": 7,
        "metric": "m",
        "unit": "s",
        "value": 1,
        "target": 2,
        "op": "<",
        "ok": True,
    }
    assert form["ok"] is False


@pytest.mark.parametrize(
    ("runs", "code", "words"),
    [
        ([lambda i, s, r: [row(i, s, 1)]], 0, "ok: 1 benchmarks, 4 rows, 0 targets reached, 0 missed"),
        ([small], 5, "NOT OK: 1 benchmarks, 4 rows, 2 targets reached, 2 missed"),
        ([absent], 2, "NOT OK: 1 benchmarks, 0 rows, 0 targets reached, 0 missed, no data for test.spec"),
        ([small, absent], 5, "NOT OK: 2 benchmarks, 4 rows, 2 targets reached, 2 missed, no data for test.spec"),
        ([lambda i, s, r: []], 2, "NOT OK: 1 benchmarks, 0 rows, 0 targets reached, 0 missed"),
    ],
)
def test_how_a_run_ends(runs: list[registry.Run], code: int, words: str) -> None:
    """A missed target is 5, missing data and measuring nothing are 2."""
    assert verdict([run(spec(one)) for one in runs]) == (code, words)


def test_an_interrupted_run_resumes(tmp_path: Path) -> None:
    """What was measured is not measured again, unless the request differs; a half-written line is dropped."""
    path, seen = tmp_path / "r.json.partial", []

    def stops_at_three(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
        seen.append(instance.name)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return [row(instance, seed, 1)]

    with pytest.raises(KeyboardInterrupt):
        run(spec(stops_at_three), path=path)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"request": {')
    halves = run(spec(stops_at_three), path=path)
    assert len(halves.rows) == 4
    assert len(Progress(path, Request()).done) == 4  # also what was written behind the half line
    assert seen == [f"size {n}, severity {s}" for n, s in ((1, 0), (1, 50), (2, 0), (2, 0), (2, 50))]
    assert not Progress(path, Request(limit_s=1.0)).done


def test_a_summary_follows_all_rows() -> None:
    """It sees every row that was measured, and what it says counts like any other row."""

    def total(rows: Sequence[Mapping[str, Any]]) -> Sequence[Row]:
        value = sum(row["value"] for row in rows)
        return [Row(instance="all", seed=0, metric="sum", unit="", value=value, target=Target(op="<", value=6))]

    result = run(spec(lambda i, s, r: [row(i, s, i.size)], summary=total))
    assert [(held["instance"], held["value"], held["ok"]) for held in result.rows][-1] == ("all", 6, False)
    assert len(result.rows) == 5
    assert verdict([result])[0] == 5


def test_registered_specs_are_complete() -> None:
    """Unique names of the form step.what, a target in words, instances and seeds."""
    names = [one.name for one in specs()]
    assert len(set(names)) == len(names)
    for one in specs():
        assert one.name.count(".") == 1
        assert one.target
        assert one.instances(Request())
        assert one.seeds


def test_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The last line is the verdict; one benchmark is written as one object, several as a list."""
    one, two = spec(small, sizes=(1,)), spec(small, name="test.other", sizes=(1,))
    monkeypatch.setattr(registry, "specs", lambda: iter((one, two)))
    file = tmp_path / "r.json"
    assert program.main(["run", "test.spec", "--json", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "ok: 1 benchmarks, 2 rows, 2 targets reached, 0 missed"
    assert json.loads(file.read_text(encoding="utf-8"))["name"] == "test.spec"
    assert program.main(["run", "--smoke", "--seeds", "1", "2", "--json", str(file)]) == 0
    # two severities and two seeds; of each severity the median and the worst
    assert [len(held["rows"]) for held in json.loads(file.read_text(encoding="utf-8"))] == [4 + 4, 4 + 4]
    assert list(tmp_path.iterdir()) == [file]


def test_an_unknown_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and the names there are."""
    assert program.main(["run", "no.such"]) == 2
    assert "plan.case" in capsys.readouterr().out
