"""How many people: every confirmed count of civilians, as a range; and what is known of their supplies.

Counts of combatants and mixed counts never enter, and children are part of the civilians counted, never added to them.
A count whose words do not say who is counted ("568 people") enters only because a person has confirmed it: whoever
confirms it for the slot people says that civilians are meant (docs/decisions/0007-whom-people-counts.md). The range is
what was said, not a statistic.
"""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.assess.confirm import Ledger
from safeconduct.model.claim import Claim, Hedge, Kind, PeopleValue, Population, ReserveValue
from safeconduct.model.errors import UnconfirmedError
from safeconduct.model.known import Basis, Estimate, Known
from safeconduct.model.situation import Endurance

_FOOD = ("food", "suppl", "reserve", "stock", "provision")
_WATER = ("water",)


def people_at(site: str, ledger: Ledger, *, only_site: bool) -> Estimate:
    """Civilians at a site: the least stated low, the greatest stated number, and the latest firm count as likely.

    A claim counts when its value names the site, or names no place and the case has one site only (``only_site``).
    Firm is a count put as exact or as a lower bound; the latest is by publication, then report and text order.
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
    lows = [value.low for _, value in counts if value.low is not None]
    stated = [n for _, value in counts for n in (value.low, value.high) if n is not None]
    firm = [(c, v.low) for c, v in counts if v.low is not None and v.hedge in (Hedge.EXACT, Hedge.AT_LEAST)]
    order = list(ledger.reports)
    firm.sort(key=lambda pair: (ledger.reports[pair[0].report].published, order.index(pair[0].report)))
    return Estimate(
        low=min(lows) if lows else None,
        likely=firm[-1][1] if firm else None,
        high=max(stated),
        basis=Basis(claims=tuple(dict.fromkeys(claim.id for claim, _ in counts))),
    )


def counted_at(site: str, ledger: Ledger, *, only_site: bool) -> bool:
    """Whether a confirmed claim counts civilians at a site."""
    return bool(_counts(site, ledger, only_site=only_site))


def _counts(site: str, ledger: Ledger, *, only_site: bool) -> list[tuple[Claim, PeopleValue]]:
    return [
        (claim, value)
        for claim in ledger.confirmed_for(Kind.PEOPLE)
        for value in _civilians(claim)
        if value.place == site or (only_site and value.place is None)
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
