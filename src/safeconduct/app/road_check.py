"""The ROADS verb that checks what ``roads cut`` proved: the answer as printed, against the network and its states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from safeconduct.app.road_network import open_roads
from safeconduct.app.severance import misquoted, recheck
from safeconduct.model.dossier import Check
from safeconduct.model.errors import DocumentInvalid, InputError
from safeconduct.model.place import Point
from safeconduct.network.profile_table import CLASSES
from safeconduct.network.snap import largest_part, snap

_SHUT = {"name": str, "roads": list, "state": str, "sources": list}


def check_cut(path: Path, answer: Path) -> tuple[Check, ...]:
    """Recompute the certificate of a JSON answer of ``roads cut``, in the states recorded by its own instant.
    DocumentInvalid naming file and field when it is no such answer, or proves nothing because there was a way."""
    document = _document(answer)
    certificate, ends, at = _certificate(answer, document), _ends(answer, document), _instant(answer, document)
    vehicle = str(certificate["class"])
    opened = open_roads(path, [vehicle], exact=False, at=at)
    inside = largest_part(opened.net, opened.mapped[vehicle])
    try:
        begin, end = (snap(opened.net, point, inside, what=field).node for field, point in ends.items())
    except InputError as error:
        raise InputError(error.message, file=str(answer), field=error.field, next_step=error.next_step) from error
    said = misquoted(opened, certificate, (ends["from"], ends["to"]), certificate["shut"])
    return (*recheck(opened, vehicle, begin, end, certificate), said)


def _document(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise InputError(
            f"the answer cannot be read: {error.strerror}", file=str(path), next_step="give the JSON of `roads cut`"
        ) from error
    except (ValueError, RecursionError) as error:
        _fault(path, "", f"this is not JSON: {error}")
    if not isinstance(document, dict):
        _fault(path, "", "this is no answer of `roads cut`")
    return document


def _certificate(path: Path, document: Mapping[str, Any]) -> Mapping[str, Any]:
    found = document.get("certificate")
    if found is None and "certificate" in document:
        _fault(path, "certificate", "the answer proves nothing: there was a way")
    kinds = {"class": str, "near": int, "shut": list, "reopen": list, "statement": str}
    if not isinstance(found, dict) or any(not isinstance(found.get(key), kind) for key, kind in kinds.items()):
        _fault(path, "certificate", f"a certificate has {', '.join(kinds)}")
    if found["class"] not in CLASSES:
        _fault(path, "certificate.class", f"the classes are {', '.join(CLASSES)}, got {found['class']!r}")
    if document.get("class", found["class"]) != found["class"]:
        _fault(path, "class", f"the certificate is for {found['class']!r}, the answer for {document.get('class')!r}")
    for at, one in enumerate(found["shut"]):
        if not isinstance(one, dict) or any(not isinstance(one.get(key), kind) for key, kind in _SHUT.items()):
            _fault(path, f"certificate.shut[{at}]", f"a closed road has {', '.join(_SHUT)}")
    texts = [*found["reopen"], *(road for one in found["shut"] for road in one["roads"])]
    if not all(isinstance(text, str) for text in texts):
        _fault(path, "certificate", "road ids are texts")
    return found


def _ends(path: Path, document: Mapping[str, Any]) -> dict[str, Point]:
    ends = {}
    for field in ("from", "to"):
        place = document.get(field)
        asked: Any = place.get("asked") if isinstance(place, dict) else None
        try:
            lon, lat = asked
            ends[field] = Point(lon=float(lon), lat=float(lat))
        except (TypeError, ValueError):
            _fault(path, f"{field}.asked", f"a place is [longitude, latitude], got {asked!r}")
    return ends


def _instant(path: Path, document: Mapping[str, Any]) -> datetime:
    try:
        at = datetime.fromisoformat(str(document.get("as_of")))
    except ValueError:
        at = None
    if at is None or at.utcoffset() != timedelta(0):
        _fault(path, "as_of", f"an instant is written like 2022-06-15T05:00:00Z, got {document.get('as_of')!r}")
    return at


def _fault(path: Path, field: str, message: str) -> NoReturn:
    raise DocumentInvalid(
        message, file=str(path), field=field or None, next_step="give the JSON that `roads cut --json` printed"
    )
