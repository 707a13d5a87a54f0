"""parties.yaml, decisions.yaml, reports.yaml: read strictly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from safeconduct.assess.tables import parse_crossings, parse_decisions, parse_parties, parse_reports
from safeconduct.model.claim import Kind
from safeconduct.model.errors import DocumentInvalid

AZOT = Path(__file__).parents[2] / "examples" / "azot"

REPORTS = "reports:\n  - {file: reports/one.txt, title: T, publisher: P, published: 2022-06-15, language: en}\n"
PARTIES = "parties:\n  - {id: north, label: North, zone: Europe/Kyiv, aliases: [N], controls: [upham]}\n"
DECISIONS = (
    "decisions:\n  - {report: one, quote: q, slot: out of scope, verdict: reject, by: b, "
    "at: 2022-06-15T05:00:00+03:00, why: w}\n"
)
Parse = Callable[..., Any]


def test_reports_keep_their_order_and_take_their_id_from_the_file() -> None:
    (entry,) = parse_reports(REPORTS.encode(), file="reports.yaml")
    assert (entry.id, entry.file, entry.published) == ("one", "reports/one.txt", date(2022, 6, 15))


def test_parties_with_what_they_are_reported_to_control() -> None:
    (party,) = parse_parties(PARTIES.encode(), file="parties.yaml")
    assert (party.id, party.zone, party.controls) == ("north", "Europe/Kyiv", ("upham",))


def test_decisions_in_utc_with_their_slot() -> None:
    (decision,) = parse_decisions(DECISIONS.encode(), file="decisions.yaml")
    assert decision.slot is Kind.OUT_OF_SCOPE
    assert decision.at == datetime(2022, 6, 15, 2, tzinfo=UTC)
    assert decision.speaker is None


def test_the_example_reads() -> None:
    assert len(parse_reports((AZOT / "reports.yaml").read_bytes(), file="r")) == 8
    assert len(parse_parties((AZOT / "parties.yaml").read_bytes(), file="p")) == 2
    assert len(parse_decisions((AZOT / "decisions.yaml").read_bytes(), file="d")) >= 20


@pytest.mark.parametrize(
    ("parse", "text", "old", "new", "field"),
    [
        (parse_reports, REPORTS, "reports/one.txt", "/etc/passwd", "reports[0].file"),
        (parse_reports, REPORTS, "reports/one.txt", "../one.txt", "reports[0].file"),
        (parse_reports, REPORTS, "2022-06-15", "'2022-06-15'", "reports[0].published"),
        (parse_reports, REPORTS, "language: en", "language: no", "reports[0].language"),
        (parse_reports, REPORTS, "title: T", "tilte: T", "reports[0].title"),
        (parse_reports, REPORTS, "reports:\n", "x: 1\nreports:\n", "x"),
        (parse_parties, PARTIES, "Europe/Kyiv", "Moscow", "parties[0].zone"),
        (parse_parties, PARTIES, "Europe/Kyiv", "../../etc/passwd", "parties[0].zone"),
        (parse_parties, PARTIES, "[N]", "[N, N]", "parties[0].aliases"),
        (parse_parties, PARTIES, "[N]", "N", "parties[0].aliases"),
        (parse_parties, PARTIES, "id: north", "id: the north", "parties[0].id"),
        (parse_parties, PARTIES, "label: North", "label: North, flag: red", "parties[0].flag"),
        (parse_decisions, DECISIONS, "out of scope", "weapons", "decisions[0].slot"),
        (parse_decisions, DECISIONS, "reject", "maybe", "decisions[0].verdict"),
        (parse_decisions, DECISIONS, "+03:00", "", "decisions[0].at"),
        (parse_decisions, DECISIONS, "why: w", "why: ' '", "decisions[0].why"),
        (parse_decisions, DECISIONS, "why: w", "why: w, id: 3", "decisions[0].id"),
    ],
)
def test_a_bad_entry_names_file_and_field(parse: Parse, text: str, old: str, new: str, field: str) -> None:
    assert old in text
    with pytest.raises(DocumentInvalid) as caught:
        parse(text.replace(old, new, 1).encode(), file="table.yaml")
    assert (caught.value.file, caught.value.field) == ("table.yaml", field)
    assert caught.value.next_step


@pytest.mark.parametrize(("parse", "text"), [(parse_reports, REPORTS), (parse_parties, PARTIES)])
def test_an_id_used_twice_is_refused(parse: Parse, text: str) -> None:
    with pytest.raises(DocumentInvalid, match="two"):
        parse((text + text.split("\n", 1)[1]).encode(), file="table.yaml")


def test_an_alias_of_two_parties_is_refused() -> None:
    other = PARTIES.split("\n", 1)[1].replace("id: north", "id: south").replace("[N]", "[n]")
    with pytest.raises(DocumentInvalid, match="already names north"):
        parse_parties((PARTIES + other).encode(), file="parties.yaml")


CROSSINGS = """crossings:
  - {id: old, name: Old bridge, map: [Ponte Velha], aliases: [the old one]}
  - {id: new, name: New bridge, map: [Ponte Nova, Ponte Nova II]}
"""


def test_crossings_by_what_reports_call_them() -> None:
    old, new = parse_crossings(CROSSINGS.encode(), file="crossings.yaml")
    assert (old.id, old.name, old.aliases, old.mapped) == ("old", "Old bridge", ("the old one",), ("Ponte Velha",))
    assert (new.aliases, new.mapped) == ((), ("Ponte Nova", "Ponte Nova II"))


@pytest.mark.parametrize(("old", "new", "words"), [("id: new", "id: old", "two"), ("Nova,", "Velha,", "belongs")])
def test_a_crossing_named_twice_is_refused(old: str, new: str, words: str) -> None:
    with pytest.raises(DocumentInvalid, match=words):
        parse_crossings(CROSSINGS.replace(old, new).encode(), file="crossings.yaml")
