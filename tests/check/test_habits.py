"""What is written by habit, and what it is offered in its place."""

from __future__ import annotations

import pytest

from check.household import found_in


@pytest.mark.parametrize(
    ("value", "code", "help_text"),
    [
        ("IF(cash > 5, core, cash)", "unknown-function", "write `if cash > 5 then core else cash`"),
        ("AND(cash > 5, core > 5)", "unknown-function", "write `cash > 5 and core > 5`"),
        ("by_year(2028: 1%/year, else: 7%/year)", "unknown-argument", "write `otherwise: 7%/year`"),
        ("lookup(chen.age, 18: 1, default: 0)", "unknown-argument", "write `otherwise: 0`"),
        ("by_year(2026: 5%/year)", "missing-years", "write `otherwise: 5%/year` after the years"),
        ("by_year(2026: -45%/year)", "missing-years", None),
        ("TRUE", "unknown-name", "did you mean `true`?"),
        ("vlookup(1, 2)", "unknown-function", "did you mean `xlookup`?"),
        ("iferror(core / cash, 0)", "unknown-function", "write `if isnumber(core / cash) then core / cash else 0`"),
        ("iserror(core / cash)", "unknown-function", "write `not isnumber(core / cash)`"),
        ("10萬 + 3%/year", "dimension-mismatch", None),
        ('days("2026/03/01", 2026-01-01)', "type-mismatch", "write `2026-03-01`"),
    ],
)
def test_a_habit_is_offered_what_is_written_here(value: str, code: str, help_text: str | None) -> None:
    (found,) = found_in(f"let x = {value}")
    assert (found.code, found.help) == (code, help_text)


def test_a_list_takes_its_unit_in_each_value() -> None:
    (found,) = found_in("param r = [8%, 3%]/year")
    assert (found.code, found.help) == ("list-as-value", "write `[8%/year, 3%/year]`")


ASSET = "asset a {{\n value: 5\n {}\n}}"
DEBT = "debt d {{\n principal: 5\n rate: 2%/year\n {}\n}}"
BLOCK = "each year {{\n {}\n}}"
RULE = (
    "rule ratchet(fund: asset, begin: money) {{\n record r = begin\n}}\neach year {{\n apply ratchet(core, {}) as x\n}}"
)

# What a rule records is money of its step.
RECORDED = (
    "rule keeps(fund: asset) {\n record r = fund\n}\nrule needs(a: money/year) {\n record r = a * period\n}\n"
    "each year {\n apply keeps(core) as kept\n apply needs(kept.r)\n}"
)


@pytest.mark.parametrize(
    ("lines", "code", "help_text"),
    [
        ("let x = chen.age(65) - now", "unknown-function", "write `chen.turns(65)`"),
        (RULE.format("begin = 5 TWD"), "wrong-separator", "write `begin: 5 TWD`"),
        (DEBT.format("payment: none\n paid_from: cash, core"), "not-an-account", "write `cash then core`"),
        (DEBT.format("payment: none\n secured_by: 60% core"), "not-an-account", "write `core 60%`"),
        (DEBT.format("term: 5 years\n payment: 本息均攤"), "unknown-word", "did you mean `level`?"),
        (DEBT.format("term: 240"), "missing-unit", "write `240 years`, or `240 months`"),
        (DEBT.format("term: 5"), "missing-unit", "write `5 years`"),
        (ASSET.format("class: 自用"), "unknown-word", "did you mean `self_use`?"),
        (ASSET.format("return: 5%/yr"), "unknown-name", "did you mean `year`?"),
        (ASSET.format("buy_cost: 20 TWD"), "dimension-mismatch", None),
        ("let x = 5 港幣", "unknown-unit", "did you mean `HKD`?"),
        ("income i {\n amount: 5 TWD\n in: 十二月\n}", "unknown-month", "write `december`"),
        ("person p {\n born: 1970-01-01\n lives_to: 95 years\n}", "dimension-mismatch", "write `95`"),
        (RECORDED, "dimension-mismatch", "write `kept.r / period`"),
        (BLOCK.format("move 20% from cash to core"), "dimension-mismatch", "write `20% * cash`"),
        ("let x = ETF * 2", "unknown-name", None),
        ("person p {\n born: 34\n}", "type-mismatch", None),
        ("param r = 0.8%\n" + ASSET.format("return: r"), "dimension-mismatch", "write `param r = 0.8%/year`"),
        (ASSET.format("buy_cost: 0.1%/year"), "dimension-mismatch", "write `0.1%`"),
        ("income i = 6萬/month", "dimension-mismatch", "write `6萬 TWD/month`"),
        ("asset u = 5 USD\nasset v = 6 USD", "missing-fx", "write `fx USD = 31.5 TWD`"),
        (
            DEBT.format("term: 5 years").replace("2%/year", "2%") + "\nscenario s {\n d.rate = 3%/year\n}",
            "missing-unit",
            "write `2%/year`",
        ),
    ],
)
def test_a_mistake_is_offered_what_is_meant(lines: str, code: str, help_text: str | None) -> None:
    (found,) = found_in(lines)
    assert (found.code, found.help) == (code, help_text)
