"""ENTRANCE: what another address than this machine's own asks for, accounts and certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.app.wire import clock
from safeconduct.model.errors import InputError, NotFound

if TYPE_CHECKING:
    from safeconduct.adapters.accounts import AccountFile
    from safeconduct.adapters.tls import Certificates

#: Addresses that only this machine reaches.
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """How the service is reached from other machines: the address it listens on, its certificates, its accounts."""

    address: str
    certificates: Certificates
    accounts: AccountFile


def account_file(path: Path) -> AccountFile:
    """The account file at a path, there or not."""
    from safeconduct.adapters.accounts import AccountFile

    return AccountFile(path)


def tls_init(folder: Path, names: Sequence[str]) -> Certificates:
    """An authority and a server certificate for these names, in a folder; an authority that is there signs again."""
    from safeconduct.adapters.tls import init_tls

    return init_tls(folder, names, clock().now())


def outside(address: str, accounts: Path | None, tls: Path | None) -> Outside | None:
    """None for this machine's own address. Any other is refused without accounts and certificates, naming the command
    that makes them."""
    if address in LOOPBACK:
        return None
    if accounts is None or not accounts.is_file():
        raise NotFound(
            f"{address} is reached by others, and nobody could sign in: there is no account file",
            file=None if accounts is None else str(accounts),
            field="--accounts",
            next_step="run `safeconduct account add NAME --role dispatcher --accounts FILE`, then add --accounts",
        )
    from safeconduct.adapters.tls import certificates

    if tls is None or not (tls / "server.pem").is_file():
        raise NotFound(
            f"{address} is reached by others, and what they send could be read: there is no certificate",
            file=None if tls is None else str(tls),
            field="--tls",
            next_step="run `safeconduct tls init NAME --out FOLDER` with the name phones use, then serve with --tls",
        )
    found = certificates(tls)
    if found.until <= clock().now():
        raise InputError(
            f"the certificate ended on {found.until:%Y-%m-%d}",
            file=str(found.certificate),
            field="--tls",
            next_step="run `safeconduct tls init` again with the same names and folder",
        )
    held = account_file(accounts)
    if not held.accounts():
        raise InputError(
            "the account file holds nobody",
            file=str(accounts),
            field="--accounts",
            next_step="run `safeconduct account add NAME --role dispatcher --accounts FILE`",
        )
    return Outside(address=address, certificates=found, accounts=held)
