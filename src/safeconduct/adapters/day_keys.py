"""The keys under which a day's texts are encrypted: one small file a day, in a folder beside the log, never in it.

A copy or backup of the log holds no key, so destroying the file here makes every copy of the texts unreadable. Whoever
wants the texts to survive the loss of this machine keeps a copy of the folder apart, and destroys that too.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safeconduct.model.errors import StoreError

KEY_BYTES, NONCE_BYTES, SALT_BYTES = 32, 12, 16


class DayKeys:
    """Keys of 256 bits in ``folder`` (made when first needed, readable by its owner only)."""

    def __init__(self, folder: Path, ending: str = ".key") -> None:
        self._folder = folder
        self._ending = ending
        self._ciphers: dict[str, AESGCM] = {}

    def has(self, day: str) -> bool:
        """Whether the day's key is there."""
        return self._path(day).is_file()

    def make(self, day: str) -> None:
        """A key for a new day, on disk before anything is encrypted with it; one that is there stays."""
        if self.has(day):
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        fresh = self._folder / f".{secrets.token_hex(8)}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, secrets.token_bytes(KEY_BYTES))
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            os.link(fresh, self._path(day))  # all or nothing, and never over a key another process made
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        self._sync_folder()

    def destroy(self, day: str) -> None:
        """Overwrite and remove the day's key. What a disk keeps of overwritten blocks is beyond a program."""
        self._ciphers.pop(day, None)
        path = self._path(day)
        if not path.is_file():
            return
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        self._sync_folder()

    def seal(self, day: str, bound: str, text: bytes) -> tuple[bytes, bytes]:
        """(salt, sealed): the text encrypted with a fresh salt before it, bound to the place it is kept in."""
        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
        return salt, nonce + self._cipher(day).encrypt(nonce, salt + text, bound.encode())

    def unseal(self, day: str, bound: str, sealed: bytes) -> tuple[bytes, bytes] | None:
        """(salt, text); None when the sealed bytes are not those that were written in that place."""
        try:
            plain = self._cipher(day).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound.encode())
        except InvalidTag:
            return None
        return plain[:SALT_BYTES], plain[SALT_BYTES:]

    def mark(self, day: str, text: str) -> str:
        """A name for a text that nobody can guess back, and that is the same as long as the key is."""
        key = hashlib.sha256(b"mark" + self._path(day).read_bytes()).digest()
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def _cipher(self, day: str) -> AESGCM:
        if day not in self._ciphers:
            key = self._path(day).read_bytes()
            if len(key) != KEY_BYTES:
                raise StoreError(
                    f"the key of {day} is damaged", file=str(self._path(day)), next_step="put back a copy of the key"
                )
            self._ciphers[day] = AESGCM(key)
        return self._ciphers[day]

    def _path(self, day: str) -> Path:
        return self._folder / f"{hashlib.sha256(day.encode()).hexdigest()[:32]}{self._ending}"

    def _sync_folder(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


#: The name under which a folder keeps the one key of the ledger's texts, beside those of the days.
LEDGER = "ledger"


def ledger_keys(folder: Path) -> DayKeys:
    """The key of the ledger's texts in the folder of the days' keys; no day's name leads to the same file."""
    return DayKeys(folder, ending=".ledger")
