"""The ledger of reported states as a small file beside its network: canonical JSON, replaced in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.place import RoadState
from safeconduct.network.damage import Entry, Ledger
from safeconduct.network.whole_file import whole_file

FORMAT = "safeconduct road states"
VERSION = 1
SUFFIX = ".states.json"
_KEYS = frozenset(f.name for f in fields(Entry))


def beside(net: Path) -> Path:
    """Where the states of a network file are kept."""
    return net.with_name(net.name + SUFFIX)


def load_states(path: Path) -> tuple[Ledger, bytes]:
    """The ledger of a file and the file's bytes; an empty ledger and no bytes when there is no file yet.
    DocumentInvalid naming file and field for whatever is not a ledger."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Ledger(), b""
    except OSError as error:
        raise InputError(
            f"the states cannot be read: {error.strerror}", file=str(path), next_step="check the file's permissions"
        ) from error
    try:
        document = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        _fault(path, "", f"this is not JSON: {error}")
    if not isinstance(document, dict) or set(document) != {"format", "version", "entries"}:
        _fault(path, "", "a ledger of road states has format, version and entries")
    if document["format"] != FORMAT or document["version"] != VERSION or not isinstance(document["entries"], list):
        _fault(path, "version", f"{FORMAT!r} version {VERSION} is read, got {document['format']!r}")
    try:
        return Ledger(tuple(_entry(path, at, entry) for at, entry in enumerate(document["entries"]))), data
    except DocumentInvalid:
        raise
    except InputError as error:
        raise DocumentInvalid(error.message, file=str(path), field=error.field, next_step=error.next_step) from error


def save_states(path: Path, ledger: Ledger, read: bytes) -> None:
    """Replace the file in one step. InputError when it is no longer what was ``read``, or cannot be written."""
    document = {"format": FORMAT, "version": VERSION, "entries": [_plain(entry) for entry in ledger.entries]}
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
    step = "keep the network in a folder you may write to"
    with _alone(path.parent), whole_file(path, what="the states", next_step=step) as file:
        file.write(text.encode("utf-8"))
        if load_states(path)[1] != read:
            raise InputError("somebody else changed the states meanwhile", file=str(path), next_step="try again")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that of two writers the second sees what the first wrote. It ends with the process
    and leaves nothing behind; a platform or file system without such locks goes on without."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _plain(entry: Entry) -> dict[str, Any]:
    def value(of: Any) -> Any:
        return of.isoformat().replace("+00:00", "Z") if isinstance(of, datetime) else of

    return {f.name: value(getattr(entry, f.name)) for f in fields(Entry)}


def _entry(path: Path, at: int, plain: Any) -> Entry:
    place = f"entries[{at}]"
    if not isinstance(plain, dict) or set(plain) != _KEYS:
        _fault(path, place, f"an entry has {', '.join(sorted(_KEYS))}")

    def take(name: str, kind: type, *, none: bool = False) -> Any:
        value = plain[name]
        if not ((value is None and none) or (isinstance(value, kind) and (kind is bool) == isinstance(value, bool))):
            _fault(path, f"{place}.{name}", f"{kind.__name__} is needed here, got {value!r}")
        return value

    def instant(name: str, *, none: bool = True) -> datetime | None:
        text = take(name, str, none=none)
        return None if text is None else _utc(text, path, f"{place}.{name}")

    state = take("state", str)
    if state not in set(RoadState):
        _fault(path, f"{place}.state", f"a state is one of {', '.join(RoadState)}; got {state!r}")
    at_ = instant("at", none=False)
    assert at_ is not None
    return Entry(
        number=take("number", int),
        at=at_,
        by=take("by", str),
        roads=_texts(plain, "roads", path, place),
        chosen=take("chosen", str),
        state=RoadState(state),
        since=instant("since"),
        until=instant("until"),
        source=take("source", str),
        claims=_texts(plain, "claims", path, place),
        confirmed=take("confirmed", bool),
        undoes=take("undoes", int, none=True),
    )


def _texts(plain: Mapping[str, Any], name: str, path: Path, place: str) -> tuple[str, ...]:
    value = plain[name]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        _fault(path, f"{place}.{name}", f"a list of texts is needed here, got {value!r}")
    return tuple(value)


def _utc(text: str, path: Path, field: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.utcoffset() != timedelta(0):
        _fault(path, field, f"an instant is written like 2022-06-15T05:00:00Z, got {text!r}")
    return at


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number JSON knows")


def _fault(path: Path, field: str, message: str) -> NoReturn:
    raise DocumentInvalid(
        message, file=str(path), field=field or None, next_step="restore the file, or remove it to begin anew"
    )
