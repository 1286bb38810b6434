"""Declarations: the properties they need, the dates and amounts that make sense, the names they may have."""

from __future__ import annotations

import pytest

from check.household import ACCOUNTS, check_text, codes, found_in, household


def plan_codes(properties: str) -> list[str]:
    return [item.code for item in check_text(f'plan "p" {{\n{properties}\n}}\n')[1]]


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ("start: 2026-01\nyears: 40", ""),
        ("years: 40", "missing-property"),
        ("start: 2026-01", "missing-property"),
        ("start: 2026-01\nyears: 0", "out-of-range"),
        ("start: 2026-01\nyears: 2.5", "out-of-range"),
        ("start: 2026-01\nyears: 40 years", "type-mismatch"),
        ("start: 2026-01-15\nyears: 40", "out-of-range"),
        ("start: 1890-01\nyears: 40", "date-too-early"),
        ("start: 9999-12\nyears: 1", "out-of-range"),
        ("start: 9999-12-30\nyears: 1", "out-of-range"),
        ("start: 2999-12\nyears: 7001", "too-many-steps"),
        ("start: 2026-01\nyears: 1_000_000_000", "too-many-steps"),
        ("start: 2026-01\nyears: 1334\nstep: month", "too-many-steps"),
        ("start: 2026-01\nyears: 1333\nstep: month", ""),
        ("start: 2026-01\nyears: 40\nstep: fortnight", "unknown-word"),
        ("start: 2026-01\nyears: 40\ncurrency: XYZ", "unknown-currency"),
        ("start: 2026-01\nyears: 40\nlocale: zh-TW", ""),
        ("start: 2026-01\nyears: 40\nlocale: fr", "unknown-word"),
        ("start: 2026-01\nyears: 40\ninflation: 2%", "missing-unit"),
        ("start: 2026-01\nyears: 40\nlenght: 3", "unknown-property"),
    ],
)
def test_a_plan_says_when_it_runs(properties: str, code: str) -> None:
    assert plan_codes(properties) == code.split()


def test_a_file_without_a_plan_block_is_a_calculator() -> None:
    model, found = check_text("let a = 100 + 5\n")
    assert found == []
    assert model is not None
    assert (model.facts.is_calculator, model.facts.steps, model.facts.start) == (True, 1, (2000, 1, 1))


def test_a_plan_whose_steps_cannot_be_told_has_no_model() -> None:
    assert check_text('plan "p" {\n years: 3\n}\n')[0] is None


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("asset a {\n value: 5\n}", ""),
        ("asset a = 5", ""),
        ("asset a {\n return: rate\n}", "missing-property"),
        ("asset a {\n value: 5\n return: 5%\n}", "missing-unit"),
        ("asset a {\n value: 5%\n}", "dimension-mismatch"),
        ("asset a {\n value: cash\n}", "series-not-constant"),
        ("asset a {\n value: -5\n}", "out-of-range"),
        ("asset a {\n value: 5\n value: 6\n}", "duplicate-property"),
        ("asset a = 5 {\n value: 6\n}", "duplicate-property"),
        ("asset a {\n units: 100 shares\n price: 25 TWD/share\n}", ""),
        ("asset a {\n units: 100 shares\n}", "missing-property"),
        ("asset a {\n value: 5\n units: 100 shares\n}", "conflicting-properties"),
        ("asset a {\n units: 100 shares\n price: 25\n}", "missing-unit"),
        ("asset a {\n value: 5\n maturity: 2030-01\n into: cash\n}", ""),
        ("asset a {\n value: 5\n maturity: 2030-01\n}", "missing-property"),
        ("asset a {\n value: 5\n into: a\n}", "same-account"),
        ("asset a {\n value: 5\n into: loan\n}", "not-an-account"),
        ("asset a {\n value: 5\n buy_cost: 150%\n}", "out-of-range"),
        ("asset a {\n value: 5\n class: rich\n}", "unknown-word"),
        ("asset a {\n value: 5 USD\n}", "missing-fx"),
        ("fx USD = 31.5 TWD\nasset a {\n value: 5 USD\n}", ""),
        ("fx USD = 31.5", "missing-unit"),
        ("fx USD = 31.5 TWD/USD", ""),
        ("fx USD = 31.5 EUR", "currency-mismatch"),
        ("fx TWD = 1 TWD", "duplicate-name"),
        ("unit 張 = 1_000 shares\nasset a {\n units: 4 張\n price: 25 TWD/share\n}", ""),
        ("unit month = 3", "reserved-name"),
        ("debt d {\n principal: 5\n}", ""),
        ("debt d {\n rate: 2%/year\n}", "missing-property"),
        ("debt d {\n principal: 5\n payment: level\n}", "missing-property"),
        ("debt d {\n principal: 5\n term: 20 years\n payment: level\n}", ""),
        ("debt d {\n principal: 5\n term: 2 years\n grace: 24 months\n}", "out-of-range"),
        ("debt d {\n principal: 5\n term: 0 years\n}", "out-of-range"),
        ("debt d {\n principal: 50\n limit: 5\n}", "out-of-range"),
        ("debt d {\n principal: 50\n start: 2028-01\n}", ""),
        ("debt d {\n principal: 50\n start: 2028-01\n into: cash\n}", ""),
        ("debt d {\n principal: 5\n payment: 5萬\n}", "missing-unit"),
        ("debt d {\n principal: 5\n payment: 5萬 TWD/month\n}", ""),
        ("debt d {\n principal: 5\n payment: sometimes\n}", "unknown-word"),
        ("debt d {\n principal: 5\n rate: 2%/year compounded monthly\n}", ""),
        ("debt d {\n principal: 5\n rate: 2%/year compounded weekly\n}", "unknown-word"),
        ("debt d {\n principal: 5\n secured_by: core 70%, cash\n}", ""),
        ("debt d {\n principal: 5\n secured_by: loan 70%\n}", "not-an-account"),
        ("debt d {\n principal: 5\n secured_by: core 70%, core 20%\n}", "same-account"),
        ("income i {\n amount: 5\n in: march, june, march\n}", "duplicate-name"),
        ("debt d {\n principal: 5\n paid_from: cash then core\n}", ""),
        ("debt d {\n principal: 5\n paid_from: cash then cash\n}", "same-account"),
        ("debt d {\n principal: 5 TWD\n limit: 9 USD\n}", "currency-mismatch"),
        ("debt d {\n principal: 5 TWD\n draw_fee: 9 USD\n}", "currency-mismatch"),
        ("fx USD = 30 TWD\ndebt d {\n principal: 5 USD\n limit: 60% * core\n}", "currency-mismatch"),
        ("fx USD = 30 TWD\ndebt d {\n principal: 5 USD\n limit: 60\n draw_fee: 1\n}", ""),
        ("fx USD = 30 TWD\nasset a {\n value: 5 USD\n cost: 9 TWD\n}", "currency-mismatch"),
        ("income i = 5萬 TWD/month", ""),
        ("income i = 5萬", "missing-unit"),
        ("income i {\n amount: 5萬\n in: february\n}", ""),
        ("income i = 5萬 TWD", "missing-unit"),
        ("income i = 5%", "dimension-mismatch"),
        ("income i {\n amount: 5萬 TWD/month\n growth: 2%\n}", "missing-unit"),
        ("expense e {\n amount: 5萬 TWD\n in: february, september\n}", ""),
        ("expense e {\n amount: 5萬 TWD\n in: febuary\n}", "unknown-month"),
        ("expense e {\n amount: 5 TWD/year real\n until: chen.turns(65)\n}", ""),
        ("expense e {\n amount: 5 TWD/year\n from: 2020-01\n}", "date-outside-plan"),
        ("expense e {\n amount: 5 TWD/year\n from: chen.turns(50)\n}", ""),
        ("expense e {\n amount: 5 TWD/year\n until: 2036-01\n}", ""),
        ("expense e {\n amount: 5 TWD/year\n until: 2036-02\n}", "date-outside-plan"),
        ("expense e {\n amount: 5 TWD/year\n from: 2030-01\n until: 2030-01\n}", "empty-period"),
        ("expense e {\n amount: 5 TWD/year\n until: 2030-01\n through: 2030-02\n}", "conflicting-properties"),
        ("expense e {\n amount: 5 TWD/year\n paid_from: salary\n}", "not-an-account"),
        ("goal g {\n amount: 5 TWD\n}", "missing-unit"),
        ("goal g {\n amount: 5\n at: 2030-01\n}", ""),
        ("goal g {\n amount: 5 TWD\n at: chen.turns(65)\n priority: 1\n}", ""),
        ("goal g {\n amount: 5 TWD\n in: june\n growth: 3%/year\n}", ""),
        ("goal g = 5 TWD/year real", ""),
        ("goal g = 5 TWD", "missing-unit"),
        ("goal g {\n at: 2030-01\n}", "missing-property"),
        ("goal g {\n amount: 5 TWD/year\n at: 2030-01\n}", "flow-at-date"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n in: june\n}", "conflicting-properties"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n until: 2031-01\n}", "conflicting-properties"),
        ("goal g {\n amount: 5 TWD\n at: 2040-01\n}", "date-outside-plan"),
        ("goal g {\n amount: 5 TWD\n at: now\n}", "series-not-constant"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n priority: 0\n}", "out-of-range"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n priority: 1.5\n}", "out-of-range"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n priority: count\n}", "unknown-name"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n paid_from: chen\n}", "not-an-account"),
        ("goal g {\n amount: 5 USD\n at: 2030-01\n}", "missing-fx"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n}\nlet y = g", "not-a-value"),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n}\nlet y = g.wanted + g.short", ""),
        ("goal g {\n amount: 5 TWD\n at: 2030-01\n}\nat 2030-01 {\n pay g\n}", "misplaced-event"),
        ("person p {\n}", "missing-property"),
        ("person p {\n born: 1890-01-01\n}", "date-too-early"),
        ("person p {\n born: 1970-01\n lives_to: 95\n}", ""),
        ("let a = chen.turns(65)", ""),
        ("let a = chen.turns()", "wrong-arguments"),
        ("let a = chen.turns(900)", "out-of-range"),
        ("let a = chen", "not-a-value"),
        ("group g = core, loan", "not-an-account"),
        ("group g = core, core", "duplicate-name"),
        ("param p = cash\nlet a = p", "series-not-constant"),
        ("param p = 5% {\n range: 0% .. 10%\n}\nlet a = p", ""),
        ("param p = 50% {\n range: 0% .. 10%\n}\nlet a = p", "out-of-range"),
        ("param p = 5% {\n range: 10% .. 0%\n}\nlet a = p", "out-of-range"),
        ("param p = 5% {\n range: 0 TWD .. 10 TWD\n}\nlet a = p", "dimension-mismatch"),
        ("param p = 5%", "unused-input"),
    ],
)
def test_a_declaration_says_what_it_must(lines: str, code: str) -> None:
    assert codes(lines) == code.split()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("param a = 1\nlet a = 2", "duplicate-name"),
        ("let b = 1\nasset core = 5", "duplicate-name"),
        ("let year = 3", "reserved-name"),
        ("let TWD = 3", "reserved-name"),
        ("unit kg = 3 shares\nlet kg = 3", "reserved-name"),
        ("let kg = 3\nunit kg = 3 shares", "reserved-name"),
        ("param p = 5\nlet x = p\nscenario base {\n p = 3\n}", "reserved-name"),
        ("let share = 3", ""),
        ("let assets = 3", "hidden-builtin"),
        ("let max = 3\nlet b = max(1, 2) * max", "hidden-builtin"),
        ("fn sum(x: number) = x", "reserved-name"),
        ("fn f(x: number) = f(x)", "cyclic-formula"),
        ("fn f(x: number) = g(x)\nfn g(x: number) = f(x)", "cyclic-formula"),
        ("fn f(x) = x", "missing-formal-type"),
        ("fn f(x: money, y = 5%) = y * x\nlet a = f(cash)", ""),
        ("fn f(x: money) = x\nlet a = f(living)", "dimension-mismatch"),
        ("fn f(x: money) = x\nlet a = f(5)", ""),
        ("fn f(x: money) = x\nlet a = f()", "missing-argument"),
        ("fn f(x: money) = x + cash\nlet a = f(5) + core", ""),
        ("let a = f(3)", "unknown-function"),
        ("let a = holding_return(cash)", "unknown-function"),
        ("let a = core(3)", "unknown-function"),
        ("let a = core.vlaue", "unknown-member"),
        ("let a = rate.value", "unknown-member"),
        ("let a = expenses.livin", "unknown-member"),
        ("check a: cash > 0\nwarn a: core > 0", "duplicate-name"),
        ("each year {\n let rate = 5%\n}", "hidden-name"),
    ],
)
def test_names_mean_one_thing(lines: str, code: str) -> None:
    assert codes(lines) == code.split()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("let a = a + 1", "cyclic-formula"),
        ("let a = b\nlet b = c\nlet c = a", "cyclic-formula"),
        ("let a = prev(a, start: 5) + 1", ""),
        ("let a = prev(a, start: 5 TWD) * 1.02", ""),
        ("let a = prev(a, start: 0) + cash", ""),
        ("let a = prev(b, start: 0)\nlet b = a + 1", ""),
        ("let a = prev(b, start: 5 years)\nlet b = cash", "dimension-mismatch"),
        ("let a = prev(a)", "prev-needs-start"),
        ("let a = prev(rate * 2)", "prev-needs-start"),
        ("let a = prev(cash + 1, start: 0)", ""),
    ],
)
def test_only_prev_leads_back(lines: str, code: str) -> None:
    assert codes(lines) == code.split()


def test_a_circle_is_told_as_written() -> None:
    (found,) = found_in("let a = b + 1\nlet b = 2 * c\nlet c = a / 3")
    assert found.message == "these depend on each other: a → b → c → a"
    assert [label.text for label in found.labels] == ["`a` needs `b`", "`b` needs `c`", "`c` needs `a`"]


def test_a_chain_of_thousands_of_formulas_is_checked() -> None:
    lines = "\n".join(f"let x{number} = x{number + 1} + 1" for number in range(3000)) + "\nlet x3000 = 1"
    assert codes(lines) == []


def test_unused_inputs_are_not_told_while_the_plan_has_errors() -> None:
    assert codes("param p = 5%\nlet a = nothing") == ["unknown-name"]


def test_parts_that_could_not_be_read_are_not_told_as_missing() -> None:
    from pathlib import Path

    from plainplan.check import check
    from plainplan.source import Source
    from plainplan.syntax import parse

    file, found = parse(Source("test.plan", f"{ACCOUNTS}asset a {{\n value 5\n}}\nlet b = a"))
    assert [item.code for item in found] == ["missing-colon"]
    assert check(file, project_root=Path(), is_damaged=True)[1] == []


@pytest.mark.parametrize(
    ("check", "code"),
    [
        ("check c: cash > 0", ""),
        ("check c: cash", "type-mismatch"),
        ("check c: cash > 0 at end", ""),
        ("check c: cash > 0 at 2030-01", ""),
        ("check c: cash > 0 at chen.turns(60)", ""),
        ("check c: cash > 0 at now", "series-not-constant"),
        ("check c: cash > 0 at 2050-01", "date-outside-plan"),
        ("check c: cash > 0 in crash", "unknown-scenario"),
        ("scenario crash {\n rate = 1%/year\n}\ncheck c: cash > 0 in crash", ""),
        ("check c: cash = 5萬 within 1萬", ""),
        ("check c: cash = 5萬 within 1%", "dimension-mismatch"),
        ("check c: cash > 0 in 95% of paths", ""),
        ("check c: loan = 0 at end", ""),
    ],
)
def test_a_check_is_a_condition_with_qualifiers(check: str, code: str) -> None:
    assert codes(check) == code.split()


def test_interest_by_days_in_a_plan_of_months_is_said_after_the_rate() -> None:
    card = "debt card {{\n principal: 5萬 TWD\n rate: 6%/year{}\n payment: none{}\n}}"
    (found,) = found_in(card.format("", "\n every: day"), step="month")
    assert found.message == "`every` is a month or longer in a plan of months, not `day`"
    assert found.help == "write `compounded daily` after the rate"
    assert codes(card.format(" compounded daily", ""), step="month") == []


def test_the_model_holds_every_property_by_name() -> None:
    model, _ = household("expense food = 1.8萬 TWD/month")
    assert model is not None
    food = model.globals["food"].node
    assert list(model.properties[id(food)]) == ["amount"]


def test_a_number_where_a_date_is_needed_may_be_an_age() -> None:
    (found,) = found_in("expense e {\n amount: 5 TWD/year\n until: 65\n}")
    assert (found.code, found.help) == ("type-mismatch", "write `chen.turns(65)`")


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ("start: 2026-01\nyears: 30 years\nstep: month", "type-mismatch"),
        ("start: 2026-01\nyears: 30\nstep: monthly", "unknown-word"),
    ],
)
def test_a_broken_plan_block_is_the_only_mistake(properties: str, code: str) -> None:
    text = f'plan "p" {{\n{properties}\n}}\nasset cash {{\n value: 5 TWD\n}}\neach month {{\n grow\n}}\n'
    assert [item.code for item in check_text(text)[1]] == [code]


def test_years_with_a_unit_are_offered_without_it() -> None:
    (found,) = check_text('plan "p" {\nstart: 2026-01\nyears: 30 years\n}\n')[1]
    assert found.help == "write `30`"


def test_an_account_whose_value_is_not_known_is_the_only_mistake() -> None:
    lines = "asset usd {\n value: 5 dollars\n}\nfx USD = 31 TWD\nasset etf {\n value: 5 USD\n}\nlet both = usd + etf"
    assert codes(lines) == ["unknown-unit"]


def test_a_currency_before_its_amount_is_told_so() -> None:
    (found,) = found_in("asset usd {\n value: TWD 60萬\n}")
    assert (found.code, found.message, found.help) == (
        "misplaced-expression",
        "the currency of `TWD 60萬` stands after the amount",
        "write `60萬 TWD`",
    )


def test_a_param_that_reckons_with_a_list_is_told_so() -> None:
    (found,) = found_in("param w = [40%, 60%]\nparam q = w * 2")
    assert found.code == "list-as-value"
    assert found.help == "write `let q = w * 2`"


@pytest.mark.parametrize(("share", "code"), [("150%", "out-of-range"), ("-0.1", "out-of-range"), ("0", ""), ("1", "")])
def test_a_share_of_smoothing_is_part_of_a_whole(share: str, code: str) -> None:
    assert codes(f"let s = smooth(net_worth, {share})") == code.split()
