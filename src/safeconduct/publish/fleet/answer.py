"""The answer of a fleet in words: how many, by which direction and group, what binds, and how the bound is proved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from safeconduct import codec
from safeconduct.model.certificate import Remedy
from safeconduct.model.corridor import Corridor
from safeconduct.model.dossier import Check
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Households, Work
from safeconduct.model.resource import Resource
from safeconduct.model.situation import Leg, Situation
from safeconduct.model.stress import StressReport
from safeconduct.publish import figures, lexicon, stressed
from safeconduct.publish.corridors import status_words
from safeconduct.publish.fleet.day import Day, day_of
from safeconduct.publish.fleet.people import ANY, groups_out, not_planned, stays
from safeconduct.publish.fleet.proof import ProofRow, binding, bounds_every_plan, plain_bound, proof_rows, share_rows
from safeconduct.publish.ledger import Ledger, Ref
from safeconduct.redact.levels import Level, cell, shows
from safeconduct.verify.fleet_facts import fleet_facts

WHY = "No place in this timetable; what binds is told below."


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetAnswer:
    """A checked fleet plan, None when nobody can be moved, with its certificate.

    What explains it, where it was made: ``reasons`` says of a group (by id) why people of it are left, ``shares`` names
    what the plain bound is made of, in persons, the greatest first, ``remedies`` are changes, each solved again,
    and ``today`` the persons out whom the same search found with nothing changed (0: not looked for);
    ``cuts`` says of a direction whose roads are all closed by which, on whose word; ``stress`` what simulated days
    say.
    """

    plan: FleetPlan | None
    certificate: FleetCertificate
    checks: tuple[Check, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[tuple[str, float], ...] = ()
    remedies: tuple[Remedy, ...] = ()
    today: int = 0
    cuts: tuple[str, ...] = ()
    stress: StressReport | None = None

    def day(self, situation: Situation) -> Day:
        """The day of the plan; without one a day on which no vehicle moves and everybody is left."""
        if self.plan is not None:
            return day_of(situation, self.plan)
        due = fleet_facts(situation, self.certificate.scenario).due
        nobody = FleetPlan(
            situation=self.certificate.situation,
            scenario=self.certificate.scenario,
            status="capacity study",
            days=(),
            left_behind=tuple(Households(group=g, profile=p, count=n) for (g, p), n in due.items() if n),
            leans_on=(),
            work=Work(engine="none", version="", units=0),
        )
        return day_of(situation, nobody)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionRow:
    """One direction: its status, hours, ways, and the people carried on it."""

    name: str
    status: str
    hours: str
    local: str
    ways: tuple[str, ...]
    out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group: people who wish to go, carried, left without a place, and why."""

    site: str
    wish: str
    refs: tuple[Ref, ...]
    people: str
    out: str
    left: str
    left_needs: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrowRow:
    """A narrow place: what passes it, how much of that the plan uses, and what its figures rest on."""

    name: str
    kind: str
    rate: str
    delays: str
    passed: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRow:
    """A change made alone and solved again: carried then, and at most then."""

    change: str
    after: str
    gain: str
    bound: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetView:
    """Everything the page and the papers of a fleet say, in words, at one level."""

    status: str
    order: bool
    headline: str
    lead: str
    levels: tuple[tuple[str, str, str, str], ...]
    directions: tuple[DirectionRow, ...]
    groups: tuple[GroupRow, ...]
    staying: tuple[tuple[str, str], ...]
    narrow: tuple[NarrowRow, ...]
    leans_on: str
    binds: str
    cuts: tuple[str, ...]
    shares: tuple[tuple[str, float], ...]
    proof: tuple[ProofRow, ...]
    proof_total: str
    proof_value: str
    relaxed: tuple[str, ...]
    remedies: tuple[RemedyRow, ...]
    remedies_note: str
    checks: tuple[tuple[str, str, str], ...]
    plan_sha: str
    work: str
    stress: str
    stress_note: str


def view_of(situation: Situation, answer: FleetAnswer, ledger: Ledger, level: Level) -> FleetView:
    """The words of an answer at a level; what the level does not show is not in it."""
    day, stated = answer.day(situation), plain_bound(answer.certificate)
    plan, made = day.plan, day.plan.work
    parts = share_rows(situation, answer.certificate, stated)
    return FleetView(
        status="order" if plan.status == "order" else "capacity study",
        order=plan.status == "order",
        headline=headline(answer.certificate) + _without_hours(day, level),
        lead=_lead(day, answer.certificate),
        levels=tuple(_level(one.name, one.value, one.bound, one.gap, level) for one in answer.certificate.levels),
        directions=tuple(_direction(day, name, level) for name in plan.scenario.corridors),
        groups=_groups(day, answer.reasons, ledger, level),
        staying=tuple((day.name(site), cell(level, persons)) for site, persons in stays(day)),
        narrow=tuple(_narrow(day, one, ledger) for one in situation.resources) if _moves(level) else (),
        leans_on=figures.listed(_road(situation, road) for road in plan.leans_on),
        binds=binding(parts, answer.certificate),
        cuts=tuple(ledger.relabel(words) for words in answer.cuts) if shows(level, "proof") else (),
        shares=named_shares(answer, parts),
        proof=proof_rows(situation, stated, parts) if stated is not None and shows(level, "proof") else (),
        proof_total=f"{stated.parts / stated.unit:,.3f}" if stated is not None else "",
        proof_value=figures.count(stated.value) if stated is not None else "",
        relaxed=tuple(dict.fromkeys(words for bound in answer.certificate.bounds for words in bound.relaxed)),
        remedies=_remedies(answer, level),
        remedies_note=_without_any(answer) if shows(level, "remedies") else "",
        checks=_checks(answer.checks, level),
        plan_sha=figures.short_sha(codec.sha(answer.plan)) if answer.plan is not None else "",
        work=f"{made.engine} {made.version}, {figures.count(made.units)} units of work",
        stress=stressed.sentences(answer.stress) if answer.stress is not None and shows(level, "proof") else "",
        stress_note=lexicon.NOT_STRESSED if answer.stress is None else stressed.JUDGEMENT,
    )


def headline(certificate: FleetCertificate) -> str:
    """The answer in one line, what is found apart from what is proved: a plan for 828 of 1,304 people; at most 840 can
    be moved."""
    out, people = figures.count(certificate.persons_out), figures.count(certificate.people)
    most = certificate.levels[-1].bound
    first = "" if bounds_every_plan(certificate) else ", those who need help first"
    if certificate.persons_out == certificate.people:
        return f"A plan for all {people} people"
    if certificate.persons_out == most:
        return (
            f"Exactly {out} of {people} people can be moved{first}"
            if most
            else f"Nobody of {people} people can be moved"
        )
    found = (
        f"A plan for {out} of {people} people"
        if certificate.persons_out
        else f"No plan found for any of {people} people"
    )
    if most >= certificate.people:
        return f"{found}; whether all can be moved is open"
    return f"{found}; at most {figures.count(most)} can be moved{first}"


def _without_hours(day: Day, level: Level) -> str:
    """Who is in none of the headline's numbers, and why; empty when everybody is in one."""
    found = [f"{cell(level, persons)} at {day.name(site)}" for site, persons in not_planned(day)]
    return f"; not among them, as no way with hours leads from there: {figures.listed(found)}" if found else ""


def named_shares(
    answer: FleetAnswer, parts: tuple[tuple[str, float], ...], most: int = 8
) -> tuple[tuple[str, float], ...]:
    """The shares thing by thing where they are named, at most so many, the rest together; else kind by kind."""
    if not answer.shares:
        return parts
    rest = answer.shares[most:]
    words = figures.plural(len(rest), "other thing")
    return (*answer.shares[:most], *(((words, sum(share for _, share in rest)),) if rest else ()))


def _remedies(answer: FleetAnswer, level: Level) -> tuple[RemedyRow, ...]:
    """Changes that carry somebody more than search alone does, and those of which only the bound is higher."""
    if not shows(level, "remedies"):
        return ()
    return tuple(
        RemedyRow(
            change=figures.line(one.change),
            after=figures.count(one.after),
            gain=f"+{figures.count(one.after - one.before)}" if helps(answer, one) else "none found",
            bound=figures.count(one.after_bound),
        )
        for one in answer.remedies
    )


def helps(answer: FleetAnswer, one: Remedy) -> bool:
    """Whether a change carries more than the plan does, and more than the same search with nothing changed."""
    return one.after > max(one.before, answer.today)


def may_be_had(answer: FleetAnswer, gain: int) -> int:
    """How many of the persons that a change adds may be had without it, as far as is proved."""
    return min(gain, answer.certificate.levels[-1].gap)


def _without_any(answer: FleetAnswer) -> str:
    """What search alone may bring, said once for all changes; empty where nothing is left to be found."""
    stated = answer.certificate.levels[-1]
    if not answer.remedies or stated.gap == 0:
        return ""
    now = f"With nothing changed the same search carries {figures.count(max(answer.today, stated.value))}, and "
    return (
        f"{now if answer.today else 'With nothing changed '}at most {figures.count(stated.bound)} is proved: of what a "
        f"change adds, up to {figures.count(stated.gap)} may be had without it."
    )


def _moves(level: Level) -> bool:
    return shows(level, "movement details")


def _lead(day: Day, certificate: FleetCertificate) -> str:
    used, there = len(day.plan.days), sum(kind.count.value for kind in day.situation.vehicles)
    persons = certificate.levels[-1]
    if not used:
        return "No vehicle moves in this plan."
    words = (
        f"{figures.plural(used, 'vehicle')} of {figures.count(there)} make "
        f"{figures.plural(sum(len(one.trips) for one in day.plan.days), 'trip')} with people. "
    )
    which = "No plan" if bounds_every_plan(certificate) else "No plan that takes as many people who need help"
    if persons.gap == 0:
        return words + f"{which} moves more: that is proved below."
    return words + (
        f"{which} moves more than {figures.count(persons.bound)}, which is proved below; whether "
        f"{figures.plural(persons.gap, 'person', 'people')} more than here could be moved is open."
    )


def _level(name: str, value: int, bound: int, gap: int, level: Level) -> tuple[str, str, str, str]:
    share = f" ({100 * gap / bound:.1f} %)" if bound and gap else ""
    return name, cell(level, value), cell(level, bound), "none" if gap == 0 else f"{cell(level, gap)}{share}"


def _direction(day: Day, name: str, level: Level) -> DirectionRow:
    corridor = day.situation.corridor(name)
    legs = {leg.id for leg in day.situation.legs_of(corridor)}
    persons = sum(run.persons.total for run in day.runs if run.loaded and run.way in legs)
    window = corridor.window
    return DirectionRow(
        name=f"{day.name(corridor.site)} → {day.name(corridor.reception)}",
        status=status_words(corridor),
        hours=figures.window(window) if window else "no hours",
        local=figures.window_local(window, day.situation.parties) if window else "",
        ways=_ways(day, corridor) if _moves(level) else (),
        out=cell(level, persons),
    )


def _ways(day: Day, corridor: Corridor) -> tuple[str, ...]:
    return tuple(_way(day, leg) for leg in day.situation.legs_of(corridor))


def _way(day: Day, leg: Leg) -> str:
    over = [day.name(use.resource) for use in leg.uses]
    words = f"{figures.number(leg.km.value)} km, {figures.duration(leg.minutes_loaded.value)}"
    if over:
        words += f" over {figures.listed(over)}"
    if leg.leans_on:
        unknown = figures.listed(_road(day.situation, road) for road in leg.leans_on)
        words += f"; state unknown: {unknown}"
    return words


def _road(situation: Situation, road: str) -> str:
    return next((figures.line(r.name) for r in situation.roads if r.id == road), road)


def _groups(day: Day, reasons: Mapping[str, str], ledger: Ledger, level: Level) -> tuple[GroupRow, ...]:
    basis = {g.id: (g.wished.basis, g.people.basis) for s in day.situation.sites for g in s.groups}
    rows = []
    for one in groups_out(day):
        wished = "any direction" if one.wished == ANY else day.name(one.wished)
        refs = dict.fromkeys(ref for part in basis[one.id] for ref in ledger.basis(part))
        left = one.left
        rows.append(
            GroupRow(
                site=day.name(one.site),
                wish=wished,
                refs=tuple(refs),
                people=cell(level, one.people.total),
                out=cell(level, one.out.total),
                left=cell(level, left.total) if left.total else "nobody",
                left_needs=figures.needs(left) if left.total and shows(level, "small counts") else "",
                why=_sentence(reasons.get(one.id, WHY)) if left.total else "",
            )
        )
    return tuple(rows)


def _sentence(words: str) -> str:
    """Words as a sentence."""
    plain = figures.line(words).rstrip(".")
    return f"{plain[:1].upper()}{plain[1:]}."


def _narrow(day: Day, one: Resource, ledger: Ledger) -> NarrowRow:
    passes = [run.loaded for run in day.runs for passed in run.passes if passed.resource == one.id]
    refs = dict.fromkeys(
        ref
        for known in (one.lanes, one.slot_minutes, one.delay_loaded, one.delay_empty)
        for ref in ledger.basis(known.basis)
    )
    free = "; empty vehicles need no slot" if one.empty_free else ""
    loaded, empty = (figures.duration(delay.value) for delay in (one.delay_loaded, one.delay_empty))
    return NarrowRow(
        name=figures.line(one.name),
        kind=one.kind,
        rate=f"{figures.plural(one.lanes.value, 'vehicle')} every {figures.duration(one.slot_minutes.value)}{free}",
        delays=f"{loaded} with people, {empty} empty",
        passed=f"{sum(passes)} with people, {len(passes) - sum(passes)} empty",
        refs=tuple(refs),
    )


def _checks(checks: Sequence[Check], level: Level) -> tuple[tuple[str, str, str], ...]:
    """Rule, state and what was found; nothing that may carry a small count where the level hides those."""
    if not shows(level, "proof"):
        return ()
    return tuple(
        (c.rule, "ok" if c.ok else "broken", figures.line(c.found) if shows(level, "small counts") else "")
        for c in checks
    )
