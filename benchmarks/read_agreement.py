"""How far two annotations of the same reports agree: a ceiling for what a reader can be held to.

``corpus/test/second`` holds ten reports of the test half annotated a second time, from the plain text and the guide
alone. The second annotation is scored against the first exactly as ``read.corpus`` scores the reader; only sums are
printed. ``--input`` takes a folder of reports in that form with a folder ``second`` in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from benchmarks.attribution import HALF, SCORES, Relation, Tally, align, likeness, word_ranges
from benchmarks.corpus import AnnotatedReport, GoldClaim
from benchmarks.read_corpus import CORPUS, gold_relation, reports_of, summed
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row
from benchmarks.typed_values import Findings, compare_conflicts, figure_of, same
from safeconduct.model.claim import Conflict, Value

SECOND = "second"
SMOKE_REPORTS = 2


@dataclass(slots=True)
class Agreement:
    """What many reports come to; the first annotation stands as the gold, which only matters for the words."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    slots: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    findings: Findings = field(default_factory=Findings)


Claims = list[tuple[GoldClaim, Relation]]


def compare(first: AnnotatedReport, second: AnnotatedReport, into: Agreement) -> None:
    """Add one report; ValueError when the two are not of one text."""
    if first.text != second.text:
        raise ValueError(f"{first.name}: the two annotations are not of the same text")
    words = word_ranges(first.text)
    one, other = ([(claim, gold_relation(claim, words)) for claim in report.claims] for report in (first, second))
    for attributed in (True, False):
        ours, theirs = ([row for row in rows if row[0].attributed is attributed] for rows in (one, other))
        _relations(ours, theirs, attributed, into)
    pairs = {(other[j][0].id): one[i][0] for i, j in align([row[1] for row in one], [row[1] for row in other])}
    into.tallies["claims"].add(len(pairs), len(other), len(one))
    met = {claim.id for claim in pairs.values()}
    for claim, _ in other:
        _values(pairs.get(claim.id), claim, into)
        if claim.id in pairs:
            into.tallies["kind"].add(pairs[claim.id].kind is claim.kind, 1, 1)
    for claim, _ in one:
        if claim.id not in met:
            _values(claim, None, into)
    found = cast("Sequence[Conflict]", second.conflicts)  # kind, left and right: all that is looked at
    compare_conflicts(first.conflicts, found, {mine: gold.id for mine, gold in pairs.items()}, into.findings)


def _relations(ours: Claims, theirs: Claims, attributed: bool, into: Agreement) -> None:
    pairs = [(ours[i], theirs[j]) for i, j in align([row[1] for row in ours], [row[1] for row in theirs])]
    sizes = (len(theirs), len(ours))
    if not attributed:
        into.tallies["unattributed"].add(sum(likeness(a[1].content, b[1].content) >= HALF for a, b in pairs), *sizes)
        return
    for name, holds in SCORES.items():
        into.tallies[name].add(sum(holds(a[1], b[1]) for a, b in pairs), *sizes)
    for name in ("stance", "party"):
        into.tallies[name].add(
            sum(getattr(a[0], name) == getattr(b[0], name) for a, b in pairs), len(pairs), len(pairs)
        )


def _values(first: GoldClaim | None, second: GoldClaim | None, into: Agreement) -> None:
    """Values of an aligned pair, or of a claim one side has alone."""
    left = list(first.values) if first is not None else []
    for value in left:
        into.slots[figure_of(value["slot"])].add(0, 0, 1)
    for stated in second.values if second is not None else ():
        match = next((value for value in left if same(value, cast("Value", SimpleNamespace(**stated)))), None)
        if match is not None:
            left.remove(match)
        into.slots[figure_of(stated["slot"])].add(match is not None, 1, 0)


def figures(found: Agreement) -> Iterator[tuple[str, str, float]]:
    """Every figure: what is measured, its unit, its value."""
    tallies = found.tallies
    yield "claims of the first", "", tallies["claims"].gold
    yield "claims of the second", "", tallies["claims"].read
    for name in SCORES:
        yield f"{name} F1", "%", tallies[name].f1
    yield "unattributed F1", "%", tallies["unattributed"].f1
    for name in ("stance", "party", "kind"):
        yield f"{name} agreement", "%", tallies[name].recall
    yield "values F1", "%", summed(list(found.slots.values())).f1
    for slot, tally in sorted(found.slots.items()):
        yield f"{slot} F1", "%", tally.f1
    yield "conflicts F1", "%", summed(list(found.findings.conflicts.values())).f1
    yield "conflicts of whatever kind F1", "%", found.findings.pairs.f1


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Compare every report that was annotated twice."""
    folder = instance.path or CORPUS / "test"
    seconds = reports_of(folder / SECOND)[: SMOKE_REPORTS if request.smoke else None]
    firsts = {report.name: report for report in reports_of(folder)}
    total = Agreement()
    for second in seconds:
        if second.name not in firsts:
            raise MissingData(f"{folder.name} holds no first annotation of {second.name}")
        compare(firsts[second.name], second, total)
    name = f"{folder.name}, annotated twice{', first reports' if request.smoke else ''}"
    rows = [("reports", "", float(len(seconds))), *figures(total)]
    return [Row(instance=name, seed=seed, metric=m, unit=unit, value=round(value, 2)) for m, unit, value in rows]


def from_input(path: Path) -> Sequence[Instance]:
    """A folder with a folder of second annotations in it."""
    return (Instance(name=str(path), path=path),) if any((path / SECOND).glob("*.md")) else ()


SPEC = BenchSpec(
    name="read.agreement",
    describe="ten reports of our corpus annotated twice: how far the second annotation agrees with the first, scored "
    "as read.corpus scores the reader",
    sizes=(1,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="none: what people agree on is measured, not aimed at",
    label="corpus/test/second",
    from_input=from_input,
)
