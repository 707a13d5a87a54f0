"""The peers' relations are those a person would mark, and the same scorer and projection stand behind each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from benchmarks import read_peers
from benchmarks.peers.quotes import Find, clauses, marks
from benchmarks.read_polnear import Article
from benchmarks.registry import Instance, MissingData, Request, Row
from safeconduct.read.relation import Relation

TEXT = "“The road is open,” said the Mayor of Halm. Ordia denied that a bridge was hit. According to Halm, it rained."


def words(text: str, found: list[Relation]) -> list[tuple[str, ...]]:
    """Source, cue and content as written."""
    return [tuple(text[slice(*spans[0])] for spans in (r.source, r.cue, r.content)) for r in found]


def test_marks_takes_quotations_statements_and_according_to() -> None:
    assert sorted(words(TEXT, marks(TEXT))) == [
        ("Halm", "According to", "it rained"),
        ("Ordia", "denied", "that a bridge was hit"),
        ("the Mayor of Halm", "said", "“The road is open,”"),
    ]


@dataclass
class Word:
    """A token as spaCy gives it, as far as the peer looks at it."""

    text: str
    idx: int
    dep_: str = ""
    children: list[Word] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def lemma_(self) -> str:
        return self.text

    @property
    def left_edge(self) -> Word:
        return min([self, *self.children], key=lambda t: t.idx)

    @property
    def right_edge(self) -> Word:
        return max([self, *self.children], key=lambda t: t.idx)


def test_clauses_takes_a_verb_with_a_subject_and_a_clause() -> None:
    text = "Ordia says it rains"
    it, subject = Word("it", 11, "nsubj"), Word("Ordia", 0, "nsubj")
    rains = Word("rains", 14, "ccomp", [it])
    parse: list[Any] = [subject, Word("says", 6, "ROOT", [subject, rains]), it, rains]
    assert words(text, clauses(lambda _: parse)(text)) == [("Ordia", "says", "it rains")]


def test_a_perfect_peer_scores_hundred_and_an_empty_one_nothing() -> None:
    relation = Relation(((0, 5),), ((6, 10),), ((11, 19),), "say", 0)
    gold = {"source": relation.source, "cue": relation.cue, "content": relation.content}
    article = Article(name="a", text="Ordia says it rains", attributions=(gold,))

    def of(find: Find) -> dict[str, float]:
        return {metric: value for metric, _, value in read_peers.figures(*read_peers.scored(find, [article]))}

    perfect, empty = of(lambda _: [relation]), of(lambda _: [])
    assert perfect["rel half F1"] == perfect["content words F1"] == 100
    assert empty["rel half F1"] == empty["content words F1"] == 0


def test_what_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_peers, "peers", lambda parse: {"marks": marks, "absent": None})
    rows = list(read_peers.run(Instance(name="own"), 0, Request(smoke=True)))
    found: dict[str, Row] = {row.metric: row for row in rows}
    assert [found[f"{who}: installed"].value for who in ("ours", "marks", "absent")] == [1, 1, 0]
    assert "absent: rel half F1" not in found
    ahead = found["ours less the best peer run, rel half F1"]
    assert ahead.value == pytest.approx(found["ours: rel half F1"].value - found["marks: rel half F1"].value, abs=0.02)
    assert ahead.value > 0


def test_without_articles_there_is_no_result(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(read_peers, "POLNEAR", tmp_path)
    with pytest.raises(MissingData):
        read_peers.run(Instance(name="PolNeAR dev"), 0, Request())
