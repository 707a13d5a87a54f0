"""The islands: scripts that npm builds from frontend/ into the folder ``built``. Pages are whole without them.

Their names carry a hash of what they hold; ``manifest.json`` says which belong to an island. Without them (a start from
source where nobody ran ``make frontend``) the service says so, and its plain pages work.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import Response

from safeconduct.model.errors import NotFound

#: What a page and the start of the service say where nothing is built.
PLAIN = "Plain pages: the map that moves, playback and keys are not built here (make setup-frontend, make frontend)."

_TYPES = {".js": "text/javascript", ".css": "text/css", ".mjs": "text/javascript"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """The files of one island: its script, what it loads with it, and its style sheets."""

    script: str
    ahead: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def islands() -> dict[str, Island]:
    """Every island by its name; empty where nothing is built."""
    listing = files("safeconduct.web") / "built" / "manifest.json"
    if not listing.is_file():
        return {}
    manifest = json.loads(listing.read_text(encoding="utf-8"))
    return {one["name"]: _island(manifest, key) for key, one in manifest.items() if one.get("isEntry")}


def _island(manifest: dict[str, dict[str, object]], key: str) -> Island:
    chunks = _with_imports(manifest, key, [])
    styles = [sheet for chunk in chunks for sheet in _listed(manifest[chunk], "css")]
    return Island(
        script=str(manifest[key]["file"]),
        ahead=tuple(str(manifest[chunk]["file"]) for chunk in chunks[1:]),
        styles=tuple(dict.fromkeys(styles)),
    )


def _with_imports(manifest: dict[str, dict[str, object]], key: str, found: list[str]) -> list[str]:
    """A chunk and those it cannot begin without, each once."""
    if key not in found:
        found.append(key)
        for other in _listed(manifest[key], "imports"):
            _with_imports(manifest, other, found)
    return found


def _listed(chunk: dict[str, object], name: str) -> list[str]:
    given = chunk.get(name, [])
    return [str(one) for one in given] if isinstance(given, list) else []


def islands_for(path: str) -> tuple[Island, ...]:
    """The islands of a page, by its path: those of every page, then its own."""
    own = {"/": "reports"}.get(path, path.strip("/"))
    return tuple(found for name in ("shell", own) if (found := islands().get(name)) is not None)


def built_routes() -> APIRouter:
    """The files themselves. A name holds a hash, so a browser keeps what it has once read."""
    router = APIRouter(include_in_schema=False)
    folder = files("safeconduct.web") / "built"

    @router.get("/built/{name}")
    def built(name: str) -> Response:
        found = folder / name
        kind = _TYPES.get(name[name.rfind(".") :])
        if kind is None or "/" in name or "\\" in name or not found.is_file():
            raise NotFound(f"there is no file {name!r}", next_step="load the page again: it names the files of now")
        kept = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(found.read_bytes(), media_type=kind, headers=kept)

    return router
