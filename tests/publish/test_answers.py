"""Answers in words: a limit says under which condition it was found."""

from __future__ import annotations

from dataclasses import replace

from safeconduct.model.certificate import Certificate, Level, Verdict
from safeconduct.publish import lexicon, tokens
from safeconduct.publish.answers import needs_first, reached, sentence, state_of
from safeconduct.publish.ledger import build_ledger
from safeconduct.publish.summary import summary_of
from tests.publish import sample


def searched(needs: int) -> tuple[Certificate, str]:
    """A certificate whose limit on persons comes from search, after the persons with needs, and its sentence."""
    dossier = sample.dossier()
    answer = next(a for a in dossier.answers if a.plan is not None and a.certificate.bound is not None)
    cert = answer.certificate
    assert cert.bound is not None
    most = cert.bound.persons - 1
    levels = tuple(
        Level(name=name, sense="max", value=n, bound=n, proof="search")
        for name, n in (("stretcher and wheelchair persons out", needs), ("persons out", most))
    )
    scenario = replace(cert.scenario, objective="most", people=cert.bound.persons + 10)
    changed = replace(
        cert,
        levels=levels,
        scenario=scenario,
        persons_out=most,
        verdict=type(cert.verdict)("not everyone can be moved"),
    )
    assert dossier.situation is not None
    return changed, sentence(replace(answer, certificate=changed), dossier.situation)


def test_more_could_move_if_the_slowest_to_board_were_passed_over() -> None:
    cert, words = searched(needs=3)
    assert needs_first(cert) == lexicon.NEEDS_FIRST
    assert f"{lexicon.NEEDS_FIRST}; with those places kept no timetable can move more" in words


def test_without_such_needs_the_limit_stands_alone() -> None:
    cert, words = searched(needs=0)
    assert needs_first(cert) == ""
    assert "no timetable can move more" in words


def test_not_decided_is_said_and_claims_nothing() -> None:
    dossier = sample.dossier()
    assert dossier.situation is not None
    answer = dossier.answers[0]
    cert = replace(answer.certificate, verdict=Verdict.UNDECIDED, persons_out=0, cut=None, bound=None, levels=())
    undecided = replace(answer, certificate=cert, plan=None)
    words = sentence(undecided, dossier.situation)
    assert "nothing is decided" in words
    assert " 0 of " not in words
    summary, state = summary_of([undecided], build_ledger(dossier))
    assert "nothing is decided" in summary
    assert tokens.STATES[state].word == "not decided"


def test_every_verdict_has_a_mark() -> None:
    cert, _ = searched(needs=0)
    assert {state_of(replace(cert, verdict=verdict)) for verdict in Verdict} <= tokens.STATES.keys()


def test_that_not_everyone_can_go_is_said_only_where_it_is_proved() -> None:
    """The same plan for all but ten people, once below a bound that allows everyone, once proved the most there is."""
    cert, _ = searched(needs=0)
    assert cert.bound is not None
    proved = state_of(cert)
    assert tokens.STATES[proved].word == "not everyone can be moved"
    persons = replace(cert.levels[-1], bound=cert.scenario.people)
    bound = replace(cert.bound, persons=cert.scenario.people)
    open_ = replace(cert, levels=(cert.levels[0], persons), bound=bound)
    assert tokens.STATES[state_of(open_)].word == "a plan for some; open for all"
    dossier = sample.dossier()
    assert dossier.situation is not None
    answer = replace(dossier.answers[0], certificate=open_)
    assert "whether all can be moved is open" in sentence(answer, dossier.situation)
    words, state = summary_of([answer], build_ledger(dossier))
    assert state == "open for all"
    assert "the plan found moves" in words


def test_a_remedy_says_of_everyone_what_its_bound_says() -> None:
    assert [reached(*given, 100) for given in ((100, 100), (90, 100), (90, 95), (0, 95), (0, 100), (0, 0))] == [
        "all", "open for all", "some", "some", "open for all", "nobody",
    ]  # fmt: skip
