"""Operations of the past, read from cases/: for calibration, and for the line a brief has on similar ones."""

from __future__ import annotations

from pathlib import Path

from safeconduct.app.ledger import file_bytes
from safeconduct.model.errors import NotFound
from safeconduct.model.situation import Situation
from safeconduct.stress.operations import Operation, read_operation
from safeconduct.stress.similar import features_of, similar, told

#: Where the operations lie: inside an installed wheel, or beside the sources.
CASES = (Path(__file__).parents[1] / "cases", Path(__file__).parents[3] / "cases")


def past_operations(folder: Path | None = None) -> tuple[Operation, ...]:
    """Every operation of a folder, or of those that come with the program, in the order of their day.

    Raises:
        DocumentInvalid: A file is not as cases/README.md says; file, field and next step are named.
        NotFound: There is no such folder, or no operation in it.
    """
    places = CASES if folder is None else (folder,)
    files = next((found for place in places if (found := sorted(place.glob("*.yaml")))), [])
    if not files:
        raise NotFound(
            "there is no operation", file=str(places[-1]), next_step="give a folder of files as in cases/README.md"
        )
    read = [read_operation(file_bytes(path), id=path.stem, file=str(path)) for path in files]
    return tuple(sorted(read, key=lambda operation: (operation.when, operation.id)))


def line_on_similar(situation: Situation) -> str:
    """The brief's line on operations that began before a situation's first window (or before it was drawn up) and
    resemble it by what is stated of it; empty when none does. The operation a situation is itself is not among them."""
    features = features_of(situation)
    days = [corridor.window.opens for corridor in situation.corridors if corridor.window is not None]
    before = min([situation.as_of, *days]).date()
    return told(features, similar(past_operations(), features, before))
