"""Which claims and unknowns decide the answer: flip each, solve again, rank by what changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from safeconduct.model.certificate import Decisive
from safeconduct.model.corridor import Corridor
from safeconduct.model.place import RoadState
from safeconduct.model.situation import Situation
from safeconduct.network.cut import cut_of
from safeconduct.plan import variants
from safeconduct.plan.quick import quick

#: What a flip is worth by what it changes; persons moved are added below these steps.
DIRECTION, STATUS, EVERYONE = 30_000, 20_000, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One claim, unknown or assumption read the other way, as a changed situation."""

    subject: str
    what: str
    flipped: str
    corridor: str
    people: int
    changed: Situation
    question: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """The answer for a corridor: whether a way is open, the corridor's status, persons out and at most."""

    open: bool
    status: str
    people: int
    persons: int
    bound: int
    hours: bool

    @property
    def words(self) -> str:
        """The answer in a few words."""
        if not self.open:
            return f"no vehicle route; {self.status}"
        if not self.hours:
            return f"a vehicle route, no hours announced; {self.status}"
        out = f"{self.persons:,}" if self.persons == self.bound else f"{self.persons:,} to {self.bound:,}"
        return f"{out} of {self.people:,} out; {self.status}"


def decisive(situation: Situation, *, people: int) -> tuple[Decisive, ...]:
    """Every flip re-solved, the most decisive first; ties by corridor, then as they stand in it."""
    before = {c.id: _state(situation, c.id, people) for c in situation.corridors}
    found = [_judged(before[flip.corridor], flip) for flip in flips_of(situation, people)]
    return tuple(sorted(found, key=lambda d: (-d.score, d.corridor)))


def _judged(before: _State, flip: Flip) -> Decisive:
    after = _state(flip.changed, flip.corridor, flip.people)
    return Decisive(
        subject=flip.subject,
        what=flip.what,
        flipped=flip.flipped,
        corridor=flip.corridor,
        before=before.words,
        after=after.words,
        score=_score(before, after),
        question=flip.question,
        ask=flip.ask,
    )


def _score(before: _State, after: _State) -> int:
    steps = (
        DIRECTION * (before.open != after.open)
        + STATUS * (before.status != after.status)
        + EVERYONE * ((before.persons == before.people) != (after.persons == after.people))
    )
    return steps + min(EVERYONE - 1, abs((before.people - before.persons) - (after.people - after.persons)))


def _state(situation: Situation, corridor_id: str, people: int) -> _State:
    corridor = situation.corridor(corridor_id)
    status = corridor.status.value
    if cut_of(situation, corridor_id) is not None:
        return _State(open=False, status=status, people=people, persons=0, bound=0, hours=corridor.window is not None)
    if corridor.window is None or situation.leg_of(corridor) is None:
        return _State(open=True, status=status, people=people, persons=0, bound=people, hours=False)
    got = quick(situation, corridor_id, people)
    return _State(open=True, status=status, people=people, persons=got.persons, bound=got.bound, hours=True)


def flips_of(situation: Situation, people: int) -> Iterator[Flip]:
    """Every flip of a situation: crossings, unknown roads, parties, counts, hours, screening, fleet."""
    for corridor in situation.corridors:
        yield from _crossings(situation, corridor, people)
        yield from _parties(situation, corridor, people)
        if corridor.window is not None and situation.leg_of(corridor) is not None:
            yield from _unknown_roads(situation, corridor, people)
            yield from _counts(situation, corridor, people)
            yield from _hours(situation, corridor, people)
            yield from _means(situation, corridor, people)


def _everybody(situation: Situation) -> str:
    return " and ".join(party.label for party in situation.parties) or "every party"


def _crossings(situation: Situation, corridor: Corridor, people: int) -> Iterator[Flip]:
    """A confirmed closing of the cut that does not hold; hours nobody announced are borrowed from another corridor."""
    cut = cut_of(situation, corridor.id)
    hours = corridor.window or next((c.window for c in situation.corridors if c.window is not None), None)
    names = [edge.name for edge in cut.edges] if cut is not None else []
    question = f"Can a bus cross {' or '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)} now?"
    for edge in cut.edges if cut is not None else ():
        changed = variants.with_road(situation, edge.road, RoadState.OPEN)
        if corridor.window is None and hours is not None:
            changed = variants.with_window(changed, corridor.id, hours)
        borrowed = "" if corridor.window is not None else ", in hours like those announced for the other direction"
        yield Flip(
            subject=edge.claims[0] if edge.claims else edge.road,
            what=f"{edge.name} is {edge.state} to vehicles",
            flipped=f"it carries vehicles{borrowed}",
            corridor=corridor.id,
            people=people,
            changed=changed,
            question=question,
            ask=_everybody(situation),
        )


def _unknown_roads(situation: Situation, corridor: Corridor, people: int) -> Iterator[Flip]:
    leg = situation.leg_of(corridor)
    names = {road.id: road.name for road in situation.roads}
    for road in leg.leans_on if leg is not None else ():
        yield Flip(
            subject=road,
            what=f"the state of {names[road]} is unknown",
            flipped="it is closed",
            corridor=corridor.id,
            people=people,
            changed=variants.with_road(situation, road, RoadState.CLOSED),
            question=f"Can a bus cross {names[road]} now?",
            ask=_everybody(situation),
        )


def _parties(situation: Situation, corridor: Corridor, people: int) -> Iterator[Flip]:
    labels = {party.id: party.label for party in situation.parties}
    refusing = {p.party for p in corridor.positions if p.refused}
    for party in corridor.missing_parties:
        said = "has refused" if party in refusing else "is silent"
        yield Flip(
            subject=f"{corridor.id}.{party}",
            what=f"{labels.get(party, party)} {said}",
            flipped="it accepts",
            corridor=corridor.id,
            people=people,
            changed=variants.with_position(situation, corridor.id, party, accepts=True),
            question=f"Does {labels.get(party, party)} accept this direction, and on which conditions?",
            ask=labels.get(party, party),
        )


def _counts(situation: Situation, corridor: Corridor, people: int) -> Iterator[Flip]:
    site = next(s for s in situation.sites if s.id == corridor.site)
    for which in ("low", "high"):
        number = sum(group.people.pick(which) for group in site.groups)
        if number == people:
            continue
        yield Flip(
            subject=f"people.{site.id}",  # the estimate rests on several claims: none of them alone says the number
            what=f"{people:,} people at {site.name}",
            flipped=f"{number:,}, the {'least' if which == 'low' else 'most'} anybody says",
            corridor=corridor.id,
            people=number,
            changed=situation,
            question=f"How many people at {site.name} want to leave, by need?",
            ask=f"people sheltering at {site.name}",
        )


def _hours(situation: Situation, corridor: Corridor, people: int) -> Iterator[Flip]:
    claims = corridor.window_basis.claims if corridor.window_basis else ()
    subject = claims[0] if claims else f"window.{corridor.id}"
    cases = (
        ("it closes two hours early", variants.with_close(situation, corridor.id, -120)),
        ("it opens and closes an hour later", variants.with_later_clock(situation, corridor.id, 60)),
    )
    for flipped, changed in cases:
        yield Flip(
            subject=subject,
            what=f"the window as announced ({corridor.window.zone if corridor.window else ''})",
            flipped=flipped,
            corridor=corridor.id,
            people=people,
            changed=changed,
            question="Which hours hold, by whose clock, and who may cut them short?",
            ask=_everybody(situation),
        )


def _means(situation: Situation, corridor: Corridor, people: int) -> Iterator[Flip]:
    """Screening and fleet: assumptions nobody reported."""
    leg, buses = situation.leg_of(corridor), variants.main_class(situation)
    gate = leg.checkpoint if leg is not None else None
    cases: list[tuple[str, str, str, Situation, str]] = []
    if gate is not None:
        seconds, lanes = gate.seconds_per_person.value, gate.lanes.value
        slow = variants.with_screening(situation, corridor.id, seconds=2 * seconds)
        wide = variants.with_screening(situation, corridor.id, lanes=lanes + 1)
        now = f"{lanes} screening lane{'' if lanes == 1 else 's'} at {seconds} s a person"
        asked = "Who screens, in how many lanes, for how long?"
        cases.append(("screening.seconds", now, f"{2 * seconds} s a person", slow, asked))
        cases.append(("screening.lanes", now, f"{lanes + 1} lanes", wide, asked))
    half = variants.with_buses(situation, max(1, buses.count.value // 2))
    have = f"{buses.count.value} x {buses.name}"
    asked = "Which vehicles are there, with drivers and fuel, and who provides them?"
    cases.append((f"fleet.{buses.id}", have, f"{max(1, buses.count.value // 2)}", half, asked))
    for subject, what, flipped, changed, question in cases:
        yield Flip(
            subject=subject,
            what=what,
            flipped=flipped,
            corridor=corridor.id,
            people=people,
            changed=changed,
            question=question,
            ask=_everybody(situation),
        )
