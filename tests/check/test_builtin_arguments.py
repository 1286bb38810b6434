"""What the built-ins take that is more than a quantity: criteria, dotted names, several values."""

from __future__ import annotations

import pytest

from plainplan.api.calculator import calculate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('countif([1 TWD, 2 TWD, 3 TWD], ">=2")', 2),
        ("countif([1 TWD, 2 TWD, 2 TWD], 2 TWD)", 2),
        ('sumif(["food", "rent", "food"], "food", [1 TWD, 2 TWD, 4 TWD])', 5),
        ("countif([2026-01-01, 2026-02-01], 2026-02-01)", 1),
    ],
)
def test_a_criterion_is_a_value_or_a_text(text: str, value: float) -> None:
    found, diagnostics = calculate(text, "<text>")
    assert diagnostics == []
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["countif([1 TWD, 2 TWD], 2 years)", 'countif(["a", "b"], 2)'])
def test_a_criterion_of_another_kind_is_refused(text: str) -> None:
    found, diagnostics = calculate(text, "<text>")
    assert found is None
    assert len(diagnostics) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('lookup(25, [0, 10, 20], ["low", "middle", "high"])', "high"),
        ('xlookup("boom", ["slump", "boom"], ["cash", "gold"])', "gold"),
        ('index(["a", "b"], 2)', "b"),
        ("xlookup(2, [1, 2], [2026-01-01, 2026-02-01])", 46054),
        ("lookup(2, [1, 2], [5 TWD/month, 6 TWD/month]) * 1 month", 6),
    ],
)
def test_what_is_looked_up_may_be_of_any_kind(text: str, value: float | str) -> None:
    found, diagnostics = calculate(text, "<text>")
    assert diagnostics == []
    assert found is not None
    assert found.value == value


def test_a_text_that_was_looked_up_is_no_number() -> None:
    found, diagnostics = calculate('1 + index(["a", "b"], 2)', "<text>")
    assert found is None
    assert [diagnostic.code for diagnostic in diagnostics] == ["type-mismatch"]


def test_a_name_may_have_two_dots() -> None:
    found, diagnostics = calculate("norm.s.dist(0, true)", "<text>")
    assert diagnostics == []
    assert found is not None
    assert found.value == 0.5


def test_a_sum_of_several_values_has_their_dimension() -> None:
    found, _ = calculate("sum(1 TWD/month, 12 TWD/year)", "<text>")
    assert found is not None
    assert found.value == 2
    assert [diagnostic.code for diagnostic in calculate("sum(1 TWD, 1 USD)", "<text>")[1]] == ["currency-mismatch"]
    assert [diagnostic.code for diagnostic in calculate("sum(2026-01-01, 2026-01-02)", "<t>")[1]] == ["type-mismatch"]
