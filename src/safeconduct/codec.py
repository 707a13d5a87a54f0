"""Every model type to canonical JSON and back.

Canonical: UTF-8, keys sorted, no spaces, one trailing newline, times as ``...Z``. A document carries its kind and
version; its name is the SHA-256 of its bytes. Reading is strict: unknown keys, NaN, ``false`` for 0 and naive
times are refused with the field that is wrong.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import is_dataclass
from types import ModuleType
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from safeconduct.model import (
    certificate,
    claim,
    control,
    corridor,
    day,
    dossier,
    event,
    fleet,
    known,
    movement,
    place,
    plan,
    report,
    resource,
    situation,
    stress,
    times,
)
from safeconduct.model.certificate import Audit, Certificate, Decisive, Remedy
from safeconduct.model.claim import Claim, Conflict, Decision
from safeconduct.model.dossier import Dossier
from safeconduct.model.errors import DocumentInvalid
from safeconduct.model.event import BODIES, Corrected, Event
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.report import Party, Report
from safeconduct.model.situation import Situation
from safeconduct.model.stress import StressReport

T = TypeVar("T")

VERSION = 1

#: Documents by the name used in files, in ``safeconduct schema NAME`` and in the store.
DOCUMENTS: dict[str, type[Any]] = {
    "report": Report,
    "party": Party,
    "claim": Claim,
    "conflict": Conflict,
    "decision": Decision,
    "situation": Situation,
    "plan": Plan,
    "fleet plan": FleetPlan,
    "certificate": Certificate,
    "fleet certificate": FleetCertificate,
    "remedy": Remedy,
    "decisive": Decisive,
    "audit": Audit,
    "dossier": Dossier,
    "event": Event,
    "stress report": StressReport,
}
_NAMES = {cls: name for name, cls in DOCUMENTS.items()}


_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


def _make_strict(modules: tuple[ModuleType, ...]) -> None:
    """Tell pydantic to be strict with every model dataclass; the model itself knows nothing of pydantic."""
    for module in modules:
        for item in vars(module).values():
            if isinstance(item, type) and is_dataclass(item):
                item.__pydantic_config__ = _STRICT  # type: ignore[attr-defined]


_make_strict(
    (
        certificate,
        claim,
        control,
        corridor,
        day,
        dossier,
        event,
        fleet,
        known,
        movement,
        place,
        plan,
        report,
        resource,
        situation,
        stress,
        times,
    )
)


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
_BUILDING = threading.Lock()


def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    """The adapter of a type, built once, whoever asks meanwhile: building one takes milliseconds, using it
    microseconds."""
    found = _ADAPTERS.get(cls)
    if found is None:
        with _BUILDING:
            found = _ADAPTERS.get(cls)
            if found is None:
                found = _ADAPTERS[cls] = TypeAdapter(cls)
    return found


def prepare(cls: type[Any]) -> None:
    """Have ready what reading and writing values of a type takes."""
    _adapter(cls)


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8") + b"\n"


def to_plain(value: object) -> Any:
    """The value as JSON-ready lists, dicts, strings and numbers."""
    return _adapter(type(value)).dump_python(value, mode="json")


def dump(value: object) -> bytes:
    """Canonical bytes of a document, with its kind and version."""
    return _canonical({"document": _NAMES[type(value)], "version": VERSION, "body": to_plain(value)})


def sha(value: object) -> str:
    """SHA-256 (hex) of a document's canonical bytes: its name."""
    return hashlib.sha256(dump(value)).hexdigest()


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number JSON knows")


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key is given twice: {sorted(k for k in keys if keys.count(k) > 1)[0]!r}")
    return dict(pairs)


def _first_problem(error: ValidationError, plain: Any) -> tuple[str, str, bool]:
    """The field, the message with the id of what it lies in, and whether the value is of the right form and makes no
    sense, which no schema tells."""
    first = error.errors(include_url=False)[0]
    senseless, of = first["type"] == "value_error", ""
    for part in first["loc"]:
        try:
            plain = plain[part]
        except (KeyError, IndexError, TypeError):
            break
        of = str(plain["id"]) if isinstance(plain, dict) and isinstance(plain.get("id"), str) else of
    message = first["msg"].removeprefix("Value error, ") if senseless else first["msg"]
    return ".".join(str(part) for part in first["loc"]), f"{of}: {message}" if of else message, senseless


#: Where a value holds the body of an event, which may be of many kinds.
_KINDS: dict[type[Any], str] = {Event: "body", Corrected: "instead"}


def _body_of(cls: type[Any], plain: Any) -> tuple[str, dict[str, Any]] | None:
    """The field of a value that holds the body of an event, and that body; None where there is none."""
    field = _KINDS.get(cls)
    body = plain.get(field) if field and isinstance(plain, dict) else None
    return (field, body) if field and isinstance(body, dict) else None


def _require_kind(cls: type[Any], plain: Any, file: str | None, inside: str = "") -> None:
    """DocumentInvalid unless the body that stands in an event, or in its correction, says of which kind it is. Read
    without, it would become any kind its fields fit: a convoy alone is a birth, orders are a plan that replaces."""
    held = _body_of(cls, plain)
    if held is None:
        return
    field, body = held
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in BODIES:
        raise DocumentInvalid(
            "an event says of which kind it is" if kind is None else f"there is no kind of event {kind!r}",
            file=file,
            field=f"{inside}{field}.kind",
            next_step="give one of the kinds of `safeconduct schema event`, word for word",
        )
    _require_kind(BODIES[kind], body, file, f"{inside}{field}.")


def _require_body(cls: type[Any], plain: Any, file: str | None) -> None:
    """DocumentInvalid with what is wrong with the body of an event, or of its correction, as the kind that it says it
    is: of a value that may be of thirty kinds, all thirty would be named."""
    held = _body_of(cls, plain)
    if held is None:
        return
    field, body = held
    try:
        from_plain(BODIES[body["kind"]], body, file=file)
    except DocumentInvalid as error:
        inside = f"{field}.{error.field}" if error.field else field
        raise DocumentInvalid(error.message, file=file, field=inside, next_step=error.next_step) from error


def from_plain(cls: type[T], plain: Any, *, file: str | None = None) -> T:
    """A model value from JSON-ready data; raises DocumentInvalid naming file and field."""
    _require_kind(cls, plain, file)
    try:
        value: T = _adapter(cls).validate_json(json.dumps(plain, ensure_ascii=False))
    except (ValidationError, ValueError) as error:
        _require_body(cls, plain, file)
        if isinstance(error, ValidationError):
            field, message, senseless = _first_problem(error, plain)
        else:
            field, message, senseless = "", str(error), False
        name = "event" if cls in BODIES.values() else _NAMES.get(cls, cls.__name__.lower())
        compare = f"compare the field with `safeconduct schema {name}`"
        raise DocumentInvalid(
            message,
            file=file,
            field=field or None,
            next_step="correct the field as it is said here; no schema tells this" if senseless else compare,
        ) from error
    return value


def stored(cls: type[T], data: bytes, *, file: str | None = None) -> T:
    """A document out of our own store, where ``dump`` wrote it and its hash is its name: the same value as ``load``, in
    a third of the time, because nothing can stand in it twice. Any other bytes go to ``load``."""
    start, end = b'{"body":', f',"document":"{_NAMES[cls]}","version":{VERSION}}}\n'.encode()
    if not (data.startswith(start) and data.endswith(end)):
        return load(cls, data, file=file)
    try:
        value: T = _adapter(cls).validate_json(data[len(start) : -len(end)])
    except ValidationError:
        return load(cls, data, file=file)  # which says where it is wrong
    return value


def load(cls: type[T], data: bytes, *, file: str | None = None) -> T:
    """A document from its bytes; raises DocumentInvalid naming file and field."""
    name = _NAMES[cls]
    try:
        text = data.decode("utf-8")
        envelope = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_twice)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DocumentInvalid(
            f"this is not a JSON document: {error}", file=file, next_step=f"give a {name} written by safeconduct"
        ) from error
    if not isinstance(envelope, dict) or set(envelope) != {"document", "version", "body"}:
        raise DocumentInvalid(
            "the document needs exactly the keys document, version and body",
            file=file,
            next_step=f"give a {name} written by safeconduct",
        )
    if envelope["document"] != name:
        raise DocumentInvalid(
            f"this is a {envelope['document']}, a {name} is needed",
            file=file,
            field="document",
            next_step=f"give the path of a {name}",
        )
    if type(envelope["version"]) is not int or envelope["version"] != VERSION:
        raise DocumentInvalid(
            f"version {envelope['version']!r} is not known, this program reads version {VERSION}",
            file=file,
            field="version",
            next_step="use the safeconduct that wrote it, or a newer one",
        )
    return from_plain(cls, envelope["body"], file=file)


def json_schema(name: str) -> dict[str, Any]:
    """JSON Schema of a document's body; KeyError for an unknown name."""
    found = _adapter(DOCUMENTS[name]).json_schema()
    if DOCUMENTS[name] is Event:
        for part in found["$defs"].values():
            if "kind" in part.get("properties", {}):
                part["required"] = ["kind", *part.get("required", ())]
    return found
