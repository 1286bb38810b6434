"""Imports point one way, and the commands that are run all day load nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import plainplan
from plainplan.syntax.tables import load_tables

PACKAGE = Path(plainplan.__file__).parent

# From the bottom up: a part imports only parts on lower levels, and itself.
LEVELS: dict[str, int] = {
    "records": 0,
    "source": 1,
    "diagnostics": 2,
    "dimensions": 2,
    "files": 2,
    "render": 3,
    "syntax": 4,
    "builtins": 5,
    "check": 6,
    "graph": 7,
    # On one level, so these two do not know each other.
    "lints": 8,
    "evaluate": 8,
    "symbols": 8,
    "workbook": 8,
    # The public verbs, which the commands use too.
    "api": 9,
    # What changed between versions of a plan, and what that did.
    "versions": 10,
    "cli": 11,
    # The package itself only re-exports, and `python -m plainplan` only starts the command line.
    "__init__": 12,
    "__main__": 12,
}

SLOW = {"sympy", "numpy", "pandas", "rich", "xlsxwriter", "openpyxl"}
# Of the standard library: each takes as long as a page of a plan takes to parse, and a clean plan needs none of them.
LEISURELY = {"ast", "contextlib", "dataclasses", "importlib", "inspect", "pathlib", "typing", "urllib"}
# The one module that subclasses the writer; whoever needs it imports it inside a function.
MAY_IMPORT_SLOW = {"workbook/fast_writer.py": {"xlsxwriter"}}


def part_of(path: Path) -> str:
    """`check` for check/names.py, `source` for source.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path: Path, tree: ast.AST) -> set[str]:
    """Every module named in an import, with relative ones made absolute."""
    package = ["plainplan", *path.relative_to(PACKAGE).parts[:-1]]
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            # `from plainplan import files` names a part; so may `from plainplan.syntax import nodes`.
            found |= {f"{origin}.{alias.name}" for alias in node.names} if origin == "plainplan" else {origin}
    return found


def parts_imported(path: Path) -> set[str]:
    """The parts of plainplan that a module imports, at its top or inside a function."""
    names = imported_modules(path, ast.parse(path.read_text(encoding="utf-8")))
    # `from plainplan import load` is a name of the package, not a part of it.
    inside = {name.split(".")[1] for name in names if name.startswith("plainplan.")}
    return {part if part in LEVELS else "__init__" for part in inside}


def imported_at_start(path: Path) -> set[str]:
    """The top-level packages that importing a module imports at once; what stands under TYPE_CHECKING is not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {name.split(".")[0] for name in imported_modules(path, ast.Module([node], []))}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
        else:
            waiting += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_NAMES = [str(path.relative_to(PACKAGE)) for path in MODULES]


@pytest.mark.parametrize("path", MODULES, ids=MODULE_NAMES)
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    own = part_of(path)
    upwards = {part for part in parts_imported(path) if part != own and LEVELS[part] >= LEVELS[own]}
    assert upwards == set()


@pytest.mark.parametrize("path", MODULES, ids=MODULE_NAMES)
def test_a_module_imports_nothing_slow_before_it_is_needed(path: Path) -> None:
    allowed = MAY_IMPORT_SLOW.get(path.relative_to(PACKAGE).as_posix(), set())
    assert imported_at_start(path) & SLOW <= allowed


PLAN = """\
plan "測試" {
    currency: TWD
    start: 2026-01
    years: 3
}

asset cash "現金" {
    value: 100萬 TWD
    return: 1%/year
}

check rich "有錢": cash > 0
"""


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], SLOW),
        (["check"], SLOW | LEISURELY),
        (["fmt", "--check"], SLOW),
        # `run` draws with rich, or prints JSON without it.
        (["run"], SLOW - {"rich"}),
        (["run", "--json"], SLOW),
    ],
    ids=["help", "check", "fmt", "run", "run-json"],
)
def test_a_command_loads_nothing_that_it_does_not_need(
    arguments: list[str], forbidden: set[str], tmp_path: Path
) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text(PLAN, encoding="utf-8")
    # The first start of all compiles the grammar, with all that lark imports.
    load_tables()
    files = [] if arguments == ["--help"] else [str(plan)]
    report = tmp_path / "modules"
    # Written when the interpreter ends, however the command ends.
    script = f"""
import atexit, sys
loaded_by_python = set(sys.modules)
def report():
    with open({str(report)!r}, "w") as file:
        print(*(set(sys.modules) - loaded_by_python), sep="\\n", file=file)
atexit.register(report)
from plainplan.cli import main
sys.exit(main())
"""
    finished = subprocess.run([sys.executable, "-c", script, *arguments, *files], capture_output=True, text=True)
    assert (finished.returncode, finished.stderr) == (0, "")
    loaded = {name.split(".")[0] for name in report.read_text().split()}
    assert loaded & forbidden == set()
    # Only what is asked of several versions needs them.
    assert not [name for name in report.read_text().split() if name.startswith("plainplan.versions")]
