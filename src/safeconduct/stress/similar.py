"""Operations of the past that resemble a situation by what is stated of it, and what share of people moved on day one.

Likeness by stated features is no likelihood: the operations are few and nobody drew them by chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeconduct.model.corridor import Corridor, CorridorStatus
from safeconduct.model.place import Mode
from safeconduct.model.situation import Situation
from safeconduct.stress.operations import FEATURES, Feature, Figure, Operation

#: Features a situation states; the others of an operation (detentions, stop and go, crowd) are only known afterwards.
STATED: tuple[Feature, ...] = ("siege", "consent missing", "foot corridor", "screening bound", "no opponent")
#: Screening binds when it takes more than this share of the window at the planned pace. Judgement.
BINDS = 0.5
#: So many are named at most, and none that shares less than this part of the features stated of either.
MOST, LEAST = 4, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """An operation that resembles a situation: the features both have, and what was said to be out on the first day;
    ``of`` is how many people there were (or left ``in_the_end``, where nobody said how many there were)."""

    name: str
    when: date
    shared: tuple[Feature, ...]
    first_day: Figure
    of: Figure | None
    in_the_end: bool

    @property
    def share(self) -> tuple[float, float] | None:
        """The share that was out on the first day, lowest and highest; None where nobody gave a number to divide by."""
        if self.of is None or self.of.low == 0:
            return None
        return self.first_day.low / self.of.high, min(1.0, self.first_day.high / self.of.low)


def features_of(situation: Situation) -> tuple[Feature, ...]:
    """What is stated of a situation: somebody spoke of reserves (siege); a party whose fire or checkpoints touch a way
    has not accepted it, or no way is touched by any; people walk; screening takes most of the window."""
    corridors = situation.corridors
    touched = [corridor for corridor in corridors if corridor.touching]
    found: dict[Feature, bool] = {
        "siege": any(
            site.endurance.said or site.endurance.food_days is not None or site.endurance.water_days is not None
            for site in situation.sites
        ),
        "consent missing": any(corridor.status is not CorridorStatus.AGREED for corridor in touched),
        "foot corridor": any(corridor.mode is Mode.FOOT for corridor in corridors),
        "screening bound": any(_screening_binds(situation, corridor) for corridor in corridors),
        "no opponent": bool(corridors) and not touched,
    }
    return tuple(feature for feature in STATED if found[feature])


def _screening_binds(situation: Situation, corridor: Corridor) -> bool:
    leg = situation.leg_of(corridor)
    if leg is None or leg.checkpoint is None or corridor.window is None:
        return False
    groups = (group for site in situation.sites if site.id == corridor.site for group in site.groups)
    people = sum(group.people.pick("likely") for group in groups)
    gate, window = leg.checkpoint, (corridor.window.closes - corridor.window.opens).total_seconds()
    return people * gate.seconds_per_person.value / gate.lanes.value > BINDS * window


def similar(operations: Iterable[Operation], features: Iterable[Feature], before: date) -> tuple[Similar, ...]:
    """Operations of which a first day was told, that began before a day, by likeness (shared features over all features
    stated of either), then the latest first; at most four."""
    ours = set(features)
    ranked = []
    for operation in operations:
        theirs = ours | (set(operation.features) & set(STATED))
        shared = tuple(feature for feature in FEATURES if feature in ours and feature in operation.features)
        if operation.first_day is None or operation.when >= before or not shared:
            continue
        likeness = len(shared) / len(theirs)
        if likeness >= LEAST:
            ranked.append((-likeness, -operation.when.toordinal(), operation.id, _as_similar(operation, shared)))
    return tuple(entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3])[:MOST])


def _as_similar(operation: Operation, shared: tuple[Feature, ...]) -> Similar:
    assert operation.first_day is not None
    return Similar(
        name=operation.name,
        when=operation.when,
        shared=shared,
        first_day=operation.first_day,
        of=operation.people or operation.total,
        in_the_end=operation.people is None,
    )


def told(features: Iterable[Feature], found: Iterable[Similar]) -> str:
    """One line for a brief; empty when nothing resembles."""
    each = [f"{one.name} ({one.when.year}): {_range(one.first_day)}{_of(one)}" for one in found]
    if not each:
        return ""
    like = f"Operations of the past most like this one ({', '.join(features)})"
    return f"{like}, and who was out on the first day, as told: {'; '.join(each)}. No forecast."


def _of(one: Similar) -> str:
    if one.of is None or one.share is None:
        return ""
    low, high = (_percent(share) for share in one.share)
    share = low if low == high else f"{low} to {high}"
    return f" of {_range(one.of)} {'in the end' if one.in_the_end else 'there'} ({share} %)"


def _percent(share: float) -> str:
    return "under 1" if 0 < share < 0.01 else f"{100 * share:.0f}"


def _range(figure: Figure) -> str:
    return f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,} to {figure.high:,}"
