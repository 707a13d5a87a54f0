"""``roads cut`` under reported states: what stands, the certificate when nothing is left, on foot, and the flow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safeconduct.adapters import osm_import
from safeconduct.app import severance
from safeconduct.app.road_check import check_cut
from safeconduct.app.road_cut import cut_roads
from safeconduct.model.errors import CheckFailed, DocumentInvalid
from tests.cli.runner import safeconduct
from tests.cli.test_roads import NORTH, SOUTH, network, refused
from tests.network.extracts import real

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


def test_a_printed_proof_is_recomputed_by_anyone_and_a_changed_one_fails(tmp_path: Path) -> None:
    net, kept = network(tmp_path), tmp_path / "cut.json"
    refused(safeconduct("roads", "check", net, kept), "cut.json")
    kept.write_text(safeconduct("roads", "cut", net, *ASK, "--json").out, encoding="utf-8")
    refused(safeconduct("roads", "check", net, kept), "there was a way")
    close(net, "way/3", "way/4", "way/5")
    kept.write_text(safeconduct("roads", "cut", net, *ASK, "--json").out, encoding="utf-8")
    ran = safeconduct("roads", "check", net, kept)
    assert ran.code == 0, ran.err
    assert "BROKEN" not in ran.out
    answer = json.loads(kept.read_text(encoding="utf-8"))
    answer["certificate"]["shut"].pop()
    kept.write_text(json.dumps(answer), encoding="utf-8")
    ran = safeconduct("roads", "check", net, kept, "--json")
    assert ran.code == 5
    assert [check["rule"] for check in json.loads(ran.out) if not check["ok"]] == ["road cut: what is shut"]


@pytest.mark.parametrize(
    "change",
    [
        {"sources": ["somebody else"]},
        {"sources": ["police", "somebody else"]},
        {"claims": ["C1"]},
        {"since": "2020-01-01T00:00:00Z"},
        {"age_days": 900.0},
        {"confirmed": False},
        {"disputed_by": 3},
    ],
)
def test_a_proof_that_quotes_what_nobody_recorded_fails(tmp_path: Path, change: dict[str, object]) -> None:
    net, kept = network(tmp_path), tmp_path / "cut.json"
    close(net, "way/3", "way/4", "way/5")
    answer = json.loads(safeconduct("roads", "cut", net, *ASK, "--json").out)
    kept.write_text(json.dumps(answer), encoding="utf-8")
    assert all(check.ok for check in check_cut(net, kept))
    answer["certificate"]["shut"][0].update(change)
    kept.write_text(json.dumps(answer), encoding="utf-8")
    assert [check.rule for check in check_cut(net, kept) if not check.ok] == ["road cut: who says so"]


@pytest.mark.parametrize(("old", "new"), [("by police", "by the mayor"), ("from 30.01", "from 30.02")])
def test_a_statement_of_other_sources_or_places_fails(tmp_path: Path, old: str, new: str) -> None:
    net, kept = network(tmp_path), tmp_path / "cut.json"
    close(net, "way/3", "way/4", "way/5")
    answer = json.loads(safeconduct("roads", "cut", net, *ASK, "--json").out)
    words = answer["certificate"]["statement"]
    assert old in words
    answer["certificate"]["statement"] = words.replace(old, new)
    kept.write_text(json.dumps(answer), encoding="utf-8")
    assert [check.rule for check in check_cut(net, kept) if not check.ok] == ["road cut: who says so"]


def test_a_place_far_from_any_road_is_asked_about(tmp_path: Path) -> None:
    net = network(tmp_path)
    ran = safeconduct("roads", "cut", net, "--from", "30.01,9.9", "--to", NORTH)
    assert "11.1 km from any road" in " ".join(ran.out.split())
    assert "from any road" not in safeconduct("roads", "cut", net, *ASK).out


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"certificate": 3}, "certificate"),
        ({"certificate": {"class": "bus"}}, "certificate"),
        ({"certificate": {"class": "tank", "near": 1, "shut": [], "reopen": [], "statement": ""}}, "certificate.class"),
        (
            {"certificate": {"class": "bus", "near": 1, "shut": [1], "reopen": [], "statement": ""}},
            "certificate.shut[0]",
        ),
        ({"certificate": {"class": "bus", "near": 1, "shut": [], "reopen": [1], "statement": ""}}, "certificate"),
        ({"class": "foot"}, "class"),
        ({"from": {"asked": [1]}}, "from.asked"),
        ({"to": {"asked": [1, 100]}}, "to.asked"),
        ({"as_of": "2022-06-15T05:00:00"}, "as_of"),
    ],
)
def test_what_is_no_proof_is_refused_by_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    net, kept = network(tmp_path), tmp_path / "cut.json"
    good = {
        "certificate": {"class": "bus", "near": 1, "shut": [], "reopen": [], "statement": ""},
        "from": {"asked": [30.01, 10.0]},
        "to": {"asked": [30.01, 10.01]},
        "as_of": "2022-06-15T05:00:00Z",
    }
    kept.write_text(json.dumps({**good, **change}), encoding="utf-8")
    with pytest.raises(DocumentInvalid) as caught:
        check_cut(net, kept)
    assert (caught.value.file, caught.value.field) == (str(kept), field)


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


def test_the_douro_closed_to_vehicles_is_crossed_on_foot(tmp_path: Path) -> None:
    """All six carriageways closed: proved; people walk over a deck or pavement of its own and board beyond."""
    net = tmp_path / "porto.roads"
    osm_import.import_extract(real("porto"), net, hierarchy=False)
    ask = ("--from", "-8.611,41.115", "--to", "-8.611,41.155", "--json")
    open_ = json.loads(safeconduct("roads", "cut", net, *ask).out)
    close(net, *(road for crossing in open_["crossings"] for road in crossing["roads"]))
    ran = safeconduct("roads", "cut", net, *ask)
    assert ran.code == 3, ran.err
    proof = json.loads(ran.out)["certificate"]
    assert len(proof["shut"]) == 6
    assert (len(proof["reopen"]), all(check["ok"] for check in proof["checks"])) == (1, True)
    (tmp_path / "s.csv").write_text("gaia,-8.611,41.115", encoding="utf-8")
    (tmp_path / "r.csv").write_text("porto,-8.611,41.155", encoding="utf-8")
    lists = ("--sites", tmp_path / "s.csv", "--receptions", tmp_path / "r.csv")
    (pair,) = json.loads(safeconduct("roads", "table", net, *lists, "--json").out)["pairs"]
    assert pair["minutes"] is None
    assert pair["transfer"]["by"] == "foot"
    assert any(name.startswith("Ponte") for name in pair["transfer"]["over"])
    assert 200 < pair["transfer"]["crossing_metres"] < 1_500


def test_a_report_against_a_confirmed_restriction_is_told_beside_it(tmp_path: Path) -> None:
    """The restriction stays, and nobody reads it as undisputed."""
    net = network(tmp_path)
    close(net, "way/3", state="one-lane")
    assert "disputed" not in safeconduct("roads", "cut", net, *ASK).out
    said = ("--reported", "--by", "officer", "--source", "a driver")
    assert safeconduct("roads", "close", net, "--road", "way/3", *said).code == 0
    table = " ".join(safeconduct("roads", "cut", net, *ASK).out.replace("│", " ").split())
    assert "disputed by" in table
