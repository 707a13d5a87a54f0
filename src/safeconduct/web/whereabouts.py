"""Who is on the way as planned, and who must be accounted for now: two figures that one board never mixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from safeconduct.publish import figures
from safeconduct.run.account import open_in_convoy, open_points
from safeconduct.run.records import ConvoyState, State
from safeconduct.run.tally import ZERO, add, needs, total


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
            said = f"{_asked(convoy)}: {figures.needs(needs(convoy.aboard))}"
            yield ToAccount(subject=f"convoy {name}", persons=total(convoy.aboard), words=said)
    for name, site in state.sites.items():
        if total(site.missing):
            said = f"missing: {figures.needs(needs(site.missing))}"
            yield ToAccount(subject=f"site {name}", persons=total(site.missing), words=said)
    for point in open_points(state):
        if point.persons and point.what not in ("are still aboard", "boarded, and no departure is recorded"):
            yield ToAccount(subject=point.subject, persons=point.persons, words=point.what)


def _asked(convoy: ConvoyState) -> str:
    """Why those aboard are asked for: nobody knows that they are aboard once others got off."""
    if convoy.departed is None:
        return "boarded, not counted on leaving"
    if total(convoy.arrived):
        return "not counted at arrival, whereabouts unknown"
    if total(convoy.returned):
        return "not counted on coming back, whereabouts unknown"
    return "not heard of since others left the convoy" if _some_off(convoy) else "overdue, not counted since departure"


def _some_off(convoy: ConvoyState) -> bool:
    """Whether anybody of the convoy has another outcome than being aboard."""
    return any(total(getattr(convoy, name)) for name, _ in _ENDS)


def _in_time(convoy: ConvoyState, now: datetime) -> bool:
    """Whether those aboard are where the plan has them: nobody got off yet, and its time is not over."""
    if convoy.departed is None:
        return now <= convoy.orders.depart
    due = convoy.orders.arrive
    if convoy.due is not None:
        due = max(due, convoy.due)
    return not _some_off(convoy) and now <= due


def phase_words(convoy: ConvoyState) -> str:
    """The phase of a convoy on the board: "everyone is out" only when all who left with it arrived; "everyone is off"
    when others came back or were let off; "nobody aboard" when somebody must be asked for."""
    if convoy.phase != "empty":
        if convoy.departed is not None and not convoy.closed and _some_off(convoy):
            phase = "arriving" if total(convoy.arrived) and not convoy.turned_back else convoy.phase
            return f"{phase}: {_ended(convoy)}, {total(convoy.aboard)} not counted yet"
        return convoy.phase
    took = total(add(convoy.boarded, add(convoy.moved, convoy.born)))
    if not took:
        return "everyone changed over" if total(convoy.moved) else "left with nobody aboard"
    lost = any(total(of) for of in (convoy.missing, convoy.detained, convoy.died))
    if lost or open_in_convoy(convoy):
        return f"nobody aboard: {_ended(convoy)}"
    return "everyone is out" if total(convoy.arrived) == took else f"everyone is off: {_ended(convoy)}"


def _ended(convoy: ConvoyState) -> str:
    """So many with each outcome; that nobody arrived is said."""
    parts = [f"{total(of)} {word}" for name, word in _ENDS if total(of := getattr(convoy, name))]
    done = convoy.aboard == ZERO and not total(convoy.arrived)
    return figures.listed([*parts, "nobody arrived"] if done else parts)


#: Outcomes of those who were aboard, in the order they are told.
_ENDS = (
    ("arrived", "arrived"),
    ("returned", "back at the site"),
    ("let_off", "let off"),
    ("missing", "missing"),
    ("detained", "detained"),
    ("died", "died"),
)
