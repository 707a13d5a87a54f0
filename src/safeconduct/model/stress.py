"""What a thousand simulated days say about a plan. Minutes count from the opening of the earliest window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safeconduct.model.situation import Needs

Policy = Literal["fixed orders", "rolling orders", "repaired orders"]
NOBODY = Needs()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAt:
    """People of one site who came forward and are not out at the end of a day, by need."""

    site: str
    persons: Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Runs that did not leave or did not arrive, for one reason."""

    why: str
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """How strong one disturbance of the day was, in its own unit."""

    what: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedDay:
    """One simulated day, replayable by seed and ``index``.

    known = arrived + declined + waiting + returned + detained + let off (counted by the fold of the real day). ``late``
    of the arrived came after the last allowed arrival; ``let_off`` are at a landing that no way leads back from; the
    rest of the day was planned anew ``repairs`` times, and vehicles without a run sent ``again``. ``by_time`` are
    persons out, summed, at the end of each step of ``StressReport.step`` minutes. ``met`` are the day's disturbances.
    ``came_by`` and ``out_by`` are those who came forward, and who arrived, by need.
    """

    index: int
    known: int
    declined: int
    arrived: int
    waiting: int
    returned: int
    detained: int
    late: int
    sent: int
    last: int | None
    by_time: tuple[int, ...]
    left: tuple[LeftAt, ...]
    lost_runs: tuple[Tally, ...]
    met: tuple[Met, ...]
    let_off: int = 0
    repairs: int = 0
    again: int = 0
    came_by: Needs = NOBODY
    out_by: Needs = NOBODY

    @property
    def adds_up(self) -> bool:
        """Whether everybody is somewhere, once."""
        there = (self.arrived, self.declined, self.waiting, self.returned, self.detained, self.let_off)
        by_need = (self.came_by.total, self.out_by.total) == (self.came, self.arrived)
        return min(there) >= 0 and self.known == sum(there) and by_need

    @property
    def came(self) -> int:
        """People who came forward."""
        return self.known - self.declined

    @property
    def everyone(self) -> bool:
        """Whether somebody came forward and all who did are out."""
        return self.came > 0 and self.arrived == self.came


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many days, and the interval that holds the true share with probability ``confidence``."""

    days: int
    of: int
    low: float
    high: float
    confidence: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Persons over all days: quantiles (nearest rank) and the mean, rounded to a tenth."""

    p5: int
    p25: int
    p50: int
    p75: int
    p95: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FanPoint:
    """Persons out by a minute of the day, over all days."""

    minute: int
    persons: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """Who is left at a site, over all days: mean by need, in tenths of a person, and on how many days anybody is."""

    site: str
    walking: float
    wheelchair: float
    stretcher: float
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ByNeed:
    """People of one travel need over all days: how many ``came`` forward, and how many of them are ``out``, summed.

    ``half_width`` is that of the 95 % interval of the difference between their share out and that of those walking:
    the days are drawn, not the persons. 0 for those walking, and where nobody walks.
    """

    need: Literal["walking", "wheelchair", "stretcher"]
    came: int
    out: int
    half_width: float = 0.0

    @property
    def share(self) -> float:
        """Out of those who came, 0 to 1; 0 where nobody came."""
        return self.out / self.came if self.came else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The same days without one disturbance: on how many of ``of`` everyone is out, before and after; and the persons
    out that this gives on the mean, with the half width of its 95 % interval (paired days)."""

    disturbance: str
    says: str
    of: int
    before: int
    after: int
    gain: float
    half_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """Mean persons out on the fifth of the days on which a disturbance was weakest, and on which it was strongest, and
    the half width of the 95 % interval of their difference."""

    what: str
    weakest: float
    strongest: float
    half_width: float = 0.0

    @property
    def told_apart(self) -> bool:
        """Whether the difference is more than chance could have given."""
        return abs(self.weakest - self.strongest) > self.half_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """A prior at its low and at its high end, all else as on the first ``of`` days: a bar of the tornado.

    ``low`` and ``high`` are its values there, in ``unit``: of an amount those that a tenth of the draws lie below and
    above, of a chance or a rate half and double of what it is. ``at_low`` and ``at_high`` are the persons more (or,
    below 0, fewer) out on the mean, each with the half width of its 95 % interval (paired days).
    """

    prior: str
    says: str
    unit: str
    low: float
    high: float
    of: int
    at_low: float
    at_high: float
    low_half_width: float
    high_half_width: float

    @property
    def width(self) -> float:
        """Persons from the lowest to the highest of the three: at the low end, as it is, at the high end."""
        ends = (0.0, self.at_low, self.at_high)
        return max(ends) - min(ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstDay:
    """A day to play again: its index, who is out and who is not, and why runs were lost."""

    index: int
    arrived: int
    left: int
    detained: int
    lost_runs: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedPrior:
    """A prior as it was used: its shape in words, unit and source."""

    prior: str
    says: str
    shape: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Another plan on the same days: ``gain`` is its mean of persons out less the first plan's, with the half width of
    the 95 % interval of the paired differences. ``worst_tenth`` is its mean over the tenth of its days on which fewest
    are out: the criterion of the robust choice. ``label`` says what the plan is; ``planned`` how many it moves."""

    label: str
    plan: str
    planned: int
    everyone: Share
    out: Spread
    worst_tenth: float
    gain: float
    half_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StressReport:
    """A plan on simulated days. ``as_if_agreed``: the days were drawn as if every party had accepted every corridor.

    ``planned`` is how many the plan moves. ``out`` counts who arrives at all, ``late`` those of them after the last
    allowed arrival; on ``in_time`` of the days everyone is out and nobody late, on ``nobody`` of them nobody is out at
    all. ``lost_runs`` sums over all days;
    ``runs`` is how many were planned on them. ``against`` are other plans on the same days, ``worths`` this plan made
    anew with one thing more (one bus, one hour); ``worst_tenth`` as in ``Compared``. ``tornado`` has the widest swing
    first; ``leanings`` are what the same days show without simulating again, where several things vary at once. The
    rest of a day was planned anew ``repairs`` times, and idle vehicles sent ``again`` as often, on the mean.
    ``by_need`` says who came and who is out of each travel need that anybody has.
    """

    plan: str
    situation: str
    priors: str
    seed: int
    days: int
    step: int
    policy: Policy
    as_if_agreed: bool
    planned: int
    everyone: Share
    out: Spread
    came: Spread
    detained: Spread
    late: Spread
    fan: tuple[FanPoint, ...]
    left: tuple[LeftOver, ...]
    runs: int
    lost_runs: tuple[Tally, ...]
    removed: tuple[Removed, ...]
    leanings: tuple[Leaning, ...]
    worst: tuple[WorstDay, ...]
    used: tuple[UsedPrior, ...]
    worst_tenth: float = 0.0
    against: tuple[Compared, ...] = ()
    worths: tuple[Compared, ...] = ()
    tornado: tuple[Swing, ...] = ()
    in_time: int = 0
    nobody: int = 0
    repairs: float = 0.0
    again: float = 0.0
    by_need: tuple[ByNeed, ...] = ()
