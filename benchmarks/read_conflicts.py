"""Conflicts from claims as they were written down, and from claims as they were read: which of the two is at fault.

The rules on conflicts see claims. Given the gold claims of ``corpus/``, they show what the rules alone can do; given
the reader's own, what a user gets. The difference is what the reader loses before a rule is asked. A gold claim becomes
a claim of the ledger's own type: what the corpus does not write down of a value (a hedge, the place of a count, what a
bridge crosses) is taken from the words of its content by the reader's grammars, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from benchmarks.corpus import AnnotatedReport, GoldClaim
from benchmarks.read_corpus import (
    CORPUS,
    SMOKE_REPORTS,
    Read,
    Score,
    from_input,
    reports_of,
    rules,
    score_report,
    summed,
)
from benchmarks.registry import BenchSpec, Instance, Request, Row, Target
from benchmarks.typed_values import across_populations, compare_conflicts, same
from safeconduct.model.claim import (
    AnswerValue,
    Claim,
    ConditionValue,
    ConflictKind,
    DestinationValue,
    Hedge,
    Origin,
    OutcomeValue,
    PeopleValue,
    ReserveValue,
    RoadValue,
    TransportValue,
    Value,
    WindowValue,
)
from safeconduct.model.report import Report, Span
from safeconduct.read.conflicts import find_conflicts
from safeconduct.read.infrastructure import road_states
from safeconduct.read.load import load_report
from safeconduct.read.places import Finder, Mention


def gold_ledger(annotated: AnnotatedReport) -> tuple[Report, tuple[Claim, ...]]:
    """A report and its gold claims in the ledger's type; each claim keeps its gold id."""
    head = annotated.head
    report = load_report(
        annotated.text.encode(),
        id=annotated.name,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        language=head.language,
    )
    mentions = Finder(annotated.places).find(report.text)
    return report, tuple(_claim(gold, annotated, report, mentions) for gold in annotated.claims)


def _claim(gold: GoldClaim, annotated: AnnotatedReport, report: Report, mentions: Sequence[Mention]) -> Claim:
    said = annotated.quote(gold.content)
    places = tuple(dict.fromkeys(m.place for a, b in gold.content for m in mentions if a <= m.start and m.end <= b))
    return Claim(
        id=gold.id,
        report=report.id,
        kind=gold.kind,
        stance=gold.stance,
        hedge=Hedge.EXACT,
        origin=Origin.PERSON,
        speaker=_spans(gold.source, report),
        cue=_spans(gold.cue, report),
        content=_spans(gold.content, report),
        party=gold.party,
        suggested_party=None,
        relayed_by=gold.relayed_by,
        values=tuple(_value(value, said, places) for value in gold.values),
        places=places,
        flags=(),
    )


def _spans(ranges: Sequence[tuple[int, int]], report: Report) -> tuple[Span, ...]:
    return tuple(Span(report=report.id, start=a, end=b, quote=report.text[a:b]) for a, b in ranges)


def _value(gold: dict[str, Any], said: str, places: Sequence[str]) -> Value:
    """A gold value in the ledger's type."""
    stated = {name: value for name, value in gold.items() if name != "slot"}
    match gold["slot"]:
        case "people":
            place = places[0] if len(places) == 1 else None
            return PeopleValue(**stated, hedge=_hedge(gold), as_written=said, place=place)
        case "window":
            return WindowValue(**stated, as_written=said)
        case "destination":
            return DestinationValue(**stated, as_written=said)
        case "road":
            return _road(stated, said)
        case "reserve":
            return ReserveValue(**stated, as_written=said)
        case "transport":
            return TransportValue(**stated, as_written=said)
        case "condition":
            return ConditionValue(**stated, as_written=said)
        case "outcome":
            return OutcomeValue(**stated, as_written=said)
        case slot:
            return AnswerValue(slot=slot, **stated, addressee=None, reason=None, as_written=said)


def _hedge(gold: dict[str, Any]) -> Hedge:
    """The corpus writes "about 400" as 400 to 400: one number may be either, and is taken for the exact one."""
    if gold["high"] is None:
        return Hedge.AT_LEAST
    return Hedge.AT_MOST if gold["low"] is None else Hedge.EXACT


def _road(stated: dict[str, Any], said: str) -> RoadValue:
    """A road's state with the water it crosses, the places it joins and the words, where the reader finds the same."""
    read = next((s.value for s in road_states(said) if same({"slot": "road", **stated}, s.value)), None)
    names = tuple(stated["names"])
    if read is not None:
        return replace(read, names=names)
    return RoadValue(**{**stated, "names": names}, over=None, links=(), as_written=" ".join(names) or said)


def score_rules(reports: Sequence[AnnotatedReport]) -> Score:
    """Conflicts among the gold claims of each report."""
    total = Score()
    for annotated in reports:
        report, claims = gold_ledger(annotated)
        found = find_conflicts(claims, [report])
        compare_conflicts(annotated.conflicts, found, {claim.id: claim.id for claim in claims}, total.findings)
        gold_of = {claim.id: claim for claim in annotated.claims}
        total.findings.across += across_populations(found, {claim.id: claim for claim in claims}, gold_of)
    return total


def score_read(reports: Sequence[AnnotatedReport], read: Read) -> Score:
    """Conflicts among the claims the reader reads in each report."""
    total = Score()
    for annotated in reports:
        score_report(annotated, *read(annotated), total)
    return total


def _figures(score: Score, claims: str) -> Iterator[tuple[str, str, float]]:
    found = score.findings
    total = summed(list(found.conflicts.values()))
    tallies = (*((name.value, found.conflicts[name]) for name in ConflictKind), ("of whatever kind", found.pairs))
    for name, tally in (("all", total), *tallies):
        if tally.gold or tally.read:
            yield f"{claims} claims, {name}, F1", "%", tally.f1
            yield f"{claims} claims, {name}, precision", "%", tally.precision
            yield f"{claims} claims, {name}, recall", "%", tally.recall
    yield f"{claims} claims, across populations", "", found.across


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Both ledgers of the half for development, or of a folder."""
    reports = reports_of(instance.path or CORPUS / "dev")[: SMOKE_REPORTS if request.smoke else None]
    rows = [*_figures(score_rules(reports), "gold"), *_figures(score_read(reports, rules()), "read")]
    target = Target(op="==", value=0.0)
    return [
        Row(
            instance=instance.name,
            seed=seed,
            metric=metric,
            unit=unit,
            value=round(value, 4),
            target=target if metric == "gold claims, across populations" else None,
        )
        for metric, unit, value in rows
    ]


SPEC = BenchSpec(
    name="read.conflicts",
    describe="conflicts among the claims our annotators wrote down and among those the reader reads, half for "
    "development",
    sizes=(1,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="no pair across populations among the gold claims; the rest informs",
    label="dev",
    from_input=from_input,
)
