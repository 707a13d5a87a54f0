"""The luck of one simulated day: a uniform number for everything that can happen, named by what it belongs to.

A number depends on seed, day and name alone, never on how many numbers were asked for before. Two plans, two policies
or two sets of priors therefore meet the same weather, the same slow checkpoint and the same broken bus (common random
numbers), and the same day can be played again by its seed and index, on any machine and by any number of workers.
"""

from __future__ import annotations

from hashlib import blake2b

_SCALE = 2.0**-64


class Luck:
    """Day ``index`` of ``seed``."""

    __slots__ = ("_root", "index", "seed")

    def __init__(self, seed: int, index: int) -> None:
        self.seed, self.index = seed, index
        self._root = blake2b(f"safeconduct day {seed} {index}".encode(), digest_size=8)

    def number(self, name: str) -> float:
        """The number of that name, uniform in the open interval (0, 1)."""
        drawn = self._root.copy()
        drawn.update(name.encode())
        return (int.from_bytes(drawn.digest()) + 0.5) * _SCALE
