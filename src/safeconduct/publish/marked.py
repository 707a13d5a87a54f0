"""A report with its claims marked, as safe HTML: a claim's text is a nested ``<mark>`` that carries its anchor.

Spans that cross are cut where they cross; what is left out, as a sentence with a claim on combatants, is one block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from safeconduct.model.claim import Claim
from safeconduct.model.report import Report
from safeconduct.publish import figures
from safeconduct.publish.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """A stretch of text to wrap: a piece of a claim, or a speaker's name."""

    start: int
    end: int
    claim: str
    first: bool
    who: bool


def marked_report(report: Report, claims: Sequence[Claim], ledger: Ledger) -> Markup:
    """The text of a report as HTML with marks; ``claims`` may hold those of other reports and withheld ones."""
    mine = [c for c in claims if c.report == report.id and c.id in ledger.by_id]
    masks = ledger.masks.get(report.id, ())
    out: list[Markup] = []
    at = 0
    for start, end in (*masks, (len(report.text), len(report.text))):
        out.append(_stretch(report.text, at, start, mine, ledger))
        if end > start:
            anchors = "".join(_anchor(c.id) for c in mine if start <= c.content[0].start < end)
            words = ledger.block(report.id, ((start, end),))
            out.append(Markup('{}<span class="withheld">{}</span>').format(Markup(anchors), words))
        at = end
    return Markup("").join(out)


def _anchor(claim_id: str) -> Markup:
    return Markup('<a id="claim-{}"></a>').format(claim_id)


def _ranges(start: int, end: int, claims: Sequence[Claim]) -> list[_Range]:
    out = []
    for claim in claims:
        for n, span in enumerate(claim.content):
            if span.start < end and start < span.end:
                out.append(
                    _Range(
                        start=max(span.start, start),
                        end=min(span.end, end),
                        claim=claim.id,
                        first=n == 0 and span.start >= start,
                        who=False,
                    )
                )
        for span in claim.speaker:
            if start <= span.start and span.end <= end:
                out.append(_Range(start=span.start, end=span.end, claim=claim.id, first=False, who=True))
    return sorted(out, key=lambda r: (r.start, -r.end, r.who, r.claim))


def _stretch(text: str, start: int, end: int, claims: Sequence[Claim], ledger: Ledger) -> Markup:
    """[start, end) of the text with its marks properly nested."""
    if start >= end:
        return Markup("")
    waiting = _ranges(start, end, claims)
    stack: list[_Range] = []
    out: list[Markup] = []
    at = start
    while at < end or stack:
        while stack and stack[-1].end <= at:
            out.append(_close(stack.pop(), ledger))
        while waiting and waiting[0].start <= at:
            item = waiting.pop(0)
            if stack and item.end > stack[-1].end:  # crosses the open mark: cut it there, the rest comes after
                rest = _Range(start=stack[-1].end, end=item.end, claim=item.claim, first=False, who=item.who)
                item = _Range(start=item.start, end=stack[-1].end, claim=item.claim, first=item.first, who=item.who)
                waiting = sorted([*waiting, rest], key=lambda r: (r.start, -r.end, r.who, r.claim))
            stack.append(item)
            out.append(_open(item))
        ahead = [end] + [r.start for r in waiting[:1]] + [r.end for r in stack[-1:]]
        until = min(p for p in ahead if p > at) if any(p > at for p in ahead) else at
        if until > at:
            out.append(escape(figures.clean(text[at:until])))
        elif not stack:
            break
        at = until
    return Markup("").join(out)


def _open(item: _Range) -> Markup:
    if item.who:
        return Markup('<span class="who">')
    return Markup('<mark id="claim-{}">').format(item.claim) if item.first else Markup("<mark>")


def _close(item: _Range, ledger: Ledger) -> Markup:
    if item.who:
        return Markup("</span>")
    if not item.first:
        return Markup("</mark>")
    label = ledger.by_id[item.claim].label
    return Markup('</mark><a class="tag" href="#about-{}">{}</a>').format(item.claim, label)
