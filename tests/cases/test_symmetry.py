"""Party symmetry of the worked case: which side is called what changes no value, no order and no mark.

Fails when: the situation, the plan or what the page and the brief print depends on the name of a party, or on its place
in the party table.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from safeconduct import codec
from safeconduct.app.answers import answers
from safeconduct.app.case import load_case
from safeconduct.app.casework import situate
from safeconduct.model.dossier import Dossier
from safeconduct.plan.decisive import decisive
from safeconduct.publish import brief
from safeconduct.publish.page import page_html
from safeconduct.publish.sheet import build_sheet
from safeconduct.redact.levels import Level
from tests.cases.azot import change, copy, read

PEOPLE, WORK = 568, 40
ONE, TWO = ("party-one", "Party One"), ("party-two", "Party Two")
_NAMES = dict((*zip(ONE, TWO, strict=True), *zip(TWO, ONE, strict=True)))


@dataclass(frozen=True)
class Made:
    """What a case comes to, as plain data and texts without the hashes that any other name changes."""

    situation: Any
    plans: Any
    page: str
    brief: Any


def folder_of(tmp_path: Path, offering: tuple[str, str], asking: tuple[str, str]) -> Path:
    """The worked case with its two parties called by (id, label); no report holds any of these words."""
    folder = copy(tmp_path)
    for old, label, (new, shown) in (
        ("russian-side", "Russian side", offering),
        ("ukrainian-side", "Ukrainian side", asking),
    ):
        change(folder, "parties.yaml", f"id: {old}", f"id: {new}")
        change(folder, "parties.yaml", f'label: "{label}"', f'label: "{shown}"')
    change(folder, "decisions.yaml", "speaker: russian-side", f"speaker: {offering[0]}")
    return folder


def turn_table_round(folder: Path) -> None:
    """The last party of the table first."""
    path = folder / "parties.yaml"
    head, *entries = re.split(r"(?m)^  - (?=id:)", path.read_text(encoding="utf-8"))
    assert len(entries) == 2
    path.write_text(head + "".join("  - " + entry.rstrip() + "\n" for entry in entries[::-1]), encoding="utf-8")


def made(folder: Path) -> Made:
    """Read, assess, plan with fixed work, and print at the level that shows most."""
    case = load_case(folder)
    found = read(case)
    situation = situate(case, found, case.decisions)
    solved = answers(situation, (PEOPLE,), work=WORK, seconds=60.0, say=lambda _: None)
    dossier = Dossier(
        reports=found.reports,
        claims=found.claims,
        conflicts=found.conflicts,
        decisions=case.decisions,
        situation=situation,
        answers=solved,
        audits=(),
        decisives=decisive(situation, people=PEOPLE),
        draft=False,
    )
    shas = {codec.sha(situation), *(codec.sha(a.plan) for a in solved if a.plan is not None)}
    short = re.compile("|".join(f"{sha[:12]}(?:{sha[12:]})?" for sha in sorted(shas)))
    sheet, ledger = build_sheet(dossier, Level.INTERNAL)
    printed = json.dumps(brief._data(dossier, sheet, ledger), sort_keys=True)
    plans = json.dumps([codec.to_plain(a) for a in solved], sort_keys=True)
    return Made(
        situation=codec.to_plain(situation),
        plans=json.loads(short.sub("#", plans)),
        page=short.sub("#", page_html(dossier)),
        brief=json.loads(short.sub("#", printed)),
    )


def renamed_back(value: Any) -> Any:
    """Each party called by the other's id and label, in any text of the value."""
    if isinstance(value, str):
        return re.sub("|".join(_NAMES), lambda hit: _NAMES[hit.group(0)], value)
    if isinstance(value, list):
        return [renamed_back(item) for item in value]
    if isinstance(value, dict):
        return {renamed_back(key): renamed_back(item) for key, item in value.items()}
    return value


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The case with the offering side called party one."""
    return made(folder_of(tmp_path_factory.mktemp("first"), ONE, TWO))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The same case with the offering side called party two."""
    return made(folder_of(tmp_path_factory.mktemp("other"), TWO, ONE))


def test_the_situation_is_the_same_after_renaming_back(first: Made, other: Made) -> None:
    assert renamed_back(other.situation) == first.situation


def test_the_plans_and_their_proofs_are_the_same(first: Made, other: Made) -> None:
    assert any(answer["plan"] for answer in first.plans)
    assert renamed_back(other.plans) == first.plans


def test_the_brief_and_the_page_are_the_same(first: Made, other: Made) -> None:
    assert ONE[1] in first.page
    assert TWO[1] in first.page
    assert renamed_back(other.brief) == first.brief
    assert renamed_back(other.page) == first.page


def test_the_place_in_the_table_does_not_matter(first: Made, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ONE, TWO)
    turn_table_round(folder)
    turned = made(folder)
    assert turned.situation == first.situation
    assert turned.brief == first.brief
    assert turned.page == first.page
