"""What a function is given is computed where it is asked for, and stays constant where a list needs it to."""

from __future__ import annotations

from semantics.running import RunText
from semantics.texts import asset, plan

ACCOUNTS = asset("a", "3 TWD") + asset("b", "0 TWD")
LISTED = "fn second(x: number) = index([1, 1 / x], 2)\n"


def test_a_list_in_a_function_is_given_a_constant_in_a_block(run_text: RunText) -> None:
    text = f"param ratio = 50%\n{ACCOUNTS}{LISTED}at 2026-01 {{\n    move second(1 / ratio) * 1 TWD from a to b\n}}\n"
    assert run_text(plan(text, years=2))["b"] == [0.5, 0.5]


def test_a_constant_that_is_not_asked_for_may_have_no_value(run_text: RunText) -> None:
    text = f"param ratio = 0\n{ACCOUNTS}{LISTED}at 2026-01 {{\n    if ratio > 0 {{\n"
    text += "        move second(1 / ratio) * 1 TWD from a to b\n    }\n}\n"
    text += "let x = if a > 100 and ratio > 0 then second(1 / ratio) else 7\n"
    run = run_text(plan(text, years=2))
    assert run["b"] == [0, 0]
    assert run["x"] == [7, 7]
