"""Warnings that need no run: what they find, what they leave alone, and how a line calls them fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load
from plainplan.api import Plan
from plainplan.source import Source

ERRORS = Path(__file__).parent.parent / "errors"
LINTS = (
    "check-cannot-fail",
    "check-cannot-hold",
    "escalated-twice",
    "kept-record",
    "outside-domain",
    "percentage-point",
    "repeated-figure",
    "same-formula",
    "ten-times-off",
    "unreachable-branch",
    "unused-input",
    "zero-divisor",
)

HEAD = """\
plan "家庭計畫" {
    currency: TWD
    start: 2026-01
    years: 10
    step: year
    inflation: inflation
}

person chen "陳先生" {
    born: 1970-03-02
}

param inflation = 2%/year {
    range: 0%/year .. 8%/year
}

param share = 40% {
    range: 0% .. 100%
}

param market = 6%/year {
    range: -40%/year .. 30%/year
}

param living = 60萬 TWD/year real

asset cash {
    value: 100萬 TWD
    return: market * share
}

asset core {
    value: 100萬 TWD
    return: market
}

debt loan {
    principal: 50萬 TWD
    rate: 2%/year
    term: 5 years
}

expense spent "生活費" {
    amount: living
}

"""


def warnings_of(text: str) -> list[str]:
    plan = Plan("a.plan", Source("a.plan", text))
    return [diagnostic.code for diagnostic in plan.check(is_static=True)]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        # An asset, a debt and what was moved are never below zero.
        ("check solvent: cash + core >= 0 TWD", "check-cannot-fail"),
        ("check owed: loan >= 0", "check-cannot-fail"),
        ("check paid: spent.short >= 0", "check-cannot-fail"),
        ("check part: 1 - share <= 1", "check-cannot-fail"),
        ("check more: cash + 1 TWD > cash", "check-cannot-fail"),
        ("check same: 2 * (cash + core) >= 2 * core + cash * 2", "check-cannot-fail"),
        ("check greater: max(cash, 1 TWD) >= cash", "check-cannot-fail"),
        ("check least: min(cash, core) <= max(core, 1 TWD)", "check-cannot-fail"),
        ("check never: cash > cash + core - core + 1 TWD", "check-cannot-hold"),
        ("check both: max(cash, core) < min(cash, core)", "check-cannot-hold"),
        ("let part = share * 3\nwarn bounded: part <= 300%", "check-cannot-fail"),
        ("check small: abs(core - cash) < 0", "check-cannot-hold"),
        ("check more: share > 100%", "check-cannot-hold"),
        ("check late: now >= 2026-01", "check-cannot-fail"),
        ("when chen.age >= 80 {\n    withdraw 1萬 TWD from cash\n}", "unreachable-branch"),
        ("when now >= chen.turns(90) {\n    withdraw 1萬 TWD from cash\n}", "unreachable-branch"),
        ("let c = if share >= 0 then 1 else 2", "unreachable-branch"),
        (
            "each year {\n    if step > 10 {\n        withdraw 1萬 TWD from cash\n    }\n}",
            "unreachable-branch",
        ),
        (
            "let c = if chen.age > 58 then 1 else if chen.age >= 60 then 2 else 3",
            "unreachable-branch",
        ),
        (
            "each year {\n    if cash > 5萬 TWD {\n        move 1 TWD from cash to core\n"
            "    } else if 10萬 TWD <= cash {\n        move 2 TWD from cash to core\n    }\n}",
            "unreachable-branch",
        ),
        ("let c = choose(now < 2030-01: 1, now = 2029-06: 2, otherwise: 3)", "unreachable-branch"),
        ("let c = choose(cash > core: 1, cash > core and now < 2030-01: 2, otherwise: 3)", "unreachable-branch"),
        (
            "let c = choose(first or cash < 5萬 TWD: 1, 2 * cash <= 3萬 TWD + cash: 2, otherwise: 3)",
            "unreachable-branch",
        ),
        ("let c = 1 / (2 * share * (1 - share) * (cash + core) / 1 TWD)", "zero-divisor"),
        ("let c = 1 / share", "zero-divisor"),
        ("let c = cash / (1 - share)", "zero-divisor"),
        ("let rest = 50% - share\nlet c = 1 / rest", "zero-divisor"),
        ("let c = cash / (core - core)", "zero-divisor"),
        ("let c = cash / (2 * core - core - core)", "zero-divisor"),
        ("let none = core - core\nlet c = cash / none", "zero-divisor"),
        ("let c = 1 TWD / max(cash - 10萬 TWD, 0)", "zero-divisor"),
        ("let c = 1 / max(cash / 1 TWD - 5, 0)", "zero-divisor"),
        ("let left = max(net_worth - 5萬 TWD, 0)\nlet c = cash / (2 * left)", "zero-divisor"),
        ("let c = core / (cash - 10萬 TWD)", "zero-divisor"),
        # The condition is about something else.
        ("let c = if core > loan then 1 / share else 0", "zero-divisor"),
        ("let c = ln(share)", "outside-domain"),
        ("let c = sqrt(cash / 1 TWD - 5)", "outside-domain"),
        ("let c = ln(core / 1萬 TWD - share)", "outside-domain"),
        ("let c = sqrt(share - 1%)", "outside-domain"),
        ("let c = log10(market * 1 year)", "outside-domain"),
        ("let a = cash * share\nlet b = cash * share", "same-formula"),
        ("let a = cash * 2 + core * 3\nlet b = core * 3 + cash * 2", "same-formula"),
        ("let a = cash * 37\nlet b = 37 * cash", "same-formula"),
        ("let a = (cash + core) * 2\nlet b = 2 * cash + 2 * core.value", "same-formula"),
        ("let a = cash / (2 * cash + 2 * core)\nlet b = cash / (core + cash) / 2", "same-formula"),
        ("let a = (share + 3)^2 - 9\nlet b = share * (share + 6)", "same-formula"),
        ("let a = max(cash, core * 2)\nlet b = max(2 * core, cash)", "same-formula"),
        ("let a = if cash > core then 2 * cash else 0\nlet b = if core < cash then cash * 2 else 0", "same-formula"),
        ("let a = cash * 5%/month * 2 years\nlet b = cash * 10% / 1 month * 1 year", "same-formula"),
        ("let a = cash + 4%/year * 1 year * cash\nlet b = core * (market + 4%/year)", "repeated-figure"),
        ("param line = 20萬 TWD\nlet a = line - cash\nlet b = max(cash - 20萬 TWD, 0)", "repeated-figure"),
        ("let a = 4.5% * cash\nlet b = core * 4.5%", "repeated-figure"),
        ("let a = 30% * cash\nlet b = core * 30%\nlet c = 30% * (cash + core)", "repeated-figure"),
        ("let a = since(2026-01: 30, 2027-01: 300, 2028-01: 32)", "ten-times-off"),
        ("let a = by_year(2026: 30萬 TWD, 2027: 310萬 TWD, otherwise: 32萬 TWD)", "ten-times-off"),
        ("param prices = [101, 99, 9.8, 100]\nlet a = mean(prices)", "ten-times-off"),
        ("let a = by_year(2026: 5萬 TWD, 2027: 5.2萬 TWD, 2028: 5.1萬 TWD, otherwise: 52萬 TWD)", "ten-times-off"),
        ("let a = lookup(step, 2: 10, 3: 12, 4: 30, otherwise: 120)", "ten-times-off"),
        ("param r = 1.5/year\nlet x = r", "percentage-point"),
        ("asset a {\n    value: 5\n    return: market + 7/year\n}", "percentage-point"),
        ("asset a {\n    value: 5\n    return: 0.5/month\n}", "percentage-point"),
        ("param r = 2%/year {\n    range: 0%/year .. 8/year\n}\nlet x = r", "percentage-point"),
        ("scenario boom {\n    market = by_year(2026: 7/year, otherwise: 5%/year)\n}", "percentage-point"),
        ("let a = living * compound(inflation, elapsed)", "escalated-twice"),
        ("let a = nominal(living) * compound(inflation, elapsed)", "escalated-twice"),
        ("let spending = 2 * nominal(living)\nlet a = compound(inflation, elapsed) * spending", "escalated-twice"),
        ("let a = living * (1 + growth(inflation, elapsed))", "escalated-twice"),
        ("let a = nominal(living) * (1 + inflation * 1 year)^(step - 1)", "escalated-twice"),
        ("let a = compound(inflation, 1 year)^step * living", "escalated-twice"),
        (
            "let wage = 9萬 TWD/year * compound(inflation, elapsed)\nlet a = wage / 2 * compound(inflation, elapsed)",
            "escalated-twice",
        ),
        (
            "income wage {\n    amount: nominal(living)\n    growth: inflation\n    into: cash\n}",
            "escalated-twice",
        ),
        (
            "let least = max(nominal(living), 9萬 TWD/year)\n"
            "income wage {\n    amount: least\n    growth: inflation\n    into: cash\n}",
            "escalated-twice",
        ),
        ("income wage {\n    amount: 9萬 TWD/year real\n    growth: inflation\n    into: cash\n}", "escalated-twice"),
    ],
)
def test_a_doubt_is_told(lines: str, code: str) -> None:
    assert [code] == warnings_of(HEAD + lines + "\n")


@pytest.mark.parametrize(
    "lines",
    [
        # Balances may be anything from zero on.
        "check rich: cash > core",
        "check solvent: cash > 0",
        "check worth: net_worth >= 0",
        "check part: share >= 40%",
        "check gained: core.unrealised >= 0",
        # A scenario may leave the range behind.
        "scenario poor {\n    inflation = by_year(2026: 9%/year, otherwise: 1%/year)\n}\ncheck c: inflation <= 8%/year",
        "when chen.age >= 60 {\n    withdraw 1萬 TWD from cash\n}",
        "let c = if share >= 50% then 1 else 2",
        "let c = choose(chen.age >= 60: 1, chen.age >= 58: 2, otherwise: 3)",
        "let c = choose(chen.age < 58: 1, chen.age > 58: 2, chen.age <= 58: 3, otherwise: 4)",
        "let c = choose(cash > core and first: 1, cash > core: 2, otherwise: 3)",
        "let c = choose(now < 2030-01: 1, now < 2033-01: 2, otherwise: 3)",
        "let c = choose(cash > 5萬 TWD: 1, core > 6萬 TWD: 2, otherwise: 3)",
        # Guarded, or never zero, or not known to be.
        "let c = if share > 0 then 1 / share else 0",
        "let c = choose(share = 0: 0, otherwise: 1 / share)",
        "check c: share = 0 or 1 / share > 1",
        "each year {\n    if share > 0 {\n        withdraw 1萬 TWD / share from cash\n    }\n}",
        "each year {\n    if share = 0 {\n        move 1萬 TWD from cash to core\n    } else {\n"
        "        withdraw 1萬 TWD / share from cash\n    }\n}",
        "when cash > 20萬 {\n    withdraw 1 TWD * sqrt(cash / 1 TWD - 5) from cash\n}",
        "let left = max(net_worth - 5萬 TWD, 0)\nlet c = if left > 0 then cash / left else 0",
        "let rich = cash > 10萬\nlet c = if rich then core / (cash - 10萬 TWD) else 0",
        "let c = core / max(cash - 10萬 TWD, 1 TWD)",
        "let c = core / (cash + 10萬 TWD)",
        # An account that stands alone may be empty, and two may move together.
        "let c = 1萬 TWD / cash",
        "let c = core / max(cash, 0)",
        "let c = ln(cash / 1 TWD)",
        "let c = cash / (core - loan)",
        "let c = 1 / (1 + share)",
        "let c = 1 / max(share, 1%)",
        "let c = cash / core",
        "let c = cash / (share - share + 1)",
        "let c = 1 / (share * share + 1)",
        "let c = sqrt(share)",
        "let c = sqrt(share * share)",
        "let c = ln(1 + share)",
        "let a = cash - core\nlet b = core - cash",
        "let a = cash / core\nlet b = core / cash",
        "let a = min(cash, core)\nlet b = max(cash, core)",
        "let a = if cash > core then 2 * cash else 0\nlet b = if cash >= core then cash * 2 else 0",
        # A rate of a month is brought to a year by compounding, before or after it is doubled.
        "param monthly = 1%/month\nlet a = (monthly + market) * 2\nlet b = 2 * monthly + 2 * market",
        # Literals that are equal by chance, and one function called twice.
        "let a = 20萬 TWD\nlet b = 20萬 TWD",
        "fn double(x: money) = 2 * x\nlet a = double(cash)\nlet b = double(cash)",
        "let a = cash + 20萬 TWD\nlet b = core + 20萬 TWD",
        "check one: cash + 4%/year * 1 year * cash > 1\ncheck two: core + 4%/year * 1 year * core > 1",
        # Many plans hold a share that stands once, and equal round shares.
        "let a = 4.5% * cash",
        "let a = 40% * cash\nlet b = core * 40%",
        # What holds otherwise is long ago, or long after.
        "let a = by_year(2026: 300萬 TWD, otherwise: 30萬 TWD)",
        # Rows that are not alike, and what holds before the first row, beside which no other stands.
        "let a = by_year(2026: 5萬 TWD, 2027: 9萬 TWD, otherwise: 70萬 TWD)",
        "let a = since(2026-01: 5, 2027-01: 30, 2028-01: 32, otherwise: 3)",
        # What differs from itself by something that may be nothing, or of either sign.
        "check more: cash + core > cash",
        "check less: max(cash, core) > cash",
        "check both: cash + 1 TWD - core > cash",
        # Growth of the table itself, returns, and a lasting step of ten.
        "let a = since(2026-01: 30, 2027-01: 300, 2028-01: 320)",
        "let a = by_year(2026: 1%/year, 2027: 10%/year, 2028: 1%/year, otherwise: 2%/year)",
        # Small, or said to be per cent, or how often something happens.
        "param r = 0.015/year\nlet x = r",
        "param r = 150%/year\nlet x = r",
        "param r = 12bp/year\nlet x = r",
        "param r = 0.015/month\nlet x = r",
        "param r = 0.05/day\nlet x = r",
        "let payments = 12/year * elapsed",
        # Real growth on top of prices, and nominal money that grows with them.
        "income wage {\n    amount: 9萬 TWD/year real\n    growth: 1%/year\n    into: cash\n}",
        "income wage {\n    amount: nominal(living)\n    growth: 1%/year\n    into: cash\n}",
        # To the end of the step, and back to the money of the start.
        "let a = nominal(living) * compound(inflation, period)",
        "let a = nominal(living) / compound(inflation, elapsed)",
        "let a = nominal(living) * (1 + inflation * 1 year)",
        "let a = cash / nominal(living) * compound(inflation, elapsed)",
        "income wage {\n    amount: 9萬 TWD/year\n    growth: inflation\n    into: cash\n}",
    ],
)
def test_what_may_be_meant_is_left_alone(lines: str) -> None:
    assert warnings_of(HEAD + lines + "\n") == []


def test_a_figure_of_a_data_file_that_is_ten_times_off_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.csv").write_text("Year,Close\n2000,100\n2001,1010\n2002,103\n", encoding="utf-8")
    plan = tmp_path / "a.plan"
    plan.write_text('data index from "index.csv"\n\nlet a = mean(index.Close)\n', encoding="utf-8")
    found = load(plan).check(is_static=True)
    assert [diagnostic.message for diagnostic in found] == [
        "line 3 of `index.csv` has 1,010 as Close, ten times those beside it"
    ]


@pytest.mark.parametrize("code", LINTS)
def test_a_line_that_calls_a_warning_fine_silences_it_before_and_after_formatting(code: str) -> None:
    path = ERRORS / f"{code}.plan"
    text = path.read_text(encoding="utf-8")
    doubts = [item for item in load(path).check(is_static=True) if item.code == code]
    lines = text.splitlines()
    for line in sorted({item.span.line for item in doubts if item.span is not None}):
        lines[line - 1] += f"  # fine: {code}"
    plan = Plan("a.plan", Source("a.plan", "\n".join(lines) + "\n"))
    assert plan.check(is_static=True) == []
    assert warnings_of(plan.format()) == []


def test_a_comment_behind_a_formula_of_several_lines_speaks_of_all_of_them() -> None:
    rows = ", ".join(f"{year}: {amount}萬 TWD" for year, amount in enumerate((30, 31, 32, 330, 34, 35, 36, 37), 2026))
    line = f"let path = by_year({rows}, otherwise: 38萬 TWD)  # fine: ten-times-off the wedding\n"
    plan = Plan("a.plan", Source("a.plan", HEAD + line))
    assert warnings_of(plan.format()) == warnings_of(HEAD + line) == []
    # Within them it speaks of its own line.
    broken = plan.format().replace("  # fine: ten-times-off the wedding", "")
    assert warnings_of(broken.replace("2029: 330萬 TWD,", "2029: 330萬 TWD,  # fine: ten-times-off")) == []
    elsewhere = broken.replace("2030: 34萬 TWD,", "2030: 34萬 TWD,  # fine: ten-times-off")
    assert warnings_of(elsewhere) == ["ten-times-off", "needless-fine"]


def test_one_line_calls_several_warnings_fine() -> None:
    line = "let c = 1 / share + ln(share)  # fine: zero-divisor, outside-domain\n"
    assert warnings_of(HEAD + line) == []


@pytest.mark.parametrize(
    "reason", ["because it is kept, for later", "因為 ln(share) 另有說明", "(share is never 0, see zero-divisor)"]
)
def test_a_reason_may_follow_the_codes(reason: str) -> None:
    line = f"let c = 1 / share + ln(share)  # fine: zero-divisor, outside-domain {reason}\n"
    assert warnings_of(HEAD + line) == []


def test_each_code_between_commas_that_is_not_needed_is_told() -> None:
    line = "let c = 1 / share  # fine: zero-divisor, outside-domain,same-formula  so it is\n"
    plan = Plan("a.plan", Source("a.plan", HEAD + line))
    needless = [item.span.text for item in plan.check(is_static=True) if item.span is not None]
    assert needless == ["outside-domain", "same-formula"]


def test_the_percent_that_was_forgotten_can_be_pasted() -> None:
    plan = Plan("a.plan", Source("a.plan", "param r = 1.5/year\nlet x = r\n"))
    assert [(item.message, item.help) for item in plan.warnings] == [
        ("`1.5/year` is 150% a year", "write `1.5%/year`"),
    ]


def test_what_is_very_deep_is_not_looked_into() -> None:
    lines = ["param a = 1", "let x0 = a"]
    lines += [f"let x{number} = {'(' * 60}x{number - 1}{' + a) * 2' * 60}" for number in range(1, 60)]
    assert warnings_of("\n".join([*lines, "check above: x59 >= 0"]) + "\n") == []


def test_an_error_is_not_called_fine() -> None:
    assert warnings_of(HEAD + "let c = nobody  # fine: unknown-name\n") == ["unknown-name"]


def test_a_plan_with_errors_is_not_told_what_is_needless() -> None:
    assert warnings_of(HEAD + "let a = 1 / share  # fine: zero-divisor\nlet c = nobody\n") == ["unknown-name"]
