"""The plans of the textbook: every worked figure of the texts is computed by a plan that a person can read.

`cases.json` holds the figures, recomputed from their inputs in 40-digit arithmetic by somebody else. In a plan a check
names the figure that it computes in the documentation above it: `## s4-hpr-tsmc`, `## s4-portfolio-weights.2` for the
second of several, `## s4-hpr-tsmc-split.dividend` for one of several that have names, `## s4-revolving-exit.2.period`
where several stand in one of several.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import plainplan
from plainplan.check import check
from plainplan.evaluate import run
from plainplan.evaluate.result import Result
from plainplan.graph import build_graph
from plainplan.graph.nodes import CheckView, Graph
from plainplan.graph.operands import direct_reads, walk
from plainplan.syntax import nodes, parse, read_source

ROOT = Path(__file__).parent.parent.parent
PLANS = sorted((ROOT / "plans" / "textbook").glob("*.plan"))
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
# 萬: the texts count in it, and plans write it.
TEN_THOUSAND = 10_000.0
# A plan may write 12 萬 for 120,000, 1.5% for 1.5, and 2 years for 24 months.
SCALES = (1.0, TEN_THOUSAND, 1 / TEN_THOUSAND, 0.01, 100.0, 12.0, 1 / 12)
# How far a changed input is moved to see whether a figure is computed from it: a little, and beyond the next floor.
NUDGES = (1.01, 2.0)


@dataclass(frozen=True)
class Figure:
    """One number, word or answer of a case."""

    key: str
    case: dict[str, Any]
    exact: object

    @property
    def tolerance(self) -> float:
        """How far from the exact figure an answer may be."""
        return float(self.case["tolerance"])


@dataclass(frozen=True)
class Answer:
    """The check of a plan that computes a figure."""

    path: Path
    node: nodes.Check
    words: str
    view: CheckView
    graph: Graph
    result: Result


def figures() -> Iterator[Figure]:
    """Every figure of every case, those of lists and mappings one by one."""
    for case in CASES:
        yield from figures_below(case["id"], case, case["exact"])


def figures_below(key: str, case: dict[str, Any], exact: object) -> Iterator[Figure]:
    """The figures of an answer: lists and mappings may hold others."""
    match exact:
        case list():
            members: list[tuple[object, object]] = list(enumerate(exact, 1))
        case dict():
            members = list(exact.items())
        case _:
            yield Figure(key, case, exact)
            return
    for name, value in members:
        yield from figures_below(f"{key}.{name}", case, value)


def answers_of(path: Path) -> Iterator[tuple[str, Answer]]:
    """The figures that a plan computes, by key."""
    source, _ = read_source(str(path))
    assert source is not None
    file, _ = parse(source)
    model, _ = check(file, project_root=path.parent)
    assert model is not None
    graph, _ = build_graph(model)
    result = run(graph)
    views = {view.name: view for view in graph.checks}
    for node in file.declarations:
        if isinstance(node, nodes.Check):
            for line in node.doc:
                key, _, words = line.lstrip("# ").partition(" ")
                if key.rstrip(":").startswith(("s0-", "s1-", "s2-", "s3-", "s4-")):
                    answer = Answer(path, node, words, views[node.name.name], graph, result)
                    yield key.rstrip(":"), answer


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for path in PLANS:
        for key, answer in answers_of(path):
            found.setdefault(key, []).append(answer)
    return found


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_plan_of_the_textbook_holds(path: Path) -> None:
    plan = plainplan.load(path)
    assert [found.message for found in plan.check()] == []


def test_the_textbook_computes_each_figure_once(answers: dict[str, list[Answer]]) -> None:
    keys = [figure.key for figure in figures()]
    assert sorted(set(answers) - set(keys)) == [], "no such figures"
    assert [key for key in keys if key not in answers] == [], "missing figures"
    assert [key for key, found in answers.items() if len(found) > 1] == [], "figures computed twice"


def test_every_case_is_there() -> None:
    assert len({case["id"] for case in CASES}) == 276


def test_a_check_holds_what_it_computes_against_the_exact_figure(answers: dict[str, list[Answer]]) -> None:
    wrong = [
        f"{figure.key}: {problem}"
        for figure in figures()
        for answer in answers.get(figure.key, [])
        if (problem := problem_with(figure, answer)) is not None
    ]
    assert wrong == []


def test_no_check_restates_a_figure_instead_of_computing_it(answers: dict[str, list[Answer]]) -> None:
    restating = [
        figure.key for figure in figures() for answer in answers.get(figure.key, []) if is_restated(figure, answer)
    ]
    assert restating == []


def test_a_figure_is_computed_from_what_the_case_gives(answers: dict[str, list[Answer]]) -> None:
    strange = []
    for figure in figures():
        given = numbers_given(figure.case)
        for answer in answers.get(figure.key, []):
            behind = numbers_behind(answer)
            if given and not any(abs(a * scale - b) <= 1e-9 * b for a in given for b in behind for scale in SCALES):
                strange.append(figure.key)
    assert strange == []


def problem_with(figure: Figure, answer: Answer) -> str | None:
    """Why a check does not say what the case says, if it does not."""
    view, result = answer.view, answer.result
    if result.scalar(view.ok) != 1.0:
        return "the check fails"
    condition = answer.node.condition
    if isinstance(figure.exact, bool):
        is_denied = isinstance(condition, nodes.Unary) and condition.operator == "not"
        return None if is_denied != figure.exact else "the answer is the other one"
    if not isinstance(condition, nodes.Comparison) or condition.operator != "=":
        return "a figure is compared with `=`"
    if isinstance(figure.exact, str):
        is_said = isinstance(condition.right, nodes.Text) and figure.exact in (condition.right.value, answer.words)
        return None if is_said else f"the word is {figure.exact}"
    assert view.left is not None
    assert view.right is not None
    assert isinstance(figure.exact, int | float)
    expected, scale = result.value(view.right), scale_of(figure, result.value(view.right))
    assert isinstance(expected, float)
    if abs(expected - figure.exact * scale) > figure.tolerance * scale * (1 + 1e-9):
        return f"{expected} is not {figure.exact}"
    slack = tolerance_written(answer)
    if slack is not None and slack > figure.tolerance * scale * (1 + 1e-9):
        return f"the tolerance {slack} is wider than {figure.tolerance}"
    return None


def scale_of(figure: Figure, expected: object) -> float:
    """What one unit of the case is in the plan: cases count some amounts in 萬."""
    assert isinstance(expected, float)
    if "萬" not in figure.case["unit"] or not isinstance(figure.exact, int | float):
        return 1.0
    return TEN_THOUSAND if abs(expected - figure.exact * TEN_THOUSAND) < abs(expected - figure.exact) else 1.0


def tolerance_written(answer: Answer) -> float | None:
    """The number behind `within`."""
    from plainplan.graph.literals import literal_value

    for qualifier in answer.node.qualifiers:
        if qualifier.kind == "within":
            value = literal_value(qualifier.value)
            assert isinstance(value, float | int)
            return value
    return None


def is_restated(figure: Figure, answer: Answer) -> bool:
    """Whether what is checked does not follow from an input: then nothing was computed."""
    behind = inputs_checked(answer)
    if isinstance(figure.exact, bool | str):
        # An answer need not change with every input.
        return not behind
    assert answer.view.left is not None
    return not any(changes(answer, answer.view.left, number) for number in behind)


def inputs_checked(answer: Answer) -> list[int]:
    """The inputs behind what is checked, the expected figure left aside."""
    checked = answer.view.holds if answer.view.left is None else answer.view.left
    return [number for number in inputs_behind(answer.graph, checked) if number != answer.view.right]


def numbers_given(case: dict[str, Any]) -> set[float]:
    """The numbers that a case gives, but for those that stand everywhere."""

    def of(value: object) -> Iterator[float]:
        match value:
            case dict():
                for member in value.values():
                    yield from of(member)
            case list():
                for member in value:
                    yield from of(member)
            case str() if "/" in value:
                above, _, below = value.partition("/")
                yield float(above) / float(below)
            case int() | float() if not isinstance(value, bool) and value not in (0, 1):
                yield abs(float(value))

    return set(of({name: given["value"] for name, given in (case["inputs"] or {}).items()}))


def numbers_behind(answer: Answer) -> set[float]:
    """The numbers in the inputs behind what is checked."""
    values = [facts.value for number in inputs_checked(answer) if (facts := answer.graph.quantities[number].input)]
    members = [member for value in values for member in (value if isinstance(value, tuple) else (value,))]
    return {abs(member) for member in members if isinstance(member, float)}


def inputs_behind(graph: Graph, quantity: int) -> list[int]:
    """The inputs on which a formula depends; an input by itself depends on none."""
    found: dict[int, None] = {}
    waiting = [quantity]
    while waiting:
        formula = graph.quantities[waiting.pop()].formula
        for node in walk(formula) if formula is not None else ():
            for number in direct_reads(node):
                if number not in found:
                    found[number] = None
                    waiting.append(number)
    return [number for number in found if graph.quantities[number].input is not None]


def changes(answer: Answer, checked: int, number: int) -> bool:
    """Whether a figure moves, or has no value any more, when an input does."""
    facts = answer.graph.quantities[number].input
    assert facts is not None
    before = answer.result.value(checked)
    return any(run(answer.graph, {number: nudged(facts.value, by)}).value(checked) != before for by in NUDGES)


def nudged(value: Any, by: float, place: int = 1) -> Any:
    """Another value for an input."""
    match value:
        case tuple():
            # Each member by another factor: shares of a whole stay as they are when all of them grow alike.
            return tuple(nudged(member, by, place) for place, member in enumerate(value, 1))
        case str():
            return f"{value}…"
    return value * by**place + (value == 0)
