"""The ledger as readers see it: claims numbered C1, C2 …, their words, their state, and what is withheld.

Claims on combatants get no number and no text; sentences that hold one are masked wherever the report is printed.
Where a level does not show how long a place can hold out, the words of claims on that are masked in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from safeconduct.model.claim import Claim, Decision, Kind
from safeconduct.model.dossier import Dossier
from safeconduct.model.known import Assumption, Basis
from safeconduct.model.report import Party, Report, Span
from safeconduct.publish import figures, lexicon, tokens
from safeconduct.redact.combatants import withheld
from safeconduct.redact.endurance import on_endurance
from safeconduct.redact.levels import Level, shows

Ranges = tuple[tuple[int, int], ...]

_ID = re.compile(r"(?<![\w-])[a-z0-9][a-z0-9-]{2,}(?![\w-])")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A way back: a short label (C12, A3) and the anchor it leads to."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A party under its neutral label and mark."""

    id: str
    label: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim as printed. ``state`` is a key of ``tokens.STATES``; ``via`` the claim that relays it."""

    id: str
    label: str
    href: str
    report: str
    publisher: str
    published: str
    speaker: str
    party: PartyView | None
    party_note: str
    stance: str
    kind: str
    quote: str
    masked: bool
    values: tuple[str, ...]
    state: str
    via: Ref | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything needed to print a claim or to point at one.

    ``masks`` are the ranges of code points to leave out, by report id; ``unsaid`` those of them that tell how long a
    place can hold out.
    """

    claims: tuple[ClaimView, ...]
    withheld: int
    masks: Mapping[str, Ranges]
    unsaid: Mapping[str, Ranges]
    parties: tuple[PartyView, ...]
    assumptions: Mapping[str, Ref]
    by_id: Mapping[str, ClaimView]
    withheld_ids: frozenset[str]
    places: Mapping[str, str]

    def block(self, report: str, spans: Iterable[tuple[int, int]]) -> str | None:
        """What is printed instead of words in these ranges of a report; None where nothing of them is left out."""
        return block(spans, self.masks.get(report, ()), self.unsaid.get(report, ()))

    def ref(self, claim_id: str) -> Ref | None:
        """The way to a claim; a withheld one leads to the count of withheld claims; None if it is not in the ledger."""
        view = self.by_id.get(claim_id)
        if view is not None:
            return Ref(label=view.label, href=view.href)
        return Ref(label="withheld", href="#withheld") if claim_id in self.withheld_ids else None

    def refs(self, claim_ids: Iterable[str]) -> tuple[Ref, ...]:
        """The ways to several claims, in ledger order, each once, leaving out ids the ledger does not hold."""
        found = {ref.label: ref for ref in map(self.ref, claim_ids) if ref is not None}
        return tuple(sorted(found.values(), key=lambda r: int(r.label[1:]) if r.label[1:].isdigit() else 10**9))

    def basis(self, basis: Basis) -> tuple[Ref, ...]:
        """The ways to the claims and assumptions a value rests on."""
        assumed = tuple(self.assumptions[a] for a in basis.assumptions if a in self.assumptions)
        return self.refs(basis.claims) + assumed

    def relabel(self, words: str) -> str:
        """A sentence on one line with the ids of claims and assumptions replaced by their printed numbers, and ids of
        places by their names."""
        known = {i: v.label for i, v in self.by_id.items()} | dict.fromkeys(self.withheld_ids, "a withheld claim")
        return _ID.sub(lambda m: known.get(m.group(0)) or self.places.get(m.group(0), m.group(0)), figures.line(words))

    def party(self, party_id: str | None) -> PartyView | None:
        """The party of that id."""
        return next((p for p in self.parties if p.id == party_id), None)

    def label(self, party_id: str) -> str:
        """The neutral label of a party, its id when the table does not hold it."""
        found = self.party(party_id)
        return found.label if found else party_id


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of whole sentences that holds [start, end)."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    first = max((e for e in ends if e <= start), default=0)
    last = min((e for e in ends if e >= end), default=len(text))
    while first < start and text[first].isspace():
        first += 1
    return first, last


def block(spans: Iterable[tuple[int, int]], masks: Ranges, unsaid: Ranges) -> str | None:
    """What is printed instead of words that touch ``masks``, of which ``unsaid`` are on endurance; None: the words."""
    ranges = tuple(spans)
    if not _overlap(ranges, masks):
        return None
    return lexicon.WITHHELD_ENDURANCE if _overlap(ranges, unsaid) else lexicon.WITHHELD_BLOCK


def endurance_of(claims: Sequence[Claim]) -> dict[str, Ranges]:
    """The ranges of words that tell how long a place can hold out, by report, merged."""
    found: dict[str, list[tuple[int, int]]] = {}
    for claim in claims:
        if on_endurance(claim):
            found.setdefault(claim.report, []).extend((s.start, s.end) for s in claim.content)
    return {report: _merged(ranges) for report, ranges in found.items()}


def masks_of(reports: Sequence[Report], claims: Sequence[Claim]) -> dict[str, Ranges]:
    """Ranges to leave out, by report, merged: every sentence touched by a count of combatants, and the words of a
    call on them (its sentence often holds claims that people must see)."""
    masks: dict[str, list[tuple[int, int]]] = {}
    texts = {r.id: r.text for r in reports}
    for claim in claims:
        if not withheld(claim) or claim.report not in texts:
            continue
        found = masks.setdefault(claim.report, [])
        if claim.on_combatants:
            spans = (*claim.speaker, *claim.cue, *claim.content)
            found.extend(sentence_around(texts[claim.report], s.start, s.end) for s in spans)
        else:
            found.extend((s.start, s.end) for s in claim.content)
    return {report: _merged(ranges) for report, ranges in masks.items()}


def _merged(ranges: Sequence[tuple[int, int]]) -> Ranges:
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _overlap(ranges: Iterable[tuple[int, int]], masks: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in ranges for start, end in masks)


def _ranges(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def state_of(claim: Claim, decisions: Sequence[Decision], text: str) -> str:
    """ "confirmed", "rejected" or "undecided": the last decision whose quote and slot point at the claim."""
    state = "undecided"
    for decision in decisions:
        slots = {claim.kind, *(Kind(v.slot) for v in claim.values)}
        if decision.report == claim.report and decision.slot in slots and _points_at(decision.quote, claim, text):
            state = "confirmed" if decision.verdict == "confirm" else "rejected"
    return state


def attributed_to(claim: Claim, decisions: Sequence[Decision], text: str) -> str | None:
    """The party a person attributed a claim to, when it stays confirmed; None when nobody did."""
    if state_of(claim, decisions, text) != "confirmed":
        return None
    named = (d.speaker for d in reversed(decisions) if d.report == claim.report and _points_at(d.quote, claim, text))
    return next((speaker for speaker in named if speaker is not None), None)


def _points_at(quote: str, claim: Claim, text: str) -> bool:
    at = text.find(quote)
    while at >= 0:
        if any(s.start < at + len(quote) and at < s.end for s in claim.content):
            return True
        at = text.find(quote, at + 1)
    return False


def parties_of(dossier: Dossier) -> tuple[PartyView, ...]:
    """The parties in table order; without a table, those the claims name, by first mention."""
    table: Sequence[Party] = dossier.situation.parties if dossier.situation else dossier.parties
    named = [(p.id, figures.line(p.label)) for p in table]
    if not named:
        ids = [p for c in dossier.claims for p in (c.party, c.suggested_party) if p]
        named = [(i, i.replace("-", " ").capitalize()) for i in dict.fromkeys(ids)]
    return tuple(PartyView(id=i, label=label, mark=tokens.party_mark(n)) for n, (i, label) in enumerate(named))


def build_ledger(dossier: Dossier, assumptions: Sequence[Assumption] = (), level: Level = Level.INTERNAL) -> Ledger:
    """The printable ledger of a dossier at a level; ``assumptions`` are numbered A1, A2 … in the order given."""
    reports = {r.id: r for r in dossier.reports}
    order = {r.id: n for n, r in enumerate(dossier.reports)}
    shown = sorted(
        (c for c in dossier.claims if not withheld(c) and c.report in reports),
        key=lambda c: (order[c.report], c.content[0].start, c.content[0].end, c.id),
    )
    masks = masks_of(dossier.reports, dossier.claims)
    unsaid = {} if shows(level, "endurance") else endurance_of(dossier.claims)
    masks |= {report: _merged((*masks.get(report, ()), *ranges)) for report, ranges in unsaid.items()}
    parties = parties_of(dossier)
    refs = {c.id: Ref(label=f"C{n}", href=f"#claim-{c.id}") for n, c in enumerate(shown, 1)}
    left_out = {
        report: partial(block, masks=masks.get(report, ()), unsaid=unsaid.get(report, ())) for report in reports
    }
    views = tuple(_view(c, refs, reports[c.report], dossier, left_out[c.report], parties) for c in shown)
    hidden = frozenset(c.id for c in dossier.claims if withheld(c))
    stated = dossier.situation.withheld_claims if dossier.situation else 0
    return Ledger(
        claims=views,
        withheld=max(len(hidden), stated),
        masks=masks,
        unsaid=unsaid,
        parties=parties,
        assumptions={a.id: Ref(label=f"A{n}", href=f"#assumption-{a.id}") for n, a in enumerate(assumptions, 1)},
        by_id={v.id: v for v in views},
        withheld_ids=hidden,
        places={n.id: figures.line(n.name) for n in (dossier.situation.nodes if dossier.situation else ())},
    )


def _view(
    claim: Claim,
    refs: Mapping[str, Ref],
    report: Report,
    dossier: Dossier,
    left_out: Callable[[Ranges], str | None],
    parties: Sequence[PartyView],
) -> ClaimView:
    ref, instead = refs[claim.id], left_out(_ranges(claim.content))
    speaker = figures.line(" … ".join(s.quote for s in claim.speaker)) or lexicon.NOBODY_NAMED
    given = None if claim.party else attributed_to(claim, dossier.decisions, report.text)
    party = next((p for p in parties if p.id == (claim.party or given)), None)
    guess = next((p for p in parties if p.id == claim.suggested_party), None) if party is None else None
    return ClaimView(
        id=claim.id,
        label=ref.label,
        href=ref.href,
        report=claim.report,
        publisher=figures.line(report.publisher),
        published=figures.day(report.published),
        speaker=left_out(_ranges(claim.speaker)) or speaker,
        party=party,
        party_note=lexicon.ATTRIBUTED if given else f"suggested: {guess.label}" if guess else "",
        stance=lexicon.STANCE[claim.stance],
        kind=lexicon.KIND[claim.kind],
        quote=instead or figures.line(" … ".join(s.quote for s in claim.content)),
        masked=instead is not None,
        values=() if instead else tuple(lexicon.value(v) for v in claim.values),
        state=state_of(claim, dossier.decisions, report.text),
        via=refs.get(claim.relayed_by) if claim.relayed_by else None,
        flags=() if instead else tuple(figures.line(f) for f in claim.flags),
    )
