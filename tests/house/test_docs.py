"""Documents that cannot lie: what exists is documented, and what is documented exists."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from safeconduct import codec
from safeconduct.model import errors
from safeconduct.model.certificate import Verdict
from safeconduct.model.claim import ConflictKind, Hedge, Kind, Population, Stance
from safeconduct.model.corridor import CorridorStatus
from safeconduct.model.place import RoadState
from tests.house.tree import DOCS, ROOT, STEPS, built, parsed, relative

README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("[A-Z]*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").rglob("*.md")])


def page(name: str) -> str:
    """A page of docs/ as text."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """Cells of every table row of a page."""
    lines = (line.strip() for line in text.splitlines())
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def verbs() -> dict[str, set[str]]:
    """Every verb of the command line with its long options."""
    from typer.main import get_command

    from safeconduct.cli.verbs import app

    commands = getattr(get_command(app), "commands", {})
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in commands.items()
    }


# --- steps and links -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_page_and_it_is_honest(step: str) -> None:
    """A page a step; "Not built yet" stands on it exactly while that is so."""
    assert page(step).startswith(f"# {step}: ")
    assert ("**Not built yet.**" in page(step)) is not built(step)


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_relative_links_lead_somewhere(path: Path) -> None:
    """Links and pictures inside the project exist."""
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{relative(path)} links to {target}"


def test_index_leads_to_every_page() -> None:
    """No page is left out of docs/index.md."""
    for path in DOCS.glob("*.md"):
        assert path.name == "index.md" or f"({path.name})" in page("index"), path.name


# --- commands --------------------------------------------------------------------------------------------------


def sections() -> dict[str, str]:
    """Text of docs/commands.md by heading."""
    parts = re.split(r"^## (.+)$", page("commands"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_verb_has_its_heading_and_every_heading_its_verb() -> None:
    """docs/commands.md and the command line name the same verbs."""
    assert set(sections()) == set(verbs())


def test_every_option_is_documented_and_every_documented_option_exists() -> None:
    """Under each verb, the options named are those it takes; --json, --workspace and --help stand at the top."""
    everywhere = {"--json", "--workspace", "--help"}
    for verb, options in verbs().items():
        named = set(re.findall(r"--[a-z][a-z-]+", sections()[verb]))
        assert named - everywhere == options - everywhere, verb


def given() -> list[tuple[str, list[str]]]:
    """Every command line of the pages, with the page it stands on: a line of code that begins with the program."""
    lines = [(relative(path), line) for path in PAGES for line in path.read_text(encoding="utf-8").splitlines()]
    found = re.compile(r" {4}(?:\.venv/bin/)?safeconduct (.+?)(?:  +#.*)?").fullmatch
    return [(name, shlex.split(match[1])) for name, line in lines if (match := found(line))]


@pytest.mark.parametrize(("where", "words"), given(), ids=lambda one: one if isinstance(one, str) else " ".join(one))
def test_a_command_line_of_the_pages_can_be_given(where: str, words: list[str]) -> None:
    """Its verbs and options are there, and nothing that is asked for is missing."""
    from typer.main import get_command

    from safeconduct.cli.verbs import app

    command, rest = get_command(app), list(words)
    while commands := getattr(command, "commands", {}):
        assert rest[0] in commands, f"{where}: {words}"
        command = commands[rest.pop(0)]
    if "--help" in rest:
        return
    options = {name: one for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("-")}
    used = [word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)]
    assert set(used) <= set(options), f"{where}: {words}"
    missing = [one.name for one in options.values() if one.required and not set(one.opts) & set(used)]
    assert missing == [], f"{where}: {words}"
    wanted = [one for one in command.params if one.param_type_name == "argument" and one.required]
    taken = [n + 1 for n, word in enumerate(rest) if word in options and not getattr(options[word], "is_flag", False)]
    plain = [word for n, word in enumerate(rest) if n not in taken and not re.match(r"--?[a-z]", word)]
    assert len(plain) >= len(wanted), f"{where}: {words}"


# --- model -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_has_its_row(name: str) -> None:
    """Class, code and exit code in docs/errors.md are those of the class."""
    error = getattr(errors, name)
    found = [row for row in rows(page("errors")) if row[0] == f"`{name}`"]
    assert [row[1:3] for row in found] == [[error.code, str(error.exit_code)]]


def test_every_document_kind_has_its_row() -> None:
    """docs/schemas.md lists exactly the kinds there are."""
    listed = [row[0].strip("`") for row in rows(page("schemas")) if row[0].startswith("`")]
    assert listed == list(codec.DOCUMENTS)


@pytest.mark.parametrize(
    "words",
    [Stance, Kind, Hedge, Population, ConflictKind, CorridorStatus, RoadState, Verdict],
    ids=lambda w: w.__name__,
)
def test_the_glossary_has_every_word_of_the_model(words: type) -> None:
    """Each value of each vocabulary stands in bold in docs/glossary.md."""
    bold = set(re.findall(r"\*\*([^*]+)\*\*", page("glossary")))
    assert {str(member) for member in words} <= bold  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "term",
    ["claim", "corridor", "capacity study", "certificate", "cut", "bound", "guard", "gap", "assumption", "household"],
)
def test_the_glossary_has_the_terms_of_the_pages(term: str) -> None:
    """Terms a reader meets on the first page."""
    assert f"**{term}**: " in page("glossary")


def test_every_dependency_has_its_line() -> None:
    """docs/dependencies.md lists exactly what pyproject.toml asks for, one line each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[<>=~! \[;]", text)[0] for text in wanted]
    listed = [row[0] for row in rows(page("dependencies")) if row[0] not in ("package", "---")]
    assert sorted(listed) == sorted(names)


# --- red lines -------------------------------------------------------------------------------------------------


def test_red_lines_say_what_holds() -> None:
    """Twenty-two lines; "holds" exactly where a test file of that number exists."""
    lines = {int(row[0]): row[2] for row in rows(page("redlines")) if row[0].isdecimal()}
    assert list(lines) == list(range(1, 23))
    assert set(lines.values()) <= {"holds", "not yet"}
    tested = {int(path.name.split("_")[2]) for path in (ROOT / "tests" / "redlines").glob("test_line_*.py")}
    assert {number for number, state in lines.items() if state == "holds"} == tested


# --- README ----------------------------------------------------------------------------------------------------


def paragraphs() -> list[list[str]]:
    """Rows of the table "From the report to the software"."""
    table = README.read_text(encoding="utf-8").split("## From the report to the software")[1].split("\n## ")[0]
    return [row for row in rows(table) if row[0].isdecimal()]


def test_one_row_a_paragraph() -> None:
    """Fifteen rows in order, every cell filled."""
    assert [int(row[0]) for row in paragraphs()] == list(range(1, 16))
    assert all(len(row) == 5 and all(row) for row in paragraphs())


@pytest.mark.parametrize("number", range(1, 16))
def test_each_row_names_a_command_and_a_test(number: int) -> None:
    """The verb exists, and so does the test function."""
    command, test = paragraphs()[number - 1][3].strip("`"), paragraphs()[number - 1][4].strip("`")
    file, _, function = test.partition("::")
    assert (ROOT / file).is_file(), file
    names = {node.name for node in parsed(ROOT / file).body if isinstance(node, ast.FunctionDef)}
    assert function in names
    program, verb = command.split()[:2]
    assert program == "safeconduct"
    assert verb in verbs()


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_are_make_targets(target: str) -> None:
    """What the README tells people to type is there."""
    assert f"make {target}" in README.read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_ci_runs_the_readmes_test_command() -> None:
    """And checks and benchmarks after it."""
    stages = re.findall(
        r"^stage \S+ (make .+)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert stages == [
        "make setup",
        "make setup-browser",
        "make setup-postgres",
        "make setup-ray",
        "make setup-frontend frontend",
        "make test",
        "make --keep-going check",
        "make bench-smoke",
    ]
