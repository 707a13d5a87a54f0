"""``roads close|reopen|states|undo``: recorded beside the network, by id, name, polygon and confirmed claim."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from safeconduct.adapters.workspace import SqliteWorkspace
from safeconduct.app.road_states import Choice, Said, record_state, states_of
from safeconduct.model.claim import Claim, Decision, Hedge, Kind, Origin, RoadValue, Stance
from safeconduct.model.errors import InputError, UnconfirmedError
from safeconduct.model.place import RoadState
from safeconduct.model.report import Report, Span
from tests.cli.runner import safeconduct
from tests.cli.test_roads import network, refused

BY = ("--by", "road officer", "--source", "driver of the 7 o'clock bus")


def test_close_by_name_list_reopen_and_undo(tmp_path: Path) -> None:
    net = network(tmp_path)
    ran = safeconduct("roads", "close", net, "--name", "west bridge", *BY, "--since", "2022-06-13T09:00+03:00")
    assert ran.code == 0, ran.err
    assert "state 1: name West Bridge closed; 1 stretch, 1.1 km" in ran.out
    ran = safeconduct("roads", "close", net, "--road", "way/4", "--state", "light vehicles", "--reported", *BY)
    assert "reported only: closes nothing" in ran.out
    ran = safeconduct("roads", "states", net, "--json")
    found = json.loads(ran.out)
    assert found["states"] == {"way/3/0": "closed", "way/4/0": "unknown"}
    assert found["entries"][0]["since"] == "2022-06-13T06:00:00Z"
    assert found["standing"] == [1, 2]
    table = safeconduct("roads", "states", net, "--as-of", "2022-06-13T08:00Z")
    assert "2022-06-13 08:00Z" in table.out
    assert max(len(line) for line in table.out.splitlines()) <= 80
    assert safeconduct("roads", "reopen", net, "--road", "way/3", *BY).code == 0
    assert json.loads(safeconduct("roads", "states", net, "--json").out)["states"]["way/3/0"] == "open"
    ran = safeconduct("roads", "undo", net, "--by", "road officer", "--why", "misheard")
    assert "state 3" in ran.out
    assert json.loads(safeconduct("roads", "states", net, "--json").out)["states"]["way/3/0"] == "closed"
    history = safeconduct("roads", "states", net, "--history")
    assert "takes back 3" in history.out


def test_close_a_drawn_area(tmp_path: Path) -> None:
    net, drawn = network(tmp_path), tmp_path / "shelled.geojson"
    ring = [[30.005, 10.002], [30.025, 10.002], [30.025, 10.008], [30.005, 10.008], [30.005, 10.002]]
    drawn.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    done = record_state(net, Choice(area=drawn), Said(source="post", by="officer"), RoadState.CLOSED)
    assert (done.entry.roads, done.entry.chosen) == (("way/3", "way/4"), "area shelled.geojson")


def test_what_cannot_be_recorded_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    net = network(tmp_path)
    refused(safeconduct("roads", "close", net, "--road", "way/99", *BY), "no road 'way/99'")
    refused(safeconduct("roads", "close", net, "--name", "bridge", *BY), "no road called")
    refused(safeconduct("roads", "close", net, *BY), "no road was chosen")
    refused(safeconduct("roads", "close", net, "--road", "way/3", "--by", "officer"), "source")
    refused(safeconduct("roads", "close", net, "--road", "way/3", *BY, "--since", "2022-06-13"), "zone")
    refused(safeconduct("roads", "undo", net, "--by", "officer", "--why", "x"), "no state to undo")
    assert [p.name for p in tmp_path.iterdir() if "states" in p.name] == []
    assert "No states stand" in safeconduct("roads", "states", net).out


def test_a_name_of_several_roads_lists_them(tmp_path: Path) -> None:
    ways = [(n, [n, n + 1], {"highway": "primary", "name": "Station Road"}) for n in (1, 7)]
    net = network(tmp_path, ways=ways)
    with pytest.raises(InputError, match=r"2 roads: .*30\.0100,10\.0000 .*30\.0700,10\.0000"):
        record_state(net, Choice(names=["Station Road"]), Said(source="a", by="b"), RoadState.CLOSED)
    done = record_state(
        net, Choice(names=["Station Road"], near="30.08,10"), Said(source="a", by="b"), RoadState.CLOSED
    )
    assert done.entry.roads == ("way/7",)


TEXT = "The governor said the West Bridge was destroyed."


def workspace(folder: Path, *, confirmed: bool, rejected: bool = False) -> Path:
    """A workspace with one claim on the West Bridge."""
    report = Report(
        id="r", title="t", publisher="p", published=date(2022, 6, 13), language="en", sha256="0" * 64, text=TEXT
    )
    content = TEXT[18:-1]
    span = Span(report="r", start=18, end=len(TEXT) - 1, quote=content)
    value = RoadValue(
        element="bridge",
        state="destroyed",
        scope="named",
        names=("West Bridge",),
        over=None,
        links=(),
        as_written=content,
    )
    claim = Claim(
        id="c0ffee", report="r", kind=Kind.ROAD, stance=Stance.ASSERTS, hedge=Hedge.EXACT, speaker=(), cue=(),
        content=(span,), party=None, suggested_party=None, relayed_by=None, origin=Origin.RULES, values=(value,),
        places=(), flags=(),
    )  # fmt: skip
    path = folder / f"case-{confirmed}-{rejected}.safeconduct"
    store = SqliteWorkspace(path)
    store.add_report(report, (claim,))
    if confirmed:
        decision = Decision(
            report="r", quote="the West Bridge was destroyed", slot=Kind.ROAD, verdict="confirm", by="officer",
            at=datetime(2022, 6, 13, tzinfo=UTC), why="seen",
        )  # fmt: skip
        store.add_decisions((decision,))
        if rejected:
            store.add_decisions((replace(decision, verdict="reject", at=decision.at + timedelta(hours=1)),))
    store.close()
    return path


def test_a_confirmed_claim_closes_the_road_it_names(tmp_path: Path) -> None:
    net = network(tmp_path)
    said = Said(by="officer", claim="c0f", workspace=workspace(tmp_path, confirmed=True))
    done = record_state(net, Choice(), said, None)
    assert (done.entry.state, done.entry.roads, done.entry.claims) == (RoadState.CLOSED, ("way/3",), ("c0ffee",))
    assert done.entry.source == "the West Bridge was destroyed"


def test_a_claim_nobody_confirmed_closes_nothing(tmp_path: Path) -> None:
    net, held = network(tmp_path), workspace(tmp_path, confirmed=False)
    with pytest.raises(UnconfirmedError):
        record_state(net, Choice(), Said(by="officer", claim="c0f", workspace=held), None)
    rejected = workspace(tmp_path, confirmed=True, rejected=True)
    with pytest.raises(UnconfirmedError):
        record_state(net, Choice(), Said(by="officer", claim="c0f", workspace=rejected), None)
    record_state(net, Choice(), Said(by="officer", claim="c0f", workspace=held, reported=True), None)
    assert set(states_of(net).standing.states.values()) == {RoadState.UNKNOWN}


def test_a_point_far_off_or_without_a_name_closes_nothing(tmp_path: Path) -> None:
    ways = [(n, [n, n + 1], {"highway": "primary", "name": "Station Road"}) for n in (1, 7)]
    net = network(tmp_path, ways=ways)
    refused(
        safeconduct("roads", "close", net, "--name", "Station Road", "--near", "10,30.08", *BY), "--near", " km from"
    )
    refused(safeconduct("roads", "close", net, "--road", "way/1", "--near", "30.08,10", *BY), "--near")
    assert "No states stand" in safeconduct("roads", "states", net).out
    ran = safeconduct("roads", "close", net, "--name", "Station Road", "--near", "30.08,10", *BY)
    assert "near 30.08,10" in ran.out, "the ledger says which of the two"


def test_an_area_with_latitude_first_is_told_so(tmp_path: Path) -> None:
    net, drawn = network(tmp_path), tmp_path / "shelled.geojson"
    ring = [[10.002, 30.005], [10.002, 30.025], [10.008, 30.025], [10.002, 30.005]]
    drawn.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    refused(safeconduct("roads", "close", net, "--area", drawn, *BY), "touches no road", "longitude first")


@pytest.mark.parametrize("time", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_time_beyond_the_calendar_is_refused(tmp_path: Path, time: str) -> None:
    refused(safeconduct("roads", "close", network(tmp_path), "--road", "way/3", *BY, "--since", time), "--since")


def test_a_state_that_does_not_hold_now_says_so(tmp_path: Path) -> None:
    """A wrong year must not pass for a closure; the history says why each row does not stand, and who took it back."""
    net = network(tmp_path)
    ended = ("--since", "2020-01-01T00:00Z", "--until", "2020-01-02T00:00Z")
    ran = safeconduct("roads", "close", net, "--road", "way/3", *BY, *ended)
    assert "does not hold now: ended 2020-01-02 00:00Z" in ran.out
    ran = safeconduct("roads", "close", net, "--road", "way/3", *BY, "--since", "9000-01-01T00:00Z", "--json")
    assert json.loads(ran.out)["holds_now"] is False
    assert "2 states begin later or ended before" in safeconduct("roads", "states", net).out
    safeconduct("roads", "close", net, "--road", "way/4", *BY)
    safeconduct("roads", "undo", net, "3", "--by", "duty officer", "--why", "misheard")
    history = " ".join(safeconduct("roads", "states", net, "--history").out.replace("│", " ").split())
    for words in ("no: ended", "no: begins", "in 2,5", "no: taken back by", "duty officer:"):
        assert words in history, history
