"""Answers as readers see them: a verdict per people number, what binds, and the proof in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeconduct.model.certificate import Bound, BoundTerm, Certificate, Level, Verdict
from safeconduct.model.dossier import Answer, Dossier
from safeconduct.model.situation import Needs, Situation
from safeconduct.publish import chart, figures, lexicon, stressed
from safeconduct.publish.ledger import Ledger, Ref
from safeconduct.redact.levels import Level as Audience
from safeconduct.redact.levels import cell, shows

_STATE = {Verdict.ALL_OUT: "all", Verdict.NOBODY: "nobody", Verdict.UNDECIDED: "not decided"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """One level of the objective in words."""

    name: str
    value: str
    bound: str
    gap: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """One term of a bound in words, with the arithmetic anyone can repeat."""

    resource: str
    persons: str
    inputs: str
    formula: str
    binds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingView:
    """One closed crossing of a cut."""

    name: str
    state: str
    since: str
    refs: tuple[Ref, ...]
    disputed: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvoyView:
    """One line of the timetable, clock times in UTC and on the first party's clock; ``aids`` are those of its people
    who do not walk, where the level shows small counts."""

    number: str
    vehicles: str
    people: str
    aids: str
    boards: str
    departs: str
    reaches: str
    screened: str
    arrives: str
    arrives_local: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyView:
    """One change that was tried, with the answer after it."""

    change: str
    before: str
    after: str
    bound: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One scenario answered. ``anchor`` is the id of its proof on the page; ``state`` a key of ``tokens.STATES``."""

    anchor: str
    corridor: str
    people: str
    objective: str
    state: str
    out: str
    binds: str
    last_arrival: str
    sentence: str
    levels: tuple[LevelView, ...]
    terms: tuple[TermView, ...]
    cut: tuple[CrossingView, ...]
    search: str
    checks: tuple[tuple[str, str, str], ...]
    remedies: tuple[RemedyView, ...]
    convoys: tuple[ConvoyView, ...]
    left_behind: str
    status: str
    plan_sha: str
    stress: str


def anchor_of(answer: Answer) -> str:
    """The id of an answer's proof: proof-svatove-568-all."""
    scenario = answer.certificate.scenario
    return f"proof-{scenario.corridor}-{scenario.people}-{scenario.objective}"


def answers_of(dossier: Dossier, corridor: str) -> tuple[Answer, ...]:
    """The answers on a corridor, fewest people first, everyone before most."""
    mine = [a for a in dossier.answers if a.certificate.scenario.corridor == corridor]
    return tuple(sorted(mine, key=lambda a: (a.certificate.scenario.people, a.certificate.scenario.objective)))


def headline_answers(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """One answer per number of people: everyone when that is possible, else the most that is."""
    best: dict[int, Answer] = {}
    for answer in answers:
        people = answer.certificate.scenario.people
        known = best.get(people)
        if known is None or _worth(answer) > _worth(known):
            best[people] = answer
    return tuple(best.values())


def _worth(answer: Answer) -> tuple[bool, int, bool]:
    cert = answer.certificate
    return cert.verdict is Verdict.ALL_OUT, cert.persons_out, answer.plan is not None


def answer_view(answer: Answer, situation: Situation, ledger: Ledger, level: Audience) -> AnswerView:
    """An answer in words, small counts suppressed where the level asks for it."""
    cert = answer.certificate
    opens = _opens(situation, cert)
    whole = shows(level, "small counts")
    last = max((c.arrive for c in answer.plan.convoys), default=None) if answer.plan else None
    return AnswerView(
        anchor=anchor_of(answer),
        corridor=cert.scenario.corridor,
        people=figures.count(cert.scenario.people),
        objective=lexicon.OBJECTIVE[cert.scenario.objective],
        state=state_of(cert),
        out=f"{figures.count(cert.persons_out)} of {figures.count(cert.scenario.people)}",
        binds=binding(cert),
        last_arrival=figures.clock(opens, last) if opens and last is not None else "–",
        sentence=ledger.relabel(sentence(answer, situation)),
        levels=tuple(_level(one, situation, cert, level) for one in cert.levels),
        terms=_terms(cert.bound, cert.scenario.people) if cert.bound else (),
        cut=_crossings(cert, ledger),
        search=_search(cert),
        checks=tuple(
            (figures.line(c.rule), "ok" if c.ok else "broken", ledger.relabel(c.found) if whole else "–")
            for c in answer.checks
        ),
        remedies=tuple(
            RemedyView(
                change=ledger.relabel(r.change),
                before=figures.count(r.before),
                after=figures.count(r.after),
                bound=figures.count(r.after_bound),
                state=reached(r.after, r.after_bound, cert.scenario.people),
            )
            for r in answer.remedies
        ),
        convoys=_convoys(answer, situation, level),
        left_behind=_left_behind(answer, situation, level),
        status=answer.plan.status if answer.plan else lexicon.CAPACITY_STUDY,
        plan_sha=figures.short_sha(cert.plan or ""),
        stress=f"{stressed.headline(answer.stress)}." if answer.stress is not None and shows(level, "proof") else "",
    )


def _opens(situation: Situation, cert: Certificate) -> datetime | None:
    window = situation.corridor(cert.scenario.corridor).window
    return window.opens if window else None


def nearest_limit(bound: Bound, people: int) -> BoundTerm | None:
    """The least term that is not the number of people itself."""
    terms = [t for t in bound.terms if t.resource != "people"]
    return min(terms, key=lambda t: t.persons, default=None)


def limit_of(cert: Certificate) -> tuple[int, str] | None:
    """The most people any timetable can move and what sets it: the tighter of arithmetic and search; None without
    either."""
    if cert.bound is None:
        return None
    level = next((lv for lv in cert.levels if lv.name == "persons out"), None)
    if level is not None and level.bound < cert.bound.persons:
        return level.bound, lexicon.RESOURCE["together"]
    return cert.bound.persons, lexicon.RESOURCE.get(cert.bound.binding, cert.bound.binding)


def reached(out: int, most: int, people: int) -> str:
    """What a plan for ``out`` of ``people`` says of everyone, a key of ``tokens.STATES``; ``most`` is the bound on it.
    That not everyone can go is said only where the bound shows it."""
    if out >= people:
        return "all"
    if most >= people:
        return "open for all"
    return "some" if out or most else "nobody"


def state_of(cert: Certificate) -> str:
    """The state of an answer, a key of ``tokens.STATES``."""
    if cert.verdict is not Verdict.SOME_LEFT:
        return _STATE[cert.verdict]
    people, limit = cert.scenario.people, limit_of(cert)
    if cert.plan is None:
        return "some"  # stated only where it is proved
    return reached(cert.persons_out, people if limit is None else limit[0], people)


def needs_first(cert: Certificate) -> str:
    """The condition a limit found by search stands under: those who need a wheelchair or a stretcher go first, so a
    timetable that passes them over could move more. Empty when the limit is arithmetic, or nobody has such a need."""
    persons = next((lv for lv in cert.levels if lv.name == "persons out"), None)
    needs = next((lv for lv in cert.levels if lv.name == "stretcher and wheelchair persons out"), None)
    if persons is None or needs is None or needs.bound == 0:
        return ""
    if cert.bound is not None and cert.bound.persons <= persons.bound:
        return ""
    return lexicon.NEEDS_FIRST


def _with(words: str) -> str:
    return f" {words}" if words else ""


def binding(cert: Certificate) -> str:
    """What binds, in a few words."""
    if cert.cut is not None and cert.bound is None:
        return f"the cut: {figures.listed(figures.line(e.name) for e in cert.cut.edges)}"
    if cert.bound is None:
        return "–"
    if cert.verdict is Verdict.ALL_OUT:
        spare = nearest_limit(cert.bound, cert.scenario.people)
        if spare is None:
            return "nothing"
        word = lexicon.RESOURCE.get(spare.resource, spare.resource)
        return f"nothing; next limit: {word}, at {figures.count(spare.persons)}"
    most, word = limit_of(cert) or (cert.bound.persons, "")
    return f"{word}, at {figures.count(most)}"


def sentence(answer: Answer, situation: Situation) -> str:
    """The certificate in one sentence a negotiator can repeat."""
    cert = answer.certificate
    people = figures.count(cert.scenario.people)
    if cert.cut is not None:
        return figures.line(cert.cut.statement)
    out = figures.count(cert.persons_out)
    if cert.verdict is Verdict.ALL_OUT:
        exists = f"A timetable that takes all {people} people within the window exists and obeys every rule."
        return f"{exists} {_sure(cert, situation)}"
    if cert.verdict is Verdict.UNDECIDED:
        return f"For {people} people nothing is decided: no timetable was found, and no proof that there is none."
    limit = limit_of(cert)
    if limit is None:
        return f"A timetable for {out} of {people} people was found; no bound is proved."
    most, word = limit
    first = needs_first(cert)
    if cert.persons_out == most:
        other = "; with those places kept no timetable can move more" if first else " and no timetable can move more"
        return f"Exactly {out} of {people} people can be moved{_with(first)}{other}, because of {word}."
    if most >= cert.scenario.people:
        return f"A timetable for {out} of {people} people was found; whether all can be moved is open."
    return (
        f"No timetable{_with(first)} can move more than {figures.count(most)} of {people} people, because of {word}; "
        f"the timetable found moves {out}."
    )


def _sure(cert: Certificate, situation: Situation) -> str:
    first = next((lv for lv in cert.levels if "last arrival" in lv.name), None)
    if first is None:
        return ""
    opens = _opens(situation, cert)
    at = figures.clock(opens, first.value) if opens else figures.duration(first.value)
    if first.gap == 0 and first.proof != "open":
        return f"Its last arrival, {at}, is proved the earliest possible."
    return f"Its last arrival is {at}; at best it could be {figures.duration(first.gap)} earlier."


def _level(level: Level, situation: Situation, cert: Certificate, audience: Audience) -> LevelView:
    opens = _opens(situation, cert)

    def words(n: int) -> str:
        if "sum" in level.name:
            return f"{figures.count(n)} person-minutes"
        if "arrival" in level.name:
            return figures.clock(opens, n) if opens else figures.duration(n)
        return f"{figures.count(n)} vehicles" if "vehicle" in level.name else f"{cell(audience, n)} people"

    proof = {
        "arithmetic": "proved by arithmetic",
        "search": "proved by search, repeatable by re-solving",
        "open": "open: the gap is what is not proved",
    }[level.proof]
    gap = "none" if level.gap == 0 else _gap(level)
    return LevelView(name=level.name, value=words(level.value), bound=words(level.bound), gap=gap, proof=proof)


def _gap(level: Level) -> str:
    if "arrival" in level.name and "sum" not in level.name:
        return figures.duration(level.gap)
    return figures.count(level.gap)


def _terms(bound: Bound, people: int) -> tuple[TermView, ...]:
    ordered = sorted(bound.terms, key=lambda t: (t.persons, t.resource))
    return tuple(
        TermView(
            resource=lexicon.RESOURCE.get(t.resource, t.resource),
            persons=figures.count(t.persons),
            inputs=", ".join(f"{name.replace('_', ' ')} = {figures.count(n)}" for name, n in t.inputs),
            formula=figures.line(t.formula),
            binds=t.resource == bound.binding and bound.persons < people,
        )
        for t in ordered
    )


def _crossings(cert: Certificate, ledger: Ledger) -> tuple[CrossingView, ...]:
    if cert.cut is None:
        return ()
    return tuple(
        CrossingView(
            name=figures.line(e.name),
            state=e.state,
            since=figures.line(e.since or "not stated"),
            refs=ledger.refs(e.claims),
            disputed=ledger.refs(e.disputed_by),
        )
        for e in cert.cut.edges
    )


def _search(cert: Certificate) -> str:
    if cert.exhaustive is None:
        return ""
    found = cert.exhaustive
    return f"{found.engine} {found.version}, model {figures.short_sha(found.model_sha)}"


def _convoys(answer: Answer, situation: Situation, level: Audience) -> tuple[ConvoyView, ...]:
    plan = answer.plan
    window = situation.corridor(answer.certificate.scenario.corridor).window
    if plan is None or window is None:
        return ()
    zone = figures.zones(situation.parties)[0] if situation.parties else None
    out = []
    for convoy in plan.convoys:
        trips = [t for t in plan.trips if t.convoy == convoy.number]
        at = {f: figures.clock(window.opens, getattr(convoy, f)) for f in ("depart", "reach", "screen_until", "arrive")}
        arrive = window.opens + timedelta(minutes=convoy.arrive)
        out.append(
            ConvoyView(
                number=str(convoy.number),
                vehicles=", ".join(figures.line(t.vehicle) for t in trips),
                people=cell(level, chart.persons_in(plan, situation, convoy.number)),
                aids=_aids(chart.needs_in(plan, situation, convoy.number)) if shows(level, "small counts") else "",
                boards=figures.clock(window.opens, min((t.load_from for t in trips), default=convoy.depart)),
                departs=at["depart"],
                reaches=at["reach"],
                screened=at["screen_until"],
                arrives=at["arrive"],
                arrives_local=figures.local(arrive, zone) if zone else "",
            )
        )
    return tuple(out)


def _aids(needs: Needs) -> str:
    """Those among a convoy's people who do not walk: of them 3 wheelchair, 2 stretcher; empty when all do."""
    seated = Needs(wheelchair=needs.wheelchair, stretcher=needs.stretcher)
    return f"of them {figures.needs(seated)}" if seated.total else ""


def _left_behind(answer: Answer, situation: Situation, level: Audience) -> str:
    if answer.plan is None or not answer.plan.left_behind:
        return ""
    size = {p.id: p.members.total for p in situation.profiles}
    households = sum(h.count for h in answer.plan.left_behind)
    persons = sum(size[h.profile] * h.count for h in answer.plan.left_behind)
    people, homes = "person" if persons == 1 else "people", "household" if households == 1 else "households"
    return f"{cell(level, persons)} {people} in {cell(level, households)} {homes}"
