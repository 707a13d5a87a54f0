"""``python -m benchmarks list | run NAME… [--smoke] [--json FILE] [--input PATH] [--sizes …] [--severities …]
[--seeds …] [--limit-s N]``.

Exit codes: 0 all targets reached · 2 wrong use or missing data · 5 a target was missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.registry import BenchSpec, Request, find, specs
from benchmarks.runner import Progress, Result, report, run_spec, verdict


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command line as values; wrong use ends with exit 2."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measurements anyone can repeat.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="the benchmarks, what they sweep and what they must reach")
    run = verbs.add_parser("run", help="run benchmarks; all of them when no name is given")
    run.add_argument("names", nargs="*", metavar="NAME")
    run.add_argument("--smoke", action="store_true", help="short form on our own data, seconds in all")
    run.add_argument("--json", type=Path, metavar="FILE", help="write the result; an interrupted run resumes from it")
    run.add_argument("--input", type=Path, metavar="PATH", help="replace the instances by what lies there")
    run.add_argument("--sizes", type=int, nargs="+", metavar="N", help="only these of the sizes")
    run.add_argument("--severities", type=int, nargs="+", metavar="N", help="only these of the severities")
    run.add_argument("--seeds", type=int, nargs="+", metavar="N", help="replace the seeds")
    run.add_argument("--limit-s", type=float, metavar="N", help="seconds allowed per instance")
    return parser.parse_args(argv)


def part_of(spec: BenchSpec, sizes: Sequence[int] | None, severities: Sequence[int] | None) -> BenchSpec:
    """The spec with only these of its sizes and severities; LookupError names those it has when none is among them."""
    left = [
        tuple(one for one in there if wanted is None or one in wanted)
        for there, wanted in ((spec.sizes, sizes), (spec.severities, severities))
    ]
    if not all(left):
        have = f"sizes {', '.join(map(str, spec.sizes))} and severities {', '.join(map(str, spec.severities))}"
        raise LookupError(f"{spec.name} has {have}")
    return replace(spec, sizes=left[0], severities=left[1])


def show_list() -> None:
    """Name, description, sweep and target of every benchmark."""
    for spec in specs():
        print(spec.name)
        print(f"  {spec.describe}")
        sweep = "; ".join(instance.name for instance in spec.instances(Request()))
        print(f"  instances: {sweep}; seeds: {', '.join(map(str, spec.seeds))}")
        print(f"  target: {spec.target}")


def write(path: Path, results: Sequence[Result]) -> None:
    """The result as JSON: one object for one benchmark, a list of such objects for several."""
    reports = [report(result) for result in results]
    text = json.dumps(reports[0] if len(reports) == 1 else reports, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def run(chosen: Sequence[BenchSpec], options: argparse.Namespace) -> int:
    """Run the chosen benchmarks, print and write what they measured, and return the exit code."""
    request = Request(smoke=options.smoke, input=options.input, limit_s=options.limit_s)
    resumable = options.json is not None and not options.smoke
    progress = Progress(options.json.with_name(options.json.name + ".partial") if resumable else None, request)
    results = [run_spec(spec, request, options.seeds, progress, partial(print, flush=True)) for spec in chosen]
    if options.json is not None:
        write(options.json, results)
    progress.close()
    code, line = verdict(results)
    print(line)
    return code


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    options = arguments(argv)
    if options.verb == "list":
        show_list()
        return 0
    try:
        chosen = find(options.names)
    except KeyError as unknown:
        known = ", ".join(spec.name for spec in specs())
        print(f"NOT OK: there is no benchmark {unknown}; there are {known}")
        return 2
    try:
        return run([part_of(spec, options.sizes, options.severities) for spec in chosen], options)
    except LookupError as lacking:
        print(f"NOT OK: {lacking}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
