"""Rule 10: members since the block last ran (figures in tests/graph/test_members.py)."""

from __future__ import annotations

import pytest

from semantics.running import Diagnose, RunText
from semantics.texts import asset, plan

FUND = asset("fund", "1000 TWD", return_="12%/year") + asset("cash", "0 TWD")


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_the_gain_of_a_year_is_the_same_in_every_step(run_text: RunText, step: str) -> None:
    text = FUND + "each year {\n    record g = fund.gain\n    record r = fund.return\n}\n"
    run = run_text(plan(text, step=step, years=2))
    assert (run["g"][-1], run["r"][-1]) == pytest.approx((1000 * 1.12 * 0.12, 0.12))


@pytest.mark.parametrize("step", ["month", "quarter", "year"])
def test_outside_a_block_members_cover_the_step(run_text: RunText, step: str) -> None:
    run = run_text(plan(FUND + "let g = fund.gain\nlet o = fund.opening\n", step=step, years=1))
    share = 1.12 ** ({"month": 1, "quarter": 3, "year": 12}[step] / 12)
    steps = len(run["g"])
    assert run["o"] == pytest.approx([1000 * share**k for k in range(steps)])
    assert run["g"] == pytest.approx([1000 * share**k * (share - 1) for k in range(steps)])


def test_a_return_is_a_plain_number(run_text: RunText, diagnose: Diagnose) -> None:
    assert run_text(plan(FUND + "let x = if fund.return > 5% then 1 else 0\n", years=1))["x"] == [1]
    assert "dimension-mismatch" in diagnose(plan(FUND + "let x = fund.return + 1%/year\n"))


@pytest.mark.parametrize("member", ["gain", "return", "interest"])
def test_reading_a_member_before_the_accounts_grow_is_an_error(diagnose: Diagnose, member: str) -> None:
    text = FUND + f"each year {{\n    record x = fund.{member}\n    grow\n}}\n"
    assert diagnose(plan(text)) == ["not-yet-posted"]


def test_reading_it_after_they_grow_is_fine(diagnose: Diagnose) -> None:
    assert diagnose(plan(FUND + "each year {\n    grow\n    record x = fund.gain\n}\n")) == []


def test_what_a_debt_has_paid_is_not_known_before_it_pays(diagnose: Diagnose) -> None:
    text = FUND + "debt d {\n    principal: 100 TWD\n    term: 2 years\n}\n"
    assert diagnose(plan(text + "each year {\n    record x = d.interest\n    pay d\n}\n")) == ["not-yet-posted"]


def test_the_step_before_may_be_read_with_prev(run_text: RunText) -> None:
    text = FUND + "each year {\n    record x = prev(fund.gain, start: 0)\n    grow\n}\n"
    assert run_text(plan(text, years=3))["x"] == pytest.approx([0, 120, 120 * 1.12])


def test_unrealised_is_value_less_cost(run_text: RunText) -> None:
    text = (
        asset("fund", "1000 TWD", return_="12%/year", cost="700 TWD") + "let u = fund.unrealised\nlet c = fund.cost\n"
    )
    run = run_text(plan(text, years=2))
    assert run["c"] == [700, 700]
    assert run["u"] == pytest.approx([1120 - 700, 1254.4 - 700])


@pytest.mark.parametrize("use", ["record x = f(fund)", "apply r(fund)"])
def test_a_function_or_a_rule_that_reads_a_gain_stands_after_growth(diagnose: Diagnose, use: str) -> None:
    text = FUND + "fn f(x: asset) = x.gain\nrule r(x: asset) {\n    record y = x.gain\n}\n"
    assert "not-yet-posted" in diagnose(plan(text + f"each year {{\n    {use}\n    grow\n}}\n"))
    assert "not-yet-posted" not in diagnose(plan(text + f"each year {{\n    grow\n    {use}\n}}\n"))


@pytest.mark.parametrize("formals", ["x: accounts", "x: accounts, y = x.return"])
def test_a_rule_of_accounts_that_reads_a_return_stands_after_growth(diagnose: Diagnose, formals: str) -> None:
    body = "record z = y" if "y" in formals else "record z = x.return"
    text = FUND + f"rule r({formals}) {{\n    {body}\n}}\n"
    assert "not-yet-posted" in diagnose(plan(text + "each year {\n    apply r(fund)\n    grow\n}\n"))
    assert "not-yet-posted" not in diagnose(plan(text + "each year {\n    grow\n    apply r(fund)\n}\n"))


def test_a_default_that_is_not_used_reads_nothing(diagnose: Diagnose) -> None:
    text = FUND + "rule r(x: asset, y = x.return) {\n    record z = y\n}\n"
    for given in ("fund, prev(fund.return, start: 0)", "fund, y: prev(fund.return, start: 0)"):
        assert diagnose(plan(text + f"each year {{\n    apply r({given})\n    grow\n}}\n")) == []
