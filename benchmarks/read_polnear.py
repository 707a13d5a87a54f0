"""Attribution on PolNeAR: 84 American news articles whose sources, cues and contents others have annotated.

The corpus is not part of this project and has no licence: it lies beside it as ``../shared/data/polnear``, and
``--input`` takes another folder with ``text`` and ``attributions``. Only its development half is read. Nothing of it
was taken over, no word list and no weight; the rules are general grammar, written after reading where they failed on
its training half. The development half was scored along the way and not read.

Its annotation differs from a ledger, so the reader's attributions are *projected* on it (``univocal``):

* everything the reader finds counts, also attitudes, findings and denied speech, which no ledger keeps;
* an attribution inside what another one attributes is left out: here a word belongs to one attribution only, where the
  ledger keeps who relays whom;
* a relative pronoun stands for its antecedent ("the council, *which* rejected it"), where the ledger has the noun.

Figures are micro-averaged over articles and defined in ``attribution.py``; token figures are over (article, word)
sets of a role. Where an article was annotated more than once, the first annotator by name is the gold.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.attribution import SCORES, Range, Relation, Tally, align, word_ranges, words_in
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target
from safeconduct.read import relation as found

ROOT = Path(__file__).resolve().parents[1]
POLNEAR = ROOT.parent / "shared" / "data" / "polnear" / "dev"
OWN = ROOT / "corpus" / "dev"
ROLES = ("source", "cue", "content")
SMOKE_REPORTS = 2

TARGETS = {
    "rel half F1": Target(op=">=", value=62.0),
    "source words F1": Target(op=">=", value=73.0),
    "cue words F1": Target(op=">=", value=57.0),
    "content words F1": Target(op=">=", value=81.0),
}

Spans = Mapping[str, Sequence[Range]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text and who says what in it, by role, as offsets into the text (end exclusive)."""

    name: str
    text: str
    attributions: tuple[Spans, ...]


@dataclass(slots=True)
class Score:
    """What many articles come to."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def attributions_of(lines: Iterable[str]) -> tuple[Spans, ...]:
    """Attributions of a brat file: ``T`` lines give spans (discontinuous ones in parts), ``E`` lines join them."""
    spans: dict[str, list[Range]] = {}
    rows: list[dict[str, list[Range]]] = []
    for line in lines:
        parts = line.rstrip("\n").split("\t")
        if len(parts) < 2:
            continue
        if parts[0].startswith("T"):
            offsets = parts[1].split(" ", 1)[1].split(";")
            spans[parts[0]] = [(int(a), int(b)) for a, b in (piece.split() for piece in offsets)]
        elif parts[0].startswith("E"):
            row: dict[str, list[Range]] = {role: [] for role in ROLES}
            for name, held in (piece.split(":") for piece in parts[1].split()):
                role = name.rstrip("0123456789").lower()
                row.get(role, []).extend(spans.get(held, ()))
            rows.append({role: sorted(held) for role, held in row.items()})
    return tuple(rows)


def articles_of(folder: Path) -> tuple[Article, ...]:
    """Articles of a folder with ``text/NAME.txt`` and ``attributions/NAME_*.ann``, by name; MissingData without any."""
    read = []
    for path in sorted((folder / "text").glob("*.txt")):
        annotated = sorted((folder / "attributions").glob(path.stem.replace("[", "[[]") + "_????.ann"))
        rows = attributions_of(annotated[0].read_text(encoding="utf-8").splitlines()) if annotated else ()
        read.append(Article(name=path.stem, text=path.read_bytes().decode("utf-8"), attributions=rows))
    if not read:
        raise MissingData(f"{folder} holds no text/*.txt; give a folder of PolNeAR as --input")
    return tuple(read)


def own_reports() -> tuple[Article, ...]:
    """The first reports of our own corpus in the same form: their attributed claims."""
    from benchmarks.corpus import load_corpus

    return tuple(
        Article(
            name=report.name,
            text=report.text,
            attributions=tuple(
                {"source": claim.source, "cue": claim.cue, "content": claim.content}
                for claim in report.claims
                if claim.attributed
            ),
        )
        for report in load_corpus(OWN)[:SMOKE_REPORTS]
    )


def univocal(attributions: Sequence[found.Relation]) -> list[Spans]:
    """The projection: outermost attributions only, with the relative pronoun where there is one."""
    return [
        {"source": (one.pronoun,) if one.pronoun else one.source, "cue": one.cue, "content": one.content}
        for one in attributions
        if not any(_holds(other, one) for other in attributions)
    ]


def _holds(outer: found.Relation, inner: found.Relation) -> bool:
    """The inner cue lies in what the outer one attributes, and not the other way round too."""
    held = all(outer.holds(at) for at in inner.cue)
    return outer is not inner and held and not (outer.cue and inner.holds(outer.cue[0]))


def score_article(article: Article, read: Sequence[Spans], into: Score) -> None:
    """Add one article to the tallies of words and of relations."""
    words = word_ranges(article.text)
    gold, ours = ([_words(spans, words) for spans in rows] for rows in (article.attributions, read))
    ours = [row for row in ours if row.cue or row.content]
    for role in ROLES:
        one, other = ({word for row in rows for word in getattr(row, role)} for rows in (gold, ours))
        into.tallies[f"{role} words"].add(len(one & other), len(other), len(one))
    pairs = align(gold, ours)
    for name, holds in SCORES.items():
        into.tallies[name].add(sum(holds(gold[i], ours[j]) for i, j in pairs), len(ours), len(gold))


def _words(spans: Spans, words: Sequence[Range]) -> Relation:
    source, cue, content = (words_in(spans.get(role, ()), words) for role in ROLES)
    return Relation(source=source, cue=cue, content=content)


def figures(score: Score) -> Iterator[tuple[str, float]]:
    """F1, precision and recall of every tally, in percent."""
    for name in (*SCORES, *(f"{role} words" for role in ROLES)):
        tally = score.tallies[name]
        yield f"{name} F1", tally.f1
        yield f"{name} precision", tally.precision
        yield f"{name} recall", tally.recall


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Read and score all articles; the smoke form reads two reports of our own and aims at nothing."""
    try:
        from safeconduct.adapters.spacy_parser import SpacyParser
        from safeconduct.read.reader import RulesReader
    except ImportError as error:
        raise MissingData(f"the reader is not built: {error}") from error
    smoke = request.smoke and instance.path is None
    articles = own_reports() if smoke else articles_of(instance.path or POLNEAR)
    reader = RulesReader(SpacyParser())
    total = Score()
    reader.attributions("Ardia said that the road is open.")
    started = time.perf_counter()
    read = [univocal(reader.attributions(article.text)) for article in articles]
    seconds = time.perf_counter() - started
    for article, rows in zip(articles, read, strict=True):
        score_article(article, rows, total)
    name = "our own reports" if smoke else instance.name
    counted = [
        ("articles", "", float(len(articles))),
        ("attributions in the gold", "", float(sum(len(article.attributions) for article in articles))),
        ("attributions read", "", float(sum(map(len, read)))),
        *((metric, "%", value) for metric, value in figures(total)),
        ("read in", "s", seconds),
    ]
    return [
        Row(
            instance=name,
            seed=seed,
            metric=metric,
            unit=unit,
            value=round(value, 2),
            target=None if smoke else TARGETS.get(metric),
        )
        for metric, unit, value in counted
    ]


def from_input(path: Path) -> Sequence[Instance]:
    """A folder with ``text`` and ``attributions`` as one instance."""
    return (Instance(name=path.name, path=path),) if (path / "text").is_dir() else ()


SPEC = BenchSpec(
    name="read.polnear",
    describe="attribution on the development half of PolNeAR (not part of this project), through a univocal projection",
    sizes=(1,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="rel half F1 >= 62 %, source, cue and content words F1 >= 73, 57 and 81 %",
    label="PolNeAR dev",
    from_input=from_input,
)
