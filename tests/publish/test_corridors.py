"""What the table of positions and the status of several directions say, and do not."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.claim import Kind, Stance
from safeconduct.model.corridor import CorridorStatus, Position
from safeconduct.model.dossier import Dossier
from safeconduct.publish.corridors import COLUMNS
from safeconduct.publish.sheet import build_sheet
from safeconduct.redact.levels import Level
from tests.publish import sample

ACCEPTS = [field for field, _ in COLUMNS].index("accepted")


def standing(first: tuple[Position, ...]) -> Dossier:
    """The sample with these positions on its first direction."""
    dossier = sample.dossier()
    situation = dossier.situation
    assert situation is not None
    corridor = replace(situation.corridors[0], positions=first)
    return replace(dossier, situation=replace(situation, corridors=(corridor, *situation.corridors[1:])))


def test_an_acceptance_that_only_others_report_is_not_written_as_a_yes() -> None:
    base = sample.dossier()
    assert base.situation is not None
    one, other = (party.id for party in base.situation.parties[:2])
    relay, said = replace(base.claims[0], party=one), base.claims[1]
    said = replace(said, party=other, kind=Kind.ACCEPTANCE, stance=Stance.ACCEPTS, values=(), relayed_by=relay.id)
    dossier = standing((Position(party=one), Position(party=other, relayed_by=(said.id, relay.id))))
    sheet, _ = build_sheet(replace(dossier, claims=(relay, said, *base.claims[2:])), Level.INTERNAL)
    mine, theirs = sheet.directions[0].corridor.rows
    assert mine.cells[ACCEPTS].text == "–"
    assert theirs.cells[ACCEPTS].text == f"only according to {mine.party.label}"
    assert theirs.cells[ACCEPTS].refs


def test_the_status_of_one_direction_is_not_that_of_all() -> None:
    base = sample.dossier()
    assert base.situation is not None
    agreeing = tuple(Position(party=p, offered=("c",)) for p in base.situation.corridors[0].touching)
    dossier = standing(agreeing)
    assert dossier.situation is not None
    corridors = dossier.situation.corridors
    assert [c.status is CorridorStatus.AGREED for c in corridors] == [True, False]
    assert build_sheet(dossier, Level.INTERNAL)[0].status.startswith(
        "agreed for 1 of 2 directions · not for the others"
    )
    alone = replace(dossier, situation=replace(dossier.situation, corridors=corridors[:1]), answers=())
    assert build_sheet(alone, Level.INTERNAL)[0].status.startswith("agreed by every party")
