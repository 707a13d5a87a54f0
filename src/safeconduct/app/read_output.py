"""What ``read`` writes, one report at a time: JSON lists, relations and CSV grow as reports come; a page needs all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from safeconduct import codec
from safeconduct.app.ledger import conflicts_in
from safeconduct.app.read_run import Outcome
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import InputError
from safeconduct.model.report import Party
from safeconduct.publish.ledger import build_ledger
from safeconduct.publish.page import page_html
from safeconduct.publish.tables import claims_csv
from safeconduct.read.relations import relations_json

ON_ONE_PAGE = 200
"""Most reports a page shows: beyond it nobody reads it and a browser labours."""


def claims_list(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A JSON list of every claim."""
    yield "["
    between = "\n"
    for outcome in outcomes:
        for claim in outcome.claims:
            yield between + _json(codec.to_plain(claim))
            between = ",\n"
    yield "\n]\n"


def relations(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A JSON object by report: its text, and source, cue and content of every attributed claim as offsets."""
    yield "{"
    between = "\n"
    for outcome in outcomes:
        if outcome.report is not None:
            for name, found in relations_json(outcome.report, outcome.claims).items():
                yield f"{between}{_json(name)}: {_json(found)}"
                between = ",\n"
    yield "\n}\n"


def table_csv(outcomes: Iterable[Outcome], parties: tuple[Party, ...]) -> Iterator[str]:
    """One row a claim; claims on combatants are withheld, and no cell is a formula to a spreadsheet."""
    headed = False
    for outcome in outcomes:
        if outcome.report is not None:
            lines = claims_csv(build_ledger(_dossier((outcome,), parties)))
            yield lines.partition("\r\n")[2] if headed else lines
            headed = True
    if not headed:
        yield claims_csv(build_ledger(_dossier((), parties)))


def page(outcomes: Iterable[Outcome], parties: tuple[Party, ...]) -> Iterator[str]:
    """One self-contained page with every report marked; InputError for more reports than a page holds."""
    held: list[Outcome] = []
    for outcome in outcomes:
        if outcome.report is not None:
            held.append(outcome)
        if len(held) > ON_ONE_PAGE:
            raise InputError(
                f"a page shows at most {ON_ONE_PAGE} reports",
                field="--format",
                next_step="read fewer files at a time, or take --format csv",
            )
    yield page_html(_dossier(tuple(held), parties))


def write(pieces: Iterable[str], out: Path) -> None:
    """The pieces as a file, whole or not at all."""
    if not out.name or out.is_dir():
        raise InputError(
            f"{out} is a folder", field="--out", next_step="give the name of a file, such as --out claims.json"
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    room = out.with_name(f".{out.name}.part")
    try:
        with room.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        room.replace(out)
    finally:
        room.unlink(missing_ok=True)


def _dossier(outcomes: tuple[Outcome, ...], parties: tuple[Party, ...]) -> Dossier:
    reports = tuple(outcome.report for outcome in outcomes if outcome.report is not None)
    claims = tuple(claim for outcome in outcomes for claim in outcome.claims)
    return Dossier(
        reports=reports,
        claims=claims,
        conflicts=conflicts_in(claims, reports),
        decisions=(),
        situation=None,
        answers=(),
        audits=(),
        decisives=(),
        draft=True,
        parties=parties,
    )


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)
