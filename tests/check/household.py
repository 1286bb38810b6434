"""A small plan around the lines that a test is about, and what the checker says of it."""

from __future__ import annotations

from pathlib import Path

from plainplan.check import Model, check
from plainplan.diagnostics import Diagnostic
from plainplan.dimensions import Type
from plainplan.source import Source
from plainplan.syntax import parse

HEADER = """plan "家庭" {
    currency: TWD
    start: 2026-01
    years: 10
    step: STEP
    inflation: 2%/year
}
"""

ACCOUNTS = """
person chen "陳先生" {
    born: 1970-03-02
}
param living = 60萬 TWD/year real
param rate = 3%/year
asset core "基金" {
    value: 200萬 TWD
    return: rate
}
asset lever "槓桿" {
    value: 100萬 TWD
    return: 2 * rate
}
asset cash "現金" {
    value: 300萬 TWD
    class: liquid
}
debt loan "貸款" {
    principal: 100萬 TWD
    rate: 2%/year
    term: 10 years
    paid_from: cash
}
income salary "薪資" {
    amount: 8萬 TWD/month
}
group all "全部" = core, lever, cash
let used = nominal(living)
"""


def check_text(text: str) -> tuple[Model | None, list[Diagnostic]]:
    """The model and the diagnostics of a text that reads without syntax errors."""
    file, found = parse(Source("test.plan", text))
    assert found == []
    return check(file, project_root=Path(__file__).parent / "nowhere")


def household(lines: str, step: str = "year") -> tuple[Model | None, list[Diagnostic]]:
    """The household with more lines."""
    return check_text(HEADER.replace("STEP", step) + ACCOUNTS + lines + "\n")


def found_in(lines: str, step: str = "year") -> list[Diagnostic]:
    """What is wrong with the household when it has these lines."""
    return household(lines, step)[1]


def codes(lines: str, step: str = "year") -> list[str]:
    """The codes of what is wrong, in the order of the page."""
    return [diagnostic.code for diagnostic in found_in(lines, step)]


def type_of(expression: str, step: str = "year") -> Type:
    """The type of an expression in the household, which must be sound."""
    model, found = household(f"let value = {expression}", step)
    assert found == []
    assert model is not None
    return model.globals["value"].type
