"""Better convoys: some vehicles give up the rest of their days and take them anew, together.

Nobody gains by departing alone, so a vehicle by itself hardly ever finds a better day than one in the convoys there
are. Here several take their days anew, one after the other, and whoever departs when nobody else does pays a few
persons for it: the first ones pay, others join them. They pay a share of the prices of the bound besides, so that none
takes what is worth more to another. What is too small in the end is mended, and everyone who gave up something adds
what can still be had. Slightly worse timetables are accepted at first and ever less towards the end of the limit.
"""

from __future__ import annotations

import numpy as np

from safeconduct.plan.fleet.board import Board, copied, set_guide, top_up
from safeconduct.plan.fleet.day import TAKEN
from safeconduct.plan.fleet.formed import Convoy, Former
from safeconduct.plan.fleet.lagrangian import Prices

#: Vehicles that give up days at once, at most, and minutes about a departure within which they are looked for.
RUIN, ABOUT = 16, 40
#: What it costs to depart alone, in largest vehicles full of persons, and shares of the prices.
ALONE, SHARES = (0.1, 0.2, 0.4, 0.8), (0.0, 0.2, 0.4, 0.6, 0.8)
#: How often vehicles give up whole days, and how often a new convoy is formed of whoever is there first.
WHOLE, FORM = 0.3, 0.2
#: By which share a timetable may be worse at first; rounds in vain before it is left, and more for each pair of
#: vehicles.
HEAT, VAIN, PAIRED = 0.012, 60, 4


def regroup(former: Former, prices: Prices | None) -> None:
    """Leave the former with the best timetable found until its limit is over, or too many rounds were in vain."""
    search = _Search(former, prices)
    vain, vehicles = 0, former.board.made.size
    while vain < VAIN + PAIRED * vehicles * vehicles // 2 and former.board.people.any() and not former.limit.over:
        vain = 0 if search.round() else vain + 1
    former.board, former.members = search.best


class _Search:
    """Rounds on the timetable of a former; ``best`` is the best board met, with its convoys."""

    def __init__(self, former: Former, prices: Prices | None) -> None:
        self.former, self.prices = former, prices
        self.rng = np.random.default_rng(0)
        self.shut = former.tables.open[former.gates] != 1
        self.now = self.worth = float(former.board.worth.sum())
        self.best = self._kept()

    def round(self) -> bool:
        """One round; tells whether no timetable was as good before."""
        former, rng = self.former, self.rng
        before = self._kept()
        chosen = self._ruin()
        self._anew(chosen)
        former.mend()
        for v in chosen:
            top_up(former.tables, former.board, v)
        rng.shuffle(chosen)
        for v in chosen:
            if not former.limit.over:
                former.open(former.none)
                former.responds(v, *former.free)
        if rng.random() < FORM and former.gates:
            former.form(int(rng.choice(former.gates)))
        worth = float(former.board.worth.sum())
        if worth < self.now - HEAT * self.worth * (1.0 - former.limit.done) * rng.random():
            former.board, former.members = before
            return False
        self.now = worth
        if worth <= self.worth:
            return False
        self.worth, self.best = worth, self._kept()
        return True

    def _kept(self) -> tuple[Board, dict[Convoy, set[tuple[int, int]]]]:
        return copied(self.former.board), {key: set(trips) for key, trips in self.former.members.items()}

    def _ruin(self) -> list[int]:
        """Vehicles that gave up trips, and some that stand idle, in random order."""
        former, rng = self.former, self.rng
        trips = self._chosen()
        whole = bool(rng.random() < WHOLE)
        for v, i in trips:
            first = 0 if whole else i
            if first < former.board.made[v]:
                former.drop(v, first)
        idle = [int(v) for v in rng.permutation(np.flatnonzero(former.board.made == 0))]
        chosen = list(dict.fromkeys([*(v for v, _ in trips), *idle[: int(rng.integers(1 + RUIN // 4))]]))
        rng.shuffle(chosen)
        return chosen

    def _chosen(self) -> list[tuple[int, int]]:
        """Vehicles with the first trip each may give up: any, those of departures about one time, or of one gate."""
        former, rng = self.former, self.rng
        keys, kind = sorted(former.members), int(rng.integers(3))
        if not keys or kind == 0:
            made = former.board.made
            some = rng.choice(made.size, min(made.size, 2 + int(rng.integers(RUIN // 2))), replace=False)
            return [(int(v), int(rng.integers(1 + made[v]))) for v in some]
        gate, about = keys[int(rng.integers(len(keys)))]
        span = int(rng.integers(1, ABOUT))
        near = [key for key in keys if (key[0] == gate if kind == 1 else abs(key[1] - about) <= span)]
        trips = [one for key in near for one in sorted(former.members[key])]
        order = rng.permutation(len(trips))[: 2 + int(rng.integers(RUIN))]
        return [trips[n] for n in order]

    def _anew(self, chosen: list[int]) -> None:
        """Each takes the rest of a day that is worth most, when departing alone has its price."""
        former, prices = self.former, self.prices
        board, tables = former.board, former.tables
        share = 0.0 if prices is None else float(self.rng.choice(SHARES))
        alone = float(self.rng.choice(ALONE)) * int(tables.places.sum(axis=1).max(initial=0))
        people, room = former.free
        if prices is not None and share > 0.0:
            set_guide(tables, board, prices.slot, share)
            people, room = share * prices.people, share * prices.room
        others = np.where(self.shut, TAKEN, alone + board.guide[former.gates])
        for v in chosen:
            if not former.limit.over:
                former.open(others)
                former.responds(v, people, room)
        if share > 0.0 and prices is not None:
            set_guide(tables, board, prices.slot, 0.0)
