"""How much of reports written for it the reader gets right: who said what, which values, what stands against what.

``corpus/dev`` may be read while writing rules, so its figures are in-sample. ``corpus/test`` was written apart from
the rules and is never opened by who writes them; of it, only sums are printed. ``--input`` takes a folder of reports
in the same form, kept back elsewhere, and holds them to the targets of the test half. Every report is read with its
own parties and places. The scores are defined in ``attribution.py`` and ``typed_values.py``.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.attribution import HALF, SCORES, Range, Relation, Tally, align, likeness, word_ranges, words_in
from benchmarks.corpus import AnnotatedReport, CorpusFault, GoldClaim, load_corpus
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target
from benchmarks.typed_values import FIGURES, Findings, across_populations, compare_conflicts, compare_values
from safeconduct.model.claim import Claim, ConflictKind
from safeconduct.model.report import Report, Span
from safeconduct.read.conflicts import find_conflicts

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
#: The number a half begins with names it.
HALVES = {1: "dev", 101: "test"}
SMOKE_REPORTS = 2

#: What reports must reach that no rule was written with.
TARGETS = {
    "rel half F1": Target(op=">=", value=85.0),
    "stance accuracy": Target(op=">=", value=85.0),
    "values recall": Target(op=">=", value=90.0),
    "values flagged": Target(op="<=", value=15.0),
    "silently wrong windows": Target(op="==", value=0.0),
    "silently wrong civilian counts": Target(op="==", value=0.0),
    "conflicts F1": Target(op=">=", value=85.0),
    "conflicts across populations": Target(op="==", value=0.0),
}

Read = Callable[[AnnotatedReport], tuple[Report, tuple[Claim, ...]]]
Figure = tuple[str, str, float]


@dataclass(slots=True)
class Score:
    """What many reports come to."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    findings: Findings = field(default_factory=Findings)


def _spans(spans: Sequence[Span]) -> list[Range]:
    return [(span.start, span.end) for span in spans]


def gold_relation(claim: GoldClaim, words: Sequence[Range]) -> Relation:
    """The words of a gold claim."""
    source, cue, content = (words_in(spans, words) for spans in (claim.source, claim.cue, claim.content))
    return Relation(source=source, cue=cue, content=content)


def read_relation(claim: Claim, words: Sequence[Range]) -> Relation:
    """The words of a claim as it was read."""
    source, cue, content = (words_in(_spans(spans), words) for spans in (claim.speaker, claim.cue, claim.content))
    return Relation(source=source, cue=cue, content=content)


def score_report(annotated: AnnotatedReport, report: Report, claims: Sequence[Claim], into: Score) -> None:
    """Add one report: attributed claims among themselves, unattributed ones too, then the values of all."""
    words = word_ranges(annotated.text)
    gold = [(claim, gold_relation(claim, words)) for claim in annotated.claims]
    read = [(claim, read_relation(claim, words)) for claim in claims]
    for attributed in (True, False):
        ours = [row for row in gold if row[0].attributed is attributed]
        theirs = [row for row in read if row[0].attributed is attributed]
        pairs = [(ours[i], theirs[j]) for i, j in align([row[1] for row in ours], [row[1] for row in theirs])]
        sizes = (len(theirs), len(ours))
        if not attributed:
            near = sum(likeness(g[1].content, r[1].content) >= HALF for g, r in pairs)
            into.tallies["unattributed"].add(near, *sizes)
            continue
        for name, holds in SCORES.items():
            into.tallies[name].add(sum(holds(g[1], r[1]) for g, r in pairs), *sizes)
        for name in ("stance", "party"):
            agree = sum(getattr(g[0], name) == getattr(r[0], name) for g, r in pairs)
            into.tallies[name].add(agree, len(pairs), len(pairs))
    every = [(gold[i][0], read[j][0]) for i, j in align([row[1] for row in gold], [row[1] for row in read])]
    into.tallies["kind"].add(sum(g.kind is r.kind for g, r in every), len(every), len(every))
    into.tallies["claims"].add(len(every), len(read), len(gold))
    _score_values(annotated, report, claims, every, into.findings)


def _score_values(
    annotated: AnnotatedReport,
    report: Report,
    claims: Sequence[Claim],
    pairs: Sequence[tuple[GoldClaim, Claim]],
    into: Findings,
) -> None:
    gold_of = {read.id: gold for gold, read in pairs}
    met = {gold.id for gold in gold_of.values()}
    for claim in claims:
        compare_values(gold_of.get(claim.id), claim, into)
    for gold in annotated.claims:
        if gold.id not in met:
            compare_values(gold, None, into)
    found = find_conflicts(claims, [report])
    compare_conflicts(annotated.conflicts, found, {read: gold.id for read, gold in gold_of.items()}, into)
    into.across += across_populations(found, {claim.id: claim for claim in claims}, gold_of)


def summed(tallies: Sequence[Tally]) -> Tally:
    """All of them as one (micro-averaged)."""
    total = Tally()
    for tally in tallies:
        total.add(tally.right, tally.read, tally.gold)
    return total


def figures(score: Score) -> Iterator[Figure]:
    """Every figure of a half: what is measured, its unit, its value."""
    tallies, found = score.tallies, score.findings
    yield "claims in the gold", "", tallies["claims"].gold
    yield "claims read", "", tallies["claims"].read
    for name in SCORES:
        yield f"{name} F1", "%", tallies[name].f1
    yield "rel half precision", "%", tallies["rel half"].precision
    yield "rel half recall", "%", tallies["rel half"].recall
    yield from _both("unattributed", tallies["unattributed"])
    for name in ("stance", "party", "kind"):
        yield f"{name} accuracy", "%", tallies[name].recall
    yield from _both("values", summed(list(found.slots.values())))
    for slot in FIGURES:
        if found.slots[slot].gold or found.slots[slot].read:
            yield from _both(slot, found.slots[slot])
    yield "values flagged", "%", found.flagged.recall
    for what in found.wrong:
        yield f"silently wrong {what}", "", found.wrong[what]
        yield f"unflagged {what} the gold has none of", "", found.unsupported[what]
    total = summed(list(found.conflicts.values()))
    yield "conflicts F1", "%", total.f1
    yield from _both("conflicts", total)
    yield "conflicts of whatever kind F1", "%", found.pairs.f1
    for kind in ConflictKind:
        if found.conflicts[kind].gold or found.conflicts[kind].read:
            yield from _both(f"conflicts, {kind.value},", found.conflicts[kind])
            yield f"conflicts, {kind.value}, F1", "%", found.conflicts[kind].f1
    yield "conflicts across populations", "", found.across


def _both(name: str, tally: Tally) -> Iterator[Figure]:
    yield f"{name} precision", "%", tally.precision
    yield f"{name} recall", "%", tally.recall


def rules() -> Read:
    """The reader on rules, over the parties and the places a report comes with."""
    try:
        from safeconduct.app import settings, wire
    except ImportError as error:
        raise MissingData(f"the reader is not built: {error}") from error
    from safeconduct.read.load import load_report

    reader = wire.reader(settings.settings({}))

    def read(annotated: AnnotatedReport) -> tuple[Report, tuple[Claim, ...]]:
        head = annotated.head
        report = load_report(
            annotated.text.encode(),
            id=annotated.name,
            title=head.title,
            publisher=head.publisher,
            published=head.published,
            language=head.language,
        )
        return report, reader.read(report, annotated.parties, annotated.places)

    return read


def score(reports: Sequence[AnnotatedReport], read: Read) -> Score:
    """Read every report and add it up."""
    total = Score()
    for annotated in reports:
        report, claims = read(annotated)
        score_report(annotated, report, claims, total)
    return total


def reports_of(folder: Path) -> tuple[AnnotatedReport, ...]:
    """The reports of a folder; MissingData where there are none, or one does not keep to the format.

    What the fault is, is said of every folder but the half kept apart: a fault quotes its file.
    """
    try:
        reports = load_corpus(folder)
    except CorpusFault as fault:
        apart = folder.resolve() == (CORPUS / "test").resolve()
        said = "whoever keeps it sees where with python -m benchmarks.corpus" if apart else str(fault)
        raise MissingData(f"{folder.name} does not keep to the format: {said}") from fault
    if not reports:
        raise MissingData(f"{folder.name} holds no report; they are called NNN-slug.md")
    return reports


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Read and score one half, or a folder; the smoke form takes its first reports and aims at nothing."""
    half = HALVES.get(instance.size, "")
    folder = instance.path or CORPUS / half
    reports = reports_of(folder)[: SMOKE_REPORTS if request.smoke else None]
    aimed = not request.smoke and (instance.path is not None or half == "test")
    read = rules()
    started = time.perf_counter()
    total = score(reports, read)
    seconds = time.perf_counter() - started
    rows = [("reports", "", float(len(reports))), *figures(total), ("read and scored in", "s", seconds)]
    name = f"{instance.path.name if instance.path else half}{', first reports' if request.smoke else ''}"
    return [
        Row(
            instance=name,
            seed=seed,
            metric=metric,
            unit=unit,
            value=round(value, 4),
            target=TARGETS.get(metric) if aimed else None,
        )
        for metric, unit, value in rows
    ]


def from_input(path: Path) -> Sequence[Instance]:
    """A folder of annotated reports as one instance."""
    return (Instance(name=str(path), path=path),) if any(path.glob("*.md")) else ()


SPEC = BenchSpec(
    name="read.corpus",
    describe="our own annotated reports, the half for development and the half kept apart: attribution, stance, typed "
    "values, conflicts",
    sizes=tuple(HALVES),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="on the half kept apart: rel half F1 and stance >= 85 %, values recall >= 90 % with <= 15 % flagged, no "
    "window or civilian count silently wrong, conflicts F1 >= 85 % and none across populations",
    label="the half that begins with report {size:03}",
    smoke_sizes=(1,),
    from_input=from_input,
)
