"""The shortest true statements: how many people, and one sentence per direction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from safeconduct.model.certificate import Certificate, Cut, Verdict
from safeconduct.model.claim import PeopleValue, Population
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.place import Mode
from safeconduct.publish import figures, lexicon
from safeconduct.publish.answers import anchor_of, binding, limit_of, needs_first, state_of
from safeconduct.publish.corridors import Said
from safeconduct.publish.ledger import Ledger

_SENTENCES = re.compile(r"(?<=\.)\s+")


def people_words(dossier: Dossier, ledger: Ledger) -> Said:
    """The range of civilians over the claims that count: confirmed ones, or in a draft all that are not rejected."""
    if dossier.situation is not None and dossier.situation.sites:
        groups = [g for s in dossier.situation.sites for g in s.groups]
        if groups:
            lows, highs = [g.people.low for g in groups], [g.people.high for g in groups]
            low = None if None in lows else sum(n for n in lows if n is not None)
            high = None if None in highs else sum(n for n in highs if n is not None)
            refs = tuple(dict.fromkeys(r for g in groups for r in ledger.basis(g.people.basis)))
            return Said(text=f"{figures.span(low, high)} civilians", refs=refs)
    ids, stated, civilians, words = [], [], True, []
    for claim in dossier.claims:
        view = ledger.by_id.get(claim.id)
        if view is None or view.masked or view.state == "rejected":
            continue
        for value in claim.values:
            if isinstance(value, PeopleValue) and value.population in (Population.CIVILIANS, Population.UNSTATED):
                numbers = [n for n in (value.low, value.high) if n is not None]
                if numbers:
                    ids.append(claim.id)
                    stated += numbers
                    words.append(figures.span(value.low, value.high))
                    civilians = civilians and value.population is Population.CIVILIANS
    if not stated:
        return Said(text="no number of people found")
    who = "civilians" if civilians else "people"
    counts = list(dict.fromkeys(words))
    text = f"{counts[0]} {who}"
    if len(counts) > 1:
        text = f"counts from {figures.count(min(stated))} to {figures.count(max(stated))} {who}"
    return Said(text=f"{text}, as claimed", refs=ledger.refs(ids))


def cut_in_short(cut: Cut, ledger: Ledger) -> str:
    """Mode, crossings, sources, dates and what would change it; the full statement stands with the proof."""
    mode = lexicon.MODE_ROUTE.get(Mode(cut.mode), "route") if cut.mode in list(Mode) else "route"
    parts = []
    for edge in cut.edges:
        facts = [f"since {edge.since}" if edge.since else "date not stated"]
        facts.append(" ".join(r.label for r in ledger.refs(edge.claims)) or "no claim")
        if edge.disputed_by:
            facts.append("disputed")
        parts.append(f"{figures.line(edge.name)} ({', '.join(facts)})")
    changes = next((s for s in _SENTENCES.split(figures.line(cut.statement)) if s.startswith("It changes")), "")
    verb = "is" if len(parts) == 1 else "are"
    return f"No {mode} while {figures.listed(parts)} {verb} {_states(cut)}. {changes}".strip()


def _states(cut: Cut) -> str:
    return figures.listed(dict.fromkeys(e.state for e in cut.edges), "or")


def summary_of(heads: Sequence[Answer], ledger: Ledger, main: str = "") -> tuple[str, str]:
    """One sentence over all numbers of people studied, and the state it comes to. Where not everyone can go it speaks
    of the answer anchored ``main`` (the likely number), else of the first."""
    if not heads:
        return lexicon.NEXT_STEP["answers"], "unknown"
    verdicts = [a.certificate.verdict for a in heads]
    numbers = [a.certificate.scenario.people for a in heads]
    if all(v is Verdict.NOBODY for v in verdicts):
        first = heads[0].certificate
        if first.cut is not None:
            return cut_in_short(first.cut, ledger), "nobody"
        return f"Nobody can be moved: {binding(first)}.", "nobody"
    if all(v is Verdict.ALL_OUT for v in verdicts):
        words = "Every number of people studied" if len(numbers) > 1 else "All"
        most = figures.span(min(numbers), max(numbers))
        return f"{words} ({most}) could be moved within the window, under the stated assumptions.", "all"
    good = [n for n, v in zip(numbers, verdicts, strict=True) if v is Verdict.ALL_OUT]
    shorter = [a for a in heads if a.certificate.verdict is not Verdict.ALL_OUT]
    short = next((a for a in shorter if anchor_of(a) == main), shorter[0])
    cert = short.certificate
    limit, why = _limit(cert)
    if not good:
        state = state_of(cert)
        return f"{limit[0].upper()}{limit[1:]}, {why}, under the stated assumptions.", state
    head = f"There is a plan for all of up to {figures.count(max(good))} people"
    return f"{head}; {limit}, {why}, under the stated assumptions.", "depends"


def _limit(cert: Certificate) -> tuple[str, str]:
    """How many of those asked about can go at most, with what the plan found moves, and why no more."""
    people, out = figures.count(cert.scenario.people), figures.count(cert.persons_out)
    if cert.verdict is Verdict.UNDECIDED:
        return f"for {people} nothing is decided", "as neither a plan nor a proof against one was found"
    limit = limit_of(cert)
    if limit is None:
        return f"of {people} the plan found moves {out}", "no bound proved"
    most, word = limit
    first = f" {words}" if (words := needs_first(cert)) else ""
    if most == cert.persons_out:
        return f"of {people} exactly {out} can be moved{first}", f"because of {word}"
    if most >= cert.scenario.people:
        return f"of {people} the plan found moves {out}", "whether all can be moved is open"
    return (
        f"of {people} the plan found moves {out} and at most {figures.count(most)} can be moved{first}",
        f"because of {word}",
    )
