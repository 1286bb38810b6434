"""Every expression varies along one way: from step to step, by row of one table or list, through one grid."""

from __future__ import annotations

import pytest

from check.household import codes, found_in

BOND = """
table bond {
    t in 1..3
    pays = 10_000 TWD * t
    total price = sum(pays)
    LINE
}
table other {
    k in 1..3
    OTHER
}
"""


def in_table(line: str = "", other: str = "", plan: str = "") -> list[str]:
    return codes(BOND.replace("LINE", line).replace("OTHER", other) + plan)


@pytest.mark.parametrize(
    "line",
    [
        "share = pays / price",
        "share = pays / sum(pays)",
        "above = prev(pays, start: 0)",
        "so_far = cumulative(pays)",
        "two = sum(pays, last: 2)",
        "first_one = first(pays) + final(pays) + at(pays, 2)",
        "wealth = final(net_worth) * t",
        "wealth = at(net_worth, 2030-01) + sum(salary.paid)",
        "larger = max(pays, 15_000 TWD)",
        "chosen = choose(t > 1: pays, otherwise: 0)",
        "total weight = sumproduct(t, pays) / price",
        "total best = max(pays) - min(pays)",
        "total wealth = final(net_worth) + price",
    ],
)
def test_a_line_of_a_table_may_say(line: str) -> None:
    assert in_table(line) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("wealth = net_worth * t", "series-in-table"),
        ("late = step + t", "series-in-table"),
        ("turn = by_year(2026: 1, otherwise: 2) * t", "series-in-table"),
        ("both = sum(pays * net_worth)", "axes-differ"),
        ("pair = [1, 2] * t", "list-as-value"),
        ("pairs = sum([1, 2] * t)", "axes-differ"),
        ("row = at(pays, 2030-01)", "axes-differ"),
        ("late = sum(pays, from: 2027-01)", "axes-differ"),
        ("five = sum(5 TWD)", "list-needed"),
        ("five = prev(price, start: 0)", "list-needed"),
        ("total half = pays / 2", "list-as-value"),
        ("total wealth = net_worth", "series-in-table"),
    ],
)
def test_a_line_of_a_table_may_not_say(line: str, code: str) -> None:
    assert in_table(line) == [code]


@pytest.mark.parametrize(
    "plan",
    [
        "let p = bond.price",
        "let p = sum(bond.pays) / at(bond.pays, 2)",
        "let p = at(bond.pays, step)",
        "let p = sum(bond.pays * bond.t)",
        "fn total(values: [money]) = sum(values)\nlet p = total(bond.pays)",
        "let weights = [0.4, 0.6]\nlet p = sum(weights * [17%, 7%])",
        "check enough: net_worth > bond.price",
        "each year {\n move bond.price from cash to core\n}",
    ],
)
def test_the_plan_may_say_of_a_table(plan: str) -> None:
    assert in_table(plan=plan) == []


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ("let p = bond.pays", "list-as-value"),
        ("let p = net_worth + bond.pays", "list-as-value"),
        ("let p = sum(net_worth * bond.t)", "axes-differ"),
        ("let p = sum(bond.t * other.k)", "axes-differ"),
        ("fn twice(x: money) = 2 * x\nlet p = twice(bond.pays)", "list-as-value"),
        ("let weights = [0.4, 0.6]\nlet p = sum(weights * [1, 2, 3])", "axes-differ"),
        ("check enough: net_worth > bond.pays", "list-as-value"),
        ("each year {\n move bond.pays from cash to core\n}", "list-as-value"),
        ("asset gold {\n value: 5 TWD\n return: bond.t * 1%/year\n}", "list-as-value"),
    ],
)
def test_the_plan_may_not_say_of_a_table(plan: str, code: str) -> None:
    assert in_table(plan=plan) == [code]


def test_a_table_reads_another_as_a_list() -> None:
    assert in_table(other="sum_of = k * sum(bond.pays)") == []
    assert in_table(other="same = k * bond.t") == ["list-as-value"]


def test_a_function_is_read_with_the_axes_of_its_arguments() -> None:
    function = "fn wealth(x: number) = x * net_worth\n"
    assert in_table(plan=function + "let p = wealth(2)") == []
    assert in_table("rich = wealth(t)", plan=function) == ["series-in-table"]


def test_a_mistake_within_a_function_is_told_at_the_call() -> None:
    plan = "fn wealth(x: number) = x * net_worth\ntable t {\n k in 1..3\n rich = wealth(k)\n}"
    (found,) = found_in(plan)
    assert found.span is not None
    assert found.span.text == "wealth(k)"


GRID = "grid g {\n rows r in 1..3\n cols c in 5%, 8%\n cell = CELL\n}\n"


@pytest.mark.parametrize("cell", ["r * c", "r", "5%", "if r > 1 then c else 0", "c * sum(r)", "r * final(net_worth)"])
def test_a_cell_varies_with_both_heads(cell: str) -> None:
    assert codes(GRID.replace("CELL", cell)) == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("r * net_worth", "series-in-table"),
        ("prev(r, start: 0) * c", "misplaced-expression"),
        ("sum(r * [1, 2])", "axes-differ"),
    ],
)
def test_a_cell_does_not_vary_otherwise(cell: str, code: str) -> None:
    assert codes(GRID.replace("CELL", cell)) == [code]


def test_the_cells_of_a_grid_may_be_taken_as_a_list() -> None:
    grid = GRID.replace("CELL", "r * c")
    assert codes(grid + "let best = max(g.cell)") == []
    assert codes(grid + "let best = g.cell") == ["list-as-value"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("sum(cumulative(g.cell))", "misplaced-expression"),
        ("sum(prev(g.cell, start: 0))", "misplaced-expression"),
        ("sum(mean(g.cell, last: 2))", "misplaced-expression"),
        ("sum(cumulative(g.c))", "misplaced-expression"),
        ("match(3, g.cell)", "misplaced-expression"),
        ("index(g.cell, 3)", "misplaced-expression"),
        ("lookup(3, [1, 2, 3, 4, 5, 6], g.cell)", "misplaced-expression"),
        ("correl(g.cell, [1, 2, 3, 4, 5, 6])", "axes-differ"),
        ("sumproduct(g.r, [1, 2, 3])", "axes-differ"),
    ],
)
def test_the_cells_of_a_grid_are_no_list_to_go_along(value: str, code: str) -> None:
    # In Excel they are a rectangle, which such functions read otherwise, or not at all.
    assert codes(GRID.replace("CELL", "r * c") + f"let a = {value}") == [code]


@pytest.mark.parametrize("value", ["at(g.cell, 3)", "final(g.cell)", "irr(g.cell)", "sumproduct(g.cell, g.cell * 2)"])
def test_the_cells_of_a_grid_may_be_read_row_after_row(value: str) -> None:
    assert codes(GRID.replace("CELL", "r * c") + f"let a = {value}") == []


@pytest.mark.parametrize(
    "value",
    [
        "correl([1, 2, 3], [1, 2])",
        "lookup(2, [1, 2], [1, 2, 3])",
        "sumproduct(bond.t, [1, 2])",
        "xirr(bond.pays, [2026-01, 2027-01])",
    ],
)
def test_lists_that_go_side_by_side_are_of_one_length(value: str) -> None:
    assert in_table(plan=f"let a = {value}") == ["axes-differ"]


def test_days_off_are_as_many_as_there_are() -> None:
    assert in_table(plan="let a = workday(2026-01-01, 3, [2026-01-02, 2026-01-05])") == []


WINDOW = "fn late(x: [a], n: count DEFAULT) = mean(x, last: n)\nfn later(x: [a], n: count) = late(x, n)\n"


@pytest.mark.parametrize("call", ["late(pays, 1.5)", "late(pays, 0)", "later(pays, 1.5)", "late(pays, 50%)"])
def test_a_function_looks_at_whole_rows(call: str) -> None:
    assert in_table(f"some = {call}", plan=WINDOW.replace("DEFAULT", "")) == ["out-of-range"]


def test_a_function_looks_at_whole_rows_by_default() -> None:
    assert in_table("some = late(pays)", plan=WINDOW.replace("DEFAULT", "= 2")) == []
    assert in_table("some = late(pays)", plan=WINDOW.replace("DEFAULT", "= 2.5")) == ["out-of-range"]


def test_a_function_looks_at_whole_steps() -> None:
    late = "fn late(x: a, n: duration) = mean(x, last: n)\n"
    assert codes(late + "let some = late(net_worth, 18 months)") == ["period-too-short"]
    assert codes(late + "let some = late(net_worth, 24 months)") == []


@pytest.mark.parametrize(
    "plan",
    [
        "let a = min(real(bond.pays))",
        "let a = sum(nominal([5 TWD real, 6 TWD real]))",
        "let a = sum(by_year(2026: bond.pays, otherwise: 0))",
        "let a = sum(since(2026-01: bond.pays, otherwise: 0))",
        "fn today(x: [money]) = sum(real(x))\nlet a = today([5 TWD, 6 TWD])",
        "grid g {\n rows r in 1..2\n cols c in 1..2\n cell = by_year(2026: r, otherwise: c)\n}",
    ],
)
def test_rows_and_lists_do_not_go_by_the_calendar(plan: str) -> None:
    assert in_table(plan=plan) == ["axes-differ"]


def test_a_column_does_not_go_by_the_calendar() -> None:
    assert in_table("today = real(pays)") == ["axes-differ"]


def test_of_a_library_function_the_call_is_told_and_not_its_own_names() -> None:
    late = "fn late(values: [a]) = mean(values, last: 2)\nlet x = late(bond.pays)"
    found = found_in(BOND.replace("LINE", "").replace("OTHER", "") + late)
    assert [(item.code, item.message, item.help) for item in found] == [
        (
            "list-as-value",
            "`late(bond.pays)` goes by row of `bond`, and one value is needed here",
            "write `final(late(bond.pays))` for the last row",
        )
    ]


def test_arguments_in_the_wrong_order_are_one_mistake() -> None:
    late = "fn late(values: [a], n: count) = mean(values, last: n) / cumulative(values)\n"
    found = found_in(BOND.replace("LINE", "some = late(2, pays)").replace("OTHER", "") + late)
    assert [(item.code, item.help) for item in found] == [("list-needed", "write `late(pays, 2)`")]
    assert in_table("some = late(pays)", plan=late) == ["missing-argument"]


def test_the_cells_of_a_grid_are_gone_through_one_by_one() -> None:
    (found,) = found_in(
        "grid q {\n rows r in 1..2\n cols c in 1..2\n cell = r * c\n}\nlet x = q.cell * 2\nlet y = 1 + x"
    )
    assert found.message == "`q.cell` goes cell by cell through `q`, and one value is needed here"


def test_the_default_of_a_formal_goes_from_step_to_step_too() -> None:
    function = "fn until(day: date = now) = sum(if [2030-01-01, 2040-01-01] <= day then 1 else 0)\n"
    assert codes(f"{function}let passed = until()\n") == ["axes-differ"]
    assert codes(f"{function}let passed = until(2035-01-01)\n") == []
