"""The figures of read.polnear, on sentences whose right figures were worked out by hand."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from benchmarks.read_polnear import (
    POLNEAR,
    Article,
    Score,
    articles_of,
    attributions_of,
    figures,
    score_article,
    univocal,
)
from benchmarks.registry import MissingData
from safeconduct.read.relation import Relation

SCORER = POLNEAR.parents[2] / "tools" / "score_attribution.py"
TEXT = "Ann said that Bob said that it rains. Eve, who denies it, left."
ANN = Relation(((0, 3),), ((4, 8),), ((9, 36),), "say", 0)
BOB = Relation(((14, 17),), ((18, 22),), ((23, 36),), "say", 0)
EVE = Relation(((38, 41),), ((47, 53),), ((54, 56),), "deny", 1, pronoun=(43, 46))


def test_the_projection_keeps_the_outermost_and_the_pronoun() -> None:
    assert univocal([ANN, BOB, EVE]) == [
        {"source": ((0, 3),), "cue": ((4, 8),), "content": ((9, 36),)},
        {"source": ((43, 46),), "cue": ((47, 53),), "content": ((54, 56),)},
    ]


def test_a_brat_file_joins_spans_in_parts() -> None:
    lines = [
        "T1\tSource 0 3\tAnn",
        "T2\tCue 4 8\tsaid",
        "T3\tContent 20 22;9 13\tit that",
        "E1\tCue:T2 Source:T1 Content:T3",
    ]
    assert attributions_of(lines) == ({"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 13), (20, 22)]},)


def test_figures_of_one_right_one_missed_and_one_too_many() -> None:
    gold = (
        {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 36)]},
        {"source": [], "cue": [(47, 53)], "content": []},
    )
    total = Score()
    score_article(Article(name="a", text=TEXT, attributions=gold), univocal([ANN]), total)
    held = dict(figures(total))
    assert held["rel exact F1"] == pytest.approx(200 / 3)
    assert (held["rel half precision"], held["rel half recall"]) == (100.0, 50.0)
    assert held["source words F1"] == 100.0
    assert held["cue words recall"] == 50.0


def test_a_folder_without_articles_is_missing_data(tmp_path: Path) -> None:
    with pytest.raises(MissingData):
        articles_of(tmp_path)


@pytest.mark.skipif(not POLNEAR.is_dir() or not SCORER.is_file(), reason=f"PolNeAR and the scorer are not at {POLNEAR}")
def test_the_figures_are_those_of_the_scorer_beside_the_project() -> None:
    articles = articles_of(POLNEAR)[:3]
    total = Score()
    gold, read = {}, {}
    for article in articles:
        rows = [dict(row) for row in article.attributions[::2]] + [
            {"source": [], "cue": [(0, 9)], "content": [(9, 40)]}
        ]
        score_article(article, rows, total)
        gold[article.name] = {"text": article.text, "relations": article.attributions}
        read[article.name] = {"relations": rows}
    wanted = runpy.run_path(str(SCORER))["score"](gold, read)
    held = dict(figures(total))
    for ours, theirs in (("rel half", "rel_half"), ("rel exact", "rel_exact"), ("rel overlap", "rel_overlap")):
        assert [round(held[f"{ours} {figure}"], 1) for figure in ("precision", "recall", "F1")] == [
            wanted[theirs][letter] for letter in "PRF"
        ]
    for role in ("source", "cue", "content"):
        assert round(held[f"{role} words F1"], 1) == wanted[f"tok_{role}"]["F"]
