"""Failed checks as they are told: one undefined figure once, and what was not paid by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan import load
from plainplan.api.failures import cause_text

HEAD = """\
plan "Small" {
    currency: USD
    start: 2026-01
    years: 3
    locale: en
}

param market = 5%/year

asset cash {
    value: 100 USD
    return: market
}
"""


def told(tmp_path: Path, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    path = tmp_path / "small.plan"
    path.write_text(HEAD + text, encoding="utf-8")
    return [(found.code, found.message, found.notes) for found in load(path).check()]


def test_one_undefined_figure_is_told_once(tmp_path: Path) -> None:
    scenario = "scenario bad {\n    market = by_year(2026: 1%/year)\n}\n"
    found = told(tmp_path, f"check some: cash > 0\nwarn plenty: cash > 50\n{scenario}")
    (failure,) = [item for item in found if item[0] == "failed-check"]
    assert failure[1] == "`some` cannot be decided: a figure in it is undefined"
    assert failure[2][:2] == ("undefined: `market` in 2027: no row of the table holds at 2027", "in scenario `bad`")
    assert failure[2][2].startswith("undecided too: `plenty`, `money_conserved`, ")
    assert [item[0] for item in found] == ["failed-check", "missing-years"]


def test_what_was_not_paid_is_named(tmp_path: Path) -> None:
    found = told(tmp_path, "each year first {\n    withdraw 60 USD from cash as spend\n}\n")
    assert found == [
        (
            "failed-check",
            "`everything_paid` (Everything paid) does not hold, first in 2027",
            ("`spend` is short by 72.75 USD in all, first in 2027",),
        )
    ]


def test_a_figure_without_a_value_is_told_though_no_check_rests_on_it(tmp_path: Path) -> None:
    path = tmp_path / "p.plan"
    path.write_text('plan "p" {\n    start: 2026-01\n    years: 3\n}\n\nlet k = 1 / (elapsed / 1 year - 1)\n')
    (found,) = load(path).check()
    assert (found.code, found.message) == ("undefined-value", "`k` 2027 無法計算:除以零")
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("zh-TW", ["`k`:irr([1, 2]) 沒有值", "`t.x` 第 2 列 (2):除以零"]),
        ("en", ["`k`: irr([1, 2]) has no value", "`t.x` in row 2 (2): division by zero"]),
    ],
)
def test_a_cause_is_told_in_the_language_of_the_plan(tmp_path: Path, locale: str, told: list[str]) -> None:
    path = tmp_path / "p.plan"
    head = f'plan "p" {{\n start: 2026-01\n years: 3\n locale: {locale}\n}}\n'
    path.write_text(head + "let k = irr([1, 2])\ntable t {\n n in 1..3\n x = 1 / (n - 2)\n}\n", encoding="utf-8")
    run = load(path).run()
    assert [cause_text(run, cause) for cause in run.undefined] == told


WATCHED = """\
use std.maintenance

debt loan {{
    principal: 50 USD
    payment: none
    class: investment
}}

asset purse {{
    value: 0 USD
}}

each year {{
    apply maintain(cash, loan, purse, line: {line}, cure: {cure}) as broker
}}

check solvent: net_worth > 0
"""
LEVEL = "a level is a ratio from 100% to 1000%, such as 130%"


@pytest.mark.parametrize(
    ("line", "cure", "named", "text", "reason"),
    [
        ("130", '"none"', "`line` of `broker`", "130", LEVEL),
        ("market * 2", '"none"', "`line` of `broker`", "market * 2", LEVEL),
        # A param is no argument of its own: the whole application is shown.
        ("market", '"none"', "`broker`", "apply maintain", LEVEL),
        ("130%", '"pay"', "`cure` of `broker`", '"pay"', "a cure is repay, add or none"),
    ],
)
def test_what_a_rule_refuses_is_shown_where_it_is_given(
    tmp_path: Path, line: str, cure: str, named: str, text: str, reason: str
) -> None:
    path = tmp_path / "small.plan"
    path.write_text(
        HEAD.replace("market = 5%/year", "market = 5%").replace("return: market", "return: market / 1 year")
        + WATCHED.format(line=line, cure=cure),
        encoding="utf-8",
    )
    (found,) = load(path).check()
    assert (found.code, found.is_error) == ("failed-check", True)
    assert found.message == f"`solvent` cannot be decided: {named}: {reason}"
    assert found.span is not None
    assert found.span.text.startswith(text)
    assert [label.span.text for label in found.labels] == ["check solvent: net_worth > 0"]
    assert not any("~" in note for note in found.notes)
