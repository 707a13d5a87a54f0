"""The contract of a Pool: processes of this machine, and a real Ray started on it."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
from collections.abc import Iterator

import pytest

from safeconduct.adapters.process_pool import AHEAD, ProcessPool
from safeconduct.adapters.ray_pool import RayPool
from safeconduct.app.wire import pool
from safeconduct.model.errors import InputError, ToolMissing
from safeconduct.ports import Pool
from safeconduct.stress.batch import as_if_agreed, chunks, run_chunk
from safeconduct.stress.of_plan import programme_of
from safeconduct.stress.priors import standard
from tests.stress.programmes import shuttle
from tests.tiny_fleet import fleet_plan, tiny_fleet

WITHOUT_RAY = "Ray is not installed here: make setup-ray"


@pytest.fixture(scope="module", params=["one process", "two processes", "ray"])
def workers(request: pytest.FixtureRequest) -> Iterator[Pool]:
    """Every kind of pool; Ray is started once, with two workers, over loopback."""
    if request.param != "ray":
        yield ProcessPool(workers=1 if request.param == "one process" else 2)
        return
    if importlib.util.find_spec("ray") is None:
        pytest.skip(WITHOUT_RAY)
    import ray

    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _node_ip_address="127.0.0.1")
    yield RayPool(workers=2)
    ray.shutdown()


def square(number: int) -> tuple[int, int]:
    """The square, and the process that found it."""
    return number * number, os.getpid()


def leave(number: int) -> int:
    """Ends its process."""
    os._exit(3)


def test_results_come_in_order(workers: Pool) -> None:
    found = list(workers.in_order(square, range(30)))
    assert [value for value, _ in found] == [n * n for n in range(30)]
    assert (os.getpid() in {pid for _, pid in found}) is (workers.workers == 1)


def test_no_more_items_are_taken_than_are_under_way(workers: Pool) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = workers.in_order(square, items())
    next(results)
    assert len(taken) <= workers.workers * AHEAD
    results.close()
    assert len(taken) <= workers.workers * AHEAD
    assert multiprocessing.active_children() == []


def test_simulated_days_are_the_same_bytes_whoever_simulates_them(workers: Pool) -> None:
    todo = list(chunks(shuttle(trips=3, buses=2, people=280), standard(), 4, 120))
    here = [day for chunk in todo for day in run_chunk(chunk)]
    assert [day for found in workers.in_order(run_chunk, todo) for day in found] == here


def test_so_are_days_whose_rest_is_planned_anew(workers: Pool) -> None:
    situation = tiny_fleet()
    programme = as_if_agreed(programme_of(situation, fleet_plan(situation)))
    todo = list(chunks(programme, standard(), 4, 100, policy="repaired orders"))
    here = [day for chunk in todo for day in run_chunk(chunk)]
    assert [day for found in workers.in_order(run_chunk, todo) for day in found] == here


def test_a_process_that_dies_is_an_error_with_a_next_step(workers: Pool) -> None:
    if workers.workers == 1:
        pytest.skip("one worker is this process")
    with pytest.raises(ToolMissing) as caught:
        list(workers.in_order(leave, range(3)))
    assert "--jobs" in caught.value.next_step


def test_a_pool_is_chosen_by_name() -> None:
    assert isinstance(pool("process", 2), ProcessPool)
    assert isinstance(pool("ray", 2, "auto"), RayPool)
    with pytest.raises(InputError, match="no pool"):
        pool("threads", 2)
    with pytest.raises(InputError, match="address"):
        pool("process", 2, "auto")
