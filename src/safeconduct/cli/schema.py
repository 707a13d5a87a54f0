"""``safeconduct schema``: the JSON Schema of a document."""

from __future__ import annotations

import typer

from safeconduct.cli.show import as_json
from safeconduct.model.errors import NotFound


def schema(name: str = typer.Argument("", help="Document name; without one, the names are listed.")) -> None:
    """Print the JSON Schema of a document's body, or the names of all documents."""
    from safeconduct import codec

    if not name:
        typer.echo("\n".join(codec.DOCUMENTS))
    elif name in codec.DOCUMENTS:
        as_json(codec.json_schema(name))
    else:
        raise NotFound(f"no document is called {name!r}", next_step=f"choose one of {', '.join(codec.DOCUMENTS)}")
