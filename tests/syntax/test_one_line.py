"""What the formatter broke over lines is one line again: the text of before, in the style."""

from __future__ import annotations

import pytest

from plainplan.syntax.nodes import Check, Let
from plainplan.syntax.one_line import line_of
from syntax.trees import declaration, formatted

NAMES = ", ".join(f"account_number_{number}" for number in range(8))


@pytest.mark.parametrize(
    "line",
    [
        "let x = f(k, a: 1, b: 2, c: 3, d: 4)",
        f"let x = min({NAMES})",
        f"let x = [{NAMES}]",
        f"group g = {NAMES}",
        "let x = if a_long_condition > 1 then a_long_consequence else "
        "if another_long_condition then another_consequence else 0",
        'check c "C": f(k, a: 1, b: 2, c: 3, d: 4) > 0 within 1 TWD at 2026-12 in 95% of paths',
    ],
)
def test_a_broken_line_is_one_line_again(line: str) -> None:
    broken = formatted(line)
    assert "\n" in broken.rstrip("\n")
    assert line_of(declaration(broken)) == line


def test_so_are_an_expression_and_a_qualifier() -> None:
    let = declaration("let x = f(\n    k, # by age\n    a: 1,\n)\n")
    assert isinstance(let, Let)
    assert line_of(let.value) == "f(k, a: 1)"
    check = declaration("check c: a > b within f(\n    k,\n    a: 1,\n)\n")
    assert isinstance(check, Check)
    assert line_of(check.qualifiers[0]) == "within f(k, a: 1)"
