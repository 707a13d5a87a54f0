"""``python3 -I check.pyz situation.json [plan.json] certificate.json``: both parties can recompute an answer alone.

Exit codes: 0 every rule holds · 2 a file is missing or is not a document · 5 a rule does not hold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from safeconduct.model.certificate import Certificate
from safeconduct.model.dossier import Check
from safeconduct.model.errors import DocumentInvalid, InputError, SafeconductError
from safeconduct.model.fleet import FleetCertificate, FleetPlan
from safeconduct.model.plan import Plan
from safeconduct.model.situation import Situation
from safeconduct.verify.check import check_certificate, check_plan, check_situation
from safeconduct.verify.documents import Document, read
from safeconduct.verify.fleet import check_fleet_plan
from safeconduct.verify.fleet_certificate import check_fleet_certificate
from safeconduct.verify.notices import Notice, notices

USAGE = "usage: python3 -I check.pyz SITUATION.json [PLAN.json] [CERTIFICATE.json]"
STATEMENT = "proved for the model and the stated assumptions; not a forecast, not a clearance, not permission"


def read_files(paths: Sequence[str]) -> dict[str, Document]:
    """The documents by kind, one of each at most; raises InputError naming the file."""
    found = []
    for path in paths:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror}", file=path, next_step="give the path of a file"
            ) from error
        found.append((path, read(data, file=path)))
    return by_kind(found, USAGE)


def by_kind(documents: Iterable[tuple[str, Document]], usage: str) -> dict[str, Document]:
    """Documents with the files they came from, by kind; InputError naming the file of a second one of a kind, and when
    there is no situation, or nothing beside it. ``usage`` is the next step."""
    found: dict[str, Document] = {}
    for path, document in documents:
        if document.kind in found:
            raise DocumentInvalid(f"this is a second {document.kind}", file=path, next_step=usage)
        found[document.kind] = document
    if "situation" not in found or len(found) < 2:
        raise InputError("a situation and a plan or a certificate are needed", next_step=usage)
    return found


def check_documents(found: dict[str, Document]) -> list[tuple[str, Check]]:
    """Every check the documents allow, each with the kind of document it is on."""
    situation, plan, certificate = found["situation"], found.get("plan"), found.get("certificate")
    assert isinstance(situation.value, Situation)
    checks: list[tuple[str, Check]] = []
    corridors: list[str] = []
    if plan is not None:
        assert isinstance(plan.value, Plan)
        corridors.append(plan.value.scenario.corridor)
        checks += [("plan", c) for c in check_plan(situation.value, plan.value, situation_sha=situation.sha)]
    if certificate is not None:
        assert isinstance(certificate.value, Certificate)
        corridors.append(certificate.value.scenario.corridor)
        of_plan = plan.value if plan is not None and isinstance(plan.value, Plan) else None
        sha = plan.sha if plan is not None else None
        found_there = check_certificate(
            situation.value, certificate.value, of_plan, situation_sha=situation.sha, plan_sha=sha
        )
        checks += [("certificate", c) for c in found_there]
    fleet = found.get("fleet plan")
    if fleet is not None:
        assert isinstance(fleet.value, FleetPlan)
        corridors += fleet.value.scenario.corridors
        rules = check_fleet_plan(situation.value, fleet.value, situation_sha=situation.sha)
        checks += [("fleet plan", c) for c in rules]
    proof = found.get("fleet certificate")
    if proof is not None:
        assert isinstance(proof.value, FleetCertificate)
        corridors += proof.value.scenario.corridors
        of_fleet = fleet.value if fleet is not None and isinstance(fleet.value, FleetPlan) else None
        sha = fleet.sha if fleet is not None else None
        shown = check_fleet_certificate(
            situation.value, proof.value, of_fleet, situation_sha=situation.sha, plan_sha=sha
        )
        checks += [("certificate", c) for c in shown]
    on_situation = [c for corridor in dict.fromkeys(corridors) for c in check_situation(situation.value, corridor)]
    return checks + [("situation", c) for c in dict.fromkeys(on_situation)]


def noticed(found: dict[str, Document]) -> tuple[Notice, ...]:
    """What breaks no rule and should be read all the same, of the situation and the corridors that are answered for."""
    situation = found["situation"].value
    assert isinstance(situation, Situation)
    values = [document.value for document in found.values()]
    one = [v.scenario.corridor for v in values if isinstance(v, Plan | Certificate)]
    many = [name for v in values if isinstance(v, FleetPlan | FleetCertificate) for name in v.scenario.corridors]
    told = (
        *(notices(situation, one, fleet=False) if one else ()),
        *(notices(situation, many, fleet=True) if many else ()),
    )
    return tuple(dict.fromkeys(told))


def report(found: dict[str, Document], checks: Sequence[tuple[str, Check]], told: Sequence[Notice] = ()) -> str:
    """What was read, one line a rule, what should be read besides, and a last line that says it all."""
    kinds = 1 + max(map(len, found))
    rules = 1 + max(map(len, [*(c.rule for _, c in checks), *(one.name for one in told)]), default=0)
    lines = [f"{document.kind:<{kinds}}{document.sha}" for document in found.values()]
    lines += [f"{'ok  ' if c.ok else 'FAIL'}  {kind:<{kinds}}{c.rule:<{rules}}{c.found}" for kind, c in checks]
    lines += [f"NOTE  {'situation':<{kinds}}{one.name:<{rules}}{one.says}" for one in told]
    wrong = [c.rule for _, c in checks if not c.ok]
    lines.append(STATEMENT)
    if wrong:
        lines.append(f"FAILED {len(wrong)} of {len(checks)} rules: {', '.join(wrong)}")
    else:
        lines.append(f"CHECKED {len(checks)} rules recomputed without the solver, all hold")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Check the files named; returns the exit code."""
    if not arguments or {"-h", "--help"} & set(arguments):
        sys.stdout.write(f"{USAGE}\n")
        return 0 if arguments else 2
    try:
        found = read_files(arguments)
    except SafeconductError as error:
        sys.stderr.write(f"{error}\nnext: {error.next_step}\n")
        return error.exit_code
    checks = check_documents(found)
    sys.stdout.write(report(found, checks, noticed(found)))
    return 0 if all(check.ok for _, check in checks) else 5
