"""The rows of convoys that changed since a board was drawn, so that a day of thousands is not drawn anew for each line.

A rendering of the rows is known by the day's version and by which convoys are late, which changes without a line. The
latest renderings are kept; a board that shows another one is given all rows.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.web.board import Board, ConvoyRow

#: Renderings that are kept: boards follow within a second, and come back from a break of some lines.
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a board is given: ``key`` names the rendering it then shows; ``some`` is whether ``rows`` are only those
    that differ from the one it showed."""

    key: str
    rows: Sequence[ConvoyRow]
    some: bool


class RowsShown:
    """The latest renderings of all days."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, dict[str, ConvoyRow]] = OrderedDict()

    def since(self, board: Board, shown: str) -> Rows:
        """The rows of a board for one that shows the rendering ``shown`` (empty: none)."""
        late = ",".join(row.id for row in board.convoys if row.late)
        key = hashlib.sha256(f"{board.day}\n{board.head}\n{late}".encode()).hexdigest()[:16]
        rows = {row.id: row for row in board.convoys}
        before = self._held.get(shown)
        self._held[key] = rows
        self._held.move_to_end(key)
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)
        if before is None or list(before) != list(rows):
            return Rows(key=key, rows=board.convoys, some=False)
        return Rows(key=key, rows=[row for row in board.convoys if row != before[row.id]], some=True)
