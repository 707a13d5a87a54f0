"""The simulation's parts against closed forms: queues, a shuttle, a bridge with headway, breakdowns.

Every comparison is within four standard errors of the simulated mean (batch means where waits hang together), at fixed
seeds: a part that is wrong by more than its noise fails always, one that is right fails never.
"""

from __future__ import annotations

import math
from statistics import fmean, stdev

import pytest

from safeconduct.stress.course import play
from safeconduct.stress.luck import Luck
from safeconduct.stress.programme import Station
from safeconduct.stress.shapes import Rate
from safeconduct.stress.stations import Clockwork, Queue
from tests.stress.programmes import ROUND, STILL, priors, shuttle

FREE = Clockwork(())
BATCHES, EACH = 40, 2500


def mean_wait(station: Station, per_hour: float, *, exponential: bool) -> tuple[float, float]:
    """Mean minutes of waiting of vehicles that come by chance, and the standard error of that mean."""
    means = []
    for batch in range(BATCHES):
        luck, queue, at, waits = Luck(17, batch), Queue(station, 1.0), 0.0, []
        for vehicle in range(EACH):
            at += 60 * Rate(per_hour=per_hour).at(luck.number(f"comes {vehicle}"))
            own = Rate(per_hour=1.0).at(luck.number(f"takes {vehicle}")) if exponential else 1.0
            started, _ = queue.loaded(at, 1, 1, FREE, own)
            waits.append(started - at)
        means.append(fmean(waits))
    return fmean(means), stdev(means) / math.sqrt(BATCHES)


@pytest.mark.parametrize("per_hour", [6.0, 12.0])
def test_a_checkpoint_of_fixed_minutes_waits_as_m_d_1(per_hour: float) -> None:
    """Pollaczek and Khinchine: wait = rho * service / (2 (1 - rho))."""
    service = 4.0
    rho = per_hour / 60 * service
    wait, error = mean_wait(Station(id="gate", lanes=1, minutes=service), per_hour, exponential=False)
    assert wait == pytest.approx(rho * service / (2 * (1 - rho)), abs=4 * error)


@pytest.mark.parametrize(("lanes", "per_hour"), [(1, 9.0), (2, 20.0), (3, 36.0)])
def test_a_checkpoint_of_random_minutes_waits_as_m_m_c(lanes: int, per_hour: float) -> None:
    """Erlang C: wait = C(c, a) * service / (c - a) with a = rate * service."""
    service = 4.0
    a = per_hour / 60 * service
    tail = a**lanes / math.factorial(lanes) * lanes / (lanes - a)
    waiting = tail / (sum(a**k / math.factorial(k) for k in range(lanes)) + tail)
    wait, error = mean_wait(Station(id="gate", lanes=lanes, minutes=service), per_hour, exponential=True)
    assert wait == pytest.approx(waiting * service / (lanes - a), abs=4 * error)


@pytest.mark.parametrize("hours", [1, 2, 3, 5, 8, 12])
def test_a_shuttle_makes_as_many_trips_as_fit_its_window(hours: int) -> None:
    """Trips = floor((window - first trip) / round) + 1, none when not even the first fits."""
    first = 70
    trips = max(0, (hours * 60 - first) // ROUND + 1)
    course = play(shuttle(trips=8, people=400, hours=hours), STILL, Luck(0, 0))
    assert len(course.arrivals) == min(8, trips)


@pytest.mark.parametrize("headway", [3.0, 12.0, 25.0])
def test_a_bridge_with_headway_lets_the_last_of_n_through_after_n_minus_one_headways(headway: float) -> None:
    """Buses come every ten minutes (one bay): the slower of bay and bridge sets the pace."""
    n = 6
    programme = shuttle(trips=1, buses=n, people=50 * n, station=Station(id="bridge", lanes=1, minutes=headway))
    arrivals = [at for at, _ in play(programme, STILL, Luck(0, 0)).arrivals]
    assert arrivals[-1] - arrivals[0] == pytest.approx((n - 1) * max(headway, 10.0))


def test_breakdowns_renew_without_memory() -> None:
    """A run of an hour stays whole with probability exp(-rate); so does its empty way back, independently."""
    rate, days = 0.4, 4000
    changed = priors(breakdown=Rate(per_hour=rate), breakdown__recovery=1.0)
    trips = [len(play(shuttle(trips=4, people=200), changed, Luck(23, day)).arrivals) for day in range(days)]
    whole = math.exp(-rate)  # an hour out; the hour back counts as much
    expected = [1.0, whole * whole, whole**4, whole**6]  # the first run arrives even after a breakdown
    for number, share in enumerate(expected, 1):
        found = sum(made >= number for made in trips) / days
        assert found == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / days) + 1e-12)


def test_stops_come_as_often_as_their_rate_says() -> None:
    """Mean number of stops in a window of T hours with rate r and length L: about T / (1 / r + L) for a renewal."""
    rate, length, hours, days = 0.5, 30.0, 12, 3000
    changed = priors(pause=Rate(per_hour=rate), pause__minutes=length)
    counts = [
        len(play(shuttle(trips=1, people=1, hours=hours), changed, Luck(5, day)).diary.state.stops)
        for day in range(days)
    ]
    # exactly: sum over k of P(k exponentials fit in T less the k - 1 stops before), by the Poisson distribution
    expected = 0.0
    for k in range(1, 40):
        free = hours - (k - 1) * length / 60
        if free <= 0:
            break
        expected += 1 - sum(math.exp(-rate * free) * (rate * free) ** i / math.factorial(i) for i in range(k))
    error = stdev(counts) / math.sqrt(days)
    assert fmean(counts) == pytest.approx(expected, abs=4 * error)
