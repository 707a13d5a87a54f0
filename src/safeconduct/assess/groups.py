"""Who is planned for together: a share of a site's confirmed people, the direction they wish, their households.

How many there are comes from confirmed claims alone. The shares, the wishes and the households counted are printed
assumptions: nobody is added by them, and a wish that is assumed is not a wish recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

from safeconduct.assess.assumptions import Assumptions, Case
from safeconduct.assess.fleet_tables import GroupRow
from safeconduct.assess.legs import joint
from safeconduct.model.errors import InputError
from safeconduct.model.known import Estimate, Known
from safeconduct.model.situation import Group, HouseholdProfile, ProfileCount

ANY, STAY = "any", "stay"


def groups_of(site: str, people: Estimate, case: Case, profiles: Sequence[HouseholdProfile]) -> tuple[Group, ...]:
    """The groups of a site; one of everybody, free to go anywhere, when the case names none.

    InputError naming the slot: shares that are not 100 percent, a wish that no corridor of the site leads to,
    households of an unknown profile, or more or fewer persons counted in households than the claims allow.
    """
    rows = tuple(row for row in case.groups if row.site == site)
    if not rows:
        wished = case.assumptions.known("wishes", str)
        return (Group(id=f"{site}-any", site=site, wished=Known(value=ANY, basis=wished.basis), people=people),)
    known = case.assumptions
    shares = [known.known(f"group.{row.id}.share_percent", int) for row in rows]
    if sum(share.value for share in shares) != 100:
        _refuse(known, rows[0], "share_percent", f"the shares of {site} are not 100 percent together", "correct one")
    ends = {which: _parted(getattr(people, which), [s.value for s in shares]) for which in ("low", "likely", "high")}
    found = []
    for at, (row, share) in enumerate(zip(rows, shares, strict=True)):
        mine = Estimate(
            low=ends["low"][at],
            likely=ends["likely"][at],
            high=ends["high"][at],
            basis=joint(people.basis, share.basis) if len(rows) > 1 else people.basis,
        )
        found.append(
            Group(
                id=row.id,
                site=site,
                wished=_wish(row, case),
                people=mine,
                households=_households(row, mine, known, profiles),
            )
        )
    return tuple(found)


def _parted(people: int | None, shares: Sequence[int]) -> list[int | None]:
    """People in whole persons by percent, the largest remainders rounded up, the first of equal ones first."""
    if people is None:
        return [None] * len(shares)
    whole = [people * share // 100 for share in shares]
    order = sorted(range(len(shares)), key=lambda at: (-(people * shares[at] % 100), at))
    for at in order[: people - sum(whole)]:
        whole[at] += 1
    return list(whole)


def _wish(row: GroupRow, case: Case) -> Known[str]:
    slot = f"group.{row.id}.wished"
    if not case.assumptions.has(slot):
        return Known(value=ANY, basis=case.assumptions.known("wishes", str).basis)
    wish = case.assumptions.known(slot, str)
    open_to = [corridor.reception for corridor in case.corridors if corridor.site == row.site]
    if wish.value not in (*open_to, ANY, STAY):
        known = ", ".join([*dict.fromkeys(open_to), ANY, STAY])
        _refuse(case.assumptions, row, "wished", f"no corridor leads from {row.site} to {wish.value}", f"use {known}")
    return wish


def _households(
    row: GroupRow, people: Estimate, assumptions: Assumptions, profiles: Sequence[HouseholdProfile]
) -> Known[tuple[ProfileCount, ...]] | None:
    slot = f"group.{row.id}.households"
    if not assumptions.has(slot):
        return None
    counted = assumptions.known(slot, tuple)
    members = {profile.id: profile.members.total for profile in profiles}
    for entry in counted.value:
        if entry.profile not in members:
            known = ", ".join(members)
            _refuse(assumptions, row, "households", f"{entry.profile!r} is no household profile", f"use {known}")
    persons = sum(members[entry.profile] * entry.count for entry in counted.value)
    least, most = people.low or 0, people.high if people.high is not None else people.pick("high")
    if not least <= persons <= most:
        _refuse(
            assumptions,
            row,
            "households",
            f"the households hold {persons} people, the confirmed claims allow {least} to {most}",
            "correct a count, or confirm the claim that counts these people",
        )
    return counted


def _refuse(assumptions: Assumptions, row: GroupRow, what: str, problem: str, step: str) -> None:
    raise InputError(problem, file=assumptions.file, field=f"group.{row.id}.{what}", next_step=step)
