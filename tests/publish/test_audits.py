"""What the least is the least of: nothing is said of screening where nobody is screened, nor of what was reported as if
nobody had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safeconduct.model.certificate import Level, Verdict
from safeconduct.model.dossier import Dossier
from safeconduct.model.known import Basis
from safeconduct.publish.audits import note_of, together
from safeconduct.publish.page import page_html
from safeconduct.publish.screen import screen
from tests.publish import sample
from tests.tiny import tiny


def unscreened() -> Dossier:
    dossier = sample.dossier()
    assert dossier.situation is not None
    legs = tuple(replace(leg, checkpoint=None) for leg in dossier.situation.legs)
    audit = dossier.audits[0]
    rows = tuple(replace(row, lanes=0, seconds_per_person=0) for row in audit.rows)
    frontier = tuple(replace(point, lanes=0) for point in audit.frontier if point.lanes == 1)
    audits = (replace(audit, rows=rows, frontier=frontier),)
    return replace(dossier, situation=replace(dossier.situation, legs=legs), audits=audits)


@pytest.mark.parametrize(("dossier", "screened"), [(sample.dossier(), True), (unscreened(), False)])
def test_screening_is_spoken_of_where_there_is_a_checkpoint(dossier: Dossier, screened: bool) -> None:
    page = page_html(dossier).split('id="audit"')[1].split("</section>")[0]
    assert ("s a person" in page) == screened
    assert ("1 lane" in page) == screened
    assert ("no checkpoint" in page) != screened
    assert ("Buses and screening are each" in page) == screened
    words = screen(dossier, "index.html")
    assert "needs ≥ 2 buses × 1 trip + 1 spare" in words
    assert ("screening" in words) == screened
    assert ("each by itself" in " ".join(words.split())) == screened


def test_what_was_reported_is_not_said_to_be_unreported() -> None:
    situation = tiny(people=100)
    assert note_of(situation).endswith("Nobody has reported a fleet or a screening rate.")
    said = Basis(claims=("claim",))
    told = tuple(replace(one, count=replace(one.count, basis=said)) for one in situation.vehicles)
    assert note_of(replace(situation, vehicles=told)).endswith("Nobody has reported a screening rate.")
    assert note_of(tiny(people=100, lanes=None)).endswith("so many people. Nobody has reported a fleet.")
    assert note_of(replace(tiny(people=100, lanes=None), vehicles=told)).endswith("for so many people.")


@pytest.mark.parametrize(
    ("out", "helped", "most", "words"),
    [
        (500, 0, 500, "all 500 carried"),
        (480, 0, 500, "480 of 500 carried, whether all can be is open"),
        (480, 0, 490, "480 of 500 carried, at most 490"),
        (480, 0, 480, "480 of 500 carried, proved the most"),
        (480, 3, 480, "480 of 500 carried, proved the most, those who need help first"),
        (480, 3, 490, "480 of 500 carried, at most 490, those who need help first"),
        (480, 3, 500, "480 of 500 carried, whether all can be is open"),
    ],
)
def test_what_is_carried_is_called_the_most_only_where_and_as_that_is_proved(
    out: int, helped: int, most: int, words: str
) -> None:
    """A most that search proved holds among the timetables that pass over nobody who needs help; arithmetic's, 495 and
    more, would hold of all."""
    dossier = sample.dossier()
    answer = next(a for a in dossier.answers if a.plan is not None and a.certificate.bound is not None)
    assert answer.certificate.bound is not None
    names = ("stretcher and wheelchair persons out", "persons out")
    cert = replace(
        answer.certificate,
        scenario=replace(answer.certificate.scenario, people=500, objective="most"),
        persons_out=out,
        verdict=Verdict.ALL_OUT if out == 500 else Verdict.SOME_LEFT,
        levels=tuple(
            Level(name=name, sense="max", value=value, bound=bound, proof="search")
            for name, value, bound in zip(names, (helped, out), (helped, most), strict=True)
        ),
        bound=replace(answer.certificate.bound, persons=max(495, most)),
    )
    changed = replace(dossier, answers=(replace(answer, certificate=cert),))
    assert together(changed, cert.scenario.corridor, 500) == words
    assert together(changed, cert.scenario.corridor, 499) == ""
