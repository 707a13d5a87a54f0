"""Draw the pictures of docs/fleet.md from the fleet's example, its kept plan and certificate; or check them.

``make pictures`` draws them; ``--check`` changes nothing and exits 5 when a file differs; ``--plan SECONDS`` plans anew
first. Plan and certificate are kept in docs/fleet/, and every rule and bound of them is recomputed each time.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

from rule_pictures import rules_svg

from safeconduct import codec
from safeconduct.app.case import load_case
from safeconduct.app.casework import situate
from safeconduct.app.fleet_planning import checked_fleet, plan_together, scenario_of
from safeconduct.app.ledger import Ledger, read_reports
from safeconduct.app.settings import settings
from safeconduct.app.wire import reader
from safeconduct.model.dossier import Dossier
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.situation import Situation
from safeconduct.publish.fleet import pictures
from safeconduct.publish.fleet.answer import FleetAnswer, plain_bound, share_rows, view_of
from safeconduct.publish.fleet.day import day_of
from safeconduct.publish.ledger import build_ledger
from safeconduct.publish.map import map_svg
from safeconduct.read.conflicts import find_conflicts
from safeconduct.redact.levels import Level

ROOT = Path(__file__).resolve().parents[1]
CASE, KEPT, PAGE = ROOT / "examples" / "valley-fire", ROOT / "docs" / "fleet", ROOT / "docs" / "fleet.md"
BLOCK = re.compile(r"(<!-- numbers -->\n).*?(<!-- end of numbers -->)", re.S)


def situation_of_the_case() -> tuple[Situation, Dossier]:
    """The example read and assessed, and a dossier for the map."""
    case = load_case(CASE)
    read = read_reports(case.reports, reader(settings()), case.parties, case.gazetteer)
    claims = tuple(claim for _, found in read for claim in found)
    ledger = Ledger(reports=case.reports, claims=claims, conflicts=find_conflicts(claims, case.reports))
    situation = situate(case, ledger, case.decisions)
    # numbers of claims change when the reader finds one more; the pictures name none
    dossier = Dossier(
        reports=(), claims=(), conflicts=(), decisions=(), situation=situation, answers=(), audits=(), decisives=(),
        draft=False,
    )  # fmt: skip
    return situation, dossier


def kept(situation: Situation) -> FleetAnswer:
    """The kept plan and certificate under the present names of their documents, checked; CheckFailed when a rule or a
    bound does not hold any more."""
    plan = codec.load(FleetPlan, (KEPT / "plan.json").read_bytes(), file="docs/fleet/plan.json")
    stated = codec.load(FleetCertificate, (KEPT / "certificate.json").read_bytes(), file="docs/fleet/certificate.json")
    plan = replace(plan, situation=codec.sha(situation))
    certificate = replace(stated, situation=codec.sha(situation), plan=codec.sha(plan))
    checks = checked_fleet(situation, plan, certificate)
    return FleetAnswer(plan=plan, certificate=certificate, checks=checks, reasons={})


def drawn(situation: Situation, dossier: Dossier, answer: FleetAnswer) -> dict[str, str]:
    """Every picture of the page by file name."""
    day, stated = day_of(situation, answer.plan), plain_bound(answer.certificate)
    assert stated is not None
    certificate = answer.certificate
    found = {
        "map.svg": map_svg(dossier, build_ledger(dossier)) or "",
        "vehicles.svg": pictures.gantt_svg(day, "vehicles"),
        "out.svg": pictures.out_svg(day, certificate.people, certificate.levels[-1].bound, "out"),
        "bound.svg": pictures.shares_svg(
            share_rows(situation, certificate, stated), stated.value, certificate.persons_out, "bound"
        ),
        "rules.svg": rules_svg(),
    }
    for one in situation.resources:
        found[f"{one.id}.svg"] = pictures.occupancy_svg(day, one, stated, f"slots-{one.id}")
    return found


def numbers(situation: Situation, dossier: Dossier, answer: FleetAnswer) -> str:
    """The tables of the page, as they follow from the documents."""
    view = view_of(situation, answer, build_ledger(dossier), Level.INTERNAL)
    lines = ["", "| step of the objective | reached | at most | open between the two |", "|---|---|---|---|"]
    lines += [f"| {name} | **{value}** | {bound} | {gap} |" for name, value, bound, gap in view.levels]
    lines += ["", "| people at | who wish to go to | there are | carried | no place for |", "|---|---|---|---|---|"]
    lines += [f"| {g.site} | {g.wish} | {g.people} | {g.out} | {g.left} |" for g in view.groups]
    lines += ["", "| paid by | reckoning | persons |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.reckoning} | {row.persons} |" for row in view.proof]
    lines += [
        f"| **together** | rounded down to whole persons: **{view.proof_value}** | **{view.proof_total}** |",
        "",
        "",
    ]
    return "\n".join(lines)


def plan_anew(situation: Situation, seconds: float) -> None:
    """Plan the example and keep plan and certificate."""
    found = plan_together(
        situation, scenario_of(situation, None, "likely"), work=None, seconds=seconds, strict=False, out=None
    )
    assert found.plan is not None
    (KEPT / "plan.json").write_bytes(codec.dump(found.plan))
    (KEPT / "certificate.json").write_bytes(codec.dump(found.certificate))


def main() -> int:
    """Draw or check; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 5 when a file differs")
    parser.add_argument("--plan", type=float, metavar="SECONDS", help="plan anew first")
    asked = parser.parse_args()
    KEPT.mkdir(exist_ok=True)
    situation, dossier = situation_of_the_case()
    if asked.plan:
        plan_anew(situation, asked.plan)
    answer = kept(situation)
    page = PAGE.read_text(encoding="utf-8")
    told = numbers(situation, dossier, answer)
    wanted = {KEPT / name: text for name, text in drawn(situation, dossier, answer).items()}
    wanted[PAGE] = BLOCK.sub(lambda hit: f"{hit[1]}{told}{hit[2]}", page)
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if asked.check:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not what its example gives; run make pictures\n")
        return 5 if stale else 0
    for path in stale:
        path.write_bytes(wanted[path].encode("utf-8"))
    sys.stdout.write(f"{len(stale)} of {len(wanted)} files of docs/fleet.md written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
