"""`plainplan explain` follows a figure back to the lines of the plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainplan.cli import main


def explain(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", "small.plan", *words]) == 0
    return capsys.readouterr().out


def test_a_formula_is_shown_as_written_by_name_and_with_figures(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = explain(capsys, "share_in_fund", "--at", "2027-06", "--depth", "1")
    assert (
        shown
        == """\
share_in_fund  "Share in the fund"   small.plan:29

  0.6019900498 in 2027   a number, one a step
  as written   let share_in_fund = fund / assets "Share in the fund"
  formula      fund / assets
  with figures 1,210 USD / 2,010 USD

  from
  ├─ fund = 1,210 USD
  └─ assets = 2,010 USD
"""
    )


def test_a_tree_ends_at_the_inputs_and_says_where_they_stand(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = explain(capsys, "fund.growth", "--depth", "9")
    assert "prev(fund) = 1,210 USD\n" in shown
    assert "rate_of_return@base = 10%/year   a param; source: a guess   small.plan:10\n" in shown


def test_of_a_choice_only_what_was_chosen_is_followed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = explain(capsys, "fund.growth", "--depth", "9", "--scenario", "good")
    assert "rate_of_return@good = 20%/year   of a scenario   small.plan:35\n" in shown
    assert "rate_of_return@base" not in shown


def test_an_account_is_shown_by_its_movements(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.split() for line in explain(capsys, "cash", "--at", "2026").splitlines()]
    assert ["cash.opening", "1,000", "opening"] in lines
    assert ["spend.from.cash", "-100", "spend"] in [line[:3] for line in lines]
    assert ["cash", "900", "closing"] in lines


def test_an_input_says_where_it_comes_from(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = explain(capsys, "cash.value")
    assert shown.startswith('cash.value  "Cash opening"   small.plan:')
    assert "1,000 USD   money\n  as declared\n" in shown


def test_documentation_is_shown(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\n  What the fund earns.\n" in explain(capsys, "rate_of_return")


def test_without_a_name_every_default_in_force_is_listed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = explain(capsys)
    assert "  cash.return  " in shown
    assert "0%/year" in shown
    lines = [line.split() for line in shown.splitlines()]
    assert ["rate_of_return", "10%/year", "Return"] in lines
    assert ["rate_of_return@good", "20%/year"] in lines


def test_an_unknown_name_is_told_with_a_suggestion(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "small.plan", "net_wroth"]) == 1
    assert capsys.readouterr().err.endswith(
        "error[unknown-name]: there is no `net_wroth` in small.plan\n  = help: did you mean `net_worth`?\n\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--at", "soon"], "`--at soon` is not a date such as 2030-01"),
        (["--at", "2027-13"], "`--at 2027-13` is not a date such as 2030-01"),
        (["--at", "2040"], "`--at 2040` is outside the plan, 2026-01 to 2028-12"),
        (["--depth", "much"], "`--depth` is a number, not `much`"),
    ],
)
def test_wrong_usage_is_told(small: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "small.plan", "net_worth", *words]) == 2
    assert message in capsys.readouterr().err


def test_a_check_is_followed_back_from_both_its_sides(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = explain(capsys, "plenty", "--at", "2028", "--depth", "1")
    assert shown.startswith('plenty  "Plenty"   warn   small.plan:32\n\n  `plenty` does not hold, first in 2028\n')
    assert "  in 2028      1,331 USD against 1,400 USD\n" in shown


def test_the_figures_of_a_statement_are_listed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.split() for line in explain(capsys, "spend", "--at", "2026").splitlines()]
    assert ["spend.short", "0", "USD"] in [line[:3] for line in lines]


def test_a_group_is_shown_by_its_accounts(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(small.read_text(encoding="utf-8") + '\ngroup all "All of it" = cash, fund\n', encoding="utf-8")
    assert (
        explain(capsys, "all")
        == """\
all  "All of it"   group   small.plan:38

  at the end of 2028
    cash    700 USD  Cash
    fund  1,331 USD  Fund
"""
    )


def test_the_columns_of_defaults_align_under_chinese_names(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.cells import cell_len

    text = 'plan "p" {\n    start: 2026-01\n    years: 2\n}\n\nasset 現金 {\n    value: 5 TWD\n}\n'
    Path("mixed.plan").write_text(text + "\nasset etf {\n    value: 5 TWD\n}\n", encoding="utf-8")
    assert main(["explain", "mixed.plan"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if ".fee" in line]
    assert len({cell_len(line.partition("0%")[0]) for line in lines}) == 1
    assert len(lines) == 2


def test_the_class_in_force_of_a_debt_is_that_of_what_secures_it(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    debt = "\ndebt line {\n    principal: 0 USD\n    payment: none\n    secured_by: fund 60%\n}\n"
    small.write_text(small.read_text(encoding="utf-8") + debt, encoding="utf-8")
    assert "line.class investment what the debt is for" in " ".join(explain(capsys).split())


def test_the_coverage_of_nothing_owed_is_above_every_line(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    debt = "\ndebt line {\n    principal: 0 USD\n    payment: none\n    secured_by: fund 60%\n}\n"
    small.write_text(small.read_text(encoding="utf-8") + debt + "\nlet c = line.coverage\n", encoding="utf-8")
    assert "above every line, for nothing is owed" in explain(capsys, "c")


def test_the_cost_of_buying_and_of_selling_have_their_labels(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = small.read_text(encoding="utf-8").replace(
        "    return: rate", "    buy_cost: 0.1%\n    sell_cost: 0.2%\n    return: rate"
    )
    small.write_text(text, encoding="utf-8")
    shown = explain(capsys)
    assert "Fund cost of buying" in shown
    assert "Fund cost of selling" in shown


def test_the_movements_of_an_account_align_under_chinese_names(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.cells import cell_len

    text = small.read_text(encoding="utf-8").replace("as spend", "as 提領") + "\nlet lent = cash\n"
    small.write_text(text, encoding="utf-8")
    lines = [
        line for line in explain(capsys, "cash", "--at", "2026").splitlines() if "  cash" in line or "提領" in line
    ]
    ends = {cell_len(line.rpartition("0  ")[0]) for line in lines[1:] if "0  " in line}
    assert len(ends) == 1


def test_a_share_is_shown_in_per_cent_and_a_chinese_plan_in_its_words(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = small.read_text(encoding="utf-8").replace("    return: rate", "    buy_cost: 0.1425%\n    return: rate")
    small.write_text(text.replace("    locale: en\n", ""), encoding="utf-8")
    lines = explain(capsys, "fund").splitlines()
    assert any(line.split() == ["fund.buy_cost", "0.1425%"] for line in lines)
    movements = [line for line in lines if line.startswith(("    fund.opening ", "    fund "))]
    assert [line.split()[-1] for line in movements] == ["期初", "期末"]


MATHEMATICS = """\
lasts   a.plan:3

           cash
  lasts = ──────
           need

     300
  = ─────
     60

  = 5

   ∂ lasts      1
  ───────── = ────── = 0.016666667
   ∂ cash      need

   ∂ lasts      cash
  ───────── = −─────── = −0.083333333
   ∂ need       need²

  cash = 300   a.plan:1
  need = 60    a.plan:2
"""


def test_a_formula_is_shown_as_mathematics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.plan").write_text("param cash = 300\nparam need = 60\nlet lasts = cash / need\n", encoding="utf-8")
    assert main(["explain", "a.plan", "lasts", "--math"]) == 0
    assert capsys.readouterr().out == MATHEMATICS


def test_a_formula_is_written_as_latex(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("param cash = 300\nparam need = 60\nlet in_years = cash / need\n", encoding="utf-8")
    assert main(["explain", str(plan), "in_years", "--latex"]) == 0
    page = capsys.readouterr().out
    assert page.splitlines() == [
        r"\begin{align*}",
        r"\text{in\_years} &= \frac{\text{cash}}{\text{need}} \\",
        r"&= \frac{300}{60} \\",
        r"&= 5 \\",
        r"\frac{\partial \text{in\_years}}{\partial \text{cash}} &= \frac{1}{\text{need}} = 0.016666667 \\",
        r"\frac{\partial \text{in\_years}}{\partial \text{need}} &= -\frac{\text{cash}}{\text{need}^{2}}"
        r" = -0.083333333",
        r"\end{align*}",
    ]


def test_an_input_is_no_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("param cash = 300\nlet double = 2 * cash\n", encoding="utf-8")
    assert main(["explain", str(plan), "cash", "--math"]) == 0
    assert capsys.readouterr().out == "cash = 300, an input\n"


def test_mathematics_of_an_unknown_name_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("param cash = 300\nlet double = 2 * cash\n", encoding="utf-8")
    assert main(["explain", str(plan), "dubble", "--math"]) == 1
    assert "unknown-name" in capsys.readouterr().err


def test_the_inputs_far_behind_a_balance_are_reached_by_running_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.plan"
    head = 'plan "家" {\n    currency: TWD\n    start: 2026-01\n    years: 10\n}\n'
    fund = "param market = 5%/year\nasset fund {\n    value: 100\n    return: market\n}\n"
    plan.write_text(head + fund, encoding="utf-8")
    assert main(["explain", str(plan), "fund", "--math"]) == 0
    page = capsys.readouterr().out
    # 100 (1 + r)^10 rises by 1000 (1 + r)^9 with r, and by (1 + r)^10 with what there was.
    assert "  d fund / d market     = 1,551.3282\n" in page
    assert "  d fund / d fund.value = 1.6288946\n" in page


def test_what_a_check_of_a_calculator_misses_is_shown_as_mathematics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("param a = 5\ncheck big: a > 7\n", encoding="utf-8")
    assert main(["explain", str(plan), "check.big.missing", "--math"]) == 0
    assert "check.big.missing = check.big.gap" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["big", "t", "both"])
def test_what_is_not_one_formula_is_told_apart_from_a_name_that_is_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    plan = tmp_path / "a.plan"
    head = 'plan "家" {\n    currency: TWD\n    start: 2026-01\n    years: 1\n}\nasset fund {\n    value: 9\n}\n'
    plan.write_text(
        head + "group both = fund\ncheck big: fund > 7\ntable t {\n    n in 1..3\n    v = 2 * n\n}\n", encoding="utf-8"
    )
    assert main(["explain", str(plan), name, "--math"]) == 1
    assert f"`{name}` is not one formula" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["--math", "--latex"])
def test_mathematics_of_a_figure_without_a_value_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("param a = 0\nlet q = 1 / a\n", encoding="utf-8")
    assert main(["explain", str(plan), "q", form]) == 0
    assert "undefined" in capsys.readouterr().out
