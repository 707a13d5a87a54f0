"""The tables: the numbers of the plan, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from safeconduct.publish.fleet.day import day_of
from safeconduct.publish.fleet.tables import calls_csv, passes_csv, plan_geojson, trips_csv
from tests.publish.fleet.answered import PLAN, SITUATION, the_day


def rows(text: str) -> list[dict[str, str]]:
    """A CSV text as dictionaries."""
    return list(csv.DictReader(io.StringIO(text)))


def test_trips_carry_everyone_once() -> None:
    found = rows(trips_csv(the_day()))
    assert sum(int(row["persons"]) for row in found) == 80
    assert [(row["vehicle"], row["trip"], row["depart_utc"]) for row in found] == [
        ("bus-1", "1", "2022-06-15T06:16Z"),
        ("van-1", "1", "2022-06-15T05:10Z"),
        ("van-1", "2", "2022-06-15T07:29Z"),
    ]


def test_calls_are_in_order_of_time() -> None:
    found = rows(calls_csv(the_day()))
    assert [row["board_from_utc"] for row in found] == sorted(row["board_from_utc"] for row in found)
    assert sum(int(row["persons"]) for row in found) == 80


def test_no_slot_is_entered_by_more_than_its_lanes() -> None:
    found = rows(passes_csv(the_day()))
    assert len(found) == len({row["enter_utc"] for row in found}) == 5


def test_features_carry_people_and_runs() -> None:
    features = json.loads(plan_geojson(the_day()))["features"]
    by_id = {feature["properties"]["id"]: feature["properties"] for feature in features}
    assert (by_id["alpha"]["people"], by_id["alpha"]["out"], by_id["bravo"]["persons"]) == (60, 40, 80)
    assert (by_id["bridge"]["runs_with_people"], by_id["bridge"]["runs_empty"]) == ("3", "2")
    assert by_id["yard"]["kind"] == "depot"


def test_a_name_is_no_formula() -> None:
    sites = (replace(SITUATION.sites[0], name="=1+1"), *SITUATION.sites[1:])
    text = calls_csv(day_of(replace(SITUATION, sites=sites), PLAN))
    assert "'=1+1" in text
    assert "\n=1+1" not in text
