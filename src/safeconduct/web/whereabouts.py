"""Who is on the way as planned, and who must be accounted for now: two figures that one board never mixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from safeconduct.publish import figures
from safeconduct.run.account import open_points
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import needs, total


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAccount:
    """Some persons nobody can account for now: where they were last (a convoy, a site), how many, in which words."""

    subject: str
    persons: int
    words: str


def to_account(state: State, now: datetime) -> tuple[ToAccount, ...]:
    """Missing and detained persons, counts that contradict each other, and those aboard whose convoy has begun to
    arrive or is overdue. Those aboard a convoy that is on its way in time are not among them."""
    return tuple(_to_account(state, now))


def _to_account(state: State, now: datetime) -> Iterator[ToAccount]:
    for name, convoy in state.convoys.items():
        for word, of in (("missing", convoy.missing), ("detained", convoy.detained)):
            if total(of):
                yield ToAccount(
                    subject=f"convoy {name}", persons=total(of), words=f"{word}: {figures.needs(needs(of))}"
                )
        if total(convoy.aboard) and not _in_time(convoy, now):
            said = f"still aboard: {figures.needs(needs(convoy.aboard))}"
            yield ToAccount(subject=f"convoy {name}", persons=total(convoy.aboard), words=said)
    for name, site in state.sites.items():
        if total(site.missing):
            said = f"missing: {figures.needs(needs(site.missing))}"
            yield ToAccount(subject=f"site {name}", persons=total(site.missing), words=said)
    for point in open_points(state):
        if point.persons and point.what not in ("are still aboard", "boarded, and no departure is recorded"):
            yield ToAccount(subject=point.subject, persons=point.persons, words=point.what)


def _in_time(convoy: ConvoyState, now: datetime) -> bool:
    """Whether those aboard are where the plan has them: nobody got off yet, and its time is not over."""
    if convoy.departed is None:
        return now <= convoy.orders.depart
    off = any(
        total(of)
        for of in (convoy.arrived, convoy.returned, convoy.let_off, convoy.missing, convoy.detained, convoy.died)
    )
    due = convoy.orders.arrive
    if convoy.departed_at is not None:
        due = max(due, convoy.departed_at + (convoy.orders.arrive - convoy.orders.depart))
    return not off and now <= due


def phase_words(convoy: ConvoyState) -> str:
    """The phase of a convoy on the board: "everyone is out" only when nobody of it is missing, held or dead."""
    if convoy.phase != "empty":
        return convoy.phase
    named = (("missing", convoy.missing), ("detained", convoy.detained), ("died", convoy.died))
    gone = [f"{total(of)} {word}" for word, of in named if total(of)]
    return f"nobody aboard, {figures.listed(gone)}" if gone else "everyone is out"
