"""Situation, plan and certificate documents read with the standard library alone, and their names recomputed.

Strict, like the program that wrote them: unknown or repeated keys, NaN, ``false`` for 0 and naive times are refused
with the field that is wrong. A document's name is the SHA-256 of its canonical bytes: UTF-8, keys sorted, no spaces,
one trailing newline, times as ``...Z``.
"""

from __future__ import annotations

import hashlib
import json
import math
import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from safeconduct.model.certificate import Certificate
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation

VERSION = 1
KINDS: dict[str, type[Any]] = {
    "situation": Situation,
    "plan": Plan,
    "fleet plan": FleetPlan,
    "certificate": Certificate,
    "fleet certificate": FleetCertificate,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that was read: its kind, its value, and its name recomputed from the value."""

    kind: str
    value: Situation | Plan | FleetPlan | Certificate | FleetCertificate
    sha: str


class _Wrong(ValueError):
    """What is wrong, and the field it is in."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def read(data: bytes, *, file: str | None = None) -> Document:
    """A document from its bytes; raises DocumentInvalid naming file and field."""
    step = "give a situation, a plan or a certificate as safeconduct wrote it"
    try:
        envelope = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_no_repeats)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DocumentInvalid(f"this is not a JSON document: {error}", file=file, next_step=step) from error
    if not isinstance(envelope, dict) or set(envelope) != {"document", "version", "body"}:
        raise DocumentInvalid("a document has the keys document, version and body", file=file, next_step=step)
    kind = envelope["document"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise DocumentInvalid(
            f"documents of kind {kind!r} are not checked", file=file, field="document", next_step=step
        )
    if envelope["version"] is True or envelope["version"] != VERSION:
        raise DocumentInvalid(
            f"version {envelope['version']!r} is not known, this checker reads version {VERSION}",
            file=file,
            field="version",
            next_step="use the check.pyz that was published with the document",
        )
    try:
        value = decode(KINDS[kind], envelope["body"])
    except _Wrong as error:
        raise DocumentInvalid(str(error), file=file, field=error.field or None, next_step=step) from error
    return Document(kind=kind, value=value, sha=sha(kind, value))


def sha(kind: str, value: object) -> str:
    """The name of a document: SHA-256 (hex) of its canonical bytes."""
    plain = {"document": kind, "version": VERSION, "body": encode(value)}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8") + b"\n").hexdigest()


def encode(value: Any) -> Any:
    """A model value as JSON-ready lists, dicts, strings and numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if is_dataclass(value):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number JSON knows")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    if len(plain) != len(pairs):
        raise ValueError(f"a key is used twice among {sorted(plain)}")
    return plain


def decode(kind: Any, plain: Any, field: str = "") -> Any:
    """A value of a model type from JSON-ready data; raises ValueError carrying the field that is wrong."""
    origin, options = get_origin(kind), get_args(kind)
    if origin is Union or origin is types.UnionType:
        return _decode_union(options, plain, field)
    if origin is Literal:
        return _decode_literal(options, plain, field)
    if origin is tuple:
        return _decode_tuple(options, plain, field)
    if is_dataclass(origin or kind):
        return _decode_record(kind, plain, field)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _decode_literal(tuple(kind), plain, field)
    return _decode_scalar(kind, plain, field)


def _decode_scalar(kind: Any, plain: Any, field: str) -> Any:
    if kind is datetime:
        return _decode_time(plain, field)
    if kind is float and type(plain) in (int, float):
        if not math.isfinite(plain):
            raise _Wrong("a number is finite", field)
        return float(plain)
    if kind in (int, str, bool) and type(plain) is kind:
        return plain
    raise _Wrong(f"{_named(kind)} is needed, got {plain!r:.60}", field)


def _decode_time(plain: Any, field: str) -> datetime:
    try:
        at = datetime.fromisoformat(plain)
    except (TypeError, ValueError) as error:
        raise _Wrong(f"a time such as 2022-06-15T05:00:00Z is needed, got {plain!r:.60}", field) from error
    if at.utcoffset() != timedelta(0):
        raise _Wrong(f"a time in UTC is needed, got {plain!r:.60}", field)
    return at


def _decode_literal(options: tuple[Any, ...], plain: Any, field: str) -> Any:
    for option in options:
        value = option.value if isinstance(option, Enum) else option
        if type(value) is type(plain) and value == plain:
            return option
    allowed = ", ".join(str(o.value if isinstance(o, Enum) else o) for o in options)
    raise _Wrong(f"one of {allowed} is needed, got {plain!r:.60}", field)


def _decode_tuple(options: tuple[Any, ...], plain: Any, field: str) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise _Wrong(f"a list is needed, got {plain!r:.60}", field)
    if len(options) == 2 and options[1] is Ellipsis:
        return tuple(decode(options[0], item, f"{field}.{n}") for n, item in enumerate(plain))
    if len(options) != len(plain):
        raise _Wrong(f"a list of {len(options)} is needed, got {len(plain)}", field)
    return tuple(decode(o, item, f"{field}.{n}") for n, (o, item) in enumerate(zip(options, plain, strict=True)))


def _decode_union(options: tuple[Any, ...], plain: Any, field: str) -> Any:
    """None where it is allowed; else the only other option, or the one whose ``slot`` or ``kind`` matches."""
    if plain is None and type(None) in options:
        return None
    rest = [option for option in options if option is not type(None)]
    if len(rest) == 1:
        return decode(rest[0], plain, field)
    for option in rest:
        if isinstance(plain, dict) and is_dataclass(option):
            hints = get_type_hints(option)
            for tag in ("slot", "kind"):
                if get_origin(hints.get(tag)) is Literal and plain.get(tag) in get_args(hints[tag]):
                    return decode(option, plain, field)
    raise _Wrong(f"no known shape fits {plain!r:.60}", field)


def _decode_record(kind: Any, plain: Any, field: str) -> Any:
    """A frozen dataclass from a dict with exactly its fields; ``Known[int]`` decodes its value as int."""
    cls = get_origin(kind) or kind
    bound = dict(zip(getattr(cls, "__parameters__", ()), get_args(kind), strict=True))
    hints = {name: _substitute(hint, bound) for name, hint in get_type_hints(cls).items()}
    if not isinstance(plain, dict):
        raise _Wrong(f"{_named(cls)} is needed, got {plain!r:.60}", field)
    known = {f.name: f for f in fields(cls)}
    for name in plain:
        if name not in known:
            raise _Wrong(f"{_named(cls)} has no {name}", f"{field}.{name}".strip("."))
    for name, spec in known.items():
        if name not in plain and spec.default is MISSING and spec.default_factory is MISSING:
            raise _Wrong(f"{_named(cls)} needs {name}", f"{field}.{name}".strip("."))
    values = {name: decode(hints[name], item, f"{field}.{name}".strip(".")) for name, item in plain.items()}
    try:
        return cls(**values)
    except _Wrong:
        raise
    except ValueError as error:
        raise _Wrong(str(error), field) from error


def _substitute(hint: Any, bound: dict[Any, Any]) -> Any:
    return bound.get(hint, hint) if isinstance(hint, TypeVar) else hint


def _named(kind: Any) -> str:
    plain = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}
    return plain.get(kind, f"a {getattr(kind, '__name__', kind)}".lower())
