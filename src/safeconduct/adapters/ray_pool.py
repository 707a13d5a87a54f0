"""Work spread by Ray: over the processes of this machine, or over a cluster that is running already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from safeconduct.adapters.process_pool import AHEAD
from safeconduct.model.errors import InputError, ToolMissing

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class RayPool:
    """``workers`` tasks at a time, each on one processor.

    ``address`` is that of a running cluster ("auto": the one this machine belongs to, or ``ray://host:port``); None
    starts one on this machine, reached over loopback only, and ends it afterwards. Nothing is reported to anybody.
    """

    workers: int
    address: str | None = None

    def in_order(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result]:
        """``function`` of each item, in their order; see ``ports.Pool``."""
        with _connected(self.address, self.workers) as ray:
            remote = ray.remote(num_cpus=1, max_retries=2)(function)
            waiting: deque[Any] = deque()
            try:
                for item in items:
                    waiting.append(remote.remote(item))
                    if len(waiting) >= self.workers * AHEAD:
                        yield ray.get(waiting.popleft())
                while waiting:
                    yield ray.get(waiting.popleft())
            except ray.exceptions.WorkerCrashedError as error:
                raise ToolMissing(
                    "a process of Ray ended by itself; the machine may be out of memory",
                    next_step="run the same command again with fewer --jobs: what was kept is not done again",
                ) from error
            finally:
                for one in waiting:
                    ray.cancel(one, force=False)


@contextmanager
def _connected(address: str | None, workers: int) -> Generator[Any]:
    """Ray, connected; what was connected before stays so."""
    try:
        import ray
    except ImportError as error:
        raise ToolMissing(
            "Ray is not installed", next_step="install it (make setup-ray), or leave out --pool ray"
        ) from error
    if ray.is_initialized():
        yield ray
        return
    try:
        if address is None:
            ray.init(
                num_cpus=workers,
                include_dashboard=False,
                log_to_driver=False,
                _node_ip_address="127.0.0.1",
            )
        else:
            ray.init(address=address, log_to_driver=False)
    except (ConnectionError, ValueError) as error:
        raise InputError(
            f"no Ray cluster answers: {error}",
            field="--address",
            next_step="start one with `ray start`, or leave it out",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()
