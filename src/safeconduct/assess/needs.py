"""How many people: every confirmed count of civilians, as a range; and what is known of their supplies.

Counts of combatants and mixed counts never enter, and children are part of the civilians counted, never added to them.
A count whose words do not say who is counted ("568 people") enters only because a person has confirmed it: whoever
confirms it for the slot people says that civilians are meant (docs/decisions/0007-whom-people-counts.md). The range is
what was said, not a statistic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from safeconduct.assess.confirm import Ledger
from safeconduct.model.claim import Claim, Hedge, Kind, PeopleValue, Population, ReserveValue
from safeconduct.model.errors import UnconfirmedError
from safeconduct.model.known import Basis, Estimate, Known
from safeconduct.model.situation import Endurance

_FOOD = ("food", "suppl", "reserve", "stock", "provision")
_WATER = ("water",)
_JOINED = re.compile(r"\s*(?:,|and|as well as|plus|,\s*and)\s*(?:another|a further|some|about)?\s*", re.I)
"""What stands between two counts that are added."""
_PART = re.compile(r"[\w\s,]{0,12}?\b(?:of (?:whom|them|which|these|those)|includ\w+|among (?:whom|them))\b", re.I)
"""What stands before or after a count of some of the people counted just before."""


def people_at(site: str, ledger: Ledger, *, only_site: bool) -> Estimate:
    """Civilians at a site: the least stated number, the greatest, and the latest firm count as likely.

    A claim counts when its value names the site, or names no place and the case has one site only (``only_site``). Its
    several counts of one site are taken together (``_together``). An upper bound ("no more than 300") is a stated
    number: where other counts are higher, the range reaches down to it. Firm is a count put as exact or as a lower
    bound; the latest is by publication, then report and text order.
    UnconfirmedError (exit 4) when no confirmed claim counts civilians there.
    """
    counts = _counts(site, ledger, only_site=only_site)
    if not counts:
        raise UnconfirmedError(
            f"no confirmed claim counts civilians at {site}",
            file="decisions.yaml",
            field=Kind.PEOPLE.value,
            next_step="confirm one: `safeconduct claims` lists them, `safeconduct confirm` decides (slot people)",
        )
    lows = [count.low for _, count in counts if count.low is not None]
    most = [count.high for _, count in counts if count.low is None and count.high is not None]
    stated = [n for _, count in counts for n in (count.low, count.high) if n is not None]
    firm = [(c, count.firm) for c, count in counts if count.firm is not None]
    order = list(ledger.reports)
    firm.sort(key=lambda pair: (ledger.reports[pair[0].report].published, order.index(pair[0].report)))
    return Estimate(
        low=min(lows + most) if lows else None,
        likely=firm[-1][1] if firm else None,
        high=max(stated),
        basis=Basis(claims=tuple(dict.fromkeys(claim.id for claim, _ in counts))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """What one claim says of a site: between ``low`` and ``high`` people, ``firm`` when it settles on a number."""

    low: int | None
    high: int | None
    firm: int | None


def _together(claim: Claim, values: Sequence[PeopleValue]) -> _Count:
    """The counts of one claim at one site as one. Those joined by "and" or a comma are added ("41 residents and 9
    staff"); one that is part of another ("of whom", "including") is not; of any others nobody said whether they
    overlap: there are at least as many as the greatest, at most their sum, and no likely number."""
    text = " ".join(span.quote for span in claim.content)
    rows = sorted({v.as_written: v for v in values}.values(), key=lambda v: text.find(v.as_written))
    added, settled = [rows[0]], True
    for before, value in pairwise(rows):
        start = text.find(value.as_written)
        between = text[text.find(before.as_written) + len(before.as_written) : max(start, 0)]
        if _PART.search(between) or _PART.match(text[max(start, 0) + len(value.as_written) :]):
            continue
        settled = settled and start >= 0 and _JOINED.fullmatch(between) is not None
        added.append(value)
    if not settled and len(added) > 1 and len({(v.low, v.high) for v in added}) == 1:
        added, settled = added[:1], True
    lows, highs = [v.low for v in added], [v.high for v in added]
    least, most = [n for n in lows if n is not None], [n for n in highs if n is not None]
    if not settled:
        return _Count(low=max(least, default=None), high=sum(most) if len(most) == len(added) else None, firm=None)
    firm = all(v.low is not None and v.hedge in (Hedge.EXACT, Hedge.AT_LEAST) for v in added)
    return _Count(
        low=sum(least) if len(least) == len(added) else max(least, default=None),
        high=sum(most) if len(most) == len(added) else None,
        firm=sum(least) if firm else None,
    )


def counted_at(site: str, ledger: Ledger, *, only_site: bool) -> bool:
    """Whether a confirmed claim counts civilians at a site."""
    return bool(_counts(site, ledger, only_site=only_site))


def _counts(site: str, ledger: Ledger, *, only_site: bool) -> list[tuple[Claim, _Count]]:
    found = ((c, counts_of(c, site, only_site=only_site)) for c in ledger.confirmed_for(Kind.PEOPLE))
    return [(claim, _together(claim, values)) for claim, values in found if values]


def counts_of(claim: Claim, site: str | None = None, *, only_site: bool = False) -> list[PeopleValue]:
    """The counts of civilians in a claim; with ``site`` those that belong to it."""
    return [
        value
        for value in _civilians(claim)
        if site is None or value.place == site or (only_site and value.place is None)
    ]


def _civilians(claim: Claim) -> Iterator[PeopleValue]:
    for value in claim.values:
        if isinstance(value, PeopleValue) and value.population in (Population.CIVILIANS, Population.UNSTATED):
            yield value


def endurance(ledger: Ledger, site: str | None = None) -> Endurance:
    """Days of food and water, None unless a confirmed claim counts them; the least count stated wins.

    With ``site``, only claims that name it count: those of a case with several sites."""
    said = tuple(c for c in ledger.confirmed_for(Kind.RESERVE) if site is None or site in c.places)
    return Endurance(
        food_days=_days(said, _FOOD), water_days=_days(said, _WATER), said=tuple(claim.id for claim in said)
    )


def _days(said: tuple[Claim, ...], words: tuple[str, ...]) -> Known[int] | None:
    counted = [
        (value.days, claim.id)
        for claim in said
        for value in claim.values
        if isinstance(value, ReserveValue)
        and value.days is not None
        and any(word in value.what.casefold() for word in words)
    ]
    if not counted:
        return None
    least = min(days for days, _ in counted)
    return Known(value=least, basis=Basis(claims=tuple(claim for days, claim in counted if days == least)))
