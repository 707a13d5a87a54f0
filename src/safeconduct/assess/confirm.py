"""Decisions meet claims: what a person confirmed may enter a situation, slot by slot, and nothing else.

A decision points by report, verbatim quote and slot, never by an id that a rerun of the reader may change. Among the
claims whose content overlaps the quote and which state a value of the slot (or are of that kind), the smallest
content wins, and of equal ones the most deeply nested. No match, or two equally good ones, is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from safeconduct.model.claim import Claim, Decision, Kind
from safeconduct.model.errors import DocumentInvalid, RefusedError, UnconfirmedError
from safeconduct.model.report import Party, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Claims after the decisions, in the order they were given.

    ``confirmed`` claims carry only the values of the slots that were confirmed, and the party a person attributed
    them to. ``proposed`` ones carry only values nobody decided on. ``rejected`` are (claim id, slot). ``all`` is
    every claim as read, by id.
    """

    confirmed: tuple[Claim, ...]
    proposed: tuple[Claim, ...]
    rejected: frozenset[tuple[str, Kind]]
    slots: Mapping[str, frozenset[Kind]]
    all: Mapping[str, Claim]
    reports: Mapping[str, Report]

    def confirmed_for(self, slot: Kind) -> tuple[Claim, ...]:
        """Claims confirmed for a slot, in report and text order."""
        return tuple(claim for claim in self.confirmed if slot in self.slots[claim.id])


def apply_decisions(
    reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision], parties: Sequence[Party]
) -> Ledger:
    """The ledger after all decisions; a later decision on the same claim and slot replaces an earlier one.

    UnconfirmedError (exit 4) naming report, quote and slot when a decision matches nothing or two claims equally;
    RefusedError when a count of combatants is confirmed; DocumentInvalid for an unknown speaker.
    """
    by_id, texts = {claim.id: claim for claim in claims}, {report.id: report for report in reports}
    verdicts: dict[tuple[str, Kind], Decision] = {}
    for decision in sorted(decisions, key=lambda d: d.at):
        claim = match(decision, texts, claims)
        _refuse_speaker(decision, claim, parties)
        if decision.verdict == "confirm" and claim.on_combatants and decision.slot is Kind.PEOPLE:
            raise RefusedError(
                f"{decision.quote!r} counts combatants or mixes them with residents; such counts stay in the ledger",
                file=decision.report,
                field=decision.slot.value,
                next_step="reject it, or leave it undecided",
            )
        _refuse_contradiction(verdicts.get((claim.id, decision.slot)), decision)
        verdicts[claim.id, decision.slot] = decision
    slots = {
        claim.id: frozenset(slot for (c, slot), d in verdicts.items() if c == claim.id and d.verdict == "confirm")
        for claim in claims
    }
    decided = {claim.id: frozenset(slot for c, slot in verdicts if c == claim.id) for claim in claims}
    return Ledger(
        confirmed=tuple(_confirmed(claim, slots[claim.id], verdicts) for claim in claims if slots[claim.id]),
        proposed=tuple(
            replace(claim, values=tuple(v for v in claim.values if Kind(v.slot) not in decided[claim.id]))
            for claim in claims
            if claim.kind not in decided[claim.id] or any(Kind(v.slot) not in decided[claim.id] for v in claim.values)
        ),
        rejected=frozenset(key for key, decision in verdicts.items() if decision.verdict == "reject"),
        slots=slots,
        all=by_id,
        reports=texts,
    )


def match(decision: Decision, reports: Mapping[str, Report], claims: Sequence[Claim]) -> Claim:
    """The one claim a decision points at; UnconfirmedError when there is none, or two equally good ones."""
    start = _find(decision, reports)
    end = start + len(decision.quote)
    by_id = {claim.id: claim for claim in claims}
    ranked = sorted(
        (
            (sum(span.end - span.start for span in claim.content), -_depth(claim, by_id), at)
            for at, claim in enumerate(claims)
            if claim.report == decision.report
            and (claim.kind is decision.slot or claim.value(decision.slot.value) is not None)
            and any(span.start < end and start < span.end for span in claim.content)
        )
    )
    if not ranked:
        _unmatched(decision, "no claim of that slot was read there", "see `safeconduct claims`, then correct the slot")
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        _unmatched(decision, "two claims fit equally well", "quote words that only one of them contains")
    return claims[ranked[0][2]]


def _find(decision: Decision, reports: Mapping[str, Report]) -> int:
    report = reports.get(decision.report)
    if report is None:
        _unmatched(decision, "there is no such report", "correct the report's id, or add the report")
    count = report.text.count(decision.quote)
    if count != 1:
        found = "the quote is not in the report" if count == 0 else f"the quote stands {count} times in the report"
        _unmatched(decision, found, "quote the words exactly as published, enough of them to be found once")
    return report.text.index(decision.quote)


def _unmatched(decision: Decision, problem: str, next_step: str) -> NoReturn:
    raise UnconfirmedError(
        f"the decision on {decision.quote!r} (slot {decision.slot.value}) matches nothing for sure: {problem}",
        file=decision.report,
        field=decision.slot.value,
        next_step=next_step,
    )


def _depth(claim: Claim, by_id: Mapping[str, Claim]) -> int:
    """How many speakers stand between the claim and the report."""
    depth, seen = 0, {claim.id}
    while claim.relayed_by is not None and claim.relayed_by in by_id and claim.relayed_by not in seen:
        claim = by_id[claim.relayed_by]
        seen.add(claim.id)
        depth += 1
    return depth


def _refuse_contradiction(earlier: Decision | None, decision: Decision) -> None:
    """Two verdicts of one moment on one claim and slot: nobody can say which one holds."""
    if earlier is not None and earlier.at == decision.at and earlier.verdict != decision.verdict:
        raise DocumentInvalid(
            f"{decision.quote!r} is confirmed and rejected at the same moment, {decision.at.isoformat()}",
            file=decision.report,
            field=decision.slot.value,
            next_step="remove one of the two decisions, or give the later one its own time",
        )


def _refuse_speaker(decision: Decision, claim: Claim, parties: Sequence[Party]) -> None:
    if decision.speaker is None:
        return
    if all(party.id != decision.speaker for party in parties):
        problem = f"there is no party {decision.speaker!r}"
    elif claim.party not in (None, decision.speaker):
        problem = f"the report itself attributes this sentence to {claim.party!r}"
    else:
        return
    raise DocumentInvalid(
        problem, file=decision.report, field="speaker", next_step="correct the speaker of this decision, or remove it"
    )


def _confirmed(claim: Claim, slots: frozenset[Kind], verdicts: Mapping[tuple[str, Kind], Decision]) -> Claim:
    speakers = [verdicts[claim.id, slot].speaker for slot in sorted(slots) if verdicts[claim.id, slot].speaker]
    return replace(
        claim,
        party=speakers[0] if speakers else claim.party,
        values=tuple(value for value in claim.values if Kind(value.slot) in slots),
    )
