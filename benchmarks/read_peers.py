"""Other extractors beside our reader: the same articles, the same scorer, the same univocal projection.

The articles are those of ``read.polnear`` (not part of this project); ``--input`` takes another folder in that form.
Each peer gets the same small English model where it parses. One that is not installed (``pip install
"safeconduct[peers]"``) says so in a row of its own, and is no pass.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.peers.quotes import Find, peers
from benchmarks.read_polnear import (
    POLNEAR,
    ROLES,
    Article,
    Score,
    articles_of,
    from_input,
    own_reports,
    score_article,
    univocal,
)
from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

HEADLINE = "rel half F1"
AHEAD = Target(op=">", value=0.0)


def scored(find: Find, articles: Sequence[Article]) -> tuple[Score, float]:
    """What a peer finds, counted as ``read.polnear`` counts, and the seconds of processor time it took."""
    total, started = Score(), time.process_time()
    read = [univocal(find(article.text)) for article in articles]
    seconds = time.process_time() - started
    for article, rows in zip(articles, read, strict=True):
        score_article(article, rows, total)
    return total, seconds


def figures(score: Score, seconds: float) -> list[tuple[str, str, float]]:
    """The figures of one extractor: the headline with its two sides, the words of each role, and what it cost."""
    half = score.tallies["rel half"]
    return [
        (HEADLINE, "%", half.f1),
        ("rel half precision", "%", half.precision),
        ("rel half recall", "%", half.recall),
        *((f"{role} words F1", "%", score.tallies[f"{role} words"].f1) for role in ROLES),
        ("processor time", "s", seconds),
    ]


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Score ours and every peer; the smoke form takes two reports of our own and aims at nothing."""
    try:
        import spacy

        from safeconduct.adapters.spacy_parser import SpacyParser, checked_folder
        from safeconduct.read.reader import RulesReader
    except ImportError as error:
        raise MissingData(f"the reader is not built: {error}") from error
    smoke = request.smoke and instance.path is None
    articles = own_reports() if smoke else articles_of(instance.path or POLNEAR)
    reader = RulesReader(SpacyParser())
    reader.attributions("Ardia said that the road is open.")
    name = "our own reports" if smoke else instance.name

    def row(metric: str, unit: str, value: float, target: Target | None = None) -> Row:
        return Row(instance=name, seed=seed, metric=metric, unit=unit, value=round(value, 2), target=target)

    rows: list[Row] = []
    halves: dict[str, float] = {}
    parse = spacy.load(checked_folder(), exclude=["ner"])
    for who, find in {"ours": lambda text: list(reader.attributions(text)), **peers(parse)}.items():
        rows.append(row(f"{who}: installed", "", 0.0 if find is None else 1.0))
        if find is None:
            continue
        score, seconds = scored(find, articles)
        halves[who] = score.tallies["rel half"].f1
        rows.extend(row(f"{who}: {metric}", unit, value) for metric, unit, value in figures(score, seconds))
    best = max(value for who, value in halves.items() if who != "ours")
    rows.append(
        row("ours less the best peer run, rel half F1", "points", halves["ours"] - best, None if smoke else AHEAD)
    )
    return rows


SPEC = BenchSpec(
    name="read.peers",
    describe="other extractors of who says what beside our reader, on the articles of read.polnear, same scorer and "
    "same projection; what is not installed says so",
    sizes=(1,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="rel half F1 above that of every peer that can be run",
    label="PolNeAR dev",
    from_input=from_input,
)
