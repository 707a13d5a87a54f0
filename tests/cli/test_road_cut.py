"""``roads cut`` under reported states: what stands, the certificate when nothing is left, on foot, and the flow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeconduct.app import severance
from safeconduct.app.road_cut import cut_roads
from safeconduct.model.errors import CheckFailed
from tests.cli.runner import safeconduct
from tests.cli.test_roads import NORTH, SOUTH, network

ASK = ("--from", SOUTH, "--to", NORTH)


def close(net: Path, *roads: str, **options: str) -> None:
    said = {"by": "officer", "source": "police", **options}
    words = [word for key, value in said.items() for word in (f"--{key}", value)]
    ran = safeconduct("roads", "close", net, *(word for road in roads for word in ("--road", road)), *words)
    assert ran.code == 0, ran.err


def test_a_confirmed_closure_leaves_the_other_crossings_and_a_report_alone_is_shown(tmp_path: Path) -> None:
    net = network(tmp_path)
    close(net, "way/3", since="2022-06-13T06:00Z")
    ran = safeconduct("roads", "close", net, "--road", "way/4", "--reported", "--by", "officer", "--source", "a driver")
    assert ran.code == 0
    answer = json.loads(safeconduct("roads", "cut", net, *ASK, "--json").out)
    by_name = {crossing["name"]: crossing for crossing in answer["crossings"]}
    assert set(by_name) == {"Middle Bridge", "East Bridge [old]"}
    middle = by_name["Middle Bridge"]
    assert (middle["state"], middle["said"]["sources"], middle["said"]["confirmed"]) == ("unknown", ["a driver"], False)
    assert "state reported as unknown" in middle["unknown"]
    text = safeconduct("roads", "cut", net, *ASK).out
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "confirmed" in text.split("nobody reported")[0]
    assert answer["certificate"] is None


def test_nothing_left_is_proved_with_sources_and_ages_and_exit_3(tmp_path: Path) -> None:
    net = network(tmp_path)
    close(net, "way/3", "way/4", since="2022-06-13T06:00Z")
    close(net, "way/5", state="foot only", source="mayor, by phone")
    ran = safeconduct("roads", "cut", net, *ASK, "--foot", "--json")
    assert ran.code == 3, ran.err
    answer = json.loads(ran.out)
    assert (answer["minutes"], answer["crossings"], answer["cut_off"]) == (None, None, True)
    proof = answer["certificate"]
    assert {one["name"]: one["state"] for one in proof["shut"]} == {
        "West Bridge": "closed",
        "Middle Bridge": "closed",
        "East Bridge [old]": "foot only",
    }
    assert all(check["ok"] for check in proof["checks"])
    assert len(proof["checks"]) == 4
    assert len(proof["reopen"]) == 1
    words = proof["statement"]
    for said in (
        "class bus",
        "West Bridge closed since 2022-06-13",
        "days old), by police",
        "mayor, by phone",
        "changes if",
    ):
        assert said in words
    assert answer["foot"]["minutes"] > 0
    assert {c["name"] for c in answer["foot"]["crossings"]} == {"East Bridge [old]"}
    text = safeconduct("roads", "cut", net, *ASK)
    assert text.code == 3
    assert "checked" in text.out
    assert max(len(line) for line in text.out.splitlines()) <= 80


def test_a_certificate_that_does_not_hold_reaches_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search lies about what is to be reopened; the checker stops it."""
    net = network(tmp_path)
    close(net, "way/3", "way/4", "way/5")
    honest = severance.find_cut_off

    def lies(*arguments: object) -> object:
        found = honest(*arguments)  # type: ignore[arg-type]
        assert found is not None
        return type(found)(near=found.near, boundary=found.boundary, repair=found.boundary)

    monkeypatch.setattr(severance, "find_cut_off", lies)
    with pytest.raises(CheckFailed, match="are enough"):
        cut_roads(net, SOUTH, NORTH, "bus")


def test_what_can_pass_in_an_hour(tmp_path: Path) -> None:
    """At the southern end of the West Bridge two roads begin: the bridge and the bank, 1,700 each."""
    net = network(tmp_path)
    answer = json.loads(safeconduct("roads", "cut", net, *ASK, "--capacity", "--json").out)
    most = answer["capacity"]["most"]
    assert (most["an_hour"], most["unit"]) == (3400, "passenger cars")
    assert sum(part["an_hour"] for part in most["parts"]) == 3400
    assert answer["capacity"]["sustained"]["an_hour"] == 1200
    text = safeconduct("roads", "cut", net, *ASK, "--capacity").out
    assert "at most 3,400 passenger cars an hour; as evacuations kept up, 1,200" in " ".join(text.split())
