"""Who offers, asks, accepts or refuses which direction, from confirmed claims only; and the announced window.

Parties stand in the order in which the reports first mention them, never by name. A statement by nobody known takes
no position. What another speaker relays is kept with the relaying claim. A notice told is not a notice received.

An offer or an acceptance counts only in the party's own words: what another speaker says of it is kept under
``relayed_by`` and agrees to nothing. A party that denies having accepted has not accepted, whoever says that it has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from safeconduct.assess.assumptions import CorridorRow
from safeconduct.assess.confirm import Ledger
from safeconduct.model.claim import AnswerValue, Claim, DestinationValue, Kind, Stance, WindowValue
from safeconduct.model.corridor import Position
from safeconduct.model.errors import DocumentInvalid, UnconfirmedError
from safeconduct.model.known import Basis
from safeconduct.model.report import Party, Report
from safeconduct.model.times import Window

_OFFERING = (Stance.OFFERS, Stance.ASSERTS)
_ANSWERING = {
    Kind.ACCEPTANCE: (Stance.ACCEPTS, Stance.ASSERTS, Stance.OFFERS),
    Kind.REFUSAL: (Stance.REFUSES, Stance.ASSERTS, Stance.DEMANDS),
}
"""Stances in which an answer is given: who denies, expects or asks for one has not answered."""
_TAKING_BACK = (Stance.DENIES, Stance.REFUSES, Stance.ACCUSES)
"""Stances in which no hours are announced."""
_BINDING = ("offered", "accepted")
"""What a party is bound by, and so has to say itself."""


def by_first_mention(parties: Sequence[Party], reports: Sequence[Report]) -> tuple[Party, ...]:
    """Parties in the order the reports first name them (report order, then text order); unnamed ones last."""

    def mention(party: Party) -> tuple[int, int, int]:
        names = sorted((party.label, *party.aliases), key=len, reverse=True)
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")
        for at, report in enumerate(reports):
            if hit := pattern.search(report.text):
                return at, hit.start(), -len(hit.group())
        return len(reports), 0, 0

    return tuple(sorted(parties, key=mention))


def own_words(claim: Claim, ledger: Ledger) -> bool:
    """Whether no other speaker stands between a claim's party and the report, however deeply it is nested."""
    inner, seen = claim, {claim.id}
    while (relay := ledger.all.get(inner.relayed_by or "")) is not None and relay.id not in seen:
        if relay.party != claim.party:
            return False
        seen.add(relay.id)
        inner = relay
    return True


@dataclass(slots=True)
class _Record:
    """What one party is on record with for one corridor, while it is collected."""

    entries: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, claim: str) -> None:
        ids = self.entries.setdefault(what, [])
        if claim not in ids:
            ids.append(claim)

    def position(self, party: str) -> Position:
        return Position(party=party, **{what: tuple(ids) for what, ids in self.entries.items()})


class Offers:
    """Positions party x corridor, and windows; built once from a ledger."""

    def __init__(self, ledger: Ledger, parties: Sequence[Party], corridors: Sequence[CorridorRow]) -> None:
        """``parties`` in the order they are to stand in. UnconfirmedError when an answer names no direction."""
        self._ledger, self._parties, self._corridors = ledger, tuple(parties), tuple(corridors)
        self._records = {(c.id, p.id): _Record() for c in corridors for p in parties}
        for claim in ledger.confirmed_for(Kind.DESTINATION):
            self._destination(claim)
        for slot, what in ((Kind.WINDOW, "offered"), (Kind.CONDITION, "conditions")):
            for claim in ledger.confirmed_for(slot):
                if claim.stance in _OFFERING or (slot is Kind.CONDITION and claim.stance is not Stance.DENIES):
                    for corridor in self._offered_with(claim):
                        self._add(corridor, claim.party, what, claim)
        for slot, what in ((Kind.ACCEPTANCE, "accepted"), (Kind.REFUSAL, "refused")):
            for claim in ledger.confirmed_for(slot):
                for corridor in self._answered(claim, slot) if claim.stance in _ANSWERING[slot] else ():
                    self._add(corridor, claim.party, what, claim)
        for corridor, denial in self.denials():
            self._records[corridor, denial.party or ""].entries.pop("accepted", None)
        for claim in ledger.confirmed_for(Kind.NOTICE):
            self._notice(claim)

    def positions(self, corridor: str) -> tuple[Position, ...]:
        """One position a party, in party order, silent ones too."""
        return tuple(self._records[corridor, party.id].position(party.id) for party in self._parties)

    def denials(self) -> tuple[tuple[str, Claim], ...]:
        """Corridors with the confirmed claims by which a party itself denies having accepted them; a denial that names
        no direction is of every one."""
        found = []
        for claim in self._ledger.confirmed_for(Kind.ACCEPTANCE):
            if claim.stance not in _TAKING_BACK or not own_words(claim, self._ledger):
                continue
            value = claim.value(Kind.ACCEPTANCE.value)
            places = {*claim.places, value.place if isinstance(value, AnswerValue) else None}
            about = [c.id for c in self._corridors if c.reception in places] or [c.id for c in self._corridors]
            found += [(corridor, claim) for corridor in about if (corridor, claim.party or "") in self._records]
        return tuple(found)

    def named(self, corridor: CorridorRow) -> bool:
        """Whether a confirmed claim names the corridor's reception as a destination."""
        return any(corridor.reception in _places(claim) for claim in self._ledger.confirmed_for(Kind.DESTINATION))

    def announces(self, claim: Claim) -> bool:
        """Whether a confirmed window is of a corridor of the case, or announces none because it takes hours back."""
        return claim.stance in _TAKING_BACK or bool(self._offered_with(claim))

    def window(self, corridor: CorridorRow) -> tuple[Window, Basis] | None:
        """The announced window of a corridor with its claims, None when none is confirmed.

        UnconfirmedError when confirmed claims differ, or leave hours or zone open; DocumentInvalid when it closes
        before it opens.
        """
        said = [
            (claim, value)
            for claim in self._ledger.confirmed_for(Kind.WINDOW)
            if claim.stance not in _TAKING_BACK and corridor.id in self._offered_with(claim)
            for value in claim.values
            if isinstance(value, WindowValue)
        ]
        if not said:
            return None
        first = said[0][1]
        for claim, value in said:
            if (value.opens, value.closes, value.zone) != (first.opens, first.closes, first.zone):
                _undecided(f"the confirmed windows {first.as_written!r} and {value.as_written!r} differ", claim)
        if first.opens is None or first.closes is None or first.zone is None:
            _undecided(f"the window {first.as_written!r} does not settle day, hours and zone", said[0][0])
        try:
            window = Window(opens=first.opens, closes=first.closes, zone=first.zone, as_written=first.as_written)
        except ValueError as error:
            raise DocumentInvalid(
                str(error), file=said[0][0].report, field="window", next_step="reject this claim, or correct its source"
            ) from error
        return window, Basis(claims=tuple(dict.fromkeys(claim.id for claim, _ in said)))

    def _add(self, corridor: str, party: str | None, what: str, claim: Claim) -> None:
        record = self._records.get((corridor, party or ""))
        if record is None:
            return
        own = own_words(claim, self._ledger)
        record.add(what if own or what not in _BINDING else "relayed_by", claim.id)
        relay = self._ledger.all.get(claim.relayed_by or "")
        if relay is not None and not own:
            record.add("relayed_by", relay.id)

    def _destination(self, claim: Claim) -> None:
        if claim.stance in _OFFERING:
            what = "offered"
        elif claim.stance in (Stance.REQUESTS, Stance.DEMANDS):
            what = "requested"
        else:
            return
        for corridor in self._towards(claim, _places(claim)):
            self._add(corridor, claim.party, what, claim)

    def _offered_with(self, claim: Claim) -> tuple[str, ...]:
        """Corridors a window or condition belongs to: those it names, else all its speaker offers a way to."""
        places = _places(self._ledger.all[claim.id])
        named = self._towards(claim, places)
        if named or claim.party is None:
            return named
        offered = {
            place
            for other in self._ledger.confirmed_for(Kind.DESTINATION)
            if other.party == claim.party and other.stance in _OFFERING
            for place in _places(other)
        }
        return self._towards(claim, offered)

    def _towards(self, claim: Claim, receptions: Collection[str]) -> tuple[str, ...]:
        """Corridors to these receptions; of the sites that the claim speaks of, when it names any."""
        sites = {c.site for c in self._corridors} & set(claim.places)
        return tuple(c.id for c in self._corridors if c.reception in receptions and (not sites or c.site in sites))

    def _answered(self, claim: Claim, slot: Kind) -> tuple[str, ...]:
        """Corridors an acceptance or refusal speaks of: those it names, else the one other parties brought up."""
        value = claim.value(slot.value)
        place = value.place if isinstance(value, AnswerValue) else None
        for places in ((place,), claim.places):
            if found := tuple(c.id for c in self._corridors if c.reception in places):
                return found
        raised = tuple(
            dict.fromkeys(
                corridor
                for (corridor, party), record in self._records.items()
                if party != claim.party and (record.entries.get("offered") or record.entries.get("requested"))
            )
        )
        if len(raised) != 1:
            _undecided(f"the confirmed {slot.value} does not say which direction it is about", claim)
        return raised

    def _notice(self, claim: Claim) -> None:
        """Told when another party is said to know; received only when that party says so itself."""
        value = claim.value(Kind.NOTICE.value)
        if claim.stance is Stance.DENIES or not isinstance(value, AnswerValue) or value.addressee is None:
            return
        told = self._party_named(value.addressee)
        what = "receipt" if told == claim.party else "told"
        places = (value.place, *claim.places)
        named = tuple(c.id for c in self._corridors if c.reception in places)
        offered = tuple(
            c.id
            for c in self._corridors
            if any(
                r.entries.get("offered") for (corridor, p), r in self._records.items() if corridor == c.id and p != told
            )
        )
        for corridor in named or offered:
            self._add(corridor, told, what, claim)

    def _party_named(self, name: str) -> str | None:
        wanted = _plain(name)
        for party in self._parties:
            if wanted in {_plain(known) for known in (party.label, *party.aliases)}:
                return party.id
        return None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _places(claim: Claim) -> frozenset[str]:
    """Places a claim gives as destinations; those it mentions when no value names one."""
    named = {v.place for v in claim.values if isinstance(v, DestinationValue) and v.place is not None}
    return frozenset(named or claim.places)


def _undecided(problem: str, claim: Claim) -> NoReturn:
    raise UnconfirmedError(
        problem,
        file=claim.report,
        field=claim.kind.value,
        next_step="confirm one claim that settles it with `safeconduct confirm`, and reject the others",
    )
