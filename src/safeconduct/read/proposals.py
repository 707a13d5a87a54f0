"""What a language model proposes, checked against the report: verbatim words with offsets found by us, or rejected.

A proposal counts only when each of its strings stands in the text, exactly or but for quotation marks, dashes and
white space. Never by similarity: "more than 50" is nearly "more than 500". Numbers, hours, places and parties are read
from the words found, by the same grammars that read everything else; nothing else a model says is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from safeconduct.model.claim import Claim, Origin, Stance
from safeconduct.model.report import Party, Report, Span
from safeconduct.ports import Parser
from safeconduct.read.claims import build_claims
from safeconduct.read.parties import PartyTable, demonyms, neutral_parties
from safeconduct.read.places import Finder
from safeconduct.read.relation import Relation
from safeconduct.read.segment import paragraphs, parser_view, sentences
from safeconduct.read.tree import Range, Tree, grow
from safeconduct.read.values import Context

_Key = tuple[tuple[Range, ...], tuple[Range, ...], tuple[Range, ...]]

LONGEST = 2_000
"""Longest string taken from a model, in code points."""

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_NOT = re.compile(r"(?:\b(?:not|never|no|nor|neither|nobody|without)|n['’]t)\s+(?:[\w'’]+\s+){0,2}$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One statement as a model gives it: the number of its paragraph from 1, three strings and a stance."""

    paragraph: int
    speaker: str
    cue: str
    content: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A proposal that was not taken, and why."""

    proposal: Proposal
    why: str

    def words(self) -> str:
        """One line for a person."""
        content = self.proposal.content if len(self.proposal.content) <= 80 else self.proposal.content[:79] + "…"
        return f"rejected, {self.why}: {' '.join(content.split())!r} ({' '.join(self.proposal.speaker.split())[:60]!r})"


def located(text: str, proposals: Iterable[Proposal]) -> tuple[list[tuple[Proposal, Relation]], list[Rejected]]:
    """Each proposal with its offsets, or the reason why it is rejected. A pure function of its arguments."""
    plain, places = _normalised(text)
    ranges = paragraphs(text)
    starts = [s.start for s in sentences(text)]
    found: list[tuple[Proposal, Relation]] = []
    rejected: list[Rejected] = []
    for proposal in proposals:
        answer = _locate(proposal, text, plain, places, ranges)
        if isinstance(answer, str):
            rejected.append(Rejected(proposal=proposal, why=answer))
            continue
        speaker, cue, content = answer
        number = max((n for n, start in enumerate(starts) if start <= cue[0]), default=0)
        flags = ("a negation stands before the cue",) if _NOT.search(text[max(0, cue[0] - 40) : cue[0]]) else ()
        relation = Relation((speaker,), (cue,), (content,), "", number, flags)
        if any(relation == other for _, other in found):
            rejected.append(Rejected(proposal=proposal, why="proposed twice"))
        else:
            found.append((proposal, relation))
    return found, rejected


def _locate(
    proposal: Proposal, text: str, plain: str, places: Sequence[int], ranges: Sequence[Range]
) -> tuple[Range, Range, Range] | str:
    """Speaker, cue and content as offsets, or what is wrong."""
    for name, words in (("speaker", proposal.speaker), ("cue", proposal.cue), ("content", proposal.content)):
        if not any(c.isalnum() for c in words):
            return f"the {name} holds no word"
        if len(words) > LONGEST:
            return f"the {name} is longer than {LONGEST} characters"
    contents = _occurrences(proposal.content, text, plain, places)
    if not contents:
        return "its words are not in the report"
    holders = [(content, part) for content in contents for part in ranges if part[0] <= content[0] < part[1]]
    numbered = ranges[proposal.paragraph - 1] if 0 < proposal.paragraph <= len(ranges) else None
    holders = [held for held in holders if held[1] == numbered] or (holders if len(holders) == 1 else [])
    if not holders:
        return "its words stand in several paragraphs, none of them the one named"
    content, part = holders[0]
    cue = _nearest(_occurrences(proposal.cue, text, plain, places), content, part)
    if cue is None:
        return "the cue is not in the paragraph of the words"
    speaker = _nearest(_occurrences(proposal.speaker, text, plain, places), cue, part)
    if speaker is None:
        return "the speaker is not in the paragraph of the words"
    return speaker, cue, content


def _nearest(places: Iterable[Range], to: Range, within: Range) -> Range | None:
    """The occurrence nearest to a range that does not overlap it, inside the paragraph."""
    inside = [at for at in places if within[0] <= at[0] and at[1] <= within[1] and (at[1] <= to[0] or to[1] <= at[0])]
    return min(inside, key=lambda at: (min(abs(at[1] - to[0]), abs(at[0] - to[1])), at[0]), default=None)


def _occurrences(words: str, text: str, plain: str, places: Sequence[int]) -> list[Range]:
    """Where the words stand as whole words: exactly, otherwise but for quotation marks, dashes and white space."""
    exact = [(at, at + len(words.strip())) for at in _all(words.strip(), text)]
    kept = [at for at in exact if _whole(text, at)]
    if kept:
        return kept
    needle = " ".join(_normalised(words)[0].split())
    found = ((places[at], places[at + len(needle) - 1] + 1) for at in _all(needle, plain))
    return [at for at in found if _whole(text, at)]


def _all(needle: str, hay: str) -> list[int]:
    found, at = [], hay.find(needle) if needle else -1
    while at >= 0:
        found.append(at)
        at = hay.find(needle, at + 1)
    return found


def _whole(text: str, at: Range) -> bool:
    """Whether a range cuts no word: "50" out of "500" is another number."""
    left = at[0] > 0 and text[at[0] - 1].isalnum() and text[at[0]].isalnum()
    right = at[1] < len(text) and text[at[1]].isalnum() and text[at[1] - 1].isalnum()
    number = re.match(r"[.,]\d", text[at[1] :]) is not None and text[at[1] - 1].isdigit()
    number |= at[0] > 1 and re.fullmatch(r"\d[.,]", text[at[0] - 2 : at[0]]) is not None and text[at[0]].isdigit()
    return not (left or right or number)


def _normalised(text: str) -> tuple[str, list[int]]:
    """The text with one kind of quotation mark, dash and space, and where each of its characters stands."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text.translate(_SAME)):
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(at)
        else:
            letters.append(letter)
            places.append(at)
    return "".join(letters), places


def claims_of(
    report: Report,
    found: Sequence[tuple[Proposal, Relation]],
    parser: Parser,
    parties: Sequence[Party],
    gazetteer: Mapping[str, Sequence[str]],
    origin: str,
) -> tuple[Claim, ...]:
    """Claims of located proposals, typed by our grammars; ``origin`` says which model and prompt proposed them."""
    plain = parser_view(report.text)
    found_at = sentences(report.text)
    parses = parser.parse_all([plain[s.start : s.end] for s in found_at])
    trees = [grow(sentence, parse) for sentence, parse in zip(found_at, parses, strict=True)]
    table = PartyTable(tuple(parties) or neutral_parties(), report.text, report.publisher)
    known = {name.lower() for names in gazetteer.values() for name in names}
    mentions = Finder(gazetteer, (table.names() | demonyms()) - known).find(report.text)
    context = Context(report.text, report.published, mentions, table)
    relations = sorted(
        (replace(relation, lemma=_lemma(relation, trees)) for _, relation in found), key=lambda r: (r.cue, r.content)
    )
    said = {(relation.cue, relation.content, relation.source): proposal.stance for proposal, relation in found}
    typed = build_claims(report, trees, relations, context)
    return tuple(_signed(claim, said, origin) for claim in typed if claim.attributed)


def _signed(claim: Claim, said: Mapping[_Key, Stance], origin: str) -> Claim:
    stance = said.get((_ranges(claim.cue), _ranges(claim.content), _ranges(claim.speaker)))
    other = (f"the model takes it for {stance.value!r}",) if stance is not None and stance is not claim.stance else ()
    return replace(claim, origin=Origin.LLM, flags=(*claim.flags, *other, origin))


def _ranges(spans: Sequence[Span]) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in spans)


def _lemma(relation: Relation, trees: Sequence[Tree]) -> str:
    """The lemma of the last verb of the cue, or of its last noun."""
    (start, end), *_ = relation.cue
    tokens = [token for tree in trees for token in tree.tokens if start <= token.start and token.end <= end]
    for kinds in (("VERB",), ("AUX", "NOUN")):
        lemmas = [token.lemma.lower() for token in tokens if token.pos in kinds]
        if lemmas:
            return lemmas[-1]
    return "accord" if any(token.text.lower() == "according" for token in tokens) else ""


def merged(rules: Sequence[Claim], proposed: Sequence[Claim]) -> tuple[Claim, ...]:
    """Both readings in text order; what both found stands once, as the rules have it."""
    spans = {(claim.content, claim.speaker) for claim in rules}
    ids = {claim.id for claim in rules}
    more = [c for c in proposed if c.id not in ids and (c.content, c.speaker) not in spans]
    kept = {c.id for c in (*rules, *more)}
    loose = [c if c.relayed_by is None or c.relayed_by in kept else replace(c, relayed_by=None) for c in more]
    return tuple(sorted((*rules, *loose), key=lambda c: min(s.start for s in c.content)))
