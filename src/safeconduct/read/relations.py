"""Attributed claims in the attribution scorer's form, to measure the reader against an annotated report."""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.model.claim import Claim
from safeconduct.model.report import Report, Span

Offsets = list[list[int]]


def relations_json(report: Report, claims: Sequence[Claim]) -> dict[str, dict[str, object]]:
    """``{report id: {"text": …, "relations": [{source, cue, content}]}}``; offsets are code points, end exclusive."""
    attributed = [claim for claim in claims if claim.report == report.id and claim.attributed]
    rows = [{"source": _offsets(c.speaker), "cue": _offsets(c.cue), "content": _offsets(c.content)} for c in attributed]
    return {report.id: {"text": report.text, "relations": rows}}


def _offsets(spans: tuple[Span, ...]) -> Offsets:
    return [[span.start, span.end] for span in spans]
