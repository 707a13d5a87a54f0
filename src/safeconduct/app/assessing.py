"""ASSESS in the service: the tables of a case are kept in its workspace, so that the situation can be assembled again
from what is confirmed by now, wherever the case folder lies."""

from __future__ import annotations

import json
from pathlib import Path

from safeconduct import codec
from safeconduct.app.ledger import Ledger, file_bytes
from safeconduct.app.operation import Operation
from safeconduct.model.claim import Decision
from safeconduct.model.errors import RefusedError
from safeconduct.model.situation import Situation
from safeconduct.ports import Documents

#: What the store calls the tables of a case, and which they are.
KIND = "case tables"
_STUDY, _PARTIES, _ROADS = "assumptions.yaml", "parties.yaml", "roads.geojson"


def keep_tables(documents: Documents, folder: Path) -> None:
    """Keep the tables of a case that draws its own roads; those of a case on an extract stay in its folder."""
    if not (folder / _ROADS).is_file():
        return
    texts = {name: file_bytes(folder / name).decode("utf-8") for name in (_STUDY, _PARTIES, _ROADS)}
    documents.put(KIND, json.dumps(texts, ensure_ascii=False, sort_keys=True).encode())


def assess_again(operation: Operation) -> tuple[Situation, tuple[Decision, ...]]:
    """The situation of an operation from its ledger as it is now, and the decisions it rests on; nothing is kept.

    UnconfirmedError names what is needed and not confirmed; RefusedError where the workspace holds no tables.
    """
    kept = operation.newest(KIND)
    if kept is None:
        raise RefusedError(
            "this workspace does not hold the tables of its case",
            next_step="run `safeconduct assess FOLDER --workspace WORKSPACE` once on the case folder; a case on an "
            "extract is assessed there every time, with --roads",
        )
    texts = {name: text.encode() for name, text in json.loads(kept).items()}
    ledger, decisions = operation.ledger()
    return _situation(texts, ledger, decisions), decisions


def take_over(operation: Operation, sha: str) -> None:
    """Make the situation of that sha the operation's own: it must be what the ledger gives now, as people read it.

    Plans made for another situation leave the case: a day that runs on one keeps it. RefusedError when the ledger
    gives another situation by now.
    """
    situation, decisions = assess_again(operation)
    if codec.sha(situation) != sha:
        raise RefusedError(
            "something was decided since these changes were shown",
            next_step="assess again and read the changes as they are now",
        )
    operation.take_over(situation, decisions)


def _situation(texts: dict[str, bytes], ledger: Ledger, decisions: tuple[Decision, ...]) -> Situation:
    # the tables' readers and the solver: only when somebody assesses
    from safeconduct.app.casework import assembled
    from safeconduct.assess.assumptions import parse_case
    from safeconduct.assess.tables import parse_parties
    from safeconduct.network.roadfile import parse_roads

    return assembled(
        ledger,
        decisions,
        parties=parse_parties(texts[_PARTIES], file=_PARTIES),
        roads=parse_roads(texts[_ROADS], file=_ROADS),
        study=parse_case(texts[_STUDY], file=_STUDY),
    )
