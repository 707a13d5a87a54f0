"""The rows of a ledger and, beside them, their texts, encrypted under the one key of the operation.

A row that is in ``ledger_row`` stays; it has a kind, a number and a name from which nothing can be guessed back. Its
text lies in ``ledger_text`` and can be erased: the key goes, then the rows of that table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from safeconduct.adapters.day_keys import LEDGER, ledger_keys
from safeconduct.model.errors import StoreError

_INSERT_ROW = "INSERT INTO ledger_row (kind, name) VALUES (:kind, :name)"
_INSERT_TEXT = text("INSERT INTO ledger_text (line, sealed) VALUES (:line, :sealed)")


class LedgerRows:
    """Adds and reads rows on a connection of the caller's. ``file`` is what messages call the store."""

    def __init__(self, folder: Path, file: str) -> None:
        self._keys = ledger_keys(folder)
        self._file = file

    def mark(self, db: Connection, plain: str) -> str:
        """The name in the table of something that has one outside; StoreError once the texts were erased."""
        self._require_key(db)
        return self._keys.mark(LEDGER, plain)

    def add(self, db: Connection, kind: str, name: str, body: str, *, again: bool = False) -> None:
        """A new row; one that is there already is an IntegrityError, or with ``again`` left as it is."""
        self._require_key(db)
        statement = f"{_INSERT_ROW}{' ON CONFLICT DO NOTHING' if again else ''} RETURNING seq"
        line = db.execute(text(statement), {"kind": kind, "name": name}).scalar()
        if line is not None:
            _, sealed = self._keys.seal(LEDGER, f"{kind}:{name}", body.encode())
            db.execute(_INSERT_TEXT, {"line": line, "sealed": sealed})

    def names(self, db: Connection, kind: str) -> tuple[str, ...]:
        """The names of all rows of a kind, oldest first; they outlive their texts."""
        query = text("SELECT name FROM ledger_row WHERE kind = :kind ORDER BY seq")
        return tuple(str(name) for name in db.execute(query, {"kind": kind}).scalars())

    def bodies(self, db: Connection, kind: str, prefix: str = "") -> Iterator[tuple[str, bytes]]:
        """Name and text of each row of a kind whose name starts so, oldest first."""
        query = text(
            "SELECT name, sealed FROM ledger_row LEFT JOIN ledger_text ON ledger_text.line = ledger_row.seq "
            "WHERE kind = :kind AND substr(name, 1, :n) = :prefix ORDER BY ledger_row.seq"
        )
        for name, sealed in db.execute(query, {"kind": kind, "n": len(prefix), "prefix": prefix}).all():
            if sealed is None or not self._keys.has(LEDGER):
                raise self._unreadable()
            found = self._keys.unseal(LEDGER, f"{kind}:{name}", bytes(sealed))
            if found is None:
                raise StoreError(
                    f"a {kind} of the ledger is not what was written",
                    file=self._file,
                    next_step="restore a backup, with the folder of keys that belongs to it",
                )
            yield str(name), found[1]

    def erase(self, db: Connection) -> int:
        """Destroy the key, then the texts; how many there were. The key first: what fails after it harms nothing."""
        self._keys.destroy(LEDGER)
        count = db.execute(text("SELECT count(*) FROM ledger_text")).scalar_one()
        db.execute(text("DELETE FROM ledger_text"))
        return int(count)

    def _require_key(self, db: Connection) -> None:
        if self._keys.has(LEDGER):
            return
        if db.execute(text("SELECT 1 FROM ledger_row LIMIT 1")).first() is not None:
            raise self._unreadable()
        self._keys.make(LEDGER)

    def _unreadable(self) -> StoreError:
        return StoreError(
            "the texts of this workspace were erased, or the folder of its keys was left behind",
            file=self._file,
            next_step="put the folder of keys back beside the workspace; after an erasure, use a new workspace",
        )


def copy_ledger(here: Connection, there: Connection) -> None:
    """Every row and sealed text into another store, which holds none; no key goes with them."""
    if there.execute(text("SELECT 1 FROM ledger_row LIMIT 1")).first() is not None:
        raise StoreError("the workspace to restore into is not empty", next_step="restore into a new workspace")
    rows = here.execute(text("SELECT seq, kind, name FROM ledger_row ORDER BY seq")).mappings().all()
    texts = here.execute(text("SELECT line, sealed FROM ledger_text ORDER BY seq")).mappings().all()
    lines: dict[int, int] = {}
    for row in rows:
        made = there.execute(text(f"{_INSERT_ROW} RETURNING seq"), {"kind": row["kind"], "name": row["name"]})
        lines[row["seq"]] = made.scalar_one()
    for row in texts:
        there.execute(_INSERT_TEXT, {"line": lines[row["line"]], "sealed": bytes(row["sealed"])})
