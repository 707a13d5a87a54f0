"""``safeconduct day``: a whole day at the command line, from a refused opening to erased texts that still verify."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model.control import ConvoyClosed, DayClosed, DayOpened, EventId, PlanReplaced
from safeconduct.model.event import Body, Corrected, Event
from safeconduct.model.movement import Arrived, Boarded, Departed
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.run.orders import orders_of
from tests.cli.runner import Ran, safeconduct
from tests.run.days import walking
from tests.tiny import OPENS, tiny, vehicle
from tests.tiny_fleet import fleet_plan, tiny_fleet
from tests.verify.timetables import timetable


def planned(folder: Path) -> tuple[Situation, Plan]:
    """Thirty people, one bus of 40, one convoy; the documents in the folder."""
    situation = tiny(people=30, vehicles=(vehicle("bus", 1, 40),))
    plan = replace(timetable(situation), situation=codec.sha(situation))
    (folder / "situation.json").write_bytes(codec.dump(situation))
    (folder / "plan.json").write_bytes(codec.dump(plan))
    return situation, plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    planned(tmp_path)
    return tmp_path


def day(folder: Path, *arguments: str) -> Ran:
    return safeconduct("day", *arguments, "--workspace", "w.safeconduct", cwd=folder)


def opened(folder: Path, *more: str) -> Ran:
    given = ("open", "plan.json", "--situation", "situation.json", "--day", "15 June", "--by", "dispatcher")
    return day(folder, *given, *more)


def events(folder: Path, *bodies: Body, first: int = 0, name: str = "events.jsonl") -> str:
    """A file of events, one a minute."""
    lines = []
    for number, body in enumerate(bodies, first):
        at = OPENS + timedelta(minutes=number)
        event = Event(day="15 June", id=EventId(device="gate", counter=number), at=at, role="gate", body=body)
        lines.append(json.dumps(codec.to_plain(event)))
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return name


BOARD = Boarded(convoy="1", vehicle="bus-1", persons=walking(30))
LEAVE = Departed(convoy="1", persons=walking(30))


def test_an_order_is_refused_naming_what_is_missing_and_an_exercise_opens(folder: Path) -> None:
    refused = opened(folder)
    assert refused.code == 4
    assert "no agreement from South" in refused.err
    assert "wishes" in refused.err
    assert "exercise" in refused.err
    ran = opened(folder, "--exercise")
    assert ran.code == 0
    assert ran.out.startswith("EXERCISE 15 June is open; head ")
    assert opened(folder, "--exercise").code == 4


def test_a_day_from_opening_to_accounted(folder: Path) -> None:
    opened(folder, "--exercise")
    out = Arrived(convoy="1", persons=walking(29))
    done = day(folder, "enter", events(folder, BOARD, LEAVE, out))
    assert done.out == "3 written, 0 known before\n"
    assert day(folder, "enter", "events.jsonl").out == "0 written, 3 known before\n"
    refused = day(folder, "enter", events(folder, ConvoyClosed(convoy="1"), first=3))
    assert refused.code == 4
    assert "1 are still aboard" in refused.err
    assert "next:" in refused.err
    last = (Arrived(convoy="1", persons=walking(1)), ConvoyClosed(convoy="1"), DayClosed())
    assert day(folder, "enter", events(folder, *last, first=4)).code == 0
    found = json.loads(day(folder, "replay", "15 June", "--json").out)
    assert (found["status"], found["mode"], found["open"]) == ("accounted", "exercise", [])
    assert (found["balance"]["known"], found["balance"]["arrived"], found["version"]) == (30, 30, 7)


def test_an_overload_is_refused_at_the_desk_and_stands_open_from_a_phone(folder: Path) -> None:
    opened(folder, "--exercise")
    file = events(folder, replace(BOARD, persons=walking(41)))
    refused = day(folder, "enter", file)
    assert refused.code == 4
    assert "hold the others" in refused.err
    assert day(folder, "enter", file, "--late").code == 0
    shown = day(folder, "replay", "15 June")
    assert "EXERCISE 15 June: open" in shown.out
    assert "above the places of bus-1" in shown.out


def test_the_log_verifies_is_backed_up_and_restored(folder: Path) -> None:
    opened(folder, "--exercise")
    day(folder, "enter", events(folder, BOARD))
    whole = day(folder, "verify")
    head = whole.out.split()[-1]
    assert whole.out == f"whole: 2 lines, head {head}\n"
    assert day(folder, "verify", "--head", head[:12]).code == 0
    cut = day(folder, "verify", "--head", "f" * 12)
    assert cut.code == 5
    assert "cut off" in cut.err
    assert day(folder, "backup", "copy.safeconduct").out == f"backup copy.safeconduct; head {head}\n"
    other = safeconduct("day", "restore", "copy.safeconduct", "--workspace", "other.safeconduct", cwd=folder)
    assert other.out == f"restored; head {head}\n"
    shown = json.loads(day(folder, "log", "--json").out)
    assert [line["line"]["kind"] for line in shown] == ["day opened", "boarded"]
    assert shown[1]["event"]["body"]["persons"]["walking"] == 30
    assert "boarded" in day(folder, "log", "15 June").out


def test_erased_texts_are_gone_and_the_log_still_verifies(folder: Path) -> None:
    opened(folder, "--exercise")
    head = day(folder, "verify").out.split()[-1]
    assert safeconduct("day", "erase", "15 June", "-w", "w.safeconduct", cwd=folder).code == 130  # not confirmed
    assert day(folder, "erase", "15 June", "--yes").out == "erased: 15 June\n"
    whole = day(folder, "verify")
    assert whole.code == 0
    assert whole.out.startswith("whole: 2 lines, head ")
    assert whole.out.endswith("texts erased: 15 June\n")
    assert day(folder, "verify", "--head", head).code == 0
    gone = day(folder, "replay", "15 June")
    assert gone.code == 2
    assert "still verify" in gone.err
    assert day(folder, "enter", events(folder, BOARD)).code == 2
    assert json.loads(day(folder, "log", "--json").out)[0]["event"] is None


def test_a_fleet_plan_opens_a_day_too(tmp_path: Path) -> None:
    situation = tiny_fleet()
    (tmp_path / "situation.json").write_bytes(codec.dump(situation))
    (tmp_path / "plan.json").write_bytes(codec.dump(fleet_plan(situation)))
    assert opened(tmp_path, "--exercise").code == 0
    assert json.loads(day(tmp_path, "replay", "15 June", "--json").out)["balance"]["waiting"] == 100


def test_a_plan_that_does_not_hold_opens_nothing(folder: Path) -> None:
    plan = planned(folder)[1]
    broken = replace(plan, left_behind=(*plan.left_behind, plan.trips[0].boarded[0]))
    (folder / "plan.json").write_bytes(codec.dump(broken))
    refused = opened(folder, "--exercise")
    assert refused.code == 4
    assert "people" in refused.err
    assert not (folder / "w.safeconduct").exists() or json.loads(day(folder, "log", "--json").out) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("log",), "no such workspace"),
        (("verify",), "no such workspace"),
        (("erase",), "name a day, or give --all"),
        (("enter", "none.jsonl"), "none.jsonl"),
        (("restore", "none.safeconduct"), "no such backup"),
        (("open", "none.json", "--day", "d", "--by", "x"), "none.json"),
    ],
)
def test_wrong_use_in_words(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    ran = day(tmp_path, *arguments)
    assert ran.code == 2
    assert words in ran.err


def test_a_file_of_events_that_is_none(folder: Path) -> None:
    opened(folder, "--exercise")
    (folder / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    (folder / "text.jsonl").write_text("hello\n", encoding="utf-8")
    assert "bad.jsonl:1" in day(folder, "enter", "bad.jsonl").err
    assert "line 1 is not JSON" in day(folder, "enter", "text.jsonl").err
    assert "name one of: 15 June" in day(folder, "replay", "16 June").err


def test_no_file_of_events_brings_orders(folder: Path) -> None:
    """A day opened, or a plan replaced, by a file would be a plan that nobody checked, past the red lines of an order:
    nothing of such a file is written, nor when it comes as the correction of another line."""
    opened(folder, "--exercise")
    orders = orders_of(*planned(folder))
    for body in (DayOpened(orders=orders, mode="order"), PlanReplaced(orders=orders)):
        refused = day(folder, "enter", events(folder, BOARD, body))
        assert refused.code == 4
        assert "line 2 brings orders of its own" in refused.err
        corrected = Corrected(wrong=EventId(device="d", counter=1), seq=None, instead=body)
        assert "line 1 brings" in day(folder, "enter", events(folder, corrected)).err
    assert json.loads(day(folder, "replay", "15 June", "--json").out)["version"] == 1


def test_a_file_tells_a_whole_exercise_and_nothing_of_a_day_that_is_open(folder: Path) -> None:
    """The orders of an exercise come with it. The same file brings nothing to a day of that name that is open, and an
    exercise of one name opens no door to orders for another, nor one in a correction."""
    orders = orders_of(*planned(folder))
    told = (DayOpened(orders=orders, mode="exercise"), PlanReplaced(orders=orders))
    corrected = Corrected(wrong=EventId(device="d", counter=1), seq=None, instead=told[1])
    assert "line 2 brings" in day(folder, "enter", events(folder, told[0], corrected)).err
    other = events(folder, *told)
    lines = (folder / other).read_text().splitlines()
    (folder / other).write_text(lines[0] + "\n" + lines[1].replace("15 June", "16 June") + "\n")
    assert "line 2 brings" in day(folder, "enter", other).err
    file = events(folder, *told)
    assert day(folder, "enter", file).out == "2 written, 0 known before\n"
    assert day(folder, "enter", file).out == "0 written, 2 known before\n"
    assert json.loads(day(folder, "replay", "15 June", "--json").out)["mode"] == "exercise"
    again = day(folder, "enter", events(folder, *told, first=5))
    assert again.code == 4
    assert "open already" in again.err
    assert json.loads(day(folder, "replay", "15 June", "--json").out)["version"] == 2


def test_every_day_is_erased_by_one_command(folder: Path) -> None:
    opened(folder, "--exercise")
    day(folder, "enter", events(folder, BOARD))
    assert day(folder, "erase", "--all", "--yes").out == "erased: 15 June\n"
    assert day(folder, "erase", "--all", "--yes").out == "erased: nothing\n"
    (kept,) = [line["event"] for line in json.loads(day(folder, "log", "--json").out) if line["event"]]
    assert (kept["body"]["erased"], kept["body"]["lines"], kept["body"]["aboard"]) == ("15 June", 2, 30)
