"""The account file: who may sign in from another machine, in which role, with Argon2id hashes of their passwords.

Events bear an account's own random name, never the one it signs in with: lines of the log are never erased.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from safeconduct.model.errors import InputError, NotFound, StoreError

ROLES = ("reader", "planner", "confirmer", "dispatcher", "gate", "auditor")
SHORTEST = 10

#: 64 MiB each; at most two at once, whoever asks.
_HASHER = PasswordHasher()
_AT_ONCE = threading.Semaphore(2)


@cache
def _nobody() -> str:
    """The hash that a password is tried against when nobody has the name; nothing known fits it."""
    return _HASHER.hash(secrets.token_hex(32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``name`` signs in; ``device`` is what its events are entered under."""

    name: str
    role: str
    device: str
    password: str


class AccountFile:
    """Accounts in a JSON file that its owner alone may read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def accounts(self) -> tuple[Account, ...]:
        """All accounts by name; none when there is no file. StoreError when it cannot be read."""
        if not self._path.is_file():
            return ()
        try:
            return tuple(Account(**one) for one in json.loads(self._path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise StoreError(
                "this is no account file", file=str(self._path), next_step="give another file, or a new name"
            ) from error

    def add(self, name: str, role: str, password: str) -> Account:
        """A new account; InputError names what is wrong with it."""
        if role not in ROLES:
            raise InputError(f"there is no role {role!r}", field="--role", next_step=f"name one of {', '.join(ROLES)}")
        if not name.strip() or len(name) > 80:
            raise InputError("an account has a name of 1 to 80 letters", field="NAME", next_step="give another name")
        if len(password) < SHORTEST:
            raise InputError(
                f"the password is shorter than {SHORTEST} letters", field="password", next_step="give a longer one"
            )
        held = self.accounts()
        if any(one.name == name for one in held):
            raise InputError(
                f"{name} has an account",
                field="NAME",
                next_step=f"remove it first: `safeconduct account remove {name}`",
            )
        made = Account(name=name, role=role, device=f"{role}-{secrets.token_hex(4)}", password=_HASHER.hash(password))
        self._write((*held, made))
        return made

    def remove(self, name: str) -> None:
        """Remove an account; NotFound when there is none."""
        held = self.accounts()
        kept = tuple(one for one in held if one.name != name)
        if len(kept) == len(held):
            raise NotFound(f"{name} has no account", file=str(self._path), next_step="see `safeconduct account list`")
        self._write(kept)

    def verified(self, name: str, password: str) -> Account | None:
        """The account of a name and its password, None otherwise; a name nobody has costs the same time."""
        found = next((one for one in self.accounts() if one.name == name), None)
        with _AT_ONCE:
            try:
                _HASHER.verify(_nobody() if found is None else found.password, password)
            except VerifyMismatchError:
                return None
        return found

    def _write(self, accounts: tuple[Account, ...]) -> None:
        part = self._path.with_name(f"{self._path.name}.part")
        words = json.dumps([asdict(one) for one in accounts], ensure_ascii=False, indent=1)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(words + "\n")
        part.replace(self._path)
