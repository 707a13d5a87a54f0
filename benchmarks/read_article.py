"""How much of a contested report the reader gets right, and how fast it reads.

The reader's rules were written with this article at hand: its figure says that nothing was lost since, not how the
reader does on a text it has never met. The annotated article is not part of this project. It lies beside it as
``../shared/seed`` with its scorer in ``../shared/tools``; ``--input`` takes another folder with ``article.txt`` and
``gold.json``. Without them the benchmark has no data. The smoke form reads our own report and measures speed only.
"""

from __future__ import annotations

import json
import runpy
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.registry import BenchSpec, Instance, MissingData, Request, Row, Target

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "examples" / "azot" / "reports" / "04-wire-story.txt"
SEED = ROOT.parent / "shared" / "seed"
SCORER = ROOT.parent / "shared" / "tools" / "score_attribution.py"

#: Figure printed for each relation score: an F1 in percent, micro-averaged (here over one document).
SCORES = ("rel_half", "rel_overlap", "rel_exact", "rel_cue", "tok_source", "tok_cue", "tok_content")
TARGETS = {"rel_half": Target(op=">=", value=80.0)}


def from_input(path: Path) -> Sequence[Instance]:
    """A folder with ``article.txt`` and ``gold.json`` as one instance."""
    if (path / "article.txt").exists() and (path / "gold.json").exists():
        return (Instance(name=path.name, path=path),)
    return ()


def relations(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """Attributed claims of a gold ledger in the scorer's form."""
    rows = [
        {role: [[span["start"], span["end"]] for span in claim.get(role, [])] for role in ("source", "cue", "content")}
        for claim in gold["claims"]
        if claim.get("attributed")
    ]
    return {"article": {"text": text, "relations": rows}}


def read(path: Path, published: date) -> tuple[dict[str, Any], int, float, float]:
    """Relations read from a file, claims in all, and seconds of a first (cold) and a second (warm) reading."""
    try:
        from safeconduct.app import documents, settings, wire
        from safeconduct.read.relations import relations_json
    except ImportError as error:
        raise MissingData(f"the reader is not built: {error}") from error
    report = documents.report_from_file(path, published=published)
    started = time.perf_counter()
    reader = wire.reader(settings.settings({}))
    claims = reader.read(report, (), {})
    cold = time.perf_counter() - started
    started = time.perf_counter()
    again = reader.read(report, (), {})
    warm = time.perf_counter() - started
    if again != claims:
        raise AssertionError("reading the same report twice gave different claims")
    return {"article": relations_json(report, claims)[report.id]}, len(claims), cold, warm


def speed(instance: str, seed: int, claims: int, cold: float, warm: float) -> list[Row]:
    """Rows every reading has; cold is with loading the language model, warm without."""
    return [
        Row(instance=instance, seed=seed, metric="claims", unit="", value=claims, target=Target(op=">=", value=1)),
        Row(instance=instance, seed=seed, metric="cold", unit="s", value=round(cold, 4)),
        Row(instance=instance, seed=seed, metric="warm", unit="s", value=round(warm, 4)),
        Row(instance=instance, seed=seed, metric="claims per second, warm", unit="1/s", value=round(claims / warm, 1)),
    ]


def run(instance: Instance, seed: int, request: Request) -> Sequence[Row]:
    """Read and score one annotated report; in the smoke form, read our own."""
    if request.smoke and instance.path is None:
        _, claims, cold, warm = read(OWN, date(2022, 6, 15))
        return speed("our own wire story", seed, claims, cold, warm)
    folder = instance.path or SEED
    text_file, gold_file = folder / "article.txt", folder / "gold.json"
    for needed in (text_file, gold_file, SCORER):
        if not needed.exists():
            raise MissingData(f"{needed.name} is not there; give a folder with article.txt and gold.json as --input")
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    published = date.fromisoformat(gold["publication_date"])
    predicted, claims, cold, warm = read(text_file, published)
    text = text_file.read_bytes().decode("utf-8")
    scored = runpy.run_path(str(SCORER))["score"](relations(gold, text), predicted)
    rows = [
        Row(
            instance=instance.name,
            seed=seed,
            metric=f"{key} F1",
            unit="%",
            value=scored[key]["F"],
            target=TARGETS.get(key),
        )
        for key in SCORES
    ]
    return [*rows, *speed(instance.name, seed, claims, cold, warm)]


SPEC = BenchSpec(
    name="read.article",
    describe="attributed claims of the article the rules were written with (in-sample), span by span; speed of reading",
    sizes=(1,),
    severities=(0,),
    seeds=(0,),
    run=run,
    target="rel_half F1 >= 80 % on the article",
    label="article",
    from_input=from_input,
)
