"""Reports that are copies of one another: one wire story printed three times is one witness.

Two reports are near-duplicates when most runs of five words of the shorter one stand in the longer one too (the
*containment* of Broder, "On the resemblance and containment of documents", 1997), so a shortened copy counts. Candidate
pairs come from sketches of the smallest hashes; each pair found is then compared on all its runs. The same reports give
the same groups, whatever their order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from safeconduct.model.claim import Claim
from safeconduct.model.report import Report
from safeconduct.read.segment import view

RUN = 5
"""Words in a run."""
SKETCH = 128
"""Hashes kept of each report to find candidates."""
COMMON = 40
"""A run that more reports than this share is boilerplate and makes no candidates."""
LEAST = 0.5
"""Share of the shorter report's runs from which on two reports are one story. A convention: two stories on one event
share a tenth at most in the reports it was tried on, a shortened copy more than half."""

_WORD = re.compile(r"\w+(?:['-]\w+)*")


@dataclass(frozen=True, slots=True)
class Copies:
    """Report ids of one story, the earliest published first, and the smallest share that joined one to the others."""

    reports: tuple[str, ...]
    share: float


def near_duplicates(reports: Sequence[Report], *, least: float = LEAST) -> tuple[Copies, ...]:
    """Groups of two reports or more that are copies; a report without a copy is in none.

    ``least`` is a share of runs in (0, 1]. Reports shorter than a run have no copies.
    """
    runs = {report.id: _runs(report.text) for report in reports}
    joined: dict[str, str] = {report.id: report.id for report in reports}
    shares: dict[str, float] = {}
    for one, other in sorted(_candidates(runs)):
        share = containment(runs[one], runs[other])
        if share >= least:
            first, second = sorted((_root(joined, one), _root(joined, other)))
            joined[second] = first
            for name in (one, other):
                shares[name] = max(share, shares.get(name, 0.0))
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[_root(joined, report.id)].append(report)
    found = [sorted(group, key=_age) for group in groups.values() if len(group) > 1]
    return tuple(
        Copies(tuple(r.id for r in group), min(shares[r.id] for r in group)) for group in sorted(found, key=_first)
    )


def originals(reports: Sequence[Report], copies: Iterable[Copies]) -> dict[str, str]:
    """For every report, the one whose witness it is: its own id, or the earliest of its copies."""
    found = {report.id: report.id for report in reports}
    for group in copies:
        found.update(dict.fromkeys(group.reports, group.reports[0]))
    return found


def own_claims(claims: Iterable[Claim], witness: Mapping[str, str]) -> tuple[Claim, ...]:
    """Claims without those that a copy repeats word for word; what a copy says otherwise stays.

    ``witness`` is what ``originals`` gives. The first claim of a story stands, in the order of ``claims``.
    """
    stories = Counter(witness.values())
    first: dict[tuple[object, ...], str] = {}
    kept: list[Claim] = []
    for claim in claims:
        story = witness.get(claim.report, claim.report)
        said = tuple(" ".join(span.quote.split()) for span in (*claim.speaker, *claim.content))
        holder = first.setdefault((story, claim.kind, claim.stance, said), claim.report)
        if stories[story] < 2 or holder == claim.report:
            kept.append(claim)
    return tuple(kept)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set's runs that the other has; 0 when one is empty."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _runs(text: str) -> frozenset[int]:
    words = [word.lower() for word in _WORD.findall(view(text))]
    return frozenset(_hash(" ".join(words[i : i + RUN])) for i in range(len(words) - RUN + 1))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _candidates(runs: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for name, found in runs.items():
        for run in sorted(found)[:SKETCH]:
            holders[run].append(name)
    pairs: set[tuple[str, str]] = set()
    for names in holders.values():
        if 1 < len(names) <= COMMON:
            pairs.update(combinations(sorted(names), 2))
    return pairs


def _root(joined: dict[str, str], name: str) -> str:
    while joined[name] != name:
        name = joined[name]
    return name


def _age(report: Report) -> tuple[str, str]:
    return report.published.isoformat(), report.id


def _first(group: Sequence[Report]) -> tuple[str, str]:
    return _age(group[0])
