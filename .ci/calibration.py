"""Write the table of docs/stress.md that sets simulated first days beside operations of the past; or check it.

``make calibration`` writes it; ``--check`` changes nothing and exits 5 when the page differs.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from safeconduct.app.operations import past_operations
from safeconduct.stress.calibration import DAYS, HEAD, measure_operation, rows, tally
from safeconduct.stress.priors import standard

PAGE = Path(__file__).resolve().parents[1] / "docs" / "stress.md"
BLOCK = re.compile(r"(<!-- calibration -->\n).*?(<!-- end of calibration -->)", re.S)


def block() -> str:
    """The table and the sentence under it."""
    measured = [found for one in past_operations() if (found := measure_operation(one, standard())) is not None]
    counted = tally(measured)
    lines = [HEAD, tuple("---" for _ in HEAD), *rows(measured)]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    return (
        f"{table}\n\n"
        f"{DAYS} days each, seed 0. Of {counted.compared} operations {counted.inside} lie in the band from 5 to 95 %, "
        f"{counted.middle} in the middle half of the days. If nothing ever went wrong, as a plan alone has it, "
        f"{counted.inside_if_still} would be met.\n"
    )


def main() -> int:
    """Write or check; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 5 when the page differs")
    check = parser.parse_args().check
    old = PAGE.read_text(encoding="utf-8")
    made = block()
    new = BLOCK.sub(lambda found: found[1] + made + found[2], old)
    if made not in new:
        sys.stderr.write(f"{PAGE.name} has no place for the table\n")
        return 2
    if check and new != old:
        sys.stderr.write(f"{PAGE.name} is not what the operations and priors give: run make calibration\n")
        return 5
    if not check:
        PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
