"""A certificate authority of one's own and a server certificate by it: phones need a secure address to work offline.

The authority's certificate is what phones and browsers are given to trust; its key signs server certificates for the
names and addresses of this machine and is needed for nothing else.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from safeconduct.model.errors import InputError, StoreError

#: Days for which certificates hold: phones refuse server certificates of more than 825 days.
AUTHORITY_DAYS, SERVER_DAYS = 3650, 397


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """The files of a folder, the names and addresses the server's certificate is for, and when it ends."""

    authority: Path
    certificate: Path
    key: Path
    names: tuple[str, ...]
    until: datetime


def init_tls(folder: Path, names: Sequence[str], now: datetime) -> Certificates:
    """Make an authority in a new folder, or take the one there, and a server certificate for these names."""
    if not names:
        raise InputError("a certificate is for a name or an address", next_step="name this machine as phones reach it")
    alternatives = [_alternative(name) for name in names]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / "ca.pem").is_file():
        issuer = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
        signer = serialization.load_pem_private_key((folder / "ca.key").read_bytes(), None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
    else:
        signer = ec.generate_private_key(ec.SECP256R1())
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "safeconduct local authority")])
        issuer = _authority(named, signer, now)
        _write(folder / "ca.key", _pem(signer))
        _write(folder / "ca.pem", issuer.public_bytes(serialization.Encoding.PEM))
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _certificate(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])]), issuer.subject, key, now, SERVER_DAYS
        )
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write(folder / "server.key", _pem(key))
    _write(folder / "server.pem", made.public_bytes(serialization.Encoding.PEM))
    return certificates(folder)


def certificates(folder: Path) -> Certificates:
    """What is in a folder; StoreError when it holds no certificate."""
    found = folder / "server.pem"
    if not found.is_file() or not (folder / "server.key").is_file():
        raise StoreError("there is no certificate", file=str(folder), next_step="run `safeconduct tls init NAME` first")
    read = x509.load_pem_x509_certificate(found.read_bytes())
    named = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = (*named.get_values_for_type(x509.DNSName), *map(str, named.get_values_for_type(x509.IPAddress)))
    return Certificates(
        authority=folder / "ca.pem", certificate=found, key=folder / "server.key", names=names,
        until=read.not_valid_after_utc,
    )  # fmt: skip


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return x509.DNSName(name.lower())
    except ValueError as error:
        raise InputError(
            f"{name!r} is no host name", next_step="give a name such as board.lan, or an address"
        ) from error


def _authority(named: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        _certificate(named, named, key, now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # phones whose clocks are a little behind
        .not_valid_after(now + timedelta(days=days))
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def _write(path: Path, data: bytes) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    part.replace(path)
