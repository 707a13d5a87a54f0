"""What no rule forbids, and whoever checks a plan should read all the same: a situation that says one thing twice and
not alike, or that calls recorded what nobody recorded. A notice breaks no rule and changes no exit code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from safeconduct.model.corridor import Corridor
from safeconduct.model.situation import Situation
from safeconduct.verify.window_words import unlike

WORDS: Final = "window words"
WISHES: Final = "wishes"
HEADWAY: Final = "headway"
UNREACHED: Final = "confirmed in vain"
LEFT_OUT: Final = "left out"
NIGHT: Final = "night"
REPLACED: Final = "another way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to read: its name, and a sentence."""

    name: str
    says: str


def notices(situation: Situation, corridors: Sequence[str], *, fleet: bool) -> tuple[Notice, ...]:
    """The notices for the corridors named, those of a ``fleet`` or of one corridor alone; names the situation has not
    are left out."""
    chosen = [corridor for corridor in situation.corridors if corridor.id in corridors]
    found = []
    for corridor in chosen:
        said = () if corridor.window is None else unlike(corridor.window)
        found += [Notice(name=WORDS, says=f"{corridor.id}: {words}") for words in said]
        found += [Notice(name=NIGHT, says=f"{corridor.id}: {words}") for words in _night(situation, corridor)]
    found += [Notice(name=UNREACHED, says=g.question) for g in situation.gaps if g.slot.startswith("unreached.")]
    found += [Notice(name=REPLACED, says=g.question) for g in situation.gaps if g.slot.endswith(".replaced")]
    found += [Notice(name=LEFT_OUT, says=words) for words in _left_out(situation)]
    found += [Notice(name=WISHES, says=words) for words in _wishes(situation, chosen)]
    found += [Notice(name=HEADWAY, says=words) for words in _headway(situation, fleet=fleet)]
    return tuple(found)


def _wishes(situation: Situation, corridors: Sequence[Corridor]) -> Iterator[str]:
    """Wishes that are said to be recorded, and rest on no claim."""
    if not situation.wishes_recorded:
        return
    sites = {corridor.site for corridor in corridors}
    sites |= {transfer.site for transfer in situation.transfers if transfer.landing in sites}
    groups = [group for site in situation.sites if site.id in sites for group in site.groups]
    assumed = [group.id for group in groups if not group.wished.basis.claims]
    if assumed:
        who = "every one" if len(assumed) == len(groups) else f"that of {', '.join(assumed[:5])}"
        more = f" and {len(assumed) - 5} more" if len(groups) > len(assumed) > 5 else ""
        yield f"they are said to be recorded, and {who}{more} rests on an assumption alone"


def _night(situation: Situation, corridor: Corridor) -> Iterator[str]:
    """Hours that begin after sunset, less the margin: night, and no lack of vehicles, keeps the people there."""
    margin = timedelta(minutes=situation.rules.sunset_margin_minutes.value)
    if corridor.window is None:
        return
    for sunset in situation.sunsets:
        at = sunset.at.value
        if sunset.reception == corridor.reception and at - margin <= corridor.window.opens:
            when = f"at {at:%F %H:%MZ}, less {margin // timedelta(minutes=1)} min"
            yield f"the sun sets {when}, before the hours begin; nobody is moved at night"


def _left_out(situation: Situation) -> Iterator[str]:
    """Sites with people from which no corridor has hours: no plan carries anybody of them."""
    timed = {corridor.site for corridor in situation.corridors if corridor.window is not None}
    timed |= {transfer.site for transfer in situation.transfers if transfer.landing in timed}
    for site in situation.sites:
        if site.id not in timed and site.groups:
            most = sum(group.people.pick("high") for group in site.groups)
            end = "at least" if any(group.people.high is None for group in site.groups) else "up to"
            yield f"{site.name}, {end} {most:,} people: no corridor from there has hours, so no plan carries them"


def _headway(situation: Situation, *, fleet: bool) -> Iterator[str]:
    """No minutes between convoys, where that is used at all."""
    if situation.rules.headway_minutes.value == 0:
        if fleet and situation.rules.fleet_convoys is None:
            yield "rules.headway_minutes is 0, and is not used: the vehicles of this fleet leave one by one"
        else:
            yield "rules.headway_minutes is 0: convoys may leave with no minutes between them"
