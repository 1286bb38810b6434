"""The answers to what a plan claims and asks, as the labels of their rows in the workbook."""

from __future__ import annotations

from plainplan.api.claims import Proof, decide_claims
from plainplan.api.solving import Solved, is_near, solve_views, unknown_text, value_of
from plainplan.graph.nodes import Graph
from plainplan.symbols.closed_form import ClosedForm
from plainplan.symbols.live import add_live, live_forms
from plainplan.symbols.prove import BUDGET

WORDS = {
    "en": {
        "proved": "proved for all values of the params",
        "refuted": "does not hold for all values of the params",
        "undecided": "neither proved nor refuted",
        "tried": "it held at {:,} points that were tried",
        "with": "not with",
        "provided": "provided that",
        "none": "no solution",
        "everywhere": "holds for every value",
        "holds": "holds from {} to {}",
        "left": "left side",
        "right": "right side",
        "solution": "as exported",
        "live": "solution",
        "rest": "left − right with it",
    },
    "zh-TW": {
        "proved": "對參數的所有值已證明成立",
        "refuted": "並非對參數的所有值成立",
        "undecided": "未能證明,也未能推翻",
        "tried": "試過的 {:,} 點都成立",
        "with": "反例",
        "provided": "前提",
        "none": "無解",
        "everywhere": "任何值都成立",
        "holds": "從 {} 到 {} 成立",
        "left": "左式",
        "right": "右式",
        "solution": "匯出時的解",
        "live": "解",
        "rest": "代入後左右之差",
    },
}


def write_answers(graph: Graph, budget: float = BUDGET) -> None:
    """Puts the answers into the labels of a graph that was built with claims: its rows stay live."""
    words = WORDS.get(graph.locale, WORDS["en"])
    for proof in decide_claims(graph, budget):
        quantity = graph.quantities[proof.view.quantity]
        quantity.label = f"{proof.view.label}: {_proof_text(proof, words)}"
    solved, _ = solve_views(graph, graph.solutions, {})
    for each in solved:
        text = _solved_text(each, words, graph.locale)
        for left, operator, right in each.view.conditions:
            graph.quantities[left].label = f"{each.view.label} {words['left']} ({operator}): {text}"
            graph.quantities[right].label = f"{each.view.label} {words['right']}"
        _add_formulas(graph, each, words)


def _add_formulas(graph: Graph, solved: Solved, words: dict[str, str]) -> None:
    """The live rows of each solution that has a closed form over the cells of the workbook, once."""
    block = f"solve {solved.name}"
    if len(solved.unknowns) > 1 or f"{block}.solution" in graph.by_name:
        return
    ((left, _, right),), (unknown,) = solved.view.conditions, solved.unknowns
    forms = live_forms(graph, left, right, unknown)
    for (root,) in solved.solution.values:
        form = next((each for each in forms if _gives(each, graph, root)), None)
        if form is not None:
            label = solved.view.label
            add_live(graph, form, unknown, block, (f"{label} {words['live']}", f"{label} {words['rest']}"))


def _gives(form: ClosedForm, graph: Graph, root: float) -> bool:
    value = value_of(form.formula, form, graph, {})
    return value is not None and is_near(value, root)


def _proof_text(proof: Proof, words: dict[str, str]) -> str:
    parts = [words[proof.verdict]]
    if proof.settings:
        parts.append(f"{words['with']} {', '.join(f'{name} = {text}' for name, text in proof.settings)}")
    if proof.answer.provisos:
        parts.append(f"{words['provided']} {', '.join(proof.answer.provisos)}")
    if proof.answer.points:
        parts.append(words["tried"].format(proof.answer.points))
    return "; ".join(parts)


def _solved_text(solved: Solved, words: dict[str, str], locale: str) -> str:
    if solved.solution.holds_everywhere:
        return words["everywhere"]
    answers = []
    for place in range(len(solved.solution.values)):
        values = solved.shown(place, locale)
        formula = solved.formula(place)
        answers.append(f"{values} = {formula}" if formula is not None else values)
    unknown = solved.unknowns[0]
    for bounds in solved.solution.ranges:
        answers.append(words["holds"].format(*(unknown_text(bound, unknown, locale) for bound in bounds)))
    return f"{words['solution']} {'; '.join(answers)}" if answers else words["none"]
