"""`plainplan run` shows the outcome, as a page, as JSON and as CSV. Figures are 1,000 x 1.1^3 and 1,000 - 3 x 100."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from plainplan.cli import main

SUMMARY = """\
Small
Period 2026-01 – 2028-12 · Scenario base

Net worth
  at the start  2,000.00 USD
  at the end    2,031.00 USD  2028
  lowest        2,000.00 USD  2026

Checks
  ● holds  Solvent
  ● look  Plenty
      first in 2028; 1,331.00 USD against 1,400.00 USD; short by 69.00 USD
  ● holds  5 built-in checks

Balances at the end of the year (in USD)

 Year     Cash       Fund   Net worth
 ────────────────────────────────────
 2026   900.00   1,100.00    2,000.00
 2027   800.00   1,210.00    2,010.00
 2028   700.00   1,331.00    2,031.00


Money in and out (in USD)

 Year     spend       net
 ────────────────────────
 2026   -100.00   -100.00
 2027   -100.00   -100.00
 2028   -100.00   -100.00


Figures of the plan

 Year   Share in the fund
 ────────────────────────
 2026               0.550
 2027               0.602
 2028               0.655
"""


def test_the_summary_is_a_page(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["run", "small.plan"]) == 0
    assert capsys.readouterr().out == SUMMARY


def test_no_line_is_wider_than_the_page(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.cells import cell_len

    main(["run", "small.plan"])
    assert [line for line in capsys.readouterr().out.splitlines() if cell_len(line) > 100] == []


def test_a_failed_check_fails_the_run(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(small.read_text(encoding="utf-8").replace("warn plenty", "check plenty"), encoding="utf-8")
    assert main(["run", "small.plan"]) == 1
    assert "  ● fails  Plenty" in capsys.readouterr().out


def test_a_scenario_is_shown_by_its_label(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "small.plan", "--scenario", "good"]) == 0
    shown = capsys.readouterr().out
    assert "· Scenario Good years\n" in shown
    # 700 + 1,000 × 1.2³
    assert "2,428.00 USD  2028" in shown


def test_a_labelled_figure_that_does_not_move_in_time_is_shown(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(
        small.read_text(encoding="utf-8") + 'let reserve = 3 * 200 USD "Reserve"\nlet bare = 2 * reserve\n',
        encoding="utf-8",
    )
    main(["run", str(small)])
    shown = capsys.readouterr().out
    assert ["reserve", "600", "USD", "Reserve"] in [line.split() for line in shown.splitlines()]
    assert "bare" not in shown


def test_what_is_set_is_shown_and_computed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "small.plan", "--set", "rate_of_return=0%/year", "--set", "cash.value = 500"]) == 0
    shown = capsys.readouterr().out
    assert "\nChanged rate_of_return = 0%/year\nChanged cash.value = 500\n" in shown
    assert "1,200.00 USD  2028" in shown


def test_what_could_not_be_paid_is_shown(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "small.plan", "--set", "cash.value=150 USD"]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert "Not paid in full" in shown
    assert "  spend    150.00 USD short in 2 steps, first in 2027" in shown


def test_json_holds_every_figure_at_full_precision(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "small.plan", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dates"] == ["2026-12-31", "2027-12-31", "2028-12-31"]
    assert found["quantities"]["fund"]["values"] == pytest.approx([1100, 1210, 1331], rel=1e-15)
    assert found["quantities"]["rate_of_return@base"] == {
        "label": "Return [Base]",
        "dimension": "time⁻¹",
        "unit": "/year",
        "value": 0.1,
    }
    plenty = next(check for check in found["checks"] if check["name"] == "plenty")
    assert (plenty["ok"], plenty["failed_on"], plenty["right"]) == (False, "2028-12-31", 1400)
    assert plenty["shortfall"] == pytest.approx(69)


def test_csv_has_a_row_a_step(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "small.plan", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["date"] for row in rows] == ["2026-12-31", "2027-12-31", "2028-12-31"]
    assert [float(row["cash"]) for row in rows] == [900, 800, 700]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--set", "rate_of_return"], "`--set rate_of_return` is not of the form NAME=EXPR"),
        (["--json", "--csv"], "`--json` and `--csv` exclude each other"),
    ],
)
def test_wrong_usage_is_told(small: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "small.plan", *words]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (
            "rate_of_retrun=1%/year",
            "error[unknown-name]: the plan has no input `rate_of_retrun`\n  = help: did",
        ),
        ("net_worth=1 USD", "error[not-an-input]: `net_worth` is computed, and cannot be set"),
        ("rate_of_return=8%", "error[missing-unit]: `rate_of_return` needs a rate, and `8%` has no unit"),
        ("rate_of_return＝８％", "write `8%/year`"),
        ("rate_of_return=100 USD", "error[dimension-mismatch]: "),
        ("rate_of_return=60%/year", "error[out-of-range]: `rate_of_return` is at least -50%/year and at most 50%/year"),
        ("cash.value=1/0*1 USD", "error[undefined-value]: `1/0*1 USD` is undefined: division by zero"),
        ("cash.value=1 +", "error[unfinished-line]: "),
    ],
)
def test_a_setting_that_does_not_fit_is_told(
    small: Path, setting: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "small.plan", "--set", setting]) == 1
    assert message in capsys.readouterr().err


def test_a_plan_with_errors_is_not_run(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text("let a = b\n", encoding="utf-8")
    assert main(["run", "small.plan"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("error[unknown-name]: unknown name `b`\n")


def test_the_arguments_of_calls_are_no_columns_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fund.plan"
    file.write_text(
        "fn needed(monthly: money/month, covered: duration) = monthly * covered\n"
        'table fund "Fund" {\n    covered in 3 months, 6 months "Covered"\n'
        '    amount = needed(100 TWD/month, covered) "Amount"\n'
        '    total all = needed(100 TWD/month, 1 month) "All"\n}\n',
        encoding="utf-8",
    )
    main(["run", str(file)])
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["Covered", "(個月)", "Amount"] in shown
    assert ["3", "300"] in shown
    assert ["All", "100", "TWD", "fund.all"] in shown
    assert not any("(years)" in line for line in shown)


def test_an_audit_row_names_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = 'plan "p" {\n    currency: USD\n    start: 2026-01\n    years: 1\n    locale: en\n}\n'
    text += 'asset fund "Fund" {\n    value: 100 USD\n}\neach year {\n    let half = fund / 2 "Half"\n'
    text += '    note "seen": fund, half\n}\n'
    Path("seen.plan").write_text(text, encoding="utf-8")
    assert main(["run", "seen.plan", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["notes"]
    assert row == {"label": "seen", "date": "2026-12-31", "names": ["Fund", "Half"], "values": [100, 50]}
    assert main(["run", "seen.plan"]) == 0
    assert "  2026  seen  Fund 100.00 USD; Half 50.00 USD" in capsys.readouterr().out


def test_a_figure_that_sums_many_accounts_is_shown_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = "abcdefghij"
    accounts = "".join(f"asset {name} {{ value: 100 USD }}\n" for name in names)
    text = f'plan "Many" {{\n    currency: USD\n    start: 2026-01\n    years: 1\n    locale: en\n}}\n{accounts}'
    text += f'group all = {", ".join(names)}\nlet held = all - 100 USD "Held"\n'
    path = tmp_path / "many.plan"
    path.write_text(text, encoding="utf-8")
    assert main(["run", str(path)]) == 0
    assert capsys.readouterr().out.count("Held") == 1


def test_an_exact_run_says_how_far_the_figures_are_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("let sum = 0.1 + 0.2\nlet rest = sum - 0.3\nlet small = 1 + 1e-15 - 1\n", encoding="utf-8")
    assert main(["run", str(plan), "--exact"]) == 0
    page = capsys.readouterr().out
    # 0.1 + 0.2 is 0.3000000000000000444 in floats.
    lines = page.splitlines()[-6:]
    assert lines[0] == "精確度"
    assert lines[2:] == [
        "  最大相對誤差 1.5e-16,在 sum",
        "  相近的數相減,剩下的位數較少,共 1 項:",
        "    small  1.1e-01",
        "  1 項相減應為 0,浮點數最多差 5.6e-17。",
    ]
    assert main(["run", str(plan), "--exact", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)["exactness"]
    assert data["worst"]["name"] == "sum"
    assert [(item["name"], item["reason"]) for item in data["beyond"]] == [("rest", "nothing"), ("small", "cancels")]


def test_an_exact_run_is_not_for_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(tmp_path / "a.plan"), "--exact", "--csv"]) == 2
    assert "`--csv` and `--exact` exclude each other" in capsys.readouterr().err


def test_nothing_is_not_counted_in_ten_thousands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'plan "空" {\n    currency: TWD\n    start: 2026-01\n    years: 2\n}\nasset a { value: 300萬 TWD }\n'
    text += 'let rest = if step = 1 then a else 0 TWD "剩下"\n'
    path = tmp_path / "zero.plan"
    path.write_text(text, encoding="utf-8")
    assert main(["run", str(path)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[-2:] == [["2026", "300.0萬"], ["2027", "0"]]


ABROAD = """\
plan "兩地" {
    currency: TWD
    start: 2026-01
    years: 2
}

fx USD = 30 TWD/USD * (1 + 10%)^(elapsed / 1 year)

asset cash "活存" {
    value: 100 TWD
    class: liquid
}

asset dollars "美元" {
    value: 10 USD
}

expense rent "房租" {
    amount: 1 USD/year
    paid_from: dollars
}
"""


def test_run_shows_balances_and_flows_abroad_in_the_plans_currency_so_that_rows_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """9 USD at 30 TWD and 8 USD at 33 TWD are 270 and 264 TWD; 1 USD a year is 30 and 33 TWD."""
    path = tmp_path / "abroad.plan"
    path.write_text(ABROAD, encoding="utf-8")
    assert main(["run", str(path)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["年", "活存", "美元", "淨值"] in rows
    assert ["2026", "100.00", "270.00", "370.00"] in rows
    assert ["2027", "100.00", "264.00", "364.00"] in rows
    assert ["2027", "-33.00", "-33.00"] in rows


SHARE = """\
plan "比重" {
    currency: TWD
    start: 2026-01
    years: 1
}

asset fund "基金" {
    value: 30 TWD
}

asset cash "現金" {
    value: 70 TWD
}

param goal = 50% "目標"

let weight = fund / assets "比重"

each year {
    note "紀錄": 1 - goal
}

check invested "五成": weight >= goal
"""


def test_a_long_audit_row_goes_on_below_its_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    path = tmp_path / "long.plan"
    names = ", ".join(["fund", "cash"] * 5)
    path.write_text(SHARE.replace('"紀錄": 1 - goal', f'"紀錄": {names}'), encoding="utf-8")
    assert main(["run", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("  2026  紀錄  基金 30"))
    assert lines[first].endswith("TWD;")
    # A Chinese character takes two columns.
    assert lines[first + 1].startswith(" " * 14)
    assert lines[first + 1][14] != " "
    assert "".join(line.strip() + " " for line in lines[first : first + 2]).count("TWD") == 10


def test_a_check_and_an_audit_row_say_percentages_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "share.plan"
    path.write_text(SHARE, encoding="utf-8")
    assert main(["run", str(path)]) == 1
    shown = capsys.readouterr().out
    assert "首次 2026; 30%,對照 50%; 短少 20%" in shown
    assert "2026  紀錄  1 - goal 50%" in shown
    assert main(["check", str(path)]) == 1
    assert "left side:  30%\n     right side: 50%\n   = short by 20%" in capsys.readouterr().out.replace(
        "  = left", "left"
    )


NO_SHARE = """\
plan "賣光" {
    currency: TWD
    start: 2026-01
    years: 2
}

asset fund "基金" {
    value: 30 TWD
}

group all = fund

let weight = fund / all "比重"
let left = 2028-01-01 - now "剩餘"

once when elapsed > 0 years {
    withdraw fund from fund
}

check half "一半": fund / all >= 50%
check whole: weight >= 10%
"""


def test_what_has_no_value_and_lengths_of_time_are_said_in_the_plans_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sold.plan"
    path.write_text(NO_SHARE, encoding="utf-8")
    main(["run", str(path)])
    shown = capsys.readouterr().out
    assert "undefined" not in shown
    assert "check.half" not in shown
    assert "`一半 " in shown
    assert "剩餘 (天)" in shown
    assert ["2026", "100.00%", "730"] in [line.split() for line in shown.splitlines()]
    assert ["2027", "—", "365"] in [line.split() for line in shown.splitlines()]
