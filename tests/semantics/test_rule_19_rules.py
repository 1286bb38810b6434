"""Rule 19: rules see what they are given, keep their own state, and move money only between their accounts."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, debt, plan

TWO = asset("a", "1000 TWD") + asset("b", "0 TWD")
COUNT = (
    "rule count(x: asset, start = 0) {\n    record n = prev(n, start: start) + 1 {\n        start: start\n    }\n}\n"
)


def test_a_rule_sees_its_formals_its_lets_and_the_words_of_time(run_text: RunText) -> None:
    text = "rule r(from_: asset, into_: asset, share = 10%) {\n    let part = share * from_\n"
    text += "    if step > 1 {\n        move part from from_ to into_\n    }\n}\n" + TWO
    run = run_text(plan(text + "each year {\n    apply r(a, b, share: 20%)\n}\n", years=3))
    assert run["b"] == pytest.approx([0, 200, 360])


@pytest.mark.parametrize(
    "line", ["move 5 from a to b", "move 5 from x to b", "record y = a", "let y = market", "record y = net_worth"]
)
def test_a_rule_sees_no_name_of_the_plan(diagnose: Diagnose, line: str) -> None:
    text = "param market = 5%/year\nrule r(x: asset) {\n    " + line + "\n}\n" + TWO
    text += "let use = market\neach year {\n    apply r(a)\n}\n"
    assert "plan-name-in-rule" in diagnose(plan(text))


def test_the_state_of_a_rule_belongs_to_its_application(run_text: RunText) -> None:
    text = COUNT + TWO + "each year {\n    apply count(a) as one\n    apply count(a, start: 10) as two\n}\n"
    text += "let x = one.n\nlet y = two.n\n"
    run = run_text(plan(text, years=3))
    assert (run["x"], run["y"]) == ([1, 2, 3], [11, 12, 13])


def test_a_rule_in_a_branch_keeps_its_state_where_it_does_not_run(run_text: RunText) -> None:
    text = (
        COUNT
        + TWO
        + "each year {\n    if step = 2 or step = 3 {\n        apply count(a) as one\n    }\n}\nlet x = one.n\n"
    )
    assert run_text(plan(text, years=5))["x"] == [0, 1, 2, 2, 2]


@pytest.mark.parametrize(("start", "first"), [("begin", 50), ("2 * begin", 100), ("70 TWD", 70)])
def test_what_a_rule_looks_back_with_is_what_it_remembers_before_it_first_runs(
    run_text: RunText, start: str, first: float
) -> None:
    # The block of a year runs in December: `start:` counts in January, and is kept until then.
    text = "rule r(x: asset, begin: money = 50) {\n    let base = prev(level, start: " + start + ")\n"
    text += "    record level = base + 1 TWD\n}\n" + TWO + "each year {\n    apply r(a) as k\n}\n"
    run = run_text(plan(text, step="month", years=2))
    assert run["k.level"] == [first] * 11 + [first + 1] * 12 + [first + 2]


def test_a_record_in_a_branch_begins_with_what_is_looked_back_with(run_text: RunText) -> None:
    text = TWO + "each year {\n    if step > 2 {\n        record n = prev(n, start: 10) + 1\n    }\n}\nlet x = n\n"
    assert run_text(plan(text, years=4))["x"] == [10, 10, 11, 12]


def test_defaults_of_formals_may_be_left_out_and_named(run_text: RunText) -> None:
    text = "rule r(x: asset, y: asset, amount: money = 5, times = 2) {\n    move amount * times from x to y\n}\n" + TWO
    text += "each year {\n    apply r(a, b)\n    apply r(x: a, y: b, times: 3)\n    apply r(a, b, 1 TWD)\n}\n"
    assert run_text(plan(text, years=1))["b"] == [10 + 15 + 2]


def test_a_rule_may_be_given_a_debt_and_a_group(run_text: RunText) -> None:
    text = "rule r(d: debt, g: group, x: asset) {\n    borrow 10% * g from d into x\n    repay 5 of d from x\n}\n"
    text += TWO + debt("loan", "0 TWD", payment="none") + "group g = a, b\n"
    run = run_text(plan(text + "each year {\n    apply r(loan, g, b)\n}\n", years=1))
    assert (run["loan"], run["b"]) == ([95], [95])


def test_a_rule_may_be_given_accounts_in_order(run_text: RunText) -> None:
    text = "rule r(sources: accounts) {\n    withdraw 1200 from sources as spend\n"
    text += "    record s = spend.short\n    record w = sources\n}\n"
    text += (
        TWO + asset("c", "500 TWD") + "each year {\n    apply r(b then a then c) as k\n}\nlet s = k.s\nlet w = k.w\n"
    )
    run = run_text(plan(text, years=2))
    assert (run["a"], run["c"]) == ([0, 0], [300, 0])
    assert (run["s"], run["w"]) == ([0, 900], [300, 0])


@pytest.mark.parametrize("given", ["a then b", "b then a", "g"])
def test_accounts_in_order_have_the_members_of_a_group(run_text: RunText, given: str) -> None:
    text = "rule r(sources: accounts) {\n    record gain = sources.gain\n    record rose = sources.return\n}\n"
    text += asset("a", "100 TWD", return_="10%/year") + asset("b", "300 TWD", return_="-10%/year")
    text += f"group g = a, b\neach year {{\n    apply r({given}) as k\n}}\nlet x = k.gain\nlet y = k.rose\n"
    run = run_text(plan(text, years=1))
    assert run["x"] == pytest.approx([-20])
    assert run["y"] == pytest.approx([-0.05])


def test_two_formals_that_are_given_one_account_move_nothing(diagnose: Diagnose, run_text: RunText) -> None:
    text = "rule r(x: asset, y: asset) {\n    move 100 from x to y\n}\n" + TWO
    text = plan(text + "each year {\n    apply r(a, a)\n}\n", years=1)
    if "same-account" not in diagnose(text):
        assert run_text(text)["a"] == [1000]


def test_a_rule_may_not_be_given_the_wrong_kind_of_account(diagnose: Diagnose) -> None:
    text = "rule r(x: asset) {\n    withdraw 1 from x\n}\n" + TWO + debt("loan", "0 TWD", payment="none")
    assert diagnose(plan(text + "each year {\n    apply r(loan)\n}\n")) == ["not-an-account"]


def test_rebalance_with_a_rule_keeps_the_total(run_text: RunText) -> None:
    text = "rule halves(x: asset, y: asset) {\n    let gap = (x - y) / 2\n    move gap from x to y\n}\n" + TWO
    run = run_text(plan(text + "each year {\n    rebalance halves(a, b)\n}\n", years=1))
    assert (run["a"], run["b"]) == ([500], [500])
    assert run.is_ok


def test_rebalance_with_a_rule_that_spends_is_reported(run_text: RunText) -> None:
    text = "rule leak(x: asset, y: asset) {\n    move 100 from x to y\n    withdraw 50 from x\n}\n" + TWO
    run = run_text(plan(text + "each year {\n    rebalance leak(a, b)\n}\n", years=2))
    assert len(run.failing) == 1
    assert not run_text(plan(text + "each year {\n    apply leak(a, b)\n}\n", years=2)).failing


def test_costs_of_trading_are_no_leak(run_text: RunText) -> None:
    text = "rule shift(x: asset, y: asset) {\n    move 100 from x to y\n}\n" + asset("a", sell_cost="1%")
    text += asset("b", "0 TWD", buy_cost="1%")
    run = run_text(plan(text + "each year {\n    rebalance shift(a, b)\n}\n", years=2))
    assert run["b"][0] == pytest.approx(100 * 0.99 * 0.99)
    assert run.is_ok


def test_a_note_writes_an_audit_row_where_it_stands(run_text: RunText) -> None:
    text = TWO + "each year {\n    if step = 2 {\n        move 30 from a to b as m\n"
    text += '        note "cut": a, m.amount, step\n    }\n}\n'
    (row,) = run_text(plan(text, years=3)).run.notes
    assert (row.view.label, row.step, row.values) == ("cut", 2, (970, 30, 2))


def test_a_note_without_a_condition_is_written_every_time(run_text: RunText) -> None:
    text = TWO + 'each year {\n    note "value": a\n}\n'
    assert [row.step for row in run_text(plan(text, step="month", years=2)).run.notes] == [12, 24]


def test_a_rule_is_used_from_the_library(run_text: RunText) -> None:
    text = (
        "use std.rebalance\n"
        + asset("p", "1000 TWD")
        + asset("l", "1000 TWD", return_="10%/year")
        + asset("c", "0 TWD")
    )
    text += "each year {\n    rebalance full(p, l, c, 30%, 30%)\n}\n"
    run = run_text(plan(text, years=1))
    assert run["p"][0] + run["l"][0] + run["c"][0] == pytest.approx(2100)


def test_lets_and_records_in_branches_do_not_leak(run_text: RunText, diagnose: Diagnose) -> None:
    text = TWO + "each year {\n    if step > 1 {\n        let x = a\n    }\n    move x from a to b\n}\n"
    assert diagnose(plan(text)) == ["unknown-name"]
    text = TWO + "each year {\n    let x = 1 TWD\n    if step > 1 {\n        let x = 2 TWD\n    }\n}\n"
    assert "duplicate-name" in diagnose(plan(text))


def test_named_statements_of_a_rule_are_its_own(run_text: RunText) -> None:
    text = (
        "rule r(x: asset, y: asset, m: money) {\n    move m from x to y as moved\n    record got = moved.amount\n}\n"
        + TWO
    )
    text += (
        "each year {\n    apply r(a, b, 30) as one\n    apply r(a, b, 4) as two\n}\nlet p = one.got\nlet q = two.got\n"
    )
    run = run_text(plan(text, years=1))
    assert (run["p"], run["q"]) == ([30], [4])


def test_a_function_is_written_where_it_is_called(run_text: RunText) -> None:
    text = TWO + "param k = 2\nfn twice(m: money) = k * m\nfn worth(x: asset) = x + x.bought\n"
    text += "each year {\n    move 100 from a to b\n    record r = worth(b)\n    move twice(10) from a to b\n}\n"
    text += "let w = worth(b)\n"
    run = run_text(plan(text, years=1))
    assert (run["r"], run["w"], run["b"]) == ([200], [240], [120])


def test_a_default_sees_the_formals_before_it(run_text: RunText) -> None:
    text = "fn f(x: money, y = x * 2) = y + 1 TWD\nfn g(x: asset, y = x / 4) = y\n"
    text += "rule r(x: asset, y: asset, part = 10%, sum_: money = part * x) {\n    move sum_ from x to y\n}\n" + TWO
    text += "let p = f(a)\nlet q = g(a)\neach year {\n    apply r(a, b)\n    apply r(a, b, part: 50%)\n}\n"
    run = run_text(plan(text, years=1))
    assert run["b"] == pytest.approx([100 + 450])
    assert run["p"] + run["q"] == pytest.approx([901, 112.5])


def test_a_rule_takes_lists(run_text: RunText, diagnose: Diagnose) -> None:
    text = "param portions = [40%, 30%]\nrule r(x: asset, y: asset, parts: [number], times = 1) {\n"
    text += "    move times * sum(parts) * x from x to y\n}\n" + TWO
    written = "each year {\n    apply r(a, b, [10%, 5%])\n}\n"
    assert run_text(plan(text + written, years=1))["b"] == pytest.approx([150])
    named = "each year {\n    apply r(a, b, parts: portions / 2, times: 2)\n}\n"
    assert run_text(plan(text + named, years=1))["b"] == pytest.approx([700])
    assert "list-needed" in diagnose(plan(text + written.replace("[10%, 5%]", "10%")))
    assert "list-as-value" in diagnose(plan(text + named.replace("times: 2", "times: portions")))


def test_a_note_names_the_accounts_and_what_each_of_them_gave(run_text: RunText) -> None:
    text = TWO + 'rule sell(held: accounts) {\n    withdraw 30 from held as sale\n    let all = sale.amount "taken"\n'
    text += '    note "cut": held, all, sale.from(held)\n}\n'
    text += "group both = a, b\n\neach year {\n    apply sell(both)\n}\n"
    run = run_text(plan(text, years=1)).run
    (row,) = run.notes
    assert [run.graph.quantities[value].label for value in row.view.values] == [
        "cut: a, b",
        "cut: taken",
        "cut: a",
        "cut: b",
    ]
    _, taken, of_a, of_b = row.values
    assert isinstance(of_a, float)
    assert isinstance(of_b, float)
    assert (taken, of_a + of_b) == pytest.approx((30, 30))


def test_a_note_names_records_and_amounts_of_statements_in_the_plans_language(run_text: RunText) -> None:
    text = TWO + 'rule cut(held: asset) {\n    withdraw 30 from held as 停損\n    record lost = 停損.amount "損失"\n'
    text += '    note "停損": lost, 停損.amount, 停損.short\n}\n\neach year {\n    record left = a "餘額"\n'
    text += '    apply cut(a) as c\n    note "年底": left\n}\n'
    run = run_text(plan(text, years=1)).run
    labels = [run.graph.quantities[value].label for row in run.notes for value in row.view.values]
    assert labels == ["停損: 損失", "停損: 停損 amount", "停損: 停損 short", "年底: 餘額"]


def test_the_label_of_a_statement_or_an_application_stands_in_its_titles(run_text: RunText) -> None:
    rule = 'rule cut(held: asset) {\n    withdraw 30 from held as lost "損失"\n    note "停損": lost.amount\n}\n\n'
    block = 'each year {\n    withdraw 50 from a as spend "生活費"\n    apply cut(a) as c "停損單"\n}\n'
    run = run_text(plan(TWO + rule + block + "let spent = spend.amount\n", years=1))
    assert run["spent"] == pytest.approx([50])
    assert [flow.label for flow in run.run.graph.flows] == ["生活費", "停損單 損失"]
    (row,) = run.run.notes
    assert run.run.graph.quantities[row.view.values[0]].label == "停損: 損失 amount"


SPEND = """rule spend(sources: accounts, amount: money) {
    withdraw amount from sources
    withdraw amount / 2 from sources
}
rule twice(sources: accounts, amount: money) {
    apply spend(sources, amount) as first
    apply spend(sources, 2 * amount)
    record of_first = first.from(sources)
}
"""


def test_what_a_rule_took_from_an_account_is_the_sum_of_its_statements(run_text: RunText) -> None:
    text = SPEND + asset("a", "1000 TWD") + asset("b", "900 TWD") + "group both = a, b\n"
    text += "each year {\n    if step < 3 {\n        apply twice(a then b, 200 TWD) as gk\n    }\n}\n"
    text += "let x = gk.from(a)\nlet y = gk.from(b)\nlet z = gk.from(both)\nlet f = gk.of_first\n"
    run = run_text(plan(text, years=3))
    assert (run["x"], run["y"], run["z"]) == ([900, 100, 0], [0, 800, 0], [900, 900, 0])
    assert run["f"] == [300, 300, 300]


def test_a_rule_took_nothing_from_what_it_was_not_given(diagnose: Diagnose) -> None:
    text = SPEND + TWO + "each year {\n    apply spend(a, 5 TWD) as gk\n}\nlet x = gk.from(b)\n"
    assert diagnose(plan(text)) == ["wrong-arguments"]


def test_what_a_rule_took_is_in_the_currency_of_the_account(run_text: RunText) -> None:
    text = SPEND + "fx USD = 30 TWD\n" + asset("a", "10 USD") + asset("b", "900 TWD")
    text += "each year {\n    apply spend(a then b, 200 TWD) as gk\n}\nlet x = gk.from(a) + 0 USD\nlet y = gk.from(b)\n"
    run = run_text(plan(text, years=1))
    assert run["x"] == pytest.approx([10])
    assert run["y"] == pytest.approx([0])
