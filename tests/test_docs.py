"""What the documentation shows is what happens: its plans check, its commands print what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from plainplan import load
from plainplan.builtins import Builtin
from plainplan.check.forms import FORMS
from plainplan.check.members import MEMBERS, TOTALS
from plainplan.check.properties import PROPERTIES, PropertySpec
from plainplan.cli import main
from plainplan.cli.reference import builtin_text, families, form_text, list_text
from plainplan.cli.reference_words import ENGLISH

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
# Of the text on a generated page.
PAGE_WIDTH = 110
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """One fenced block: what it is, where it stands, and its text."""

    path: Path
    line: int
    language: str
    words: str
    text: str

    @property
    def place(self) -> str:
        """The place of the block, as the name of its test."""
        return f"{self.path.name}:{self.line}"


def examples(language: str) -> list[Example]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            if match[1] == language:
                line = text.count("\n", 0, match.start()) + 1
                found.append(Example(page, line, match[1], match[2].strip(), match[3]))
    return found


PLANS = examples("plan")
# A whole plan with a name, inside which other blocks of its page stand: ```plan household, then ```plan in household.
STAGES = {
    (example.path, example.words): example.text for example in PLANS if example.words and " " not in example.words
}


def whole_text(example: Example) -> str:
    """The block with the plan around it."""
    if example.words.startswith("in "):
        return f"{STAGES[example.path, example.words.removeprefix('in ')]}\n{example.text}"
    return example.text


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plans of the checkout, in which commands may write."""
    (tmp_path / "plans").symlink_to(ROOT / "plans", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.mark.parametrize("example", PLANS, ids=lambda example: example.place)
def test_a_plan_in_the_documentation_has_no_mistake(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "example.plan"
    path.write_text(whole_text(example), encoding="utf-8")
    for file in examples("csv"):
        (tmp_path / file.words).parent.mkdir(exist_ok=True)
        (tmp_path / file.words).write_text(file.text, encoding="utf-8")
    codes = {diagnostic.code for diagnostic in load(path).check(is_static=True) if diagnostic.is_error}
    assert codes == ({"not-yet-supported"} if example.words == "later" else set())


@pytest.mark.parametrize("example", PLANS, ids=lambda example: example.place)
def test_a_plan_in_the_documentation_is_in_canonical_form(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "example.plan"
    path.write_text(example.text, encoding="utf-8")
    assert load(path).format() == example.text


@pytest.mark.parametrize("example", examples("console"), ids=lambda example: example.place)
def test_a_command_prints_what_the_documentation_shows(
    example: Example, checkout: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    shown = []
    for line in example.text.splitlines():
        if line.startswith("$ "):
            words = shlex.split(line.removeprefix("$ ").removeprefix("uv run "))
            assert words[0] == "plainplan"
            main(words[1:])
            printed = capsys.readouterr()
            shown.append(line)
            shown += (text.rstrip() for text in (printed.out + printed.err).rstrip("\n").splitlines())
    wanted = example.text.splitlines()
    if request.config.getoption("--update"):
        cut = leave_out(wanted, shown)
        example.path.write_text(
            example.path.read_text(encoding="utf-8").replace(example.text, "\n".join(cut) + "\n"), encoding="utf-8"
        )
        return
    assert leave_out(wanted, shown) == wanted


def leave_out(wanted: list[str], shown: list[str]) -> list[str]:
    """The lines shown, with `…` for all that follow where the documentation has it."""
    return [*shown[: len(wanted) - 1], "…"] if wanted[-1] == "…" else shown


def test_the_python_of_the_documentation_runs(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = examples("python")
    assert blocks
    for example in blocks:
        # The examples are ours, and run as a reader would run them.
        exec(compile(example.text, example.place, "exec"), {})


def functions_table() -> str:
    """The special forms, and the names of the built-ins by family, from the records that the checker reads."""
    forms = [(f"`{form.signature}`".replace(" · ", "`, `"), form.sentence) for form in FORMS.values()]
    built_in = [(", ".join(f"`{found.name}`" for found in records), name) for name, records in titled_families()]
    return "".join(f"| {signature} | {sentence} |\n" for signature, sentence in (*forms, *built_in))


def titled_families() -> list[tuple[str, list[Builtin]]]:
    return [(ENGLISH.family(family), records) for family, records in families().items()]


def test_the_language_page_lists_every_function(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "language.md"
    text = page.read_text(encoding="utf-8")
    head, tail = "| function | gives |\n|---|---|\n", "<!-- end of functions -->"
    start, end = text.index(head) + len(head), text.index(tail)
    if request.config.getoption("--update"):
        page.write_text(text[:start] + functions_table() + text[end:], encoding="utf-8")
        return
    assert text[start:end] == functions_table()


def functions_page() -> str:
    """The list of all functions, and each of them, as `plainplan functions` prints them."""
    lines = ["", *fenced(list_text(ENGLISH, PAGE_WIDTH)), "## Special forms", ""]
    for form in FORMS.values():
        lines += [f"### {form.name}", "", *fenced(form_text(form, ENGLISH, PAGE_WIDTH))]
    for title, records in titled_families():
        lines += [f"## {title[0].upper()}{title[1:]}", ""]
        for record in records:
            lines += [f"### {record.name}", "", *fenced(builtin_text(record, ENGLISH, PAGE_WIDTH))]
    return "\n".join(lines)


def fenced(text: str) -> list[str]:
    return ["```text", text, "```", ""]


def test_the_page_of_functions_is_what_the_command_prints(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "functions.md"
    text = page.read_text(encoding="utf-8")
    mark = "<!-- generated by `pytest tests/test_docs.py --update` -->\n"
    start = text.index(mark) + len(mark)
    if request.config.getoption("--update"):
        page.write_text(text[:start] + functions_page(), encoding="utf-8")
        return
    assert text[start:] == functions_page()


# What a property takes, in the words of a reader.
TAKES = {
    "money": "money",
    "flow": "money per time; money with `in:`",
    "rate": "a rate",
    "number": "a number",
    "share": "a share",
    "count": "a whole number",
    "duration": "a length of time",
    "date": "a date",
    "dates": "a list of dates",
    "start": "a date, or",
    "text": "text",
    "currency": "a currency",
    "shares": "shares",
    "price": "money per share",
    "account": "an asset",
    "receiver": "an asset, or",
    "accounts": "assets or debts, `a then b`",
    "pledges": "assets, `a 70%, b 90%`",
    "months": "months",
    "classes": "one, or several with shares as in `investment 40%, liquid rest`:",
    "range": "a range",
    "payment": "money per time, or",
    "word": "",
    "rank": "a whole number from 1",
    "any": "what is recorded",
    "data": "a data file",
    "actual_flow": "a column of a data file",
    "actual_balance": "a column of a data file",
}


TITLES = {"statement": "named statements", "debts": "`group` of debts"}


def properties_page() -> str:
    """The properties of each declaration, and what can be read of it, from the records that the checker reads."""
    lines = []
    for declaration in (
        "plan",
        "person",
        "param",
        "asset",
        "debt",
        "group",
        "debts",
        "income",
        "expense",
        "goal",
        "statement",
        "record",
        "scenario",
    ):
        lines.append(f"## {TITLES.get(declaration, f'`{declaration}`')}\n")
        specs = {name: spec for name, spec in PROPERTIES.get(declaration, {}).items() if not spec.is_later}
        if specs:
            lines += ["| property | takes | says | unless written |", "|---|---|---|---|"]
            lines += [
                f"| `{name}:` | {_taken(spec)} | {spec.sentence} | {_default(spec)} |" for name, spec in specs.items()
            ]
            lines.append("")
        if declaration in MEMBERS:
            lines += ["| member | is |", "|---|---|"]
            lines += [f"| `.{name}` | {member.sentence} |" for name, member in MEMBERS[declaration].items()]
            lines += {"person": ["| `.turns(n)` | the date on which the person turns n |"]}.get(declaration, [])
            lines += {"debt": ["| `.share(asset)` | what is lent on one unit of an asset that is pledged |"]}.get(
                declaration, []
            )
            lines += {"statement": ["| `.from(account)` | what that account gave |"]}.get(declaration, [])
            lines.append("")
    lines += ["## All together\n", "| total | is |", "|---|---|"]
    lines += [
        f"| `{owner}.{name}` | {total.sentence} |" for owner, known in TOTALS.items() for name, total in known.items()
    ]
    return "\n".join([*lines, ""])


def _taken(spec: PropertySpec) -> str:
    return " ".join(filter(None, (TAKES[spec.expects], ", ".join(f"`{choice}`" for choice in spec.choices))))


def _default(spec: PropertySpec) -> str:
    return spec.default or ("must be written" if spec.is_required else "")


def test_the_page_of_properties_lists_every_property_and_member(request: pytest.FixtureRequest) -> None:
    page = ROOT / "docs" / "properties.md"
    text = page.read_text(encoding="utf-8")
    start = text.index("## ")
    if request.config.getoption("--update"):
        page.write_text(text[:start] + properties_page(), encoding="utf-8")
        return
    assert text[start:] == properties_page()


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
