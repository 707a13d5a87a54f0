"""The sheet: everything a reader is to see, in words and in order, once; the page and the brief both print it.

Built from a dossier and a level. What the level does not show is not in the sheet, so no template can leak it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from safeconduct import codec
from safeconduct.model.claim import Decision
from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.known import Assumption
from safeconduct.model.situation import Situation
from safeconduct.publish import corridors, drafts, figures, lexicon, stressed
from safeconduct.publish.answers import AnswerView, anchor_of, answer_view, answers_of, headline_answers
from safeconduct.publish.audits import AuditView, audit_views, note_of
from safeconduct.publish.corridors import CorridorView, Said, SiteView
from safeconduct.publish.ledger import ClaimView, Ledger, PartyView, Ref, build_ledger
from safeconduct.publish.summary import people_words, summary_of
from safeconduct.redact.levels import Level, shows


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """Two claims side by side; ``again`` when a pair of the same kind about the same thing stands before it."""

    sign: str
    kind: str
    about: str
    left: ClaimView
    right: ClaimView
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisiveView:
    """One question to ask, and what the answer would change."""

    rank: int
    question: str
    ask: str
    what: Said
    flipped: str
    corridor: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionView:
    """One value nobody reported."""

    label: str
    id: str
    slot: str
    value: str
    unit: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """Something nobody said, and whom to ask."""

    slot: str
    needed: bool
    question: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """Who confirmed or rejected what; the reason only where the level shows it."""

    quote: str
    slot: str
    state: str
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionView:
    """A corridor with its answers: ``rows`` one per number of people, ``proofs`` all of them."""

    corridor: CorridorView
    summary: str
    state: str
    rows: tuple[AnswerView, ...]
    proofs: tuple[AnswerView, ...]
    main: str
    stress: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole document in words. Empty tuples where there is nothing, or where the level shows nothing."""

    title: str
    name: str
    level: str
    draft: bool
    as_of: str
    sha: str
    status: str
    people: str
    people_refs: tuple[Ref, ...]
    parties: tuple[PartyView, ...]
    sites: tuple[SiteView, ...]
    directions: tuple[DirectionView, ...]
    guesses: tuple[Said, ...]
    conflicts: tuple[ConflictView, ...]
    decisives: tuple[DecisiveView, ...]
    audits: tuple[AuditView, ...]
    audit_note: str
    gaps: tuple[GapView, ...]
    assumptions: tuple[AssumptionView, ...]
    claims: tuple[ClaimView, ...]
    decisions: tuple[DecisionView, ...]
    withheld: int
    wishes_recorded: bool
    checked: int
    stress_note: str
    hidden: tuple[str, ...]


#: Sections a level may hide, with the words that say so.
_NAMED = {
    "endurance": "how long the site can hold out",
    "map": "the map",
    "decisive": "the claims that decide",
    "audit": "the audit of the offer",
    "timetable": "timetables",
    "proof": "proofs",
    "remedies": "remedies",
    "reports": "the texts of the reports",
    "decisions": "who confirmed what",
}


#: Assumptions that say where and how vehicles would move.
_MOVEMENT = re.compile(
    r"leg\..*\.via|leg\..*\.other\..*|approach\..*|fleet\.(?:.*\.)?(?:start|available_from)|site\..*\.bays|screening\.km"
)


def build_sheet(dossier: Dossier, level: Level, assumptions: Sequence[Assumption] = ()) -> tuple[Sheet, Ledger]:
    """The sheet of a dossier at a level, and its ledger. ``assumptions`` adds those of a draft without a situation."""
    situation = dossier.situation
    known = [*(situation.assumptions if situation else ()), *assumptions]
    stated = list({a.id: a for a in known}.values())
    ledger = build_ledger(dossier, stated, level)
    people, detailed = people_words(dossier, ledger), shows(level, "movement details")
    sheet = Sheet(
        title=_title(dossier),
        name=situation.name if situation else "draft",
        level=level.value,
        draft=dossier.draft,
        as_of=figures.stamp(situation.as_of) if situation else "",
        sha=figures.short_sha(codec.sha(situation)) if situation else "",
        status=_status(dossier),
        people=people.text,
        people_refs=people.refs,
        parties=ledger.parties,
        sites=corridors.site_views(situation, ledger) if situation else (),
        directions=_directions(dossier, situation, ledger, level) if situation else (),
        guesses=corridors.guessed_corridors(dossier, ledger) if dossier.draft or situation is None else (),
        conflicts=_conflicts(dossier, ledger),
        decisives=_decisives(dossier, ledger) if shows(level, "decisive") else (),
        audits=audit_views(dossier) if shows(level, "audit") else (),
        audit_note=note_of(situation),
        gaps=_gaps(situation, ledger) if situation else _draft_gaps(dossier),
        assumptions=tuple(_assumption(a, ledger) for a in stated if not _MOVEMENT.match(a.slot) or detailed),
        claims=ledger.claims,
        decisions=_decisions(dossier, ledger, level) if shows(level, "decisions") else (),
        withheld=ledger.withheld,
        wishes_recorded=bool(situation and situation.wishes_recorded),
        checked=checks_held(dossier),
        stress_note=stressed.JUDGEMENT if any(a.stress for a in dossier.answers) else lexicon.NOT_STRESSED,
        hidden=tuple(words for key, words in _NAMED.items() if not shows(level, key)),
    )
    return sheet, ledger


def checks_held(dossier: Dossier) -> int:
    """How many rule checks were recomputed and hold, over all answers."""
    return sum(check.ok for answer in dossier.answers for check in answer.checks)


def _title(dossier: Dossier) -> str:
    if dossier.situation is not None:
        return figures.line(dossier.situation.title)
    return figures.line(dossier.reports[0].title) if dossier.reports else "No report"


def _status(dossier: Dossier) -> str:
    if dossier.situation is None or not dossier.situation.corridors:
        return "draft · nothing confirmed" if dossier.draft else "no corridor"
    order = list(CorridorStatus)
    ranked = sorted(dossier.situation.corridors, key=lambda c: -order.index(c.status))
    study = "" if _is_order(dossier) else f" · {lexicon.CAPACITY_STUDY}"
    words = corridors.status_words(ranked[0])
    agreed = sum(corridor.status is CorridorStatus.AGREED for corridor in ranked)
    if 0 < agreed < len(ranked):
        words = f"agreed for {agreed} of {len(ranked)} directions · not for the others"
    words += study
    return f"draft · {words}" if dossier.draft else words


def _is_order(dossier: Dossier) -> bool:
    plans = [a.plan for a in dossier.answers if a.plan is not None]
    return bool(plans) and all(p.status == "order" for p in plans)


def _directions(dossier: Dossier, situation: Situation, ledger: Ledger, level: Level) -> tuple[DirectionView, ...]:
    out = []
    for corridor in corridors.corridor_views(situation, ledger, dossier.claims):
        answers = answers_of(dossier, corridor.id)
        heads = headline_answers(answers)
        summary, state = summary_of(heads, ledger, _main(situation, heads))
        seen = [_at_level(answer_view(a, situation, ledger, level), level) for a in answers]
        anchors = {v.anchor: v for v in seen}
        rows = tuple(anchors[anchor_of(a)] for a in heads)
        out.append(
            DirectionView(
                corridor=corridor,
                summary=summary,
                state=state,
                rows=rows,
                proofs=tuple(seen) if shows(level, "proof") else (),
                main=_main(situation, heads),
                stress=_stress(heads, _main(situation, heads)) if shows(level, "proof") else "",
            )
        )
    return tuple(out)


def _main(situation: Situation, heads: Sequence[Answer]) -> str:
    """The anchor of the answer whose timetable is shown open: the one nearest to the likely number of people."""
    planned = [a for a in heads if a.plan is not None]
    if not planned:
        return ""
    likely = sum(g.people.pick("likely") for s in situation.sites for g in s.groups)
    return anchor_of(min(planned, key=lambda a: abs(a.certificate.scenario.people - likely)))


def _stress(heads: Sequence[Answer], main: str) -> str:
    """What simulated days say of the plan that is shown open; empty when it was not stressed."""
    shown = next((answer for answer in heads if anchor_of(answer) == main), None)
    return "" if shown is None or shown.stress is None else stressed.sentences(shown.stress)


def _at_level(view: AnswerView, level: Level) -> AnswerView:
    """The answer without the parts the level does not show; small counts suppressed."""
    if not shows(level, "timetable"):
        view = replace(view, convoys=(), last_arrival="–")
    if not shows(level, "remedies"):
        view = replace(view, remedies=())
    return view


def _conflicts(dossier: Dossier, ledger: Ledger) -> tuple[ConflictView, ...]:
    out: list[ConflictView] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    order = list(lexicon.CONFLICT)
    for conflict in sorted(dossier.conflicts, key=lambda c: order.index(c.kind)):
        left, right = ledger.by_id.get(conflict.left), ledger.by_id.get(conflict.right)
        if left is None or right is None:
            continue
        sign, kind = lexicon.CONFLICT[conflict.kind]
        about = "" if left.masked or right.masked else ledger.relabel(conflict.about)
        key = (kind, frozenset(re.findall(r"\w+", about)))
        again = bool(about) and key in seen
        seen.add(key)
        out.append(ConflictView(sign=sign, kind=kind, about=about, left=left, right=right, again=again))
    return tuple(out)


def _decisives(dossier: Dossier, ledger: Ledger) -> tuple[DecisiveView, ...]:
    shown = [d for d in dossier.decisives if d.subject not in ledger.withheld_ids]
    ranked = sorted(shown, key=lambda d: (-d.score, d.corridor))
    situation = dossier.situation
    names = {c.id: corridors.place_name(situation, c.reception) for c in situation.corridors} if situation else {}
    out = []
    for rank, item in enumerate(ranked, 1):
        ref = ledger.ref(item.subject) or ledger.assumptions.get(item.subject)
        out.append(
            DecisiveView(
                rank=rank,
                question=ledger.relabel(item.question),
                ask=figures.line(item.ask),
                what=Said(text=ledger.relabel(item.what), refs=(ref,) if ref else ()),
                flipped=ledger.relabel(item.flipped),
                corridor=names.get(item.corridor, item.corridor),
                before=ledger.relabel(item.before),
                after=ledger.relabel(item.after),
            )
        )
    return tuple(out)


def _draft_gaps(dossier: Dossier) -> tuple[GapView, ...]:
    found = drafts.missing_in(dossier.claims)
    return tuple(GapView(slot=lexicon.gap(m.slot), needed=m.needed, question=m.question, ask=m.ask) for m in found)


def _gaps(situation: Situation, ledger: Ledger) -> tuple[GapView, ...]:
    ordered = sorted(situation.gaps, key=lambda g: g.level != "needed")
    return tuple(
        GapView(
            slot=lexicon.gap(g.slot),
            needed=g.level == "needed",
            question=ledger.relabel(g.question),
            ask=figures.line(g.ask),
        )
        for g in ordered
    )


def _assumption(item: Assumption, ledger: Ledger) -> AssumptionView:
    return AssumptionView(
        label=ledger.assumptions[item.id].label,
        id=item.id,
        slot=figures.line(item.slot),
        value=figures.line(item.value),
        unit=figures.line(item.unit),
        why=figures.line(item.why),
        source=figures.line(item.source),
    )


def _decisions(dossier: Dossier, ledger: Ledger, level: Level) -> tuple[DecisionView, ...]:
    texts = {r.id: r.text for r in dossier.reports}
    reasons = shows(level, "decision reasons")
    return tuple(_decision(d, texts.get(d.report, ""), ledger, reasons=reasons) for d in dossier.decisions)


def _decision(item: Decision, text: str, ledger: Ledger, *, reasons: bool) -> DecisionView:
    """A decision in words; one that touches a withheld sentence keeps neither quote nor reason."""
    starts = [found.start() for found in re.finditer(f"(?={re.escape(item.quote)})", text)]
    hidden = ledger.block(item.report, [(start, start + len(item.quote)) for start in starts])
    return DecisionView(
        quote=hidden or figures.line(item.quote),
        slot=lexicon.KIND[item.slot],
        state="confirmed" if item.verdict == "confirm" else "rejected",
        by=figures.line(item.by),
        at=figures.stamp(item.at),
        why="" if hidden or not reasons else figures.line(item.why),
    )
