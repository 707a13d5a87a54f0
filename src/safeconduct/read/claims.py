"""Typed claims from relations and from what they leave uncovered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from safeconduct.model.claim import (
    Claim,
    Hedge,
    Kind,
    Origin,
    PeopleValue,
    Stance,
    Value,
    claim_id,
)
from safeconduct.model.report import Report, Span
from safeconduct.read.adjuncts import completed
from safeconduct.read.attribute import Relation
from safeconduct.read.by_party import by_party
from safeconduct.read.gaps import uncovered
from safeconduct.read.own_act import ACTS, DENIED, TOLD, UNDONE, UNNAMED, is_pronoun, taken_back
from safeconduct.read.parted import parted
from safeconduct.read.parties import Resolved
from safeconduct.read.same_outcome import SAME, same_outcome
from safeconduct.read.stance import hedge_of, stance_of
from safeconduct.read.times import mentions_time
from safeconduct.read.tree import Range, Tree
from safeconduct.read.values import Context, destination_of, kind_of, values_in

_SIMILAR = re.compile(
    r"^(?:similar|such|the same|these)\s+(?:claims?|charges?|accusations?|allegations?)", re.IGNORECASE
)
_DISMISSALS = frozenset(("dismiss", "reject", "rebuff", "repudiate"))
_POINTS = re.compile(r"(?:it|this|that|them|these|the (?:idea|suggestion))\b[^.;]{0,30}", re.IGNORECASE)
_ASKED = (Stance.OFFERS, Stance.REQUESTS, Stance.DEMANDS)
_WOULD_NOT = re.compile(r"(?:that )?(?:it|he|she|they|we|I) (?:will|would|shall) not", re.IGNORECASE)
"""No verb of its own: what was just offered or asked for will not be done."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?! (?:people|square))")
_WHO = re.compile(r",? who [^,.;:]{3,60}")
"""What a report adds on a speaker: "X, who heads the directorate"."""
_WISHED = re.compile(
    r"(?:must|should|ought|needs?|(?:has|have)\s+to|(?:would|'d)\s+(?:\w+\s+)?(?:prefer|like|love|rather|sooner|welcome))\b",
    re.I,
)
_LEAST = 3
"""Shortest piece of text looked at for values, in characters."""
_JUST = 4
"""Sentences, at most, between an offer and the answer that points back to it."""
_ANSWERED = (Kind.ACCEPTANCE, Kind.REFUSAL)
_ASIDE = 24
"""Most letters besides what another says in a claim that only relays it."""


@dataclass(slots=True)
class _Draft:
    relation: Relation | None
    content: tuple[Range, ...]
    sentence: int
    stance: Stance
    resolved: Resolved
    parent: int | None = None
    values: tuple[Value, ...] = ()
    flags: tuple[str, ...] = ()
    kind: Kind = Kind.OUT_OF_SCOPE
    children: list[int] = field(default_factory=list)
    told: Stance | None = None
    """What another is told to have done: the values are read by it."""

    @property
    def lemma(self) -> str:
        return self.relation.lemma if self.relation is not None else ""


def build_claims(
    report: Report, trees: Sequence[Tree], found: Sequence[Relation], context: Context
) -> tuple[Claim, ...]:
    """Claims in text order: one a relation, one an unattributed statement."""
    states = _states(context)
    more = by_party(trees, found, report.text, lambda name: context.parties.mentioned(name) is not None, states)
    found = completed(sorted([*found, *more], key=_opens), trees, report.text, states)
    drafts = [_attributed(r, context, near, trees[r.sentence]) for r, near in zip(found, _near(found), strict=True)]
    _anaphoric(drafts, report.text)
    _nest(drafts)
    drafts.extend(_unattributed(trees, found, context, drafts))
    _type(drafts, trees, context)
    order = sorted(range(len(drafts)), key=lambda i: (_start(drafts[i]), _cue(drafts[i]), -_length(drafts[i])))
    ids = {i: _id(report, drafts[i]) for i in order}
    claims = {ids[i]: _claim(report, drafts[i], ids, context) for i in order}
    return tuple(claims.values())


def _opens(relation: Relation) -> Range:
    return relation.cue[0][0] if relation.cue else relation.content[0][0], relation.content[0][0]


def _states(context: Context) -> Callable[[Relation, Range], bool]:
    """Whether words, said by the cue of a relation, state a value that they may go on with."""

    def states(relation: Relation, at: Range) -> bool:
        said = " ".join(context.text[a:b] for a, b in relation.content)
        cue = " ".join(context.text[a:b] for a, b in relation.cue)
        stance = stance_of(relation.lemma, said + context.text[at[0] : at[1]], cue, relation.stance)
        values = values_in(context, (at,), at[1], stance, relation.lemma, None)[0]
        return any(value.slot not in ("refusal", "acceptance", "notice", "road") for value in values)

    return states


def _near(found: Sequence[Relation]) -> list[list[Relation]]:
    """Of each relation the others that overlap it: only these can hold it or stand inside it."""
    rows = [(relation, *_edges(relation)) for relation in found]
    return [
        [other for other, low, high in rows if low < last and first < high and other is not relation]
        for relation, first, last in rows
    ]


def _edges(relation: Relation) -> Range:
    """From the first to the last code point of cue and content."""
    spans = (*relation.cue, *relation.content)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _attributed(relation: Relation, context: Context, near: Sequence[Relation], tree: Tree) -> _Draft:
    """Party and stance of a relation; what others say inside it is not its own act. ``near``: those that overlap it."""
    quoted = any(all(other.holds(cue) for cue in relation.cue) for other in near)
    relayed = [other for other in near if relation.relays(other)]
    inner = [at for other in relayed for at in _whole_act(other, relation, context.text)]
    own = [piece for part in relation.content for piece in _without(part, inner)]
    said = " ".join(context.text[a:b] for a, b in (own if own or relayed else relation.content))
    named = (relation.voice,) if relation.voice is not None else relation.source
    speaker = " ".join(context.text[a:b] for a, b in named)
    told = _WHO.match(context.text, relation.source[-1][1]) if relation.source else None
    resolved = context.parties.resolve(speaker + (told.group() if told else ""), quoted=quoted)
    cue = " ".join(context.text[a:b] for a, b in relation.cue)
    stance = stance_of(relation.lemma, said, cue, relation.stance)
    if stance is Stance.DENIES and relation.lemma in _DISMISSALS and _is_a_place(relation, context):
        stance = Stance.REFUSES
    draft = _Draft(relation, relation.content, relation.sentence, stance, resolved)
    why = taken_back(relation, stance, relayed, tree, context.text, speaker, resolved.party, context.parties.mentioned)
    if why == UNNAMED:
        draft.flags = (UNNAMED,)
    elif why is not None:
        draft.told, draft.stance = stance, Stance.ASSERTS
        draft.flags = (why,) if stance in ACTS or why == UNDONE else ()
    return draft


def _whole_act(inner: Relation, outer: Relation, text: str) -> tuple[Range, ...]:
    """What another says or does inside a claim, with who does it and the word for it. That somebody must do a thing,
    or would like it, is still what the outer one wants."""
    who = " ".join(text[a:b] for a, b in inner.source)
    wished = any(_WISHED.match(text, *at) for at in inner.cue)
    if inner.source == outer.source or is_pronoun(who) or wished:
        return inner.content
    return *inner.source, *inner.cue, *inner.content


def _is_a_place(relation: Relation, context: Context) -> bool:
    """ "Has rejected Lisk": nobody calls a place untrue."""
    first, last = relation.content[0]
    return any(m.known and m.start - first <= 5 and last - m.end <= 30 for m in context.inside((first, last)))


def _anaphoric(drafts: Sequence[_Draft], text: str) -> None:
    """ "Similar claims" of a party that accused are accusations; "dismissed it" after an offer turns that down."""
    for number, draft in enumerate(drafts):
        if draft.stance is Stance.DENIES and draft.lemma in _DISMISSALS and _POINTS.fullmatch(_said(draft, text)):
            last = next((d for d in reversed(drafts[:number]) if d.resolved.party != draft.resolved.party), None)
            if last is not None and last.stance in _ASKED:
                draft.stance = Stance.REFUSES
        before = drafts[number - 1].stance if number else None
        if draft.stance is Stance.ASSERTS and before in _ASKED and _WOULD_NOT.fullmatch(_said(draft, text)):
            draft.stance = Stance.REFUSES
        if draft.stance is not Stance.ASSERTS or not _SIMILAR.match(text[slice(*draft.content[0])]):
            continue
        party = draft.resolved.party
        if any(d.stance is Stance.ACCUSES and d.resolved.party == party for d in drafts[:number]):
            draft.stance = Stance.ACCUSES


def _said(draft: _Draft, text: str) -> str:
    return " ".join(text[a:b] for a, b in draft.content)


def _nest(drafts: Sequence[_Draft]) -> None:
    """The parent of a claim is the shortest other content that holds both its cue and its content."""
    lengths = [_length(draft) for draft in drafts]
    order = sorted(range(len(drafts)), key=lambda i: _start(drafts[i]))
    starts = [_start(drafts[i]) for i in order]
    widest = max((max(b for _, b in d.content) - _start(d) for d in drafts), default=0)
    for number, draft in enumerate(drafts):
        assert draft.relation is not None
        spans = (*draft.relation.cue, *draft.content)
        holders = [
            (lengths[i], i)
            for i in order[bisect_left(starts, _start(draft) - widest) : bisect_right(starts, _start(draft))]
            if (other := drafts[i]) is not draft
            and lengths[i] > lengths[number]
            and other.relation is not None
            and all(map(other.relation.holds, spans))
        ]
        if holders:
            draft.parent = min(holders)[1]
            drafts[draft.parent].children.append(number)
            if drafts[draft.parent].stance is Stance.DENIES and draft.stance in ACTS:
                draft.told, draft.stance, draft.flags = draft.stance, Stance.ASSERTS, (*draft.flags, DENIED)


def _unattributed(
    trees: Sequence[Tree], found: Sequence[Relation], context: Context, drafts: Sequence[_Draft]
) -> list[_Draft]:
    """Drafts of what the report states itself, with their values: nobody's words stand inside them."""
    typed: dict[Range, tuple[tuple[Value, ...], tuple[str, ...]]] = {}

    def told_in(at: Range) -> tuple[Value, ...]:
        if at not in typed:
            typed[at] = values_in(context, (at,), at[1], Stance.ASSERTS, "", None)
        return typed[at][0]

    def states(at: Range) -> bool:
        return bool(told_in(at))

    def tells(at: Range) -> bool:
        text = context.text[at[0] : at[1]]
        named = context.inside(at) or states(at)  # a statement's values are wanted later anyhow
        return bool(named or mentions_time(text))

    spoken: dict[int, list[_Draft]] = {}
    for draft in drafts:
        if draft.resolved.party:
            spoken.setdefault(trees[draft.sentence].sentence.paragraph, []).append(draft)
    loose = []
    for number, at in uncovered(trees, found, tells, context.text, states):
        near = spoken.get(trees[number].sentence.paragraph, [])
        before = sorted((d for d in near if _start(d) < at[0]), key=_start)
        speaker = before[-1] if before else next((d for d in near if d.sentence == number), None)
        suggested = speaker.resolved.party if speaker is not None else None
        for part in parted(context.text, at, told_in):
            draft = _Draft(None, (part,), number, Stance.ASSERTS, Resolved(None, suggested))
            if part[1] - part[0] >= _LEAST:
                draft.kind = kind_of(told_in(part))
                draft.values, draft.flags = typed[part]
            loose.append(draft)
    return loose


def _type(drafts: Sequence[_Draft], trees: Sequence[Tree], context: Context) -> None:
    """Give every attributed draft its values (an outer one only those no inner one holds) and its kind."""
    for draft in sorted((d for d in drafts if d.relation is not None), key=_start):
        inner = [span for child in draft.children for span in (*_cues(drafts[child]), *drafts[child].content)]
        pieces = [piece for part in draft.content for piece in _without(part, inner)]
        if not pieces and not draft.children:
            pieces = list(draft.content)  # "says no"
        asked = _asked_before(draft, drafts)
        whole = (_start(draft), max(end for _, end in draft.content))
        end = trees[draft.sentence].sentence.end
        read_as = draft.told or draft.stance
        values, flags = values_in(context, pieces, end, read_as, draft.lemma, asked, whole)
        kept = _unanswered(values) if draft.told else values
        if len(kept) < len(values) and not draft.flags:
            flags = (*flags, TOLD)
        draft.values, draft.flags = kept, (*draft.flags, *flags)
        draft.kind = kind_of(draft.values)
    _outcomes_again(drafts, context.text)
    for draft in sorted(drafts, key=_length):
        if not draft.values and draft.children:
            first = drafts[min(draft.children)]
            draft.kind = first.kind
            if len(draft.children) == 1 and _relays_only(draft, first, context.text):
                draft.values, draft.flags = first.values, (*draft.flags, *first.flags)
            if first.stance in ACTS and not _one_side(first, draft):
                draft.values = _unanswered(draft.values)
                draft.kind = kind_of(draft.values) if first.kind in _ANSWERED else first.kind
                draft.flags = (*draft.flags, TOLD)


def _outcomes_again(drafts: Sequence[_Draft], text: str) -> None:
    """Bare counts that somebody puts against persons who came out."""
    before: list[tuple[Value, ...]] = []
    for draft in sorted(drafts, key=_start):
        said = " ".join(text[a:b] for a, b in draft.content)
        if draft.relation is not None and (again := same_outcome(said, draft.values, before)) is not None:
            draft.values, draft.flags, draft.kind = again, (*draft.flags, SAME), kind_of(again)
        before.append(draft.values)


def _one_side(one: _Draft, other: _Draft) -> bool:
    """Whether two speak for one party, or are one speaker."""
    known = one.resolved.party is not None and one.resolved.party == other.resolved.party
    same = one.relation is not None and other.relation is not None and one.relation.source == other.relation.source
    return known or same or (one.relation is not None and one.relation.pronominal)


def _unanswered(values: Sequence[Value]) -> tuple[Value, ...]:
    """Values without the answers: they are another's."""
    return tuple(value for value in values if value.slot not in ("acceptance", "refusal"))


def _relays_only(outer: _Draft, inner: _Draft, text: str) -> bool:
    """True when a claim holds next to nothing but what somebody else says in it."""
    spans = (*(inner.relation.source if inner.relation is not None else ()), *_cues(inner), *inner.content)
    rest = "".join(text[a:b] for part in outer.content for a, b in _without(part, spans))
    return sum(map(str.isalpha, rest)) <= _ASIDE


def _asked_before(draft: _Draft, drafts: Sequence[_Draft]) -> str | None:
    """Place last requested before this claim, when this claim answers: "but this was judged impossible"."""
    if draft.stance is not Stance.REFUSES and draft.stance is not Stance.ACCEPTS:
        return None
    asked = [
        place
        for d in sorted(drafts, key=_start)
        if d.stance in _ASKED
        and 0 <= draft.sentence - d.sentence <= _JUST
        and _start(d) < _start(draft)
        and (place := destination_of(d.values)) is not None
    ]
    return asked[-1] if asked else None


def _without(part: Range, inner: Sequence[Range]) -> list[Range]:
    pieces, at = [], part[0]
    for start, end in sorted(inner):
        if start < part[1] and end > at:
            if start - at >= _LEAST:
                pieces.append((at, start))
            at = max(at, end)
    if part[1] - at >= _LEAST:
        pieces.append((at, part[1]))
    return pieces


def _claim(report: Report, draft: _Draft, ids: dict[int, str], context: Context) -> Claim:
    content = _spans(report, draft.content)
    said = " ".join(span.quote for span in content)
    places = tuple(dict.fromkeys(m.place for at in draft.content for m in context.inside(at)))
    flags = (*(draft.relation.flags if draft.relation else ()), *draft.resolved.flags, *draft.flags)
    flags += tuple(f"speaks of {year}" for year in _YEAR.findall(said) if int(year) != report.published.year)
    return Claim(
        id=_id(report, draft),
        report=report.id,
        kind=draft.kind,
        stance=draft.stance,
        hedge=_hedge(draft, said),
        origin=Origin.RULES,
        speaker=_spans(report, draft.relation.source if draft.relation else ()),
        cue=_spans(report, draft.relation.cue if draft.relation else ()),
        content=content,
        party=draft.resolved.party,
        suggested_party=draft.resolved.suggested,
        relayed_by=ids[draft.parent] if draft.parent is not None else None,
        values=draft.values,
        places=places,
        flags=tuple(dict.fromkeys(flags)),
    )


def _hedge(draft: _Draft, said: str) -> Hedge:
    counted = next((v for v in draft.values if isinstance(v, PeopleValue)), None)
    return counted.hedge if counted is not None and draft.kind is Kind.PEOPLE else hedge_of(said, draft.stance)


def _id(report: Report, draft: _Draft) -> str:
    speaker = _spans(report, draft.relation.source if draft.relation else ())
    return claim_id(report.sha256, _spans(report, draft.content), speaker, draft.kind)


def _spans(report: Report, ranges: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(Span(report=report.id, start=a, end=b, quote=report.text[a:b]) for a, b in ranges)


def _cues(draft: _Draft) -> tuple[Range, ...]:
    return draft.relation.cue if draft.relation is not None else ()


def _start(draft: _Draft) -> int:
    return min(start for start, _ in draft.content)


def _cue(draft: _Draft) -> int:
    return draft.relation.cue[0][0] if draft.relation is not None else -1


def _length(draft: _Draft) -> int:
    return sum(b - a for a, b in draft.content)
